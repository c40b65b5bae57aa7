"""The packet number as the eye finds it: 10 mm from the top and the right of the page that is shown, upright."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import SupportsFloat

import pikepdf
import pypdfium2
import pytest

from tests.bundle.conftest import A4, Sheet
from vanban.bundle import Faces, Meta, OutlineSection, Sheaf, write_bundle
from vanban.model.packet import Bookmark

META = Meta("Hồ sơ thử", "Đảng uỷ khối", date(2021, 12, 17))
MM_PER_PT = 25.4 / 72
PIXELS_PER_PT = 4
PAPER = 0xC0
TURNS = (0, 90, 180, 270, -90, 450)
GEOMETRIES = {
    "a4": Sheet(),
    "landscape": Sheet(media=(0, 0, 841.9, 595.3)),
    "crop-inside-media": Sheet(media=(0, 0, 700, 1000), extra={"/CropBox": [40, 90, 635.3, 931.9]}),
    "crop-beyond-media": Sheet(extra={"/CropBox": [-100, -100, 900, 900]}),
    "negative-origin": Sheet(media=(-300, -420, 295.3, 421.9)),
    "far-origin": Sheet(media=(1000, 2000, 1595.3, 2841.9)),
    "user-unit-2": Sheet(media=(0, 0, 297.65, 420.95), extra={"/UserUnit": 2}),
    "reversed-box": Sheet(media=(595.3, 841.9, 0, 0)),
    "state-left-changed": Sheet(content=b"2 0 0 2 30 40 cm 1 0 0 rg 3 Tr "),
    "state-saved-and-left": Sheet(content=b"q 2 0 0 2 30 40 cm 1 1 1 rg "),
    "text-state-left-changed": Sheet(content=b"BT /F1 40 Tf 200 Tz 30 Tc 5 Ts 90 Tw ET "),
}


@dataclass(frozen=True)
class Ink:
    """Where the only ink of a page stands, in millimetres of the page as shown, and its pixels."""

    right_mm: float
    baseline_mm: float
    pixels: tuple[bytes, ...]


def shown_size_mm(page: pikepdf.Page, turn: int) -> tuple[float, float]:
    """Width and height of the page as a reader sees it."""
    media, crop = corners(page.mediabox), corners(page.cropbox)
    x0, y0, x1, y1 = (*map(max, media[:2], crop[:2]), *map(min, media[2:], crop[2:]))
    unit = float(page.obj.get("/UserUnit", 1)) * MM_PER_PT
    wide, high = (x1 - x0) * unit, (y1 - y0) * unit
    return (wide, high) if turn % 180 == 0 else (high, wide)


def corners(box: Iterable[SupportsFloat]) -> list[float]:
    """Left, bottom, right, top, whichever two corners the file names."""
    x0, y0, x1, y1 = map(float, box)
    return [min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)]


def rows_of(path: Path, scale: float) -> list[bytes]:
    """The first page as rows of grey pixels."""
    with pypdfium2.PdfDocument(path) as pdf:
        bitmap = pdf[0].render(scale=scale, grayscale=True)
        data, stride = bytes(bitmap.buffer), bitmap.stride
        return [data[row * stride : row * stride + bitmap.width] for row in range(bitmap.height)]


def ink_of(path: Path, turn: int) -> Ink:
    with pikepdf.open(path) as pdf:
        wide_mm, high_mm = shown_size_mm(pdf.pages[0], turn)
        unit = float(pdf.pages[0].obj.get("/UserUnit", 1))
    rows = rows_of(path, PIXELS_PER_PT * unit)
    inked = [row.translate(bytes(1 if value < PAPER else 0 for value in range(256))) for row in rows]
    lines = [index for index, row in enumerate(inked) if 1 in row]
    left, right = min(inked[i].index(1) for i in lines), max(inked[i].rindex(1) for i in lines)
    # The first letter is T: what it stands on is the baseline; g and / go below it.
    letter = round(4 * PIXELS_PER_PT)
    baseline = max(i for i in lines if 1 in inked[i][left : left + letter]) + 1
    pixels = tuple(inked[i][left : right + 1] for i in range(lines[0], lines[-1] + 1))
    return Ink((len(rows[0]) - right - 1) * wide_mm / len(rows[0]), baseline * high_mm / len(rows), pixels)


@pytest.fixture
def stamped(foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path) -> Callable[[Sheet, int], Ink]:
    """Binds one sheet, turned, and looks at the ink."""

    def look(sheet: Sheet, turn: int) -> Ink:
        turned = Sheet(sheet.words, sheet.media, sheet.content, {**sheet.extra, "/Rotate": turn})
        target = tmp_path / "ho-so.pdf"
        source = foreign("nguon.pdf", [turned])
        write_bundle([source], target, META, [OutlineSection("Phần", (Bookmark("Văn bản", 1),))], stamp_font)
        return ink_of(target, turn)

    return look


def difference(one: tuple[bytes, ...], other: tuple[bytes, ...]) -> float:
    """Share of pixels that differ in the smallest common rectangle; 1.0 when the sizes are not alike."""
    if abs(len(one) - len(other)) > 2 or abs(len(one[0]) - len(other[0])) > 2:
        return 1.0
    pairs = [(a, b) for row, twin in zip(one, other, strict=False) for a, b in zip(row, twin, strict=False)]
    return sum(a != b for a, b in pairs) / len(pairs)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("geometry", GEOMETRIES)
def test_the_number_stands_upright_ten_millimetres_from_top_and_right(
    stamped: Callable[[Sheet, int], Ink], geometry: str, turn: int
) -> None:
    ink, plain = stamped(GEOMETRIES[geometry], turn), stamped(Sheet(), 0)
    assert ink.right_mm == pytest.approx(10, abs=0.5)
    assert ink.baseline_mm == pytest.approx(10, abs=0.5)
    assert difference(ink.pixels, plain.pixels) < 0.1


def test_an_upside_down_number_would_be_noticed(stamped: Callable[[Sheet, int], Ink]) -> None:
    pixels = stamped(Sheet(), 0).pixels
    upside_down = tuple(row[::-1] for row in reversed(pixels))
    assert difference(pixels, upside_down) > 0.2


def test_the_number_is_ten_points_high(stamped: Callable[[Sheet, int], Ink]) -> None:
    # From the top of T to the foot of g: 0.66 em + 0.22 em.
    high_pt = len(stamped(Sheet(), 0).pixels) / PIXELS_PER_PT
    assert high_pt == pytest.approx(8.8, abs=0.4)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_everything_else_on_the_page_looks_as_before(
    foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path, turn: int
) -> None:
    drawing = b"0.2 0.4 0.9 rg 100 100 200 300 re f 1 0 0 RG 4 w 300 500 m 500 700 l S "
    source = foreign("nguon.pdf", [Sheet("Noi dung cu", A4, drawing, {"/Rotate": turn})])
    target = tmp_path / "ho-so.pdf"
    write_bundle([source], target, META, [OutlineSection("Phần", (Bookmark("Văn bản", 1),))], stamp_font)
    before, after = rows_of(source, 2), rows_of(target, 2)
    stamp_high, stamp_wide = round(15 / MM_PER_PT * 2), round(40 / MM_PER_PT * 2)
    assert after[stamp_high:] == before[stamp_high:]
    assert [row[:-stamp_wide] for row in after] == [row[:-stamp_wide] for row in before]
    assert after != before


def test_the_content_of_a_page_is_kept_byte_for_byte(
    foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path
) -> None:
    content = b"% a comment\nq 1 0 0 1 0 0 cm Q 0 0 10 10 re f"
    source = foreign("nguon.pdf", [Sheet("Noi dung", content=content)])
    target = tmp_path / "ho-so.pdf"
    write_bundle([source], target, META, [OutlineSection("Phần", (Bookmark("Văn bản", 1),))], stamp_font)
    with pikepdf.open(source) as before, pikepdf.open(target) as after:
        original = before.pages[0].Contents.read_bytes()
        streams = [stream.read_bytes() for stream in after.pages[0].Contents]
    assert original in streams
    assert len(streams) == 3


@pytest.mark.parametrize(
    "odd",
    [
        b"/CropBox null",
        b"/CropBox 99 0 R",
        b"/CropBox [0 0 595.3 841.9 5]",
        b"/CropBox [0 0 595.3]",
        b"/CropBox []",
        b"/CropBox 7",
        b"/Rotate 99 0 R",
        b"/Rotate 10",
        b"/Rotate -30",
        b"/UserUnit 99 0 R",
        b"/UserUnit 0",
        b"/Resources << /Font [ 1 ] >>",
        b"/Resources << /Font 9 >>",
        b"/Resources [ 1 ]",
        b"/Resources 5",
    ],
)
def test_a_page_with_odd_entries_is_stamped_like_one_without(
    foreign: Callable[..., Path], stamp_font: Faces, tmp_path: Path, odd: bytes
) -> None:
    plain, strange, target = foreign("thuong.pdf", [Sheet()]), tmp_path / "la.pdf", tmp_path / "ho-so.pdf"
    with pikepdf.open(plain) as pdf:
        pdf.pages[0].obj["/VbOdd"] = 0
        if odd.startswith(b"/Resources"):
            del pdf.pages[0].obj["/Resources"]
        pdf.save(strange, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    strange.write_bytes(strange.read_bytes().replace(b"/VbOdd 0", odd))
    looks = []
    for source in (plain, strange):
        write_bundle(
            [Sheaf(source, "la")], target, META, [OutlineSection("Phần", (Bookmark("Văn bản", 1),))], stamp_font
        )
        looks.append(rows_of(target, 1))
    assert looks[0] == looks[1]
