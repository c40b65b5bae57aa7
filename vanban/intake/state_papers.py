"""State papers of the season: bodies, types and signers that exist, codes that stand once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vanban.intake.answers import nearest
from vanban.model.finding import Finding, Where
from vanban.model.review import Review
from vanban.model.state_paper import StateBody, StatePaper

_PAPERS = "van_ban_nha_nuoc"


def state_findings(review: Review) -> Iterator[Finding]:
    """What the State papers name and nobody has."""
    period, rules = review.period, review.profile.state_papers
    if rules is None and period.state_papers:
        message = f"Chế độ {review.profile.code} không có văn bản của cơ quan nhà nước"
        yield Finding("DL-58", message, Where("ky", "", (_PAPERS,)), "bỏ mục này, hoặc thêm [nha_nuoc] vào che-do.toml")
        return
    yield from _twins("co_quan_nha_nuoc", period.state_bodies)
    yield from _twins(_PAPERS, period.state_papers)
    bodies = {body.code: body for body in period.state_bodies}
    kinds = {kind.code: kind for kind in rules.kinds} if rules else {}
    for index, paper in enumerate(period.state_papers):
        for key, code, known, noun in (
            ("co_quan", paper.body, bodies, "cơ quan nhà nước"),
            ("loai", paper.kind, kinds, "loại văn bản nhà nước"),
        ):
            if code not in known:
                remedy = f"{nearest(code, known)}chọn một trong: {', '.join(known) or 'chưa có'}"
                where = Where("ky", "", (_PAPERS, index, key))
                yield Finding("DL-58", f"Không có {noun} mang mã “{code}”", where, remedy)
        if isinstance(paper.signer, str) and paper.signer not in review.individuals:
            where = Where("ky", "", (_PAPERS, index, "nguoi_ky"))
            remedy = f"{nearest(paper.signer, review.individuals)}sửa mã, hoặc ghi nguoi_ky: {{ho_ten: …}}"
            yield Finding("DL-31", f"Không có cá nhân mang mã “{paper.signer}”", where, remedy)
        if paper.kind in kinds and not kinds[paper.kind].symbol and not paper.unit:
            where = Where("ky", "", (_PAPERS, index))
            yield Finding("DL-58", f"Công văn “{paper.code}” chưa ghi đơn vị soạn", where, "thêm mục don_vi_soan")


def _twins(key: str, nouns: Sequence[StateBody | StatePaper]) -> Iterator[Finding]:
    seen: dict[str, None] = {}
    for index, noun in enumerate(nouns):
        if noun.code.lower() in seen:
            yield Finding("DL-30", f"Mã “{noun.code}” ghi hai lần", Where("ky", "", (key, index, "ma")), "đổi mã")
        seen[noun.code.lower()] = None
