"""Small, exact damage to a Word file: the language of the case files (see README.md here)."""

from __future__ import annotations

import importlib
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, Final

from lxml import etree

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS: Final = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}
DOCUMENT: Final = "word/document.xml"
_TWIPS_PER_MM: Final = 1440 / 25.4
_PARAGRAPH_ORDER: Final = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_RUN_ORDER: Final = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
)
Change = Mapping[str, Any]
Element = etree._Element


class NoSuchPlaceError(AssertionError):
    """The change names something the base document does not have."""


def q(name: str) -> str:
    return f"{{{W}}}{name}"


def mutate(docx: bytes, changes: Sequence[Change]) -> bytes:
    """The Word file with every change made, in order."""
    for change in changes:
        docx = _hooked(docx, change) if "hook" in change else _changed(docx, change)
    return docx


def _hooked(docx: bytes, change: Change) -> bytes:
    module, _, name = str(change["hook"]).rpartition(".")
    hook = getattr(importlib.import_module(f"tests.the_thuc.{module or 'hooks'}"), name)
    arguments = {key: value for key, value in change.items() if key != "hook"}
    return bytes(hook(docx, **arguments))


def _changed(docx: bytes, change: Change) -> bytes:
    part = str(change.get("part", DOCUMENT))
    with zipfile.ZipFile(io.BytesIO(docx)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    if part not in files:
        raise NoSuchPlaceError(f"no part {part}; there are {sorted(files)}")
    root = etree.fromstring(files[part])
    for name, act in _ACTS.items():
        if name in change:
            act(root, change)
    files[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in files.items():
            target.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def text_of(paragraph: Element) -> str:
    """The paragraph's letters; a tab is a tab, a break a newline."""
    marks = {q("tab"): "\t", q("br"): "\n"}
    pieces = (e.text or "" if e.tag == q("t") else marks.get(e.tag, "") for e in paragraph.iter(q("t"), *marks))
    return "".join(pieces)


def _found(root: Element, change: Change) -> list[Element]:
    """The paragraphs the change speaks of: all of `every`, else the n-th that matches `find`."""
    pattern = re.compile(str(change.get("find", change.get("every", ""))))
    matching = [p for p in root.iter(q("p")) if pattern.search(text_of(p))]
    if "every" in change and matching:
        return matching
    nth = int(change.get("nth", 1))
    index = nth - 1 if nth > 0 else nth
    try:
        return [matching[index]]
    except IndexError:
        raise NoSuchPlaceError(f"no paragraph {nth} like {pattern.pattern!r}") from None


def _child(parent: Element, name: str, names: str) -> Element:
    """The child of that name, made in the schema's order when it is missing."""
    found = parent.find(q(name))
    if found is not None:
        return found
    made = etree.Element(q(name))
    order = names.split()
    later = {q(n) for n in order[order.index(name) + 1 :]}
    at = next((i for i, child in enumerate(parent) if child.tag in later), len(parent))
    parent.insert(at, made)
    return made


def _properties(element: Element, name: str) -> Element:
    found = element.find(q(name))
    if found is None:
        found = etree.Element(q(name))
        element.insert(0, found)
    return found


def _set(element: Element, **values: str) -> None:
    for name, value in values.items():
        element.set(q(name), value)


def _run_looks(root: Element, change: Change) -> None:
    looks = change["run"]
    only = change.get("words")
    for paragraph in _found(root, change):
        if only:
            _isolate(paragraph, str(only))
        for run in paragraph.iter(q("r")):
            if only is None or only in "".join(t.text or "" for t in run.iter(q("t"))):
                _dress(_properties(run, "rPr"), looks)


def _dress(properties: Element, looks: Mapping[str, Any]) -> None:
    for name, tag in (("bold", "b"), ("italic", "i"), ("caps", "caps"), ("hidden", "vanish")):
        if name in looks:
            _set(_child(properties, tag, _RUN_ORDER), val="1" if looks[name] else "0")
    if "underline" in looks:
        _set(_child(properties, "u", _RUN_ORDER), val="single" if looks["underline"] else "none")
    if "size" in looks:
        for tag in ("sz", "szCs"):
            _set(_child(properties, tag, _RUN_ORDER), val=str(round(float(looks["size"]) * 2)))
    if "color" in looks:
        _set(_child(properties, "color", _RUN_ORDER), val=str(looks["color"]))
    if "font" in looks:
        fonts = _child(properties, "rFonts", _RUN_ORDER)
        for name in list(fonts.attrib):
            del fonts.attrib[name]
        _set(fonts, **dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), str(looks["font"])))


def _isolate(paragraph: Element, words: str) -> None:
    """Give `words` a run of their own, with the looks of the run they stand in."""
    for run in list(paragraph.iter(q("r"))):
        text = run.find(q("t"))
        if text is None or words not in (text.text or "") or text.text == words:
            continue
        before, _, after = str(text.text).partition(words)
        for piece in (before, words, after):
            if piece:
                copy = deepcopy(run)
                _write(copy.find(q("t")), piece)
                run.addprevious(copy)
        run.getparent().remove(run)
        return


