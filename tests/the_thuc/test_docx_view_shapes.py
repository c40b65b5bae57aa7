from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.the_thuc.raw_docx import cell as tc
from tests.the_thuc.raw_docx import first, header, paragraph, row, run, table, view
from vanban.the_thuc.views import Drawing, ImageFacts
from vanban.the_thuc.word.images import hue_of, image_facts

WPS = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def anchor(inside: str, place: str = "", size: tuple[int, int] = (1800000, 0)) -> str:
    return (
        f'<w:drawing><wp:anchor>{place}<wp:extent cx="{size[0]}" cy="{size[1]}"/>'
        f'<a:graphic><a:graphicData uri="{WPS}">{inside}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )


def box(content: str) -> str:
    return f"<wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp>"


def vml_box(content: str, style: str = "position:absolute;margin-left:10mm;width:50mm;height:20mm") -> str:
    inside = f"<v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox>"
    return f'<w:pict><v:shape style="{style}">{inside}</v:shape></w:pict>'


LINE = '<wps:wsp><wps:cNvCnPr/><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp>'
PLACE = (
    '<wp:positionH relativeFrom="column"><wp:posOffset>360000</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:align>top</wp:align></wp:positionV>'
)


def drawn(inside: str, **others: object) -> tuple[Drawing, ...]:
    return first(paragraph(run(inside=inside)), **others).drawings


def test_a_drawn_line_with_its_size_and_place() -> None:
    assert drawn(anchor(LINE, PLACE)) == (
        Drawing("line", 50.0, 0.0, x_mm=pytest.approx(10.0), y_mm=None, x_from="column", y_from="page"),
    )


@pytest.mark.parametrize("kind", ["straightConnector1", "line"])
def test_a_shape_in_the_form_of_a_line_is_one(kind: str) -> None:
    shape = f'<wps:wsp><wps:cNvSpPr/><wps:spPr><a:prstGeom prst="{kind}"/></wps:spPr></wps:wsp>'
    assert drawn(anchor(shape))[0].kind == "line"


def test_a_shape_without_words_is_something_else() -> None:
    assert drawn(anchor('<wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr></wps:wsp>'))[0].kind == "other"


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        (
            '<v:line style="position:absolute" from="10pt,5pt" to="82pt,5pt"/>',
            Drawing(
                "line",
                pytest.approx(25.4),
                0.0,
                x_mm=pytest.approx(3.53, abs=0.01),
                y_mm=pytest.approx(1.76, abs=0.01),
                x_from="text",
                y_from="text",
            ),
        ),
        ('<v:line from="0,0" to="1in,0"/>', Drawing("line", pytest.approx(25.4), 0.0, inline=True)),
        ('<v:line from="many" to=""/>', Drawing("line", 0.0, 0.0, inline=True)),
        (
            '<v:shape type="#_x0000_t32" style="width:72pt;height:0"/>',
            Drawing("line", pytest.approx(25.4), 0.0, inline=True),
        ),
        (
            '<v:rect style="width:72pt;height:1.5pt" o:hr="t"/>',
            Drawing("line", pytest.approx(25.4), pytest.approx(0.53, abs=0.01), inline=True),
        ),
        (
            '<v:rect style="width:72pt;height:72pt"/>',
            Drawing("other", pytest.approx(25.4), pytest.approx(25.4), inline=True),
        ),
        ('<v:oval style="width:;height:abc"/>', Drawing("other", 0.0, 0.0, inline=True)),
    ],
)
def test_old_shapes(shape: str, expected: Drawing) -> None:
    assert drawn(f"<w:pict>{shape}</w:pict>") == (expected,)


def test_the_paragraphs_of_boxes_come_last_with_places_of_their_own() -> None:
    body = paragraph(run(inside=anchor(box(paragraph("a") + paragraph("b")))) + run("thân")) + paragraph(
        run(inside=vml_box(paragraph("c")))
    )
    seen = view(body)
    assert [(p.text, p.place.label, p.place.paragraph, p.in_box, p.box) for p in seen.paragraphs] == [
        ("thân", "đoạn 1", 1, False, 0),
        ("", "đoạn 2", 4, False, 0),
        ("a", "khung chữ 1, đoạn 1", 2, True, 1),
        ("b", "khung chữ 1, đoạn 2", 3, True, 1),
        ("c", "khung chữ 2, đoạn 1", 5, True, 2),
    ]
    assert [(d.kind, d.box) for p in seen.paragraphs for d in p.drawings] == [("box", 1), ("box", 2)]


def test_a_table_in_a_box_gives_its_paragraphs_to_the_box() -> None:
    seen = view(paragraph(run(inside=anchor(box(table(row(tc(paragraph("a")), tc(paragraph("b")))))))))
    assert [(p.text, p.place.label, p.box) for p in seen.boxes] == [
        ("a", "khung chữ 1, đoạn 1", 1),
        ("b", "khung chữ 1, đoạn 2", 1),
    ]
    assert seen.tables == ()


