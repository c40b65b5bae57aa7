"""Collectives and persons of the next season: who they are goes on, what they wrote does not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

from vanban.intake.carry.notes import Kept, Note, Promise, Target, is_there, lines_of, no_more, picked, rows_of
from vanban.intake.facts import Noun
from vanban.model.collective import Collective
from vanban.model.fact import Fact
from vanban.model.individual import EXEMPTION_WORDS, Individual
from vanban.viet import fold, typed_day

_PERSON: Final = (
    "ma", "ho_ten", "ngay_sinh", "gioi_tinh", "chi_bo", "dang_vien", "chuc_vu_dang", "chuc_vu_chinh_quyen",
    "chuc_vu_doan_the", "don_vi_cong_tac", "doi_tuong", "dien_quan_ly", "lanh_dao", "ngoai_he_thong", "ngay_vao_dang",
)  # fmt: skip
_COLLECTIVE: Final = (
    "ma", "loai", "loai_hinh", "ten", "ten_ngan", "dau_trang", "phat_hanh", "khong_chi_uy", "thanh_vien",
)  # fmt: skip
_SIGNING: Final = ("nguoi_ky", "tham_quyen", "chuc_vu")
_LASTING_REASON: Final = "mien-cong-tac"
_EXPELLED: Final = "khai-tru"
_PROBATION_MONTHS: Final = 12


def expelled(person: Noun) -> bool:
    """Whether the person was expelled in the last season."""
    return any(row.get("hinh_thuc") == _EXPELLED for row in rows_of(person.tree.get("ky_luat")))


def person(noun: Noun, target: Target) -> Kept:
    """A person's facts for the next season."""
    promises = promised(noun.tree, "kiem_diem")
    tree, notes = _mapped(noun, picked(noun.tree, _known(Individual, _PERSON)), target)
    form, told = _form(noun, tree, target)
    excuse, excused = _excuse(noun)
    tree |= excuse | _to_answer(promises)
    notes += [*told, *excused, *_probation(noun, target), *no_more(target, noun.file, noun.name, _post(tree))]
    return Kept(noun.file, noun.name, tree, promises, tuple(notes), form)


def collective(noun: Noun, target: Target, people: Collection[str]) -> Kept:
    """A collective's facts for the next season; members who are carried over no longer are left out."""
    promises = promised(noun.tree, "bao_cao")
    tree, notes = _mapped(noun, picked(noun.tree, _known(Collective, _COLLECTIVE)), target)
    if "thanh_vien" in tree:
        tree["thanh_vien"] = list(_members(noun, people, notes))
    signing = picked(noun.tree.get("bao_cao"), _SIGNING)
    if not is_there(signing.get("nguoi_ky"), people):
        signing.pop("nguoi_ky", None)
    tree |= ({"bao_cao": signing} if signing else {}) | _to_answer(promises)
    names = picked(tree, ("ten", "ten_ngan", "dau_trang"))
    return Kept(noun.file, noun.name, tree, promises, (*notes, *no_more(target, noun.file, noun.name, names)))


def _known(model: type[Fact], keys: Iterable[str]) -> list[str]:
    aliases = {field.alias for field in model.model_fields.values()}
    return [key for key in keys if key in aliases]


def _post(tree: Mapping[str, Any]) -> dict[str, Any]:
    return picked(tree, ("chuc_vu_dang", "chuc_vu_chinh_quyen", "chuc_vu_doan_the", "don_vi_cong_tac"))


def _to_answer(promises: tuple[Promise, ...]) -> dict[str, Any]:
    return {"han_che_ky_truoc": [promise.shortcoming for promise in promises]} if promises else {}


def _members(noun: Noun, people: Collection[str], notes: list[Note]) -> Iterator[Mapping[str, Any]]:
    for row in rows_of(noun.tree.get("thanh_vien")):
        if is_there(row.get("nguoi"), people):
            yield row
        else:
            notes.append(Note(noun.file, noun.name, f"bỏ thành viên {row.get('nguoi')}: người này không mang sang"))


