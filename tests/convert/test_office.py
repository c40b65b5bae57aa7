"""Is LibreOffice here? Answered with the package to install."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from vanban.convert import find_office, soon
from vanban.errors import ConvertError

FAULTS = Path(__file__).parents[1] / "faults"


def test_the_named_program_is_used_with_its_version() -> None:
    office = find_office(str(FAULTS / "works.py"))
    assert (office.program, office.version) == (FAULTS / "works.py", "0.0.1")


def test_a_named_program_that_is_not_there_is_refused_with_the_package_name() -> None:
    with pytest.raises(ConvertError, match=r"/khong/co/soffice.*libreoffice-writer-nogui") as caught:
        find_office("/khong/co/soffice")
    assert caught.value.exit_code == 7


def test_a_program_that_is_not_libreoffice_is_refused_by_its_path() -> None:
    with pytest.raises(ConvertError, match=r"không phải LibreOffice.*is_another_program\.py"):
        find_office(str(FAULTS / "is_another_program.py"))


def test_a_program_that_cannot_be_started_is_refused_by_its_path(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/khong/co/trinh-thong-dich\n", encoding="utf-8")
    program.chmod(0o755)
    with pytest.raises(ConvertError, match=r"không khởi động được.*soffice"):
        find_office(str(program))


def test_a_version_in_the_code_page_of_a_console_is_read(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_bytes(b"#!/bin/sh\nprintf 'LibreOffice 7.4.7 \\377'\n")
    program.chmod(0o755)
    assert find_office(str(program)).version == "7.4.7"


def test_no_libreoffice_anywhere_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("vanban.convert.office._PLACES", (str(tmp_path / "soffice"),))
    with pytest.raises(ConvertError, match=r"máy này.*libreoffice-writer-nogui"):
        find_office(None)


@pytest.mark.soffice
def test_the_installed_libreoffice_is_found() -> None:
    assert int(find_office(None).version.split(".")[0]) >= 7


def test_what_is_sought_meanwhile_is_what_is_found() -> None:
    program = str(FAULTS / "works.py")
    assert soon(partial(find_office, program)).result() == find_office(program)


def test_what_is_sought_meanwhile_in_vain_is_told_when_it_is_asked_for() -> None:
    sought = soon(partial(find_office, "/khong/co/soffice"))
    for _ in range(2):
        with pytest.raises(ConvertError, match=r"/khong/co/soffice.*libreoffice-writer-nogui"):
            sought.result()


def test_what_nobody_expected_is_told_where_it_is_asked_for() -> None:
    def broken() -> None:
        raise RuntimeError("soffice")

    with pytest.raises(RuntimeError, match="soffice"):
        soon(broken).result()
