"""Damage to a PDF, and things put on its pages; each takes the bytes of a PDF and gives new ones."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Literal

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image

from tests.the_thuc.pdfs import WideFont
from vanban.the_thuc.find_pdf import parts_of_pdf
from vanban.the_thuc.pdf.codes import LINE, hex_run, operations, shown
from vanban.the_thuc.pdf.fonts import Face, face_of
from vanban.the_thuc.pdf_view import read_pdf

PT_PER_MM = 72 / 25.4
INKS = {"blue": (30, 40, 170), "black": (10, 10, 10), "red": (210, 20, 30)}


def _open(data: bytes) -> Pdf:
    return pikepdf.open(io.BytesIO(data))


def _saved(pdf: Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    pdf.save(out, fix_metadata_version=False, **how)  # type: ignore[arg-type]
    return out.getvalue()


def _drop(holder: pikepdf.Object, key: str) -> None:
    if key in holder:
        del holder[key]


def _fonts(pdf: Pdf, style: str = "") -> Iterator[pikepdf.Object]:
    """The fonts of all pages; only those whose name ends so when `style` is given."""
    for page in pdf.pages:
        for font in page.Resources.get("/Font", Dictionary()).values():
            if str(font.BaseFont).endswith(style):
                yield font


def strip_to_unicode(data: bytes) -> bytes:
    """No font says what its codes mean."""
    with _open(data) as pdf:
        for font in _fonts(pdf):
            _drop(font, "/ToUnicode")
        return _saved(pdf)


def misread(data: bytes, letters: str = "àáảạ") -> bytes:
    """The maps say a foreign letter for some."""
    with _open(data) as pdf:
        for font in _fonts(pdf):
            words = font.ToUnicode.read_bytes()
            for letter in letters:
                words = words.replace(b"<%04X>" % ord(letter), b"<0416>")
            font.ToUnicode = pdf.make_stream(words)
        return _saved(pdf)


def unembed(data: bytes, style: str = "") -> bytes:
    """Fonts without their programs."""
    with _open(data) as pdf:
        for font in _fonts(pdf, style):
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                _drop(font.FontDescriptor, key)
        return _saved(pdf)


def rename_font(data: bytes, style: str, name: str) -> bytes:
    """The face of that style comes from another family."""
    with _open(data) as pdf:
        for font in _fonts(pdf, style):
            font.BaseFont = font.FontDescriptor.FontName = Name(f"/ABCDEF+{name}")
        return _saved(pdf)


def fallback_letter(data: bytes, word: str, letter: int, name: str = "DejaVuSans") -> bytes:
    """The letter-th letter (from 0) of a word of page 1 is drawn with a face of another family."""
    with _open(data) as pdf:
        page = pdf.pages[0]
        content = page.Contents.read_bytes()
        for _, line in operations(content):
            if line.startswith(b"q ") and word in _text(page, line):
                page.Contents = pdf.make_stream(content.replace(line, _broken(page, line, word, letter, name), 1))
                return _saved(pdf)
    raise AssertionError(f"no {word!r} in one piece on page 1")


def _codes(line: bytes) -> tuple[bytes, bytes]:
    """The font's name and the codes of a line of text."""
    found = LINE.match(line)
    assert found is not None
    run = hex_run(found[5])
    return found[4].split()[0], run[0] if run else shown(found[5])


def _face(page: pikepdf.Page, name: bytes) -> tuple[pikepdf.Object, Face]:
    font = page.Resources.Font[name.decode()]
    return font, face_of(font)


def _text(page: pikepdf.Page, line: bytes) -> str:
    name, codes = _codes(line)
    return _face(page, name)[1].table.read(codes).words


def _broken(page: pikepdf.Page, line: bytes, word: str, letter: int, family: str) -> bytes:
    name, codes = _codes(line)
    font, face = _face(page, name)
    odd = Dictionary(font)
    odd.BaseFont = Name(f"/ABCDEF+{family}")
    page.Resources.Font.Odd = odd
    at = face.table.read(codes).words.index(word) + letter
    size = LINE.match(line)[4].split()[1]  # type: ignore[index]
    pieces = ((name, codes[:at]), (b"/Odd", codes[at : at + 1]), (name, codes[at + 1 :]))
    drawn = b" ".join(b"%s %s Tf <%s> Tj" % (which, size, some.hex().encode()) for which, some in pieces)
    head, _, _ = line.partition(name)
    return head + drawn + b"\nET\nQ"


def add_script(data: bytes) -> bytes:
    """A script that runs when the file is opened."""
    with _open(data) as pdf:
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert('chào')")
        return _saved(pdf)


def add_link(data: bytes, page: int = 1, uri: str = "https://vanban.vn") -> bytes:
    """A link out of the file."""
    with _open(data) as pdf:
        link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([100, 100, 200, 120]))
        link.A = Dictionary(S=Name.URI, URI=uri)
        at = pdf.pages[page - 1].obj
        at.Annots = Array([*at.get("/Annots", Array()), pdf.make_indirect(link)])
        return _saved(pdf)


def lock(data: bytes) -> bytes:
    """Encrypted, but it opens without a password."""
    with _open(data) as pdf:
        return _saved(pdf, encryption=pikepdf.Encryption(owner="chu", user=""))


