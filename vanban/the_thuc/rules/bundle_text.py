"""Spelling across the documents of a packet: tone marks, i and y, names of persons."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document, Packet
from vanban.the_thuc.prose import CAP, LOW, cited, hits, passages, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, rule
from vanban.the_thuc.rules.bundle import in_document
from vanban.the_thuc.spelling import new_tone
from vanban.viet import plain

# Open oa, oe, uy with a tone, in small words or in the words Uỷ, UỶ, which no person bears.
_OLD_TONE: Final = regex(r"(?<!\w)(?:(?!q)[^\W\d_A-ZĐ]{0,3}(?:[òóỏõọ][ae]|[ùúủũụ]y)|Ủy|ỦY)(?!\w)")
_NEW_TONE: Final = regex(r"(?<!\w)(?:(?!q)[^\W\d_A-ZĐ]{0,3}(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])|Uỷ|UỶ)(?!\w)")


def _counts(packet: Packet, pattern: re.Pattern[str]) -> dict[str, Counter[str]]:
    """How often each word of the pattern stands in each document."""
    return {d.name: Counter(pattern.findall(whole_text(d))) for d in packet.documents}


@rule("TX-06", "A", "canh-bao", view="packet")
def one_tone_style(packet: Packet) -> Iterator[Finding]:
    """Dấu thanh ở oa, oe, uy đặt một kiểu trong cả hồ sơ, trừ tên riêng.

    Quy định 4148-QĐ/VPTW; cách viết trong Hướng dẫn 05-HD/VPTW (uỷ, hoá)

    Vì sao: chỗ “uỷ”, chỗ “ủy” làm tìm kiếm sót và hồ sơ thiếu thống nhất. Sửa: chọn một kiểu, nên là kiểu mới (uỷ,
    hoá), thay ở mọi chỗ. Sai: “đảng ủy” và “chi uỷ”. Đúng: “đảng uỷ” và “chi uỷ”.
    """
    old, new = _counts(packet, _OLD_TONE), _counts(packet, _NEW_TONE)
    totals = sum(sum(c.values()) for c in old.values()), sum(sum(c.values()) for c in new.values())
    concerned(any(totals) or None)
    if all(totals):
        rare, pattern = (old, _OLD_TONE) if totals[0] <= totals[1] else (new, _NEW_TONE)
        yield from _rare_words(packet, rare, pattern, f"{min(totals)} chỗ khác kiểu với {max(totals)} chỗ còn lại")


def _rare_words(
    packet: Packet, rare: dict[str, Counter[str]], pattern: re.Pattern[str], whole: str
) -> Iterator[Finding]:
    """One finding for each document that has words of the rarer style, at the first of them."""
    for document in packet.documents:
        words = rare[document.name]
        if words:
            place = next(p.place for p, _ in hits(document, pattern))
            shown = ", ".join(f"{word} ({times})" for word, times in words.most_common(4))
            yield Finding(in_document(document, place), f"{shown}; cả hồ sơ có {whole}")


_PAIRS: Final = tuple(
    (y, i, regex(rf"(?<!\w){y}(?!\w)"), regex(rf"(?<!\w){i}(?!\w)(?!{but})" if but else rf"(?<!\w){i}(?!\w)"))
    for y, i, but in (("kỹ", "kĩ", ""), ("lý", "lí", " nhí| lắc"), ("tỷ", "tỉ", " mỉ| tê"), ("mỹ", "mĩ", ""))
)


@rule("TX-07", "A", "goi-y", view="packet")
def one_i_or_y(packet: Packet) -> Iterator[Finding]:
    """Các cặp kỹ – kĩ, lý – lí, tỷ – tỉ, mỹ – mĩ viết một kiểu trong cả hồ sơ.

    Thông lệ văn bản hành chính (kỹ, lý, tỷ lệ); Quyết định 1989/QĐ-BGDĐT chỉ áp dụng cho sách giáo khoa

    Vì sao: chỗ “tỷ lệ”, chỗ “tỉ lệ” làm hồ sơ thiếu thống nhất. Sửa: chọn một kiểu, nên là y. Sai: “tỉ lệ” và “tỷ lệ”.
    Đúng: “tỷ lệ” ở mọi chỗ.
    """
    seen = False
    for _, _, with_y, with_i in _PAIRS:
        y, i = _counts(packet, with_y), _counts(packet, with_i)
        totals = sum(sum(c.values()) for c in y.values()), sum(sum(c.values()) for c in i.values())
        seen = seen or any(totals)
        if all(totals):
            rare, pattern = (i, with_i) if totals[1] <= totals[0] else (y, with_y)
            yield from _rare_words(packet, rare, pattern, f"{min(totals)} chỗ khác kiểu với {max(totals)} chỗ còn lại")
    concerned(seen or None)


_NAMED: Final = regex(rf"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|Họ và tên:)\s+({CAP}{LOW}*(?:\s{CAP}{LOW}*){{1,4}})(?!\w)")


def _names(packet: Packet) -> tuple[frozenset[str], list[tuple[Document, str]]]:
    """The known names, and every name read in the documents: after a title, in a list of votes, at the foot."""
    lists = {document.known.persons for document in packet.documents}
    known = frozenset(unicodedata.normalize("NFC", name) for persons in lists for name in persons)
    read: list[tuple[Document, str]] = []
    for document in packet.documents:
        read += [(document, match[1]) for match in _NAMED.finditer(whole_text(document))]
        for block in document.parts.signatures:
            if block.name is not None and not block.name.text.isupper():
                read.append((document, block.name.text))
    return known, read


@rule("TX-14", "A", "loi", "I", view="packet")
def names_spelled_one_way(packet: Packet) -> Iterator[Finding]:
    """Họ tên một người viết giống hệt nhau ở mọi văn bản trong hồ sơ.

    Quy tắc đối chiếu: họ tên theo lý lịch

    Vì sao: “Thuý” và “Thúy”, “Bình” và “Bính” là hai người trong mắt máy và cấp trên. Sửa: viết theo lý lịch.
    Sai: biên bản ghi “Nguyễn Thị Thúy”, báo cáo ghi “Nguyễn Thị Thuý”. Đúng: một cách viết.
    """
    known, read = _names(packet)
    concerned(read or known or None)
    yield from _unknown_spellings(packet, known)
    counts = Counter(name for _, name in read)
    alike: dict[str, list[str]] = {}
    for name in counts:
        alike.setdefault(new_tone(name).lower(), []).append(name)
    told: set[tuple[str, str]] = set()
    for document, name in read:
        others = [other for other in alike[new_tone(name).lower()] if other != name]
        better = next((o for o in others if o in known or (name not in known and counts[o] > counts[name])), None)
        tied = next((o for o in others if counts[o] == counts[name] and o < name and name not in known), None)
        right = better or tied
        if right and (document.name, name) not in told and name not in known:
            told.add((document.name, name))
            place = next(p.place for p in passages(document) if name in p.text)
            yield Finding(in_document(document, place), f"{cited(name)}, nơi khác viết {cited(right)}")


def _unknown_spellings(packet: Packet, known: frozenset[str]) -> Iterator[Finding]:
    """Names that differ from a known one only in their marks."""
    by_plain = {plain(name).lower(): name for name in known}
    pattern = regex(rf"(?<!\w){CAP}{LOW}+(?: {CAP}{LOW}*){{1,4}}(?!\w)")
    for document in packet.documents if known else ():
        for passage, match in hits(document, pattern):
            right = by_plain.get(plain(match[0]).lower())
            toned = right is not None and new_tone(match[0]) == new_tone(right)
            if right is not None and match[0] not in known and not toned:
                yield Finding(in_document(document, passage.place), f"{cited(match[0])}, nơi khác viết {cited(right)}")
