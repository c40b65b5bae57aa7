"""The signer's name, the place of the block, the seal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import level_of, look
from vanban.the_thuc.law_text import TITLES_BEFORE_NAMES
from vanban.the_thuc.looks import millimetres, misfits
from vanban.the_thuc.parts import Line, SignatureBlock
from vanban.the_thuc.prose import cited
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule, unjudged
from vanban.the_thuc.rules.signature import blocks_of, own_group, power_of
from vanban.the_thuc.spelling import fold
from vanban.the_thuc.views import Paragraph, Place

_TITLE: Final = regex(rf"^(?:{TITLES_BEFORE_NAMES})\b\.?(?=[\s.]*\S)[\s.]*", re.IGNORECASE)
_MM_PER_PT: Final = 25.4 / 72
_ROOM_MM: Final = 20.0
_AXIS_MM: Final = 2.0
# `H’Bơ`, `K’Long`: a capital may follow.
_AFTER_APOSTROPHE: Final = regex(r"(?<=\w)['’‘ʼ`]\w")


def _names(document: Document) -> list[Line]:
    names = [block.name for block in blocks_of(document) if block.name is not None and block.name.text.strip(" .…_")]
    return concerned(names or None)


def _is_title_case(name: str) -> bool:
    words = _AFTER_APOSTROPHE.sub("", name).split()
    return all(word[:1].isupper() and word[1:] == word[1:].lower() for word in words)


@rule("SG-10", "A", "loi", facts=True)
def name_look(document: Document) -> Iterator[Finding]:
    """Họ tên người ký: chữ thường, viết hoa chữ cái đầu mỗi âm tiết, đậm, đứng, cỡ 14 (nhà nước: 13 – 14).

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 7; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.đ

    Vì sao: bảng mẫu chữ ấn định như vậy. Sửa: viết lại họ tên, đặt cỡ 14, đậm. Sai: “NGUYỄN VĂN BÌNH”.
    Đúng: “Nguyễn Văn Bình” cỡ 14 đậm.
    """
    wanted = look(document.profile, "name")
    for line in _names(document):
        wrong = list(misfits(line, wanted))
        if not _is_title_case(_TITLE.sub("", line.text)):
            wrong.append("chưa viết hoa đúng chữ cái đầu mỗi âm tiết")
        if wrong:
            yield Finding(line.place, f"“{line.text}”: {'; '.join(wrong)}")


def _titled(document: Document) -> Iterator[Finding]:
    for line in _names(document):
        match = _TITLE.match(line.text)
        if match:
            yield Finding(line.place, f"đang ghi {cited(line.text)}", f"chỉ ghi “{line.text[match.end() :].strip()}”")


@rule("SG-12", "P", "loi", facts=True)
def no_title_before_name(document: Document) -> Iterator[Finding]:
    """Trước họ tên người ký không ghi học hàm, học vị, quân hàm, danh hiệu.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.3; Hướng dẫn 36-HD/VPTW, mục II.1.7

    Vì sao: người ký nhân danh chức vụ trong Đảng. Sửa: bỏ phần trước họ tên. Sai: “ThS. Nguyễn Văn Bình”.
    Đúng: “Nguyễn Văn Bình”.
    """
    yield from _titled(document)


@rule("SG-13", "S", "canh-bao", facts=True)
def no_title_before_state_name(document: Document) -> Iterator[Finding]:
    """Trước họ tên người ký văn bản nhà nước không ghi học hàm, học vị và danh hiệu, trừ ngành có quy định riêng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.c

    Vì sao: chỉ lực lượng vũ trang, giáo dục, y tế, khoa học được bộ quản lý ngành quy định khác. Sửa: bỏ phần trước họ
    tên. Sai: “TS. Phạm Quốc Hưng”. Đúng: “Phạm Quốc Hưng”.
    """
    yield from _titled(document)


def _last_blocks(document: Document) -> tuple[SignatureBlock, ...]:
    """The blocks whose place is judged: in the PDF when there is one, where the paper has one signer a place."""
    parts = document.shown or document.parts
    need(document.parts.signatures or None, "khối chữ ký")
    return tuple(b for b in parts.signatures if b.column != "left" and b.name is not None)


@rule("SG-14", "A", "canh-bao")
def block_on_one_axis(document: Document) -> Iterator[Finding]:
    """Khối chữ ký ở nửa bên phải, các dòng canh giữa trên một trục.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.2.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.đ

    Vì sao: quyền hạn, chức vụ, họ tên thẳng một trục thì chỗ ký và đóng dấu mới cân. Sửa: đặt khối chữ ký trong ô bên
    phải của bảng không viền, canh giữa mọi dòng. Sai: họ tên gõ dấu cách cho lệch sang phải. Đúng: mọi dòng canh giữa.
    """
    blocks = concerned(_last_blocks(document) or None)
    placed = False
    for block in blocks:
        lines = [line for line in block.lines if line.text.strip()]
        centres = [line.shown.centre_mm for line in lines if line.shown is not None]
        if centres:
            placed = True
            yield from _off_axis(document, block, lines, centres)
        elif all(line.align is not None for line in lines):
            placed = True
            for line in lines:
                if line.align != "center":
                    yield Finding(line.place, f"{cited(line.text)} chưa canh giữa")
    if not placed:
        unjudged("khối chữ ký dàn bằng tab hoặc dấu cách, cần tệp PDF để đo")


def _off_axis(document: Document, block: SignatureBlock, lines: list[Line], centres: list[float]) -> Iterator[Finding]:
    place = _in_word(document, lines[0])
    spread = max(centres) - min(centres)
    if spread > 2 * _AXIS_MM:
        yield Finding(place, f"các dòng lệch trục nhau {millimetres(spread)}")
    elif block.column == "right" and document.pdf is not None and lines[0].shown is not None:
        width = document.pdf.pages[lines[0].shown.page - 1].width_mm
        if centres[0] < width / 2:
            yield Finding(place, "khối chữ ký ở nửa bên trái trang")


def _in_word(document: Document, line: Line) -> Place:
    """The place of the same words in the Word file's signature blocks, the line's own when there is none."""
    written = (other for block in document.parts.signatures for other in block.lines if other.text == line.text)
    return next(written, line).place


def _gap_mm(upper: Line, lower: Line, document: Document) -> float | None:
    """The free height between two lines: measured on the page, or summed up from the Word file's spacing."""
    if upper.shown is not None and lower.shown is not None:
        if upper.shown.page != lower.shown.page:
            return None
        return lower.shown.top_mm - upper.shown.bottom_mm
    if upper.paragraph is None or lower.paragraph is None or document.docx is None:
        return None
    one, other = upper.paragraph, lower.paragraph
    if one.cell != other.cell:
        return None
    between = [
        p
        for p in document.docx.paragraphs
        if one.place.paragraph < p.place.paragraph < other.place.paragraph and p.place.part == one.place.part
    ]
    points = max(one.after_pt, between[0].before_pt if between else other.before_pt)
    for index, paragraph in enumerate(between):
        following = between[index + 1] if index + 1 < len(between) else other
        points += _height_pt(paragraph) + max(paragraph.after_pt, following.before_pt)
    return points * _MM_PER_PT