def version(data: bytes, number: str = "1.3") -> bytes:
    """An older (or newer) version in the header."""
    with _open(data) as pdf:
        _drop(pdf.Root, "/Version")
        return _saved(pdf, force_version=number)


def without_pdfa(data: bytes) -> bytes:
    """No mark of PDF/A."""
    with _open(data) as pdf:
        _drop(pdf.Root, "/Metadata")
        return _saved(pdf)


def title(data: bytes, text: str) -> bytes:
    """Another title in the file; none when empty."""
    with _open(data) as pdf:
        _mark_pdfa(pdf)
        _drop(pdf.docinfo, "/Title")
        if text:
            pdf.docinfo["/Title"] = text
        return _saved(pdf)


def _mark_pdfa(pdf: Pdf) -> None:
    """Metadata that say PDF/A and nothing else."""
    pdf.Root.Metadata = pdf.make_stream(b"<x pdfaid:part='2' pdfaid:conformance='B'/>")


def scan(data: bytes, dpi: int = 200, gray: bool = False, scale: float = 1.0, number: str = "1.4") -> bytes:
    """Every page as a picture of itself."""
    with pypdfium2.PdfDocument(data) as source, pikepdf.new() as pdf:
        for page in source:
            picture = page.render(scale=dpi / 72).to_pil().convert("L" if gray else "RGB")
            wide, high = page.get_width() * scale, page.get_height() * scale
            pdf.add_blank_page(page_size=(wide, high))
            at = pdf.pages[-1]
            at.Resources = Dictionary(XObject=Dictionary(Im=_picture(pdf, picture)))
            at.Contents = pdf.make_stream(b"%f 0 0 %f 0 0 cm /Im Do" % (wide, high))
        _mark_pdfa(pdf)
        return _saved(pdf, force_version=number)


def _picture(pdf: Pdf, picture: Image.Image, mask: Image.Image | None = None) -> pikepdf.Stream:
    made = pdf.make_stream(
        picture.tobytes(), Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
        BitsPerComponent=8, ColorSpace=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB,
    )  # fmt: skip
    if mask is not None:
        made.SMask = _picture(pdf, mask)
    return made


def _put(pdf: Pdf, page: int, box: tuple[float, float, float, float], ink: tuple[int, int, int], alpha: bool) -> None:
    """A picture on a page; the box is left, top, width, height in mm from the upper left corner."""
    background = (0, 0, 0) if alpha else (255, 255, 255)
    picture, mask = Image.new("RGB", (300, 150), background), Image.new("L", (300, 150), 0)
    picture.paste(ink, (20, 60, 280, 90))
    mask.paste(255, (20, 60, 280, 90))
    at = pdf.pages[page - 1]
    name = at.add_resource(_picture(pdf, picture, mask if alpha else None), Name.XObject)
    left, top, wide, high = (value * PT_PER_MM for value in box)
    low = float(at.mediabox[3]) - top - high
    at.contents_add(f"q {wide} 0 0 {high} {left} {low} cm {name} Do Q".encode())


def signed(
    data: bytes,
    ink: Literal["blue", "black"] = "blue",
    alpha: bool = True,
    aside_mm: float = 0,
    lower_mm: float = 0,
    seal_mm: float | None = None,
    seal_alpha: bool = True,
) -> bytes:
    """The picture of a signature (36 mm wide) between post and name of the first signer.

    `aside_mm`, `lower_mm` move it off its place; `seal_mm` adds a seal that covers so much of it from the left.
    """
    view = read_pdf(data, "thử")
    block = parts_of_pdf(view).signatures[-1]
    name = block.name.shown if block.name else None
    above = [line.shown for line in (*block.prefix, *block.posts) if line.shown]
    assert name
    assert above
    axis = max((*above, name), key=lambda line: line.x1_mm - line.x0_mm).centre_mm
    middle = (max(line.bottom_mm for line in above) + name.top_mm) / 2
    with _open(data) as pdf:
        left = axis - 18 + aside_mm
        if seal_mm is not None:
            _put(pdf, name.page, (left + seal_mm - 35, middle - 10, 35, 20), INKS["red"], seal_alpha)
        _put(pdf, name.page, (left, middle - 7 + lower_mm, 36, 14), INKS[ink], alpha)
        return _saved(pdf)


def attachment(
    data: bytes, lines: Sequence[str], first_page: int = 2, size: float = 10, picture: bool = False
) -> bytes:
    """The pages from `first_page` as a file of their own, signed, with words in the upper right corner."""
    with _open(data) as pdf:
        del pdf.pages[: first_page - 1]
        page = pdf.pages[0]
        font = WideFont(pdf)
        name = page.add_resource(font.dictionary, Name.Font)
        high = float(page.mediabox[3])
        for i, text in enumerate(lines):
            place = f"{float(page.mediabox[2]) - 200} {high - 30 - 12 * i}"
            page.contents_add(f"BT {name} {size} Tf {place} Td ".encode() + font.code(text) + b" Tj ET")
        if picture:
            _put(pdf, 1, (165, 15, 30, 15), INKS["red"], True)
        value = Dictionary(Type=Name.Sig, ByteRange=Array([0, 1, 2, 3]))
        pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Sig, T="ky", V=value)]))
        return _saved(pdf)
