"""The sample season built for real: what the contents promise is what the pages print."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from docx import Document
from docx.shared import Mm
from docx.text.paragraph import Paragraph

from tests.build.conftest import tree
from tests.conftest import BUILT_PACKETS, DEEP, SAMPLE, Built
from vanban.bundle import sha256_of
from vanban.cli.app import run
from vanban.the_thuc.document import Known
from vanban.the_thuc.examine import Source, examine
from vanban.the_thuc.judge import member_of

pytestmark = pytest.mark.soffice

MANIFEST_KEYS = {"phien_ban", "ky", "ho_so", "lan", "tong_so_trang", "bo", "van_ban"}
PAPER_KEYS = {
    *("stt", "ma", "loai", "bieu_mau", "ve", "so_ky_hieu", "ngay", "tac_gia", "trich_yeu", "trang_dau", "trang_cuoi"),
    *("so_trang", "docx", "pdf", "sha256_docx", "sha256_pdf", "nguon"),
}
TIMES = re.compile(r"/[A-Z]{6}\+(LiberationSerif|TimesNewRoman|Tinos)")
BESIDE = ("manifest.json", "manifest.xml", "danh-muc-in.docx", "danh-muc-in.pdf", "the-thuc.md")
STAMP = re.compile(r"Trang (\d+)/(\d+)")
ROW = re.compile(
    r"(?P<order>\d+) (?P<number>–|\d+-\S+/\S+) (?P<day>–|\d\d/\d\d/\d{4}) "
    r"(?P<words>.+?) (?P<first>\d+)(?:-(?P<last>\d+))?"
    r"(?= \d+ (?:–|\d+-\S+/\S+) (?:–|\d\d/\d\d/\d{4}) | Tổng số: | Trang \d+/\d+| ?$)"
)


@dataclass(frozen=True)
class Row:
    """A row of the contents as it is printed; `words` are title and author."""

    order: int
    number: str
    day: str
    words: str
    first: int
    last: int


def folded(text: str) -> str:
    return " ".join(text.split())


@cache
def pages_of(pdf: Path, sha256: str) -> tuple[str, ...]:
    """The text of each page in one line; the hash keeps an old reading from being taken for a new one."""
    with pypdfium2.PdfDocument(pdf) as document:
        return tuple(folded(text_of(page)) for page in document)


def read(pdf: Path) -> tuple[str, ...]:
    return pages_of(pdf, sha256_of(pdf))


def text_of(page: pypdfium2.PdfPage) -> str:
    textpage = page.get_textpage()
    try:
        return str(textpage.get_text_range())
    finally:
        textpage.close()


def manifest_of(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return found


def rows_of(folder: Path) -> list[Row]:
    """The rows of the contents, read back from the pages on which the bound PDF prints them."""
    entry = next(entry for entry in manifest_of(folder)["van_ban"] if entry["bieu_mau"] == "muc-luc")
    pages = read(folder / "ho-so.pdf")[entry["trang_dau"] - 1 : entry["trang_cuoi"]]
    return [row for page in pages for row in _rows(page.partition("(7)")[2])]


def _rows(text: str) -> Iterator[Row]:
    for match in ROW.finditer(text):
        first = int(match["first"])
        yield Row(
            int(match["order"]), match["number"], match["day"], match["words"], first, int(match["last"] or first)
        )


def first_words(row: Row, entry: Mapping[str, Any]) -> tuple[str, ...]:
    """Words that the first page of the row's paper prints."""
    title = row.words.removesuffix(" " + folded(entry["tac_gia"]))
    if person := re.match(r"Bản kiểm điểm cá nhân .* đồng chí ([^,]+),", title):
        return ("BẢN KIỂM ĐIỂM CÁ NHÂN", f"Họ và tên: {person[1]}")
    if body := re.match(r"Báo cáo kiểm điểm tập thể .* của (.+)", title):
        return ("BÁO CÁO KIỂM ĐIỂM TẬP THỂ", f"; {body[1]} kiểm điểm với các nội dung")
    if annex := re.match(r"Phụ lục Mẫu (.+) \(Mẫu 0\d\)", title):
        return ("Phụ lục ", " ".join(annex[1].upper().split()[:4]))
    kind = next((kind for kind in ("Tờ trình", "Kế hoạch", "Biên bản") if title.startswith(kind)), "")
    return (kind.upper(),)


