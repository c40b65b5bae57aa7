"""A menu of the usual steps, for people who open the program with a double click: `python -m vanban.cli.menu`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from vanban.cli.app import run

_OFFICE: Final = "Thư mục cơ quan"
_QUIT: Final = "0"


@dataclass(frozen=True, slots=True)
class Step:
    """Một việc trong thực đơn: what it is called, what it asks, the command line it becomes."""

    title: str
    asks: tuple[tuple[str, str], ...]
    words: Callable[[str, tuple[str, ...]], list[str]]


_BOOK: Final = (("Tệp bảng", "bang.xlsx"),)
_FORMS: Final = (("Thư mục phiếu", "phieu"),)
_RETURNED: Final = (("Thư mục tệp nhận", "nhan-ve"),)
STEPS: Final = (
    Step("Khám máy", (), lambda office, said: ["kham"]),
    Step("Lập kỳ mới", (), lambda office, said: ["khoi-tao", office]),
    Step("Xuất bảng Excel để điền", _BOOK, lambda office, said: ["xuat-bang", office, *said]),
    Step("Nạp bảng Excel (xem trước)", _BOOK, lambda office, said: ["nhap-bang", *said, office, "--xem-truoc"]),
    Step("Nạp bảng Excel đã điền", _BOOK, lambda office, said: ["nhap-bang", *said, office]),
    Step("Phát phiếu Word cho từng người", _FORMS, lambda office, said: ["phat-mau", office, *said]),
    Step("Thu phiếu Word (xem trước)", _RETURNED, lambda office, said: ["thu-mau", *said, office, "--xem-truoc"]),
    Step("Thu phiếu Word đã điền", _RETURNED, lambda office, said: ["thu-mau", *said, office]),
    Step("Xem tiến độ", (), lambda office, said: ["tien-do", office]),
    Step("Kiểm tra dữ kiện", (), lambda office, said: ["kiem-du-lieu", office]),
    Step("Giữ số cho cả kỳ", (), lambda office, said: ["so-van-ban", office, "giu", "--het"]),
    Step("Lập hồ sơ", (), lambda office, said: ["lap-ho-so", office]),
)


def main() -> None:
    """Ask for the office's folder once, then for steps until the user leaves."""
    click.echo("VANBAN – lập hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng")
    try:
        office = _asked(_OFFICE, str(Path.home() / "Documents" / "kiem-diem"))
        while (choice := _choice()) != _QUIT:
            step = STEPS[int(choice) - 1]
            said = tuple(_inside(office, _asked(question, default)) for question, default in step.asks)
            click.echo("")
            run(step.words(office, said))
    except (click.Abort, EOFError, KeyboardInterrupt):
        click.echo("")
    sys.exit(0)


def _choice() -> str:
    click.echo("")
    for number, step in enumerate(STEPS, 1):
        click.echo(f"  {number:2d}. {step.title}")
    click.echo(f"  {_QUIT:>2}. Thoát")
    known = {_QUIT, *(str(number) for number in range(1, len(STEPS) + 1))}
    while (said := str(click.prompt("Chọn việc", type=str)).strip()) not in known:
        click.echo(f"Gõ một số từ {_QUIT} đến {len(STEPS)}.")
    return said


def _asked(question: str, default: str) -> str:
    """A path as typed, dragged into the window or pasted: with quotation marks or without."""
    return str(click.prompt(question, default=default, type=str)).strip().strip('"').strip()


def _inside(office: str, name: str) -> str:
    """A bare name lies in the office's folder."""
    return name if Path(name).is_absolute() else str(Path(office) / name)


if __name__ == "__main__":
    main()
