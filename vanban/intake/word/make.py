"""The form handed out: the trial paper with its answer places open, all else locked, and a hidden code in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Final

from lxml import etree

from vanban.intake.word.controls import block_control, box_control, inline_control, locked_control
from vanban.intake.word.find import DOCUMENT, Spot, document_of, paragraphs_of
from vanban.intake.word.ooxml import MC, W14, Element, chars_of, element, run, text_of, w

PROPERTY: Final = "vanban"
_SETTINGS: Final = "word/settings.xml"
_CUSTOM: Final = "docProps/custom.xml"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "_rels/.rels"
_TIME: Final = (1980, 1, 1, 0, 0, 0)
_LIST_MARK: Final = re.compile(r"\s*(?:\d{1,2}[.)]|[-+•*])\s*")
_TAIL: Final = re.compile(r"[\s.;,]*")
_CUSTOM_TYPE: Final = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_FMTID: Final = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
# what may stand before documentProtection and docVars in settings.xml (CT_Settings, ISO/IEC 29500-1)
_BEFORE_PROTECTION: Final = (
    "writeProtection", "view", "zoom", "removePersonalInformation", "removeDateAndTime", "doNotDisplayPageBoundaries",
    "displayBackgroundShape", "printPostScriptOverText", "printFractionalCharacterWidth", "printFormsData",
    "embedTrueTypeFonts", "embedSystemFonts", "saveSubsetFonts", "saveFormsData", "mirrorMargins",
    "alignBordersAndEdges", "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "gutterAtTop",
    "hideSpellingErrors", "hideGrammaticalErrors", "activeWritingStyle", "proofState", "formsDesign",
    "attachedTemplate", "linkStyles", "stylePaneFormatFilter", "stylePaneSortMethod", "documentType", "mailMerge",
    "revisionView", "trackRevisions", "doNotTrackMoves", "doNotTrackFormatting",
)  # fmt: skip
_AFTER_VARS: Final = (
    "rsids", "mathPr", "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
    "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown", "smartTagType", "schemaLibrary",
    "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Mã ẩn: which season's form it is, and whose."""

    season: str
    form: str
    noun: str
    code: str

    def __str__(self) -> str:
        """`ky-2021|mau-02|ca-nhan|GD01`."""
        return "|".join((self.season, self.form, self.noun, self.code))

    @classmethod
    def read(cls, text: str) -> Identity | None:
        """The identity written as text, None when it is none."""
        parts = text.strip().split("|")
        return cls(*parts) if len(parts) == 4 and all(parts) else None


def make_form(paper: bytes, spots: Sequence[Spot], identity: Identity) -> bytes:
    """The form as a Word file; the same input gives the same bytes."""
    root = document_of(paper)
    paragraphs = paragraphs_of(root)
    by_paragraph: dict[int, list[Spot]] = {}
    for spot in spots:
        by_paragraph.setdefault(spot.paragraph, []).append(spot)
    for number, found in by_paragraph.items():
        _open(paragraphs[number], sorted(found, key=lambda spot: spot.start))
    _sign(root, paragraphs, by_paragraph, identity)
    return _packed(paper, _with_word_2010(root), identity)


def _open(paragraph: Element, spots: Sequence[Spot]) -> None:
    text = "".join(char for char, _ in chars_of(paragraph))
    only = spots[0]
    if only.option:
        _open_box(paragraph, only)
    elif len(spots) == 1 and only.place.kind == "lines":
        _open_block(paragraph, only, text)
    else:
        _open_inline(paragraph, spots)


def _looks_at(paragraph: Element, start: int) -> Element | None:
    for number, (_, source) in enumerate(chars_of(paragraph)):
        if number == start:
            return source.find(w("rPr"))
    first = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return deepcopy(first) if first is not None else None


def _open_box(paragraph: Element, spot: Spot) -> None:
    looks = _looks_at(paragraph, 0)
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    paragraph.append(box_control(spot.place, spot.option, looks))


def _open_block(paragraph: Element, spot: Spot, text: str) -> None:
    """Words before the answer stay in a line of their own, unless they only number it."""
    before, after = text[: spot.start], text[spot.end :]
    looks = _looks_at(paragraph, spot.start)
    control = block_control(spot.place, _plain_properties(paragraph), looks)
    alone = not before.strip() or _LIST_MARK.fullmatch(before)
    if alone and _TAIL.fullmatch(after):
        parent = paragraph.getparent()
        assert parent is not None
        parent.replace(paragraph, control)
        return
    _rebuild(paragraph, [(spot.start, spot.end, [])])
    paragraph.addnext(control)


def _plain_properties(paragraph: Element) -> Element | None:
    """The paragraph's own look without what would tie an answer of many paragraphs to one page."""
    found = paragraph.find(w("pPr"))
    if found is None:
        return None
    made = deepcopy(found)
    for name in ("keepNext", "keepLines", "sectPr"):
        for child in made.findall(w(name)):
            made.remove(child)
    return made


