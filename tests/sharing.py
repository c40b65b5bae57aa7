"""Which tests run in one process: those that look at the same costly things, so that these are made once.

The marks of pytest-xdist for this (`xdist_group`) have no effect under pytest 9.2: names of tests can no longer change.
"""

from __future__ import annotations

from typing import Final

from xdist.scheduler import LoadScopeScheduling

# Files of tests, by what they share. Every other test goes wherever there is room.
_SHARED: Final = {
    "tests/build/test_form.py": "the built season",
    "tests/build/test_real_season.py": "the built season",
    "tests/bundle/test_pdfa.py": "the built season",
    "tests/bundle/test_proof.py": "the built season",
    "tests/convert/test_joined_season.py": "the built season",
    "tests/the_thuc/test_cases.py": "the cases laid out by LibreOffice",
    "tests/the_thuc/test_pdf_view_slow.py": "the cases laid out by LibreOffice",
    "tests/the_thuc/test_find_pdf.py": "correct documents laid out by LibreOffice",
}


class ByWhatTheyShare(LoadScopeScheduling):  # type: ignore[misc]  # xdist's bases are untyped
    """Shares tests out among processes."""

    def _split_scope(self, nodeid: str) -> str:
        return _SHARED.get(nodeid.partition("::")[0], nodeid)