def assert_contents_tell_the_truth(folder: Path) -> None:
    entries = [entry for entry in manifest_of(folder)["van_ban"] if entry["loai"] != "luu-tru"]
    rows, pages = rows_of(folder), read(folder / "ho-so.pdf")
    bound = [Counter(folded(STAMP.sub("", page)).split()) for page in pages]
    assert [row.order for row in rows] == list(range(1, len(entries) + 1))
    for row, entry in zip(rows, entries, strict=True):
        assert row.words == folded(f"{entry['trich_yeu']} {entry['tac_gia']}")
        assert (row.number, row.day) == (entry["so_ky_hieu"] or "–", entry["ngay"] or "–")
        own = [Counter(page.split()) for page in read(folder / entry["pdf"])]
        assert bound[row.first - 1 : row.last] == own
        assert [number for number, words in enumerate(bound, 1) if words == own[0]] == [row.first]
        assert [words for words in first_words(row, entry) if words not in pages[row.first - 1]] == []


# ---------------------------------------------------------------- contents and pages


def test_every_row_of_the_contents_names_the_page_on_which_that_paper_begins(built: Built) -> None:
    assert [packet.name for packet in built.packets] == sorted(BUILT_PACKETS)
    for folder in built.packets:
        assert_contents_tell_the_truth(folder)


def test_the_packet_upward_has_more_than_forty_pages(built: Built) -> None:
    assert len(read(built.output / "dang-uy" / "ho-so.pdf")) > 40


def test_the_printed_packet_number_is_the_page_index_plus_one(built: Built) -> None:
    for folder in built.packets:
        pages = read(folder / "ho-so.pdf")
        printed = [STAMP.findall(page) for page in pages]
        assert printed == [[(str(number), str(len(pages)))] for number in range(1, len(pages) + 1)]


def test_no_page_is_without_words(built: Built) -> None:
    for folder in built.packets:
        bare = [number for number, page in enumerate(read(folder / "ho-so.pdf"), 1) if len(STAMP.sub("", page)) < 20]
        assert bare == []


def stays(paragraph: Paragraph) -> bool:
    """Whether a paragraph asks to stay with the next, by itself or by its style."""
    said, style = paragraph.paragraph_format.keep_with_next, paragraph.style
    while said is None and style is not None:
        said, style = style.paragraph_format.keep_with_next, style.base_style
    return bool(said)


def test_no_heading_stands_alone_at_the_foot_of_a_page(built: Built) -> None:
    seen = 0
    for paper in sorted(path for folder in built.packets for path in (folder / "van-ban").glob("*_mau-0[12]-*.docx")):
        words = [paragraph for paragraph in Document(str(paper)).paragraphs if paragraph.text.strip(" .")]
        headings = {folded(paragraph.text) for paragraph in words if stays(paragraph) and len(paragraph.text) < 200}
        pages = [re.sub(r"[ \d]+$", "", page) for page in read(paper.with_suffix(".pdf"))]
        assert [page[-60:] for page in pages if any(map(page.endswith, headings))] == [], paper.name
        seen += len(headings)
    assert seen > 500


def test_what_is_noted_of_a_paper_for_the_rules_of_a_packet_is_the_same_with_its_pages_and_without(
    built: Built,
) -> None:
    known = Known(persons=("Nguyễn Thị Minh", "Lương Đức Anh"))
    papers = [path for folder in built.packets for path in sorted((folder / "van-ban").glob("*.docx"))[::12]]
    assert len(papers) > 10
    for paper in papers:
        docx, pdf = paper.read_bytes(), paper.with_suffix(".pdf").read_bytes()
        read = [
            examine(Source(name=paper.stem, docx=docx, pdf=pages), None, "ban-hanh", known) for pages in (pdf, None)
        ]
        assert member_of(read[0]) == member_of(read[1]), paper.name


def test_no_page_prints_template_signs_or_a_lost_letter(built: Built) -> None:
    for folder in built.packets:
        text = " ".join(read(folder / "ho-so.pdf"))
        assert [sign for sign in ("{{", "}}", "{%", "%}", "\ufffd", "None", "Undefined") if sign in text] == []


