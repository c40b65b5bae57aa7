"""Words on paper: nothing typed is lost, nothing missing is printed as a gap, the same words are the same bytes."""

from __future__ import annotations

import html
import time
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints, is_typeddict

import pytest
from docx import Document

from tests.conftest import ROOT
from vanban.errors import TemplateError
from vanban.forms import BUILDERS
from vanban.intake.season import load_profile
from vanban.render import digest, environment, plain_text, render, repack, variables

PROFILES = {path.parent: load_profile(path.parent) for path in sorted(ROOT.glob("mau/*/che-do.toml"))}
FORMS = {
    f"{folder.name}-{form.code}": (form.code, folder / form.template)
    for folder, profile in PROFILES.items()
    for form in profile.forms
}
FORM = pytest.mark.parametrize(("code", "word"), FORMS.values(), ids=FORMS)
HOSTILE = "R & D <b> \"x\" 'y' {# &amp; </w:t>"
# Names that a form's context gives but its template prints in another way or not at all.
SCORED = ("lanh-dao", "khong-lanh-dao", "ngoai-he-thong")
_BLANK = ("", "-trong")
NOT_PRINTED = {
    **{f"mau-02{end}": {"thu_truong.tham_quyen", "dang_uy.nhan_xet"} for end in _BLANK},
    **{f"kd-{about}{end}": {"uu_diem.danh_gia"} for about in ("tap-the", *SCORED) for end in _BLANK},
    **{
        f"cham-diem-{about}": {"ten_phu_luc"}
        for about in ("tap-the", "ca-nhan", *(f"{who}-trong" for who in ("tap-the", *SCORED)))
    },
    **{f"phieu-{about}-chuc{end}": {"doi_tuong"} for about in ("cong", "vien") for end in _BLANK},
    "bieu-tham-dinh": {"nhom", "bang.hang.nhom"},
}
# What a list is filled with: the rating rows are read by index, so four of each.
LENGTH = 4
BLOCK_KINDS = ("phan", "muc", "tieu_muc", "ghi_chu", "doan")


def filled(hint: Any, route: str) -> Any:
    """A value of the type, with hostile text that names its own place in every text field."""
    if hint is str:
        return f"{HOSTILE} [{route}]"
    if hint in (bool, int):
        return hint(1)
    if get_origin(hint) is list:
        (item,) = get_args(hint)
        size = len(BLOCK_KINDS) if is_typeddict(item) and "kieu" in get_type_hints(item) else LENGTH
        return [filled(item, f"{route}.{i}") for i in range(size)]
    assert is_typeddict(hint), f"{route}: {hint}"
    record = {name: filled(part, f"{route}.{name}" if route else name) for name, part in get_type_hints(hint).items()}
    if "kieu" in record:
        record["kieu"] = BLOCK_KINDS[int(route.rpartition(".")[2])]
    return record


def hostile_context(code: str) -> Mapping[str, Any]:
    context: Mapping[str, Any] = filled(get_type_hints(BUILDERS[code].context)["return"], "")
    return context


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from (text for name, part in value.items() if name != "kieu" for text in texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in texts(part))


def route_of(text: str) -> str:
    return ".".join(part for part in text.rpartition("[")[2][:-1].split(".") if not part.isdigit())


def template(folder: Path, *paragraphs: str, header: str = "") -> Path:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    path = folder / "mau-thu.docx"
    document.save(str(path))
    return path


# ---------------------------------------------------------------- every form of every regime


@FORM
def test_signs_that_word_could_mistake_for_markup_survive_in_every_text_field(code: str, word: Path) -> None:
    context = hostile_context(code)
    printed = plain_text(render(word, context, code))
    lost = {route_of(text) for text in texts(context) if text not in printed}
    assert lost == NOT_PRINTED.get(code, set())


@FORM
def test_a_template_asks_for_exactly_the_names_its_form_gives(code: str, word: Path) -> None:
    assert variables(word) == BUILDERS[code].keys


@FORM
def test_a_form_with_a_missing_value_is_refused_by_its_name(code: str, word: Path) -> None:
    for name in BUILDERS[code].keys:
        context = {key: value for key, value in hostile_context(code).items() if key != name}
        with pytest.raises(TemplateError, match=f"“{name}”.*{word.name}, {code}"):
            render(word, context, code)


def test_every_form_of_a_regime_has_a_builder_and_no_builder_is_left_over() -> None:
    assert set(BUILDERS) == {code for code, _ in FORMS.values()}


# ---------------------------------------------------------------- strict


def test_a_missing_name_is_an_error_that_names_value_template_and_paper(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"“ho_ten”.*mau-thu\.docx, mau-02\.NV01") as caught:
        render(template(tmp_path, "Họ tên: {{ ho_ten }}"), {}, "mau-02.NV01")
    assert caught.value.exit_code == 5


@pytest.mark.parametrize("words", ["{{ nguoi.tuoi }}", "{{ nguoi['tuoi'] }}", "{% if nguoi.tuoi %}x{% endif %}"])
def test_a_missing_attribute_is_an_error_that_names_it(tmp_path: Path, words: str) -> None:
    with pytest.raises(TemplateError, match="“tuoi”"):
        render(template(tmp_path, words), {"nguoi": {"ten": "An"}}, "x")


def test_a_missing_name_in_the_header_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="“dau_mau”"):
        render(template(tmp_path, "Nội dung", header="{{ dau_mau }}"), {}, "x")


def test_a_missing_item_of_a_list_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"mau-thu\.docx, x"):
        render(template(tmp_path, "{{ danh_gia[3] }}"), {"danh_gia": ["X"]}, "x")


