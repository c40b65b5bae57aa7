"""Numbers across papers: the register of an office and the papers of a packet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from vanban.the_thuc.document import Document, Member, Packet, Registered
from vanban.the_thuc.law import kind_of
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, noted, rule, unjudged
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.symbol import read_number
from vanban.the_thuc.views import Place
from vanban.viet import short_date

_PARTY: Final = regex(r"^\d+\s*-")
Key = tuple[object, ...]


def _is_party(row: Registered) -> bool:
    return bool(_PARTY.match(row.code))


def _term(packet: Packet, day: date | None) -> int | None:
    """The index of the committee term the day falls in, None when it is not known."""
    if day is None:
        return None
    return next((i for i, (first, last) in enumerate(packet.terms) if first <= day <= last), None)


def _series(packet: Packet, rows: Iterable[Registered]) -> dict[Key, list[Registered]]:
    """The rows by series and term (a State row by year); all congress papers of a term are one series."""
    grouped: dict[Key, list[Registered]] = defaultdict(list)
    for row in rows:
        if _is_party(row):
            key: Key = ("đại hội" if row.congress else row.series, _term(packet, row.day))
        else:
            key = (row.series, row.day.year if row.day else None)
        grouped[key].append(row)
    return grouped


def _at(row: Registered) -> Place:
    return Place(f"sổ văn bản, {row.code}")


def _day(row: Registered) -> str:
    return f" ngày {short_date(row.day)}" if row.day else ""


def _twice(rows: list[Registered]) -> Iterator[Finding]:
    """A finding for each number that a series gave again."""
    first: dict[int, Registered] = {}
    for row in rows:
        other = first.setdefault(row.number, row)
        if other is not row:
            yield Finding(_at(row), f"số {row.number:02d} đã cấp cho {other.code}{_day(other)}")


class _Numbered(NamedTuple):
    """Số và ký hiệu của văn bản: `key` is what makes it unique, days aside; `subject` is folded."""

    code: str
    key: Key
    day: date | None
    subject: str


@noted
def _numbered(document: Document) -> _Numbered | None:
    """The number of the document, None when it has none yet."""
    parts = document.parts
    number = read_number(parts.number_line.text) if parts.number_line else None
    if number is None or number.blank:
        return None
    kind = kind_of(parts.kind.text) if parts.kind else None
    above = fold(" ".join(line.text for line in parts.superior))
    code = number.digits + number.symbol
    key = (fold(parts.issuer_name), above, kind.name if kind else "", code)
    return _Numbered(code, key, parts.day or document.known.day, fold(parts.subject_text))


def _papers(packet: Packet, *, state: bool) -> Iterator[tuple[Member, _Numbered]]:
    """The numbered documents of a packet."""
    for member in packet.members:
        number = _numbered(member)
        if number is not None and (member.profile == "S") == state:
            yield member, number


def _papers_twice(packet: Packet, *, state: bool) -> Iterator[Finding]:
    first: dict[Key, tuple[Member, _Numbered]] = {}
    for member, number in _papers(packet, state=state):
        other, given = first.setdefault(number.key, (member, number))
        if other is not member and _share_a_series(packet, given, number, state=state):
            yield Finding(Place(member.name), f"số {number.code} trùng với {other.name}")


def _share_a_series(packet: Packet, one: _Numbered, other: _Numbered, *, state: bool) -> bool:
    """Whether two papers of one number surely are two papers of one series: not copies, of one term or year."""
    days = (one.day, other.day)
    if days[0] is None or days[1] is None:
        return False
    if days[0] == days[1]:
        return one.subject != other.subject
    if state:
        return days[0].year == days[1].year
    terms = [_term(packet, day) for day in days]
    return terms[0] is not None and terms[0] == terms[1]


@rule("NO-13", "P", "loi", view="packet", facts=True)
def party_number_is_given_once(packet: Packet) -> Iterator[Finding]:
    """Trong một nhiệm kỳ, mỗi số của một loại văn bản, một cơ quan chỉ cấp một lần.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.1.a, b; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.3.1.

    Vì sao: Hai văn bản trùng số thì không biết viện dẫn văn bản nào.

    Sửa: Cấp số mới cho văn bản sau; văn bản đã phát hành thì thông báo đính chính.

    Sai: 12-KH/ĐU ngày 24/11/2021 và 12-KH/ĐU ngày 02/12/2021

    Đúng: 12-KH/ĐU và 13-KH/ĐU
    """
    party = [row for row in packet.register if _is_party(row)]
    concerned((*party, *_papers(packet, state=False)))
    for rows in _series(packet, party).values():
        yield from _twice(rows)
    yield from _papers_twice(packet, state=False)


@rule("NO-14", "S", "loi", view="packet", facts=True)
def state_number_is_given_once_a_year(packet: Packet) -> Iterator[Finding]:
    """Trong một năm, số và ký hiệu của văn bản hành chính là duy nhất.

    Nghị định 30/2020/NĐ-CP, Điều 15, khoản 1.

    Vì sao: Số và ký hiệu là tên riêng của văn bản trong năm, bản giấy và bản điện tử như nhau.

    Sửa: Cấp số mới cho văn bản sau.

    Sai: 15/QĐ-UBND ngày 05/3/2021 và 15/QĐ-UBND ngày 09/3/2021

    Đúng: 15/QĐ-UBND và 16/QĐ-UBND
    """
    state = [row for row in packet.register if not _is_party(row)]
    concerned((*state, *_papers(packet, state=True)))
    by_code: dict[Key, list[Registered]] = defaultdict(list)
    for row in state:
        by_code[row.series, row.code, row.day.year if row.day else None].append(row)
    for rows in by_code.values():
        yield from _twice(rows)
    yield from _papers_twice(packet, state=True)


@rule("NO-15", "A", "canh-bao", "I", view="packet", facts=True)
def numbers_follow_the_days(packet: Packet) -> Iterator[Finding]:
    """Số cấp sau không mang ngày trước; số bỏ trống được liệt kê.

    Thông lệ văn thư; Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.1; Nghị định 30/2020/NĐ-CP, Điều 15.

    Vì sao: Số lớn mang ngày nhỏ là dấu hiệu cấp số lùi ngày; số trống cần biết vì sao trống.

    Sửa: Kiểm tra lại ngày ký; ghi lý do của số bỏ trống vào sổ.

    Sai: 12-KH/ĐU ngày 24/11/2021, 13-KH/ĐU ngày 20/11/2021

    Đúng: 12-KH/ĐU ngày 24/11/2021, 13-KH/ĐU ngày 02/12/2021
    """
    dated = [row for row in packet.register if row.day is not None]
    concerned(tuple(dated))
    for rows in _series(packet, dated).values():
        ordered = sorted(rows, key=lambda row: row.number)
        for low, high in pairwise(ordered):
            if low.number < high.number and low.day and high.day and high.day < low.day and not _restarts(low, rows):
                yield Finding(_at(high), f"{high.code}{_day(high)} trước {low.code}{_day(low)}")
        yield from _gaps(ordered)


def _restarts(row: Registered, rows: list[Registered]) -> bool:
    """Whether the row begins the series anew (rule NO-16 speaks of it)."""
    return row.number == 1 and any(o.number > 1 and o.day and row.day and o.day < row.day for o in rows)


def _gaps(ordered: list[Registered]) -> Iterator[Finding]:
    """The numbers left out between those recorded, as advice, when most of the series is recorded."""
    given = {row.number for row in ordered}
    missing = [n for n in range(min(given), max(given)) if n not in given]
    if missing and len(missing) < len(given):
        listed = ", ".join(f"{n:02d}" for n in missing)
        yield Finding(_at(ordered[-1]), f"sổ bỏ trống số {listed}", severity="goi-y")


@rule("NO-16", "P", "loi", view="packet", facts=True)
def series_begins_anew_with_the_term_only(packet: Packet) -> Iterator[Finding]:
    """Số của văn bản Đảng đánh liên tục trong cả nhiệm kỳ cấp uỷ, không bắt đầu lại theo năm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.1.b; Hướng dẫn 36-HD/VPTW, Phần II, điểm 1.3.1.a.

    Vì sao: Đánh lại từ 01 mỗi năm là cách của văn bản Nhà nước; trong một nhiệm kỳ sẽ có nhiều văn bản trùng số.

    Sửa: Đánh tiếp số sau số lớn nhất của loại ấy trong nhiệm kỳ.

    Sai: 12-KH/ĐU ngày 24/11/2021, 01-KH/ĐU ngày 05/01/2022 (cùng nhiệm kỳ 2020–2025)

    Đúng: 12-KH/ĐU ngày 24/11/2021, 13-KH/ĐU ngày 05/01/2022
    """
    party = [row for row in packet.register if _is_party(row) and row.day is not None]
    concerned(tuple(party))
    for (_, term), rows in _series(packet, party).items():
        for row in rows:
            if not _restarts(row, rows):
                continue
            if term is None:
                unjudged("không biết ngày bắt đầu, kết thúc nhiệm kỳ")
            yield Finding(_at(row), f"{row.code}{_day(row)} bắt đầu lại dãy số giữa nhiệm kỳ")
