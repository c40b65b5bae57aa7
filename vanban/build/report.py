"""Who is told how far the work is."""

from __future__ import annotations

from typing import Final, Protocol

FILLING: Final = "Điền mẫu Word"
CONVERTING: Final = "Chuyển sang PDF"
FRONTS: Final = "Bìa và mục lục"
BINDING: Final = "Đóng quyển"
JUDGING: Final = "Kiểm thể thức"


class Report(Protocol):
    """Steps by their titles; several may be under way, because packets are made some at a time."""

    def stage(self, title: str, total: int) -> None:
        """A step begins; `total` counts its papers or packets."""
        ...

    def advance(self, title: str, count: int) -> None:
        """That many more of a step are done."""
        ...

    def counted(self, reused: int, pages: int) -> None:
        """So many more papers came from the store; so many more pages are there."""
        ...
