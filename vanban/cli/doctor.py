"""`kham`: can this computer do the job?"""

from __future__ import annotations

import platform
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import click

from vanban import __version__
from vanban.convert import find_fonts, find_office
from vanban.errors import ConvertError, VanbanError
from vanban.settings import shipped_profiles, soffice_wished

_LEAST_FREE_MB = 500


@click.command(name="kham")
def doctor() -> int:
    """Khám máy: LibreOffice, phông chữ Việt, ổ đĩa, phiên bản; nêu gói cần cài."""
    checks: tuple[tuple[str, Callable[[], str]], ...] = (
        ("vanban", lambda: f"{__version__}, Python {platform.python_version()}, {platform.system()}"),
        ("LibreOffice", _office),
        ("Phông chữ", _fonts),
        ("Ổ đĩa tạm", _disk),
        ("Mẫu văn bản", _templates),
    )
    failed = [error for name, check in checks if (error := _run(name, check)) is not None]
    click.echo("Máy này lập được hồ sơ." if not failed else f"Chưa lập được hồ sơ: còn {len(failed)} việc phải làm.")
    return failed[0].exit_code if failed else 0


def _run(name: str, check: Callable[[], str]) -> VanbanError | None:
    try:
        click.echo(f"{click.style('tốt ', fg='green')} {name}: {check()}")
    except VanbanError as error:
        for problem in error.problems:
            click.echo(f"{click.style('LỖI ', fg='red', bold=True)} {name}: {problem.message}")
            click.echo(f"      cách sửa: {problem.remedy}")
        return error
    return None


def _office() -> str:
    office = find_office(soffice_wished())
    return f"{office.version}, {office.program}"


def _fonts() -> str:
    fonts = find_fonts()
    return f"{fonts.name}, đủ 4 kiểu, {len(fonts.letters)} ký tự, {fonts.regular.parent}"


def _disk() -> str:
    folder = Path(tempfile.gettempdir())
    free_mb = shutil.disk_usage(folder).free // 1_000_000
    if free_mb < _LEAST_FREE_MB:
        raise ConvertError.say(
            "MA-01", f"Ổ đĩa chỉ còn {free_mb} MB", str(folder), f"dọn để còn trên {_LEAST_FREE_MB} MB"
        )
    return f"còn {free_mb // 1000} GB trống, {folder}"


def _templates() -> str:
    codes = sorted(path.parent.name for path in shipped_profiles().glob("*/che-do.toml"))
    if not codes:
        raise ConvertError.say("MA-02", "Không tìm thấy mẫu văn bản đi kèm", str(shipped_profiles()), "cài lại vanban")
    return f"chế độ {', '.join(codes)}, {shipped_profiles()}"
