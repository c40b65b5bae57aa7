"""Nơi nhận: label, list, the filing line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.law import look
from vanban.the_thuc.looks import ill_looking, millimetres
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import cited, full
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, NotConcerned, concerned, need, rule
from vanban.the_thuc.spelling import fold

_LEVEL_MM: Final = 2.0
_ITEM: Final = regex(r"^[-–+•]\s*")
_FILED: Final = regex(r"^-?\s*Lưu\b", re.IGNORECASE)


def label_of(document: Document) -> Line:
    """The line `Nơi nhận:`.

    Raises:
        NotConcerned: the document has none (RC-01 speaks of that).
    """
    return concerned(document.parts.recipients_label)


def items_of(document: Document) -> list[Line]:
    """The items of the list; a line that goes on from the one above is joined to it, drafter's mark left out.

    Raises:
        NotConcerned: there is no list.
    """
    items: list[Line] = []
    for line in document.parts.recipients:
        if items and not _ITEM.match(full(line)) and line.paragraph is None:
            items[-1] = items[-1]._replace(text=f"{items[-1].text} {line.text}", spans=(*items[-1].spans, *line.spans))
        elif _ITEM.match(full(line)) or not items or not _FILED.match(full(items[-1])):
            items.append(line)
    return concerned(items or None)


@rule("RC-01", "A", {"P18": "canh-bao", "P26": "canh-bao", "S": "loi"})
def recipients_in_place(document: Document) -> Iterator[Finding]:
    """Có “Nơi nhận:” ở góc trái, dưới nội dung; dòng đầu ngang với dòng quyền hạn ký.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d

    Vì sao: nơi nhận là thành phần bắt buộc của văn bản. Sửa: đặt “Nơi nhận:” ở ô bên trái, cùng hàng với khối chữ ký.
    Sai: không có nơi nhận, hoặc đặt dưới chữ ký. Đúng: “Nơi nhận:” bên trái, ngang với “T/M ĐẢNG UỶ” bên phải.
    """
    parts = document.parts
    signed = next((line for block in parts.signatures for line in block.lines), None)
    if parts.recipients_label is None:
        concerned(parts.number_line)
        if parts.kind is not None and fold(parts.kind.text).startswith(("GIẤY ", "PHIẾU ")):
            raise NotConcerned
        yield Finding(need(signed, "khối chữ ký").place, "không có “Nơi nhận:”", severity="loi")
        return
    if parts.recipients_label.column == "right":
        yield Finding(parts.recipients_label.place, "“Nơi nhận:” ở bên phải", severity="loi")
    yield from _level(document, parts.recipients_label)


def _level(document: Document, label: Line) -> Iterator[Finding]:
    """A finding when the label stands on the page off the level of the first line of the signature."""
    shown = document.shown
    if shown is None or shown.recipients_label is None or len(shown.signatures) != 1:
        return
    first = next((line.shown for line in shown.signatures[0].lines if line.shown is not None), None)
    at = shown.recipients_label.shown
    if first is not None and at is not None and first.page == at.page:
        off = at.baseline_mm - first.baseline_mm
        if abs(off) > _LEVEL_MM:
            yield Finding(label.place, f"lệch {millimetres(abs(off))} so với dòng đầu của khối chữ ký")


@rule("RC-02", "P", "loi")
def party_label(document: Document) -> Iterator[Finding]:
    """“Nơi nhận:” cỡ 14, đứng, không đậm, có gạch chân liền nét.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 9; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: bảng mẫu chữ ấn định như vậy; đậm nghiêng cỡ 12 là cách của văn bản nhà nước. Sửa: đặt cỡ 14, bỏ đậm, bỏ
    nghiêng, gạch chân. Sai: chữ đậm nghiêng cỡ 12. Đúng: chữ đứng cỡ 14, gạch chân.
    """
    line = label_of(document)
    colonless = tuple(span._replace(text=span.text.rstrip(" :")) for span in line.spans)
    wanted = look(document.profile, "recipients_label")
    if line.shown is not None:
        wanted = wanted._replace(underline=None)
    yield from ill_looking([line._replace(spans=colonless)], wanted)


@rule("RC-03", "S", "loi")
def state_label(document: Document) -> Iterator[Finding]:
    """“Nơi nhận:” cỡ 12, đậm, nghiêng, không gạch chân.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d

    Vì sao: Nghị định ấn định cỡ chữ 12, kiểu chữ nghiêng, đậm. Sửa: đặt cỡ 12, đậm, nghiêng, bỏ gạch chân.
    Sai: chữ đứng gạch chân cỡ 14. Đúng: chữ đậm nghiêng cỡ 12.
    """
    wanted = look("S", "recipients_label")
    line = label_of(document)
    yield from ill_looking([line], wanted)


def _list_look(document: Document) -> Iterator[Finding]:
    label_of(document)
    yield from ill_looking(map(_words, items_of(document)), look(document.profile, "recipients"))


def _words(item: Line) -> Line:
    """The item without a bullet drawn by the program, which takes the size of the paragraph's end."""
    drawn = item.spans and item.shown is not None and not any(map(str.isalnum, item.spans[0].text))
    return item._replace(spans=item.spans[1:]) if drawn else item


