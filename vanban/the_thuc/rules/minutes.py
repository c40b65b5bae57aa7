"""Biên bản: who signs, how it closes, whether its counts agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from vanban.the_thuc.document import Document
from vanban.the_thuc.figures import NUMBER, integer
from vanban.the_thuc.parts import SignatureBlock
from vanban.the_thuc.prose import above, cited, passages
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, need, rule, unjudged
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.views import Cell, Place, Table

_MEETING: Final = regex(r"hội nghị|\bhọp\b|đại hội|sinh hoạt", re.IGNORECASE)
_OTHER_MINUTES: Final = regex(r"kiểm phiếu|giao nhận|bàn giao|bầu cử", re.IGNORECASE)


def _meeting_blocks(document: Document) -> tuple[SignatureBlock, ...]:
    """The signature blocks of the minutes of a meeting; other minutes have signers of their own."""
    parts = document.parts
    title = f"{parts.kind.text if parts.kind else ''} {parts.subject_text}"
    if not parts.is_minutes or not _MEETING.search(title) or _OTHER_MINUTES.search(title):
        raise NotConcerned
    return need(parts.signatures or None, "khối chữ ký")


def _roles(document: Document, left: tuple[str, ...], right: tuple[str, ...]) -> Iterator[Finding]:
    blocks = _meeting_blocks(document)
    for column, wanted in (("left", left), ("right", right)):
        block = next((b for b in blocks if b.column == column), None)
        lines = (*block.roles, *block.prefix, *block.posts) if block is not None else ()
        if not any(fold(line.text) in map(fold, wanted) for line in lines):
            place = lines[0].place if lines else blocks[0].lines[0].place
            side = "trái" if column == "left" else "phải"
            seen = f"đang ghi {cited(lines[0].text)}" if lines else "không có ai ký"
            yield Finding(place, f"bên {side} {seen}, cần “{wanted[0]}”")


@rule("MN-01", "P", "loi")
def party_minutes_signed(document: Document) -> Iterator[Finding]:
    """Biên bản hội nghị: bên trái NGƯỜI GHI BIÊN BẢN, bên phải CHỦ TRÌ HỘI NGHỊ.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.4.e, 7.2.4; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: biên bản do người ghi và người chủ trì cùng ký, vị trí được ấn định. Sửa: ghi lại hai dòng chữ, đổi chỗ nếu
    ngược. Sai: bên trái “CHỦ TRÌ HỘI NGHỊ”. Đúng: bên trái “NGƯỜI GHI BIÊN BẢN”, bên phải “CHỦ TRÌ HỘI NGHỊ”.
    """
    yield from _roles(document, ("NGƯỜI GHI BIÊN BẢN",), ("CHỦ TRÌ HỘI NGHỊ",))


@rule("MN-02", "S", "loi")
def state_minutes_signed(document: Document) -> Iterator[Finding]:
    """Biên bản của cơ quan nhà nước: bên trái THƯ KÝ, bên phải CHỦ TỌA.

    Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9

    Vì sao: mẫu biên bản ấn định như vậy. Sửa: ghi lại hai dòng chữ. Sai: “NGƯỜI GHI BIÊN BẢN”. Đúng: “THƯ KÝ”.
    """
    yield from _roles(document, ("THƯ KÝ",), ("CHỦ TOẠ",))


_CONFIRMED: Final = regex(r"xác nhận chữ ký", re.IGNORECASE)


@rule("MN-03", "P", "canh-bao")
def chair_confirmed(document: Document) -> Iterator[Finding]:
    """Phần xác nhận chữ ký chủ trì ghi “Xác nhận chữ ký của đồng chí …” và ký T/L.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.4.e

    Vì sao: khi không được đóng dấu lên chữ ký chủ trì thì cơ quan có dấu xác nhận và ký thừa lệnh. Sửa: ghi đủ tên đồng
    chí được xác nhận, dưới là T/L. Sai: “Xác nhận chữ ký” rồi ký “K/T”. Đúng: “T/L BAN THƯỜNG VỤ / CHÁNH VĂN PHÒNG”.
    """
    _meeting_blocks(document)
    texts = list(passages(document))
    index = next((i for i, p in enumerate(texts) if _CONFIRMED.search(p.text) and len(p.text) < 120), None)
    if index is None:
        unjudged("không biết chữ ký chủ trì có được đóng dấu hay không")
    below = texts[index : index + 6]
    if not re.search(r"đồng chí", " ".join(p.text for p in below[:2])):
        yield Finding(below[0].place, f"đang ghi {cited(below[0].text)}, thiếu “của đồng chí …”")
    if not any(re.search(r"(?:^|\s)T/L\s", p.text) for p in below):
        yield Finding(below[0].place, "dưới phần xác nhận không có dòng T/L")


@rule("MN-04", "S", "canh-bao")
def minutes_close(document: Document) -> Iterator[Finding]:
    """Biên bản của cơ quan nhà nước ghi giờ và ngày kết thúc.

    Nghị định 30/2020/NĐ-CP, Phụ lục III, Mẫu 1.9

    Vì sao: mẫu ghi “Cuộc họp (hội nghị) kết thúc vào … giờ …, ngày … tháng … năm …”. Sửa: thêm câu kết thúc.
    Sai: biên bản không có giờ kết thúc. Đúng: “Cuộc họp kết thúc vào 10 giờ 45 phút, ngày 14 tháng 12 năm 2021 …”
    """
    _meeting_blocks(document)
    prose = need(document.parts.prose or None, "phần nội dung")
    text = " ".join(line.text for line in prose[-6:])
    if not re.search(r"kết thúc\s+(?:\w+\s+){0,3}\d{1,2}\s*(?:giờ|h)", text):
        yield Finding(prose[-1].place, "không có câu ghi giờ, ngày kết thúc")


_TOGETHER: Final = 4


@dataclass(slots=True)
class _Counts:
    """Số liệu đọc được, with the place of each."""

    values: dict[str, tuple[int, Place]] = field(default_factory=dict)

    def take(self, name: str, text: str, place: Place) -> None:
        value = integer(text)
        if value is not None:
            self.values.setdefault(name, (value, place))

    def __getitem__(self, name: str) -> int | None:
        return self.values[name][0] if name in self.values else None

    def place(self, name: str) -> Place:
        return self.values[name][1]

    def near(self, *names: str) -> bool:
        """Whether they stand together, a few paragraphs apart at most."""
        at = [self.place(name).paragraph for name in names]
        return max(at) - min(at) <= _TOGETHER


_N: Final = rf"({NUMBER}|không)\b"
_READ: Final = tuple(
    (name, regex(pattern, re.IGNORECASE))
    for name, pattern in (
        ("triệu tập", rf"triệu tập(?:\s+là)?:?\s+{_N}"),
        ("có mặt", rf"có mặt(?:\s+là)?:?\s+{_N}"),
        ("vắng mặt", rf"vắng(?: mặt)?(?:\s+là)?:?\s+({NUMBER}|không)\b(?! (?:có )?lý do)"),
        ("phát ra", rf"phiếu phát ra(?:\s+là)?:?\s+{_N}"),
        ("thu về", rf"phiếu thu (?:về|vào)(?:\s+là)?:?\s+{_N}"),
        ("hợp lệ", rf"(?<!không )\bphiếu hợp lệ(?:\s+là)?:?\s+{_N}"),
        ("không hợp lệ", rf"phiếu không hợp lệ(?:\s+là)?:?\s+{_N}"),
    )
)


def _counts(document: Document) -> _Counts:
    counts = _Counts()
    for passage in passages(document):
        if "phiếu" in passage.text or "mặt" in passage.text or "triệu tập" in passage.text:
            for name, pattern in _READ:
                match = pattern.search(passage.text)
                if match:
                    counts.take(name, match[1], passage.place)
    return counts


@rule("MN-05", "A", "loi", "I", facts=True)
def counts_agree(document: Document) -> Iterator[Finding]:
    """Số liệu trong biên bản khớp nhau: có mặt và vắng mặt bằng triệu tập; phiếu thu về, hợp lệ, từng dòng phiếu khớp.

    Quy tắc số học của biên bản hội nghị và biên bản kiểm phiếu

    Vì sao: số liệu không khớp thì biên bản không có giá trị làm căn cứ. Sửa: đếm lại, sửa số sai. Sai: triệu tập 13, có
    mặt 12, vắng mặt 2. Đúng: triệu tập 13, có mặt 12, vắng mặt 1.
    """
    if not document.parts.is_minutes:
        raise NotConcerned
    counts = _counts(document)
    rows = list(_ballot_rows(document))
    concerned(counts.values or rows or None)
    yield from _meeting_sums(counts)
    yield from _ballot_sums(counts)
    yield from _row_sums(rows, counts)


def _meeting_sums(counts: _Counts) -> Iterator[Finding]:
    summoned, present, absent = (counts[name] for name in ("triệu tập", "có mặt", "vắng mặt"))
    if summoned is None or present is None or absent is None:
        return
    if present + absent != summoned and counts.near("triệu tập", "có mặt", "vắng mặt"):
        seen = f"triệu tập {summoned}, có mặt {present}, vắng mặt {absent}"
        yield Finding(counts.place("có mặt"), f"{seen}: cộng lại là {present + absent}")


def _ballot_sums(counts: _Counts) -> Iterator[Finding]:
    given, back, valid, invalid = (counts[n] for n in ("phát ra", "thu về", "hợp lệ", "không hợp lệ"))
    present = counts["có mặt"]
    if given is not None and present is not None and given > present:
        yield Finding(counts.place("phát ra"), f"phát ra {given} phiếu, chỉ có mặt {present} người")
    if given is not None and back is not None and back > given:
        yield Finding(counts.place("thu về"), f"thu về {back} phiếu, chỉ phát ra {given}")
    if back is not None and valid is not None and invalid is not None and valid + invalid != back:
        seen = f"hợp lệ {valid}, không hợp lệ {invalid}, thu về {back}"
        yield Finding(counts.place("hợp lệ"), f"{seen}: cộng lại là {valid + invalid}")


class _Row(NamedTuple):
    """Dòng phiếu: its votes by level; `with_invalid` when the last column counts invalid ballots."""

    name: str
    votes: tuple[int, ...]
    place: Place
    with_invalid: bool


def _ballot_rows(document: Document) -> Iterator[_Row]:
    """The rows of tables that count ballots by the four levels."""
    for table in document.docx.tables if document.docx is not None else ():
        head = " ".join(_words(cell) for row in table.rows[:2] for cell in row.cells).lower()
        if head.count("hoàn thành") >= 4 and ("phiếu" in head or "phiếu" in above(document, table)):
            yield from _rows_of(table, "không hợp lệ" in head)


def _words(cell: Cell) -> str:
    return " ".join(cell.text.split())


def _rows_of(table: Table, with_invalid: bool) -> Iterator[_Row]:
    for row in table.rows:
        figures: list[str] = []
        for cell in reversed(row.cells):
            text = _words(cell)
            if not re.fullmatch(rf"(?:{NUMBER})(?:,\d+)?\s?%?", text):
                break
            figures.insert(0, text)
        levels = 5 if with_invalid else 4
        if len(figures) == 2 * levels and all("," in text or "%" in text for text in figures[1::2]):
            figures = figures[::2]
        votes = [integer(text) for text in figures]
        if len(votes) == levels and len(row.cells) > levels and None not in votes:
            name = next((_words(c) for c in row.cells if re.search(r"[^\W\d]{2}", c.text)), "")
            counted = tuple(vote for vote in votes if vote is not None)
            yield _Row(name, counted, row.cells[-1].paragraphs[0].place, with_invalid)


def _row_sums(rows: list[_Row], counts: _Counts) -> Iterator[Finding]:
    for row in rows:
        wanted = counts["thu về"] if row.with_invalid else counts["hợp lệ"]
        if wanted is None:
            wanted = counts["thu về"]
        total = sum(row.votes)
        if wanted is not None and total != wanted:
            shown = " + ".join(map(str, row.votes))
            yield Finding(row.place, f"{cited(row.name, 40)}: {shown} = {total} phiếu, cần {wanted}")
