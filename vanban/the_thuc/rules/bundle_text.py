"""Spelling across the documents of a packet: tone marks, i and y, names of persons."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from vanban.the_thuc.document import Document, Packet
from vanban.the_thuc.prose import CAP, LOW, cited, hits, passages, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, noted, rule
from vanban.the_thuc.rules.bundle import in_document
from vanban.the_thuc.spelling import new_tone
from vanban.the_thuc.views import WHOLE, Place
from vanban.viet import plain

# Open oa, oe, uy with a tone, in small words or in the words Uỷ, UỶ, which no person bears.
_OLD_TONE: Final = regex(r"(?<!\w)(?:(?!q)[^\W\d_A-ZĐ]{0,3}(?:[òóỏõọ][ae]|[ùúủũụ]y)|Ủy|ỦY)(?!\w)")
_NEW_TONE: Final = regex(r"(?<!\w)(?:(?!q)[^\W\d_A-ZĐ]{0,3}(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])|Uỷ|UỶ)(?!\w)")


class _Words(NamedTuple):
    """Chữ theo một kiểu viết: each with how often it stands in a document, and where the first of them does."""

    times: tuple[tuple[str, int], ...]
    place: Place

    @property
    def total(self) -> int:
        """How many there are together."""
        return sum(times for _, times in self.times)


def _words(document: Document, pattern: re.Pattern[str]) -> _Words | None:
    """The words of the pattern in the document, in the order in which they first stand there."""
    counts = Counter(pattern.findall(whole_text(document)))
    return _Words(tuple(counts.items()), next(p.place for p, _ in hits(document, pattern))) if counts else None


@noted
def _tones(document: Document) -> tuple[_Words | None, _Words | None]:
    """The words of the old and of the new tone style."""
    return _words(document, _OLD_TONE), _words(document, _NEW_TONE)


@rule("TX-06", "A", "canh-bao", view="packet")
def one_tone_style(packet: Packet) -> Iterator[Finding]:
    """Dấu thanh ở oa, oe, uy đặt một kiểu trong cả hồ sơ, trừ tên riêng.

    Quy định 4148-QĐ/VPTW; cách viết trong Hướng dẫn 05-HD/VPTW (uỷ, hoá)

    Vì sao: chỗ “uỷ”, chỗ “ủy” làm tìm kiếm sót và hồ sơ thiếu thống nhất. Sửa: chọn một kiểu, nên là kiểu mới (uỷ,
    hoá), thay ở mọi chỗ. Sai: “đảng ủy” và “chi uỷ”. Đúng: “đảng uỷ” và “chi uỷ”.
    """
    old, new = zip(*map(_tones, packet.members), strict=True)
    totals = _total(old), _total(new)
    concerned(any(totals) or None)
    if all(totals):
        yield from _rare_words(packet, old if totals[0] <= totals[1] else new, totals)


def _total(words: Iterable[_Words | None]) -> int:
    return sum(each.total for each in words if each is not None)


def _rare_words(packet: Packet, rare: Sequence[_Words | None], totals: tuple[int, int]) -> Iterator[Finding]:
    """One finding for each document that has words of the rarer style, at the first of them."""
    whole = f"{min(totals)} chỗ khác kiểu với {max(totals)} chỗ còn lại"
    for member, words in zip(packet.members, rare, strict=True):
        if words is not None:
            shown = ", ".join(f"{word} ({times})" for word, times in Counter(dict(words.times)).most_common(4))
            yield Finding(in_document(member, words.place), f"{shown}; cả hồ sơ có {whole}")


_PAIRS: Final = tuple(
    (regex(rf"(?<!\w){y}(?!\w)"), regex(rf"(?<!\w){i}(?!\w)(?!{but})" if but else rf"(?<!\w){i}(?!\w)"))
    for y, i, but in (("kỹ", "kĩ", ""), ("lý", "lí", " nhí| lắc"), ("tỷ", "tỉ", " mỉ| tê"), ("mỹ", "mĩ", ""))
)


@noted
def _pairs(document: Document) -> tuple[tuple[_Words | None, _Words | None], ...]:
    """The words with y and those with i of each pair."""
    return tuple((_words(document, with_y), _words(document, with_i)) for with_y, with_i in _PAIRS)


@rule("TX-07", "A", "goi-y", view="packet")
def one_i_or_y(packet: Packet) -> Iterator[Finding]:
    """Các cặp kỹ – kĩ, lý – lí, tỷ – tỉ, mỹ – mĩ viết một kiểu trong cả hồ sơ.

    Thông lệ văn bản hành chính (kỹ, lý, tỷ lệ); Quyết định 1989/QĐ-BGDĐT chỉ áp dụng cho sách giáo khoa

    Vì sao: chỗ “tỷ lệ”, chỗ “tỉ lệ” làm hồ sơ thiếu thống nhất. Sửa: chọn một kiểu, nên là y. Sai: “tỉ lệ” và “tỷ lệ”.
    Đúng: “tỷ lệ” ở mọi chỗ.
    """
    seen = False
    for pair in zip(*map(_pairs, packet.members), strict=True):
        y, i = zip(*pair, strict=True)
        totals = _total(y), _total(i)
        seen = seen or any(totals)
        if all(totals):
            yield from _rare_words(packet, i if totals[1] <= totals[0] else y, totals)
    concerned(seen or None)


_NAMED: Final = regex(rf"(?:[Đđ]ồng chí|[Ôô]ng|[Bb]à|Họ và tên:)\s+({CAP}{LOW}*(?:\s{CAP}{LOW}*){{1,4}})(?!\w)")


_SPELLING: Final = regex(rf"(?<!\w){CAP}{LOW}+(?: {CAP}{LOW}*){{1,4}}(?!\w)")


class _Known(NamedTuple):
    """Họ tên đã biết, in composed letters: as they are, and under their letters without marks."""

    names: frozenset[str]
    by_plain: Mapping[str, str]


@lru_cache(maxsize=4)
def _known(persons: tuple[str, ...]) -> _Known:
    names = [unicodedata.normalize("NFC", name) for name in persons]
    return _Known(frozenset(names), {plain(name).lower(): name for name in names})


@noted
def _persons(document: Document) -> tuple[str, ...]:
    """The persons of the season: the one list of all its documents."""
    return document.known.persons


@noted
def _names(document: Document) -> tuple[tuple[str, Place], ...]:
    """Every name read (after a title, in a list of votes, at the foot), with the first place of one not known."""
    read = [match[1] for match in _NAMED.finditer(whole_text(document))]
    names = (block.name.text for block in document.parts.signatures if block.name is not None)
    read += [name for name in names if not name.isupper()]
    known = _known(document.known.persons).names
    places = {name: WHOLE if name in known else _first_place(document, name) for name in read}
    return tuple((name, places[name]) for name in read)


def _first_place(document: Document, words: str) -> Place:
    return next((p.place for p in passages(document) if words in p.text), WHOLE)


@noted
def _misspelled(document: Document) -> tuple[tuple[str, Place], ...]:
    """Names, each time they are met, that have the letters of a known one but for their marks."""
    known = _known(document.known.persons)
    found = hits(document, _SPELLING) if known.names else ()
    return tuple((m[0], p.place) for p, m in found if m[0] not in known.names and plain(m[0]).lower() in known.by_plain)


@rule("TX-14", "A", "loi", "I", view="packet")
def names_spelled_one_way(packet: Packet) -> Iterator[Finding]:
    """Họ tên một người viết giống hệt nhau ở mọi văn bản trong hồ sơ.

    Quy tắc đối chiếu: họ tên theo lý lịch

    Vì sao: “Thuý” và “Thúy”, “Bình” và “Bính” là hai người trong mắt máy và cấp trên. Sửa: viết theo lý lịch.
    Sai: biên bản ghi “Nguyễn Thị Thúy”, báo cáo ghi “Nguyễn Thị Thuý”. Đúng: một cách viết.
    """
    lists = dict.fromkeys(map(_persons, packet.members))
    known = _known(tuple(dict.fromkeys(name for persons in lists for name in persons)))
    read = [(member, name, place) for member in packet.members for name, place in _names(member)]
    concerned(read or known.names or None)
    yield from _unknown_spellings(packet, known)
    counts = Counter(name for _, name, _ in read)
    alike: dict[str, list[str]] = {}
    for name in counts:
        alike.setdefault(new_tone(name).lower(), []).append(name)
    told: set[tuple[str, str]] = set()
    for member, name, place in read:
        if name in known.names or (member.name, name) in told:
            continue
        others = [other for other in alike[new_tone(name).lower()] if other != name]
        better = next((o for o in others if o in known.names or counts[o] > counts[name]), None)
        tied = next((o for o in others if counts[o] == counts[name] and o < name), None)
        right = better or tied
        if right:
            told.add((member.name, name))
            yield Finding(in_document(member, place), f"{cited(name)}, nơi khác viết {cited(right)}")


def _unknown_spellings(packet: Packet, known: _Known) -> Iterator[Finding]:
    """Names that differ from a known one only in their marks."""
    for member in packet.members:
        for name, place in _misspelled(member):
            right = known.by_plain[plain(name).lower()]
            if name not in known.names and new_tone(name) != new_tone(right):
                yield Finding(in_document(member, place), f"{cited(name)}, nơi khác viết {cited(right)}")
