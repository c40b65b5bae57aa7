"""Percentages recomputed from the counts they stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from vanban.the_thuc.document import Document, Passage
from vanban.the_thuc.figures import NUMBER, Share, integer, odd_ones, share
from vanban.the_thuc.prose import above, around, passages, whole_text
from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Finding, concerned, rule
from vanban.the_thuc.views import Cell, Place, Table
from vanban.viet import percent as right_percent

_PERCENT: Final = r"(\d+(?:,\d+)?)\s?%"
_NOT_A_SHARE: Final = r"(?!\s*(?:kế hoạch|so với|chỉ tiêu|dự toán|trở lên|mục tiêu|hộ|dân|diện|số))"
# 7/8 phiếu (87,5%); 44/46 nhiệm vụ, đạt 95,7%
_OF: Final = regex(
    rf"(?<![\d/.,])({NUMBER})/({NUMBER})(?![\d/])(?:\s+[^\W\d]+){{0,4}}?"
    rf"(?:\s*\(\s*(?:đạt |bằng |chiếm )?(?:tỷ lệ )?{_PERCENT}\s*\)"
    rf"|,\s*(?:đạt|bằng|chiếm)(?: tỷ lệ)?\s+{_PERCENT}{_NOT_A_SHARE})"
)
# 11 trên tổng số 12 phiếu, đạt 91,7%
_OVER: Final = regex(
    rf"({NUMBER})\s+(?:\w+\s+)?trên tổng số\s+({NUMBER})(?:\s+[^\W\d]+){{0,3}}"
    rf"(?:\s*\(\s*{_PERCENT}\s*\)|,\s*(?:đạt|bằng|chiếm)?\s*(?:tỷ lệ\s+)?{_PERCENT}{_NOT_A_SHARE})"
)
_EACH: Final = regex(rf"(?<![\d/.,])({NUMBER})\s*(?:[^\W\d]+\s+){{0,3}}\({_PERCENT}\)")
_DATE_BEFORE: Final = regex(r"(?:ngày|tháng|quý|đến|số)\s+$", re.IGNORECASE)
_WHOLE: Final = regex(rf"(?<![\d/.,(])({NUMBER})(?![\d/.,%]|,\d)")


@rule("TX-12", "A", "loi", "I", facts=True)
def percentages_recompute(document: Document) -> Iterator[Finding]:
    """Tỷ lệ phần trăm tính lại từ số liệu bên cạnh thì đúng.

    Quy tắc số học: tỷ lệ bằng số phần chia tổng, làm tròn đến chữ số đã in

    Vì sao: một tỷ lệ sai làm người đọc nghi ngờ mọi số liệu khác. Sửa: tính lại, sửa tỷ lệ hoặc số đếm.
    Sai: “7/8 phiếu (85,7%)”. Đúng: “7/8 phiếu (87,5%)”.
    """
    concerned("%" in whole_text(document) or None)
    for passage in passages(document):
        if "%" in passage.text:
            yield from _of_text(passage)
    for table in document.docx.tables if document.docx is not None else ():
        if "%" in " ".join(cell.text for row in table.rows[:3] for cell in row.cells):
            yield from _of_table(table, _stated(document, table))


def _of_text(passage: Passage) -> Iterator[Finding]:
    for pattern in (_OF, _OVER):
        for match in pattern.finditer(passage.text):
            part, whole, item = integer(match[1]), integer(match[2]), share(match[1], match[3] or match[4])
            if item is None or part is None or not whole or _DATE_BEFORE.search(passage.text[: match.start()]):
                continue
            if part <= whole and not item.of(whole):
                seen = f"{around(passage.text, *match.span())}: {part}/{whole} là {right_percent(part, whole)}%"
                yield Finding(passage.place, seen)
    for sentence in re.finditer(r"[^.;\n]*(?:[.;](?=\d)[^.;\n]*)*(?:;[^.\n]*)*", passage.text):
        yield from _of_sentence(passage, sentence[0])


def _of_sentence(passage: Passage, sentence: str) -> Iterator[Finding]:
    """Several counts with their percentages, and one whole that explains all but one of them."""
    found = [(m, s) for m in _EACH.finditer(sentence) if (s := share(m[1], m[2])) is not None]
    if len(found) < 3:
        return
    shares = [item for _, item in found]
    before = sentence[: found[0][0].start()]
    stated = [v for m in _WHOLE.finditer(before) if (v := integer(m[1]))]
    wrong, whole = odd_ones(shares, [sum(s.count for s in shares), *stated])
    for index in wrong:
        match, item = found[index]
        right = right_percent(item.count, whole)
        yield Finding(passage.place, f"{around(sentence, *match.span())}: {item.count}/{whole} là {right}%")


def _stated(document: Document, table: Table) -> list[int]:
    """Wholes named in the words right above the table (`trên tổng số 4 phiếu`)."""
    words = above(document, table)
    return [v for m in re.finditer(rf"tổng số\s+({NUMBER})", words) if (v := integer(m[1]))]


def _of_table(table: Table, stated: list[int]) -> Iterator[Finding]:
    """Rows of a ballot: pairs of a count and its percentage from the right, with the row's own sum as the whole."""
    for row in table.rows:
        pairs = _pairs(row.cells)
        shares = [item for item, _ in pairs]
        wrong, whole = odd_ones(shares, [sum(s.count for s in shares), *stated]) if len(pairs) >= 3 else ([], 0)
        for index in wrong:
            item, place = pairs[index]
            told = f"{item.percent:.{item.decimals}f}".replace(".", ",")
            yield Finding(place, f"ô ghi {told}: {item.count}/{whole} là {right_percent(item.count, whole)}%")


def _pairs(cells: tuple[Cell, ...]) -> list[tuple[Share, Place]]:
    """Count and percentage cells in turn, read from the right as long as they are such pairs."""
    pairs: list[tuple[Share, Place]] = []
    for count, portion in zip(cells[-2::-2], cells[-1::-2], strict=False):
        if not re.fullmatch(r"\d+,\d+\s?%?|\d+\s?%", portion.text.strip()):
            break
        item = share(count.text.strip(), portion.text.strip())
        if item is None:
            break
        pairs.insert(0, (item, portion.paragraphs[0].place))
    return pairs
