from __future__ import annotations

from datetime import date

import pytest

from vanban.the_thuc.law import KINDS, body_code, forbidden_kinds, kind_of, level_of, look, page


def test_types_of_the_party_are_the_twenty_five_the_slips_and_the_copy() -> None:
    slips = {kind.name for kind in KINDS if kind.party and kind.name.startswith(("Giấy", "Phiếu", "Thư"))}
    assert len(slips) == 8
    assert sum(kind.party for kind in KINDS) == 25 + 8 + 1


def test_types_of_the_state_are_the_twenty_nine_of_article_7() -> None:
    assert sum(kind.state for kind in KINDS) == 29


def test_a_state_code_names_one_type_only() -> None:
    codes = [code for kind in KINDS for code in kind.state_codes]
    assert len(codes) == len(set(codes))


def test_only_decisions_and_regulations_share_a_party_code() -> None:
    shared = {code: {k.name for k in KINDS if code in k.party_codes} for k in KINDS for code in k.party_codes}
    assert {code: names for code, names in shared.items() if len(names) > 1} == {"QĐ": {"Quyết định", "Quy định"}}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_type_is_known_by_its_title_and_by_a_longer_one(kind: object) -> None:
    name = kind.name  # type: ignore[attr-defined]
    assert kind_of(name.upper()) is kind
    assert kind_of(f"{name.upper()} HỘI NGHỊ") is kind


@pytest.mark.parametrize("text", ["LỊCH CÔNG TÁC", "BÁO CÁOTỔNG HỢP", "", "PHIẾU ĐÁNH GIÁ"])
def test_other_titles_are_no_type(text: str) -> None:
    assert kind_of(text) is None


@pytest.mark.parametrize(
    ("issuer", "code"),
    [
        ("ĐẢNG ỦY XÃ TÂN HÒA", "ĐU"),
        ("CHI BỘ THÔN ĐỒNG TIẾN", "CB"),
        ("HUYỆN UỶ SƠN DƯƠNG", "HU"),
        ("TỈNH ỦY TUYÊN QUANG", "TU"),
        ("BAN CHẤP HÀNH TRUNG ƯƠNG", "TW"),
        ("ỦY BAN KIỂM TRA", "UBKTĐU"),
        ("BAN TỔ CHỨC", "BTCTU"),
        ("VĂN PHÒNG", "VPĐU"),
        ("ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ XÃ", "ĐH"),
        ("ĐẢNG UỶ QUÂN SỰ HUYỆN", "ĐUQS"),
    ],
)
def test_a_body_has_its_code(issuer: str, code: str) -> None:
    pattern = body_code(issuer)
    assert pattern is not None
    assert pattern.fullmatch(code)


@pytest.mark.parametrize(("issuer", "code"), [("ĐẢNG UỶ XÃ TÂN HOÀ", "CB"), ("CHI BỘ THÔN", "ĐU"), ("VĂN PHÒNG", "ĐU")])
def test_the_code_of_another_body_does_not_fit(issuer: str, code: str) -> None:
    pattern = body_code(issuer)
    assert pattern is not None
    assert not pattern.fullmatch(code)


@pytest.mark.parametrize("issuer", ["TỔ ĐẢNG SỐ 1", "ĐẢNG UỶ CÁC CƠ QUAN ĐẢNG TRUNG ƯƠNG", ""])
def test_a_body_the_law_does_not_name_has_no_code(issuer: str) -> None:
    assert body_code(issuer) is None


def test_a_branch_gains_three_types_in_2026() -> None:
    gained = forbidden_kinds("chi-bo", date(2026, 1, 8)) - forbidden_kinds("chi-bo", date(2026, 1, 9))
    assert gained == {"Kết luận", "Thông báo", "Quy chế"}


def test_the_standing_committee_issues_no_rules_and_the_committee_no_guidance() -> None:
    day = date(2021, 11, 24)
    assert "Quy chế" in forbidden_kinds("dang-uy", day, "BAN THƯỜNG VỤ")
    assert "Hướng dẫn" in forbidden_kinds("dang-uy", day, "ĐẢNG UỶ")
    assert forbidden_kinds("khac", day) == frozenset()


def test_levels_are_told_by_the_name() -> None:
    assert [level_of(name) for name in ("Đảng ủy xã", "Chi bộ thôn", "Huyện uỷ")] == ["dang-uy", "chi-bo", "khac"]


def test_profiles_have_their_own_looks_and_margins() -> None:
    assert (look("P18", "title").low_pt, look("S", "title").high_pt) == (15, 13)
    assert (page("P26").left, page("S").left) == ((30, 30), (30, 35))
