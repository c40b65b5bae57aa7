"""`tien-do`: who still owes what, on the terminal, as a workbook, as reminder letters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from vanban.build.entry_forms import maker_of
from vanban.build.standing import HEADERS, Standing, standing_book, standings, write_reminders
from vanban.errors import UsageError
from vanban.intake.facts import read_facts
from vanban.register import Register
from vanban.settings import settings_for
from vanban.viet import short_date, typed_day

_LEAST_WIDTH = 100


@click.command(name="tien-do")
@click.argument("ky", type=click.Path(path_type=Path))
@click.option("--ra", "book", type=click.Path(path_type=Path, dir_okay=False), help="Ghi bảng ra tệp Excel (.xlsx).")
@click.option(
    "--nhac", "letters", type=click.Path(path_type=Path, file_okay=False), help="Lập công văn nhắc vào thư mục."
)
@click.option("--den", "until", default="", metavar="NGÀY", help="Tính đến ngày này; không ghi là hôm nay.")
def progress(ky: Path, book: Path | None, letters: Path | None, until: str) -> int:
    """Tiến độ của kỳ KY theo từng chi bộ, tập thể; việc quá hạn in đỏ."""
    today = _day(until)
    settings = settings_for(ky)
    maker = maker_of(read_facts(settings.season, settings.root), settings.root)
    numbers = Register(settings.register).numbers(settings.season.name) if settings.register.is_file() else {}
    rows = standings(maker, numbers, today)
    _print(rows, today)
    if book is not None:
        _save(book, standing_book(maker, rows, today))
        click.echo(f"Bảng tiến độ: {book}")
    if letters is not None:
        written = write_reminders(maker, letters, today)
        click.echo(f"Đã lập {len(written)} công văn nhắc trong {letters}" if written else "Không chi bộ nào còn thiếu.")
    return 0


def _day(text: str) -> date:
    day = typed_day(text) if text else date.today()
    if day is None:
        remedy = "viết ngày, tháng, năm cách nhau bằng dấu /, năm đủ bốn chữ số"
        raise UsageError.say("TD-03", f"“{text}” không phải ngày", "--den", remedy)
    return day


def _print(rows: Sequence[Standing], today: date) -> None:
    console = Console()
    table = Table(title=f"Tiến độ đến ngày {short_date(today)}", width=max(console.width, _LEAST_WIDTH))
    for number, header in enumerate(HEADERS):
        table.add_column(header, justify="left" if number in {0, 6, 7} else "center", ratio=3 if number == 0 else 1)
    for row in rows:
        cells = (Text(cell.text, style="bold red" if cell.late else "") for cell in row.cells)
        table.add_row(row.short_name, *cells)
    Console(width=max(console.width, _LEAST_WIDTH)).print(table)
    late = [row.name for row in rows if row.late]
    click.echo(
        f"{len(rows)} tập thể; quá hạn: {len(late)}." if late else f"{len(rows)} tập thể; không có việc quá hạn."
    )


def _save(path: Path, content: bytes) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UsageError.say("TD-04", "Bảng phải là tệp .xlsx", str(path), "đặt tên tệp có đuôi .xlsx")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        message = f"Không ghi được bảng ({error.strerror or error})"
        raise UsageError.say("TD-05", message, str(path), "chọn thư mục khác, hoặc đóng tệp đang mở") from error
