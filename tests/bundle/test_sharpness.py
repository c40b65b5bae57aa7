"""Pictures no sharper than asked for, and what is left alone."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from vanban.bundle.sharpness import reduce_pictures

A5_INCHES = (420 / 72, 595 / 72)


def scan(folder: Path, dpi: int, mode: str = "RGB", **extra: object) -> Path:
    """A page filled by one picture."""
    size = tuple(round(side * dpi) for side in A5_INCHES)
    noise = Image.frombytes(mode, (64, 64), os.urandom(64 * 64 * len(mode))).resize(size, Image.Resampling.BICUBIC)
    path = folder / f"{dpi}.pdf"
    with pikepdf.new() as pdf:
        picture = pdf.make_stream(noise.tobytes())
        space = {"RGB": "/DeviceRGB", "L": "/DeviceGray"}[mode]
        keys = {"Type": pikepdf.Name.XObject, "Subtype": pikepdf.Name.Image, "ColorSpace": pikepdf.Name(space)}
        keys |= {"Width": size[0], "Height": size[1], "BitsPerComponent": 8, **extra}
        for key, value in keys.items():
            picture[f"/{key}"] = value
        page = pdf.add_blank_page(page_size=(420, 595))
        page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
        page.obj.Contents = pdf.make_stream(b"q 420 0 0 595 0 0 cm /Im0 Do Q")
        pdf.save(path)
    return path


@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_scan_that_is_too_sharp_becomes_as_sharp_as_asked(tmp_path: Path, mode: str) -> None:
    with pikepdf.open(scan(tmp_path, 400, mode)) as pdf:
        assert reduce_pictures(pdf, 200) == 1
        picture = pdf.pages[0].Resources.XObject["/Im0"]
        assert (picture.Width, picture.Height) == tuple(pytest.approx(side * 200, abs=1) for side in A5_INCHES)
        assert pikepdf.PdfImage(picture).as_pil_image().mode == mode
        assert reduce_pictures(pdf, 200) == 0


@pytest.mark.parametrize(
    ("dpi", "extra"),
    [
        pytest.param(200, {}, id="sharp-enough"),
        pytest.param(208, {}, id="hardly-sharper"),
        pytest.param(400, {"Decode": [1, 0, 1, 0, 1, 0]}, id="inverted"),
        pytest.param(400, {"Mask": [0, 0, 0, 0, 0, 0]}, id="masked"),
    ],
)
def test_other_pictures_are_left_alone(tmp_path: Path, dpi: int, extra: dict[str, object]) -> None:
    with pikepdf.open(scan(tmp_path, dpi, **extra)) as pdf:
        before = pdf.pages[0].Resources.XObject["/Im0"].read_raw_bytes()
        assert reduce_pictures(pdf, 200) == 0
        assert pdf.pages[0].Resources.XObject["/Im0"].read_raw_bytes() == before