def test_only_faces_of_the_times_family_are_used_and_all_are_embedded(built: Built) -> None:
    for folder in built.packets:
        with pikepdf.open(folder / "ho-so.pdf") as pdf:
            fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
            strange = {str(font.BaseFont) for font in fonts if not TIMES.match(str(font.BaseFont))}
            bare = {str(f.FontName) for f in pdf.objects if is_descriptor(f) and "/FontFile2" not in f}
        assert fonts
        assert (strange, bare) == (set(), set())


def is_descriptor(value: pikepdf.Object) -> bool:
    return isinstance(value, pikepdf.Dictionary) and value.get("/Type") == "/FontDescriptor"


def test_qpdf_finds_nothing_wrong_in_any_pdf(built: Built) -> None:
    assert shutil.which("qpdf"), "install the package qpdf"
    found = sorted(built.output.rglob("*.pdf"))
    complaints = [
        path.name for path in found if subprocess.run(["qpdf", "--check", path], capture_output=True).returncode
    ]
    assert found
    assert complaints == []


# ---------------------------------------------------------------- manifest


def test_the_manifest_has_exactly_the_keys_of_the_contract(built: Built) -> None:
    for folder in built.packets:
        manifest = manifest_of(folder)
        assert set(manifest) == MANIFEST_KEYS
        assert set(manifest["bo"]) == {"tep", "sha256"}
        assert {frozenset(entry) for entry in manifest["van_ban"]} == {frozenset(PAPER_KEYS)}
        assert (manifest["phien_ban"], manifest["ky"], manifest["ho_so"]) == (1, built.season.name, folder.name)


def test_the_hashes_of_the_manifest_are_those_of_the_files(built: Built) -> None:
    for folder in built.packets:
        manifest = manifest_of(folder)
        claimed = {manifest["bo"]["tep"]: manifest["bo"]["sha256"]}
        for entry in manifest["van_ban"]:
            claimed |= {entry["pdf"]: entry["sha256_pdf"], entry["docx"]: entry["sha256_docx"]}
        files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
        for beside in BESIDE:
            files.pop(beside)
        assert claimed == {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}


def test_page_ranges_join_without_a_gap_from_the_first_page_to_the_last(built: Built) -> None:
    for folder in built.packets:
        manifest = manifest_of(folder)
        pages = [n for e in manifest["van_ban"] for n in range(e["trang_dau"], e["trang_cuoi"] + 1)]
        assert pages == list(range(1, manifest["tong_so_trang"] + 1))
        assert [e["so_trang"] for e in manifest["van_ban"]] == [
            len(read(folder / e["pdf"])) for e in manifest["van_ban"]
        ]
        assert manifest["tong_so_trang"] == len(read(folder / "ho-so.pdf"))
        assert [entry["stt"] for entry in manifest["van_ban"]] == list(range(1, len(manifest["van_ban"]) + 1))


def test_the_numbers_of_the_register_are_printed_on_their_papers(built: Built) -> None:
    numbered = {e["ma"]: (f, e) for f in built.packets for e in manifest_of(f)["van_ban"] if e["so_ky_hieu"]}
    rows = (built.season / "so-van-ban.csv").read_text(encoding="utf-8").splitlines()[1:]
    given = dict(row.split(",")[:2] for row in rows)
    assert len(numbered) > 40
    assert {key: entry["so_ky_hieu"] for key, (_, entry) in numbered.items()} == {key: given[key] for key in numbered}
    unprinted = [
        key
        for key, (f, e) in numbered.items()
        if f"Số {e['so_ky_hieu']}" not in read(f / "ho-so.pdf")[e["trang_dau"] - 1]
    ]
    assert unprinted == []


def test_every_fact_named_as_a_source_is_there(built: Built) -> None:
    sources = {name for folder in built.packets for e in manifest_of(folder)["van_ban"] for name in e["nguon"]}
    facts = {name for name in sources if name.endswith(".yaml")}
    assert {name for name in facts if not (built.season / name).is_file()} == set()
    criticised = {
        e["ma"].partition(".")[2].lower()
        for f in built.packets
        for e in manifest_of(f)["van_ban"]
        if e["bieu_mau"] == "mau-02"
    }
    assert {f"ca-nhan/{person}.yaml" for person in criticised} == {n for n in facts if n.startswith("ca-nhan/")}


