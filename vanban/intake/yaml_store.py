"""Files of facts rewritten so that everything nobody changed stays as it was: comments, order, folding of lines."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString

from vanban.errors import DataError
from vanban.intake.yaml_file import read_yaml
from vanban.viet import short_date

Step = tuple[str | int, ...]
_WIDTH: Final = 4_096
_LONG: Final = 90


@dataclass(frozen=True, slots=True)
class Setting:
    """Một chỗ ghi: the value at a route; None takes it away."""

    route: Step
    value: Any


def plain(value: Any) -> Any:
    """A value as the files of facts hold it: text, lists and mappings of text."""
    if isinstance(value, bool):
        return "co" if value else "khong"
    if isinstance(value, datetime):
        return short_date(value.date())
    if isinstance(value, date):
        return short_date(value) if value.year > 999 else f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if isinstance(value, time):
        return f"{value.hour:02d}:{value.minute:02d}"
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value)


def new_file(tree: Mapping[str, Any]) -> str:
    """The text of a new file of facts."""
    return _dumped(_node(plain(tree)))


def changed_file(path: Path, settings: Sequence[Setting]) -> str:
    """The text of a file of facts with some values set or taken away.

    Raises:
        DataError: the file cannot be read.
    """
    text = path.read_bytes().decode("utf-8-sig")
    try:
        root = _yaml().load(text.replace("\r\n", "\n"))
    except YAMLError:
        raise DataError.say("DL-11", "Tệp viết sai cú pháp YAML", str(path), "sửa tệp trước") from None
    for setting in settings:
        _set(root, setting.route, setting.value)
    changed = _dumped(root)
    return changed.replace("\n", "\r\n") if "\r\n" in text else changed


def write_files(texts: Mapping[Path, str]) -> None:
    """Write texts, each file whole or not at all; all are written beside first.

    Raises:
        DataError: a file cannot be written, or would not read back.
    """
    fresh = [(path, path.with_name(f".{path.name}.moi")) for path in texts]
    try:
        for path, beside in fresh:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(texts[path].encode("utf-8"))
            _, problems = read_yaml(beside, path.name)
            if problems:
                raise DataError(*problems)
        for path, beside in fresh:
            beside.replace(path)
    except OSError as error:
        remedy = "đóng tệp đang mở, kiểm tra quyền ghi và chỗ trống trên ổ đĩa"
        raise DataError.say("NB-50", f"Không ghi được dữ kiện ({error.strerror or error})", "", remedy) from error
    finally:
        for _, beside in fresh:
            beside.unlink(missing_ok=True)


def _yaml() -> YAML:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.allow_unicode = True
    return yaml


def _dumped(root: Any) -> str:
    out = io.StringIO()
    _yaml().dump(root, out)
    return out.getvalue()


def _set(root: Any, route: Step, value: Any) -> None:
    for number, step in enumerate(route[:-1]):
        inner = root[step] if _has(root, step) else None
        if not isinstance(inner, (CommentedMap, CommentedSeq)):
            if value is None:
                return
            inner = root[step] = CommentedSeq() if isinstance(route[number + 1], int) else CommentedMap()
        root = inner
    last = route[-1]
    if value is not None:
        _put(root, last, _node(plain(value)))
    elif _has(root, last):
        del root[last]


def _put(holder: Any, step: str | int, node: Any) -> None:
    if isinstance(holder, CommentedSeq) and isinstance(step, int) and step >= len(holder):
        holder.append(node)
    else:
        holder[step] = node


def _has(holder: Any, step: str | int) -> bool:
    if isinstance(holder, CommentedSeq):
        return isinstance(step, int) and step < len(holder)
    return isinstance(holder, CommentedMap) and step in holder


def _node(value: Any) -> Any:
    """A value as ruamel writes it: long texts folded, what another reader would take for no text in quotes."""
    if isinstance(value, Mapping):
        return CommentedMap((key, _node(item)) for key, item in value.items())
    if isinstance(value, list):
        return CommentedSeq(_node(item) for item in value)
    return _scalar(str(value))


def _scalar(text: str) -> Any:
    clean = all(char.isprintable() for char in text)
    if len(text) > _LONG and clean and " " in text and text == " ".join(text.split(" ")).strip() and "  " not in text:
        return _folded(text)
    if not clean or text != text.strip() or not text or _looks_like_no_text(text):
        return DoubleQuotedScalarString(text)
    return text


def _folded(text: str) -> FoldedScalarString:
    """A text folded into lines of readable length; reading it back joins them with the blanks they were cut at."""
    folded: FoldedScalarString = FoldedScalarString(text)
    places: list[int] = []
    last = 0
    for place, char in enumerate(text):
        if char == " " and place - last > _LONG:
            places.append(place)
            last = place
    folded.fold_pos = places  # type: ignore[attr-defined]
    return folded


def _looks_like_no_text(text: str) -> bool:
    words = {"null", "~", "true", "false", "yes", "no", "on", "off"}
    return text.lower() in words or (text[:1].isdigit() and ":" in text)
