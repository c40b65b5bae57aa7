"""An image of a PDF: how many pixels, how dense on the page, what colour its ink is."""

from __future__ import annotations

from typing import Final

import pikepdf
from PIL import Image

from vanban.the_thuc.page_views import PdfImage
from vanban.the_thuc.pdf.canvas import Box
from vanban.the_thuc.views import ImageFacts
from vanban.the_thuc.word.images import MAX_PIXELS, Hue, hue_of

_FORMATS: Final = {
    "/DCTDecode": "jpeg",
    "/DCT": "jpeg",
    "/JPXDecode": "jpeg2000",
    "/CCITTFaxDecode": "fax",
    "/CCF": "fax",
    "/JBIG2Decode": "jbig2",
}
_GRAYS: Final = ("/DeviceGray", "/G", "/CalGray")
_SAMPLE_PX: Final = 96
_SEEN_ALPHA: Final = 40


class Images:
    """The images of one file: each is looked at once."""

    def __init__(self) -> None:
        self._facts: dict[tuple[int, int], ImageFacts] = {}

    def place(self, image: pikepdf.Object, page: int, box: Box) -> PdfImage:
        """The image as it stands on a page; its density is the lower of the two ways."""
        key = image.objgen if image.is_indirect else (0, 0)
        facts = self._facts.get(key) if key != (0, 0) else None
        if facts is None:
            facts = self._facts[key] = facts_of(image)
        x0, top, x1, bottom = box
        dpi = min(_density(facts.width_px, x1 - x0), _density(facts.height_px, bottom - top))
        return PdfImage(page, x0, top, x1, bottom, round(dpi, 1), facts)


def _density(pixels: int, length_mm: float) -> float:
    return pixels / (length_mm / 25.4) if length_mm > 0.01 else 1e6


def facts_of(image: pikepdf.Object) -> ImageFacts:
    """Format, pixels, colours; the hue of its ink unless it is big or cannot be decoded."""
    masked = "/SMask" in image or "/Mask" in image or bool(image.get("/ImageMask", False))
    return ImageFacts(
        format=_format(image),
        width_px=int(image.get("/Width", 0)),
        height_px=int(image.get("/Height", 0)),
        alpha=masked,
        hue=_hue(image),
        bits=int(image.get("/BitsPerComponent", 1 if image.get("/ImageMask", False) else 8)),
        gray=_gray(image),
    )


def _format(image: pikepdf.Object) -> str:
    filters = image.get("/Filter")
    names = [filters] if isinstance(filters, pikepdf.Name) else list(filters or ())
    return next((_FORMATS[str(name)] for name in names if str(name) in _FORMATS), "bitmap")


def _gray(image: pikepdf.Object) -> bool:
    """Whether its colour space has no colours: gray, or a palette or profile of grays."""
    space = image.get("/ColorSpace")
    if image.get("/ImageMask", False) or space is None:
        return "/JPXDecode" not in str(image.get("/Filter", "")) and space is None
    if isinstance(space, pikepdf.Array) and len(space) > 1:
        kind = str(space[0])
        if kind == "/Indexed":
            return str(space[1]) in _GRAYS
        return kind == "/CalGray" or (kind == "/ICCBased" and int(space[1].get("/N", 0)) == 1)
    return str(space) in _GRAYS


def _hue(image: pikepdf.Object) -> Hue:
    if not isinstance(image, pikepdf.Stream) or int(image.get("/Width", 0)) * int(image.get("/Height", 0)) > MAX_PIXELS:
        return "unknown"
    try:
        sample = _sample(image)
        mask = image.get("/SMask")
        alpha = _sample(mask).convert("L").tobytes() if isinstance(mask, pikepdf.Stream) else None
    except (pikepdf.PdfError, OSError, ValueError, TypeError, NotImplementedError, ArithmeticError):
        return "unknown"
    raw = sample.convert("RGB").tobytes()
    pixels = [(raw[i], raw[i + 1], raw[i + 2]) for i in range(0, len(raw), 3)]
    if alpha is not None and len(alpha) == len(pixels):
        pixels = [pixel for pixel, seen in zip(pixels, alpha, strict=True) if seen > _SEEN_ALPHA]
    return hue_of(pixels)


def _sample(image: pikepdf.Object) -> Image.Image:
    """A small copy, the same size for an image and its mask."""
    return pikepdf.PdfImage(image).as_pil_image().convert("RGB").resize((_SAMPLE_PX, _SAMPLE_PX))  # type: ignore[arg-type]
