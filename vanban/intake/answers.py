"""Answers to the regime's lists: every criterion of a sheet is answered, and nothing that is not in the list."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Final

from vanban.model.finding import Finding, Where
from vanban.model.individual import CivilSheet, Individual
from vanban.model.profile import Sign
from vanban.model.review import Review

_SHEET: Final = ("phieu_phan_tich", "cap_do")
_CIVIL: Final = ("phieu_cong_vu", "noi_dung")
_MOST_COMPARED: Final = 2_000


def nearest(code: str, known: Iterable[str]) -> str:
    """`có phải “…”? `, empty when nothing is near; among tens of thousands of codes only the first are compared."""
    near = difflib.get_close_matches(code, list(islice(known, _MOST_COMPARED)), n=1, cutoff=0.5)
    return f"có phải “{near[0]}”? " if near else ""


def sheet_findings(review: Review) -> Iterator[Finding]:
    """What is unknown or missing in analysis sheets, civil sheets and sign sheets."""
    yield from _analysis(review)
    known = {sign.code: sign for sign in review.profile.signs}
    for person in review.written_of:
        if person.civil_sheet is not None:
            yield from _civil(review, person, person.civil_sheet)
        if person.signs or person.sign_sheet is not None:
            yield from _signs(known, person)


def _analysis(review: Review) -> Iterator[Finding]:
    grades = {grade.code for grade in review.profile.grades}
    for collective in review.collectives.values():
        if collective.analysis is None:
            continue
        where = Where("tap-the", collective.code, _SHEET)
        named = {c.code: c.name for c in review.profile.sheet_criteria(collective.kind)}
        yield from answered(where, collective.analysis.grades, named)
        for code, grade in collective.analysis.grades.items():
            if grade not in grades:
                spot = Where("tap-the", collective.code, (*_SHEET, code))
                remedy = nearest(grade, grades) + f"chọn một trong: {', '.join(sorted(grades))}"
                yield Finding("DL-35", f"Không có cấp độ mang mã “{grade}”", spot, remedy)


def _civil(review: Review, person: Individual, sheet: CivilSheet) -> Iterator[Finding]:
    if person.service == "khong":
        message = "Người này không phải cán bộ, công chức, viên chức"
        yield Finding("DL-40", message, Where("ca-nhan", person.code, ("phieu_cong_vu",)), "bỏ mục phieu_cong_vu")
        return
    named = {c.code: c.wording(person.service)[0] for c in review.civil_criteria(person)}
    yield from answered(Where("ca-nhan", person.code, _CIVIL), sheet.items, named)


def answered(where: Where, answers: Mapping[str, object], named: Mapping[str, str]) -> Iterator[Finding]:
    """Codes the form does not know, and criteria nobody answered."""
    for code in answers:
        if code not in named:
            spot = Where(where.kind, where.code, (*where.route, code))
            remedy = nearest(code, named) + f"các tiêu chí: {', '.join(named)}"
            yield Finding("DL-36", f"Mẫu không có tiêu chí “{code}” cho đối tượng này", spot, remedy)
    for code, name in named.items():
        if code not in answers:
            yield Finding("DL-37", f"Chưa đánh giá tiêu chí “{code}” ({name})", where, "thêm mục này")


def _signs(known: Mapping[str, Sign], person: Individual) -> Iterator[Finding]:
    routes: list[tuple[tuple[str, ...], tuple[str, ...]]] = [(("bieu_hien",), person.signs)]
    if person.sign_sheet is not None:
        routes.append((("phieu_bieu_hien", "co"), person.sign_sheet.present))
    for route, codes in routes:
        for index, code in enumerate(codes):
            if code not in known:
                spot = Where("ca-nhan", person.code, (*route, index))
                remedy = nearest(code, known) + "ghi mã từ A1 đến C9"
                yield Finding("DL-60", f"Không có biểu hiện mang mã “{code}”", spot, remedy)
