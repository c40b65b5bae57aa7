from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE
from tests.intake.word.office import filled, fully_answered
from vanban.build.entry_forms import EntryForm, Maker, maker_of
from vanban.intake.facts import Facts, read_facts

WHOSE = "GD02"


@pytest.fixture(scope="session")
def facts() -> Facts:
    """A branch of three in which nobody has written anything yet."""
    whole = read_facts(SAMPLE, ROOT)
    kept = {}
    for place, noun in whole.nouns.items():
        if place[0] == "ca-nhan" and noun.tree.get("chi_bo") == "giao-duc":
            for key in ("kiem_diem", "nhan_xet", "phieu_cong_vu", "cam_ket", "khac_phuc_sau"):
                noun.tree.pop(key, None)
            kept[place] = noun
        elif place[0] in {"ky", "tap-the"}:
            kept[place] = noun
    return Facts(whole.folder, whole.profile, kept)


@pytest.fixture(scope="session")
def maker(facts: Facts) -> Maker:
    return maker_of(facts, ROOT)


@pytest.fixture(scope="session")
def form(maker: Maker, facts: Facts) -> EntryForm:
    """Mẫu 02 of one person."""
    return maker.form_of(facts.nouns[("ca-nhan", WHOSE)], maker.facts.profile.form("mau-02"))


@pytest.fixture(scope="session")
def returned(form: EntryForm) -> bytes:
    """The same form, filled in as it should be."""
    return filled(form.docx, form.places, fully_answered(form.places))


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.getbasetemp() / "ho-so-writer"
