from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.intake.carry.notes import Target
from vanban.intake.carry.nouns import collective, expelled, person, promised
from vanban.intake.facts import Noun
from vanban.legal import Library
from vanban.model.individual import Individual
from vanban.model.profile import LegalProfile
from vanban.viet import fold

Values = dict[str, Any]
HAI: Values = {
    "ma": "NV02", "ho_ten": "Trần Thị Hai", "ngay_sinh": "01/02/1980", "gioi_tinh": "nu", "chi_bo": "noi-vu",
    "dang_vien": "chinh-thuc", "chuc_vu_dang": "Đảng viên", "chuc_vu_chinh_quyen": "Hưu trí",
    "chuc_vu_doan_the": "Không",
    "don_vi_cong_tac": "Phòng Nội vụ", "doi_tuong": "cong-chuc", "dien_quan_ly": "huyen-uy", "lanh_dao": "khong",
    "kiem_diem": {
        "ngay": "25/11/2021",
        "han_che": ["Chậm việc một.", "Chậm việc hai."],
        "khac_phuc": {"muc": [
            {"han_che": "Việc cũ đã xong", "trang_thai": "da", "ket_qua": "Xong."},
            {"han_che": "Việc cũ còn dở", "trang_thai": "dang", "ket_qua": "Được nửa."},
        ]},
    },
    "nhan_xet": {"dang_uy": {"muc": "htt"}},
}  # fmt: skip
PLAN = [{"han_che": "Chậm việc một.", "bien_phap": "Lập bảng", "thoi_han": "31/3/2022", "san_pham": "Bảng"}]


def noun(tree: Values, kind: str = "ca-nhan") -> Noun:
    return Noun(kind, str(tree["ma"]), f"{kind}/{str(tree['ma']).lower()}.yaml", tree)


@pytest.fixture
def target(profile: LegalProfile) -> Target:
    return Target(2021, 2022, profile, Library())


def regime(regime_values: Values, **carry: Any) -> LegalProfile:
    """A later regime: no district manages anybody, and the form goes by post."""
    managed = [
        {**row, "ma": "tinh-uy"} if row["ma"] == "huyen-uy" else row for row in regime_values["to_chuc"]["dien_quan_ly"]
    ]
    return LegalProfile.model_validate(
        {
            **regime_values,
            "ma": "3000",
            "to_chuc": {**regime_values["to_chuc"], "dien_quan_ly": managed},
            "len_ky": carry,
        }
    )


def test_who_a_person_is_goes_on_and_nothing_that_was_written(target: Target) -> None:
    kept = person(noun(HAI), target)
    assert {*kept.tree} == {*HAI} - {"kiem_diem", "nhan_xet"} | {"han_che_ky_truoc"}
    assert kept.notes == ()
    assert Individual.model_validate(kept.tree).full_name == "Trần Thị Hai"


def test_shortcomings_and_what_was_not_remedied_must_be_answered(target: Target) -> None:
    assert person(noun(HAI), target).tree["han_che_ky_truoc"] == ["Chậm việc một.", "Chậm việc hai.", "Việc cũ còn dở"]


def test_the_remedy_plan_stands_for_the_shortcomings_with_what_was_promised(target: Target) -> None:
    kept = person(noun({**HAI, "khac_phuc_sau": PLAN}), target)
    assert kept.tree["han_che_ky_truoc"] == ["Chậm việc một.", "Việc cũ còn dở"]
    assert (kept.promises[0].measure, kept.promises[0].deadline, kept.promises[0].product) == (
        "Lập bảng", "31/3/2022", "Bảng",
    )  # fmt: skip


def test_a_person_without_shortcomings_has_nothing_to_answer(target: Target) -> None:
    bare = {key: value for key, value in HAI.items() if key != "kiem_diem"}
    assert "han_che_ky_truoc" not in person(noun(bare), target).tree


_LINES = st.lists(st.sampled_from(["Chậm.", "chậm.", "Hoà nhập yếu", "Hòa nhập yếu", "Khác"]), max_size=5)


@given(plan=_LINES, text=_LINES, before=_LINES)
def test_every_shortcoming_is_asked_for_once(plan: list[str], text: list[str], before: list[str]) -> None:
    rows = [{"han_che": line, "trang_thai": "chua"} for line in before]
    tree = {"khac_phuc_sau": [{"han_che": line} for line in plan], "r": {"han_che": text, "khac_phuc": {"muc": rows}}}
    asked = [fold(promise.shortcoming) for promise in promised(tree, "r")]
    assert len(asked) == len(set(asked))
    assert set(asked) == {fold(line) for line in (*(plan or text), *before)}


@pytest.mark.parametrize(
    "broken", ["chữ", ["a"], None, {"han_che": {"x": "y"}}, {"khac_phuc": "x"}, {"khac_phuc": {"muc": "x"}}]
)
def test_facts_in_no_shape_at_all_are_no_traceback(target: Target, broken: Any) -> None:
    tree = {**HAI, "kiem_diem": broken, "khac_phuc_sau": broken, "ky_luat": broken, "mien_kiem_diem": broken}
    assert person(noun(tree), target).tree["ma"] == "NV02"
    assert not expelled(noun(tree))


