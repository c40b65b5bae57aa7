"""Words on paper: template + context → .docx. The only room that knows docxtpl and Jinja.

Holds: the one strict, escaping, sandboxed environment. Takes: a template and finished strings.
Gives: the bytes of a .docx, the same for the same input. Never: facts, wording, numbers.
"""

from __future__ import annotations

import hashlib
import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from vanban.errors import TemplateError

# The earliest time a zip can hold: the same words give the same bytes, whenever they are written.
_ZIP_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LEFTOVER: Final = re.compile(r"\{\{|\}\}|\{%|%\}")
_UNKNOWN: Final = re.compile(r"'([^']+)' is undefined|no (?:attribute|element) '?([^']+)'?$")


class _Environment(SandboxedEnvironment):
    """Strict, escaping, sandboxed; a template text is compiled once however many papers it fills."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *args: Any, **words: Any) -> Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *args, **words)
        return self._compiled[source]


class _Word(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """A template whose tags are joined once: docxtpl's own patching depends on nothing but the text."""

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)


@lru_cache(maxsize=512)
def _patched(source: str) -> str:
    return str(DocxTemplate.patch_xml(None, source))


@lru_cache(maxsize=1)
def environment() -> SandboxedEnvironment:
    """The one environment: a gap is an error and data can never become markup."""
    return _Environment()


def variables(template: Path) -> frozenset[str]:
    """The top-level names a template asks for in body, headers and footers.

    Raises:
        TemplateError: the file is not a Word template, or its tags are broken.
    """
    try:
        names = _Word(template).get_undeclared_template_variables(jinja_env=environment())
    except Exception as error:
        raise _broken(template, error) from error
    return frozenset(names)


def render(template: Path, context: Mapping[str, Any], label: str) -> bytes:
    """The paper's .docx; `label` names the paper in messages.

    Raises:
        TemplateError: a value is missing, a tag is broken, or template text would be left in the paper.
    """
    document = _opened(template)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            document.render(dict(context), jinja_env=environment(), autoescape=True)
    except etree.XMLSyntaxError as error:
        raise _broken(template, error) from error
    except Exception as error:  # a template's commands may fail in any way Python can
        raise _unfilled(template, label, error) from error
    buffer = io.BytesIO()
    document.save(buffer)
    packed = repack(buffer.getvalue())
    _refuse_leftovers(packed, template, label)
    return packed


def _opened(template: Path) -> DocxTemplate:
    document = _Word(template)
    try:
        document.init_docx()
    except Exception as error:  # python-docx and zipfile each have errors of their own
        raise _broken(template, error) from error
    return document


def repack(docx: bytes) -> bytes:
    """The same parts in the same order with one fixed time, so that equal papers are equal files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, _ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            target.writestr(info, source.read(name))
    return out.getvalue()


def plain_text(docx: bytes) -> str:
    """All text of body, headers and footers; paragraphs as lines.

    Raises:
        TemplateError: the bytes are not a Word document.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            names = [n for n in archive.namelist() if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", n)]
            return "\n".join(_part_text(archive.read(name)) for name in sorted(names))
    except (zipfile.BadZipFile, etree.XMLSyntaxError) as error:
        raise TemplateError.say("MW-05", "Tệp không phải văn bản Word (.docx)", "", "lưu lại tệp bằng Word") from error


def _part_text(xml: bytes) -> str:
    root = etree.fromstring(xml, parser=etree.XMLParser(resolve_entities=False, no_network=True))
    space = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    lines = ("".join(t.text or "" for t in p.iter(f"{space}t")) for p in root.iter(f"{space}p"))
    return "\n".join(lines)


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _refuse_leftovers(docx: bytes, template: Path, label: str) -> None:
    found = _LEFTOVER.search(plain_text(docx))
    if found:
        raise TemplateError.say(
            "MW-04", f"Văn bản còn sót ký hiệu của mẫu “{found[0]}”", f"{template.name}, {label}", "sửa lại mẫu Word"
        )


def _unfilled(template: Path, label: str, error: Exception) -> TemplateError:
    match = _UNKNOWN.search(str(error))
    name = next((group for group in match.groups() if group), "") if match else ""
    what = f"Mẫu cần giá trị “{name}” nhưng không có" if name else f"Mẫu có lệnh không dùng được: {error}"
    lines = getattr(error, "docx_context", None)
    near = "; gần chỗ: " + " ".join(str(line).strip() for line in list(lines)[:3]) if lines else ""
    return TemplateError.say("MW-02", what, f"{template.name}, {label}{near}", "sửa lại tên trong mẫu Word")


def _broken(template: Path, error: Exception) -> TemplateError:
    return TemplateError.say(
        "MW-01", f"Mẫu Word bị hỏng hoặc sai lệnh: {error}", str(template), "mở mẫu bằng Word để sửa"
    )
