"""Codes of the organisation: who manages a person, of which kind a unit is, as the regime lists them."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.intake.answers import nearest
from vanban.model.collective import Collective
from vanban.model.finding import Finding, Where
from vanban.model.organisation import Organisation
from vanban.model.review import Review


def organisation_findings(review: Review) -> Iterator[Finding]:
    """Management and kinds of units that the regime does not have."""
    organisation = review.profile.organisation
    managed = {row.code: row for row in organisation.management}
    for person in review.individuals.values():
        if person.managed_by not in managed:
            where = Where("ca-nhan", person.code, ("dien_quan_ly",))
            remedy = nearest(person.managed_by, managed) + f"chọn một trong: {', '.join(managed)}"
            yield Finding("DL-56", f"Chế độ không có diện quản lý “{person.managed_by}”", where, remedy)
    for collective in review.collectives.values():
        yield from _kind(organisation, collective)


def _kind(organisation: Organisation, collective: Collective) -> Iterator[Finding]:
    ours = {kind.code: kind for kind in organisation.kinds if kind.role == collective.kind}
    where = Where("tap-the", collective.code, ("loai_hinh" if collective.unit_kind else "loai",))
    if not ours:
        roles = dict.fromkeys(kind.role for kind in organisation.kinds)
        message = f"Chế độ không có tập thể loại “{collective.kind}”"
        yield Finding("DL-57", message, where, f"chọn một trong: {', '.join(roles)}")
    elif collective.unit_kind and collective.unit_kind not in ours:
        message = f"Chế độ không có loại hình “{collective.unit_kind}” cho tập thể loại “{collective.kind}”"
        yield Finding("DL-57", message, where, f"chọn một trong: {', '.join(ours)}; hoặc bỏ mục này")
