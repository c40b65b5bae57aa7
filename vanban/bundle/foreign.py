"""PDFs that other programs made: looked at before anything is bound, and settled in beside strangers.

A foreign page is never rescaled or turned. What belongs to its file as a whole must not meet its like from another
file: named destinations become page targets, form fields get the paper's key in front, scripts stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pikepdf

from vanban.errors import BundleError
from vanban.model.packet import Bookmark

LARGEST_BYTES: Final = 300_000_000
_TAIL_BYTES: Final = 2048
_CHUNK: Final = 1 << 20
_ACTIONS: Final = frozenset({"/GoTo", "/GoToR", "/URI", "/Named"})
_DEPTH: Final = 8
_PRINT: Final = 4  # the print flag (ISO 32000-1, table 165)
_REMEDY: Final = "mở tệp rồi in hoặc xuất lại thành PDF không đặt mật khẩu"


@dataclass(frozen=True, slots=True)
class Look:
    """Những gì thấy ở một tệp PDF: `damage` is what a reader had to repair, `signed` whether a signature covers it."""

    pages: int
    bookmarks: tuple[Bookmark, ...]
    signed: bool
    damage: str


def look_at(path: Path, label: str) -> Look:
    """What a foreign PDF is, read once; `label` names it in messages.

    Raises:
        BundleError: it is too large, encrypted, cut off, broken or empty; nothing of it would be bound.
    """
    _refuse_size(path, label)
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise BundleError.say("GH-03", "Tệp PDF đặt mật khẩu hoặc hạn chế quyền", label, _REMEDY)
            if not pdf.pages:
                raise BundleError.say("GH-02", "Tệp PDF không có trang nào", label, _REMEDY)
            bookmarks = bookmarks_of(pdf)
            for page in pdf.pages:  # reads every object that would be bound
                page.obj.unparse(resolved=True)
            damage = "; ".join(pdf.get_warnings())
            return Look(len(pdf.pages), bookmarks, is_signed(path), _first_line(damage))
    except pikepdf.PasswordError as error:
        raise BundleError.say("GH-03", "Tệp PDF đặt mật khẩu", label, _REMEDY) from error
    except (pikepdf.PdfError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError.say("GH-02", f"Không đọc được tệp PDF ({_first_line(str(error))})", label, _REMEDY) from error


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0][-120:] if text.strip() else ""


def _refuse_size(path: Path, label: str) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            stream.seek(max(0, size - _TAIL_BYTES))
            whole = b"%%EOF" in stream.read()
    except OSError as error:
        raise BundleError.say("GH-02", f"Không đọc được tệp PDF ({error.strerror})", label, _REMEDY) from error
    if size > LARGEST_BYTES:
        message = f"Tệp quá lớn ({size // 1_000_000} MB, tối đa {LARGEST_BYTES // 1_000_000} MB)"
        raise BundleError.say("GH-06", message, label, "quét lại ở 200–300 dpi hoặc chia tệp thành nhiều phần")
    if size == 0:
        raise BundleError.say("GH-02", "Tệp rỗng (0 byte)", label, "chép lại tệp từ nguồn")
    if not whole:
        raise BundleError.say("GH-02", "Tệp PDF bị cắt cụt, thiếu phần cuối", label, "chép hoặc tải lại tệp từ nguồn")


def is_signed(path: Path) -> bool:
    """Whether any digital signature covers the file: a /ByteRange, which is always written in the clear."""
    before = b""
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            if b"/ByteRange" in before + chunk:
                return True
            before = chunk[-16:]
    return False


# ---------------------------------------------------------------- bookmarks and destinations


def bookmarks_of(pdf: pikepdf.Pdf) -> tuple[Bookmark, ...]:
    """The file's own bookmarks, pages 1-based; one that leads nowhere takes the page of the one before."""
    numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
    names = named_destinations(pdf)
    first = pdf.Root.get("/Outlines", pikepdf.Dictionary()).get("/First")
    return tuple(_bookmarks(first, names, numbers, 1, set()))


def _bookmarks(
    item: Any, names: Mapping[bytes, Any], numbers: Mapping[Any, int], page: int, seen: set[Any]
) -> Iterator[Bookmark]:
    while item is not None and item.objgen not in seen and len(seen) < 10_000:
        seen.add(item.objgen)
        page = numbers.get(_page_of(_destination(item), names), page)
        title = str(item.get("/Title", "")).strip() or "…"
        children = tuple(_bookmarks(item.get("/First"), names, numbers, page, seen))
        yield Bookmark(title, page, children)
        item = item.get("/Next")


