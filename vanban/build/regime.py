"""What a regime asks of the rules of form: names that the room of form must know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vanban.errors import Problem
from vanban.model.profile import LegalProfile
from vanban.the_thuc.classes import unknown_patterns
from vanban.the_thuc.examine import KINDS

_FILE: Final = "che-do.toml"


def form_misfits(profile: LegalProfile) -> tuple[Problem, ...]:
    """What `the_thuc` and `lop_the_thuc` name and the rules of form do not have."""
    return (*_unknown_style(profile), *_unknown_rules(profile))


def _unknown_style(profile: LegalProfile) -> Iterator[Problem]:
    styles = [name for name, form in KINDS.items() if form is not None]
    if profile.form_style not in styles:
        message = f"Không có thể thức tên “{profile.form_style}”"
        yield Problem("CD-20", message, f"{_FILE}, the_thuc", f"chọn một trong: {', '.join(styles)}", file=_FILE)


def _unknown_rules(profile: LegalProfile) -> Iterator[Problem]:
    for rules in profile.class_rules:
        for pattern in unknown_patterns((*rules.judged, *rules.spared)):
            place = f"{_FILE}, lop_the_thuc {rules.code}"
            yield Problem("CD-21", f"Không có quy tắc thể thức nào mang mã “{pattern}”", place, "sửa mã", file=_FILE)
