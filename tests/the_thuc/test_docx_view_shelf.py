from __future__ import annotations

from tests.the_thuc.raw_docx import defaults, docx, first, paragraph, run, style
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.word import shelf, styles


def test_papers_with_the_same_styles_share_them_and_others_do_not() -> None:
    for size in (24, 26, 24):
        sheet = style("Normal", f'<w:rPr><w:sz w:val="{size}"/></w:rPr>', default=True)
        assert first(paragraph("chữ"), styles=sheet).spans[0].size_pt == size / 2


def test_the_same_styles_with_another_theme_are_other_styles() -> None:
    sheet = defaults('<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>')
    for face in ("Calibri", "Arial"):
        theme = (
            '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:fontScheme><a:minorFont>'
            f'<a:latin typeface="{face}"/></a:minorFont></a:fontScheme></a:theme>'
        )
        assert first(paragraph("chữ"), styles=sheet, theme=theme).spans[0].fonts == {face}


def test_numbers_begin_anew_in_every_paper() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    data = docx(paragraph("a", '<w:numPr><w:numId w:val="1"/></w:numPr>') * 2, numbering=numbering)
    assert [[p.label for p in read_docx(data, "a").paragraphs] for _ in range(2)] == [["1.", "2."]] * 2


def test_few_style_sheets_and_few_looks_are_kept() -> None:
    for size in range(10, 60):
        looks = "".join(run("a", f'<w:sz w:val="{n}"/>') for n in range(20, 24))
        first(paragraph(looks), styles=style("Normal", f'<w:rPr><w:sz w:val="{size}"/></w:rPr>', default=True))
    assert 0 < len(shelf._kept) <= shelf._MAX_KEPT


def test_looks_are_right_when_there_are_more_than_are_kept() -> None:
    count = styles._MAX_ALIKE + 10
    spans = first(paragraph("".join(run("a", f'<w:sz w:val="{n}"/>') for n in range(1, count)))).spans
    assert [span.size_pt for span in spans] == [n / 2 for n in range(1, count)]
