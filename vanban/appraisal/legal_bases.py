"""Legal texts: those that papers cite are in force on the day, and named as the library of legal texts has them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vanban.appraisal.registry import Hit, rule
from vanban.appraisal.texts import fact_texts
from vanban.legal import NUMBER_SIGN, Citation, LegalText, called, citations, verdict
from vanban.model.document import LegalBasis
from vanban.model.finding import Where
from vanban.model.review import Review
from vanban.viet import fold, short_date

_BASES = ("ke_hoach", "can_cu")
_CHANGES = ("ke_hoach", "thay_doi")


@rule("CC-01", "Văn bản được viện dẫn có hiệu lực vào ngày của văn bản viện dẫn")
def bases_in_force(review: Review) -> Iterator[Hit]:
    """The bases of the plan on its day; what texts cite, on the day of the paper they stand in, once for each noun."""
    plan = review.period.plan
    for where, basis in _bases(review):
        yield from _lapsed(review, where, _cited(basis), plan.promulgation_date)
    told: set[tuple[str, str, str]] = set()
    for where, text in fact_texts(review, holding=NUMBER_SIGN):
        if where.kind == "ky" and where.route[:2] in (_BASES, _CHANGES):
            continue
        for citation in citations(text):
            mark = (where.kind, where.code, fold(citation.number))
            for hit in _lapsed(review, where, citation, _day(review, where)) if mark not in told else ():
                told.add(mark)
                yield hit


def _bases(review: Review) -> Iterator[tuple[Where, LegalBasis]]:
    for index, basis in enumerate(review.period.plan.legal_bases):
        yield Where("ky", "", (*_BASES, index, "so_ky_hieu")), basis


def _cited(basis: LegalBasis) -> Citation:
    return Citation(0, 0, basis.code, basis.kind, basis.promulgation_date)


def _lapsed(review: Review, where: Where, citation: Citation, on: date) -> Iterator[Hit]:
    text = review.library.out_of_force(citation, on)
    if text is not None:
        wrong, remedy = verdict(review.library, text, on)
        message = f"{wrong} mà còn được viện dẫn ngày {short_date(on)} ({text.basis} [{text.certainty}])"
        yield Hit(message, where, remedy)


def _day(review: Review, where: Where) -> date:
    """The day of the paper a text stands in, the plan's where it has none."""
    plan = review.period.plan.promulgation_date
    collective, person = review.collectives.get(where.code), review.individuals.get(where.code)
    meeting = review.meetings.get(where.code)
    if where.kind == "tap-the" and collective is not None:
        return collective.report.report_date if collective.report else plan
    if where.kind == "ca-nhan" and person is not None:
        return person.self_criticism.report_date if person.self_criticism else plan
    if where.kind == "cuoc-hop" and meeting is not None:
        return meeting.day
    return _day_of_period(review, where, plan)


def _day_of_period(review: Review, where: Where, plan: date) -> date:
    period, head = review.period, where.route[:1]
    if head == ("bao_cao_tong_hop",) and period.summary is not None:
        return period.summary.promulgation_date
    if head == ("van_ban_nha_nuoc",) and isinstance(where.route[1], int):
        return period.state_papers[where.route[1]].promulgation_date
    return period.submission.promulgation_date if head == ("to_trinh",) else plan


@rule("CC-02", "Căn cứ ghi loại, ngày, cơ quan đúng như thư viện văn bản căn cứ")
def bases_as_they_are(review: Review) -> Iterator[Hit]:
    """A number the library knows, with another kind, day or issuer: mistyped, or another body's text."""
    for where, basis in _bases(review):
        texts = review.library.of(basis.code)
        if texts and not any(_same(basis, text) for text in texts):
            known = "; ".join(_described(text) for text in texts)
            message = f"{basis.kind} {basis.code}, ngày {short_date(basis.promulgation_date)} của {basis.organ_name}: "
            remedy = "sửa lại căn cứ; nếu là văn bản khác trùng số thì thêm vào mau/van-ban-can-cu.toml của cơ quan"
            yield Hit(f"{message}thư viện ghi {known}", where, remedy)


def _same(basis: LegalBasis, text: LegalText) -> bool:
    kind = fold(basis.kind) == fold(text.kind)
    day = text.day is None or text.day == basis.promulgation_date
    return kind and day and (not text.issuer or fold(text.issuer) == fold(basis.organ_name))


def _described(text: LegalText) -> str:
    return called(text) + (f" của {text.issuer}" if text.issuer else "")
