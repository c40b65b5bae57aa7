"""Regular expressions compiled when they are first asked, not when their module is read.

The rules hold some three hundred patterns; compiling all of them at import was a third of the time before the first
word was read, and a short file asks only a part of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_ASKED = ("search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")


class _Later:
    """Stands for a pattern; at the first question it takes over the answers of the compiled one."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        self.__dict__.update({asked: getattr(compiled, asked) for asked in _ASKED})
        return getattr(compiled, name)

    def __repr__(self) -> str:
        return f"regex({self.pattern!r})"


def regex(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern with all methods of `re.Pattern`; a mistake in it is raised at its first use (`re.error`)."""
    return cast("re.Pattern[AnyStr]", _Later(pattern, flags))