def _height_pt(paragraph: Paragraph) -> float:
    """The height of an empty line, in points."""
    if paragraph.line_rule == "exact":
        return paragraph.line
    letters = max((span.size_pt for span in paragraph.spans), default=14.0) * 1.15
    return max(letters, paragraph.line) if paragraph.line_rule == "atLeast" else letters * paragraph.line


def _signed(hint: Line) -> bool:
    """Whether the hint says that the original was signed: a copy needs no room."""
    return "đã ký" in hint.text.lower()


@rule("SG-15", "A", "canh-bao", "I")
def room_for_signature(document: Document) -> Iterator[Finding]:
    """Giữa chức vụ và họ tên người ký có ít nhất 20 mm để ký, đóng dấu.

    Cách trình bày chung: chữ ký và dấu cần khoảng trống cao từ 20 mm (khoảng bốn dòng)

    Vì sao: thiếu chỗ thì chữ ký, dấu đè lên chức vụ và họ tên. Sửa: tăng Spacing Before của dòng họ tên lên 78 pt.
    Sai: họ tên ngay dưới chức vụ. Đúng: cách chừng 28 mm.
    """
    parts = document.shown or document.parts
    need(parts.signatures or None, "khối chữ ký")
    gaps: list[tuple[Line, float]] = []
    for block in parts.signatures:
        above = (*block.prefix, *block.posts, *block.roles, *block.hints)
        if block.name is None or not above or not block.name.text.strip(" .…") or any(map(_signed, block.hints)):
            continue
        gap = _gap_mm(above[-1], block.name, document)
        if gap is not None:
            gaps.append((block.name, gap))
    for name, gap in concerned(gaps or None):
        if gap < _ROOM_MM - 1:
            yield Finding(_in_word(document, name), f"chỉ cách {millimetres(max(gap, 0))} ở {cited(name.text)}")