def _write(element: Element, text: str) -> None:
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _paragraph_looks(root: Element, change: Change) -> None:
    looks = change["para"]
    for paragraph in _found(root, change):
        properties = _properties(paragraph, "pPr")
        if "align" in looks:
            _set(_child(properties, "jc", _PARAGRAPH_ORDER), val=str(looks["align"]))
        for name, attribute in (("first_mm", "firstLine"), ("left_mm", "left"), ("right_mm", "right")):
            if name in looks:
                indent = _child(properties, "ind", _PARAGRAPH_ORDER)
                _set(indent, **{attribute: str(round(float(looks[name]) * _TWIPS_PER_MM))})
        for name, attribute in (("before_pt", "before"), ("after_pt", "after")):
            if name in looks:
                _set(
                    _child(properties, "spacing", _PARAGRAPH_ORDER), **{attribute: str(round(float(looks[name]) * 20))}
                )
        if "line" in looks:
            rule, value = looks["line"]
            unit = 240 if rule == "auto" else 20
            _set(
                _child(properties, "spacing", _PARAGRAPH_ORDER),
                line=str(round(float(value) * unit)),
                lineRule=str(rule),
            )
        for name, tag in (("keep_next", "keepNext"), ("page_break_before", "pageBreakBefore")):
            if name in looks:
                _set(_child(properties, tag, _PARAGRAPH_ORDER), val="1" if looks[name] else "0")


def _replace(root: Element, change: Change) -> None:
    old, new = change["replace"]
    for paragraph in _found(root, change):
        whole = text_of(paragraph)
        if old not in whole:
            raise NoSuchPlaceError(f"{old!r} is not in {whole!r}")
        texts = list(paragraph.iter(q("t")))
        holder = next((t for t in texts if old in (t.text or "")), None)
        if holder is not None:
            _write(holder, str(holder.text).replace(old, new, 1))
        else:
            _set_text(paragraph, whole.replace(old, new, 1))


def _rewrite(root: Element, change: Change) -> None:
    for paragraph in _found(root, change):
        _set_text(paragraph, str(change["text"]))


def _set_text(paragraph: Element, text: str) -> None:
    r"""The paragraph says `text`, all of it with the looks of its first run; `\t` and `\n` become tab and break."""
    runs = [run for run in paragraph.iter(q("r")) if run.find(q("t")) is not None]
    first = runs[0] if runs else etree.SubElement(paragraph, q("r"))
    for run in runs[1:]:
        run.getparent().remove(run)
    for child in list(first):
        if child.tag != q("rPr"):
            first.remove(child)
    for piece in re.split(r"([\t\n])", text):
        if piece in ("\t", "\n"):
            etree.SubElement(first, q("tab" if piece == "\t" else "br"))
        elif piece:
            _write(etree.SubElement(first, q("t")), piece)


def _delete(root: Element, change: Change) -> None:
    for paragraph in _found(root, change):
        parent = paragraph.getparent()
        alone = parent.tag == q("tc") and len(parent.findall(q("p"))) == 1
        if alone:
            for run in list(paragraph.iter(q("r"))):
                run.getparent().remove(run)
        else:
            parent.remove(paragraph)


def _insert(root: Element, change: Change) -> None:
    """Copies of the paragraph with other words, before or after it."""
    for paragraph in _found(root, change):
        for where in ("before", "after"):
            texts = [str(text) for text in change.get(where, ())]
            for text in texts if where == "before" else reversed(texts):
                copy = deepcopy(paragraph)
                _set_text(copy, text)
                (paragraph.addprevious if where == "before" else paragraph.addnext)(copy)


def _section(root: Element, change: Change) -> None:
    wanted = change["section"]
    sections = list(root.iter(q("sectPr")))
    chosen = [sections[int(change["nth"]) - 1]] if "nth" in change else sections
    for section in chosen:
        page, margins = section.find(q("pgSz")), section.find(q("pgMar"))
        for name, element, attribute in (
            ("width_mm", page, "w"),
            ("height_mm", page, "h"),
            ("top_mm", margins, "top"),
            ("bottom_mm", margins, "bottom"),
            ("left_mm", margins, "left"),
            ("right_mm", margins, "right"),
            ("header_mm", margins, "header"),
        ):
            if name in wanted:
                element.set(q(attribute), str(round(float(wanted[name]) * _TWIPS_PER_MM)))
        if "landscape" in wanted:
            page.set(q("orient"), "landscape" if wanted["landscape"] else "portrait")
            width, height = page.get(q("w")), page.get(q("h"))
            page.set(q("w"), height)
            page.set(q("h"), width)
        if wanted.get("first_differs") is False:
            for found in section.findall(q("titlePg")):
                section.remove(found)
        if "start" in wanted:
            _start(section, wanted["start"])


def _start(section: Element, start: int | None) -> None:
    numbering = section.find(q("pgNumType"))
    if start is None:
        if numbering is not None:
            section.remove(numbering)
        return
    if numbering is None:
        numbering = etree.Element(q("pgNumType"))
        section.find(q("pgMar")).addnext(numbering)
    _set(numbering, start=str(start))


def _xml(root: Element, change: Change) -> None:
    """The raw way: `path` (XPath), then `set`, `remove`, `append` or `replace_with`."""
    wanted = change["xml"]
    found = root.xpath(wanted["path"], namespaces=NS)
    if not found:
        raise NoSuchPlaceError(f"nothing at {wanted['path']}")
    for element in found:
        for name, value in wanted.get("set", {}).items():
            prefix, _, local = name.rpartition(":")
            element.set(f"{{{NS[prefix]}}}{local}" if prefix else local, str(value))
        for name, act in (("append", element.append), ("before", element.addprevious), ("after", element.addnext)):
            if name in wanted:
                act(_fragment(wanted[name]))
        if wanted.get("remove"):
            element.getparent().remove(element)


def _fragment(xml: str) -> Element:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
    return etree.fromstring(f"<x {names}>{xml}</x>")[0]


_ACTS: Final[dict[str, Callable[[Element, Change], None]]] = {
    "before": _insert,
    "after": _insert,
    "replace": _replace,
    "text": _rewrite,
    "run": _run_looks,
    "para": _paragraph_looks,
    "section": _section,
    "xml": _xml,
    "delete": _delete,
}
