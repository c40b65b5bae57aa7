"""manifest.xml has the field names and lengths of NĐ 30/2020/NĐ-CP, Phụ lục VI."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vanban.bundle.xml import LENGTHS, DossierFacts, manifest_xml

# Phụ lục VI, phần II: the dossier (III) and a paper in it (I).
DOSSIER = ["FileCode", "Title", "Maintenance", "Rights", "Creator", "Language", "StartDate", "EndDate"]
DOSSIER += ["DocTotal", "PageTotal", "Description"]
PAPER = ["FileCode", "DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "OrganName", "Subject"]
PAPER += ["Language", "PageAmount", "Description"]
LONGEST = {"OrganId": 13, "FileCatalog": 4, "FileNotation": 20, "Title": 500, "Maintenance": 30, "Rights": 30}
LONGEST |= {"Creator": 30, "Language": 50, "StartDate": 10, "EndDate": 10, "DocTotal": 4, "PageTotal": 4}
LONGEST |= {"Description": 500, "DocOrdinal": 3, "TypeName": 100, "CodeNumber": 11, "CodeNotation": 30}
LONGEST |= {"IssuedDate": 10, "OrganName": 200, "Subject": 500, "PageAmount": 3}


def entry(key: str, **changes: Any) -> dict[str, Any]:
    return {
        "ma": key,
        "loai": "van-ban",
        "so_ky_hieu": "09-TTr/ĐU",
        "ngay": "17/12/2021",
        "tac_gia": "Đảng uỷ khối",
        "trich_yeu": "Tờ trình đề nghị",
        "so_trang": 2,
        "pdf": f"van-ban/03_{key}.pdf",
        "sha256_pdf": "a" * 64,
    } | changes


def manifest(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"lan": 1, "tong_so_trang": 9, "bo": {"tep": "ho-so.pdf", "sha256": "b" * 64}, "van_ban": list(entries)}


FACTS = DossierFacts("", 2021, "05.TCĐ", "Hồ sơ kiểm điểm", "Vĩnh viễn", "", "")
KINDS = {"to-trinh": ("Tờ trình", "đề nghị")}


def read(data: bytes) -> ET.Element:
    return ET.fromstring(data)


@given(st.lists(st.text(st.characters(exclude_categories=["C"])), max_size=4), st.text("ab<>& /Docs"))
def test_papers_written_one_by_one_are_the_whole_written_at_once(subjects: list[str], title: str) -> None:
    entries = [entry(f"a{number}", trich_yeu=subject) for number, subject in enumerate(subjects)]
    found = manifest_xml(manifest(*entries), replace(FACTS, title=title), KINDS)
    root = read(found)
    ET.indent(root)
    assert ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n" == found


def test_the_field_names_are_those_of_the_annex_in_their_order() -> None:
    root = read(manifest_xml(manifest(entry("bia", loai="luu-tru"), entry("to-trinh")), FACTS, KINDS))
    file = root.find("File")
    (doc,) = root.findall("Docs/Doc")
    assert file is not None
    assert [child.tag for child in file] == DOSSIER
    assert [child.tag for child in doc] == PAPER
    assert [child.tag for child in doc[0]] == ["OrganId", "FileCatalog", "FileNotation"]
    assert dict(LENGTHS) == LONGEST


def test_a_paper_is_told_by_kind_number_and_subject() -> None:
    (doc,) = read(manifest_xml(manifest(entry("to-trinh")), FACTS, KINDS)).findall("Docs/Doc")
    fields = ("DocOrdinal", "TypeName", "CodeNumber", "CodeNotation", "IssuedDate", "Subject", "PageAmount")
    assert [doc.findtext(field) for field in fields] == ["1", "Tờ trình", "09", "TTr/ĐU", "17/12/2021", "đề nghị", "2"]


def test_archival_papers_are_not_counted_and_days_span_the_papers() -> None:
    days = ("31/12/2020", "05/11/2021", "17/01/2021")
    papers = [entry(f"p{i}", ngay=day) for i, day in enumerate(days)]
    root = read(manifest_xml(manifest(entry("bia", loai="luu-tru", ngay=None), *papers), FACTS, {}))
    fields = ("DocTotal", "PageTotal", "StartDate", "EndDate")
    assert [root.findtext(f"File/{field}") for field in fields] == ["3", "9", "31/12/2020", "05/11/2021"]


WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=700)


@given(WORDS, WORDS, WORDS)
def test_no_field_is_longer_than_the_annex_allows(title: str, author: str, subject: str) -> None:
    facts = DossierFacts(title, 2021, title, title, title, title, title)
    root = read(manifest_xml(manifest(entry("x", tac_gia=author, trich_yeu=subject)), facts, {}))
    for element in root.iter():
        if element.tag in LONGEST:
            assert len(element.text or "") <= LONGEST[element.tag], element.tag