@rule("SG-16", "A", "canh-bao", "I", view="pdf", facts=True)
def block_not_alone(document: Document) -> Iterator[Finding]:
    """Khối chữ ký cùng trang với ít nhất hai dòng nội dung.

    Cách trình bày chung: không để chữ ký đứng một mình ở trang sau

    Vì sao: trang chỉ có chữ ký có thể bị thay nội dung phía trước. Sửa: đặt “Keep with next” cho đoạn cuối, hoặc giảm
    giãn dòng để kéo chữ ký về trang trước. Sai: trang cuối chỉ có chữ ký. Đúng: trang cuối còn hai dòng nội dung.
    """
    shown = need(document.shown, "khối chữ ký trong tệp PDF")
    block = need(shown.signatures or None, "khối chữ ký trong tệp PDF")[0]
    first = next((line.shown for line in block.lines if line.shown is not None), None)
    top = concerned(first)
    page = need(document.pdf, "tệp PDF").pages[top.page - 1]
    if top.page > 1:
        above = {round(line.baseline_mm) for line in page.lines if 20 < line.baseline_mm < top.baseline_mm - 2}
        if len(above) < 2:
            place = document.parts.signatures[0].lines[0].place if document.parts.signatures else block.lines[0].place
            yield Finding(place, f"trang {top.page} chỉ có {len(above)} dòng ở trên khối chữ ký")


@rule("SG-17", "A", "loi", facts=True)
def signer_is_registered(document: Document) -> Iterator[Finding]:
    """Họ tên, chức vụ người ký đúng với người có thẩm quyền ký vào ngày ban hành.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.c

    Vì sao: ghi sai tên hay chức vụ thì văn bản không có giá trị. Sửa: ghi theo danh sách người ký của cơ quan.
    Sai: “Nguyễn Văn Bính”. Đúng: “Nguyễn Văn Bình”.
    """
    need(document.known.signers or None, "danh sách người có thẩm quyền ký")
    allowed = dict(document.known.signers)
    signing = [
        b for b in document.parts.signatures and blocks_of(document) if b.name is not None and (b.prefix or b.posts)
    ]
    for block in concerned(signing or None):
        name = block.name
        if name is None or not name.text.strip(" .…"):
            continue
        if name.text not in allowed:
            yield Finding(name.place, f"{cited(name.text)} không có trong danh sách người ký")
            continue
        posts = [] if _for_own_group(block) else [fold(post) for post in allowed[name.text]]
        for line in block.posts:
            if posts and not power_of(line) and not any(post.startswith(fold(line.text)) for post in posts):
                yield Finding(line.place, f"{cited(line.text)} không phải chức vụ của {name.text}")


def _for_own_group(block: SignatureBlock) -> bool:
    """Whether the signer leads a group of the meeting (tổ kiểm phiếu): that post is in no list."""
    return any(own_group(fold(line.text.removeprefix(power_of(line)))) for line in block.prefix)


_SEALED: Final = regex(r"đóng dấu|\bdấu\)", re.IGNORECASE)


@rule("SG-18", "P", "canh-bao")
def branches_have_no_seal(document: Document) -> Iterator[Finding]:
    """Văn bản của chi bộ không có con dấu, không ghi “đóng dấu”, trừ khi ký T/L cấp uỷ cấp trên.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 8.1.2

    Vì sao: chi bộ không có con dấu; cần đóng dấu thì ký T/L để dùng dấu của cấp uỷ cấp trên. Sửa: bỏ chữ “đã ký và
    đóng dấu”, bỏ hình con dấu. Sai: “(Ký tên, đóng dấu)” dưới T/M CHI BỘ. Đúng: chỉ có chữ ký, họ tên.
    """
    concerned(level_of(document.parts.issuer_name) == "chi-bo" or None)
    block = blocks_of(document)[-1]
    concerned(not any(power_of(line).startswith("T/L") for line in (*block.prefix, *block.posts)) or None)
    for line in block.lines:
        if _SEALED.search(line.text):
            yield Finding(line.place, f"đang ghi {cited(line.text)}")
        drawings = line.paragraph.drawings if line.paragraph is not None else ()
        if any(d.kind == "picture" and d.image is not None and d.image.hue == "red" for d in drawings):
            yield Finding(line.place, "có hình con dấu màu đỏ")