def _mapped(noun: Noun, tree: dict[str, Any], target: Target) -> tuple[dict[str, Any], list[Note]]:
    """The codes of the new regime for management and kind of unit; what has none is left out and told."""
    carry, organisation = target.profile.carry_over, target.profile.organisation
    tables = (
        ("dien_quan_ly", carry.management, {row.code for row in organisation.management}),
        ("loai_hinh", carry.kinds, {row.code for row in organisation.kinds}),
    )
    notes = []
    for key, mapping, known in tables:
        if key in tree:
            code = mapping.get(str(tree[key]), str(tree[key]))
            if code in known:
                tree[key] = code
            else:
                told = (
                    f"{key} “{tree.pop(key)}” không có ở chế độ {target.profile.code}: chọn {', '.join(sorted(known))}"
                )
                notes.append(Note(noun.file, noun.name, told))
    return tree, notes


def _form(noun: Noun, tree: dict[str, Any], target: Target) -> tuple[str, list[Note]]:
    """Which form the person writes, and the facts that say so; a note when no row of the regime fits."""
    rules = target.profile.carry_over.posts
    rule = next((rule for rule in rules if rule.fits(noun.tree)), None)
    if rule is None:
        told = "không rõ mẫu bản kiểm điểm theo chức vụ: ghi lanh_dao và các mục khác cho đúng"
        return "", [Note(noun.file, noun.name, told)] if rules else []
    tree |= picked(rule.facts, _known(Individual, rule.facts))
    form = target.profile.form(rule.form)
    return form.label or form.name, []


def _excuse(noun: Noun) -> tuple[dict[str, Any], list[Note]]:
    """The lawful reason not to be reviewed when it lasts beyond a year; others are told and left out."""
    excuse = noun.tree.get("mien_kiem_diem")
    if not isinstance(excuse, Mapping):
        return {}, []
    words = EXEMPTION_WORDS.get(str(excuse.get("ly_do")), str(excuse.get("ly_do")))
    if excuse.get("ly_do") == _LASTING_REASON:
        return {"mien_kiem_diem": dict(excuse)}, [Note(noun.file, noun.name, f"vẫn ghi {words}: đối chiếu lại")]
    told = f"kỳ trước không kiểm điểm ({words}): kỳ này kiểm điểm, hoặc ghi lại mien_kiem_diem nếu còn lý do"
    return {}, [Note(noun.file, noun.name, told)]


def _probation(noun: Noun, target: Target) -> list[Note]:
    if noun.tree.get("dang_vien") != "du-bi":
        return []
    told = "kỳ trước là đảng viên dự bị: đã được công nhận chính thức thì sửa dang_vien"
    admitted = typed_day(str(noun.tree.get("ngay_vao_dang")))
    if admitted is not None:
        months = (target.year - admitted.year) * _PROBATION_MONTHS + 12 - admitted.month
        told += f" (đến cuối năm {target.year} đã {months} tháng)"
    return [Note(noun.file, noun.name, told)]


def promised(tree: Mapping[str, Any], review: str) -> tuple[Promise, ...]:
    """What section III must answer: the remedy plan, else the shortcomings; then what was not yet remedied before."""
    text = tree.get(review) if isinstance(tree.get(review), Mapping) else {}
    assert isinstance(text, Mapping)
    plan = [_promise(row) for row in rows_of(tree.get("khac_phuc_sau")) if row.get("han_che")]
    found = plan or [Promise(line) for line in lines_of(text.get("han_che"))]
    remedies = text.get("khac_phuc")
    before = rows_of(remedies.get("muc")) if isinstance(remedies, Mapping) else []
    found += [Promise(str(row["han_che"])) for row in before if row.get("han_che") and row.get("trang_thai") != "da"]
    return tuple({fold(promise.shortcoming): promise for promise in reversed(found)}.values())[::-1]


def _promise(row: Mapping[str, Any]) -> Promise:
    words = {key: " ".join(str(row.get(key, "")).split()) for key in ("han_che", "bien_phap", "thoi_han", "san_pham")}
    return Promise(words["han_che"], words["bien_phap"], words["thoi_han"], words["san_pham"])
