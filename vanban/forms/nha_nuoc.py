"""Parts of State papers: the issuing office's lines and the length of the rule under them (the-thuc B.2)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypedDict

from vanban.forms.bien_ban import balanced
from vanban.forms.parts import AnnexLines, annex_lines
from vanban.forms.registry import Request

# Letters of bold 13 pt capitals in the left column of 66 mm, and the mean width of one in mm.
_LINE: Final = 22
_LETTER: Final = 2.8
RuleLength = Literal["ngan", "vua", "dai"]


class StateHead(AnnexLines):
    """Phần đầu của biểu mẫu nhà nước: the rule is 1/3–1/2 of the office's last line: short, middling or long."""

    dau_mau: str
    cap_tren: list[str]
    co_quan: list[str]
    gach_ngan: bool
    gach_vua: bool
    gach_dai: bool
    nam: str


class OfficeLines(TypedDict):
    """Cơ quan chủ quản và cơ quan ban hành, từng dòng."""

    cap_tren: list[str]
    co_quan: list[str]


def capital_lines(text: str, width: int = _LINE) -> list[str]:
    """The text in capitals, broken by sense into lines of about `width` letters."""
    return balanced(text.upper().split(), -(-len(text) // width))


def office_lines(workplace: str, areas: Sequence[str]) -> OfficeLines:
    """`Phòng Nội vụ huyện Sơn Dương` → UỶ BAN NHÂN DÂN, HUYỆN SƠN DƯƠNG; PHÒNG NỘI VỤ.

    `areas` are the words an area's name begins with (`huyện`, `xã`). The area's own People's Committee stands alone;
    a workplace that names no area is printed as it is.
    """
    unit, area, place = max((workplace.rpartition(f" {area} ") for area in areas), key=lambda parts: len(parts[0]))
    committee = ["UỶ BAN NHÂN DÂN", f"{area.strip().upper()} {place.upper()}"]
    if not unit:
        return {"cap_tren": [], "co_quan": capital_lines(workplace)}
    if unit == "Uỷ ban nhân dân":
        return {"cap_tren": [], "co_quan": committee}
    return {"cap_tren": committee, "co_quan": capital_lines(unit)}


def rule_length(line: str) -> RuleLength:
    """Which of the template's three rules (11, 15, 21 mm) is 1/3–1/2 of the line."""
    width = len(line) * _LETTER
    if width < 31:
        return "ngan"
    return "vua" if width < 44 else "dai"


def state_head(request: Request, lines: OfficeLines) -> StateHead:
    """The head of a State form."""
    rule = rule_length(lines["co_quan"][-1])
    return {
        **annex_lines(request),
        **lines,
        "dau_mau": request.planned.form.label,
        "gach_ngan": rule == "ngan",
        "gach_vua": rule == "vua",
        "gach_dai": rule == "dai",
        "nam": str(request.review.period.year),
    }