def named_destinations(pdf: pikepdf.Pdf) -> dict[bytes, Any]:
    """Every named destination of the file, old style and new."""
    found: dict[bytes, Any] = {}
    for name, target in pdf.Root.get("/Dests", pikepdf.Dictionary()).items():
        found[name[1:].encode()] = target
    tree = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests")
    if tree is not None:
        _read_names(tree, found, 0)
    return found


def _read_names(node: Any, found: dict[bytes, Any], depth: int) -> None:
    pairs = list(node.get("/Names", []))
    for name, target in zip(pairs[::2], pairs[1::2], strict=False):
        found[bytes(name)] = target
    if depth < _DEPTH:
        for kid in node.get("/Kids", []):
            _read_names(kid, found, depth + 1)


def _destination(item: Any) -> Any:
    """The destination of a bookmark or link, explicit or by name; None when it has none in this file."""
    if "/Dest" in item:
        return item["/Dest"]
    action = item.get("/A")
    return action.get("/D") if isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/GoTo" else None


def _explicit(target: Any, names: Mapping[bytes, Any]) -> Any:
    """The destination as an array that begins with a page; None when the name is unknown."""
    if isinstance(target, pikepdf.Name):
        target = names.get(str(target)[1:].encode())
    elif isinstance(target, pikepdf.String):
        target = names.get(bytes(target))
    if isinstance(target, pikepdf.Dictionary):
        target = target.get("/D")
    return target if isinstance(target, pikepdf.Array) and len(target) else None


def _page_of(target: Any, names: Mapping[bytes, Any]) -> Any:
    """What names the page a destination leads to: its object number and generation."""
    explicit = _explicit(target, names)
    page = explicit[0] if explicit is not None else None
    return page.objgen if isinstance(page, pikepdf.Object) else None


# ---------------------------------------------------------------- settling in


def settle_in(pdf: pikepdf.Pdf, prefix: str) -> list[Any]:
    """Make an opened file fit to be copied into a packet, in memory; gives the roots of its form fields.

    Links within the file lead to pages, not names; fields are called `prefix` + their name; signature fields become
    plain pictures of what they show; scripts and links to pages that are not there go.
    """
    names = named_destinations(pdf)
    known = {page.obj.objgen for page in pdf.pages}
    for page in pdf.pages:
        _drop(page.obj, "/AA", "/Thumb", "/PZ", "/Trans", "/Dur")
        for note in list(page.obj.get("/Annots", [])):
            if isinstance(note, pikepdf.Dictionary):
                _settle_note(note, page, names, known)
    return _settle_fields(pdf, prefix)


def _drop(item: Any, *keys: str) -> None:
    for key in keys:
        if key in item:
            del item[key]


def _settle_note(note: Any, page: pikepdf.Page, names: Mapping[bytes, Any], known: set[Any]) -> None:
    _drop(note, "/StructParent", "/AA")
    note["/P"] = page.obj
    explicit = _explicit(_destination(note), names)
    if explicit is not None and _page_of(explicit, names) in known:
        _drop(note, "/A")
        note["/Dest"] = explicit
    else:
        _drop(note, "/Dest")
    _settle_action(note)
    if _kind(note) == "/Sig":
        _to_picture(note)


def _settle_action(note: Any) -> None:
    action = note.get("/A")
    if action is None:
        return
    if not isinstance(action, pikepdf.Dictionary) or action.get("/S") not in _ACTIONS or action.get("/S") == "/GoTo":
        del note["/A"]
    else:
        _drop(action, "/Next")


def _kind(note: Any) -> str:
    """The field type of a widget, its own or that of the field it belongs to; "" for any other annotation."""
    node, depth = note, 0
    while isinstance(node, pikepdf.Dictionary) and depth < _DEPTH:
        if "/FT" in node:
            return str(node["/FT"])
        node, depth = node.get("/Parent"), depth + 1
    return ""


def _to_picture(note: Any) -> None:
    """A signature's appearance without the signature, which would not hold in another file."""
    _drop(note, "/FT", "/V", "/T", "/Parent", "/Lock", "/SV", "/Kids", "/Ff", "/MK", "/DA")
    note["/Subtype"] = pikepdf.Name("/Stamp")
    note["/F"] = _PRINT


def _settle_fields(pdf: pikepdf.Pdf, prefix: str) -> list[Any]:
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return []
    fields = [f for f in form.get("/Fields", []) if isinstance(f, pikepdf.Dictionary) and "/T" in f and not _signs(f)]
    for field in fields:
        field["/T"] = pikepdf.String(f"{prefix}_{field['/T']}".replace(".", "_"))
        for key in ("/DA", "/Q"):
            if key in form and key not in field:
                field[key] = form[key]
    return fields


def _signs(field: Any) -> bool:
    return field.get("/FT") == "/Sig" or any(_signs(kid) for kid in field.get("/Kids", []) if "/T" in kid)
