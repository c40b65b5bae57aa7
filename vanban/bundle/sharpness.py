"""Pictures of foreign pages no sharper than asked for: a scan at 600 dpi is four times as large as one at 300.

Only plain pictures in colour or grey are touched, taken to fill their page, and only in the bound copy; what was
handed in stays as it is beside it.
"""

from __future__ import annotations

import io
from typing import Final

import pikepdf
from PIL import Image

_QUALITY: Final = 85
_TOLERANCE: Final = 1.05
_POINTS_PER_INCH: Final = 72
_MODES: Final = {"/DeviceRGB": "RGB", "/DeviceGray": "L"}


def reduce_pictures(pdf: pikepdf.Pdf, max_dpi: int) -> int:
    """Make pictures sharper than `max_dpi` as sharp as that, in the opened file; gives how many there were."""
    largest: dict[tuple[int, int], tuple[pikepdf.Stream, float]] = {}
    for page in pdf.pages:
        for picture in _pictures(page):
            dpi = _least_dpi(picture, page)
            before = largest.get(picture.objgen, (picture, dpi))[1]
            largest[picture.objgen] = (picture, min(before, dpi))
    sharp = [(picture, dpi) for picture, dpi in largest.values() if dpi > max_dpi * _TOLERANCE]
    return sum(_reduced(picture, max_dpi / dpi) for picture, dpi in sharp)


def _pictures(page: pikepdf.Page) -> list[pikepdf.Stream]:
    """The pictures the page itself names."""
    found = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    return [item for _, item in found.items() if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]


def _least_dpi(picture: pikepdf.Stream, page: pikepdf.Page) -> float:
    """The sharpness of a picture that fills its page; one that is drawn smaller is sharper still."""
    unit = float(page.obj.get("/UserUnit", 1))
    left, bottom, right, top = (float(value) for value in page.mediabox)
    sides = sorted((abs(right - left) * unit, abs(top - bottom) * unit))
    pixels = sorted((int(picture.Width), int(picture.Height)))
    return min(count * _POINTS_PER_INCH / max(side, 1.0) for count, side in zip(pixels, sides, strict=True))


def _reduced(picture: pikepdf.Stream, scale: float) -> bool:
    """Write the picture smaller; False when it is of a kind that is left alone, or would not be smaller."""
    mode = _MODES.get(str(picture.get("/ColorSpace")))
    masked = any(key in picture for key in ("/SMask", "/Mask", "/ImageMask", "/Decode"))
    if mode is None or masked or picture.get("/BitsPerComponent") != 8:
        return False
    image = pikepdf.PdfImage(picture).as_pil_image()
    if image.mode != mode:
        return False
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    buffer = io.BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    if len(buffer.getvalue()) >= len(picture.read_raw_bytes()):
        return False
    picture.write(buffer.getvalue(), filter=pikepdf.Name.DCTDecode)
    picture.Width, picture.Height = size
    return True
