"""What a PDF says of itself: title, outline, links, scripts, signatures, marks of PDF/A.

Every walk is bounded: a hostile file may point in circles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pikepdf

from vanban.the_thuc.regex import regex

MAX_WALK: Final = 20_000
MAX_XMP: Final = 4_000_000
_RUNS: Final = ("/JavaScript", "/Launch", "/Rendition", "/RichMediaExecute")
_LEAVES: Final = ("/URI", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData", "/Thread")
_PART: Final = regex(r"pdfaid:part(?:=[\"']|[^>=]*(?:=[^>]*)?>)\s*(\d)")
_LEVEL: Final = regex(r"pdfaid:conformance(?:=[\"']|[^>=]*(?:=[^>]*)?>)\s*([A-Za-z])")
_TITLE: Final = regex(r"<dc:title[^>]*>.*?<rdf:li[^>]*>(.*?)</rdf:li>", re.DOTALL)
_ENTITIES: Final = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the file says of itself; pages count from 1."""

    version: str
    scripts: bool
    outer_links: tuple[tuple[int, str], ...]
    pdfa: str
    title: str
    author: str
    producer: str
    outline: tuple[tuple[str, int], ...]
    signatures: int


def facts_of(pdf: pikepdf.Pdf, pages: Mapping[tuple[int, int], int]) -> Facts:
    """The facts of an open file; `pages` gives the number of a page by its object."""
    root = _dictionary(pdf.trailer.get("/Root"))
    info = _dictionary(pdf.trailer.get("/Info"))
    xmp = _xmp(root)
    actions = list(_actions(pdf, root))
    return Facts(
        version=max(pdf.pdf_version, str(root.get("/Version", "/"))[1:], key=_as_version),
        scripts=_named_scripts(root) or any(kind in _RUNS for _, kind, _ in actions),
        outer_links=tuple((page, target) for page, kind, target in actions if kind in _LEAVES),
        pdfa=_pdfa(xmp),
        title=_text(info.get("/Title")) or _xmp_title(xmp),
        author=_text(info.get("/Author")),
        producer=_text(info.get("/Producer")),
        outline=tuple(_outline(root, pages)),
        signatures=sum(_is_signed(field) for field in _fields(root)),
    )


def _as_version(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


def _dictionary(value: object) -> pikepdf.Object:
    return value if isinstance(value, pikepdf.Dictionary) else pikepdf.Dictionary()


def _array(value: object) -> list[pikepdf.Object]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _text(value: object) -> str:
    return str(value).strip("\ufeff\0 ") if isinstance(value, pikepdf.String) else ""


def _xmp(root: pikepdf.Object) -> str:
    stream = root.get("/Metadata")
    if not isinstance(stream, pikepdf.Stream):
        return ""
    try:
        return stream.read_bytes()[:MAX_XMP].decode("utf-8", "replace")
    except (pikepdf.PdfError, ValueError):
        return ""


def _pdfa(xmp: str) -> str:
    part, level = _PART.search(xmp), _LEVEL.search(xmp)
    return part[1] + (level[1].lower() if level else "") if part else ""


def _xmp_title(xmp: str) -> str:
    found = _TITLE.search(xmp)
    if found is None:
        return ""
    return re.sub(r"&\w+;", lambda m: _ENTITIES.get(m[0], m[0]), " ".join(found[1].split()))


def _actions(pdf: pikepdf.Pdf, root: pikepdf.Object) -> Iterator[tuple[int, str, str]]:
    """Page (0 for the whole file), kind and target of every action."""
    left = [MAX_WALK]
    yield from _chain(0, root.get("/OpenAction"), left)
    yield from _extra(0, root, left)
    for number, page in enumerate(pdf.pages, 1):
        yield from _extra(number, page.obj, left)
        for annotation in _array(page.obj.get("/Annots")):
            if isinstance(annotation, pikepdf.Dictionary):
                yield from _chain(number, annotation.get("/A"), left)
                yield from _extra(number, annotation, left)
    for field in _fields(root):
        yield from _extra(0, field, left)


def _extra(page: int, holder: pikepdf.Object, left: list[int]) -> Iterator[tuple[int, str, str]]:
    if "/AA" in holder:
        for _, action in _dictionary(holder["/AA"]).items():
            yield from _chain(page, action, left)


def _chain(page: int, action: object, left: list[int]) -> Iterator[tuple[int, str, str]]:
    """An action and those that follow it."""
    waiting = [action]
    while waiting and left[0] > 0:
        left[0] -= 1
        one = waiting.pop()
        if isinstance(one, pikepdf.Array):
            waiting += [item for item in one if isinstance(item, pikepdf.Dictionary)]
        elif isinstance(one, pikepdf.Dictionary) and "/S" in one:
            yield page, str(one["/S"]), _target(one)
            waiting.append(one.get("/Next"))


def _target(action: pikepdf.Object) -> str:
    for key in ("/URI", "/F", "/UF"):
        value = action.get(key)
        if isinstance(value, pikepdf.Dictionary):
            value = value.get("/UF", value.get("/F"))
        if isinstance(value, pikepdf.String):
            return _text(value)
    return ""


def _named_scripts(root: pikepdf.Object) -> bool:
    return "/JavaScript" in _dictionary(root.get("/Names"))


def _fields(root: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Every field of the form, parents before kids."""
    waiting = _array(_dictionary(root.get("/AcroForm")).get("/Fields"))
    for _ in range(MAX_WALK):
        if not waiting:
            return
        field = waiting.pop()
        if isinstance(field, pikepdf.Dictionary):
            yield field
            waiting += _array(field.get("/Kids"))


def _is_signed(field: pikepdf.Object) -> bool:
    return "/ByteRange" in _dictionary(field.get("/V"))


def _outline(root: pikepdf.Object, pages: Mapping[tuple[int, int], int]) -> Iterator[tuple[str, int]]:
    """Titles in order with their pages, 0 where they lead nowhere."""
    waiting = [_dictionary(root.get("/Outlines")).get("/First")]
    for _ in range(MAX_WALK):
        item = waiting.pop() if waiting else None
        if not isinstance(item, pikepdf.Dictionary):
            if not waiting:
                return
            continue
        yield _text(item.get("/Title")), _destination(root, item, pages)
        waiting += [item.get("/Next"), item.get("/First")]


def _destination(root: pikepdf.Object, item: pikepdf.Object, pages: Mapping[tuple[int, int], int]) -> int:
    to = item.get("/Dest", _dictionary(item.get("/A")).get("/D"))
    if isinstance(to, pikepdf.Name):
        to = _dictionary(root.get("/Dests")).get(str(to))
    elif isinstance(to, pikepdf.String):
        to = _by_name(_dictionary(_dictionary(root.get("/Names")).get("/Dests")), str(to))
    if isinstance(to, pikepdf.Dictionary):
        to = to.get("/D")
    first = next(iter(_array(to)), None)
    return pages.get(first.objgen, 0) if isinstance(first, pikepdf.Dictionary) else 0


def _by_name(tree: pikepdf.Object, name: str) -> pikepdf.Object | None:
    waiting = [tree]
    for _ in range(MAX_WALK):
        if not waiting:
            break
        node = waiting.pop()
        names = _array(node.get("/Names"))
        for key, value in zip(names[::2], names[1::2], strict=False):
            if str(key) == name:
                return value
        waiting += [kid for kid in _array(node.get("/Kids")) if isinstance(kid, pikepdf.Dictionary)]
    return None
