"""The README's worked example of a new form, executed as it is printed."""

from __future__ import annotations

import re
import shutil
import types
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.shared import Mm, Pt

from vanban.forms import BUILDERS
from vanban.render import plain_text

ROOT = Path(__file__).parents[2]
HEADING = "## Add a form, in four steps"


@pytest.fixture(scope="module")
def blocks() -> dict[str, list[str]]:
    """The code blocks of the example by language, in order; "" is the template."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(HEADING)[2].partition("\n## ")[0]
    found: dict[str, list[str]] = {}
    for language, block in re.findall(r"```(\w*)\n(.*?)```", section, re.S):
        found.setdefault(language, []).append(block)
    return found


@pytest.fixture
def regime(season_copy: Path, blocks: dict[str, list[str]]) -> Path:
    """The office's own copy of the regime, with the example's form and its place in the branch packets."""
    folder = season_copy.parents[1] / "mau" / "2021"
    shutil.copytree(ROOT / "mau" / "2021", folder)
    path = folder / "che-do.toml"
    text = path.read_text(encoding="utf-8")
    form, part = blocks["toml"]
    branch = text.index('ma = "chi-bo-{ma}"')
    end = text.index("[[ho_so]]", branch)
    first_form = text.index("[[bieu_mau]]")
    whole = text[:first_form] + form + "\n" + text[first_form:end] + part + "\n" + text[end:]
    path.write_text(whole, encoding="utf-8")
    _template(blocks[""][0], folder / "danh-sach.docx")
    return folder


def _template(drawn: str, path: Path) -> None:
    """The template as a clerk would make it in Word: page and letters as the rules want, the title, the table."""
    title, *rest = [line for line in drawn.splitlines() if line.strip()]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in rest]
    document = docx.Document()
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(14)
    page = document.sections[0]
    page.page_width, page.page_height, page.header_distance = Mm(210), Mm(297), Mm(10)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    document.add_paragraph(title)
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))


@pytest.fixture
def builder(blocks: dict[str, list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    """The example's module, loaded under its name; forgotten afterwards."""
    before = dict(BUILDERS)
    module = types.ModuleType("vanban.forms.danh_sach")
    monkeypatch.setitem(__import__("sys").modules, module.__name__, module)
    exec(compile(blocks["python"][0], "README.md", "exec"), module.__dict__)
    yield
    BUILDERS.clear()
    BUILDERS.update(before)


@pytest.mark.usefixtures("regime", "builder")
def test_the_form_of_the_readme_joins_the_branch_packets(build: Callable[..., object], output: Path) -> None:
    build(["chi-bo-noi-vu"])
    (paper,) = (output / "chi-bo-noi-vu" / "van-ban").glob("*_danh-sach-noi-vu.docx")
    text = plain_text(paper.read_bytes())
    assert "DANH SÁCH ĐẢNG VIÊN CHI BỘ PHÒNG NỘI VỤ NĂM 2021" in text
    assert text.splitlines()[4:7] == ["1", "Hoàng Minh Tuấn", "15/04/1977"]
