from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document

from vanban.render import mirrored
from vanban.render.duplex import _BEFORE
from vanban.the_thuc.docx_view import read_docx


def blank() -> bytes:
    out = io.BytesIO()
    Document().save(out)
    return out.getvalue()


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_margins_are_mirrored_and_nothing_else_changes() -> None:
    before, after = parts(blank()), parts(mirrored(blank()))
    assert not read_docx(blank(), "a").mirror
    assert read_docx(mirrored(blank()), "a").mirror
    assert {name for name in before if before[name] != after[name]} == {"word/settings.xml"}
    assert list(before) == list(after)


def test_the_setting_stands_where_the_schema_wants_it() -> None:
    settings = parts(mirrored(blank()))["word/settings.xml"].decode()
    own = settings.index("w:mirrorMargins")
    names = {tag.rpartition("}")[2] for tag in _BEFORE}
    assert all(settings.find(f"<w:{name}") < own for name in names)
    assert own < settings.index("<w:compat")


@pytest.mark.parametrize("times", [1, 2, 3])
def test_mirrored_twice_is_mirrored_once(times: int) -> None:
    docx = blank()
    for _ in range(times):
        docx = mirrored(docx)
    assert docx == mirrored(blank())
