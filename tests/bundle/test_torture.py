"""One packet of forty enclosures as bad as offices send them, and every page of it looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from tests.bundle.conftest import A4, Sheet, page_of
from tests.bundle.signing import SIGNER, holds, sign
from vanban.bundle import Faces, Meta, OutlineSection, Sheaf, look_at, signatures_of, write_bundle, write_images
from vanban.bundle.foreign import bookmarks_of
from vanban.model.packet import Bookmark

META = Meta("Hồ sơ thử", "Đảng uỷ khối", date(2021, 12, 17), archival=False)
SHAPES: dict[str, Sheet] = {
    "a4": Sheet(),
    "ngang": Sheet(media=(0, 0, 841.9, 595.3)),
    "a3": Sheet(media=(0, 0, 841.9, 1190.6)),
    "crop": Sheet(media=(0, 0, 700, 1000), extra={"/CropBox": [40, 90, 635.3, 931.9]}),
    "goc-am": Sheet(media=(-300, -420, 295.3, 421.9)),
    "user-unit": Sheet(media=(0, 0, 297.65, 420.95), extra={"/UserUnit": 2}),
    "hop-nguoc": Sheet(media=(595.3, 841.9, 0, 0)),
}
SCALE = 4
WORDS = "cot"


@dataclass
class Enclosure:
    """One file, what is bound of it, and how many fields and links it brings."""

    path: Path
    fields: int = 0
    links: int = 0
    notes: tuple[str, ...] = ()
    pages: int = field(default=0)


def outlined(pdf: pikepdf.Pdf, title: str) -> None:
    with pdf.open_outline() as outline:
        top = pikepdf.OutlineItem(title, 0)
        top.children.append(pikepdf.OutlineItem(f"{title}, trang cuối", len(pdf.pages) - 1))
        outline.root.append(top)


def shaped(folder: Path, name: str, sheet: Sheet, turn: int) -> Enclosure:
    path = folder / f"{name}-{turn}.pdf"
    with pikepdf.new() as pdf:
        for _ in range(2):
            extra = {**sheet.extra, "/Rotate": turn}
            pdf.pages.append(page_of(pdf, Sheet(WORDS, sheet.media, b"0.2 w 20 20 30 30 re S ", extra)))
        outlined(pdf, f"{name} {turn}")
        pdf.save(path)
    return Enclosure(path)


def form(folder: Path, name: str, nested: bool) -> Enclosure:
    """A form whose field is called like that of every other form."""
    path = folder / f"{name}.pdf"
    with pikepdf.new() as pdf:
        pdf.pages.append(page_of(pdf, Sheet(WORDS)))
        page = pdf.pages[0].obj
        widget = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[60, 300, 300, 330], F=4, P=page
        )
        face = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("ho_ten"), V=pikepdf.String("Trần Thị B"))
        if nested:
            parent = pdf.make_indirect(face)
            widget.Parent = parent
            kid = pdf.make_indirect(widget)
            parent.Kids = [kid]
            root = parent
        else:
            for key, value in face.items():
                widget[key] = value
            root = kid = pdf.make_indirect(widget)
        page.Annots = [kid]
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[root], DA=pikepdf.String("/Helv 10 Tf 0 g"))
        outlined(pdf, name)
        pdf.save(path)
    return Enclosure(path, fields=1)


def linked(folder: Path, name: str, old_style: bool) -> Enclosure:
    """A link to the last page through a name that every such file uses, and one to a web page."""
    path = folder / f"{name}.pdf"
    with pikepdf.new() as pdf:
        for _ in range(3):
            pdf.pages.append(page_of(pdf, Sheet(WORDS)))
        target = pikepdf.Array([pdf.pages[2].obj, pikepdf.Name.Fit])
        if old_style:
            pdf.Root.Dests = pikepdf.Dictionary(dich=target)
            destination: Any = pikepdf.Name.dich
        else:
            pdf.Root.Names = pikepdf.Dictionary(Dests=pikepdf.Dictionary(Names=[pikepdf.String("dich"), target]))
            destination = pikepdf.String("dich")
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[60, 300, 300, 330], Dest=destination
        )
        script = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=[60, 200, 300, 230],
            A=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)")),
        )
        pdf.pages[0].obj.Annots = [pdf.make_indirect(link), pdf.make_indirect(script)]
        outlined(pdf, name)
        pdf.save(path)
    return Enclosure(path, links=1)


def noted(folder: Path) -> Enclosure:
    path = folder / "ghi-chu.pdf"
    with pikepdf.new() as pdf:
        pdf.pages.append(page_of(pdf, Sheet(WORDS)))
        text = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[60, 300, 80, 320])
        )
        popup = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Popup, Rect=[90, 300, 200, 400], Parent=text
        )
        text.Popup = pdf.make_indirect(popup)
        pdf.pages[0].obj.Annots = [text, text.Popup]
        pdf.save(path)
    return Enclosure(path)


def picture(mode: str, size: tuple[int, int], ground: Any) -> Image.Image:
    image = Image.new(mode, size, ground)
    ImageDraw.Draw(image).rectangle((200, 300, 500, 600), fill=1 if mode == "1" else ground)
    return image


def pictured(folder: Path) -> Iterator[Enclosure]:
    a4 = (1654, 2339)  # at 200 dpi
    picture("L", a4, 0).save(folder / "toi.jpg", dpi=(200, 200))
    picture("RGB", a4, (0, 0, 80)).save(folder / "xanh.png", dpi=(200, 200))
    exif = Image.Exif()
    exif[0x0112] = 6
    picture("RGB", (2339, 1654), (40, 0, 0)).save(folder / "nghieng.jpg", dpi=(200, 200), exif=exif)
    picture("RGBA", (900, 600), (0, 90, 0, 128)).save(folder / "trong-suot.png")
    sheets = [picture("1", a4, value) for value in (0, 1)]
    sheets[0].save(folder / "fax.tif", save_all=True, append_images=sheets[1:], dpi=(200, 200), compression="group4")
    picture("L", (3308, 2339), 30).save(folder / "a3.tif", dpi=(200, 200))
    for names in (["toi.jpg"], ["xanh.png", "nghieng.jpg"], ["trong-suot.png"], ["fax.tif"], ["a3.tif"]):
        path = folder / f"anh-{names[0]}.pdf"
        write_images([folder / name for name in names], path, META, names[0])
        yield Enclosure(path)


def signed(folder: Path) -> Enclosure:
    path = folder / "da-ky.pdf"
    with pikepdf.new() as pdf:
        pdf.pages.append(page_of(pdf, Sheet(WORDS)))
        outlined(pdf, "Đã ký")
        pdf.save(path)
    sign(path)
    return Enclosure(path, notes=("BẢN ĐỌC", f"Ký số: {SIGNER}, 08:15:03 24/11/2021 +07:00"))


@pytest.fixture(scope="module")
def enclosures(tmp_path_factory: pytest.TempPathFactory) -> list[Enclosure]:
    folder = tmp_path_factory.mktemp("kem-theo")
    made = [shaped(folder, name, sheet, turn) for name, sheet in SHAPES.items() for turn in (0, 90, 180, 270)]
    made += [form(folder, "don-1", nested=False), form(folder, "don-2", nested=True)]
    made += [linked(folder, "tra-1", old_style=True), linked(folder, "tra-2", old_style=False)]
    made += [noted(folder), *pictured(folder), signed(folder), shaped(folder, "cuoi", Sheet(), 360)]
    for item in made:
        item.pages = look_at(item.path, item.path.name).pages
    return made


@dataclass(frozen=True)
class Bound:
    path: Path
    enclosures: list[Enclosure]
    starts: list[int]
    before: list[bytes]


@pytest.fixture(scope="module")
def bound(enclosures: list[Enclosure], stamp_font: Faces, tmp_path_factory: pytest.TempPathFactory) -> Bound:
    before = [item.path.read_bytes() for item in enclosures]
    starts, page = [], 1
    for item in enclosures:
        starts.append(page)
        page += item.pages
    marks = tuple(
        Bookmark(item.path.stem, start, tuple(b.moved(start - 1) for b in look_at(item.path, "").bookmarks))
        for item, start in zip(enclosures, starts, strict=True)
    )
    target = tmp_path_factory.mktemp("quyen") / "ho-so.pdf"
    sheaves = [Sheaf(item.path, f"{i:02d}_kem", item.notes) for i, item in enumerate(enclosures)]
    write_bundle(sheaves, target, META, [OutlineSection("Tài liệu kèm theo", marks)], stamp_font)
    return Bound(target, enclosures, starts, before)


def test_there_are_forty_enclosures(enclosures: list[Enclosure]) -> None:
    assert len(enclosures) == 40


def boxes(page: pikepdf.Page) -> tuple[Any, ...]:
    """What a reader goes by to show a page, whether the page says it itself or not."""
    numbers = [[float(value) for value in box] for box in (page.mediabox, page.cropbox)]
    return (*numbers, int(page.obj.get("/Rotate", 0)), float(page.obj.get("/UserUnit", 1)))


def test_no_page_is_resized_or_turned(bound: Bound) -> None:
    with pikepdf.open(bound.path) as pdf:
        for item, start in zip(bound.enclosures, bound.starts, strict=True):
            with pikepdf.open(item.path) as own:
                found = [boxes(pdf.pages[start - 1 + i]) for i in range(item.pages)]
                assert found == [boxes(page) for page in own.pages], item.path.name


def ink(image: Image.Image) -> Image.Image:
    """The dark part of a picture."""
    dark = image.convert("L").point(lambda value: 255 if value < 110 else 0)
    box = dark.getbbox()
    assert box, "no ink where the number should be"
    return dark.crop(box)


def corner(page: pypdfium2.PdfPage, width_pt: float, unit: float = 1.0) -> Image.Image:
    """Where the packet number stands on the page as shown: 10 mm from the right and the top.

    pdfium takes every unit for a point, so a page of larger units is drawn so much larger here.
    """
    wide, high = (side * unit for side in page.get_size())
    edge = 72 / 2.54
    cut = (wide - edge - width_pt - 1, high - edge - 2.5, edge - 1, edge - 8.5)
    crop = tuple(value / unit for value in cut)
    return page.render(scale=SCALE * unit, crop=crop, may_draw_forms=False).to_pil()


def test_every_number_is_upright_and_readable_at_the_same_corner(
    bound: Bound, stamp_font: Faces, tmp_path: Path
) -> None:
    with pikepdf.open(bound.path) as read:
        units = [float(page.obj.get("/UserUnit", 1)) for page in read.pages]
    with pypdfium2.PdfDocument(bound.path) as pdf:
        total = len(pdf)
        blank = tmp_path / "trang.pdf"
        with pikepdf.new() as white:
            for _ in range(total):
                white.add_blank_page(page_size=(A4[2], A4[3]))
            white.save(blank)
        write_bundle([blank], tmp_path / "mau.pdf", META, [OutlineSection("x", (Bookmark("x", 1),))], stamp_font)
        with pypdfium2.PdfDocument(tmp_path / "mau.pdf") as pattern:
            for index in range(total):
                width = stamp_font.regular.width(f"Trang {index + 1}/{total}") / 100
                seen = ink(corner(pdf[index], width, units[index]))
                wanted = ink(corner(pattern[index], width))
                assert abs(seen.width - wanted.width) <= 2, f"trang {index + 1}"
                assert abs(seen.height - wanted.height) <= 2, f"trang {index + 1}"
                assert likeness(seen, wanted) > 0.8, f"trang {index + 1}"


def likeness(first: Image.Image, second: Image.Image) -> float:
    """Share of equal pixels of two black and white pictures of about one size."""
    size = (min(first.width, second.width), min(first.height, second.height))
    pairs = zip(first.crop((0, 0, *size)).tobytes(), second.crop((0, 0, *size)).tobytes(), strict=True)
    return sum(a == b for a, b in pairs) / (size[0] * size[1])


def test_all_source_bookmarks_stand_under_their_paper(bound: Bound) -> None:
    with pikepdf.open(bound.path) as pdf:
        (section,) = bookmarks_of(pdf)
    assert [child.title for child in section.children] == [item.path.stem for item in bound.enclosures]
    for child, item, start in zip(section.children, bound.enclosures, bound.starts, strict=True):
        with pikepdf.open(item.path) as own:
            assert child.children == tuple(mark.moved(start - 1) for mark in bookmarks_of(own)), item.path.name


def test_fields_of_the_same_name_stay_apart(bound: Bound) -> None:
    with pikepdf.open(bound.path) as pdf:
        fields = list(pdf.Root.AcroForm.Fields)
        names = [str(field.T) for field in fields]
        assert len(set(names)) == len(names) == sum(item.fields for item in bound.enclosures)
        assert [str(field.V) for field in fields] == ["Trần Thị B"] * len(names)
        assert not [field for field in fields if field.get("/FT") == "/Sig"]


def test_links_within_a_file_lead_to_its_own_pages(bound: Bound) -> None:
    with pikepdf.open(bound.path) as pdf:
        numbers = {page.obj.objgen: index for index, page in enumerate(pdf.pages, 1)}
        for item, start in zip(bound.enclosures, bound.starts, strict=True):
            notes = [n for n in pdf.pages[start - 1].obj.get("/Annots", []) if n.Subtype == "/Link" and "/Dest" in n]
            assert [numbers[note.Dest[0].objgen] for note in notes] == [start + 2] * item.links, item.path.name
        assert not [
            n for page in pdf.pages for n in page.obj.get("/Annots", []) if n.get("/A", {}).get("/S") == "/JavaScript"
        ]
        assert len(pdf.pages) == len(
            [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Page"]
        )


def test_the_signed_original_still_holds_and_the_reading_copy_says_what_it_is(bound: Bound) -> None:
    (item,) = [item for item in bound.enclosures if item.notes]
    start = bound.starts[bound.enclosures.index(item)]
    assert item.path.read_bytes() == bound.before[bound.enclosures.index(item)]
    assert holds(item.path)
    (signature,) = signatures_of(item.path) or ()
    assert (signature.signer, signature.intact) == (SIGNER, True)
    with pypdfium2.PdfDocument(bound.path) as pdf:
        textpage = pdf[start - 1].get_textpage()
        text = textpage.get_text_range()
        textpage.close()
    assert "BẢN ĐỌC" in text
    assert f"Ký số: {SIGNER}" in text
    with pikepdf.open(bound.path) as pdf:
        assert not [n for n in pdf.pages[start - 1].obj.get("/Annots", []) if n.Subtype == "/Widget"]
        pdf.save(io.BytesIO())


def test_a_changed_byte_of_a_signed_file_is_noticed(bound: Bound, tmp_path: Path) -> None:
    (item,) = [item for item in bound.enclosures if item.notes]
    data = bytearray(item.path.read_bytes())
    at = data.index(b"%PDF") + 7
    data[at] = ord("5") if data[at] != ord("5") else ord("6")
    (tmp_path / "sua.pdf").write_bytes(data)
    (signature,) = signatures_of(tmp_path / "sua.pdf") or ()
    assert not signature.intact
