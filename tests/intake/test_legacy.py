from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.intake.legacy import to_unicode


@pytest.mark.parametrize(
    ("typed", "meant", "encoding"),
    [
        ("NguyÔn V¨n ¸nh", "Nguyễn Văn ánh", "TCVN3"),
        ("§inh ThÞ Thanh V©n", "Đinh Thị Thanh Vân", "TCVN3"),
        ("Chi bé Phßng Gi¸o dôc vµ §µo t¹o", "Chi bộ Phòng Giáo dục và Đào tạo", "TCVN3"),
        ("Tr\xadëng phßng", "Trưởng phòng", "TCVN3"),
        ("Nguyeãn Vaên AÙnh", "Nguyễn Văn Ánh", "VNI"),
        ("Tröôûng phoøng", "Trưởng phòng", "VNI"),
        ("Ñinh Thò Thanh Vaân", "Đinh Thị Thanh Vân", "VNI"),
    ],
)
def test_old_fonts_become_unicode(typed: str, meant: str, encoding: str) -> None:
    assert to_unicode(typed) == (meant, encoding)


@pytest.mark.parametrize(
    "text",
    ["Lê Hà", "Cô", "Toán", "Bế Văn Lý", "H'Hen Niê", "André", "§1 · 2×3", "Nguyễn Văn Ánh", "24 × 7", "5 µm", ""],
)
def test_unicode_is_left_alone(text: str) -> None:
    assert to_unicode(text) == (text, None)


@given(st.text())
def test_a_text_is_changed_only_with_a_word_about_it(text: str) -> None:
    found, encoding = to_unicode(text)
    assert (encoding is not None) or found == text