@pytest.mark.parametrize("requires", ["wps", "w:", ""])
def test_an_alternative_is_read_once(requires: str) -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="{requires.rstrip(":")}">{anchor(box(paragraph("mới")))}</mc:Choice>'
        f"<mc:Fallback>{vml_box(paragraph('cũ'))}</mc:Fallback></mc:AlternateContent>"
    )
    seen = view(paragraph(run(inside=both)))
    assert [p.text for p in seen.boxes] == ["mới"]
    assert [d.kind for d in seen.paragraphs[0].drawings] == ["box"]


def test_an_addition_nobody_knows_falls_back() -> None:
    both = (
        '<mc:AlternateContent xmlns:la="urn:la"><mc:Choice Requires="la"><w:t>lạ</w:t></mc:Choice>'
        "<mc:Fallback><w:t>quen</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert first(paragraph(run(inside=both))).text == "quen"


def test_places_count_the_fallback_too_for_a_comment_finds_them_so() -> None:
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps">{anchor(box(paragraph("mới")))}</mc:Choice>'
        f"<mc:Fallback>{vml_box(paragraph('cũ'))}</mc:Fallback></mc:AlternateContent>"
    )
    seen = view(paragraph(run(inside=both)) + paragraph("sau"))
    assert [(p.text, p.place.paragraph) for p in seen.paragraphs] == [("", 1), ("sau", 4), ("mới", 2)]


def test_a_box_in_a_header_is_read_with_the_header() -> None:
    part = header(paragraph(run(inside=vml_box(paragraph("2")))))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="h1"/></w:sectPr>'
    seen = view(paragraph("a"), section=section, linked={"h1": ("header", "h.xml")}, more={"word/h.xml": part})
    assert [(p.text, p.in_box, p.place.label, p.place.part) for p in seen.sections[0].headers["default"]] == [
        ("", False, "đầu trang", "word/h.xml"),
        ("2", True, "đầu trang", "word/h.xml"),
    ]
    assert seen.boxes == ()


def png(color: tuple[int, ...], mode: str = "RGBA", size: tuple[int, int] = (30, 10)) -> bytes:
    out = io.BytesIO()
    image = Image.new(mode, size, (255, 255, 255, 0) if mode == "RGBA" else "white")
    image.paste(color if mode != "L" else color[0], (5, 2, 25, 8))
    image.save(out, "PNG")
    return out.getvalue()


PICTURE = (
    '<w:drawing><wp:inline><wp:extent cx="720000" cy="360000"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
    '<a:blip r:embed="{}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>'
)


@pytest.mark.parametrize(
    ("color", "hue"),
    [
        ((220, 20, 30), "red"),
        ((20, 40, 200), "blue"),
        ((0, 0, 0), "black"),
        ((30, 160, 40), "other"),
        ((255, 255, 255), "unknown"),
    ],
)
def test_a_picture_with_its_facts(color: tuple[int, int, int], hue: str) -> None:
    found = drawn(
        PICTURE.format("p1"), linked={"p1": ("image", "media/a.png")}, more={"word/media/a.png": png((*color, 255))}
    )
    facts = ImageFacts("png", 30, 10, alpha=True, hue=hue)  # type: ignore[arg-type]
    assert found == (Drawing("picture", 20.0, 10.0, inline=True, image=facts),)


def test_an_old_picture_is_a_picture() -> None:
    shape = '<w:pict><v:shape style="width:72pt;height:36pt"><v:imagedata r:id="p1"/></v:shape></w:pict>'
    found = drawn(shape, linked={"p1": ("image", "media/a.png")}, more={"word/media/a.png": png((0, 0, 0), "L")})
    assert found[0].kind == "picture"
    assert found[0].image == ImageFacts("png", 30, 10, alpha=False, hue="black", gray=True)


@pytest.mark.parametrize("data", [b"", b"khong phai anh", png((0, 0, 0, 255))[:40]])
def test_a_picture_that_cannot_be_read_has_no_facts(data: bytes) -> None:
    found = drawn(PICTURE.format("p1"), linked={"p1": ("image", "media/a.png")}, more={"word/media/a.png": data})
    assert found == (Drawing("picture", 20.0, 10.0, inline=True),)


@pytest.mark.parametrize("key", ["", "missing"])
def test_a_picture_that_leads_nowhere_has_no_facts(key: str) -> None:
    assert drawn(PICTURE.format(key)) == (Drawing("picture", 20.0, 10.0, inline=True),)


def test_a_picture_of_too_many_pixels_is_not_decoded() -> None:
    out = io.BytesIO()
    Image.new("1", (20000, 20000)).save(out, "PNG")
    facts = image_facts(out.getvalue())
    assert facts is None or facts.hue == "unknown"


def test_ink_of_two_colours_is_neither() -> None:
    assert hue_of([(220, 20, 30)] * 50 + [(20, 40, 200)] * 50) == "other"


def test_a_seal_over_black_letters_is_red() -> None:
    assert hue_of([(220, 20, 30)] * 60 + [(0, 0, 0)] * 40) == "red"
