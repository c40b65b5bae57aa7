"""`phat-mau`, `thu-mau`: Word forms go out to people and come back as facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from vanban.build.entry_forms import maker_of
from vanban.build.hand_out import hand_out
from vanban.build.returned import Return, Wishes
from vanban.build.returns import files_in, take_returns
from vanban.build.returns_store import store_returns
from vanban.cli.telling import summary, tell, tell_grouped
from vanban.errors import DataError, UsageError
from vanban.intake.facts import read_facts
from vanban.settings import settings_for
from vanban.viet import short_date

_SHOWN = 8
_LENGTH = 80
_STATES = {"da-nhan": ("nhận", "green"), "co-loi": ("chưa nhận", "red"), "chua-ro": ("chưa rõ của ai", "yellow")}
_WAYS = {"o-dien": "", "khung": "", "de-muc": ", đọc theo đề mục"}


@click.command(name="phat-mau")
@click.argument("ky", type=click.Path(path_type=Path))
@click.argument("ra", type=click.Path(path_type=Path, file_okay=False))
@click.option("--mau", "forms", multiple=True, metavar="MA", help="Chỉ phát mẫu này (mau-02, cam-ket…).")
@click.option(
    "--cho", "codes", multiple=True, metavar="MA", help="Chỉ phát cho người, tập thể hoặc chi bộ mang mã này."
)
@click.option("--trong", "blank", is_flag=True, help="Để trống mọi chỗ trả lời, kể cả chỗ dữ kiện đã có.")
def forms_out(ky: Path, ra: Path, forms: tuple[str, ...], codes: tuple[str, ...], blank: bool) -> int:
    """Phát phiếu Word điền sẵn của kỳ KY vào thư mục RA: mỗi chi bộ một thư mục, kèm danh sách người nhận."""
    settings = settings_for(ky)
    maker = maker_of(read_facts(settings.season, settings.root), settings.root)
    tell(maker.problems, to_error_stream=False)
    made = hand_out(maker, ra, forms, codes, blank, short_date(date.today()))
    click.echo(f"Đã lập {made.forms} phiếu cho {made.nouns} người, tập thể trong {ra} ({made.folders} thư mục)")
    click.echo(f"Danh sách để gửi: {made.listing}")
    click.echo("Phiếu có dữ liệu cá nhân: gửi đúng người, không để trên mạng công cộng.")
    click.echo(f"Nhận lại: vanban thu-mau THU_MUC_TEP_NHAN {ky} --xem-truoc")
    return 0


@click.command(name="thu-mau")
@click.argument("tep", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.argument("ky", type=click.Path(path_type=Path))
@click.option("--xem-truoc", "dry", is_flag=True, help="Kể điều đọc được; không ghi gì cả.")
@click.option("--la", "named", default="", metavar="MA", help="Tệp (một tệp) là của người, tập thể mang mã này.")
@click.option("--thay", "replaced", multiple=True, metavar="MA", help="Cho thay phiếu đã nhận của mã này.")
@click.option("--chap-nhan", "accepted", multiple=True, metavar="MA", help="Nhận dù giống bài khác.")
def forms_in(
    tep: tuple[Path, ...], ky: Path, dry: bool, named: str, replaced: tuple[str, ...], accepted: tuple[str, ...]
) -> int:
    """Thu phiếu Word đã điền TEP (tệp hoặc thư mục) vào dữ kiện của kỳ KY; tệp còn lỗi thì không ghi."""
    settings = settings_for(ky)
    paths = files_in(tep)
    if not paths:
        raise UsageError.say("TM-40", "Không có tệp Word nào", str(tep[0]), "chỉ thư mục có tệp .docx, .doc, .odt")
    if named and len(paths) > 1:
        raise UsageError.say("TM-41", "--la chỉ dùng khi nạp một tệp", "", "nạp riêng tệp ấy")
    maker = maker_of(read_facts(settings.season, settings.root), settings.root)
    wishes = Wishes(named, frozenset(replaced), frozenset(accepted))
    taken = take_returns(paths, maker, wishes, settings.soffice)
    for one in taken:
        _show(one)
    problems = [problem for one in taken for problem in one.problems]
    counts = {state: sum(one.state == state and not one.known for one in taken) for state in _STATES}
    click.echo(
        f"{len(taken)} tệp: nhận {counts['da-nhan']}, chưa nhận {counts['co-loi']}, chưa rõ của ai {counts['chua-ro']}."
    )
    if problems:
        click.echo(summary(problems))
    if dry:
        click.echo("Xem trước: chưa ghi gì cả.")
    else:
        files = store_returns(taken, maker.facts, short_date(date.today()))
        click.echo(f"Đã ghi {len(files)} tệp dữ kiện; tệp gốc giữ trong {settings.season / 'nhan'}")
        click.echo(f"Việc tiếp theo: vanban kiem-du-lieu {ky}")
    return DataError.exit_code if any(one.errors for one in taken) else 0


def _show(one: Return) -> None:
    word, colour = _STATES[one.state]
    if one.known:
        word, colour = "đã có", "cyan"
    whose = f" – {one.noun.name} ({one.noun.code})" if one.noun else ""
    form = f", {one.form}" if one.form else ""
    click.echo(click.style(f"{word}: ", fg=colour, bold=True) + f"{one.path.name}{whose}{form}{_WAYS.get(one.way, '')}")
    changes = list(one.changes())
    for name, before, after in changes[:_SHOWN]:
        told = f"{_said(before)} → {_said(after)}" if before not in (None, "") else _said(after)
        click.echo(f"    {'~' if before not in (None, '') else '+'} {name}: {told}")
    if len(changes) > _SHOWN:
        click.echo(f"    … và {len(changes) - _SHOWN} chỗ khác")
    tell_grouped(one.problems, to_error_stream=False)


def _said(value: Any) -> str:
    text = " / ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"“{text if len(text) <= _LENGTH else text[: _LENGTH - 1] + '…'}”"
