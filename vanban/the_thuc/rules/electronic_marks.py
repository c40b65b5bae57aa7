"""Images of the signature and the seal, and the words that an electronically signed attachment bears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import page_place, shown
from vanban.the_thuc.looks import millimetres
from vanban.the_thuc.page_views import PdfImage, PdfLine, PdfView
from vanban.the_thuc.parts import SignatureBlock
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, need, rule
from vanban.the_thuc.views import DocxView, Drawing, ImageFacts

# How far from the axis of its block (mm), and from its first and last lines, an image still belongs to it.
_ASIDE_MM: Final = 45.0
_ABOVE_MM, _BELOW_MM = 12.0, 15.0
_SIGNATURE_MM: Final = (8.0, 80.0)
_CENTRE_MM: Final = 3.0
_THIRD, _THIRD_SLACK = 1 / 3, 0.1
# The upper right corner: so far down, from this share of the width on.
_CORNER_MM, _RIGHT = 45.0, 0.45
_NUMBER: Final = regex(r"\d+/[A-ZĐ][\w-]*|\d+-[A-ZĐ]\w*/[A-ZĐ]")
_MOMENT: Final = regex(
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})[T ,;]*\d{2}:\d{2}:\d{2}(\.\d+)?\s*(\+0?7:?00|Z)"
)
_SIZE_PT: Final = 10.0


class _Signed(NamedTuple):
    """A signature block on a page: where it begins, its name, the middle of its lines, the images in it."""

    last_post: PdfLine
    name: PdfLine
    axis_mm: float
    images: tuple[PdfImage, ...]

    @property
    def signature(self) -> PdfImage | None:
        """The image that is no seal: the one nearest to the axis."""
        own = [image for image in self.images if image.facts.hue != "red"]
        return min(own, key=lambda image: abs(_middle(image) - self.axis_mm), default=None)

    @property
    def seal(self) -> PdfImage | None:
        """The red image."""
        return next((image for image in self.images if image.facts.hue == "red"), None)


def _middle(image: PdfImage) -> float:
    return (image.x0_mm + image.x1_mm) / 2


def _signed(document: Document) -> Iterator[_Signed]:
    view = need(document.pdf, "tệp PDF")
    for block in shown(document).signatures:
        found = _on_page(view, block)
        if found is not None and found.images:
            yield found


def _on_page(view: PdfView, block: SignatureBlock) -> _Signed | None:
    lines = [line.shown for line in (*block.prefix, *block.posts, *block.roles) if line.shown]
    name = block.name.shown if block.name else None
    above = [line for line in lines if name and line.page == name.page and line.baseline_mm < name.baseline_mm]
    if name is None or not above:
        return None
    axis = max((*above, name), key=lambda line: line.x1_mm - line.x0_mm).centre_mm
    top, bottom = min(line.top_mm for line in above) - _ABOVE_MM, name.baseline_mm + _BELOW_MM
    images = tuple(
        image
        for image in view.pages[name.page - 1].images
        if abs(_middle(image) - axis) <= _ASIDE_MM
        and top <= (image.top_mm + image.bottom_mm) / 2 <= bottom
        and _SIGNATURE_MM[0] <= image.x1_mm - image.x0_mm <= _SIGNATURE_MM[1]
    )
    return _Signed(max(above, key=lambda line: line.baseline_mm), name, axis, images)


@rule("EL-06", "A", "canh-bao")
def signature_image(document: Document) -> Iterator[Finding]:
    """Hình ảnh chữ ký số của cá nhân màu xanh, nền trong suốt, nằm giữa chức vụ và họ tên, cân giữa.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.2.2; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 7, điểm
    d.

    Vì sao: Ảnh nền trắng che chữ và dấu; ảnh đen như bản sao chụp; lệch chỗ thì đè lên chức vụ hoặc họ tên.

    Sửa: Lưu chữ ký thành ảnh .png nền trong suốt, mực xanh; đặt vào khoảng trống giữa chức vụ và họ tên, cân giữa.

    Sai: Ảnh .jpg nền trắng đè lên họ tên.

    Đúng: Ảnh .png trong suốt, xanh, ở giữa khoảng ký.
    """
    if document.pdf is None:
        yield from _in_word(document)
        return
    blocks = concerned([block for block in _signed(document) if block.signature] or None)
    for block in blocks:
        image = block.signature
        wrong = [*_facts(image.facts), *_stands(block, image)] if image else []
        if wrong:
            yield Finding(page_place(block.name.page), f"ảnh chữ ký {'; '.join(wrong)}")


def _facts(facts: ImageFacts) -> Iterator[str]:
    if not facts.alpha:
        yield "nền không trong suốt, cần ảnh .png nền trong suốt"
    if facts.hue in ("black", "other"):
        yield "không phải màu xanh"


def _stands(block: _Signed, image: PdfImage) -> Iterator[str]:
    aside = _middle(image) - block.axis_mm
    if abs(aside) > _CENTRE_MM:
        yield f"lệch {'phải' if aside > 0 else 'trái'} {millimetres(abs(aside))}, cần cân giữa"
    height = (image.top_mm + image.bottom_mm) / 2
    if not block.last_post.baseline_mm < height < block.name.top_mm:
        yield "không nằm giữa chức vụ và họ tên"


def _in_word(document: Document) -> Iterator[Finding]:
    """The facts of the pictures between post and name in a Word file; where they stand is not known."""
    pictures = [
        (block, drawing.image)
        for block in document.parts.signatures
        for drawing in _hung(need(document.docx, "tệp Word"), block)
        if drawing.image and drawing.image.hue != "red"
    ]
    for block, facts in concerned(pictures or None):
        wrong = list(_facts(facts))
        if wrong and block.name:
            yield Finding(block.name.place, f"ảnh chữ ký {'; '.join(wrong)}")


def _hung(view: DocxView, block: SignatureBlock) -> Iterator[Drawing]:
    """The pictures on the block's own paragraphs and between them."""
    places = [line.place for line in block.lines]
    numbers = [place.paragraph for place in places if place.paragraph]
    if block.name is None or not numbers:
        return
    for paragraph in view.paragraphs:
        same = paragraph.place.part == block.name.place.part
        if same and min(numbers) <= paragraph.place.paragraph <= max(numbers):
            yield from (drawing for drawing in paragraph.drawings if drawing.kind == "picture")


