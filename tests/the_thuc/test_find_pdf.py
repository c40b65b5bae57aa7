"""The parts of PDFs: the same as those of the Word files that LibreOffice made them of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.the_thuc.correct import EVERY, every
from tests.the_thuc.told import told
from vanban.convert import Job, Soffice, find_fonts, find_office
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.find_docx import parts_of_docx
from vanban.the_thuc.find_pdf import parts_of_pdf
from vanban.the_thuc.page_views import PdfFont, PdfLine, PdfPage, PdfView, Stroke
from vanban.the_thuc.parts import Parts
from vanban.the_thuc.pdf_view import read_pdf
from vanban.the_thuc.views import Span


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Parts]:
    """The parts of every correct document as LibreOffice prints it, by key."""
    folder = tmp_path_factory.mktemp("in")
    jobs = []
    for number, key in enumerate(EVERY):
        (folder / f"{number}.docx").write_bytes(every(key))
        jobs.append(Job(folder / f"{number}.docx", folder / f"{number}.pdf", key))
    office = Soffice(find_office(None), find_fonts(), workers=2)
    try:
        office.convert(jobs, lambda count: None)
    finally:
        office.close()
    return {job.label: parts_of_pdf(read_pdf(job.pdf.read_bytes(), job.label)) for job in jobs}


@pytest.mark.soffice
@pytest.mark.parametrize("key", EVERY)
def test_printed_parts_are_those_of_the_word_file(key: str, printed: dict[str, Parts]) -> None:
    assert told(printed[key]) == told(parts_of_docx(read_docx(every(key), key)))


@pytest.mark.soffice
def test_every_line_knows_its_page_and_place(printed: dict[str, Parts]) -> None:
    parts = printed["ke-hoach-P18/tab"]
    assert parts.title is not None
    assert parts.title.shown is not None
    assert parts.title.shown.page == 1
    assert parts.title.place.label == "trang 1"
    name = parts.signatures[0].name
    assert name is not None
    assert name.shown is not None
    assert name.shown.page == 2
    assert abs(parts.prose[0].shown.baseline_mm - 100) < 60  # type: ignore[union-attr]


def line(text: str, baseline: float, x0: float, x1: float, *, bold: bool = False, page: int = 1) -> PdfLine:
    span = Span(text, frozenset({"Liberation Serif"}), 14.0, bold=bold, x0_mm=x0, x1_mm=x1)
    return PdfLine(page, (span,), text, x0, x1, baseline, baseline - 4, baseline + 1)


def view(*lines: PdfLine, strokes: tuple[Stroke, ...] = ()) -> PdfView:
    pages = sorted({found.page for found in lines})
    made = [
        PdfPage(n, 210.0, 297.0, 0, tuple(at for at in lines if at.page == n), strokes if n == 1 else (), ())
        for n in pages
    ]
    return PdfView(pages=tuple(made), fonts=(PdfFont("Liberation Serif", True, True, "TrueType", (1,)),))


def head() -> tuple[PdfLine, ...]:
    return (
        line("ĐẢNG BỘ XÃ TÂN HOÀ", 25, 36, 96),
        line("ĐẢNG CỘNG SẢN VIỆT NAM", 25, 112.6, 185.4, bold=True),
        line("CHI BỘ THÔN ĐỒNG TIẾN", 31, 35, 97, bold=True),
        line("*", 37, 65, 68),
        line("Số 03-BC/CB", 44, 52, 80),
        line("Tân Hoà, ngày 05 tháng 12 năm 2021", 44, 110, 188),
        line("BÁO CÁO", 57, 99, 126, bold=True),
        line("kết quả công tác tháng 11 năm 2021", 63, 75, 150, bold=True),
        line("-----", 70, 108, 117),
    )


def prose(page: int = 1) -> tuple[PdfLine, ...]:
    return (
        line("Trong tháng, chi bộ sinh hoạt đúng kỳ, đảng viên có mặt đông đủ và thảo luận", 80, 40, 195, page=page),
        line("sôi nổi về các việc của thôn.", 86, 30, 90, page=page),
        line("Chi bộ giao đồng chí phó bí thư theo dõi việc sửa đường và báo cáo hằng tuần.", 94, 40, 194, page=page),
    )


def test_wrapped_lines_are_one_paragraph() -> None:
    parts = parts_of_pdf(view(*head(), *prose()))
    assert [found.text.split()[-2:] for found in parts.prose] == [["của", "thôn."], ["hằng", "tuần."]]


@pytest.mark.parametrize(
    "first",
    [
        line("- Căn cứ Điều lệ Đảng Cộng sản Việt Nam và Quy định thi hành Điều lệ Đảng;", 78, 40, 184.8),
        line("Chi bộ báo cáo kết quả công tác tháng 11 với các nội dung chính như sau:", 78, 42.7, 182),
        line("Thực hiện chương trình công tác năm, chi bộ đã họp đủ kỳ và bàn nhiều việc", 78, 40, 188),
    ],
)
def test_prose_that_looks_centred_is_no_subject(first: PdfLine) -> None:
    rest = line("trọng tâm của thôn, có kết luận bằng văn bản.", 84, 30, 110)
    parts = parts_of_pdf(view(*head()[:-1], first, rest, *prose()[2:]))
    assert [found.text for found in parts.subject] == ["kết quả công tác tháng 11 năm 2021"]


def test_right_edge_is_that_of_the_prose_not_of_a_wide_head() -> None:
    nation = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 25, 101, 198.5, bold=True)
    first = line("Chi bộ giao đồng chí phó bí thư theo dõi việc sửa đường và báo cáo tuần", 76, 40, 195)
    wide = (line("tiếp theo, chi bộ giao đồng chí phó bí thư theo dõi việc sửa đường xóm", 82, 30, 195), *prose()[2:])
    parts = parts_of_pdf(view(head()[0], nation, *head()[2:-1], first, *wide))
    assert [found.text for found in parts.subject] == ["kết quả công tác tháng 11 năm 2021"]


def test_columns_narrower_than_a_wide_page_are_columns() -> None:
    wide = (
        line(
            "Chi bộ giao đồng chí phó bí thư theo dõi việc sửa đường xóm và báo cáo hằng tuần với cấp uỷ", 80, 40, 282
        ),
        line("cấp trên, có kết luận bằng văn bản và gửi đến từng đảng viên của chi bộ để thực hiện cho", 86, 30, 282),
        line("được thống nhất, đầy đủ và đúng thời hạn như nghị quyết của chi bộ đã nêu từ đầu năm nay.", 92, 30, 282),
    )
    foot = (
        line("Nơi nhận:", 105, 30, 50),
        line("T/M CHI BỘ", 105, 136, 164, bold=True),
        line("- Đảng uỷ xã,", 111, 30, 60),
        line("BÍ THƯ", 111.2, 142, 158),
        line("- Các đồng chí đảng viên,", 117, 30, 75),
        line("- Lưu Chi bộ.", 123, 30, 55),
        line("Hoàng Văn Tuấn", 140, 135, 165, bold=True),
    )
    found = view(*head(), *wide, *foot)
    parts = parts_of_pdf(replace(found, pages=(replace(found.pages[0], width_mm=297.0, height_mm=210.0),)))
    assert [line.text for line in parts.recipients] == ["- Đảng uỷ xã,", "- Các đồng chí đảng viên,", "- Lưu Chi bộ."]
    assert [block.name.text for block in parts.signatures if block.name] == ["Hoàng Văn Tuấn"]


def test_title_that_nearly_touches_the_superior_is_cut_from_it() -> None:
    left, right = head()[:2]
    joined = PdfLine(1, (*left.spans, *right.spans), left.text + right.text, 36, 185.4, 25, 21, 26)
    parts = parts_of_pdf(view(joined, *head()[2:], *prose()))
    assert parts.title is not None
    assert parts.title.text == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert [found.text for found in parts.superior] == ["ĐẢNG BỘ XÃ TÂN HOÀ"]


def test_words_in_a_ruled_table_are_no_prose() -> None:
    upright = tuple(Stroke(1, x, 75, x, 97, 0.5) for x in (35.0, 196.0))
    assert parts_of_pdf(view(*head(), *prose(), strokes=upright)).prose == ()


def test_page_number_is_no_part() -> None:
    parts = parts_of_pdf(view(*head(), *prose(), line("2", 14.5, 111, 114, page=2), *prose(2)))
    assert all(found.text != "2" for found in parts.prose)
    assert len(parts.prose) == 4


def test_document_bound_in_behind_ends_the_first() -> None:
    other = tuple(line(at.text, at.baseline_mm, at.x0_mm, at.x1_mm, page=2) for at in (*head(), *prose()))
    parts = parts_of_pdf(view(*head(), *prose(), *other))
    assert len(parts.prose) == 2


def test_pdf_without_words_has_no_parts() -> None:
    assert parts_of_pdf(PdfView(pages=(PdfPage(1, 210.0, 297.0, 0, (), (), ()),))) == Parts()
