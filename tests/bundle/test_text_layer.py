"""Scans before and after the program that reads them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from tests.bundle.signing import sign
from vanban.bundle import write_repeatable, write_unsigned
from vanban.bundle.foreign import is_signed


def recognised(path: Path, names: Sequence[str], *, shared: bool) -> Path:
    """Pages each with a layer of the given name beside its picture; `shared` if all have one dictionary of them."""
    with pikepdf.new() as pdf:
        common = pdf.make_indirect(pikepdf.Dictionary(XObject=pikepdf.Dictionary()))
        for number, name in enumerate(names):
            pdf.add_blank_page()
            page = pdf.pages[-1].obj
            page.Resources = common if shared else pikepdf.Dictionary(XObject=pikepdf.Dictionary())
            layer = pdf.make_stream(b"BT ET % " + str(number).encode())
            layer.Subtype = pikepdf.Name.Form
            page.Resources.XObject[f"/OCR-{name}"] = layer
            page.Resources.XObject["/anh"] = pdf.make_stream(b"")
            page.Contents = [pdf.make_stream(f"q /OCR-{name} Do Q".encode()), pdf.make_stream(b"q /anh Do Q")]
        pdf.save(path)
    return path


@pytest.mark.parametrize("shared", [True, False])
def test_layers_named_at_random_are_named_by_their_order(tmp_path: Path, shared: bool) -> None:
    first = recognised(tmp_path / "a.pdf", ["zq_1", "ab-2"], shared=shared)
    second = recognised(tmp_path / "b.pdf", ["00aa", "zzzz"], shared=shared)
    write_repeatable(first, tmp_path / "1.pdf")
    write_repeatable(second, tmp_path / "2.pdf")
    assert (tmp_path / "1.pdf").read_bytes() == (tmp_path / "2.pdf").read_bytes()
    with pikepdf.open(tmp_path / "1.pdf") as pdf:
        for number, page in enumerate(pdf.pages):
            assert page.obj.Contents[0].read_bytes() == b"q /Chu-%d Do Q" % (number + 1)
            assert page.obj.Resources.XObject[f"/Chu-{number + 1}"].read_bytes() == b"BT ET %% %d" % number


def test_the_copy_to_read_is_not_signed_and_its_pages_have_their_own_resources(tmp_path: Path) -> None:
    path = tmp_path / "ky.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        del pdf.pages[0].obj["/Resources"]
        pdf.Root.Pages.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(anh=pdf.make_stream(b"")))
        pdf.save(path)
    sign(path)
    before = path.read_bytes()
    write_unsigned(path, tmp_path / "doc.pdf")
    assert path.read_bytes() == before
    assert is_signed(path)
    assert not is_signed(tmp_path / "doc.pdf")
    with pikepdf.open(tmp_path / "doc.pdf") as pdf:
        assert "/SigFlags" not in pdf.Root.AcroForm
        assert "/anh" in pdf.pages[0].obj.Resources.XObject
        assert pdf.pages[0].obj.Annots[0].FT == "/Sig"
