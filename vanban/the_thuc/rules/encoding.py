"""Characters: composed forms, look-alikes, invisible ones, old code pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.prose import LOWER, UPPER, cited, hits, letters, passages, told, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, rule

_COMBINING: Final = regex("[\u0300-\u036f]")
_FOREIGN_D: Final = regex("[\u00d0\u00f0\u0189\u0256]")
_LETTER: Final = f"[{LOWER}{UPPER}]"
_INVISIBLE: Final = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_GREEK: Final = "\u0370-\u03ff"
_MAYBE_ODD: Final = regex(f"[\u0400-\u052f\ue000-\uf8ff\ufffd{_INVISIBLE}{_GREEK}]")
_ODD: Final = regex(f"[\u0400-\u052f\ue000-\uf8ff\ufffd{_INVISIBLE}]|(?<={_LETTER})[{_GREEK}]|[{_GREEK}](?={_LETTER})")


@rule("TX-01", "A", "loi", facts=True)
def composed(document: Document) -> Iterator[Finding]:
    """Chữ tiếng Việt ở dạng dựng sẵn (Unicode NFC).

    TCVN 6909:2001; Quyết định 72/2002/QĐ-TTg

    Vì sao: chữ tổ hợp trông giống hệt nhưng tìm kiếm, sắp xếp, đo độ dài đều sai. Sửa: chuyển mã bằng Unikey (nguồn
    “Unicode tổ hợp”, đích “Unicode”), hoặc dùng --sua. Sai: “ộ” gồm ba ký tự. Đúng: “ộ” là một ký tự.
    """
    if unicodedata.is_normalized("NFC", whole_text(document)):
        return
    for passage in passages(document):
        changed = unicodedata.normalize("NFC", passage.text)
        if changed != passage.text:
            words = [w for w in passage.text.split() if unicodedata.normalize("NFC", w) != w]
            shown = unicodedata.normalize("NFC", ", ".join(words[:3]))
            yield Finding(passage.place, f"{len(words)} từ dùng chữ tổ hợp: {shown}")


@rule("TX-02", "A", "loi", facts=True)
def no_loose_marks(document: Document) -> Iterator[Finding]:
    """Không có dấu thanh, dấu phụ rời (U+0300 – U+036F).

    TCVN 6909:2001; Quyết định 72/2002/QĐ-TTg

    Vì sao: dấu rời không gắn được vào chữ sẽ lệch hoặc mất khi in. Sửa: xoá rồi gõ lại chữ đó bằng bảng mã Unicode dựng
    sẵn. Sai: dấu hỏi đứng rời sau phụ âm. Đúng: chữ có dấu là một ký tự.
    """
    if not any(_COMBINING.match(letter) for letter in letters(document)):
        return
    for passage in passages(document):
        text = unicodedata.normalize("NFC", passage.text)
        loose = _COMBINING.findall(text)
        if loose:
            codes = ", ".join(dict.fromkeys(f"U+{ord(mark):04X}" for mark in loose))
            yield Finding(passage.place, f"{len(loose)} dấu rời ({codes}): {cited(text, 50)}")


@rule("TX-03", "A", "loi", facts=True)
def right_d(document: Document) -> Iterator[Finding]:
    """Chữ Đ, đ đúng mã (U+0110, U+0111), không dùng chữ Eth trông giống.

    TCVN 6909:2001; Quyết định 72/2002/QĐ-TTg

    Vì sao: Ð (U+00D0), Ɖ (U+0189) trông như Đ nhưng tìm không ra, sắp xếp sai. Sửa: xoá rồi gõ lại Đ, hoặc dùng --sua.
    Sai: “ÐẢNG” với Ð là U+00D0. Đúng: “ĐẢNG” với Đ là U+0110.
    """
    yield from told(hits(document, _FOREIGN_D, "\u00d0", "\u00f0", "\u0189", "\u0256"), "gõ lại chữ Đ, đ")


@rule("TX-04", "A", "loi", "I", facts=True)
def no_strange_characters(document: Document) -> Iterator[Finding]:
    """Không có chữ Nga, Hy Lạp trông giống chữ Việt, ký tự ẩn, ký tự riêng của phông, ký tự hỏng.

    Quy tắc đối chiếu ký tự; TCVN 6909:2001

    Vì sao: các ký tự đó không đọc được trên máy khác, làm sai tìm kiếm và con số. Sửa: xoá ký tự, gõ lại chữ.
    Sai: “Сông” với С là chữ Nga, chữ có khoảng trắng rộng bằng không. Đúng: “Công”.
    """
    if not any(_MAYBE_ODD.match(letter) for letter in letters(document)):
        return
    for passage in passages(document):
        words = passage.text if passage.paragraph is not None else _BULLET.sub("", passage.text)
        found = list(_ODD.finditer(words))
        if found:
            codes = ", ".join(dict.fromkeys(f"U+{ord(m[0]):04X}" for m in found[:5]))
            yield Finding(passage.place, f"{codes} trong {cited(_without_odd(passage.text), 60)}")


# On a page a bullet of the Symbol font is a private character before the words.
_BULLET: Final = regex("^\\s*[\ue000-\uf8ff]\\s")


def _without_odd(text: str) -> str:
    return re.sub(f"[\ue000-\uf8ff\ufffd{_INVISIBLE}]", "▯", text)


_OLD_FONT: Final = regex(r"^(?:\.Vn|VNI[-\s]|VN[A-Z\d]|\.VN)")
# TCVN3 letters read as Latin-1 inside words, and VNI's vowels with their marks after them.
_TCVN3: Final = regex(r"(?<=[A-Za-z])[¶µ¸·¹®¬¨¾¼½×]|[§®¬][a-zA-Z¶µ]")
_OLD_SIGNS: Final = frozenset("¶µ¸·¹®¬¨¾¼½×§äåëïöûøÄÅËÏÖÛØñÑ")
_VNI: Final = regex(r"[A-Za-z]*(?:[aeouyAEOUY][äåëïöûøùÄÅËÏÖÛØÙ]|[öÖ][ôÔ]|[ñÑ][aeouöôAEOUÖÔ])\w*")


@rule("TX-05", "A", "loi", facts=True)
def no_old_code_pages(document: Document) -> Iterator[Finding]:
    """Không dùng phông TCVN3 (.VnTime), VNI hay chữ của các bảng mã cũ.

    TCVN 6909:2001; Quyết định 72/2002/QĐ-TTg

    Vì sao: máy không có phông cũ chỉ hiện chữ lạ như “§¶ng Céng s¶n”. Sửa: chuyển mã bằng Unikey sang Unicode, rồi đặt
    phông Times New Roman. Sai: phông .VnTimeH. Đúng: phông Times New Roman, bảng mã Unicode.
    """
    used = document.pdf.fonts if document.docx is None and document.pdf is not None else None
    named_so = used is None or any(_OLD_FONT.match(font.name) for font in used)
    for passage in passages(document) if named_so else ():
        fonts = sorted({f for s in passage.spans if s.text.strip() for f in s.fonts if _OLD_FONT.match(f)})
        if fonts:
            yield Finding(passage.place, f"phông {', '.join(fonts)}: {cited(passage.text, 40)}")
    yield from _old_letters(document)


def _old_letters(document: Document) -> Iterator[Finding]:
    if letters(document).isdisjoint(_OLD_SIGNS):
        return
    text = whole_text(document)
    for pattern, name, few in ((_TCVN3, "TCVN3", 2), (_VNI, "VNI", 3)):
        if len(pattern.findall(text)) < few:
            continue
        for passage in passages(document):
            words = [word for word in passage.text.split() if pattern.search(word)]
            if len(words) >= few or (words and len(words) == len(passage.text.split())):
                yield Finding(passage.place, f"chữ của bảng mã {name}: {cited(passage.text, 50)}")
