"""The one strict, escaping, sandboxed environment, and docxtpl opened with it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Template
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment

from vanban.errors import TemplateError

_UNKNOWN: Final = re.compile(r"'([^']+)' is undefined|no (?:attribute|element) '?([^']+)'?$")
_PARAGRAPH: Final = re.compile(r"<w:p(?: [^>]*)?>.*?</w:p>", re.DOTALL)
_QUOTED_TAGS: Final = (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}"))
_BREAKS: Final = re.compile("[\\t\\a\\n\\f]")


class _Environment(SandboxedEnvironment):
    """Strict, escaping, sandboxed; a template text is compiled once however many papers it fills."""

    def __init__(self) -> None:
        super().__init__(undefined=StrictUndefined, autoescape=True)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *args: Any, **words: Any) -> Template:
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *args, **words)
        return self._compiled[source]


class WordTemplate(DocxTemplate):  # type: ignore[misc]  # docxtpl has no types
    """docxtpl, with its tags joined once and its line breaks looked for only where there are some."""

    def patch_xml(self, src_xml: str) -> str:
        """The part's text with every tag in one piece; it depends on nothing but the text."""
        return _patched(src_xml)

    def resolve_listing(self, xml: str) -> str:
        """Tabs, breaks and new pages in the words become Word's own; paragraphs without any are left alone."""
        if not _BREAKS.search(xml):
            return xml
        resolve = super().resolve_listing
        return _PARAGRAPH.sub(lambda match: resolve(match[0]) if _BREAKS.search(match[0]) else match[0], xml)

    def render_xml_part(self, src_xml: str, part: Any, context: dict[str, Any], jinja_env: Any = None) -> str:
        """The part filled; docxtpl's own steps, with what depends on the template alone done once.

        Raises:
            jinja2.TemplateError: with the lines round the fault in `docx_context`.
        """
        self.current_rendering_part = part
        # docxtpl puts each paragraph on a line of its own and takes the lines away again: a copy of everything.
        source = _marked(src_xml) if "\n<w:p" in src_xml else src_xml
        try:
            filled = jinja_env.from_string(source).render(context)
        except JinjaError as error:
            raise _with_lines(error, src_xml, context, jinja_env) from error
        for old, new in (("\n<w:p ", "<w:p "), ("\n<w:p>", "<w:p>"), *_QUOTED_TAGS):
            filled = filled.replace(old, new)
        return self.resolve_listing(filled)


def _with_lines(fault: JinjaError, source: str, context: dict[str, Any], jinja_env: Any) -> JinjaError:
    """The fault as it is when each paragraph is on a line of its own, with the lines round it in `docx_context`."""
    marked = _marked(source)
    try:
        jinja_env.from_string(marked).render(context)
    except JinjaError as error:
        error.docx_context = _lines_round(marked, getattr(error, "lineno", None))  # type: ignore[attr-defined]
        return error
    return fault


@lru_cache(maxsize=512)
def _marked(source: str) -> str:
    """Each paragraph on a line of its own."""
    return re.sub(r"<w:p([ >])", r"\n<w:p\1", source)


def _lines_round(source: str, line: int | None) -> list[str]:
    """The words of the seven lines round a fault, as docxtpl tells them; [] when the line is not known."""
    if line is None:
        return []
    first = max(line - 4, 0)
    return [re.sub(r"<[^>]+>", "", text) for text in source.splitlines()[first : first + 7]]


@lru_cache(maxsize=512)
def _patched(source: str) -> str:
    return str(DocxTemplate.patch_xml(None, source))


@lru_cache(maxsize=1)
def environment() -> SandboxedEnvironment:
    """The one environment: a gap is an error and data can never become markup."""
    return _Environment()


def opened(template: Path) -> WordTemplate:
    """The template, read.

    Raises:
        TemplateError: the file is not a Word template.
    """
    document = WordTemplate(template)
    try:
        document.init_docx()
    except Exception as error:  # python-docx and zipfile each have errors of their own
        raise broken(template, error) from error
    return document


def variables(template: Path) -> frozenset[str]:
    """The top-level names a template asks for in body, headers and footers.

    Raises:
        TemplateError: the file is not a Word template, or its tags are broken.
    """
    try:
        names = WordTemplate(template).get_undeclared_template_variables(jinja_env=environment())
    except Exception as error:
        raise broken(template, error) from error
    return frozenset(names)


def broken(template: Path, error: Exception) -> TemplateError:
    """The error of a template that cannot be used at all."""
    return TemplateError.say(
        "MW-01", f"Mẫu Word bị hỏng hoặc sai lệnh: {error}", str(template), "mở mẫu bằng Word để sửa"
    )


def unfilled(template: Path, label: str, error: Exception) -> TemplateError:
    """The error of a template that cannot be filled with these values, with the lines round the fault."""
    match = _UNKNOWN.search(str(error))
    name = next((group for group in match.groups() if group), "") if match else ""
    what = f"Mẫu cần giá trị “{name}” nhưng không có" if name else f"Mẫu có lệnh không dùng được: {error}"
    lines = getattr(error, "docx_context", None)
    near = "; gần chỗ: " + " ".join(str(line).strip() for line in list(lines)[:3]) if lines else ""
    return TemplateError.say("MW-02", what, f"{template.name}, {label}{near}", "sửa lại tên trong mẫu Word")
