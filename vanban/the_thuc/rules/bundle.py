"""Documents against each other: profile, names of the body, citations, dates.

What is `noted` of every document when it is read is all that the rules of a packet know of it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from vanban.legal import Library, citations, read_library, verdict
from vanban.settings import library_files
from vanban.the_thuc.document import Document, Member, Packet
from vanban.the_thuc.law import HD05_FROM, kind_of, level_of
from vanban.the_thuc.law_text import CITED_KINDS
from vanban.the_thuc.parts import Line, Parts
from vanban.the_thuc.prose import UPPER, around, cited, hits, passages
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, noted, rule
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.views import WHOLE, Place
from vanban.viet import plain, short_date


def in_document(member: Member, place: Place) -> Place:
    """The place with the name of its document before it."""
    return place._replace(label=f"{member.name} · {place.label}")


def place_of(line: Line | None) -> Place:
    """Where the line stands; the whole document where there is none."""
    return line.place if line is not None else WHOLE


@noted
def _day_of(document: Document) -> date | None:
    return document.parts.day


@noted
def _issuer(document: Document) -> str:
    """The issuing body's name in one line, folded."""
    return fold(document.parts.issuer_name)


@rule("XD-01", "A", "loi", facts=True)
def profile_of_its_day(document: Document) -> Iterator[Finding]:
    """Thể thức áp dụng đúng với ngày ban hành: của Đảng đổi từ 27/5/2026, văn bản nhà nước theo Nghị định 30.

    Hướng dẫn 05-HD/VPTW, Phần III, điểm 1; Nghị định 30/2020/NĐ-CP, Điều 2

    Vì sao: văn bản trình bày theo quy định có hiệu lực vào ngày ký. Sửa: chọn lại --loai, hoặc sửa ngày ban hành.
    Sai: xét văn bản ngày 24/11/2021 theo Hướng dẫn 05-HD/VPTW. Đúng: xét theo Hướng dẫn 36-HD/VPTW.
    """
    parts = document.parts
    need(parts.head or None, "tiêu đề hoặc Quốc hiệu")
    if parts.head == "nha-nuoc":
        right = "S"
    else:
        day = need(parts.day or document.known.day, "ngày ban hành")
        right = "P18" if day < HD05_FROM else "P26"
    if document.profile != right:
        names = {"P18": "dang-2018", "P26": "dang-2026", "S": "nha-nuoc"}
        place = parts.date_line or parts.title
        seen = f"đang xét theo {names[document.profile]}, đúng ra theo {names[right]}"
        yield Finding(need(place, "tiêu đề").place, seen)


class _Name(NamedTuple):
    """Tên ghi ở đầu văn bản, folded, and where it begins."""

    text: str
    place: Place


class _Bodies(NamedTuple):
    """Cơ quan ban hành và cấp trên: `key` is the same for all documents of one body."""

    key: str
    issuer: _Name
    superior: _Name | None


@noted
def _bodies(document: Document) -> _Bodies | None:
    """Who issues the document, None where it does not say; who stands above, when the issuer surely is one body."""
    parts = document.parts
    if not parts.issuer:
        return None
    key = plain(fold(document.known.issuer or parts.issuer_name))
    above = _named(parts.superior) if parts.superior and _one_body(document) else None
    return _Bodies(key, _named(parts.issuer), above)


def _named(lines: tuple[Line, ...]) -> _Name:
    return _Name(fold(" ".join(line.text for line in lines)), lines[0].place)


def _one_body(document: Document) -> bool:
    """Whether the issuing name alone tells the body: chi bộ of two communes may bear one name."""
    return document.known.issuer is not None or level_of(document.parts.issuer_name) != "chi-bo"


@rule("XD-02", "A", "loi", view="packet")
def one_name_for_a_body(packet: Packet) -> Iterator[Finding]:
    """Tên cơ quan ban hành và cơ quan cấp trên giống nhau ở mọi văn bản của một cơ quan trong hồ sơ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.2.a

    Vì sao: mỗi nơi ghi một tên thì không biết có phải cùng một cơ quan. Sửa: ghi theo tên trong quyết định thành lập.
    Sai: văn bản này “CHI BỘ PHÒNG NỘI VỤ”, văn bản kia “CHI BỘ PHÒNG NỘI VU”. Đúng: một tên.
    """
    named = [(member, bodies) for member in packet.members if (bodies := _bodies(member))]
    concerned(named if len(named) > 1 else None)
    by_body: dict[str, list[tuple[Member, _Bodies]]] = defaultdict(list)
    for member, bodies in named:
        by_body[bodies.key].append((member, bodies))
    for group in by_body.values():
        yield from _unlike([(member, bodies.issuer) for member, bodies in group], "tên cơ quan ban hành")
        above = [(member, bodies.superior) for member, bodies in group if bodies.superior]
        yield from _unlike(above, "tên cơ quan cấp trên")


