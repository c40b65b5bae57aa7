from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.the_thuc.pdfs import WideFont, add_page, page_pdf, plain_font, saved
from vanban.the_thuc.page_views import PdfImage, PdfView
from vanban.the_thuc.pdf_view import read_pdf

HELLO = b"BT /F1 14 Tf 100 700 Td (Hello) Tj ET"


def view_of(pdf: Pdf) -> PdfView:
    return read_pdf(saved(pdf), "thử")


@pytest.fixture
def pdf() -> Pdf:
    made = pikepdf.new()
    add_page(made, HELLO)
    return made


def test_a_plain_file_says_little(pdf: Pdf) -> None:
    seen = view_of(pdf)
    assert (seen.scripts, seen.encrypted, seen.outer_links, seen.pdfa, seen.title) == (False, False, (), "", "")
    assert (seen.outline, seen.signatures, seen.broken_words) == ((), 0, ())


def test_title_author_and_producer(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Kế hoạch kiểm điểm"
    pdf.docinfo["/Author"] = "Đảng uỷ"
    pdf.docinfo["/Producer"] = "LibreOffice 25.2"
    seen = view_of(pdf)
    assert (seen.title, seen.author, seen.producer) == ("Kế hoạch kiểm điểm", "Đảng uỷ", "LibreOffice 25.2")


def test_the_title_of_the_metadata_stands_in(pdf: Pdf) -> None:
    with pdf.open_metadata() as meta:
        meta["dc:title"] = "Báo cáo A & B"
    del pdf.trailer["/Info"]
    assert view_of(pdf).title == "Báo cáo A & B"


@pytest.mark.parametrize("form", ["<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
                                  "<x pdfaid:part='2' pdfaid:conformance=\"B\"/>"])  # fmt: skip
def test_the_mark_of_pdfa(pdf: Pdf, form: str) -> None:
    pdf.Root.Metadata = pdf.make_stream(form.encode())
    assert view_of(pdf).pdfa == "2b"


def test_the_version_is_the_later_of_header_and_catalogue(pdf: Pdf) -> None:
    assert read_pdf(saved(pdf, force_version="1.3"), "thử").version == "1.3"
    pdf.Root.Version = Name("/1.7")
    assert read_pdf(saved(pdf, force_version="1.3"), "thử").version == "1.7"


def test_a_locked_file_that_opens_without_a_password_is_read(pdf: Pdf) -> None:
    seen = read_pdf(saved(pdf, encryption=pikepdf.Encryption(owner="chủ", user="")), "thử")
    assert seen.encrypted
    assert seen.pages[0].text == "Hello"


SCRIPT = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def test_scripts_are_seen_wherever_they_hang() -> None:
    def hung(*path: str) -> bool:
        made = pikepdf.new()
        add_page(made, HELLO)
        holder = made.Root if path[0] == "root" else made.pages[0].obj
        for key in path[1:-1]:
            holder[key] = holder.get(key, Dictionary())
            holder = holder[key]
        holder[path[-1]] = SCRIPT
        return view_of(made).scripts

    assert hung("root", "/OpenAction")
    assert hung("root", "/Names", "/JavaScript")
    assert hung("root", "/AA", "/WC")
    assert hung("page", "/AA", "/O")


def test_a_script_after_a_harmless_action_is_seen(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([SCRIPT]))
    assert view_of(pdf).scripts


def test_opening_at_a_page_is_no_script(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    assert not view_of(pdf).scripts


def test_links_out_of_the_file_with_their_pages(pdf: Pdf) -> None:
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]))
    out, other, inner = Dictionary(link), Dictionary(link), Dictionary(link)
    out.A = Dictionary(S=Name.URI, URI="https://vanban.vn")
    other.A = Dictionary(S=Name.GoToR, F=Dictionary(UF="khac.pdf"), D=Array([0, Name.Fit]))
    inner.Dest = Array([pdf.pages[0].obj, Name.Fit])
    add_page(pdf, HELLO, Annots=Array([inner, out, other]))
    assert view_of(pdf).outer_links == ((2, "https://vanban.vn"), (2, "khac.pdf"))


def test_the_outline_leads_to_pages(pdf: Pdf) -> None:
    second = add_page(pdf, HELLO).obj
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array(["muc", Array([second, Name.Fit])])))
    pdf.Root.Dests = Dictionary(cu=Dictionary(D=Array([second, Name.Fit])))
    with pdf.open_outline() as outline:
        for title, where in (("Một", 0), ("Ba", 0), ("Bốn", 0)):
            outline.root.append(pikepdf.OutlineItem(title, where))
        outline.root[0].children.append(pikepdf.OutlineItem("Hai", 1))
    pdf.Root.Outlines.First.Next.Dest = pikepdf.String("muc")
    pdf.Root.Outlines.Last.Dest = Name.cu
    assert view_of(pdf).outline == (("Một", 1), ("Hai", 2), ("Ba", 2), ("Bốn", 2))


