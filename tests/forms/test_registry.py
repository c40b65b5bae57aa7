from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

import pytest

from tests.conftest import ROOT
from vanban.forms import BUILDERS, Request
from vanban.forms.registry import form
from vanban.intake.season import load_profile
from vanban.model.packet import Heading
from vanban.model.period import Period


class _Context(TypedDict):
    trich_yeu: str


def _heading(review: object, about: object) -> Heading:
    return Heading("Báo cáo", "", "", None)


def test_a_second_builder_of_a_form_is_refused() -> None:
    register = form("mau-01", Period, _Context, _heading)
    with pytest.raises(ValueError, match="mau-01"):
        register(lambda request: {})


def test_every_form_of_a_regime_has_a_builder_and_every_builder_a_regime() -> None:
    regimes = [load_profile(path.parent) for path in sorted((ROOT / "mau").glob("*/che-do.toml"))]
    assert {form.code for regime in regimes for form in regime.forms} == set(BUILDERS)


@pytest.mark.parametrize(
    "key",
    ["ke-hoach", "to-trinh", "mau-01.noi-vu", "mau-01-trong", "mau-02.NV03", "mau-02-trong",
     "bien-ban-hoi-nghi.noi-vu", "bien-ban-kiem-phieu.noi-vu"],
)  # fmt: skip
def test_a_context_gives_exactly_the_names_its_form_promises(key: str, ask: Callable[[str], Request]) -> None:
    builder = BUILDERS[key.partition(".")[0]]
    assert builder.keys == set(builder.context(ask(key)))


@pytest.mark.parametrize("form_code", ["bia", "muc-luc"])
def test_the_front_gives_exactly_the_names_its_form_promises(
    form_code: str, ask_front: Callable[[str, str], Request]
) -> None:
    builder = BUILDERS[form_code]
    assert builder.keys == set(builder.context(ask_front(form_code, "dang-uy")))


@pytest.mark.parametrize("form_code", ["bia", "muc-luc"])
def test_the_front_cannot_be_made_before_pages_are_placed(form_code: str, ask: Callable[[str], Request]) -> None:
    with pytest.raises(ValueError, match="placed"):
        BUILDERS[form_code].context(ask("ke-hoach"))


def test_the_same_facts_give_the_same_words(ask: Callable[[str], Request]) -> None:
    context = BUILDERS["to-trinh"].context
    assert context(ask("to-trinh")) == context(ask("to-trinh"))
