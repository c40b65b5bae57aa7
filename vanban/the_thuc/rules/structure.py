"""The build of the body: phần, chương, mục, điều, khoản, điểm; their numbers; tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import look
from vanban.the_thuc.law_text import POINT_LETTERS
from vanban.the_thuc.looks import misfits
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import cited, full
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule
from vanban.the_thuc.views import Table

_ROMAN: Final = "[IVXLC]+"
_ORDINAL: Final = r"thứ \w+"
_CHAPTER: Final = regex(rf"^(Phần|Chương) ({_ROMAN}|\d+|{_ORDINAL})\b(.*)$", re.IGNORECASE)
_SECTION: Final = regex(rf"^(Mục) (\d+|{_ROMAN})\b(.*)$", re.IGNORECASE)
_ARTICLE: Final = regex(r"^Điều\s+(\d+)(.*)$", re.IGNORECASE)
_CLAUSE: Final = regex(r"^(\d{1,2})([.)/]|\s*[-–])\s")
_POINT: Final = regex(r"^([a-zđ])(\)|\.|/|\s*[-–])\s")
_ROMAN_HEAD: Final = regex(rf"^({_ROMAN})(\s*[-–./]\s*|\)\s*)(?=[^\W\d])(?!\w\.)")
_SUBCLAUSE: Final = regex(r"^((?:\d{1,2}\.)+\d{1,2})\.?\s")


def _prose(document: Document) -> tuple[Line, ...]:
    return need(document.parts.prose or None, "phần nội dung")


def _headed(document: Document, pattern: re.Pattern[str]) -> list[tuple[Line, re.Match[str], Line | None]]:
    """The headings of a level, with the line that follows: lines set off by boldness or place, or nothing after."""
    lines = _prose(document)
    found = []
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        match = pattern.match(full(line))
        if match and (line.any("bold") or line.align == "center" or not match[3].strip()):
            found.append((line, match, after))
    concerned(found or None)
    return found


def _division(document: Document, pattern: re.Pattern[str], numbers: str, told: str) -> Iterator[Finding]:
    """What is wrong with the headings of phần, chương, mục, whose name stands on the next line."""
    wanted = look(document.profile, "heading")
    for line, match, after in _headed(document, pattern):
        wrong = list(misfits(line, wanted))
        if line.align not in (None, "center"):
            wrong.append("chưa canh giữa")
        if not re.fullmatch(numbers, match[2], re.IGNORECASE):
            wrong.append(f"số “{match[2]}” không phải {told}")
        if match[3].strip(" .:-–"):
            wrong.append("tên phải ở dòng dưới")
        elif after is not None and not _opens_level(full(after)):
            wrong += [f"tên ở dòng dưới {fault}" for fault in _name_faults(after)]
        if wrong:
            yield Finding(line.place, f"{cited(line.text, 40)}: {'; '.join(wrong)}")


def _name_faults(name: Line) -> Iterator[str]:
    if not name.text.isupper():
        yield "chưa viết chữ in hoa"
    if not name.all("bold"):
        yield "chưa đậm"
    if name.align not in (None, "center"):
        yield "chưa canh giữa"


@rule("ST-01", "A", "loi")
def chapters(document: Document) -> Iterator[Finding]:
    """Từ “Phần”, “Chương” và số thứ tự ở một dòng, canh giữa, đậm; tên ở dòng dưới, chữ in hoa, đậm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.4.a; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.đ

    Vì sao: hai bản trên ấn định cách trình bày, cỡ chữ bằng cỡ chữ nội dung. Sửa: tách tên xuống dòng, canh giữa, đậm.
    Sai: “Chương I: Quy định chung” ở lề trái. Đúng: “Chương I” canh giữa, dòng dưới “QUY ĐỊNH CHUNG”.
    """
    yield from _division(document, _CHAPTER, rf"{_ROMAN}|{_ORDINAL}", "chữ số La Mã hay bằng chữ")


@rule("ST-02", "A", "loi")
def sections(document: Document) -> Iterator[Finding]:
    """Từ “Mục” và số thứ tự bằng chữ số Ả Rập ở một dòng, canh giữa, đậm; tên ở dòng dưới, chữ in hoa, đậm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.4.b; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.đ

    Vì sao: hai bản trên ấn định số Ả Rập cho mục. Sửa: đổi số, tách tên xuống dòng, canh giữa, đậm.
    Sai: “Mục I. Thẩm quyền”. Đúng: “Mục 1” canh giữa, dòng dưới “THẨM QUYỀN”.
    """
    yield from _division(document, _SECTION, r"\d+", "chữ số Ả Rập")


def _articles(document: Document) -> list[tuple[Line, re.Match[str]]]:
    """Lines that open an article: the word bold, or a mark after the number."""
    found = []
    for line in _prose(document):
        match = _ARTICLE.match(full(line))
        if match and (_opens_bold(line) or not match[2].strip() or match[2].lstrip()[:1] in (".", ":", ")")):
            found.append((line, match))
    return concerned(found or None)


def _opens_bold(line: Line) -> bool:
    """Whether the first visible letters, to the end of `Điều n.`, are bold."""
    opening = next((span for span in line.spans if span.text.strip()), None)
    return opening is not None and opening.bold


@rule("ST-03", "A", "loi")
def articles(document: Document) -> Iterator[Finding]:
    """Điều ghi từ “Điều”, số Ả Rập, dấu chấm rồi đến tên, kiểu chữ đậm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.4.c; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.đ

    Vì sao: hai bản trên ấn định “Điều 1.” chữ đậm. Sửa: đổi dấu sau số thành dấu chấm, đặt chữ đậm.
    Sai: “Điều 1: Phạm vi”, “ĐIỀU 1. Phạm vi”. Đúng: “Điều 1. Phạm vi”.
    """
    for line, match in _articles(document):
        wrong = [] if re.match(r"^Điều \d+\. \S", full(line)) or not match[2].strip(" .") else ["cách ghi"]
        wrong += [] if match[2].startswith(".") or wrong else ["thiếu dấu chấm sau số"]
        wrong += [] if _opens_bold(line) else ["chưa đậm"]
        if wrong:
            yield Finding(line.place, f"{cited(line.text, 40)}: {', '.join(wrong)}")


@rule("ST-04", "A", "canh-bao", view="docx")
def clauses(document: Document) -> Iterator[Finding]:
    """Khoản trong điều ghi số Ả Rập, dấu chấm, kiểu chữ đứng, không đậm cả đoạn.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 6.6; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.đ

    Vì sao: bảng mẫu chữ ghi khoản “1.” chữ thường, đứng. Sửa: đổi “1)”, “1/” thành “1.”, bỏ chữ đậm, chữ nghiêng.
    Sai: “1) Đảng viên …”. Đúng: “1. Đảng viên …”.
    """
    inside, seen = False, False
    for line in _prose(document):
        inside = inside or bool(_ARTICLE.match(full(line)) and _opens_bold(line))
        match = _CLAUSE.match(full(line)) if inside else None
        if not match:
            continue
        seen = True
        wrong = [] if match[2] == "." else [f"dấu “{match[2].strip()}” sau số"]
        titled = document.profile == "S" and len(line.text) < 120
        wrong += ["chữ đậm cả đoạn"] if line.all("bold") and not titled else []
        wrong += ["chữ nghiêng"] if line.all("italic") else []
        if wrong:
            yield Finding(line.place, f"{cited(line.text, 40)}: {', '.join(wrong)}")
    concerned(seen or None)


@rule("ST-05", "A", "loi", view="docx", facts=True)
def points(document: Document) -> Iterator[Finding]:
    """Điểm ghi chữ cái và dấu “)”, theo thứ tự a, b, c, d, đ, e, g, h, i, k.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.4.đ; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.đ

    Vì sao: điểm xếp theo thứ tự bảng chữ cái tiếng Việt, có đ, không có f, j, w, z. Sửa: đổi chữ, đổi dấu.
    Sai: “a. …”, hoặc d) rồi đến e). Đúng: “a) …”, d) rồi đến đ).
    """
    last, held, found = "", "", False
    for line in _prose(document):
        text = full(line)
        match = _POINT.match(text)
        if match is None:
            last, held = _after_level(text, last, held)
            continue
        found = True
        if match[2] != ")":
            yield Finding(line.place, f"{cited(text, 40)}: dấu “{match[2].strip()}” sau chữ, cần “)”")
        elif match[1] not in ("a", _next_letter(last), _next_letter(held) if held else "a"):
            expected = f"cần “{_next_letter(last)})”" if last else "danh mục không bắt đầu từ “a)”"
            yield Finding(line.place, f"{cited(text, 40)}: {expected}")
        last = match[1]
    concerned(found or None)


def _after_level(text: str, last: str, held: str) -> tuple[str, str]:
    """The last letter of the open list and the one a numbered line has interrupted, after a line that is no point."""
    if _ROMAN_HEAD.match(text) or _ARTICLE.match(text):
        return "", ""
    return ("", last or held) if _opens_level(text) else (last, held)


def _opens_level(text: str) -> bool:
    return any(p.match(text) for p in (_CLAUSE, _SUBCLAUSE, _ROMAN_HEAD, _ARTICLE))


def _next_letter(letter: str) -> str:
    index = POINT_LETTERS.find(letter) + 1 if letter else 0
    return POINT_LETTERS[index : index + 1]


def _roman(text: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[c] for c in text.upper()]
    return sum(-a if a < b else a for a, b in pairwise([*values, 0]))


def _number(text: str) -> int | None:
    if text.isdigit():
        return int(text)
    return _roman(text) if re.fullmatch(_ROMAN, text.upper()) else None


# What a number looks like at each level, and which group of the match it is.
_LEVELS: Final[tuple[tuple[str, re.Pattern[str], int], ...]] = (
    ("Phần", regex(rf"^Phần ({_ROMAN}|\d+)\s*[.:]?$", re.IGNORECASE), 1),
    ("Chương", regex(rf"^Chương ({_ROMAN}|\d+)\s*[.:]?$", re.IGNORECASE), 1),
    ("Mục", regex(rf"^Mục (\d+|{_ROMAN})\s*[.:]?$", re.IGNORECASE), 1),
    ("Điều", regex(r"^Điều (\d+)[.:]", re.IGNORECASE), 1),
    ("La Mã", _ROMAN_HEAD, 1),
    ("số", regex(r"^(\d{1,2})\.\s"), 1),
)


@rule("ST-06", "A", "canh-bao", "I", view="docx", facts=True)
def consecutive(document: Document) -> Iterator[Finding]:
    """Số thứ tự ở mỗi cấp liên tục, bắt đầu từ 1 hoặc I.

    Quy tắc đối chiếu: số thứ tự phần, chương, mục, điều, khoản không nhảy, không trùng

    Vì sao: số nhảy hay trùng làm sai mọi chỗ viện dẫn. Sửa: đánh lại số từ chỗ sai.
    Sai: I-, II-, IV-. Đúng: I-, II-, III-.
    """
    open_counts: dict[str, list[int]] = {}
    found = False
    for line in _prose(document):
        text = full(line)
        sub = _SUBCLAUSE.match(text)
        level, label = ("", "") if sub else _level(text, line)
        if sub:
            *parents, last = sub[1].split(".")
            level, label = "số " + ".".join(parents), last
        number = _number(label)
        if number is None:
            continue
        found = True
        if not _continues(open_counts.setdefault(level, []), number):
            yield Finding(line.place, f"{cited(text, 40)}: số {label} không nối tiếp số trước")
    concerned(found or None)


def _level(text: str, line: Line) -> tuple[str, str]:
    for name, pattern, group in _LEVELS:
        match = pattern.match(text)
        if match and (name != "La Mã" or line.all("bold") or line.text.isupper()):
            return name, match[group]
    return "", ""


def _continues(counts: list[int], number: int) -> bool:
    """Whether the number goes on from an open count or opens a new one; the counts are brought up to date."""
    if number == 1:
        counts.append(1)
        return True
    for depth in range(len(counts) - 1, -1, -1):
        if counts[depth] == number - 1:
            counts[depth:] = [number]
            return True
    counts.append(number)
    return False


@rule("ST-07", "S", "loi", view="docx")
def divisions_have_titles(document: Document) -> Iterator[Finding]:
    """Phần, chương, mục, điều của văn bản hành chính nhà nước có tiêu đề.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.d

    Vì sao: “phần, chương, mục, tiểu mục, điều phải có tiêu đề”. Sửa: thêm tiêu đề ngắn nêu nội dung chính.
    Sai: “Chương I” rồi đến ngay “Điều 1.”. Đúng: “Chương I”, dòng dưới “QUY ĐỊNH CHUNG”.
    """
    lines = _prose(document)
    kind = document.parts.kind
    is_decision = kind is not None and kind.text.upper().startswith("QUYẾT ĐỊNH")
    opened = [(line, after) for line, after in zip(lines, (*lines[1:], None), strict=True) if _opens(line)]
    for line, after in concerned(opened or None):
        division, article = _CHAPTER.match(full(line)) or _SECTION.match(full(line)), _ARTICLE.match(full(line))
        if division and not division[3].strip(" .:") and not _is_title(after):
            yield Finding(line.place, f"{cited(line.text, 40)} không có tiêu đề")
        if article and not article[2].strip(" .:") and not is_decision:
            yield Finding(line.place, f"{cited(line.text, 40)} không có tiêu đề")


def _is_title(line: Line | None) -> bool:
    """Whether the line under a heading is its name."""
    return line is not None and line.text.isupper() and not _opens_level(full(line))


def _opens(line: Line) -> bool:
    """Whether the line opens a division or an article."""
    text = full(line)
    set_off = line.any("bold") or line.align == "center"
    return bool(set_off and (_CHAPTER.match(text) or _SECTION.match(text) or _ARTICLE.match(text)))


@rule("ST-08", "P", "canh-bao", "I", view="docx")
def one_heading_style(document: Document) -> Iterator[Finding]:
    """Đề mục La Mã trong một văn bản dùng một kiểu dấu.

    Cách trình bày trong Hướng dẫn 05-HD/VPTW và Quy định 399-QĐ/TW: “I- …”, “II- …”

    Vì sao: chỗ “I-”, chỗ “II.” làm văn bản thiếu thống nhất. Sửa: dùng một kiểu, nên là “I-”.
    Sai: “I- MỤC ĐÍCH”, “II. NỘI DUNG”. Đúng: “I- MỤC ĐÍCH”, “II- NỘI DUNG”.
    """
    heads = [
        (line, match[2])
        for line in _prose(document)
        if (match := _ROMAN_HEAD.match(full(line))) and (line.all("bold") or line.text.isupper())
    ]
    concerned(heads or None)
    usual = Counter(mark for _, mark in heads).most_common(1)[0][0]
    for line, mark in heads:
        if mark != usual:
            yield Finding(line.place, f"{cited(line.text, 40)} khác kiểu các đề mục còn lại (“I{usual}”)")


_LONG_TABLE: Final = 10


def _is_grid(table: Table) -> bool:
    """Whether it is a table of data: all its cells but a few are ruled, none is there for layout only."""
    cells = [cell for row in table.rows for cell in row.cells]
    return sum(bool(cell.edges) for cell in cells) > 0.9 * len(cells)


@rule("ST-09", "A", "goi-y", "I", view="docx")
def long_tables(document: Document) -> Iterator[Finding]:
    """Bảng dài lặp lại hàng tiêu đề ở đầu trang sau, hàng không bị cắt đôi giữa hai trang.

    Cách soạn thảo chung; Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4

    Vì sao: sang trang mới mà không có tiêu đề cột thì không đọc được bảng. Sửa: Table > Repeat Header Rows; Row > bỏ
    dấu “Allow row to break across pages”. Sai: bảng hai trang, trang sau không có tiêu đề. Đúng: tiêu đề lặp lại.
    """
    tables = [t for t in (document.docx.tables if document.docx else ()) if len(t.rows) > _LONG_TABLE and _is_grid(t)]
    for table in concerned(tables or None):
        if not table.rows[0].header:
            yield Finding(table.place, "hàng tiêu đề không lặp lại ở trang sau")
        elif not all(row.whole for row in table.rows):
            yield Finding(table.place, "hàng có thể bị cắt đôi giữa hai trang")