def test_every_bookmark_leads_to_the_first_page_of_its_paper(built: Built) -> None:
    for folder in built.packets:
        with pikepdf.open(folder / "ho-so.pdf") as pdf, pdf.open_outline() as outline:
            marks = [item for section in outline.root for item in section.children]
            found = [(mark.title.casefold(), pikepdf.Page(mark.action.D[0]).index + 1) for mark in marks]
        entries = manifest_of(folder)["van_ban"]
        titles = [" – ".join(filter(None, (entry["so_ky_hieu"], entry["trich_yeu"]))).casefold() for entry in entries]
        assert found == list(zip(titles, [entry["trang_dau"] for entry in entries], strict=True))


# ---------------------------------------------------------------- the same bytes


def test_built_from_nothing_elsewhere_and_one_libreoffice_at_a_time_the_files_are_the_same(
    built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vanban.build.papers.PDF_SHELF", "pdf")
    root = tmp_path / "van phòng & khác"
    shutil.copytree(built.root / "data", root / "data")
    season = root / "data" / built.season.name
    packets = [packet.name for packet in built.packets if DEEP or packet.name != "dang-uy"]
    assert run(["lap-ho-so", str(season), "--tien-trinh", "1", *chosen(packets)]) == 0
    for name in packets:
        assert hashes(root / "output" / built.season.name / name) == hashes(built.output / name)


def chosen(packets: Sequence[str]) -> list[str]:
    """The options that name some packets."""
    return [word for packet in packets for word in ("--ho-so", packet)]


def hashes(folder: Path) -> dict[str, str]:
    """Of all files but the sheet of form: `built` was judged by all rules, a build judges what facts can break."""
    files = {name: data for name, data in tree(folder).items() if Path(name).name != "the-thuc.md"}
    return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


# ---------------------------------------------------------------- drafts, short and long papers


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A packet of a season without a register, with one self-criticism of a page and one of thirty."""
    season = tmp_path_factory.mktemp("du-thao") / "data" / "ky"
    shutil.copytree(SAMPLE, season)
    sentence = "Trong năm 2021 đã hoàn thành {n} nhiệm vụ được giao, đúng tiến độ và bảo đảm chất lượng. "
    long = "".join(f"        - {sentence.format(n=n) * 5}\n" for n in range(220))
    facts = season / "ca-nhan" / "nv02.yaml"
    text, found = re.subn("    nhiem_vu:\n      noi_dung:\n", rf"\g<0>{long}", facts.read_text(encoding="utf-8"))
    assert found == 1
    facts.write_text(text, encoding="utf-8")
    person = re.search(r"ho_ten: (.+)", (season / "ca-nhan" / "nv03.yaml").read_text(encoding="utf-8"))
    assert person
    document = Document()
    document.styles["Normal"].font.name = "Times New Roman"
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = Mm(30), Mm(15), Mm(20), Mm(20)
    document.add_paragraph(f"BẢN KIỂM ĐIỂM CÁ NHÂN. Họ và tên: {person[1]}")
    (season / "sua-tay").mkdir()
    document.save(str(season / "sua-tay" / "mau-02.NV03.docx"))
    assert run(["lap-ho-so", str(season), "--ho-so", "chi-bo-noi-vu"]) == 0
    return season.parents[1] / "output" / season.name / "chi-bo-noi-vu"


def test_papers_of_one_page_and_of_thirty_stand_where_the_contents_say(draft: Path) -> None:
    assert_contents_tell_the_truth(draft)
    pages = {entry["ma"]: entry["so_trang"] for entry in manifest_of(draft)["van_ban"]}
    assert pages["mau-02.NV02"] >= 30
    assert pages["mau-02.NV03"] == 1


def test_a_draft_prints_a_gap_as_wide_as_a_number(draft: Path) -> None:
    entry = next(entry for entry in manifest_of(draft)["van_ban"] if entry["ma"] == "bien-ban-hoi-nghi.noi-vu")
    with pypdfium2.PdfDocument(draft / "ho-so.pdf") as pdf:
        textpage = pdf[entry["trang_dau"] - 1].get_textpage()
        start, _ = textpage.search("Số -BB/CB", match_case=True).get_next()
        right_of_so = textpage.get_charbox(start + 1, loose=True)[2]
        left_of_dash = textpage.get_charbox(start + 3, loose=True)[0]
        textpage.close()
    assert left_of_dash - right_of_so > 20


def test_building_a_draft_makes_no_register(draft: Path) -> None:
    assert [path.name for path in (draft.parents[2] / "data").iterdir()] == ["ky"]
