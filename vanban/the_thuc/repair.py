"""A corrected copy for what is certain and mechanical; each repair is told, wording is never touched.

Repaired: margins and the place of the page number, sizes and weight of the parts, NFC, Ð for Đ, double spaces, the
colon after `Số`, Exactly line spacing, the star, the five hyphens. The original is never written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from vanban.the_thuc.document import Document
from vanban.the_thuc.judge import Found
from vanban.the_thuc.rule import Profile
from vanban.the_thuc.views import Place
from vanban.the_thuc.word_edit import (
    Looks,
    header_distance,
    insert_after,
    margin,
    paragraph_at,
    set_line,
    set_looks,
    set_text,
    text_of,
    texts_of,
)
from vanban.the_thuc.word_parts import Element, WordCopy, open_copy

# Fixed values: Hướng dẫn 05-HD/VPTW, IV.4.1 and Phụ lục 2; for State papers the nearest end of the range
# (Nghị định 30/2020/NĐ-CP, Phụ lục I, mục I.3).
_MARGINS_MM: Final[Mapping[str, tuple[str, float]]] = {
    "PG-03": ("top", 20.0),
    "PG-04": ("bottom", 20.0),
    "PG-05": ("left", 30.0),
    "PG-06": ("right", 15.0),
    "PG-08": ("", 20.0),
    "PG-09": ("left", 30.0),
    "PG-10": ("right", 20.0),
}
_STATE_RANGES_MM: Final[Mapping[str, tuple[float, float]]] = {
    "top": (20.0, 25.0),
    "bottom": (20.0, 25.0),
    "left": (30.0, 35.0),
    "right": (15.0, 20.0),
}
_HEADER_MM: Final = 10.0
_LOOKS: Final[Mapping[str, Looks]] = {
    "HD-02": Looks(size_pt=15, bold=True, italic=False),
    "HD-09": Looks(size_pt=14, bold=False, italic=False),
    "HD-10": Looks(size_pt=14, bold=True, italic=False),
    "NO-04": Looks(size_pt=14, bold=False, italic=False),
    "NO-06": Looks(size_pt=13, bold=False, italic=False),
    "DT-04": Looks(size_pt=14, bold=False, italic=True),
    "SG-08": Looks(size_pt=14, bold=True, italic=False),
    "SG-09": Looks(size_pt=14, bold=False, italic=False),
    "RC-02": Looks(size_pt=14, bold=False, italic=False, underline=True),
    "RC-03": Looks(size_pt=12, bold=True, italic=True, underline=False),
    "RC-04": Looks(size_pt=12, bold=False, italic=False),
    "RC-05": Looks(size_pt=11, bold=False, italic=False),
    "PG-14": Looks(size_pt=14, bold=False, italic=False),
}
_EXACT_PT: Final = 18.0
_MOST_EXACT_PT: Final = 22.0
_HYPHENS: Final = "-----"


class Repaired(NamedTuple):
    """Bản sửa: the new Word file and what was done, each with its rule and place."""

    docx: bytes
    done: tuple[str, ...]


@dataclass(slots=True)
class _Desk:
    """What a repair works on."""

    copy: WordCopy
    document: Document

    @property
    def main(self) -> Element:
        return self.copy.tree(self.copy.main)

    def at(self, place: Place) -> Element | None:
        return paragraph_at(self.copy.tree(place.part), place.paragraph) if place.part in self.copy.parts else None


Fix = Callable[[_Desk, Found], str]


def repair(docx: bytes, document: Document, found: Iterable[Found]) -> Repaired:
    """The copy with those of the findings repaired that can be for certain; the others are left as they are.

    Raises:
        DataError: a part of the file is damaged, encrypted or beyond the limits.
    """
    desk = _Desk(open_copy(docx, document.name), document)
    done: list[str] = []
    for item in found:
        fix = _FIXES.get(item.rule.code)
        if fix is not None and (words := fix(desk, item)):
            done.append(f"{item.rule.code}, {item.finding.place.label}: {words}")
    done += _clean_texts(desk.copy)
    return Repaired(desk.copy.written(), tuple(dict.fromkeys(done)))


def _margin(desk: _Desk, item: Found) -> str:
    side, value = _MARGINS_MM[item.rule.code]
    sides = (side,) if side else ("top", "bottom")
    told = [words for s in sides if (words := margin(desk.main, s, _allowed(desk.document.profile, s, value)))]
    return "; ".join(told)


def _allowed(profile: Profile, side: str, value: float) -> tuple[float, float]:
    return _STATE_RANGES_MM[side] if profile == "S" else (value, value)


def _header(desk: _Desk, item: Found) -> str:
    return header_distance(desk.main, _HEADER_MM)


def _look(desk: _Desk, item: Found) -> str:
    """Size and weight; a paragraph that also holds another part (a tabbed head) is left alone."""
    paragraph = desk.at(item.finding.place)
    if paragraph is None or "\t" in text_of(paragraph).strip():
        return ""
    return set_looks(paragraph, _LOOKS[item.rule.code])


def _type_name(desk: _Desk, item: Found) -> str:
    paragraph = desk.at(item.finding.place)
    size = 16.0 if item.rule.code == "TI-01" else 14.0
    return set_looks(paragraph, Looks(size_pt=size, bold=True, italic=False)) if paragraph is not None else ""


def _number(desk: _Desk, item: Found) -> str:
    """`Số: 12-KH/ĐU` → `Số 12-KH/ĐU`."""
    paragraph = desk.at(item.finding.place)
    for text in texts_of(paragraph) if paragraph is not None else ():
        mended = re.sub(r"(?i)\b(số)\s*:\s*", r"\1 ", text.text or "", count=1)
        if mended != text.text:
            text.text = mended
            return "bỏ dấu hai chấm sau chữ “Số”"
    return ""


def _exact(desk: _Desk, item: Found) -> str:
    """Every paragraph of the body that is spaced otherwise, unless a picture stands in its line."""
    done, most = 0, _MOST_EXACT_PT if desk.document.profile == "P26" else float("inf")
    for line in (*desk.document.parts.bases, *desk.document.parts.prose):
        shown = line.paragraph
        if shown is None or shown.drawings or (shown.line_rule == "exact" and _EXACT_PT <= shown.line <= most):
            continue
        paragraph = desk.at(shown.place)
        if paragraph is not None:
            set_line(paragraph, "exact", _EXACT_PT)
            done += 1
    return f"dãn dòng Exactly {_EXACT_PT:g} pt ở {done} đoạn" if done else ""


def _star(desk: _Desk, item: Found) -> str:
    parts = desk.document.parts
    if parts.star is not None and parts.star.paragraph is not None:
        paragraph = desk.at(parts.star.place)
        if paragraph is None or "\t" in text_of(paragraph):
            return ""
        set_text(paragraph, "*")
        return "dấu sao dưới tên cơ quan viết lại thành “*”"
    if not parts.issuer or parts.issuer[-1].column != "left" or parts.issuer[-1].paragraph is None:
        return ""
    last = parts.issuer[-1]
    paragraph = desk.at(last.place)
    if paragraph is None or "\t" in text_of(paragraph):
        return ""
    set_looks(insert_after(paragraph, "*"), Looks(size_pt=14, bold=False, italic=False))
    return "thêm dấu sao dưới tên cơ quan"


def _hyphens(desk: _Desk, item: Found) -> str:
    dashes = desk.document.parts.dashes
    if dashes is None or dashes.paragraph is None or not re.fullmatch(r"[-–—_=.*~ ]+", dashes.text):
        return ""
    paragraph = desk.at(dashes.place)
    if paragraph is None or text_of(paragraph) == _HYPHENS:
        return ""
    set_text(paragraph, _HYPHENS)
    return "gạch dưới trích yếu viết lại thành năm dấu gạch nối “-----”"


def _clean_texts(copy: WordCopy) -> list[str]:
    """NFC, Đ and single spaces in all letters of body, headers and footers."""
    done: list[str] = []
    for name in copy.parts:
        if name == copy.main or re.fullmatch(r"word/(header\d*|footer\d*|footnotes|endnotes)\.xml", name):
            for element in texts_of(copy.tree(name)):
                cleaned, told = clean_text(element.text or "")
                if told:
                    element.text = cleaned
                    done += [f"{code}: {words} (“{_shortened(cleaned)}”)" for code, words in told]
    return done


def clean_text(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text in NFC, with Đ for its look-alikes and no double spaces between words; and what was done."""
    told = []
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        told.append(("TX-01", "chữ tổ hợp viết lại bằng chữ dựng sẵn (NFC)"))
    lettered = composed.replace("\u00d0", "Đ").replace("\u0189", "Đ")
    if lettered != composed:
        told.append(("TX-03", "chữ Ð viết lại thành Đ"))
    single = re.sub(r"(?<=\w|[,.;:!?)”]) {2,3}(?=\w|[(“])", " ", lettered)
    if single != lettered:
        told.append(("TX-08", "bỏ dấu cách thừa"))
    return single, told


def _shortened(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:38].rstrip()}…"


_FIXES: Final[Mapping[str, Fix]] = {
    **dict.fromkeys(_MARGINS_MM, _margin),
    **dict.fromkeys(_LOOKS, _look),
    "PG-16": _header,
    "TI-01": _type_name,
    "TI-03": _type_name,
    "NO-02": _number,
    "BD-06": _exact,
    "BD-07": _exact,
    "HD-11": _star,
    "TI-05": _hyphens,
    "TI-06": _hyphens,
}
