"""The group of all commands, and the one place where errors become words and exit codes."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
from typing import Any, NoReturn

import click

from vanban import __version__
from vanban.cli.tieng_viet import name_parts, speak_vietnamese
from vanban.errors import VanbanError

_COMMANDS: dict[str, tuple[str, str, str]] = {
    # name: (module, function, English alias)
    "khoi-tao": ("vanban.cli.init", "init", "init"),
    "len-ky": ("vanban.cli.next_season", "next_season", "next"),
    "kiem-du-lieu": ("vanban.cli.check", "check", "check"),
    "lap-ho-so": ("vanban.cli.build", "build", "build"),
    "kiem-the-thuc": ("vanban.cli.form_check", "lint", "lint"),
    "quy-tac": ("vanban.cli.rules", "rules", "rules"),
    "xac-minh": ("vanban.cli.verify", "verify", "verify"),
    "so-van-ban": ("vanban.cli.register", "register", "register"),
    "xuat-bang": ("vanban.cli.workbook", "workbook_out", "workbook-out"),
    "nhap-bang": ("vanban.cli.workbook", "workbook_in", "workbook-in"),
    "phat-mau": ("vanban.cli.forms", "forms_out", "forms-out"),
    "thu-mau": ("vanban.cli.forms", "forms_in", "forms-in"),
    "tien-do": ("vanban.cli.due", "progress", "progress"),
    "kham": ("vanban.cli.doctor", "doctor", "doctor"),
}
_HELP = {
    "khoi-tao": "Lập kỳ kiểm điểm mới với dữ kiện mẫu.",
    "len-ky": "Lập kỳ mới từ kỳ trước: mang sang con người, tổ chức.",
    "kiem-du-lieu": "Kiểm tra dữ kiện, báo mọi lỗi một lần.",
    "lap-ho-so": "Lập các hồ sơ của kỳ.",
    "kiem-the-thuc": "Kiểm tra thể thức tệp Word, PDF bất kỳ.",
    "quy-tac": "Các quy tắc thể thức, hoặc giải thích một quy tắc.",
    "xac-minh": "Xác minh một hồ sơ đã lập: tệp, trang, mục lục, số trang.",
    "so-van-ban": "Sổ văn bản đi: xem, giữ, phát hành, huỷ, nhập số.",
    "xuat-bang": "Xuất dữ kiện ra bảng Excel để điền.",
    "nhap-bang": "Nạp bảng Excel đã điền vào dữ kiện, báo mọi lỗi theo ô.",
    "phat-mau": "Phát phiếu Word điền sẵn cho từng người, từng tập thể.",
    "thu-mau": "Thu phiếu Word đã điền vào dữ kiện, báo mọi lỗi theo mục.",
    "tien-do": "Tiến độ theo chi bộ: phiếu, hội nghị, biên bản, xếp loại; công văn nhắc.",
    "kham": "Khám máy: LibreOffice, phông chữ, ổ đĩa.",
}


class Commands(click.Group):
    """The commands by name or alias; a command's module is imported only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the work."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or alias, None when there is none."""
        aliases = {alias: name for name, (_, _, alias) in _COMMANDS.items()}
        name = aliases.get(cmd_name, cmd_name)
        if name not in _COMMANDS:
            return None
        module, function, _ = _COMMANDS[name]
        __import__(module)
        command: click.Command = getattr(sys.modules[module], function)
        return name_parts(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands without importing any of them."""
        rows = [(f"{name} ({_COMMANDS[name][2]})", _HELP[name]) for name in _COMMANDS]
        with formatter.section("Các lệnh"):
            formatter.write_dl(rows)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    __version__, "--phien-ban", "--version", message="vanban, phiên bản %(version)s", help="Hiện phiên bản."
)
@click.option("-v", "--chi-tiet", is_flag=True, help="Khi có lỗi ngoài dự kiến, in toàn bộ vết lỗi.")
def app(chi_tiet: bool) -> None:
    """Lập văn bản, hồ sơ kiểm điểm, đánh giá, xếp loại chất lượng từ dữ kiện của cơ quan.

    Bắt đầu: vanban khoi-tao THU_MUC, sửa dữ kiện, rồi vanban lap-ho-so THU_MUC.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run a command line and leave with its exit code."""
    gc.set_threshold(100_000, 20, 50)  # a season is many small objects that stay: looked through seldom, a tenth faster
    _use_utf8()
    code = run(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        _leave(code)
    sys.exit(code)


def _leave(code: int) -> NoReturn:
    """End at once: to take every object of a season apart first takes a fifth of a second, and more of a large one.

    What was to be done at the end is done, and what was said is said; if that cannot be, Python may tell it.
    """
    atexit._run_exitfuncs()
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):  # a program without a window has none
            stream.flush()
    except (OSError, ValueError):
        sys.exit(code)
    os._exit(code)


def _use_utf8() -> None:
    """Windows consoles may still start in a code page without Vietnamese."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None and (stream.encoding or "").lower() != "utf-8":
            reconfigure(encoding="utf-8", errors="replace")


def run(words: list[str]) -> int:
    """The exit code of a command line; every error has been told."""
    from vanban.cli.telling import tell_error

    speak_vietnamese()
    name_parts(app)
    try:
        result = app.main(words, prog_name="vanban", standalone_mode=False)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Đã dừng theo yêu cầu; hồ sơ cũ còn nguyên, phần đã làm được giữ cho lần sau.", err=True)
        return 130
    except VanbanError as error:
        tell_error(error)
        return error.exit_code
    except Exception as error:
        return _unexpected(error, words)
    return int(result) if isinstance(result, int) else 0


def _unexpected(error: Exception, words: list[str]) -> int:
    if {"-v", "--chi-tiet"} & set(words):
        traceback.print_exc()
    kind = type(error).__name__
    click.echo(f"Lỗi ngoài dự kiến ({kind}: {error}).", err=True)
    click.echo("Hồ sơ cũ còn nguyên. Chạy lại với tuỳ chọn -v ngay sau “vanban” để xem chi tiết.", err=True)
    return 1
