"""A whole packet is proved; each deliberate change is found and named, hashes made good again by the forger."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.conftest import Built
from vanban.bundle import sha256_of, verify_packet
from vanban.cli.app import run

pytestmark = pytest.mark.soffice
Entries = list[dict[str, Any]]


@pytest.fixture
def packet(built: Built, tmp_path: Path) -> Path:
    """A copy of a built packet, far from its facts."""
    folder = tmp_path / "nhan-duoc" / "chi-bo-noi-vu"
    shutil.copytree(built.output / "chi-bo-noi-vu", folder)
    return folder


def manifest_of(packet: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((packet / "manifest.json").read_text(encoding="utf-8"))
    return found


def put(packet: Path, manifest: dict[str, Any]) -> None:
    (packet / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")


def rehash(packet: Path) -> None:
    """What a careful forger does at the end."""
    manifest = manifest_of(packet)
    xml = (packet / "manifest.xml").read_text(encoding="utf-8") if (packet / "manifest.xml").is_file() else ""
    manifest["bo"]["sha256"] = sha256_of(packet / manifest["bo"]["tep"])
    for entry in manifest["van_ban"]:
        before = entry["sha256_pdf"]
        entry["sha256_pdf"] = sha256_of(packet / entry["pdf"])
        xml = xml.replace(before, entry["sha256_pdf"])
    put(packet, manifest)
    (packet / "manifest.xml").write_text(xml, encoding="utf-8")


def codes(packet: Path) -> set[str]:
    return {problem.code for problem in verify_packet(packet)}


def test_a_packet_as_it_was_built_is_whole_wherever_it_is_copied(packet: Path, capsys: Any) -> None:
    assert verify_packet(packet) == ()
    assert run(["xac-minh", str(packet)]) == 0
    assert run(["verify", str(packet / "ho-so.pdf")]) == 0
    assert "nguyên vẹn" in capsys.readouterr().out


def test_a_broken_packet_ends_with_8_and_a_sentence_for_each_difference(packet: Path, capsys: Any) -> None:
    (packet / "la.txt").write_text("x", encoding="utf-8")
    (packet / manifest_of(packet)["van_ban"][3]["pdf"]).unlink()
    assert run(["xac-minh", str(packet)]) == 8
    told = capsys.readouterr().err
    assert "Tệp lạ" in told
    assert "Thiếu tệp" in told


# ---------------------------------------------------------------- files and claims


def a_missing_paper(packet: Path) -> None:
    (packet / manifest_of(packet)["van_ban"][4]["pdf"]).unlink()


def a_changed_word_file(packet: Path) -> None:
    path = packet / manifest_of(packet)["van_ban"][4]["docx"]
    path.write_bytes(path.read_bytes() + b" ")


def a_longer_bound_file(packet: Path) -> None:
    with (packet / "ho-so.pdf").open("ab") as stream:
        stream.write(b"\n%")


def a_strange_file(packet: Path) -> None:
    (packet / "van-ban" / "99_them.pdf").write_bytes(b"%PDF-1.4")


def no_manifest(packet: Path) -> None:
    (packet / "manifest.json").write_text("{", encoding="utf-8")


def another_version(packet: Path) -> None:
    put(packet, manifest_of(packet) | {"phien_ban": 9})


def a_file_elsewhere(packet: Path) -> None:
    manifest = manifest_of(packet)
    manifest["van_ban"][4]["pdf"] = "../khac.pdf"
    put(packet, manifest)


def edited(change: Callable[[Entries], None]) -> Callable[[Path], None]:
    def tamper(packet: Path) -> None:
        manifest = manifest_of(packet)
        change(manifest["van_ban"])
        put(packet, manifest)

    return tamper


def another_total(packet: Path) -> None:
    manifest = manifest_of(packet)
    put(packet, manifest | {"tong_so_trang": manifest["tong_so_trang"] + 1})


def handed_in_twice(packet: Path) -> None:
    put(packet, manifest_of(packet) | {"lan": 2})


def no_xml(packet: Path) -> None:
    (packet / "manifest.xml").unlink()


def another_hash_in_xml(packet: Path) -> None:
    path = packet / "manifest.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(SHA-256 )[0-9a-f]{4}(?=[0-9a-f]{60}</Description>\s*</Doc>)", r"\1ffff", text), "utf-8")


def another_count_in_xml(packet: Path) -> None:
    path = packet / "manifest.xml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"<DocTotal>\d+", "<DocTotal>3", text), encoding="utf-8")


CLAIMS = [
    (a_missing_paper, "XM-03"),
    (a_changed_word_file, "XM-04"),
    (a_longer_bound_file, "XM-04"),
    (a_strange_file, "XM-05"),
    (no_manifest, "XM-01"),
    (another_version, "XM-01"),
    (a_file_elsewhere, "XM-02"),
    (edited(lambda entries: entries[5].update(trang_dau=entries[5]["trang_dau"] + 1)), "XM-06"),
    (edited(lambda entries: entries[5].update(stt=50)), "XM-06"),
    (edited(lambda entries: entries[5].update(so_trang=9)), "XM-06"),
    (edited(lambda entries: entries.insert(6, entries[5])), "XM-06"),
    (edited(lambda entries: entries.pop(5) and None), "XM-41"),
    (edited(lambda entries: entries[5].update(ngay="01/01/2021")), "XM-42"),
    (edited(lambda entries: entries[5].update(trich_yeu="Phiếu khác")), "XM-48"),
    (another_total, "XM-07"),
    (handed_in_twice, "XM-08"),
    (no_xml, "XM-03"),
    (another_hash_in_xml, "XM-11"),
    (another_count_in_xml, "XM-11"),
]


@pytest.mark.parametrize(("tamper", "code"), CLAIMS)
def test_a_file_or_a_claim_that_is_no_longer_true_is_found(
    packet: Path, tamper: Callable[[Path], None], code: str
) -> None:
    tamper(packet)
    assert code in codes(packet)


# ---------------------------------------------------------------- the bound PDF, hashes made good


def page_of_paper(pdf: pikepdf.Pdf) -> pikepdf.Page:
    return pdf.pages[9]


def add_drawing(pdf: pikepdf.Pdf, page: pikepdf.Page, operators: bytes) -> None:
    page.contents_add(pdf.make_stream(b"q " + operators + b" Q"))


def swapped_pages(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[9].obj, pdf.pages[12].obj
    first.Contents, second.Contents = second.Contents, first.Contents
    first.Resources, second.Resources = second.Resources, first.Resources


def removed_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[9]


def painted_over_number(pdf: pikepdf.Pdf) -> None:
    add_drawing(pdf, page_of_paper(pdf), b"1 g 480 805 100 20 re f")


def removed_number(pdf: pikepdf.Pdf) -> None:
    page = page_of_paper(pdf).obj
    page.Contents = pikepdf.Array([*list(page.Contents)[:-1], pdf.make_stream(b"Q")])


def painted_over_words(pdf: pikepdf.Pdf) -> None:
    add_drawing(pdf, page_of_paper(pdf), b"1 g 100 600 300 40 re f")


def added_words(pdf: pikepdf.Pdf) -> None:
    page = page_of_paper(pdf)
    font = next(iter(page.obj.Resources.Font.keys()))
    add_drawing(pdf, page, b"BT %s 14 Tf 100 300 Td <414243> Tj ET" % font.encode())


def turned_page(pdf: pikepdf.Pdf) -> None:
    page_of_paper(pdf).obj["/Rotate"] = 90


def smaller_page(pdf: pikepdf.Pdf) -> None:
    page_of_paper(pdf).obj["/MediaBox"] = [0, 0, 500, 700]


def covered_by_a_note(pdf: pikepdf.Pdf) -> None:
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[100, 600, 300, 640])
    page_of_paper(pdf).obj["/Annots"] = [pdf.make_indirect(note)]


def contents_pages(pdf: pikepdf.Pdf) -> list[pikepdf.Page]:
    return [page for page in pdf.pages if "/Annots" in page.obj]


def link_elsewhere(pdf: pikepdf.Pdf) -> None:
    contents_pages(pdf)[0].obj.Annots[2].Dest[0] = pdf.pages[0].obj


def no_links(pdf: pikepdf.Pdf) -> None:
    for page in contents_pages(pdf):
        del page.obj["/Annots"]


def no_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Outlines"]


def outline_elsewhere(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[1].children[0].destination = 0


def renamed_bookmark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[1].children[0].title = "Báo cáo khác"


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return list(page_of_paper(pdf).obj.Resources.Font.values())


def stripped_font(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0].FontDescriptor["/FontFile2"]


def unsearchable_font(pdf: pikepdf.Pdf) -> None:
    del fonts(pdf)[0]["/ToUnicode"]


def other_labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=5)])


def a_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def no_colours(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def another_title(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = pikepdf.String("Hồ sơ khác")


FORGERIES = [
    (swapped_pages, "XM-23"),
    (removed_page, "XM-10"),
    (painted_over_number, "XM-22"),
    (removed_number, "XM-21"),
    (painted_over_words, "XM-24"),
    (added_words, "XM-23"),
    (turned_page, "XM-20"),
    (smaller_page, "XM-20"),
    (covered_by_a_note, "XM-37"),
    (link_elsewhere, "XM-43"),
    (no_links, "XM-43"),
    (no_outline, "XM-46"),
    (outline_elsewhere, "XM-47"),
    (renamed_bookmark, "XM-48"),
    (stripped_font, "XM-35"),
    (unsearchable_font, "XM-36"),
    (other_labels, "XM-31"),
    (a_script, "XM-32"),
    (no_colours, "XM-33"),
    (another_title, "XM-34"),
]


@pytest.mark.parametrize(("tamper", "code"), FORGERIES)
def test_a_forged_bound_file_is_found_though_its_hashes_are_right(
    packet: Path, tamper: Callable[[pikepdf.Pdf], None], code: str
) -> None:
    with pikepdf.open(packet / "ho-so.pdf", allow_overwriting_input=True) as pdf:
        tamper(pdf)
        pdf.save(packet / "ho-so.pdf")
    rehash(packet)
    assert code in codes(packet)


def test_a_bound_file_that_is_no_pdf_is_found(packet: Path) -> None:
    (packet / "ho-so.pdf").write_bytes(b"%PDF-1.4 half a file")
    rehash(packet)
    assert "XM-09" in codes(packet)


def test_a_bound_file_with_a_password_is_found(packet: Path) -> None:
    with pikepdf.open(packet / "ho-so.pdf", allow_overwriting_input=True) as pdf:
        pdf.save(packet / "ho-so.pdf", encryption=pikepdf.Encryption(owner="a", user=""))
    rehash(packet)
    assert "XM-30" in codes(packet)


def test_a_paper_replaced_by_another_is_found(packet: Path) -> None:
    papers = [entry for entry in manifest_of(packet)["van_ban"] if entry["ma"].startswith("mau-02.")]
    shutil.copyfile(packet / papers[1]["pdf"], packet / papers[0]["pdf"])
    rehash(packet)
    assert codes(packet) & {"XM-10", "XM-23"}
