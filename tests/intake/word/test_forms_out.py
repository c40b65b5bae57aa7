"""The forms handed out: every place asked for is open, all else is locked, the same facts give the same bytes."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from tests.conftest import ROOT, SAMPLE
from tests.intake.word.office import parts
from vanban.build.entry_forms import EntryForm, Maker, maker_of
from vanban.intake.facts import Facts, read_facts
from vanban.intake.season import load_profile
from vanban.intake.word.body import body_of
from vanban.intake.word.controls import tag_of
from vanban.intake.word.ooxml import w, w14

REGIMES = sorted(p.parent.name for p in (ROOT / "mau").glob("*/che-do.toml"))
# the order of sdtPr's children (ISO/IEC 29500-1, CT_SdtPr)
ORDER = ["rPr", "alias", "tag", "id", "lock", "placeholder", "temporary", "showingPlcHdr", "dataBinding", "label",
         "tabIndex", "date", "dropDownList", "text", "checkbox"]  # fmt: skip
SETTINGS = ["zoom", "documentProtection", "defaultTabStop", "compat", "docVars", "rsids", "mathPr", "themeFontLang",
            "clrSchemeMapping", "decimalSymbol", "listSeparator"]  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> Maker:
    return maker_of(read_facts(SAMPLE, ROOT), ROOT)


def _form(maker: Maker, noun: tuple[str, str], code: str) -> EntryForm:
    return maker.make(maker.facts.nouns[noun], maker.facts.profile.form(code), blank=True)


CASES = [
    (("ca-nhan", "GD01"), "mau-02"), (("ca-nhan", "GD03"), "nd90-cong-chuc"), (("ca-nhan", "GD01"), "cam-ket"),
    (("ca-nhan", "GD01"), "bieu-hien"), (("ca-nhan", "GD01"), "khac-phuc-ca-nhan"), (("tap-the", "giao-duc"), "mau-01"),
    (("tap-the", "giao-duc"), "mau-03"), (("tap-the", "ld-giao-duc"), "mau-04"),
]  # fmt: skip


@pytest.mark.parametrize(("noun", "code"), CASES, ids=lambda value: value if isinstance(value, str) else value[1])
def test_every_place_is_open_once_and_the_rest_is_locked(noun: tuple[str, str], code: str, whole: Maker) -> None:
    form = _form(whole, noun, code)
    held = parts(form.docx)
    root = etree.fromstring(held["word/document.xml"])
    tags = [str(node.get(w("val"))) for node in root.iter(w("tag"))]
    wanted = {tag_of(p) for p in form.places} | {tag_of(p, o) for p in form.places for o, _ in p.options}
    assert set(tags) - {str(form.identity)[:64]} <= wanted
    for place in form.places:
        mine = {tag_of(place), *(tag_of(place, option) for option, _ in place.options)} & set(tags)
        assert mine == {tag_of(place)} or len(mine) == len(place.options), place.key
    assert len(set(tags)) == len(tags)
    assert all(len(tag) <= 64 for tag in tags)
    assert b'documentProtection w:edit="forms" w:enforcement="1"' in held["word/settings.xml"]
    assert "⟦" not in held["word/document.xml"].decode()


@pytest.mark.parametrize(("noun", "code"), CASES[:1] + CASES[3:5], ids=["mau-02", "bieu-hien", "khac-phuc"])
def test_the_form_keeps_the_schemas_order(noun: tuple[str, str], code: str, whole: Maker) -> None:
    held = parts(_form(whole, noun, code).docx)
    root = etree.fromstring(held["word/document.xml"])
    numbers = []
    for properties in root.iter(w("sdtPr")):
        names = [etree.QName(child).localname for child in properties]
        assert names == sorted(names, key=ORDER.index)
        numbers.append(properties.find(w("id")).get(w("val")))  # type: ignore[union-attr]
        assert properties.getnext() is not None
        assert properties.getnext().tag == w("sdtContent")  # type: ignore[union-attr]
    assert len(set(numbers)) == len(numbers)
    settings = [etree.QName(child).localname for child in etree.fromstring(held["word/settings.xml"])]
    known = [name for name in settings if name in SETTINGS]
    assert known == sorted(known, key=SETTINGS.index)
    boxes = list(root.iter(w14("checkbox")))
    assert (code == "khac-phuc-ca-nhan") == (not boxes)
    Document(BytesIO(_form(whole, noun, code).docx))


def test_the_same_facts_give_the_same_bytes(whole: Maker) -> None:
    fresh = maker_of(read_facts(SAMPLE, ROOT), ROOT)
    assert _form(whole, ("ca-nhan", "GD01"), "mau-02").docx == _form(fresh, ("ca-nhan", "GD01"), "mau-02").docx


def test_a_form_is_the_same_whoever_was_asked_before(whole: Maker) -> None:
    people = [whole.facts.nouns[("ca-nhan", code)] for code in ("NV01", "NV02", "GD02", "TC02")]
    for code in ("mau-02", "cam-ket", "bieu-hien"):
        asked = whole.facts.profile.form(code)
        together = [whole.make(noun, asked, blank=True).docx for noun in people]
        alone = [replace(whole, shapes={}, made={}).make(noun, asked, blank=True).docx for noun in people]
        assert together == alone


def test_last_years_shortcomings_stand_in_section_three(form: EntryForm, facts: Facts) -> None:
    last = facts.nouns[("ca-nhan", "GD02")].tree["han_che_ky_truoc"]
    lines = [line.fixed for line in body_of(form.docx).lines]
    assert last
    assert all(any(line.startswith(f"- {text}:") for line in lines) for text in last)


def test_what_the_facts_say_stands_in_the_form(whole: Maker) -> None:
    noun = whole.facts.nouns[("ca-nhan", "GD01")]
    form = whole.form_of(noun, whole.facts.profile.form("mau-02"))
    lines = [line.text for line in body_of(form.docx).lines if line.tag == "vb:kiem_diem/han_che"]
    assert lines == [" ".join(text.split()) for text in noun.tree["kiem_diem"]["han_che"]]


def test_the_forms_of_another_regime_need_no_code_of_their_own() -> None:
    maker = maker_of(read_facts(ROOT / "data" / "an-hoa-2026", ROOT), ROOT)
    made = {}
    for noun in maker.nouns():
        for form in maker.forms_for(noun):
            if form.code not in made:
                made[form.code] = maker.make(noun, form, blank=True)
    assert {form.code for form in maker.forms} == set(made)
    assert all("⟦" not in parts(form.docx)["word/document.xml"].decode() for form in made.values())


@pytest.mark.parametrize("regime", REGIMES)
def test_a_regime_hands_out_forms(regime: str) -> None:
    profile = load_profile(ROOT / "mau" / regime)
    assert [form.code for form in profile.forms if form.answers]


@pytest.mark.soffice
def test_writer_opens_every_form(whole: Maker, tmp_path: Path, profile: Path) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    assert office
    for (kind, code), name in CASES:
        (tmp_path / f"{name}.docx").write_bytes(_form(whole, (kind, code), name).docx)
    own = f"-env:UserInstallation={profile.as_uri()}"
    files = [str(path) for path in sorted(tmp_path.glob("*.docx"))]
    command = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    assert len(list(tmp_path.glob("*.pdf"))) == len(CASES)