def _open_inline(paragraph: Element, spots: Sequence[Spot]) -> None:
    cuts: list[tuple[int, int, list[Element]]] = []
    last = 0
    for spot in spots:
        if spot.start >= last:
            cuts.append((spot.start, spot.end, [inline_control(spot.place, _looks_at(paragraph, spot.start))]))
            last = spot.end
    _rebuild(paragraph, cuts)


def _rebuild(paragraph: Element, cuts: Sequence[tuple[int, int, list[Element]]]) -> None:
    """The paragraph with some stretches of its text taken out and other things put there."""
    chars = list(chars_of(paragraph))
    kept: list[Element] = []
    last = 0
    for start, end, put in cuts:
        kept += _runs(chars[last:start])
        kept += put
        last = end
    kept += _runs(chars[last:])
    for child in list(paragraph):
        if child.tag != w("pPr"):
            paragraph.remove(child)
    paragraph.extend(kept)


def _runs(chars: Sequence[tuple[str, Element]]) -> list[Element]:
    made: list[Element] = []
    text, source = "", None
    for char, of_run in [*chars, ("", None)]:
        if of_run is not source and text and source is not None:
            made.append(run(text, source.find(w("rPr"))))
            text = ""
        source = of_run
        text += char
    return made


def _sign(root: Element, paragraphs: Sequence[Element], taken: dict[int, list[Spot]], identity: Identity) -> None:
    """Wrap the title in a locked control that says whose form this is: it survives where properties do not."""
    body = root.find(w("body"))
    for number, paragraph in enumerate(paragraphs):
        words = text_of(paragraph)
        if number not in taken and paragraph.getparent() is body and words.strip() and "\n" not in words:
            parent = paragraph.getparent()
            assert parent is not None
            place = parent.index(paragraph)
            parent.remove(paragraph)
            parent.insert(place, locked_control(str(identity)[:64], "Mã phiếu", [paragraph]))
            return


def _with_word_2010(root: Element) -> bytes:
    """The document's bytes with the names of Word 2010 declared, and said to be ignorable for older readers."""
    names = {"w14": W14, "mc": MC}
    names.update((str(prefix), str(uri)) for prefix, uri in root.nsmap.items() if prefix)
    fresh = etree.Element(root.tag, {str(name): str(value) for name, value in root.attrib.items()}, nsmap=names)
    ignorable = f"{{{MC}}}Ignorable"
    words = fresh.get(ignorable, "").split()
    if "w14" not in words:
        fresh.set(ignorable, " ".join([*words, "w14"]))
    fresh.extend(list(root))
    return etree.tostring(fresh, encoding="UTF-8", xml_declaration=True, standalone=True)


def _packed(paper: bytes, document: bytes, identity: Identity) -> bytes:
    with zipfile.ZipFile(BytesIO(paper)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    parts[DOCUMENT] = document
    parts[_SETTINGS] = _protected(parts[_SETTINGS], identity)
    parts[_CUSTOM] = _custom(identity)
    parts[_TYPES] = _declared(parts[_TYPES])
    parts[_RELATIONS] = _related(parts[_RELATIONS])
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            target.writestr(info, content)
    return out.getvalue()


def _protected(settings: bytes, identity: Identity) -> bytes:
    """Only the open places can be written in; there is no password, for nobody is to be locked out."""
    root = etree.fromstring(settings)
    for old in root.findall(w("documentProtection")):
        root.remove(old)
    place = sum(child.tag in {w(name) for name in _BEFORE_PROTECTION} for child in root)
    root.insert(place, element("documentProtection", edit="forms", enforcement="1"))
    later = {w(name) for name in _AFTER_VARS}
    end = next((number for number, child in enumerate(root) if _comes_after_vars(child, later)), len(root))
    root.insert(end, element("docVars", element("docVar", name=PROPERTY, val=str(identity))))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _comes_after_vars(child: Element, later: set[str]) -> bool:
    return child.tag in later or not str(child.tag).startswith(w(""))


def _custom(identity: Identity) -> bytes:
    value = escape(str(identity), quote=False)
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{_FMTID}" pid="2" name="{PROPERTY}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        "</Properties>"
    ).encode()


def _declared(types: bytes) -> bytes:
    root = etree.fromstring(types)
    space = root.nsmap[None]
    if not any(node.get("PartName") == f"/{_CUSTOM}" for node in root):
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{_CUSTOM}", ContentType=_CUSTOM_TYPE)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _related(relations: bytes) -> bytes:
    root = etree.fromstring(relations)
    space = root.nsmap[None]
    if not any(node.get("Type") == _CUSTOM_RELATION for node in root):
        etree.SubElement(root, f"{{{space}}}Relationship", Id="rIdVanban", Type=_CUSTOM_RELATION, Target=_CUSTOM)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