@rule("EL-07", "A", "canh-bao", view="pdf")
def seal_image(document: Document) -> Iterator[Finding]:
    """Hình ảnh dấu của cơ quan màu đỏ, nền trong suốt, trùm khoảng 1/3 chữ ký về bên trái.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 8.2.3; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 8, điểm
    a.

    Vì sao: Dấu nền trắng che mất chữ ký; dấu đặt rời hoặc trùm kín chữ ký đều không đúng như dấu trên giấy.

    Sửa: Dùng ảnh .png nền trong suốt, đúng kích thước thật; kéo dấu cho trùm 1/3 chữ ký phía trái.

    Sai: Dấu nằm hẳn bên phải chữ ký.

    Đúng: Mép phải của dấu trùm một phần ba bên trái chữ ký.
    """
    blocks = concerned([block for block in _signed(document) if block.seal] or None)
    for block in blocks:
        seal, signature = block.seal, block.signature
        wrong = [] if seal is None or seal.facts.alpha else ["nền không trong suốt, cần ảnh .png nền trong suốt"]
        if seal and signature:
            wrong += _overlap(seal, signature)
        if wrong:
            yield Finding(page_place(block.name.page), f"ảnh dấu {'; '.join(wrong)}")


def _overlap(seal: PdfImage, signature: PdfImage) -> Iterator[str]:
    wide = signature.x1_mm - signature.x0_mm
    both = max(min(seal.x1_mm, signature.x1_mm) - max(seal.x0_mm, signature.x0_mm), 0.0)
    if seal.x0_mm >= signature.x0_mm:
        yield "không ở bên trái chữ ký"
    elif abs(both / wide - _THIRD) > _THIRD_SLACK:
        yield f"trùm {both / wide * 100:.0f}% chữ ký, cần khoảng một phần ba"


@rule("EL-08", "S", "canh-bao", view="pdf")
def signed_attachment(document: Document) -> Iterator[Finding]:
    """Phụ lục ở tệp riêng ký số có số, ký hiệu và thời gian ký ở góc trên bên phải, cỡ 10, không kèm ảnh.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II, khoản 8, điểm b và mục III, khoản 1, điểm d.

    Vì sao: Phụ lục tách tệp không có chỗ ký riêng; dòng chữ này cho biết nó thuộc văn bản nào, ký lúc nào.

    Sửa: Khi ký số phụ lục, chọn kiểu chỉ hiện chữ: số, ký hiệu; ngày giờ ký theo ISO 8601 (có múi giờ), Times New Roman
    10.

    Sai: Ảnh dấu đỏ ở góc phụ lục.

    Đúng: 15/QĐ-UBND; 2021-11-24T09:30:15+07:00.
    """
    view, parts = need(document.pdf, "tệp PDF"), document.parts
    alone = view.signatures > 0 and not parts.head
    concerned(parts.appendices if alone else None)
    first = view.pages[0]
    corner = [ln for ln in first.lines if ln.top_mm < _CORNER_MM and ln.x0_mm > _RIGHT * first.width_mm]
    words = " ".join(line.text for line in corner)
    marks = [ln for ln in corner if _NUMBER.search(ln.text) or _MOMENT.search(ln.text)]
    wrong = [] if _NUMBER.search(words) else ["thiếu số, ký hiệu văn bản"]
    wrong += [] if _MOMENT.search(words) else ["thiếu thời gian ký theo ISO 8601 (ngày, giờ phút giây, múi giờ)"]
    if any(span.size_pt != _SIZE_PT for line in marks for span in line.spans):
        wrong.append("cỡ chữ khác 10")
    if any(i.top_mm < _CORNER_MM and _middle(i) > first.width_mm / 2 for i in first.images):
        wrong.append("có kèm ảnh")
    if wrong:
        yield Finding(page_place(1), "; ".join(wrong))
