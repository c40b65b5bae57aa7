"""Real files with parts and values that no program writes: read or refused, never a traceback."""

from __future__ import annotations

import copy
import io
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.the_thuc.raw_docx import zipped
from vanban.errors import DataError
from vanban.the_thuc.docx_view import read_docx
from vanban.the_thuc.views import DocxView

FILES = Path(__file__).parent / "files"
SOURCES = [*sorted((FILES / "doc-word").glob("*.docx")), *sorted((FILES / "dung").glob("*libreoffice.docx"))[:2]]
VALUES = ("", "abc", "-1", "0", "9" * 30, "1e9", "nan", "true", "٣", "20mm", "-5pt", "FFFFFF", "%1%9", "none")


def unpacked(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return {name: package.read(name) for name in package.namelist()}


def damage(root: etree._Element, chance: Random) -> None:
    """One wrong value, missing, doubled or misplaced element."""
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    target, other = chance.choice(elements), chance.choice(elements)
    parent, kind = target.getparent(), chance.randrange(5)
    if kind == 0 and parent is not None:
        parent.remove(target)
    elif kind == 1:
        other.append(copy.deepcopy(target))
    elif kind == 2:
        target.tag = other.tag
    elif kind == 3:
        target.text = chance.choice(VALUES)
    elif target.attrib:
        target.set(chance.choice(list(target.attrib)), chance.choice(VALUES))


def read(files: dict[str, bytes]) -> DocxView | DataError:
    try:
        return read_docx(zipped(files), "la.docx")
    except DataError as error:
        return error


@settings(max_examples=60)
@given(st.randoms(use_true_random=False), st.integers(0, len(SOURCES) - 1))
def test_a_damaged_part_is_read_or_refused(chance: Random, number: int) -> None:
    files = unpacked(SOURCES[number])
    name = chance.choice([name for name in files if name.endswith((".xml", ".rels"))])
    root = etree.fromstring(files[name])
    for _ in range(chance.randint(1, 5)):
        damage(root, chance)
    found = read({**files, name: etree.tostring(root)})
    assert isinstance(found, DataError) or found.sections


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
@pytest.mark.parametrize("value", VALUES)
def test_any_value_everywhere_is_read_or_refused(path: Path, value: str) -> None:
    files = unpacked(path)
    for name in [name for name in files if name.startswith("word/") and name.endswith(".xml")]:
        root = etree.fromstring(files[name])
        for element in root.iter():
            for key in element.attrib:
                if not key.endswith(("styleId", "}id", "type")):
                    element.set(key, value)
        files[name] = etree.tostring(root)
    found = read(files)
    assert isinstance(found, DocxView)
    assert any(paragraph.text for paragraph in found.paragraphs)
