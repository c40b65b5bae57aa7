"""Parts typed wrongly are found all the same: what is wrong with them is for the rules to say."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.the_thuc.correct import NAMES, PAPERS, correct
from tests.the_thuc.mutation import mutate
from vanban.the_thuc import wording
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.parts import Line, Parts

Part = Callable[[Parts], Line | tuple[Line, ...] | None]


def parts(base: str, *changes: dict[str, object]) -> Parts:
    return parts_of_docx(read_docx(mutate(correct(base), changes), base))


def retyped(base: str, find: str, text: str) -> Parts:
    return parts(base, {"find": find, "text": text})


def text(found: Line | tuple[Line, ...] | None) -> str | None:
    if isinstance(found, Line):
        return found.text
    return " / ".join(line.text for line in found) if found is not None else None


@pytest.mark.parametrize(
    ("base", "find", "typed", "part"),
    [
        ("ke-hoach-P18", "^Số 12", "Số: 12 – KH/ĐU", lambda p: p.number_line),
        ("ke-hoach-P18", "^Số 12", "SỐ 12 KH/ĐU", lambda p: p.number_line),
        ("ke-hoach-P18", "^Số 12", "Số:         -KH/ĐU", lambda p: p.number_line),
        ("ke-hoach-P18", "^Số 12", "12-KH/ĐU", lambda p: p.number_line),
        ("ke-hoach-P18", "^Tân Hoà, ngày", "Tân Hoà ngày 24/11/2021", lambda p: p.date_line),
        ("ke-hoach-P18", "^Tân Hoà, ngày", "Tân Hoà, ngày … tháng … năm 2021", lambda p: p.date_line),
        ("ke-hoach-P18", "^ĐẢNG CỘNG SẢN", "Đảng cộng sản Việt Nam", lambda p: p.title),
        ("ke-hoach-P18", "^ĐẢNG CỘNG SẢN", "ÐẢNG CỘNG  SẢN VIỆT NAM", lambda p: p.title),
        ("quyet-dinh-S", "^CỘNG HOÀ", "Cộng hòa xã hội chủ nghĩa Việt Nam", lambda p: p.title),
        ("quyet-dinh-S", "^Độc lập", "ĐỘC LẬP – TỰ DO – HẠNH PHÚC", lambda p: p.motto),
        ("ke-hoach-P18", r"^\*$", "***", lambda p: p.star),
        ("ke-hoach-P18", "^-----$", "–––––", lambda p: p.dashes),
        ("ke-hoach-P18", "^-----$", "------", lambda p: p.dashes),
        ("ke-hoach-P18", "^-----$", "-----o0o-----", lambda p: p.dashes),
        ("ke-hoach-P18", "^KẾ HOẠCH$", "Kế hoạch", lambda p: p.kind),
        ("ke-hoach-P18", "^KẾ HOẠCH$", "CHUYÊN ĐỀ", lambda p: p.kind),
        ("cong-van-P18", "^về việc", "V/v gửi hồ sơ kiểm điểm", lambda p: p.letter_subject[:1]),
        ("cong-van-P18", "^Kính gửi", "KÍNH GỬI :", lambda p: p.addressed),
        ("to-trinh-P26", "^Kính trình", "Kính gửi: Ban Thường vụ Tỉnh uỷ Tuyên Quang", lambda p: p.addressed),
        ("ke-hoach-P18", "^T/M ĐẢNG", "TM. ĐẢNG ỦY", lambda p: p.signatures[0].prefix),
        ("ke-hoach-P18", "^T/M ĐẢNG", "T/M Đảng uỷ", lambda p: p.signatures[0].prefix),
        ("ke-hoach-P18", "^T/M ĐẢNG", "K/T BÍ THƯ", lambda p: p.signatures[0].prefix),
        ("ke-hoach-P18", "^BÍ THƯ$", "BÍ THƯ ĐẢNG UỶ XÃ", lambda p: p.signatures[0].posts),
        ("ke-hoach-P18", "^Nguyễn Văn Bình$", "ThS. Nguyễn Văn Bình", lambda p: (p.signatures[0].name,)),
        ("ke-hoach-P18", "^Nguyễn Văn Bình$", "NGUYỄN VĂN BÌNH", lambda p: (p.signatures[0].name,)),
        ("ke-hoach-P18", "^Nơi nhận", "Nơi nhận :", lambda p: p.recipients_label),
        ("ke-hoach-P18", "^Nơi nhận", "NƠI NHẬN", lambda p: p.recipients_label),
        ("ke-hoach-P18-phu-luc", "^Phụ lục 1", "PHỤ LỤC I", lambda p: (p.appendices[0].label,)),
        ("bien-ban-P18", "^NGƯỜI GHI", "THƯ KÝ HỘI NGHỊ", lambda p: p.signatures[0].roles),
    ],
)
def test_wrongly_typed_part_is_still_found(base: str, find: str, typed: str, part: Part) -> None:
    assert text(part(retyped(base, find, typed))) == typed


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("Tân Hoà ngày 24/11/2021", date(2021, 11, 24)),
        ("Tân Hoà, ngày 3-2-2021", date(2021, 2, 3)),
        ("Tân Hoà, ngày 31 tháng 6 năm 2021", None),
        ("Tân Hoà, ngày    tháng 11 năm 2021", None),
        ("Tân Hoà, Ngày 5 Tháng 09 Năm 2021", date(2021, 9, 5)),
    ],
)
def test_day_is_read_from_wrongly_written_dates_when_it_is_one(typed: str, day: date | None) -> None:
    assert retyped("ke-hoach-P18", "^Tân Hoà, ngày", typed).day == day


@pytest.mark.parametrize("name", NAMES)
def test_combining_marks_hide_no_part(name: str) -> None:
    paper = PAPERS[name]
    typed = paper.kind or paper.letter_subject[0]
    found = retyped(name, f"^{typed}$", unicodedata.normalize("NFD", typed))
    seen = found.kind or found.letter_subject[0]
    assert unicodedata.normalize("NFC", seen.text) == typed


def test_bold_superior_and_plain_issuer_are_told_by_their_words() -> None:
    swapped = parts(
        "ke-hoach-P18",
        {"find": "^ĐẢNG BỘ", "run": {"bold": True}},
        {"find": "^ĐẢNG UỶ XÃ", "run": {"bold": False}},
    )
    assert text(swapped.superior) == "ĐẢNG BỘ HUYỆN SƠN DƯƠNG"
    assert text(swapped.issuer) == "ĐẢNG UỶ XÃ TÂN HOÀ"


def test_post_in_bold_is_still_a_post() -> None:
    assert text(parts("ke-hoach-P18", {"find": "^BÍ THƯ$", "run": {"bold": True}}).signatures[0].posts) == "BÍ THƯ"


def test_missing_star_and_dashes_are_none_and_hide_nothing_else() -> None:
    bare = parts("ke-hoach-P18", {"find": r"^\*$", "delete": True}, {"find": "^-----$", "delete": True})
    assert bare.star is None
    assert bare.dashes is None
    assert bare.number_line is not None
    assert len(bare.subject) == 2
    assert len(bare.bases) == 2


@pytest.mark.parametrize(
    ("find", "typed", "author", "subject"),
    [
        ("^CỦA BAN", "BAN THƯỜNG VỤ ĐẢNG UỶ XÃ TÂN HOÀ", "BAN THƯỜNG VỤ ĐẢNG UỶ XÃ TÂN HOÀ", 2),
        ("^CỦA BAN", "của Ban Thường vụ Đảng uỷ", "", 3),
    ],
)
def test_author_line_is_in_capitals_above_the_subject(find: str, typed: str, author: str, subject: int) -> None:
    found = retyped("bao-cao-P18", find, typed)
    assert text(found.author) == author
    assert len(found.subject) == subject


def test_subject_all_in_capitals_is_no_author() -> None:
    shouted = retyped("nghi-quyet-P18", "^về lãnh đạo", "VỀ LÃNH ĐẠO THỰC HIỆN NHIỆM VỤ THÁNG 12 NĂM 2021")
    assert shouted.author == ()
    assert text(shouted.subject) == "VỀ LÃNH ĐẠO THỰC HIỆN NHIỆM VỤ THÁNG 12 NĂM 2021"


def test_sentence_that_leans_on_something_is_no_basis() -> None:
    found = retyped("bao-cao-P18", "^Năm 2021, Ban", "Căn cứ kết quả đã đạt được, Ban Thường vụ báo cáo như sau:")
    assert found.bases == ()
    assert found.prose[0].text.startswith("Căn cứ kết quả")


def test_mention_of_an_appendix_ends_no_document() -> None:
    found = retyped(
        "ke-hoach-P18", "^1. Giao Văn phòng", "Phụ lục 1 kèm theo kế hoạch này nêu rõ thời gian của từng việc."
    )
    assert found.appendices == ()
    assert found.signatures


@given(
    st.sampled_from(["Số 12-KH/ĐU", "Tân Hoà, ngày 24 tháng 11 năm 2021", "T/M ĐẢNG UỶ", "Nơi nhận:", "KẾ HOẠCH"]),
    st.data(),
)
def test_key_hides_case_marks_and_spaces(words: str, data: st.DataObject) -> None:
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    changed = data.draw(st.sampled_from([str.lower, str.upper, str.title]))(words)
    spaced = changed.replace(" ", data.draw(st.sampled_from([" ", "  ", "\u00a0"])))
    assert wording.key(unicodedata.normalize(form, spaced)) == wording.key(words)


@given(st.text(max_size=120))
def test_no_text_is_too_odd_to_be_looked_at(words: str) -> None:
    k = wording.key(words)
    assert wording.key(k) == k
    for test in (wording.is_number, wording.is_date, wording.is_prefix, wording.is_mark, wording.is_appendix):
        assert test(k) in (True, False)
