"""`ky.yaml` of the next season: office, signers, recipients go on, expected days move; plan and texts are owed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from vanban.intake.carry.notes import Note, Target, is_there, no_more, picked, rows_of
from vanban.intake.facts import Noun
from vanban.legal import Citation, verdict
from vanban.model.period import Period
from vanban.viet import full_date, short_date, typed_day

_WHOLE: Final = ("don_vi", "cap_tren", "bang_diem", "co_quan_nha_nuoc", "dong_quyen")
_DOSSIER: Final = ("thoi_han", "nguoi_lap", "ma_dinh_danh", "che_do_su_dung")
_SIGNING: Final = ("nguoi_ky", "tham_quyen", "chuc_vu", "noi_nhan")
_DELIVERY: Final = ("ben_giao", "chuc_vu_ben_giao", "ben_nhan", "chuc_vu_ben_nhan", "co_quan_nhan")
_DAYS_A_YEAR: Final = 365.25
_OF_ONE_YEAR: Final = ("Kế hoạch", "Công văn", "Thông báo")
_ORDER: Final = (
    "nam", "che_do", "don_vi", "cap_tren", "nhiem_ky", "ho_so", "ke_hoach", "to_trinh", "van_ban",
    "giao_nhan", "bang_diem", "co_quan_nha_nuoc", "dong_quyen",
)  # fmt: skip


def period(noun: Noun, target: Target, people: Collection[str]) -> tuple[dict[str, Any], list[Note]]:
    """The tree of the next `ky.yaml`, and what must be looked at."""
    old, notes = noun.tree, list[Note]()
    known = {field.alias for field in Period.model_fields.values()}
    tree: dict[str, Any] = {"nam": str(target.year), "che_do": target.profile.code}
    tree |= {key: old[key] for key in _WHOLE if key in old and key in known}
    tree |= _term(noun, target, notes)
    tree["ho_so"] = picked(old.get("ho_so"), _DOSSIER)
    tree["ke_hoach"] = _bases(noun, target, notes) | _signing(noun, "ke_hoach", people, notes)
    tree["to_trinh"] = _signing(noun, "to_trinh", people, notes) | _moved(old.get("to_trinh"), target)
    issues = old.get("van_ban")
    if isinstance(issues, Mapping):
        tree["van_ban"] = {
            key: _signing(noun, f"van_ban.{key}", people, notes) | _moved(issues[key], target) for key in issues
        }
    if "giao_nhan" in old:
        tree["giao_nhan"] = picked(old["giao_nhan"], _DELIVERY) | _moved(old["giao_nhan"], target)
    notes.append(Note(noun.file, "ngày", "ngày của tờ trình, văn bản khác, giao nhận là ngày dự kiến: đối chiếu lại"))
    notes += [*no_more(target, noun.file, "ky.yaml", picked(tree, tuple(tree))), *_left_out(noun)]
    return {key: tree[key] for key in _ORDER if tree.get(key)}, notes


def _signing(noun: Noun, route: str, people: Collection[str], notes: list[Note]) -> dict[str, Any]:
    """Signer, powers, post and recipients of a paper; a signer who is no longer there is left out."""
    fact: Any = noun.tree
    for key in route.split("."):
        fact = fact.get(key) if isinstance(fact, Mapping) else None
    kept = picked(fact, _SIGNING)
    if kept and not is_there(kept.get("nguoi_ky"), people):
        notes.append(Note(noun.file, route, f"người ký “{kept.pop('nguoi_ky', '')}” không mang sang: ghi người ký mới"))
    return kept


def _moved(fact: Any, target: Target) -> dict[str, Any]:
    """The day of a paper moved to the new year, on the same day of the week."""
    day = typed_day(str(fact.get("ngay"))) if isinstance(fact, Mapping) else None
    weeks = round((target.year - target.before) * _DAYS_A_YEAR / 7)
    return {"ngay": short_date(day + timedelta(weeks=weeks))} if day is not None else {}


def _term(noun: Noun, target: Target, notes: list[Note]) -> dict[str, Any]:
    """The committee's term, unless it is over before the year begins."""
    term = noun.tree.get("nhiem_ky")
    if not isinstance(term, Mapping):
        return {}
    last = typed_day(str(term.get("den")))
    if last is not None and last < date(target.year, 1, 1):
        told = f"nhiệm kỳ {term.get('ten')} hết ngày {full_date(last)}: ghi nhiệm kỳ mới, số văn bản bắt đầu lại từ 01"
        notes.append(Note(noun.file, "nhiem_ky", told))
        return {}
    if last is not None and last < target.last_day:
        told = f"nhiệm kỳ {term.get('ten')} hết ngày {full_date(last)}, trong năm {target.year}: đối chiếu lại"
        notes.append(Note(noun.file, "nhiem_ky", told))
    return {"nhiem_ky": dict(term)}


def _bases(noun: Noun, target: Target, notes: list[Note]) -> dict[str, Any]:
    """The legal bases that still stand at the end of the year."""
    plan = noun.tree.get("ke_hoach")
    kept = []
    for row in rows_of(plan.get("can_cu")) if isinstance(plan, Mapping) else []:
        wrong = next(_why_not(row, target), "")
        if wrong:
            notes.append(Note(noun.file, "ke_hoach.can_cu", f"bỏ {row.get('loai')} {row.get('so_ky_hieu')}: {wrong}"))
        else:
            kept.append(dict(row))
    return {"can_cu": kept} if kept else {}


def _why_not(row: Mapping[str, Any], target: Target) -> Iterator[str]:
    words = {key: str(row.get(key, "")) for key in ("loai", "so_ky_hieu", "ve", "co_quan")}
    if words["loai"] in _OF_ONE_YEAR or f"năm {target.before}" in words["ve"]:
        yield f"văn bản của riêng kỳ {target.before}, ghi văn bản mới của cấp trên"
    citation = Citation(0, 0, words["so_ky_hieu"], words["loai"], typed_day(str(row.get("ngay"))))
    lapsed = target.library.out_of_force(citation, target.last_day)
    if lapsed is not None:
        wrong, remedy = verdict(target.library, lapsed, target.last_day)
        yield f"{wrong}, {remedy}"
    for gone in target.profile.organisation.abolished:
        word = gone.found_in(words["co_quan"]) if gone.since <= target.last_day else ""
        if word:
            yield f"cơ quan ban hành thuộc “{word.lower()}”, {gone.reason}"


def _left_out(noun: Noun) -> Iterator[Note]:
    if "bao_cao_tong_hop" in noun.tree:
        yield Note(noun.file, "bao_cao_tong_hop", "viết khi tổng hợp: thêm lại mục này, người ký như tờ trình")
    for key, words in (
        ("goi_y", "gợi ý kiểm điểm"),
        ("kem_theo", "tài liệu kèm theo"),
        ("van_ban_nha_nuoc", "văn bản nhà nước"),
    ):
        count = len(rows_of(noun.tree.get(key)))
        if count:
            yield Note(noun.file, key, f"{count} {words} của kỳ trước không mang sang")
