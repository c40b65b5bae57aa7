"""One paper: the quick way over a prepared template, docxtpl's own way for what only it can do."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docxtpl import InlineImage
from lxml import etree

from vanban.errors import TemplateError
from vanban.render.environment import broken, environment, opened, unfilled
from vanban.render.prepared import Prepared
from vanban.render.rich import enriched
from vanban.render.words import FILLED_PARTS, part_text, repack

_LEFTOVER: Final = re.compile(r"\{\{|\}\}|\{%|%\}")
_BRACE: Final = re.compile(rb"[{}]")


def render(template: Path, context: Mapping[str, Any], label: str) -> bytes:
    """The paper's .docx; `label` names the paper in messages.

    Raises:
        TemplateError: a value is missing, a tag is broken, or template text would be left in the paper.
    """
    prepared = _prepared(template, *_stamp(template))
    if not prepared.plain or any(_pictures(context.values())):
        return render_by_docxtpl(template, context, label)
    try:
        packed, parts = prepared.fill(context)
    except etree.XMLSyntaxError as error:
        raise broken(template, error) from error
    except Exception as error:  # a template's commands may fail in any way Python can
        raise unfilled(template, label, error) from error
    _refuse_leftovers(parts, template, label)
    return packed


def render_by_docxtpl(template: Path, context: Mapping[str, Any], label: str) -> bytes:
    """The paper as docxtpl makes it: the slow way, and the only one for pictures.

    Raises:
        TemplateError: as `render`.
    """
    document = opened(template)
    for picture in _pictures(context.values()):
        picture.tpl = document
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            document.render(dict(context), jinja_env=environment(), autoescape=True)
    except etree.XMLSyntaxError as error:
        raise broken(template, error) from error
    except Exception as error:
        raise unfilled(template, label, error) from error
    buffer = io.BytesIO()
    document.save(buffer)
    packed = repack(buffer.getvalue(), enriched)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if FILLED_PARTS.fullmatch(name)]
    _refuse_leftovers(parts, template, label)
    return packed


def _stamp(template: Path) -> tuple[int, int]:
    """What tells a template that was changed since it was prepared."""
    try:
        facts = template.stat()
    except OSError as error:
        raise broken(template, error) from error
    return facts.st_mtime_ns, facts.st_size


@lru_cache(maxsize=256)
def _prepared(template: Path, changed_ns: int, size: int) -> Prepared:
    try:
        return Prepared(template)
    except TemplateError:
        raise
    except Exception as error:
        raise broken(template, error) from error


def _pictures(values: Iterable[Any]) -> Iterator[InlineImage]:
    """The values that bring parts of their own into the file."""
    for value in values:
        if isinstance(value, InlineImage):
            yield value
        else:
            yield from _pictures(value.values() if isinstance(value, Mapping) else _members(value))


def _members(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list | tuple) else ()


def _refuse_leftovers(parts: Iterable[bytes], template: Path, label: str) -> None:
    found = next(
        (match for part in parts if _BRACE.search(part) and (match := _LEFTOVER.search(part_text(part)))), None
    )
    if found:
        raise TemplateError.say(
            "MW-04", f"Văn bản còn sót ký hiệu của mẫu “{found[0]}”", f"{template.name}, {label}", "sửa lại mẫu Word"
        )
