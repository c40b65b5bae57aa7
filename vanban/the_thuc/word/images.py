"""What a picture is: its format, size, whether it is see-through and the hue of its ink."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, Final, Literal

from vanban.the_thuc.views import ImageFacts

if TYPE_CHECKING:
    from PIL import Image

Hue = Literal["red", "blue", "black", "other", "unknown"]

_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WMF", "EMF")
# A scanned signature or seal has fewer pixels; a bigger picture is not decoded, its hue stays unknown.
MAX_PIXELS: Final = 6_000_000
_SAMPLE_PX: Final = 96
_BITS: Final = {"1": 1, "I;16": 16, "I": 16}
_GRAY_MODES: Final = frozenset(("1", "L", "LA", "I", "I;16"))
# Paper is lighter than this in every channel; ink is what differs; below the next, ink is black.
_PAPER: Final = 225
_DARK: Final = 90
_SEEN_ALPHA: Final = 40
# A hue rules when it has this share of all coloured ink.
_MOST: Final = 0.6


def image_facts(data: bytes) -> ImageFacts | None:
    """The facts of a picture, None when its format is not known or it is damaged."""
    from PIL import Image  # few documents have pictures; the others need not wait for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                return _facts(image)
    except (OSError, ValueError, SyntaxError, TypeError, LookupError, ArithmeticError, Image.DecompressionBombError):
        return None


def _facts(image: Image.Image) -> ImageFacts:
    mode = image.mode
    alpha = "A" in mode or "transparency" in image.info
    return ImageFacts(
        format=(image.format or "").lower(),
        width_px=image.width,
        height_px=image.height,
        alpha=alpha,
        hue=_hue(image),
        bits=_BITS.get(mode, 8),
        gray=mode in _GRAY_MODES,
    )


def _hue(image: Image.Image) -> Hue:
    if image.width * image.height > MAX_PIXELS or image.format in ("WMF", "EMF"):
        return "unknown"
    try:
        sample = image.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return "unknown"
    sample.thumbnail((_SAMPLE_PX, _SAMPLE_PX))
    return hue_of([pixel[:3] for pixel in _pixels(sample) if pixel[3] > _SEEN_ALPHA])


def _pixels(sample: Image.Image) -> list[tuple[int, int, int, int]]:
    raw = sample.tobytes()
    return [(raw[at], raw[at + 1], raw[at + 2], raw[at + 3]) for at in range(0, len(raw), 4)]


def hue_of(pixels: list[tuple[int, int, int]]) -> Hue:
    """What most of the ink is; paper-white pixels are no ink, and no ink at all is unknown."""
    counts = dict.fromkeys(("red", "blue", "black", "other"), 0)
    for red, green, blue in pixels:
        if min(red, green, blue) < _PAPER:
            counts[_hue_of_pixel(red, green, blue)] += 1
    ink = sum(counts.values())
    colored = ink - counts["black"]
    if not ink:
        return "unknown"
    if colored < ink * (1 - _MOST):
        return "black"
    if counts["red"] >= colored * _MOST:
        return "red"
    return "blue" if counts["blue"] >= colored * _MOST else "other"


def _hue_of_pixel(red: int, green: int, blue: int) -> Literal["red", "blue", "black", "other"]:
    spread = max(red, green, blue) - min(red, green, blue)
    if spread < 40 or (max(red, green, blue) < _DARK and spread < 60):
        return "black"
    if red > green + 30 and red > blue + 30:
        return "red"
    return "blue" if blue > red + 30 and blue >= green else "other"
