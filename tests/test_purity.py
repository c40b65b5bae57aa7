"""The engine names no year and no regulation: these come from `mau/` and from the rules of form."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from vanban import settings
from vanban.build.regime import form_misfits
from vanban.errors import ProfileError
from vanban.intake import Season
from vanban.model.profile import LegalProfile
from vanban.settings import newest_sampled, sampled_profiles, shipped_profiles, shipped_sample

PACKAGE = Path(__file__).parents[1] / "vanban"
ROOMS = ("model", "render", "convert", "bundle", "register.py", "build", "cli")
# What a file format or another program calls itself is no year of a regime.
NAMES_OF_OTHERS = re.compile(r"MS Word 2007 XML|https?://[\w./#-]+")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
REGULATION = re.compile(
    r"\d+[-/](?:QĐ|QĐi|HD|NQ|CT|KL|QC|CV|NĐ|TT|BC|TB)\w*/(?:TW|TU|\w*CTW|VPTW|CP)"  # 132-QĐ/TW, 36-HD/VPTW
    r"|NĐ-CP|/(?:QH|UBTVQH)\d+|\bTCVN\b"
    r"|\b(?:Nghị định|Quy định|Hướng dẫn|Thông tư|Chỉ thị|Nghị quyết|Kết luận) (?:số )?\d"
    r"|(?i:(?<![a-z])(?:n[dđ]|hd|q[dđ])) ?\d{2,3}(?!\d)"  # nd90, NĐ 30, HD36, QĐ 366
)


def _files() -> Iterator[Path]:
    for room in ROOMS:
        place = PACKAGE / room
        yield from sorted(place.rglob("*.py")) if place.is_dir() else [place]


def _docstrings(tree: ast.Module) -> set[int]:
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, kinds)]
    return {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}


def strings(source: str) -> Iterator[tuple[int, str]]:
    """Every string constant of a source, parts of f-strings too, docstrings aside, with its line."""
    tree = ast.parse(source)
    aside = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in aside:
            yield node.lineno, node.value


def named(source: str) -> list[tuple[int, str]]:
    """The constants of a source that name a year or a regulation."""
    return [
        (line, text)
        for line, text in strings(source)
        if any(pattern.search(NAMES_OF_OTHERS.sub("", text)) for pattern in (YEAR, REGULATION))
    ]


def test_no_string_of_the_engine_names_a_year_or_a_regulation() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{line}": text
        for path in _files()
        for line, text in named(path.read_text(encoding="utf-8"))
    }
    assert found == {}


@pytest.mark.parametrize(
    "text",
    [
        "2021", "dang-2026", "viết như 24/11/2021", "132-QĐ/TW", "Hướng dẫn 21-HD/BTCTW", "Nghị định 90", "phieu_nd90",
        "NĐ 30", "90/2020/NĐ-CP", "theo Quy định số 366", "72/2025/QH15", "TCVN 14159-1",
    ],
)  # fmt: skip
def test_the_parser_sees_what_must_not_stand_there(text: str) -> None:
    assert named(f"def f():\n    '''2021 và 132-QĐ/TW'''\n    return f'{{0}}{text}'\n") == [(3, text)]


@pytest.mark.parametrize("text", ["12-KH/ĐU", "HD-03", "trang 12", "kiểm điểm năm {nam}", "http://www.w3.org/1999/x#"])
def test_the_parser_leaves_alone_what_names_none(text: str) -> None:
    assert named(f"X = {text!r}") == []


def test_every_room_of_the_engine_is_read() -> None:
    assert {path.relative_to(PACKAGE).parts[0] for path in _files()} == set(ROOMS)
    assert all(PACKAGE.joinpath(room).exists() for room in ROOMS)


def test_the_choice_of_regimes_is_the_folders_of_mau(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = sorted(path.name for path in shipped_profiles().iterdir() if (path / "che-do.toml").is_file())
    assert set(sampled_profiles()) <= set(codes)
    for folder in ("mau/2021", "mau/3000", "mau/4000", "data/ky-2021", "data/ky-3000"):
        (tmp_path / folder).mkdir(parents=True)
        name = "ky.yaml" if folder.startswith("data") else "che-do.toml"
        (tmp_path / folder / name).write_text("", encoding="utf-8")
    monkeypatch.setattr(settings, "_shipped", lambda name: tmp_path / name)
    assert sampled_profiles() == ("2021", "3000")
    assert newest_sampled() == "3000"
    with pytest.raises(ProfileError) as caught:
        shipped_sample("4000")
    assert "2021, 3000" in caught.value.problems[0].remedy


def _changed(profile: LegalProfile, **values: object) -> LegalProfile:
    return profile.model_copy(update=values)


def test_a_regime_asks_only_for_forms_of_paper_that_the_rules_have(sample: Season) -> None:
    profile = sample.review.profile
    assert form_misfits(profile) == ()
    (problem,) = form_misfits(_changed(profile, form_style="dang-3000"))
    assert problem.code == "CD-20"
    assert "dang-2018, dang-2026, nha-nuoc" in problem.remedy


def test_a_class_that_names_no_rule_is_told(sample: Season) -> None:
    profile = sample.review.profile
    first = profile.class_rules[0]
    wrong = (first.model_copy(update={"judged": ("*", "QQ-*")}), *profile.class_rules[1:])
    (problem,) = form_misfits(_changed(profile, class_rules=wrong))
    assert (problem.code, "QQ-*" in problem.message, first.code in problem.place) == ("CD-21", True, True)