# ---------------------------------------------------------------- sandbox


@pytest.mark.parametrize(
    "words",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ten.format.__globals__ }}",
        "{% for i in range(999999999) %}x{% endfor %}",
        "{% include 'x' %}",
    ],
)
def test_a_template_cannot_reach_into_the_program(tmp_path: Path, words: str) -> None:
    with pytest.raises(TemplateError, match=r"mau-thu\.docx, x"):
        render(template(tmp_path, words), {"ten": "An"}, "x")


@pytest.mark.parametrize("words", ["{{ nam + 1 }}", "{{ 1 / 0 }}", "{{ nam() }}", "{{ nam | khong_co }}"])
def test_a_command_that_fails_is_a_fault_of_the_template(tmp_path: Path, words: str) -> None:
    with pytest.raises(TemplateError, match=r"mau-thu\.docx"):
        render(template(tmp_path, words), {"nam": "2021"}, "x")


# ---------------------------------------------------------------- leftovers and broken files


@pytest.mark.parametrize("sign", ["{{", "}}", "{%", "%}"])
def test_template_signs_in_the_facts_are_refused_as_leftovers(tmp_path: Path, sign: str) -> None:
    with pytest.raises(TemplateError, match=r"còn sót.*mau-thu\.docx, mau-02\.NV01"):
        render(template(tmp_path, "{{ ten }}"), {"ten": f"chưa điền {sign} ten"}, "mau-02.NV01")


@pytest.mark.parametrize("words", ["{{ ten", "{% if ten %}", "{% khong_co %}", "{{ ten }"])
def test_broken_tags_are_a_template_error(tmp_path: Path, words: str) -> None:
    path = template(tmp_path, words)
    with pytest.raises(TemplateError, match=r"mau-thu\.docx"):
        render(path, {"ten": "An"}, "x")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_word_document_is_a_template_error_with_its_path(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hong.docx"
    path.write_bytes(content)
    with pytest.raises(TemplateError, match=r"hong\.docx") as of_variables:
        variables(path)
    with pytest.raises(TemplateError, match=r"hong\.docx") as of_render:
        render(path, {}, "x")
    assert {of_variables.value.exit_code, of_render.value.exit_code} == {5}


def archive_of(parts: Mapping[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("parts", [{}, {"x": "y"}, {"word/document.xml": "<document/>"}])
def test_plain_text_of_an_archive_without_a_body_is_a_template_error(parts: dict[str, str]) -> None:
    with pytest.raises(TemplateError, match="không phải văn bản Word"):
        plain_text(archive_of(parts))


def test_plain_text_of_a_damaged_file_is_told_wherever_the_damage_is() -> None:
    whole = render(FORMS["2021-mau-02"][1], hostile_context("mau-02"), "x")
    told = 0
    for place in range(40, len(whole), len(whole) // 200):
        damaged = bytearray(whole)
        damaged[place : place + 3] = bytes(255 - byte for byte in whole[place : place + 3])
        try:
            plain_text(bytes(damaged))
        except TemplateError:
            told += 1
    assert told > 20


@pytest.mark.parametrize("name", ["word/document.xml", "word/document2.xml", "doc/main.xml"])
@pytest.mark.parametrize(
    "space",
    [
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ],
)
def test_plain_text_is_read_wherever_the_document_is_and_however_strict(name: str, space: str) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types xmlns="types"><Override PartName="/{name}" ContentType="{main}"/></Types>'
    body = f'<d:document xmlns:d="{space}"><d:body><d:p><d:r><d:t>Số 12</d:t></d:r></d:p></d:body></d:document>'
    assert plain_text(archive_of({"[Content_Types].xml": types, name: body})) == "Số 12"


def test_plain_text_of_bytes_that_are_no_document_is_a_template_error() -> None:
    with pytest.raises(TemplateError, match="không phải văn bản Word"):
        plain_text(b"MZ\x90\x00")


# ---------------------------------------------------------------- the same words, the same bytes


def test_the_same_context_gives_the_same_bytes_at_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    context, (_, word) = hostile_context("mau-02"), FORMS["2021-mau-02"]
    first = render(word, context, "x")
    later = time.time() + 86_400
    monkeypatch.setattr(time, "time", lambda: later)
    assert digest(render(word, context, "x")) == digest(first)


def test_other_words_give_other_bytes(tmp_path: Path) -> None:
    path = template(tmp_path, "{{ ten }}")
    assert render(path, {"ten": "An"}, "x") != render(path, {"ten": "Ân"}, "x")


def test_repacking_keeps_every_part_and_drops_the_time(tmp_path: Path) -> None:
    original = template(tmp_path, "Nội dung").read_bytes()
    with zipfile.ZipFile(BytesIO(original)) as before, zipfile.ZipFile(BytesIO(repack(original))) as after:
        assert {name: before.read(name) for name in before.namelist()} == {
            name: after.read(name) for name in after.namelist()
        }
        assert {info.date_time for info in after.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_plain_text_reads_body_and_header_and_joins_the_runs_of_a_paragraph(tmp_path: Path) -> None:
    path = template(tmp_path, "", header="Mẫu 02")
    document = Document(str(path))
    document.paragraphs[0].add_run("Số 12")
    document.paragraphs[0].add_run("-KH/ĐU & <c>")
    document.save(str(path))
    assert plain_text(path.read_bytes()).splitlines() == ["Số 12-KH/ĐU & <c>", "Mẫu 02"]


def test_the_environment_escapes_and_is_strict() -> None:
    escaped = environment().from_string("{{ x }}").render(x="<b>&")
    assert html.unescape(escaped) == "<b>&" != escaped