def _unlike(names: list[tuple[Member, _Name]], what: str) -> Iterator[Finding]:
    """A finding for each document whose name is not the one most use."""
    counts = Counter(name.text for _, name in names)
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    for member, name in names:
        if name.text != usual:
            seen = f"{what} {cited(name.text)}, nơi khác ghi {cited(usual)}"
            yield Finding(in_document(member, name.place), seen)


_CODE: Final = regex(rf"(\d+)-([{UPPER}][\w]*)/([{UPPER}][\w]*(?:-[{UPPER}]\w*)*)")
_CITED: Final = regex(
    rf"({CITED_KINDS}) (?:[^\W\d_]+ ){{0,3}}số ({_CODE.pattern})(?:,? ngày (\d{{1,2}})/(\d{{1,2}})/(\d{{4}}))?"
)


@noted
def _own_code(document: Document) -> str:
    """The number and symbol of the document, "" while it has none."""
    line = document.parts.number_line
    match = _CODE.search(line.text) if line is not None else None
    return match[0] if match else ""


def _day(groups: tuple[str, ...]) -> date | None:
    try:
        return date(int(groups[2]), int(groups[1]), int(groups[0])) if all(groups) else None
    except ValueError:
        return None


class _Citation(NamedTuple):
    """Viện dẫn: the words, number and symbol of the document meant, its body in the symbol, the day given."""

    place: Place
    seen: str
    code: str
    body: str
    day: date | None


@noted
def _citations(document: Document) -> tuple[_Citation, ...]:
    """Every document that is cited by its number."""
    found = hits(document, _CITED)
    return tuple(_Citation(p.place, cited(m[0]), m[2], m[5], _day((m[6], m[7], m[8]))) for p, m in found)