@pytest.mark.parametrize(
    ("reason", "kept", "said"),
    [
        ("mien-cong-tac", True, "đối chiếu lại"),
        ("chua-du-6-thang", False, "kỳ này kiểm điểm"),
        ("nghi-dai", False, "kỳ này"),
    ],
)
def test_only_an_excuse_that_lasts_goes_on_and_each_is_told(target: Target, reason: str, kept: bool, said: str) -> None:
    made = person(noun({**HAI, "mien_kiem_diem": {"ly_do": reason, "ghi_chu": "QĐ 5"}}), target)
    assert ("mien_kiem_diem" in made.tree) == kept
    (note,) = made.notes
    assert said in note.text


def test_a_probationary_member_is_to_be_looked_at(target: Target) -> None:
    (note,) = person(noun({**HAI, "dang_vien": "du-bi", "ngay_vao_dang": "03/7/2021"}), target).notes
    assert "đến cuối năm 2022 đã 17 tháng" in note.text


def test_codes_of_the_old_regime_become_those_of_the_new(regime_values: Values) -> None:
    new = Target(2021, 2022, regime(regime_values, dien_quan_ly={"huyen-uy": "tinh-uy"}), Library())
    kept = person(noun(HAI), new)
    assert (kept.tree["dien_quan_ly"], kept.notes) == ("tinh-uy", ())


def test_a_code_without_a_successor_is_left_out_and_told(regime_values: Values) -> None:
    kept = person(noun(HAI), Target(2021, 2022, regime(regime_values), Library()))
    assert "dien_quan_ly" not in kept.tree
    assert "dien_quan_ly “huyen-uy” không có ở chế độ 3000: chọn dang-uy, tinh-uy" in kept.notes[0].text


POSTS = [
    {"mau": "mau-01", "tu_ngu": ["hưu trí"], "ghi": {"dang_vien": "du-bi"}, "can_cu": "x", "chac_chan": "I"},
    {"mau": "mau-02", "khi": {"lanh_dao": ["khong"]}, "can_cu": "x", "chac_chan": "I"},
]


@pytest.mark.parametrize(
    ("post", "leader", "form", "membership"),
    [
        ("HƯU TRÍ", "khong", "Mẫu 01-HD KĐ.ĐG 2019", "du-bi"),
        ("Chuyên viên", "khong", "Mẫu 02-HD KĐ.ĐG 2019", "chinh-thuc"),
        ("Trưởng phòng", "co", "", "chinh-thuc"),
    ],
)
def test_the_form_goes_by_post_and_writes_the_facts_that_say_so(
    regime_values: Values, post: str, leader: str, form: str, membership: str
) -> None:
    new = Target(2021, 2022, regime(regime_values, mau_ca_nhan=POSTS, dien_quan_ly={"huyen-uy": "dang-uy"}), Library())
    kept = person(noun({**HAI, "chuc_vu_chinh_quyen": post, "lanh_dao": leader}), new)
    assert (kept.form, kept.tree["dang_vien"]) == (form, membership)
    assert [note.text.startswith("không rõ mẫu") for note in kept.notes] == ([] if form else [True])


def test_a_collective_keeps_its_members_signer_and_what_it_owes(target: Target) -> None:
    tree = {
        "ma": "noi-vu", "loai": "chi-bo", "ten": "Chi bộ", "ten_ngan": "NV", "dau_trang": ["CHI BỘ"],
        "thanh_vien": [{"nguoi": "NV01", "vai_tro": "Bí thư"}, {"nguoi": "NV09", "vai_tro": "Uỷ viên"}],
        "bao_cao": {"ngay": "25/11/2021", "nguoi_ky": "NV01", "tham_quyen": "T/M", "chuc_vu": "BÍ THƯ",
                    "han_che": "Chậm."},
        "phieu_phan_tich": {"ngay": "25/11/2021"}, "chi_tieu": {"giao": "3"},
    }  # fmt: skip
    kept = collective(noun(tree, "tap-the"), target, {"NV01"})
    assert kept.tree["thanh_vien"] == [{"nguoi": "NV01", "vai_tro": "Bí thư"}]
    assert kept.tree["bao_cao"] == {"nguoi_ky": "NV01", "tham_quyen": "T/M", "chuc_vu": "BÍ THƯ"}
    assert kept.tree["han_che_ky_truoc"] == ["Chậm."]
    assert {"phieu_phan_tich", "chi_tieu"}.isdisjoint(kept.tree)
    assert [note.text for note in kept.notes] == ["bỏ thành viên NV09: người này không mang sang"]


def test_names_of_bodies_that_are_no_more_are_told(regime_values: Values) -> None:
    gone = {
        "tu_ngu": ["huyện"], "tu_ngay": "01/01/2022", "ly_do": "không còn cấp huyện", "can_cu": "x", "chac_chan": "T",
    }  # fmt: skip
    organisation = {**regime_values["to_chuc"], "khong_con": [gone]}
    new = LegalProfile.model_validate({**regime_values, "to_chuc": organisation})
    tree = {**HAI, "don_vi_cong_tac": "Phòng Nội vụ huyện Sơn Dương"}
    assert [n.text for n in person(noun(tree), Target(2021, 2022, new, Library())).notes] == [
        "don_vi_cong_tac: “Phòng Nội vụ huyện Sơn Dương” có “huyện”, không còn từ 01/01/2022 (không còn cấp huyện): "
        "sửa lại tên"
    ]
    assert person(noun(tree), Target(2020, 2021, new, Library())).notes == ()


def test_expelled_means_the_gravest_discipline_only() -> None:
    assert expelled(noun({**HAI, "ky_luat": [{"hinh_thuc": "khai-tru"}]}))
    assert not expelled(noun({**HAI, "ky_luat": [{"hinh_thuc": "canh-cao"}]}))
