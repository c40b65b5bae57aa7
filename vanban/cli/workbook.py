"""`xuat-bang`, `nhap-bang`: the entry workbook goes out and comes back."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import click

from vanban.cli.telling import summary, tell
from vanban.errors import DataError
from vanban.intake.facts import read_facts
from vanban.intake.workbook.mark import marked_name, write_marked
from vanban.intake.workbook.take import NounChange, Taken, store, take_workbook
from vanban.intake.workbook.write import write_workbook
from vanban.settings import settings_for
from vanban.viet import clock, full_date

_KINDS = {
    "ky": "kỳ",
    "tap-the": "tập thể",
    "ca-nhan": "cá nhân",
    "cuoc-hop": "cuộc họp",
    "mien-ap-dung": "miễn áp dụng",
}
_STATES = {"them": ("+", "thêm", "green"), "doi": ("~", "đổi", "yellow"), "bo": ("-", "bỏ", "red")}
_SHOWN = 8
_LENGTH = 90


@click.command(name="xuat-bang")
@click.argument("ky", type=click.Path(path_type=Path))
@click.argument("ra", type=click.Path(path_type=Path, dir_okay=False))
def workbook_out(ky: Path, ra: Path) -> None:
    """Xuất dữ kiện của kỳ KY ra bảng Excel RA (.xlsx) để điền và sửa."""
    settings = settings_for(ky)
    rows = write_workbook(read_facts(settings.season, settings.root), ra)
    click.echo(f"Đã xuất {rows} dòng ra {ra}")
    click.echo("Bảng có dữ liệu cá nhân: chỉ gửi trong cơ quan.")
    click.echo(f"Điền xong, lưu lại rồi xem trước: vanban nhap-bang {ra} {ky} --xem-truoc")


@click.command(name="nhap-bang")
@click.argument("tep", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("ky", type=click.Path(path_type=Path))
@click.option("--xem-truoc", "dry", is_flag=True, help="Kể chỗ thêm, đổi, bỏ; không ghi gì cả.")
@click.option("--bo", "dropped", multiple=True, metavar="MA", help="Bỏ hẳn tập thể, cá nhân, cuộc họp mang mã này.")
def workbook_in(tep: Path, ky: Path, dry: bool, dropped: tuple[str, ...]) -> int:
    """Nạp bảng Excel TEP vào dữ kiện của kỳ KY; còn một lỗi thì không ghi gì cả."""
    settings = settings_for(ky)
    facts = read_facts(settings.season, settings.root)
    taken = take_workbook(tep, facts, dropped)
    tell(taken.problems, to_error_stream=False)
    if dry or not taken.errors:
        _show(taken.changes)
    if taken.problems:
        click.echo(summary(taken.problems))
    if dry:
        click.echo("Xem trước: chưa ghi gì cả.")
        return DataError.exit_code if taken.errors else 0
    if taken.errors:
        _mark(taken, tep)
        return DataError.exit_code
    files = store(taken, facts)
    click.echo(f"Đã ghi {len(files)} tệp dữ kiện. Việc tiếp theo: vanban kiem-du-lieu {ky}")
    return 0


def _mark(taken: Taken, path: Path) -> None:
    target = marked_name(path)
    try:
        write_marked(taken.book, taken.problems, target)
    except OSError as error:
        click.echo(f"Không ghi được bản đánh dấu ({error.strerror or error}): {target}", err=True)
    else:
        click.echo(f"Bản đánh dấu lỗi: {target}")
    click.echo("Chưa ghi gì vào dữ kiện: sửa các lỗi trên rồi nạp lại.", err=True)


def _show(changes: tuple[NounChange, ...]) -> None:
    """The changes, a line for each noun and one for each value."""
    for change in changes:
        sign, word, colour = _STATES[change.state]
        code = f" {change.code}" if change.code else ""
        name = f" – {change.name}" if change.name != change.code else ""
        click.echo(click.style(f"{sign} {word} {_KINDS[change.kind]}{code}{name}", fg=colour) + f"  ({change.place})")
        shown = change.changes if change.state == "doi" else ()
        for one in shown[:_SHOWN]:
            mark = _STATES[one.kind][0]
            click.echo(f"    {mark} {one.name}: {_values(one.before, one.after)}")
        if len(shown) > _SHOWN:
            click.echo(f"    … và {len(shown) - _SHOWN} chỗ khác")
    counts = {state: sum(change.state == state for change in changes) for state in _STATES}
    click.echo(f"Thêm {counts['them']}, đổi {counts['doi']}, bỏ {counts['bo']}.")


def _values(before: Any, after: Any) -> str:
    told = [_said(value) for value in (before, after) if value is not None]
    return " → ".join(told)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return full_date(value)
    if isinstance(value, time):
        return clock(value)
    text = " / ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"“{text if len(text) <= _LENGTH else text[: _LENGTH - 1] + '…'}”"
