"""Every finding as a Word comment at its place; what was in the file stays as it was."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document

from tests.the_thuc.correct import correct
from tests.the_thuc.mutation import Change, mutate
from vanban.the_thuc.annotate import AUTHOR, annotate
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import Found, judge
from vanban.the_thuc.rule import RULES, Finding
from vanban.the_thuc.views import WHOLE, Place
from vanban.the_thuc.word_parts import open_copy

WRONG: list[Change] = [
    {"find": "^ĐẢNG CỘNG SẢN VIỆT NAM$", "run": {"size": 13}},
    {"find": "^Số ", "replace": ["Số ", "Số: "]},
]


def judged(docx: bytes) -> tuple[Found, ...]:
    return judge(examine(Source(name="a.docx", docx=docx))).found


def commented(docx: bytes, found: tuple[Found, ...]) -> list[str]:
    return [comment.text for comment in Document(BytesIO(annotate(docx, found))).comments]


def paragraph_of_comment(docx: bytes, number: int) -> str:
    """The text of the paragraph that holds the sign of a comment."""
    body = Document(BytesIO(docx)).element.body
    space = body.nsmap["w"]
    signs = body.iter(f"{{{space}}}commentReference")
    sign = next(s for s in signs if s.get(f"{{{space}}}id") == str(number))
    paragraph = next(sign.iterancestors(f"{{{space}}}p"))
    return "".join(t.text or "" for t in paragraph.iter(f"{{{space}}}t"))


@pytest.fixture(scope="module")
def wrong() -> bytes:
    return mutate(correct("ke-hoach-P18"), WRONG)


def test_each_finding_is_a_comment_with_its_four_lines(wrong: bytes) -> None:
    found = judged(wrong)
    codes = [item.rule.code for item in found]
    assert {"HD-02", "NO-02"} <= set(codes)
    texts = commented(wrong, found)
    assert [text.split()[1].rstrip(":") for text in texts] == codes
    for text in texts:
        lines = text.splitlines()
        assert lines[0].startswith(("LỖI", "CẢNH BÁO", "GỢI Ý"))
        assert [line.split(":")[0] for line in lines[1:]] == ["Ở", "Cách sửa", "Căn cứ"]


def test_a_comment_stands_at_its_paragraph(wrong: bytes) -> None:
    found = judged(wrong)
    made = annotate(wrong, found)
    for number, item in enumerate(found):
        if item.rule.code == "HD-02":
            assert paragraph_of_comment(made, number) == "ĐẢNG CỘNG SẢN VIỆT NAM"
        if item.rule.code == "NO-02":
            assert paragraph_of_comment(made, number).startswith("Số: ")


def test_comments_bear_the_name_of_the_program_and_no_time(wrong: bytes) -> None:
    made = Document(BytesIO(annotate(wrong, judged(wrong))))
    assert {(comment.author, comment.timestamp) for comment in made.comments} == {(AUTHOR, None)}


def test_the_text_and_the_looks_stay_as_they_were(wrong: bytes) -> None:
    before, after = read_docx(wrong, "a"), read_docx(annotate(wrong, judged(wrong)), "b")
    assert [(p.text, p.spans) for p in before.paragraphs] == [(p.text, p.spans) for p in after.paragraphs]


def test_other_parts_are_not_touched(wrong: bytes) -> None:
    before, after = (open_copy(each, "").parts for each in (wrong, annotate(wrong, judged(wrong))))
    changed = {name for name in after if before.get(name) != after[name]}
    relations = "word/_rels/document.xml.rels"
    assert changed == {"word/document.xml", "word/comments.xml", "[Content_Types].xml", relations}


def test_comments_that_were_there_stay_and_new_ones_follow(wrong: bytes) -> None:
    once = annotate(wrong, judged(wrong)[:1])
    twice = Document(BytesIO(annotate(once, judged(wrong)[:2])))
    assert [comment.comment_id for comment in twice.comments] == [0, 1, 2]


@pytest.mark.parametrize(
    "place",
    [WHOLE, Place("đầu trang", "word/header1.xml", 1), Place("đoạn 9999", paragraph=9999), Place("trang 3", page=3)],
)
def test_what_has_no_paragraph_in_the_body_stands_at_the_first(place: Place) -> None:
    docx = correct("ke-hoach-P18")
    found = (Found(RULES["PG-03"], "a.docx", Finding(place, "đang là 25 mm"), "loi"),)
    made = annotate(docx, found)
    first = next(p.text for p in read_docx(docx, "a").paragraphs if p.place.paragraph == 1)
    assert paragraph_of_comment(made, 0) == first
    assert f"Ở: {place.label}" in commented(docx, found)[0]


def test_a_place_in_a_text_box_is_commented_outside_of_it() -> None:
    docx = mutate(correct("ke-hoach-P18", manner="khung"), [WRONG[0]])
    found = tuple(item for item in judged(docx) if item.rule.code == "HD-02")
    body = Document(BytesIO(annotate(docx, found))).element.body
    sign = next(body.iter(f"{{{body.nsmap['w']}}}commentReference"))
    assert [a for a in sign.iterancestors() if a.tag.endswith("txbxContent")] == []


def test_the_same_findings_give_the_same_bytes(wrong: bytes) -> None:
    assert annotate(wrong, judged(wrong)) == annotate(wrong, judged(wrong))


def test_a_file_without_findings_opens_all_the_same() -> None:
    assert commented(correct("cong-van-P18"), ()) == []
