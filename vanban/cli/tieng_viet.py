"""click speaks Vietnamese: the sentences a user can meet, put in place of click's English ones.

click asks gettext for each of them, by a name bound in every one of its modules at import; there is no Vietnamese
catalogue for click, so that name is bound to this small one.
"""

from __future__ import annotations

import sys
from typing import Final

import click

_WORDS: Final = {
    "Aborted!": "Đã dừng.",
    "Options": "Tuỳ chọn",
    "Positional arguments": "Tham số",
    "Commands": "Các lệnh",
    "Usage:": "Cách dùng:",
    "Missing command.": "Thiếu tên lệnh.",
    "Missing argument": "Thiếu tham số",
    "Missing option": "Thiếu tuỳ chọn",
    "Missing parameter": "Thiếu tham số",
    "Missing {param_type}": "Thiếu {param_type}",
    "Missing parameter: {param_name}": "Thiếu tham số: {param_name}",
    "Error: {message}": "Lỗi: {message}",
    "Error: invalid input": "Lỗi: câu trả lời không hợp lệ",
    "Invalid value: {message}": "Giá trị không hợp lệ: {message}",
    "Invalid value for {param_hint}: {message}": "Giá trị của {param_hint} không hợp lệ: {message}",
    "No such option {name!r}.": "Không có tuỳ chọn {name!r}.",
    "No such command {name!r}.": "Không có lệnh {name!r}.",
    "Did you mean {possibility}?": "Có phải {possibility}?",
    "(Possible options: {possibilities})": "(Các tuỳ chọn gần giống: {possibilities})",
    "Did you mean one of: {possibilities}?": "Có phải một trong: {possibilities}?",
    "Try '{command} {option}' for help.": "Gõ '{command} {option}' để xem hướng dẫn.",
    "Show this message and exit.": "Hiện hướng dẫn này.",
    "Show the version and exit.": "Hiện phiên bản.",
    "%(prog)s, version %(version)s": "%(prog)s, phiên bản %(version)s",
    "Got unexpected extra argument ({args})": "Thừa tham số ({args})",
    "Got unexpected extra arguments ({args})": "Thừa tham số ({args})",
    "Option {name!r} does not take a value.": "Tuỳ chọn {name!r} không có giá trị đi kèm.",
    "Option {name!r} requires an argument.": "Tuỳ chọn {name!r} cần một giá trị.",
    "{name} {filename!r} does not exist.": "{name} {filename!r} không tồn tại.",
    "{name} {filename!r} is a file.": "{name} {filename!r} là tệp.",
    "{name} {filename!r} is a directory.": "{name} {filename!r} là thư mục.",
    "{name} {filename!r} is not readable.": "Không đọc được {name} {filename!r}.",
    "{name} {filename!r} is not writable.": "Không ghi được {name} {filename!r}.",
    "{value!r} is not a valid {number_type}.": "{value!r} không phải số.",
    "{value} is not in the range {range}.": "{value} nằm ngoài khoảng {range}.",
    "{value!r} is not {choice}.": "{value!r} không phải {choice}.",
    "{value!r} is not one of {choices}.": "{value!r} không thuộc các giá trị: {choices}.",
    "Choose from:\n\t{choices}": "Chọn một trong:\n\t{choices}",
    "default: {default}": "mặc định: {default}",
    "env var: {var}": "biến môi trường: {var}",
    "file": "tệp",
    "directory": "thư mục",
    "path": "đường dẫn",
    "File": "Tệp",
    "Directory": "Thư mục",
    "Path": "Đường dẫn",
    "required": "bắt buộc",
    "deprecated": "không nên dùng nữa",
}


def _one(message: str) -> str:
    return _WORDS.get(message, message)


def _many(singular: str, plural: str, count: int) -> str:
    return _one(singular if count == 1 else plural)


def name_parts(command: click.Command) -> click.Command:
    """The command, with the parts of its usage line named in Vietnamese; click has them as plain English words."""
    command.options_metavar = "[TUỲ CHỌN]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = "LỆNH ..." if not command.invoke_without_command else "[LỆNH ...]"
        for part in command.commands.values():
            name_parts(part)
    return command


def speak_vietnamese() -> None:
    """Bind the Vietnamese sentences in every module of click loaded so far."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "click":
            for attribute, function in (("_", _one), ("ngettext", _many)):
                if hasattr(module, attribute):
                    setattr(module, attribute, function)
