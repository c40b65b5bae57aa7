"""The faces one sees on the pages of a PDF (phông chữ của bản PDF)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document
from vanban.the_thuc.geometry import numbers, page_place
from vanban.the_thuc.page_views import PdfView
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, need, rule
from vanban.the_thuc.views import Place

# Times New Roman and the faces of equal metrics that take its place where it is not installed.
_TIMES: Final = regex(r"(?i)^(times|liberation ?serif|tinos|nimbus ?rom|tex ?gyre ?termes|thorndale|stix ?two ?text)")
_MANY: Final = 5
_LETTER: Final = regex(r"[^\W_]")


def times_like(family: str) -> bool:
    """Whether a family is Times New Roman or one of equal metrics."""
    return bool(_TIMES.match(family))


@rule("FT-03", "A", "loi", view="pdf", facts=True)
def one_family_in_the_pdf(document: Document) -> Iterator[Finding]:
    """Bản PDF chỉ dùng một họ phông Times New Roman và nhúng đủ các kiểu của nó.

    Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 1; Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 4.

    Vì sao: Máy thiếu phông sẽ lặng lẽ thay bằng phông khác: nét chữ lẫn lộn, dòng dài ngắn khác bản gốc; phông không
    nhúng thì mỗi máy hiện một kiểu.

    Sửa: Cài Times New Roman (hoặc phông cùng cỡ chữ, đủ chữ Việt), đặt lại phông cho toàn văn bản, xuất PDF có nhúng
    phông.

    Sai: Lời văn Times New Roman, bảng Calibri; hoặc Times New Roman không nhúng.

    Đúng: Times New Roman đứng, đậm, nghiêng, đều nhúng trong tệp.
    """
    view = need(document.pdf, "tệp PDF")
    families = _families(view)
    home = next((family for family in families if times_like(family)), "")
    for family, pages in families.items():
        if family != home:
            seen = f"phông {family} ở trang {numbers(pages)}, cần Times New Roman"
            yield Finding(page_place(min(pages)), seen)
    loose = [font for font in view.fonts if not font.embedded and times_like(font.name)]
    if loose:
        names = ", ".join(font.name for font in loose[:_MANY])
        yield Finding(Place("phông của tệp PDF"), f"chưa nhúng {names}")


def _families(view: PdfView) -> dict[str, list[int]]:
    """The pages of each family that letters or figures are printed with, the most used first; bullets are none."""
    pages: dict[str, list[int]] = {}
    count: dict[str, int] = {}
    for page in view.pages:
        for line in page.lines:
            for span in line.spans:
                if not span.hidden and not line.over and _LETTER.search(span.text):
                    for family in span.fonts:
                        pages.setdefault(family, []).append(page.number)
                        count[family] = count.get(family, 0) + len(span.text)
    return dict(sorted(pages.items(), key=lambda item: -count[item[0]]))


@rule("FT-04", "A", "loi", "L", view="pdf", facts=True)
def no_word_in_two_families(document: Document) -> Iterator[Finding]:
    """Trong một từ, mọi chữ cùng một họ phông.

    Đo trên bản in của phông thiếu chữ Việt (chữ ạ, ế, ộ, ự bị thay bằng phông khác); Hướng dẫn 05-HD/VPTW, Phần II,
    mục IV, điểm 1.

    Vì sao: Phông thiếu chữ có dấu thì máy mượn chữ của phông khác, giữa từ lẫn hai kiểu nét.

    Sửa: Cài phông Times New Roman đủ chữ Việt rồi xuất lại; nếu từ đó chép từ nơi khác thì gõ lại.

    Sai: “Đảng bộ” có chữ “ộ” nét không chân.

    Đúng: Cả từ một kiểu nét.
    """
    view = need(document.pdf, "tệp PDF")
    found: dict[int, list[str]] = {}
    for page, word in view.broken_words:
        found.setdefault(page, []).append(word)
    for page, words in found.items():
        more = f" và {len(words) - _MANY} từ nữa" if len(words) > _MANY else ""
        yield Finding(page_place(page), f"hai họ phông trong từ {', '.join(f'“{w}”' for w in words[:_MANY])}{more}")
