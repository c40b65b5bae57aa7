from __future__ import annotations

import pytest

from tests.the_thuc.raw_docx import A4, header, paragraph, run, table, view
from vanban.the_thuc.views import DocxView, Section

SIZE = '<w:pgSz w:w="11906" w:h="16838"/>'
PAGE = paragraph('<w:fldSimple w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>')


def ends(inside: str) -> str:
    return f"<w:sectPr>{inside}</w:sectPr>"


def only(inside: str, **others: object) -> Section:
    return view(paragraph("a"), section=ends(inside), **others).sections[0]


def test_the_page_and_its_margins() -> None:
    found = view(paragraph("a"), section=A4).sections[0]
    sizes = (found.page_width_mm, found.page_height_mm, found.top_mm, found.bottom_mm, found.left_mm, found.right_mm)
    assert [round(mm, 1) for mm in sizes] == [210.0, 297.0, 20.0, 20.0, 30.0, 15.0]
    assert (round(found.header_mm), round(found.footer_mm), found.kind, found.columns) == (10, 10, "nextPage", 1)


def test_a_gutter_is_part_of_the_margin_it_is_bound_at() -> None:
    margins = '<w:pgMar w:top="1134" w:left="1134" w:gutter="567"/>'
    side, top = only(margins), only(margins, settings="<w:gutterAtTop/>")
    assert (round(side.left_mm), round(side.top_mm)) == (30, 20)
    assert (round(top.left_mm), round(top.top_mm)) == (20, 30)


@pytest.mark.parametrize("section", ["", ends(""), ends('<w:pgSz w:w="abc" w:h=""/><w:pgMar w:top="x"/>')])
def test_what_a_section_does_not_say_is_words_own(section: str) -> None:
    found = view(paragraph("a"), section=section).sections
    assert [(round(s.page_width_mm, 1), round(s.page_height_mm, 1), round(s.top_mm, 1)) for s in found] == [
        (215.9, 279.4, 25.4)
    ]


def test_a_negative_margin_only_forbids_to_move_it() -> None:
    assert round(only('<w:pgMar w:top="-1134"/>').top_mm) == 20


def test_sections_end_with_the_paragraph_that_says_so() -> None:
    body = (
        paragraph("a")
        + paragraph("b", ends('<w:type w:val="continuous"/>'))
        + table("<w:tr><w:tc><w:p/></w:tc></w:tr>")
        + paragraph("c")
    )
    seen = view(
        body, section=ends('<w:type w:val="oddPage"/><w:cols w:num="2"/><w:pgNumType w:start="1" w:fmt="lowerRoman"/>')
    )
    assert [(s.blocks, s.kind, s.columns, s.start, s.number_format) for s in seen.sections] == [
        ((0, 2), "continuous", 1, None, "decimal"),
        ((2, 4), "oddPage", 2, 1, "lowerRoman"),
    ]
    assert [p.section for p in seen.paragraphs] == [0, 0, 1, 1]
    assert [t.section for t in seen.tables] == [1]


def test_a_section_may_end_inside_a_control() -> None:
    cover = f"<w:sdt><w:sdtContent>{paragraph('bìa', ends(SIZE))}</w:sdtContent></w:sdt>"
    seen = view(cover + paragraph("thân"))
    assert [s.blocks for s in seen.sections] == [(0, 1), (1, 2)]


def test_a_last_section_without_words_of_its_own_is_none() -> None:
    assert [s.blocks for s in view(paragraph("a", ends(SIZE)), section="").sections] == [(0, 1)]


def headed(body: str, section: str, settings: str = "") -> DocxView:
    return view(
        body,
        section=section,
        settings=settings,
        linked={"d": ("header", "d.xml"), "f": ("header", "f.xml"), "e": ("header", "e.xml"), "t": ("footer", "t.xml")},
        more={
            "word/d.xml": header(PAGE),
            "word/f.xml": header(paragraph("đầu")),
            "word/e.xml": header(paragraph("chẵn")),
            "word/t.xml": header(table(f"<w:tr><w:tc>{paragraph('cuối')}</w:tc></w:tr>"), "ftr"),
        },
    )


def refer(**kinds: str) -> str:
    return "".join(f'<w:headerReference w:type="{kind}" r:id="{key}"/>' for kind, key in kinds.items())


