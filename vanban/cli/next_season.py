"""`len-ky`: the next season from the last one."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import click

from vanban.cli.init import copy_profile
from vanban.errors import DataError
from vanban.intake.carry import REPORT_FILE, carried
from vanban.intake.carry.report import Summary
from vanban.intake.facts import read_facts
from vanban.intake.season import FOLDERS, load_profile
from vanban.intake.yaml_store import write_files
from vanban.legal import read_library
from vanban.settings import find_profile, find_root, library_files, settings_for

_FOLDERS = (*FOLDERS, "ho-so", "sua-tay")
_SHOWN = 12


@click.command(name="len-ky")
@click.argument("ky", type=click.Path(path_type=Path))
@click.argument("ky_moi", metavar="KY-MOI", type=click.Path(path_type=Path))
@click.option("--che-do", "regime", default="", metavar="MA", help="Chế độ của kỳ mới; mặc định như kỳ trước.")
@click.option("--nam", "year", type=int, metavar="NĂM", help="Năm của kỳ mới; mặc định là năm sau.")
def next_season(ky: Path, ky_moi: Path, regime: str, year: int | None) -> None:
    """Lập kỳ KY-MOI từ kỳ KY: mang sang con người, tổ chức; hạn chế kỳ trước thành mục III phải trả lời.

    KY-MOI là tên thư mục đặt cạnh kỳ trước, hoặc đường dẫn. Lời văn, số, ngày, phiếu, cuộc họp không mang sang.
    """
    settings = settings_for(ky)
    facts = read_facts(settings.season, settings.root)
    season = _place(settings.season, ky_moi)
    root = find_root(season)
    code = regime or facts.profile.code
    made = carried(facts, load_profile(find_profile(root, code)), read_library(library_files(root)), year)
    _write(season, made.texts)
    kept = copy_profile(code, root)
    _tell(season, root / "mau" / code, kept, made.summary)


def _place(last: Path, wanted: Path) -> Path:
    """Where the new season goes: a bare name lies beside the last season.

    Raises:
        DataError: there is something in that folder already.
    """
    season = last.parent / wanted if len(wanted.parts) == 1 and not wanted.is_absolute() else wanted.absolute()
    if season.exists() and (not season.is_dir() or any(season.iterdir())):
        raise DataError.say("KT-01", "Thư mục của kỳ đã có dữ liệu", str(season), "chọn thư mục khác")
    return season


def _write(season: Path, texts: Mapping[str, str]) -> None:
    """The whole season, or nothing of it."""
    beside = season.with_name(f".{season.name}.moi")
    try:
        shutil.rmtree(beside, ignore_errors=True)
        for name in _FOLDERS:
            (beside / name).mkdir(parents=True)
        (beside / REPORT_FILE).write_text(texts[REPORT_FILE], encoding="utf-8")
        write_files({beside / name: text for name, text in texts.items() if name != REPORT_FILE})
        if season.is_dir():
            season.rmdir()
        beside.rename(season)
    except OSError as error:
        message = f"Không lập được kỳ mới ({error.strerror or error})"
        raise DataError.say("KT-02", message, str(season), "chọn thư mục khác, hoặc kiểm tra quyền ghi") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _tell(season: Path, profile: Path, kept: bool, summary: Summary) -> None:
    target = summary.target
    click.echo(f"Đã lập kỳ {target.year} theo chế độ {target.profile.code}: {season}")
    click.echo(f"Mẫu văn bản: {profile}{' (giữ bản đang có)' if kept else ''}")
    click.echo(
        f"Mang sang {len(summary.units)} tập thể, {len(summary.people)} cá nhân, "
        f"{summary.promises} hạn chế phải trả lời ở mục III."
    )
    for note in summary.notes[:_SHOWN]:
        click.echo(f"{click.style('XEM LẠI', fg='yellow', bold=True)} {note.who}: {note.text}")
        click.echo(f"    ở: {note.file}")
    more = len(summary.notes) - _SHOWN
    click.echo(f"{f'và {more} điều nữa; ' if more > 0 else ''}đọc đủ trong {season / REPORT_FILE}")
    click.echo(f"Việc tiếp theo: vanban kiem-du-lieu {season} (kể những gì còn phải có)")
