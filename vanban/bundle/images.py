"""Scans and photographs as pages: nothing of a picture is lost, and its dots per inch give its size.

A picture that fits A4 stands in the middle of an A4 page at its own size; a larger scan keeps its own size as the
page; a picture that does not say its size is fitted into A4. JPEG data goes in as it is.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageSequence, UnidentifiedImageError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    FloatObject,
    NumberObject,
)

from vanban.bundle.copying import Copier
from vanban.bundle.written import compressed, name_of
from vanban.errors import BundleError

SUFFIXES: Final = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
A4: Final = (595.28, 841.89)
_TOLERANCE_PT: Final = 9.0
_MARGIN_PT: Final = 28.35
_SCAN_DPI: Final = 150
_DPI: Final = range(50, 4801)
_PIXELS: Final = 400_000_000
_LARGEST_PT: Final = 3400.0
_ORIENTATION: Final = 0x0112  # Exif 2.3, 4.6.4
_SPACES: Final = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
# Columns of the matrix that puts the unit square into a box, by Exif orientation: (a b c d e f) in units of the box.
_TURNS: Final = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture: its stream, its size as shown in points (0 where it does not say), and how it is turned."""

    stream: EncodedStreamObject
    pixels: tuple[int, int]
    dpi: float
    turn: int


def add_images(copier: Copier, paths: Sequence[Path], label: str) -> None:
    """A page for every picture of the files, in their order; TIFF files may hold several.

    Raises:
        BundleError: a file is no picture that can be read whole.
    """
    for path in paths:
        try:
            for picture in _pictures(path):
                _add_page(copier, picture)
        except (OSError, ValueError, SyntaxError, UnidentifiedImageError, Image.DecompressionBombError) as error:
            message = f"Không đọc được ảnh {path.name} ({error})"
            raise BundleError.say("GH-07", message, label, "quét lại thành JPEG, PNG, TIFF hoặc PDF") from error


def _pictures(path: Path) -> Iterator[_Picture]:
    with Image.open(path, formats=("JPEG", "PNG", "TIFF")) as image:
        if image.width * image.height > _PIXELS:
            raise ValueError(f"{image.width} × {image.height} điểm ảnh là quá lớn")
        if image.format == "JPEG" and image.mode in _SPACES:
            image.load()
            yield _picture(image, _jpeg(image, path.read_bytes()))
        else:
            for frame in ImageSequence.Iterator(image):
                yield _picture(frame, _lossless(frame))


def _picture(image: Image.Image, stream: EncodedStreamObject) -> _Picture:
    turn = int(image.getexif().get(_ORIENTATION, 1))
    across, down = (float(value) for value in image.info.get("dpi", (0, 0)))
    honest = round(across) in _DPI and abs(across - down) < 1
    wide, high = image.size
    pixels = (high, wide) if turn in (5, 6, 7, 8) else (wide, high)
    return _Picture(stream, pixels, across if honest else 0.0, turn if turn in _TURNS else 1)


def _jpeg(image: Image.Image, data: bytes) -> EncodedStreamObject:
    stream = _described(image, image.mode, 8)
    stream[name_of("/Filter")] = name_of("/DCTDecode")
    if image.mode == "CMYK" and "adobe" in image.info:  # Adobe writes its inks the other way round
        stream[name_of("/Decode")] = ArrayObject([NumberObject(1), NumberObject(0)] * 4)
    stream._data = data
    return stream


def _lossless(image: Image.Image) -> EncodedStreamObject:
    plain = _plain(image)
    stream = compressed(zlib.compress(plain.tobytes(), 9))
    stream.update(_described(plain, plain.mode, 1 if plain.mode == "1" else 8))
    return stream


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a colour space of PDF, what is transparent on white as paper shows it."""
    if image.mode in _SPACES:
        return image.copy()
    if image.has_transparency_data:
        layer = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
    return image.convert("L" if image.mode.startswith(("I", "F")) else "RGB")


def _described(image: Image.Image, mode: str, bits: int) -> EncodedStreamObject:
    stream = EncodedStreamObject()
    stream[name_of("/Type")] = name_of("/XObject")
    stream[name_of("/Subtype")] = name_of("/Image")
    stream[name_of("/Width")], stream[name_of("/Height")] = NumberObject(image.width), NumberObject(image.height)
    stream[name_of("/ColorSpace")] = name_of(_SPACES[mode])
    stream[name_of("/BitsPerComponent")] = NumberObject(bits)
    return stream


def layout(pixels: tuple[int, int], dpi: float) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """Size of the page and box of the picture on it (left, bottom, width, height), in points; `dpi` 0 for unknown."""
    wide, high = pixels
    page = A4 if high >= wide else (A4[1], A4[0])
    natural = (wide * 72 / dpi, high * 72 / dpi) if dpi else (_LARGEST_PT * 2, _LARGEST_PT * 2)
    if all(size <= limit + _TOLERANCE_PT for size, limit in zip(natural, page, strict=True)):
        page = (max(page[0], natural[0]), max(page[1], natural[1]))
    elif dpi >= _SCAN_DPI and max(natural) <= _LARGEST_PT:
        page = natural
    else:
        scale = min((limit - 2 * _MARGIN_PT) / size for limit, size in zip(page, pixels, strict=True))
        natural = (wide * scale, high * scale)
    return page, ((page[0] - natural[0]) / 2, (page[1] - natural[1]) / 2, *natural)


def _add_page(copier: Copier, picture: _Picture) -> None:
    size, (left, bottom, wide, high) = layout(picture.pixels, picture.dpi)
    page = copier.new_page()
    page[name_of("/MediaBox")] = ArrayObject([FloatObject(f"{v:.3f}") for v in (0, 0, *size)])
    image = copier.share(picture.stream)
    page[name_of("/Resources")] = DictionaryObject(
        {name_of("/XObject"): DictionaryObject({name_of("/Im0"): image})},
    )
    a, b, c, d, e, f = _TURNS[picture.turn]
    matrix = (a * wide, b * high, c * wide, d * high, left + e * wide, bottom + f * high)
    drawing = f"q {' '.join(f'{value:.4f}' for value in matrix)} cm /Im0 Do Q\n".encode("ascii")
    page[name_of("/Contents")] = copier.share(compressed(zlib.compress(drawing, 9)))
