"""The words of the body: its end, abbreviations, citations, typed layout, leftovers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document, Passage
from vanban.the_thuc.law_text import CITED_KINDS, KNOWN_ABBREVIATIONS
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import UPPER, around, cited, full, main_passages, running, told, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, need, rule, unless

_CODE: Final = rf"\d+(?:/\d{{4}})?[-/][{UPPER}][\w]*(?:[-/][{UPPER}][\w]*)*"
_CITATION: Final = regex(rf"\b({CITED_KINDS}) số ({_CODE})")
_DATED: Final = regex(r"\s*,?\s*(?:\(?ban hành )?ngày \d")


def _end(document: Document) -> Line:
    """The last paragraph of the body, when no table stands between it and the signature."""
    prose = [line for line in running(document.parts) if not re.fullmatch(r"\(.*\)\.?", line.text)]
    last = need(prose[-1] if prose else None, "phần nội dung")
    signed = [line.place.paragraph for block in document.parts.signatures for line in block.lines[:1]]
    stop = min((at for at in signed if at > last.place.paragraph), default=0)
    for table in document.docx.tables if document.docx is not None else ():
        first = next((p for row in table.rows for cell in row.cells for p in cell.paragraphs), None)
        if table.ruled and first is not None and last.place.paragraph < first.place.paragraph < stop:
            raise NotConcerned
    return last


@rule("BD-10", "P", "loi")
def ends_with_full_stop(document: Document) -> Iterator[Finding]:
    """Hết nội dung văn bản của Đảng là dấu chấm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.2.2

    Vì sao: dấu chấm cho biết văn bản dừng ở đây, không ai viết thêm được; “./.” là cách của mẫu nhà nước.
    Sửa: kết thúc đoạn cuối bằng một dấu chấm. Sai: “… để xem xét, giải quyết” hoặc “… giải quyết./.”.
    Đúng: “… để xem xét, giải quyết.”
    """
    last = _end(document)
    text = last.text.rstrip('”")')
    if text.endswith("./."):
        yield Finding(last.place, f"kết thúc bằng “./.”: {cited(text[-40:])}", severity="canh-bao")
    else:
        yield from unless(text.endswith("."), last.place, f"kết thúc bằng {cited(text[-40:])}")


@rule("BD-11", "S", "canh-bao", "S")
def ends_with_state_mark(document: Document) -> Iterator[Finding]:
    """Hết nội dung văn bản hành chính nhà nước là dấu “./.”.

    Nghị định 30/2020/NĐ-CP, Phụ lục III, các mẫu văn bản

    Vì sao: mọi mẫu của Phụ lục III đều kết thúc bằng “./.”. Sửa: đổi dấu cuối của đoạn cuối thành “./.”.
    Sai: “… chịu trách nhiệm thi hành Quyết định này.” Đúng: “… chịu trách nhiệm thi hành Quyết định này./.”
    """
    concerned(document.parts.number_line)
    last = _end(document)
    yield from unless(last.text.endswith("./."), last.place, f"kết thúc bằng {cited(last.text[-40:])}")


@rule("BD-16", "A", "canh-bao", view="docx", facts=True)
def first_citation_full(document: Document) -> Iterator[Finding]:
    """Viện dẫn văn bản lần đầu ghi đủ loại, số và ký hiệu, ngày, cơ quan, trích yếu; lần sau chỉ ghi loại và số.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.1.4; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b

    Vì sao: người đọc phải tìm được đúng văn bản; nhắc lại đủ cả lần sau làm văn bản dài. Sửa: lần đầu thêm ngày và cơ
    quan ban hành; lần sau chỉ để loại, số và ký hiệu. Sai: lần đầu “Chỉ thị số 05-CT/TW của Bộ Chính trị”.
    Đúng: lần đầu “Chỉ thị số 05-CT/TW, ngày 15/5/2016 của Bộ Chính trị về …”, lần sau “Chỉ thị số 05-CT/TW”.
    """
    seen: set[str] = set()
    cited_any = False
    number = document.parts.number_line
    own = re.sub(r"^Số:?\s*", "", number.text) if number is not None else ""
    for line in (*document.parts.bases, *document.parts.prose):
        for match in _CITATION.finditer(line.text) if " số " in line.text else ():
            cited_any = True
            rest = line.text[match.end() :]
            if match[2] == own:
                continue
            if match[2] not in seen:
                dated = bool(_DATED.match(rest))
                yield from unless(dated, line.place, f"lần đầu nhắc đến {match[0]} không ghi ngày ban hành")
            elif re.match(r"\s*,? ngày [\d/]+ của [^.;]{4,80}? (?:về|quy định|hướng dẫn) ", rest):
                where = f"nhắc lại đủ cả ngày, cơ quan, trích yếu của {match[0]}"
                yield Finding(line.place, where, "chỉ ghi loại, số và ký hiệu", "goi-y")
            seen.add(match[2])
    concerned(cited_any or None)


_ABBREVIATION: Final = regex(rf"[{UPPER}]{{2,}}(?![\w/\-–])")
_JOINED: Final = regex(r"[\w/.\-–]")
_CAPITALS_BEFORE: Final = regex(rf"[{UPPER}/]{{2,}}[\s,]+$")
_CAPITALS_AFTER: Final = regex(rf"^[\s,]+[{UPPER}]{{2,}}\b")
_ROMAN: Final = regex(r"[IVXLC]+")


def _abbreviations(text: str) -> Iterator[re.Match[str]]:
    """Words of capitals that stand among small words: no roman numbers, no phrase all in capitals."""
    for match in _ABBREVIATION.finditer(text):
        if _JOINED.fullmatch(text[match.start() - 1 : match.start()]):
            continue
        among = _CAPITALS_BEFORE.search(text[: match.start()]) or _CAPITALS_AFTER.search(text[match.end() :])
        if not among and not _ROMAN.fullmatch(match[0]) and match[0] not in KNOWN_ABBREVIATIONS:
            yield match


@rule("BD-17", "P", "canh-bao", facts=True)
def abbreviations_introduced(document: Document) -> Iterator[Finding]:
    """Cụm từ viết tắt được viết đủ ở lần đầu, chữ viết tắt đặt trong ngoặc đơn ngay sau.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 6.1.3

    Vì sao: người đọc không phải đoán chữ viết tắt. Sửa: ở chỗ đầu tiên viết đủ rồi mở ngoặc, hoặc viết đủ ở mọi chỗ.
    Sai: “UBND huyện giao …” khi chưa viết đủ lần nào. Đúng: “Uỷ ban nhân dân (UBND) huyện giao …”
    """
    need(document.parts.prose or None, "phần nội dung")
    lines = [line for line in (*document.parts.bases, *document.parts.prose) if not line.text.isupper()]
    text = "\n".join(line.text for line in lines)
    counts = Counter(match[0] for line in lines for match in _abbreviations(line.text))
    for word in (word for word, times in counts.items() if times > 1):
        introduced = re.search(rf"\((?:[^()]*[\s“\"])?{word}(?:[\s”\"][^()]*)?\)", text)
        first = next((line, match) for line in lines for match in _abbreviations(line.text) if match[0] == word)
        start = text.find(first[0].text) + first[1].start()
        if introduced is None or introduced.start() > start:
            yield Finding(
                first[0].place, f"“{word}” (dùng {counts[word]} lần): {around(first[0].text, *first[1].span())}"
            )


@rule("BD-18", "A", "canh-bao", "I", view="docx")
def no_typed_layout(document: Document) -> Iterator[Finding]:
    """Nội dung không lùi dòng bằng phím Tab hay dấu cách, không có đoạn trống, không ngắt dòng mềm.

    Cách soạn thảo chung; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.e

    Vì sao: khoảng trống gõ bằng tay xô lệch khi sửa chữ hay đổi máy. Sửa: dùng First line cho đầu dòng, Spacing cho
    khoảng cách, Enter cho đoạn mới. Sai: gõ Tab đầu đoạn, Enter hai lần giữa hai đoạn. Đúng: đặt trong hộp Paragraph.
    """
    lines = [line for line in document.parts.prose if line.paragraph is not None]
    need(lines or None, "phần nội dung")
    own = {line.paragraph.place: line for line in reversed(lines) if line.paragraph is not None}
    for line in reversed(own.values()):
        paragraph = line.paragraph
        if paragraph is None or paragraph.align == "center":
            continue
        if paragraph.text[:1] == "\t" or paragraph.text[:2] == "  ":
            yield Finding(paragraph.place, f"đầu đoạn gõ Tab hoặc dấu cách: {cited(paragraph.text.strip(), 40)}")
        if "\n" in paragraph.text.strip() and not line.all("bold"):
            yield Finding(
                paragraph.place, f"ngắt dòng mềm (Shift+Enter) trong đoạn: {cited(paragraph.text.strip(), 40)}"
            )
    yield from _empty_between(document, {line.place.paragraph for line in lines})


def _empty_between(document: Document, prose: set[int]) -> Iterator[Finding]:
    """Empty paragraphs with prose right before and, empty ones passed over, right after them."""
    paragraphs = document.docx.paragraphs if document.docx is not None else ()
    for index, paragraph in enumerate(paragraphs):
        if index and paragraph.blank and paragraph.cell is None and paragraphs[index - 1].place.paragraph in prose:
            after = next((p for p in paragraphs[index:] if not p.blank), None)
            if after is not None and after.place.paragraph in prose:
                yield Finding(paragraph.place, "đoạn trống giữa hai đoạn nội dung")


_SIGNS: Final = ("{", "}", "[", "…", "...", "___", "???", "xxx", "lorem", "todo", "nhấp vào đây", "click here")
_LEFT_OVER: Final = regex(
    r"\{\{|\}\}|\{%|%\}|\[\s*(?:…|\.{2,})\s*\]|\[(?:ghi|điền|nhập|chèn|tên|họ tên|số|ngày|chức vụ)\b[^\]]*\]"
    r"|(?<!thứ )(?<!khoá )(?<!khóa )(?<!\w)[xX]{3,}(?!\w)|\bLorem\b|\?{3,}|\bTODO\b|Nhấp vào đây|Click here"
    r"|(?:(?<=[\s:(/])|^)(?:…+|\.{3,})(?!\w)|\.{5,}|…{2,}|_{3,}",
    re.IGNORECASE,
)
# An ellipsis in running words: after a comma of a list, or inside quotation marks and brackets.
_ELLIPSIS: Final = regex(r"[,;“\"(]\s*$")


@rule("BD-19", "A", "loi", "I", facts=True)
def no_leftovers(document: Document) -> Iterator[Finding]:
    """Văn bản đã phát hành không còn chỗ chưa điền, chữ của mẫu hay chữ tạm.

    Quy tắc đối chiếu: văn bản phát hành phải đầy đủ (Hướng dẫn 05-HD/VPTW, Phần II, mục I)

    Vì sao: dấu “……”, “[…]”, “XXX” cho thấy văn bản được ký khi chưa soạn xong. Sửa: điền đủ hoặc bỏ chỗ trống.
    Sai: “ngày …… tháng 12 năm 2021”, “đồng chí XXX”. Đúng: “ngày 02 tháng 12 năm 2021”, “đồng chí Nguyễn Văn Bình”.
    """
    parts, known = document.parts, document.known
    numbered = parts.number_line is not None and bool(re.search(r"\d", parts.number_line.text.split("-")[0]))
    issued = known.status == "phat-hanh" or (known.status is None and numbered and parts.day is not None)
    concerned((issued and _filled(document)) or None)
    text = whole_text(document).lower()
    if any(sign in text for sign in _SIGNS):
        found = ((p, m) for p in main_passages(document) for m in _LEFT_OVER.finditer(p.text))
        yield from told((p, m) for p, m in found if not _wanted(p, m))


def _filled(document: Document) -> bool:
    """Whether it is a paper, or a form somebody has filled in and signed: a ballot is neither."""
    named = any(b.name is not None and b.name.text.strip(" .…_") for b in document.parts.signatures)
    return document.form_class != "bieu-mau" or named


def _wanted(passage: Passage, match: re.Match[str]) -> bool:
    """Whether the dots are an ellipsis of the sentence."""
    plain = match[0] in ("…", "...", "....")
    return plain and bool(_ELLIPSIS.search(passage.text[: match.start()]))


_STYLE: Final = regex(rf"số {_CODE}(,?) ngày (?:(\d{{1,2}}/\d{{1,2}}/\d{{4}})|(\d{{1,2}} tháng \d{{1,2}}))")


@rule("BD-20", "P", "goi-y", "I", facts=True)
def one_citation_style(document: Document) -> Iterator[Finding]:
    """Cách viện dẫn văn bản thống nhất trong cả văn bản.

    Cách viết trong Hướng dẫn 05-HD/VPTW: “số 399-QĐ/TW, ngày 09/01/2026 của …”

    Vì sao: mỗi chỗ một kiểu làm văn bản thiếu chỉn chu. Sửa: dùng một cách, nên là “số 399-QĐ/TW, ngày 09/01/2026”.
    Sai: chỗ “số 12-KH/ĐU, ngày 24/11/2021”, chỗ “số 65-KH/HU ngày 23 tháng 11 năm 2021”. Đúng: một cách ở mọi chỗ.
    """
    lines = (*document.parts.bases, *document.parts.prose)
    found = [(line, match) for line in lines for match in _STYLE.finditer(full(line))]
    concerned(found or None)
    styles = Counter((match[1], bool(match[2])) for _, match in found)
    usual = styles.most_common(1)[0][0]
    for line, match in found:
        if (match[1], bool(match[2])) != usual:
            yield Finding(line.place, around(full(line), *match.span()))
