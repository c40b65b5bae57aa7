"""Văn bản của cơ quan nhà nước ký trong kỳ: decision, report, submission, plan, notice or letter (the-thuc B)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vanban.forms.nha_nuoc import OfficeLines, rule_length
from vanban.forms.parts import BlockContext, Signature, block
from vanban.forms.registry import Request, form
from vanban.model.document import number_line
from vanban.model.packet import Heading
from vanban.model.review import Review
from vanban.model.state_paper import StatePaper
from vanban.viet import long_date

# Mean width in mm of a letter of bold 14 pt small letters, and the lengths of the template's four rules.
_LETTER: Final = 2.55
_RULES: Final = (22, 30, 40, 52)
_END: Final = "./."


class StatePaperContext(OfficeLines, Signature):
    """Những gì mẫu văn bản nhà nước cần: `ten_loai` is "" for a letter, whose subject stands in `ve_viec`."""

    gach_ngan: bool
    gach_vua: bool
    gach_dai: bool
    so_ky_hieu: str
    dia_danh_ngay: str
    ten_loai: str
    trich_yeu: list[str]
    gach_trich_yeu: int
    ve_viec: list[str]
    kinh_gui: str
    kinh_gui_nhieu: list[str]
    can_cu: list[str]
    lenh: str
    noi_dung: list[BlockContext]
    noi_nhan: list[str]


def _heading(review: Review, paper: StatePaper) -> Heading:
    return Heading(
        kind=review.state_rules.kind(paper.kind).name,
        subject=" ".join(paper.subject),
        author=review.state_body(paper).name,
        promulgation_date=paper.promulgation_date,
        issuer=paper.body,
    )


def _marked(lines: Sequence[str], between: str, last: str) -> list[str]:
    """The lines without the marks they were typed with, each with the mark that belongs there."""
    bare = [line.rstrip(" .,;") for line in lines]
    return [f"{line}{last if index == len(bare) else between}" for index, line in enumerate(bare, 1)]


def _listed(lines: Sequence[str]) -> list[str]:
    return [f"- {line}" for line in _marked([line.lstrip("-– ") for line in lines], ";", ".")]


def _blocks(paper: StatePaper) -> Iterator[BlockContext]:
    """The text; its last paragraph ends as State papers end and stays with the signature."""
    *before, last = paper.blocks
    yield from (block(item.kind, item.text) for item in before)
    yield block("cuoi", last.text.rstrip(" ./;,") + _END)


def _rule_under(subject: str) -> int:
    """The length in mm of the rule under the subject: that of the template nearest to 42 % of the last line."""
    wanted = len(subject) * _LETTER * 0.42
    return min(_RULES, key=lambda length: abs(length - wanted))


@form("van-ban-nha-nuoc", StatePaper, StatePaperContext, _heading)
def context(request: Request) -> StatePaperContext:
    """The context of a State paper."""
    review, paper = request.review, request.planned.about
    assert isinstance(paper, StatePaper)
    body, kind = review.state_body(paper), review.state_rules.kind(paper.kind)
    rule = rule_length(body.header[-1])
    letter = not kind.symbol
    several = len(paper.addressees) > 1
    return {
        "cap_tren": list(body.superior),
        "co_quan": list(body.header),
        "gach_ngan": rule == "ngan",
        "gach_vua": rule == "vua",
        "gach_dai": rule == "dai",
        "so_ky_hieu": number_line(request.number, request.planned.notation),
        "dia_danh_ngay": f"{body.place}, {long_date(paper.promulgation_date)}",
        "ten_loai": "" if letter else kind.name.upper(),
        "trich_yeu": list(paper.subject),
        "gach_trich_yeu": _rule_under(paper.subject[-1]),
        "ve_viec": [f"V/v {paper.subject[0]}", *paper.subject[1:]] if letter else [],
        "kinh_gui": "" if several else "".join(paper.addressees),
        "kinh_gui_nhieu": _listed(paper.addressees) if several else [],
        "can_cu": _marked(paper.bases, ";", "."),
        "lenh": paper.order,
        "noi_dung": list(_blocks(paper)),
        "ky_tham_quyen": paper.competence,
        "ky_chuc_vu": paper.position,
        "ky_ho_ten": review.signer_name(paper.signer),
        "noi_nhan": _listed(paper.to_places),
    }