@rule("RC-04", "P", "loi")
def party_list_look(document: Document) -> Iterator[Finding]:
    """Danh sách nơi nhận cỡ 12, kiểu chữ đứng.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 9; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: bảng mẫu chữ ấn định như vậy. Sửa: chọn danh sách, đặt cỡ 12, bỏ đậm, bỏ nghiêng. Sai: danh sách cỡ 11.
    Đúng: danh sách cỡ 12.
    """
    yield from _list_look(document)


@rule("RC-05", "S", "loi")
def state_list_look(document: Document) -> Iterator[Finding]:
    """Danh sách nơi nhận cỡ 11, kiểu chữ đứng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d

    Vì sao: Nghị định ấn định cỡ chữ 11, kiểu chữ đứng. Sửa: chọn danh sách, đặt cỡ 11. Sai: danh sách cỡ 12.
    Đúng: danh sách cỡ 11.
    """
    yield from _list_look(document)


def _item_marks(document: Document, between: str, told: str) -> Iterator[Finding]:
    label_of(document)
    items = items_of(document)
    for index, line in enumerate(items):
        text = full(line)
        wrong = [] if re.match(r"^-\s", text) else ["không bắt đầu bằng gạch đầu dòng"]
        last = index == len(items) - 1
        if text[-1:] not in ("." if last else between):
            wrong.append(f"kết thúc bằng “{text[-1:]}”, cần {'“.”' if last else told}")
        if wrong:
            yield Finding(line.place, f"{cited(text, 50)}: {'; '.join(wrong)}")


@rule("RC-06", "P26, S", "loi")
def list_marks(document: Document) -> Iterator[Finding]:
    """Mỗi nơi nhận một dòng: gạch đầu dòng, cuối dòng dấu chấm phẩy, dòng cuối cùng dấu chấm.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 9.2.5; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d

    Vì sao: hai bản trên ấn định dấu chấm phẩy; dấu phẩy là cách của Hướng dẫn 36-HD/VPTW trước đây. Sửa: đổi dấu cuối
    dòng. Sai: “- Ban Tổ chức Tỉnh uỷ,”. Đúng: “- Ban Tổ chức Tỉnh uỷ;”, dòng cuối “- Lưu Văn phòng Đảng uỷ.”
    """
    yield from _item_marks(document, ";", "“;”")


@rule("RC-07", "P18", "canh-bao", "S")
def list_marks_2018(document: Document) -> Iterator[Finding]:
    """Mỗi nơi nhận một dòng: gạch đầu dòng, cuối dòng dấu phẩy (hoặc chấm phẩy), dòng cuối cùng dấu chấm.

    Hướng dẫn 36-HD/VPTW, mục II.1.9

    Vì sao: Hướng dẫn 36-HD/VPTW dùng dấu phẩy sau từng nơi nhận, dấu chấm ở dòng cuối. Sửa: đổi dấu cuối dòng.
    Sai: “- Các chi bộ trực thuộc” không có dấu. Đúng: “- Các chi bộ trực thuộc,”
    """
    yield from _item_marks(document, ",;", "“,”")


@rule("RC-08", "P", "loi")
def party_filing_line(document: Document) -> Iterator[Finding]:
    """Dòng cuối nơi nhận ghi “- Lưu” rồi đến tên nơi lưu, không có dấu hai chấm, không ghi “VT”.

    Hướng dẫn 05-HD/VPTW, Phụ lục 2, dòng 9; Hướng dẫn 36-HD/VPTW, Phụ lục 3

    Vì sao: mẫu ghi “- Lưu Văn phòng Tỉnh uỷ.”; “Lưu: VT” là cách của văn bản nhà nước. Sửa: ghi tên nơi lưu.
    Sai: “- Lưu: VT, VP.” Đúng: “- Lưu Văn phòng Đảng uỷ.”
    """
    label_of(document)
    last = items_of(document)[-1]
    if not re.match(r"^- Lưu [^:]+$", full(last)) or re.search(r"\bVT\b", last.text):
        yield Finding(last.place, f"đang ghi {cited(full(last))}")


@rule("RC-09", "S", "loi")
def state_filing_line(document: Document) -> Iterator[Finding]:
    """Dòng cuối nơi nhận ghi “- Lưu: VT” rồi đến chữ viết tắt đơn vị soạn thảo.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9.d

    Vì sao: “dòng cuối cùng ghi chữ “Lưu”, sau có dấu hai chấm, tiếp theo là chữ viết tắt “VT””. Sửa: ghi lại dòng lưu.
    Sai: “- Lưu Văn phòng.” Đúng: “- Lưu: VT, NV.”
    """
    label_of(document)
    last = items_of(document)[-1]
    if not re.match(r"^- Lưu: VT(, .+)?\.?$", full(last)):
        yield Finding(last.place, f"đang ghi {cited(full(last))}")
