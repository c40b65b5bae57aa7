"""A Party document of 2021 as it is written in 2026."""

from __future__ import annotations

from dataclasses import replace

from tests.the_thuc.paper import Grid, Paper

_YEAR_BY_YEAR = (
    ("Điều lệ Đảng Cộng sản Việt Nam năm 2011", "Điều lệ Đảng Cộng sản Việt Nam năm 2011"),
    ("nhiệm kỳ 2020 - 2025", "nhiệm kỳ 2025 - 2030"),
    ("15/8/2020", "15/8/2025"),
    ("132-QĐ/TW, ngày 08/3/2018", "366-QĐ/TW, ngày 30/8/2025"),
    ("21-HD/BTCTW, ngày 18/10/2019", "43-HD/BTCTW, ngày 24/10/2025"),
    ("2022", "2027"),
    ("2021", "2026"),
    ("ĐẢNG BỘ HUYỆN SƠN DƯƠNG", "ĐẢNG BỘ TỈNH TUYÊN QUANG"),
    ("Ban Thường vụ Huyện uỷ Sơn Dương", "Ban Thường vụ Tỉnh uỷ Tuyên Quang"),
    ("Huyện uỷ", "Tỉnh uỷ"),
    ("Huyện\nuỷ", "Tỉnh\nuỷ"),
    ("Kính gửi: Ban Thường vụ", "Kính trình: Ban Thường vụ"),
)


def next_regime(paper: Paper) -> Paper:
    """The paper as it is written under HD 05: another year and superior, `;` in lists, the last căn cứ with `.`."""

    def words(text: str) -> str:
        for old, new in _YEAR_BY_YEAR:
            text = text.replace(old, new)
        return text

    def content(item: str | Grid) -> str | Grid:
        if isinstance(item, str):
            return words(item)
        return Grid(tuple(tuple(words(cell) for cell in row) for row in item.rows), item.widths_mm)

    def ends(lines: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(words(line[:-1] + ";") if line.endswith(",") else words(line) for line in lines)

    bases = ends(paper.bases)
    return replace(
        paper,
        superior=tuple(words(line) for line in paper.superior),
        place_day=words(paper.place_day),
        subject=tuple(words(line) for line in paper.subject),
        addressed=words(paper.addressed),
        addressees=ends(paper.addressees),
        bases=(*bases[:-1], bases[-1][:-1] + ".") if bases else (),
        body=tuple(content(item) for item in paper.body),
        recipients=ends(paper.recipients),
        annexes=tuple(
            replace(a, reference=words(a.reference), body=tuple(content(item) for item in a.body))
            for a in paper.annexes
        ),
    )
