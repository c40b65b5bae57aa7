"""A bound file claims to be PDF/A only when it may: always for papers of ours, else when a validator accepted it."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from vanban.bundle.glyphs import Faces
from vanban.bundle.numbering import Style
from vanban.bundle.pdfa import PACKAGES, Validator, find_validator, in_short
from vanban.bundle.sheaf import Sheaf
from vanban.bundle.write import Meta, OutlineSection, write_bundle
from vanban.errors import Problem

_REMEDY: Final = "xuất lại tài liệu thành PDF/A-1b rồi lập lại; để nguyên thì hồ sơ chỉ không nhận là PDF/A"


def write_claimed(
    sheaves: Sequence[Sheaf],
    target: Path,
    meta: Meta,
    outline: Sequence[OutlineSection],
    faces: Faces,
    style: Style,
) -> tuple[int, tuple[Problem, ...]]:
    """Bind papers; gives the page total, and why the file makes no claim when foreign pages keep it from one."""
    total = write_bundle(sheaves, target, meta, outline, faces, style)
    foreign = [sheaf for sheaf in sheaves if sheaf.prefix]
    if not foreign or not meta.archival:
        return total, ()
    problems = _objections(foreign, target, meta, faces)
    if problems:
        write_bundle(sheaves, target, replace(meta, archival=False), outline, faces, style)
    return total, problems


def _objections(foreign: Sequence[Sheaf], bound: Path, meta: Meta, faces: Faces) -> tuple[Problem, ...]:
    validator = find_validator() if meta.pdfa == "1b" else None
    if validator is None:
        names = ", ".join(sheaf.prefix for sheaf in foreign)
        message = f"Không có bộ kiểm PDF/A-{meta.pdfa} trên máy nên hồ sơ có tài liệu của nơi khác không nhận là PDF/A"
        remedy = f"cài các gói {PACKAGES}" if meta.pdfa == "1b" else "đặt dong_quyen.pdfa: 1b để kiểm được"
        return (Problem("PA-01", message, names, remedy, "canh-bao"),)
    whole = validator.objections(bound)
    if not whole:
        return ()
    found = [problem for sheaf in foreign for problem in _objections_to(sheaf, validator, meta, faces)]
    if found:
        return tuple(found)
    return (Problem("PA-03", f"Hồ sơ không đạt PDF/A-1b: {in_short(whole)}", bound.name, _REMEDY, "canh-bao"),)


def _objections_to(sheaf: Sheaf, validator: Validator, meta: Meta, faces: Faces) -> list[Problem]:
    """What keeps one foreign file from PDF/A, asked of its pages as they are bound."""
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        alone = Path(folder) / "mot-tai-lieu.pdf"
        write_bundle([replace(sheaf, links=())], alone, meta, (), faces)
        objections = validator.objections(alone)
    if not objections:
        return []
    message = f"Tài liệu không đạt PDF/A-1b: {in_short(objections)}"
    return [Problem("PA-02", message, sheaf.prefix, _REMEDY, "canh-bao")]