def words(section: Section) -> dict[str, list[str]]:
    return {kind: [p.text for p in paragraphs] for kind, paragraphs in section.headers.items()}


def test_headers_that_are_shown_and_only_those() -> None:
    every = refer(default="d", first="f", even="e")
    assert words(headed(paragraph("a"), ends(every)).sections[0]) == {"default": ["2"]}
    assert words(headed(paragraph("a"), ends(every + "<w:titlePg/>")).sections[0]) == {
        "default": ["2"],
        "first": ["đầu"],
    }
    both = headed(paragraph("a"), ends(every), "<w:evenAndOddHeaders/>")
    assert words(both.sections[0]) == {"default": ["2"], "even": ["chẵn"]}
    assert both.odd_even


def test_a_first_header_that_nobody_wrote_is_blank() -> None:
    assert words(headed(paragraph("a"), ends(refer(default="d") + "<w:titlePg/>")).sections[0]) == {
        "default": ["2"],
        "first": [],
    }


def test_headers_go_on_into_the_next_section() -> None:
    body = (
        paragraph("a", ends(refer(default="d", first="f"))) + paragraph("b", ends(refer(default="e"))) + paragraph("c")
    )
    seen = headed(body, ends("<w:titlePg/>"))
    assert [words(s) for s in seen.sections] == [
        {"default": ["2"]},
        {"default": ["chẵn"]},
        {"default": ["chẵn"], "first": ["đầu"]},
    ]


def test_headers_and_footers_have_places_of_their_own() -> None:
    seen = headed(paragraph("a"), ends(refer(default="d") + '<w:footerReference w:type="default" r:id="t"/>'))
    top, bottom = seen.sections[0].headers["default"][0], seen.sections[0].footers["default"][0]
    assert (top.place.label, top.place.part, top.place.paragraph) == ("đầu trang", "word/d.xml", 1)
    assert (bottom.text, bottom.place.label, bottom.place.part) == ("cuối", "chân trang", "word/t.xml")
    assert top.spans[0].field == "PAGE"
    assert [p.text for p in seen.paragraphs] == ["a"]


@pytest.mark.parametrize("key", ["", "missing"])
def test_a_header_that_leads_nowhere_is_blank(key: str) -> None:
    assert words(headed(paragraph("a"), ends(refer(default=key))).sections[0]) == {"default": []}


def test_no_header_at_all() -> None:
    assert words(headed(paragraph("a"), ends("<w:titlePg/>")).sections[0]) == {}


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> Kế hoạch </dc:title><dc:creator>Văn phòng</dc:creator>'
    "</cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
)
ROOT_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="x/officeDocument" Target="/word/document.xml"/>'
    '<Relationship Id="b" Type="x/metadata/core-properties" Target="docProps/core.xml"/>'
    '<Relationship Id="c" Type="x/extended-properties" Target="docProps/app.xml"/></Relationships>'
)


def test_what_the_file_says_of_itself() -> None:
    more = {"docProps/core.xml": CORE, "docProps/app.xml": APP, "_rels/.rels": ROOT_RELATIONS}
    seen = view(paragraph("a"), more=more, settings="<w:mirrorMargins/>")
    assert (seen.title, seen.author, seen.application, seen.mirror) == (
        "Kế hoạch",
        "Văn phòng",
        "Microsoft Office Word",
        True,
    )


def test_a_plain_file_has_neither_changes_nor_comments_nor_macros() -> None:
    seen = view(paragraph("a"))
    assert (seen.has_changes, seen.has_comments, seen.has_macros, seen.title, seen.mirror) == (
        False,
        False,
        False,
        "",
        False,
    )


def test_comments_and_macros_are_told() -> None:
    body = paragraph(run("a") + '<w:r><w:commentReference w:id="1"/></w:r>')
    seen = view(body, more={"word/vbaProject.bin": b"macro"})
    assert (seen.has_comments, seen.has_macros, seen.paragraphs[0].text) == (True, True, "a")


def test_a_change_in_a_header_is_a_change() -> None:
    part = header(paragraph(f'<w:ins w:id="1">{run("2")}</w:ins>'))
    seen = view(
        paragraph("a"), section=ends(refer(default="h")), linked={"h": ("header", "h.xml")}, more={"word/h.xml": part}
    )
    assert seen.has_changes
