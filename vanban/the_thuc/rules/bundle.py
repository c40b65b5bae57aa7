"""Documents against each other: profile, names of the body, citations, dates, marks of the other system."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Final

from vanban.legal import Library, citations, read_library, verdict
from vanban.settings import library_files
from vanban.the_thuc.document import Document, Packet
from vanban.the_thuc.law import HD05_FROM, kind_of, level_of
from vanban.the_thuc.law_text import CITED_KINDS
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import UPPER, around, cited, full, hits, passages
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.views import Place
from vanban.viet import plain, short_date


def in_document(document: Document, place: Place) -> Place:
    """The place with the name of its document before it."""
    return place._replace(label=f"{document.name} · {place.label}")


def _at(document: Document, line: Line | None) -> Place:
    return in_document(document, line.place if line is not None else Place("toàn văn bản"))


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


def _folded(lines: tuple[Line, ...]) -> str:
    return fold(" ".join(line.text for line in lines))


@rule("XD-02", "A", "loi", view="packet")
def one_name_for_a_body(packet: Packet) -> Iterator[Finding]:
    """Tên cơ quan ban hành và cơ quan cấp trên giống nhau ở mọi văn bản của một cơ quan trong hồ sơ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 2.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.2.a

    Vì sao: mỗi nơi ghi một tên thì không biết có phải cùng một cơ quan. Sửa: ghi theo tên trong quyết định thành lập.
    Sai: văn bản này “CHI BỘ PHÒNG NỘI VỤ”, văn bản kia “CHI BỘ PHÒNG NỘI VU”. Đúng: một tên.
    """
    named = [d for d in packet.documents if d.parts.issuer]
    concerned(named if len(named) > 1 else None)
    by_body: dict[str, list[Document]] = defaultdict(list)
    for document in named:
        by_body[plain(fold(document.known.issuer or document.parts.issuer_name))].append(document)
    for documents in by_body.values():
        yield from _unlike(documents, {d.name: _folded(d.parts.issuer) for d in documents}, "tên cơ quan ban hành")
        above = [d for d in documents if d.parts.superior and _one_body(d)]
        yield from _unlike(above, {d.name: _folded(d.parts.superior) for d in above}, "tên cơ quan cấp trên")


def _one_body(document: Document) -> bool:
    """Whether the issuing name alone tells the body: chi bộ of two communes may bear one name."""
    return document.known.issuer is not None or level_of(document.parts.issuer_name) != "chi-bo"


def _unlike(documents: list[Document], names: dict[str, str], what: str) -> Iterator[Finding]:
    """A finding for each document whose name is not the one most use."""
    counts = Counter(names.values())
    if len(counts) < 2:
        return
    usual = counts.most_common(1)[0][0]
    for document in documents:
        if names[document.name] != usual:
            lines = document.parts.issuer if "ban hành" in what else document.parts.superior
            yield Finding(_at(document, lines[0]), f"{what} {cited(names[document.name])}, nơi khác ghi {cited(usual)}")


_CODE: Final = regex(rf"(\d+)-([{UPPER}][\w]*)/([{UPPER}][\w]*(?:-[{UPPER}]\w*)*)")
_CITED: Final = regex(
    rf"({CITED_KINDS}) (?:[^\W\d_]+ ){{0,3}}số ({_CODE.pattern})(?:,? ngày (\d{{1,2}})/(\d{{1,2}})/(\d{{4}}))?"
)


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


@rule("XD-03", "A", "canh-bao", view="packet")
def cited_documents_exist(packet: Packet) -> Iterator[Finding]:
    """Văn bản của chính cơ quan được viện dẫn có trong hồ sơ hoặc sổ văn bản, đúng số và ngày.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.1.4; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b

    Vì sao: viện dẫn sai số, sai ngày thì căn cứ không có. Sửa: đối chiếu với sổ văn bản. Sai: “Kế hoạch số 12-KH/ĐU,
    ngày 25/11/2021” khi kế hoạch ấy ký ngày 24/11/2021. Đúng: “Kế hoạch số 12-KH/ĐU, ngày 24/11/2021”.
    """
    days: dict[str, set[date]] = defaultdict(set)
    for document in packet.documents:
        if _own_code(document) and document.parts.day:
            days[_own_code(document)].add(document.parts.day)
    for row in packet.register:
        if row.day is not None:
            days[row.code].add(row.day)
    concerned(days or None)
    own = {_own_code(d).partition("/")[2]: fold(d.parts.issuer_name) for d in packet.documents if _own_code(d)}
    registered = {row.code for row in packet.register}
    for document in packet.documents:
        for passage, match in hits(document, _CITED):
            code, day = match[2], _day((match[6], match[7], match[8]))
            if code in days and day is not None and day not in days[code]:
                right = " hoặc ".join(short_date(known) for known in sorted(days[code]))
                yield Finding(in_document(document, passage.place), f"{cited(match[0])}: văn bản ấy ký ngày {right}")
            elif registered and code not in days and code not in registered and _is_own(match[5], own):
                yield Finding(in_document(document, passage.place), f"{cited(match[0])} không có trong hồ sơ, trong sổ")


def _is_own(body: str, own: dict[str, str]) -> bool:
    """Whether the symbol is that of one body of the packet alone; all branches share CB."""
    return body in own and body != "CB"


# The order in which the documents of one matter are made; those of the same rank may be of any day.
_RANKS: Final = {"Biên bản": 2, "Tờ trình": 3, "Quyết định": 4}
# Papers that come after the work is done, or beside it.
_ASIDE: Final = regex("khắc phục|giao nhận|bàn giao", re.IGNORECASE)
_RESULT: Final = regex(r"^(?:CỦA [^a-z]+)?\s*(?:kết quả|tổng hợp|tổng kết)", re.IGNORECASE)


def _rank(document: Document) -> int:
    """Where the document stands in the order of work: plan 1, minutes 2, reports of results 3, decision 4; else 0."""
    line = document.parts.kind
    kind = kind_of(line.text) if line is not None else None
    subject = document.parts.subject_text
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
    dated = [(d, _rank(d), d.parts.day) for d in packet.documents if _rank(d) and d.parts.day]
    concerned(dated if len(dated) > 1 else None)
    for document, rank, day in dated:
        later = [
            other
            for other, other_rank, other_day in dated
            if other_rank < rank
            and day is not None
            and other_day is not None
            and other_day > day
            and _same_issuer(document, other)
            and _matters(document) & _matters(other)
        ]
        if later and day is not None:
            name = f"{document.parts.kind.text if document.parts.kind else ''} ngày {short_date(day)}"
            yield Finding(_at(document, document.parts.date_line), f"{name} trước {_titles(later)}")


_MATTER: Final = regex("kiểm điểm|xếp loại|đại hội|bầu cử|khen thưởng|kết nạp", re.IGNORECASE)


def _matters(document: Document) -> frozenset[str]:
    """What the document is about, in the words of its subject."""
    words = (word.lower() for word in _MATTER.findall(document.parts.subject_text))
    return frozenset("kiểm điểm" if word == "xếp loại" else word for word in words)


def _same_issuer(one: Document, other: Document) -> bool:
    return fold(one.parts.issuer_name) == fold(other.parts.issuer_name)


def _titles(documents: list[Document]) -> str:
    first = documents[0]
    day = f" ngày {short_date(first.parts.day)}" if first.parts.day else ""
    return f"{first.parts.kind.text if first.parts.kind else first.name}{day} ({first.name})"


def _prefixes(document: Document, pattern: str) -> Iterator[tuple[Line | None, str]]:
    for block in document.parts.signatures:
        for line in (*block.prefix, *block.posts):
            if re.match(pattern, line.text):
                yield line, cited(line.text)


def _state_marks(document: Document) -> Iterator[tuple[Line | None, str]]:
    """Marks of State documents that stand in a Party one."""
    parts = document.parts
    if parts.head == "nha-nuoc":
        yield parts.title, "Quốc hiệu"
    if parts.number_line is not None and re.match(r"^Số\s*:", parts.number_line.text):
        yield parts.number_line, "“Số:”"
    if any(line.text.startswith("V/v") for line in parts.letter_subject):
        yield parts.letter_subject[0], "“V/v”"
    yield from _prefixes(document, r"^(?:TM|KT|TL|TUQ)\.")
    if (
        parts.recipients_label is not None
        and parts.recipients_label.all("bold")
        and parts.recipients_label.all("italic")
    ):
        yield parts.recipients_label, "“Nơi nhận:” đậm nghiêng"
    for line in parts.recipients:
        if re.match(r"^-?\s*Lưu\s*:\s*VT\b", full(line)):
            yield line, cited(full(line))
    if parts.prose and parts.prose[-1].text.endswith("./."):
        yield parts.prose[-1], "“./.”"


@rule("XD-05", "P", "loi", view="packet")
def no_state_marks(packet: Packet) -> Iterator[Finding]:
    """Văn bản của Đảng trong hồ sơ không lẫn cách trình bày của văn bản nhà nước.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I; Nghị định 30/2020/NĐ-CP, Điều 2

    Vì sao: “Số:”, “V/v”, “TM.”, “Lưu: VT”, “./.” là của văn bản nhà nước; hồ sơ lẫn lộn thường bị trả lại. Sửa: trình
    bày lại theo thể thức của Đảng. Sai: “TM. ĐẢNG UỶ”. Đúng: “T/M ĐẢNG UỶ”.
    """
    party = [d for d in packet.documents if d.profile != "S" and d.form_class in ("van-ban", "bieu-mau")]
    for document in concerned(party or None):
        marks = list(_state_marks(document))
        if marks:
            light = all(name in ("“V/v”", "“./.”") for _, name in marks)
            seen = ", ".join(dict.fromkeys(name for _, name in marks))
            yield Finding(_at(document, marks[0][0]), seen, severity="canh-bao" if light else None)


def _party_marks(document: Document) -> Iterator[tuple[Line | None, str]]:
    """Marks of Party documents that stand in a State one."""
    parts = document.parts
    if parts.star is not None:
        yield parts.star, "dấu sao dưới tên cơ quan"
    if parts.dashes is not None and set(parts.dashes.text) == {"-"}:
        yield parts.dashes, "gạch “-----” dưới trích yếu"
    yield from _prefixes(document, r"^[TK]/[MTL]\b")
    if parts.number_line is not None and re.match(r"^Số \d+-\w+/", parts.number_line.text):
        yield parts.number_line, cited(parts.number_line.text)


@rule("XD-06", "S", "loi", view="packet")
def no_party_marks(packet: Packet) -> Iterator[Finding]:
    """Văn bản nhà nước trong hồ sơ không lẫn cách trình bày của văn bản Đảng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II

    Vì sao: dấu sao, “-----”, “T/M”, “Số 12-KH/ĐU” là của văn bản Đảng. Sửa: trình bày lại theo Nghị định 30/2020/NĐ-CP.
    Sai: “T/M UỶ BAN NHÂN DÂN”. Đúng: “TM. UỶ BAN NHÂN DÂN”.
    """
    state = [d for d in packet.documents if d.profile == "S" and d.form_class == "nha-nuoc"]
    for document in concerned(state or None):
        marks = [(line, name) for line, name in _party_marks(document) if line is not None]
        if marks:
            yield Finding(_at(document, marks[0][0]), ", ".join(dict.fromkeys(name for _, name in marks)))


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