def test_an_outline_in_a_circle_comes_to_an_end(pdf: Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title="vòng"))
    item.Next = item
    pdf.Root.Outlines = Dictionary(First=item)
    assert view_of(pdf).outline[:2] == (("vòng", 0), ("vòng", 0))


def test_signatures_are_counted(pdf: Pdf) -> None:
    signed = Dictionary(FT=Name.Sig, T="a", V=Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3])))
    empty = Dictionary(FT=Name.Sig, T="b")
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(T="c", Kids=Array([signed])), empty]))
    assert view_of(pdf).signatures == 1


def test_fonts_with_the_pages_that_use_them(pdf: Pdf) -> None:
    wide = WideFont(pdf)
    add_page(pdf, b"BT /F1 12 Tf 20 700 Td " + wide.code("Đảng") + b" Tj ET", {"F1": wide.dictionary})
    add_page(pdf, HELLO)
    fonts = view_of(pdf).fonts
    assert [(f.name, f.embedded, f.to_unicode, f.kind, f.pages) for f in fonts] == [
        ("LiberationSerif", True, True, "CIDFontType2", (2,)),
        ("TimesNewRomanPSMT", False, True, "TrueType", (1, 3)),
    ]


def picture(pdf: Pdf, image: Image.Image, mask: Image.Image | None = None, **more: object) -> pikepdf.Stream:
    spaces = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}
    made = pdf.make_stream(
        image.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=8, ColorSpace=spaces[image.mode], **more,
    )  # fmt: skip
    if mask is not None:
        made.SMask = picture(pdf, mask)
    return made


def shown(image: pikepdf.Stream, pdf: Pdf, matrix: bytes = b"144 0 0 72 100 600") -> PdfImage:
    add_page(pdf, b"q " + matrix + b" cm /Im Do Q", Resources=Dictionary(XObject=Dictionary(Im=image)))
    return view_of(pdf).pages[-1].images[0]


def test_an_image_stands_and_has_the_density_of_its_poorer_side(pdf: Pdf) -> None:
    seen = shown(picture(pdf, Image.new("RGB", (400, 300), "white")), pdf)
    assert (seen.x0_mm, seen.top_mm) == pytest.approx((100 / 72 * 25.4, (841.89 - 672) / 72 * 25.4), abs=0.01)
    assert (seen.x1_mm - seen.x0_mm, seen.bottom_mm - seen.top_mm) == pytest.approx((50.8, 25.4), abs=0.01)
    assert seen.dpi == 200
    assert (seen.page, seen.facts.width_px, seen.facts.height_px, seen.facts.gray) == (2, 400, 300, False)


@pytest.mark.parametrize(("ink", "hue"), [((200, 20, 30), "red"), ((30, 40, 180), "blue"), ((10, 10, 10), "black")])
def test_a_see_through_image_has_the_hue_of_its_ink(pdf: Pdf, ink: tuple[int, int, int], hue: str) -> None:
    image, mask = Image.new("RGB", (100, 50), (0, 0, 0)), Image.new("L", (100, 50), 0)
    image.paste(ink, (20, 10, 60, 40))
    mask.paste(255, (20, 10, 60, 40))
    seen = shown(picture(pdf, image, mask), pdf)
    assert (seen.facts.alpha, seen.facts.hue) == (True, hue)


def test_gray_and_fax_images_have_no_colour(pdf: Pdf) -> None:
    assert shown(picture(pdf, Image.new("L", (20, 10), 255)), pdf).facts.gray
    fax = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9, BitsPerComponent=1,
                          ColorSpace=Name.DeviceGray, Filter=Name.CCITTFaxDecode)  # fmt: skip
    seen = shown(fax, pdf)
    assert (seen.facts.gray, seen.facts.bits, seen.facts.format, seen.facts.hue) == (True, 1, "fax", "unknown")


def test_a_photograph_is_a_jpeg(pdf: Pdf) -> None:
    held = io.BytesIO()
    Image.new("RGB", (60, 60), (200, 0, 0)).save(held, "JPEG")
    image = pdf.make_stream(held.getvalue(), Type=Name.XObject, Subtype=Name.Image, Width=60, Height=60,
                            BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode)  # fmt: skip
    facts = shown(image, pdf).facts
    assert (facts.format, facts.hue, facts.alpha) == ("jpeg", "red", False)


def test_an_image_written_into_the_page() -> None:
    content = b"q 72 0 0 72 100 600 cm BI /W 100 /H 100 /BPC 8 /CS /G ID " + bytes(100) + b" EI Q " + HELLO
    page = read_pdf(page_pdf(content, {"F1": plain_font()}), "thử").pages[0]
    assert (page.images[0].dpi, page.images[0].facts.gray, page.text) == (100, True, "Hello")