@rule("XD-03", "A", "canh-bao", view="packet")
def cited_documents_exist(packet: Packet) -> Iterator[Finding]:
    """Văn bản của chính cơ quan được viện dẫn có trong hồ sơ hoặc sổ văn bản, đúng số và ngày.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.1.4; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b

    Vì sao: viện dẫn sai số, sai ngày thì căn cứ không có. Sửa: đối chiếu với sổ văn bản. Sai: “Kế hoạch số 12-KH/ĐU,
    ngày 25/11/2021” khi kế hoạch ấy ký ngày 24/11/2021. Đúng: “Kế hoạch số 12-KH/ĐU, ngày 24/11/2021”.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for member in packet.members:
        day = _day_of(member)
        if _own_code(member) and day:
            days[_own_code(member)].add(day)
    for row in packet.register:
        if row.day is not None:
            days[row.code].add(row.day)
    concerned(days or None)
    own = {_own_code(m).partition("/")[2]: _issuer(m) for m in packet.members if _own_code(m)}
    registered = {row.code for row in packet.register}
    for member in packet.members:
        for place, seen, code, body, day in _citations(member):
            if code in days and day is not None and day not in days[code]:
                right = " hoặc ".join(short_date(known) for known in sorted(days[code]))
                yield Finding(in_document(member, place), f"{seen}: văn bản ấy ký ngày {right}")
            elif registered and code not in days and code not in registered and _is_own(body, own):
                yield Finding(in_document(member, place), f"{seen} không có trong hồ sơ, trong sổ")


def _is_own(body: str, own: dict[str, str]) -> bool:
    """Whether the symbol is that of one body of the packet alone; all branches share CB."""
    return body in own and body != "CB"


# The order in which the documents of one matter are made; those of the same rank may be of any day.
_RANKS: Final = {"Biên bản": 2, "Tờ trình": 3, "Quyết định": 4}
# Papers that come after the work is done, or beside it.
_ASIDE: Final = regex("khắc phục|giao nhận|bàn giao", re.IGNORECASE)
_RESULT: Final = regex(r"^(?:CỦA [^a-z]+)?\s*(?:kết quả|tổng hợp|tổng kết)", re.IGNORECASE)


class _Work(NamedTuple):
    """Văn bản trong trình tự việc: `matters` is what it is about, `place` where its day stands."""

    rank: int
    day: date
    kind: str | None
    matters: frozenset[str]
    place: Place


@noted
def _work(document: Document) -> _Work | None:
    """Where the document stands in the order of work, None when nowhere or without a day."""
    parts = document.parts
    rank = _rank(parts)
    if not rank or parts.day is None:
        return None
    kind = parts.kind.text if parts.kind else None
    return _Work(rank, parts.day, kind, _matters(parts.subject_text), place_of(parts.date_line))


def _rank(parts: Parts) -> int:
    """The rank of a document: plan 1, minutes 2, reports of results 3, decision 4; else 0."""
    line = parts.kind
    kind = kind_of(line.text) if line is not None else None
    subject = parts.subject_text
    title = f"{line.text if line is not None else ''} {subject}"
    if kind is None or _ASIDE.search(title):
        return 0
    if kind.name == "Kế hoạch":
        return 1
    if kind.name == "Báo cáo":
        return 3 if _RESULT.match(subject) else 0
    return _RANKS.get(kind.name, 0)


@rule("XD-04", "A", "canh-bao", "I", view="packet")
def in_order_of_work(packet: Packet) -> Iterator[Finding]:
    """Ngày của các văn bản theo đúng thứ tự việc: kế hoạch, biên bản, báo cáo và tờ trình, quyết định.

    Trình tự công việc chung

    Vì sao: báo cáo ký trước ngày họp là dấu hiệu ghi sai ngày. Sửa: kiểm tra lại ngày của hai văn bản.
    Sai: tờ trình ngày 01/12, biên bản ngày 14/12. Đúng: biên bản ngày 14/12, tờ trình ngày 17/12.
    """
    dated = [(member, work) for member in packet.members if (work := _work(member))]
    concerned(dated if len(dated) > 1 else None)
    for member, work in dated:
        later = next((pair for pair in dated if _too_late(pair, member, work)), None)
        if later is not None:
            name = f"{work.kind or ''} ngày {short_date(work.day)}"
            yield Finding(in_document(member, work.place), f"{name} trước {_title(*later)}")


def _too_late(other: tuple[Member, _Work], member: Member, work: _Work) -> bool:
    """Whether the other document, which should come before this one in the same matter, bears a later day."""
    before = other[1].rank < work.rank and other[1].day > work.day
    return before and _issuer(other[0]) == _issuer(member) and bool(other[1].matters & work.matters)


_MATTER: Final = regex("kiểm điểm|xếp loại|đại hội|bầu cử|khen thưởng|kết nạp", re.IGNORECASE)


def _matters(subject: str) -> frozenset[str]:
    """What a document is about, in the words of its subject."""
    words = (word.lower() for word in _MATTER.findall(subject))
    return frozenset("kiểm điểm" if word == "xếp loại" else word for word in words)


def _title(member: Member, work: _Work) -> str:
    return f"{member.name if work.kind is None else work.kind} ngày {short_date(work.day)} ({member.name})"


@lru_cache(maxsize=1)
def _shipped() -> Library:
    return read_library(library_files(None))


@rule("XD-07", "A", "canh-bao", facts=True)
def superseded_bases(document: Document) -> Iterator[Finding]:
    """Văn bản không căn cứ vào văn bản đã hết hiệu lực, hoặc chưa có, vào ngày ban hành.

    Thư viện văn bản căn cứ (mau/van-ban-can-cu.toml), mỗi văn bản có căn cứ của nó

    Vì sao: Quy định 66-QĐ/TW hết hiệu lực từ 09/01/2026, Hướng dẫn 36-HD/VPTW từ 27/5/2026. Sửa: thay bằng văn bản mới.
    Sai: văn bản tháng 6/2026 “Căn cứ Hướng dẫn số 36-HD/VPTW”. Đúng: “Căn cứ Hướng dẫn số 05-HD/VPTW”.
    """
    day = need(document.parts.day or document.known.day, "ngày ban hành")
    library = _shipped() if document.known.library is None else document.known.library
    found: dict[tuple[Place, str], Finding] = {}
    for passage in passages(document):
        for citation in citations(passage.text):
            text = library.out_of_force(citation, day)
            if text is not None:
                wrong, remedy = verdict(library, text, day)
                seen = f"{around(passage.text, citation.start, citation.end)}: {wrong} [{text.certainty}]"
                found.setdefault((passage.place, text.number), Finding(passage.place, seen, remedy))
    yield from found.values()
