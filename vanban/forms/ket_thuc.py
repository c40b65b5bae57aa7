"""Chứng từ kết thúc and bảng kê thay đổi: what closes a dossier, what changed since it was handed in before.

NĐ 30/2020/NĐ-CP, Điều 29, asks for the first and prescribes no form; its lines are archive practice.
"""

from __future__ import annotations

from typing import Final, TypedDict

from vanban.forms.luu_tru import DossierHead, dossier_head, dossier_of
from vanban.forms.parts import DOTTED_WORD, blank_date_line, date_line
from vanban.forms.registry import Request, form
from vanban.model.packet import Change, DossierView, Heading
from vanban.model.period import Period
from vanban.model.review import Review
from vanban.viet import in_words, padded

_KINDS: Final = {"them": "Bổ sung", "thay": "Thay thế", "rut": "Rút ra"}


class ChungTuContext(DossierHead):
    """Những gì mẫu chứng từ kết thúc cần."""

    tieu_de: list[str]
    dem: list[str]
    tinh_trang: str
    dia_danh_ngay: str
    nguoi_lap: str


class ChangeContext(TypedDict):
    """Một dòng bảng kê thay đổi."""

    stt: str
    so_ky_hieu: str
    noi_dung: str
    thay_doi: str
    ma_cu: str
    ma_moi: str


class ThayDoiContext(DossierHead):
    """Những gì mẫu bảng kê thay đổi cần."""

    lan: str
    lan_truoc: str
    tom_tat: str
    hang: list[ChangeContext]


def _counted(count: int, unit: str) -> str:
    """`281 (hai trăm tám mươi mốt) trang`."""
    return f"{padded(count)} ({in_words(count)}) {unit}"


def _counts(view: DossierView, review: Review) -> list[str]:
    """The lines of the closing sheet, figures and words; by sheets, those of the frame bear no number."""
    profile = review.profile
    frame = (
        ("Bìa hồ sơ", profile.cover_form),
        ("Mục lục văn bản, tài liệu", profile.contents_form),
        ("Bảng kê thay đổi so với lần trước", profile.changes_form),
        ("Chứng từ kết thúc", profile.closing_form),
    )
    own = [f"- {name}: {_counted(view.frame[code], view.unit)}" for name, code in frame if code in view.frame]
    papers = sum(row.last_page - row.first_page + 1 for row in view.rows)
    own.insert(-1, f"- {_counted(len(view.rows), 'văn bản, tài liệu')}: {_counted(papers, view.unit)}")
    head = f"Hồ sơ này gồm {_counted(view.total, view.unit)}, đánh số từ 1 đến {view.total}, "
    head += "trong đó:" if view.unit == "trang" else "không kể bìa, mục lục, chứng từ kết thúc, trong đó:"
    return [head, *(f"{line};" for line in own[:-1]), f"{own[-1]}."]


def _closing_heading(review: Review, period: Period) -> Heading:
    return Heading("Chứng từ kết thúc", "", period.office.short_name, None)


@form("chung-tu-ket-thuc", Period, ChungTuContext, _closing_heading)
def closing(request: Request) -> ChungTuContext:
    """The context of the closing sheet."""
    review, view = request.review, dossier_of(request)
    facts = review.period.dossier
    day = facts.closing_date
    return {
        **dossier_head(request),
        "tieu_de": [f"Hồ sơ {view.title[0]}", *view.title[1:]],
        "dem": _counts(view, review),
        "tinh_trang": facts.condition or DOTTED_WORD,
        "dia_danh_ngay": date_line(review, day) if day else blank_date_line(review),
        "nguoi_lap": facts.creator,
    }


def _grouped(digest: str) -> str:
    """A SHA-256 sum in groups of sixteen, so that a narrow column can break it; a dash for none."""
    return " ".join(digest[start : start + 16] for start in range(0, len(digest), 16)) or "–"


def _change(order: int, change: Change) -> ChangeContext:
    return {
        "stt": str(order),
        "so_ky_hieu": change.number or "–",
        "noi_dung": change.title,
        "thay_doi": _KINDS[change.kind],
        "ma_cu": _grouped(change.before),
        "ma_moi": _grouped(change.after),
    }


def _summary(changes: tuple[Change, ...]) -> str:
    """`Bổ sung 01, thay thế 02, rút ra 00 văn bản, tài liệu.`."""
    counts = {kind: sum(change.kind == kind for change in changes) for kind in _KINDS}
    words = ", ".join(f"{_KINDS[kind].lower()} {padded(count)}" for kind, count in counts.items())
    return f"{words[:1].upper()}{words[1:]} văn bản, tài liệu."


def _changes_heading(review: Review, period: Period) -> Heading:
    return Heading("Bảng kê thay đổi so với lần trước", "", period.office.short_name, None)


@form("thay-doi", Period, ThayDoiContext, _changes_heading)
def changed(request: Request) -> ThayDoiContext:
    """The context of the list of changes."""
    view = dossier_of(request)
    return {
        **dossier_head(request),
        "lan": str(view.edition),
        "lan_truoc": str(view.edition - 1),
        "tom_tat": _summary(view.changes),
        "hang": [_change(order, change) for order, change in enumerate(view.changes, 1)],
    }
