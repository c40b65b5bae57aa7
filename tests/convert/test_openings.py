"""What pages begin with: told for sure or not at all, found in every form, and a heading left alone is seen by it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from tests.conftest import Built
from tests.convert.test_joined_season import joinable
from tests.convert.test_keeps import lonely, pages_of, word
from vanban.convert import Job, Soffice
from vanban.convert.joined import Piece, cut
from vanban.convert.keeps import Body, Element, body_of
from vanban.convert.openings import Sought, Tops, bare, headers, opening, openings
from vanban.convert.word_parts import MAIN, packed, parts_of

NUMBER = "\ufdd0"
EXACT = '<w:trHeight w:val="317" w:hRule="exact"/>'
MERGED = "<w:tcPr><w:vMerge/></w:tcPr>"
PARAGRAPH = "<w:p><w:pPr>{properties}</w:pPr>{words}</w:p>"


def element(xml: str) -> Element:
    return etree.fromstring(xml.replace(">", f" {nsdecls('w')}>", 1))


def run(words: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t>{words}</w:t></w:r>"


def paragraph(words: str, properties: str = "") -> str:
    return PARAGRAPH.format(words=words, properties=properties)


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def row(*cells: str, properties: str = "<w:cantSplit/>") -> str:
    inner = "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (paragraph(run("1. Về ") + run("tư tưởng", "<w:b/>")), "1vềtưtưởng"),
        (paragraph(run("Trong năm qua, đơn vị đã hoàn thành vượt mức")), "trongnămquađơnvịđãhoànth"),
        (paragraph(run("Ky\u0301, ghi ro\u0303")), "kýghirõ"),
        (paragraph(run("Nơi nhận", "<w:caps/>") + "<w:r><w:tab/></w:r>", '<w:pStyle w:val="A"/>'), "nơinhận"),
        (table(row(paragraph(""), paragraph(run("X"))), row(paragraph(run("Tốt")))), "xtốt"),
        (table(row(paragraph(run("a")), table("")), row("")), ""),
        (table(row(paragraph(run("TT")), properties="<w:tblHeader/>")), ""),
        (table(row(paragraph(run("TT")), properties="<w:hidden/>")), ""),
        (table(row(paragraph(run("Trung bình")), paragraph(run("Kém")), properties=EXACT)), "trung"),
        (table(row(paragraph(""), paragraph(run("X")), properties=EXACT), row(paragraph(run("b")))), "x"),
        (table(row(paragraph(""), properties=EXACT), row(paragraph(run("b")))), "b"),
        (table(row(paragraph(run("b")), properties=EXACT.replace("317", "90"))), ""),
        (table(row(paragraph(""), properties=EXACT.replace("317", "90")), row(paragraph(run("b")))), "b"),
        (table(row(paragraph(run("TT")), paragraph(run("Ẩn"))).replace("<w:tcPr/>", MERGED)), ""),
        (table(row(paragraph("")).replace("<w:tcPr/>", MERGED), row(paragraph(run("TT")))), "tt"),
        (table(row(paragraph(run("TT"))).replace("<w:tcPr/>", MERGED.replace("/></", ' w:val="restart"/></'))), "tt"),
        (paragraph(run("a" * 23 + "y") + run("\u0301 lại")), "a" * 23 + "ý"),
        (paragraph(run("Mật", "<w:vanish/>") + run("thường")), ""),
        (paragraph(f"<w:ins>{run('thêm')}</w:ins>"), ""),
        (paragraph('<w:r><w:sym w:char="F0A8"/></w:r>' + run("Tốt")), ""),
        (paragraph(run("Khung"), '<w:framePr w:w="100"/>'), ""),
        (paragraph(run("Đánh số"), "<w:numPr/>"), ""),
        (paragraph(run("........, ngày")), "ngày"),
        (paragraph(run("........")), ""),
        (paragraph(""), ""),
    ],
)
def test_what_a_block_begins_with_is_told_for_sure_or_not_at_all(block: str, said: str) -> None:
    assert opening(element(block)) == said


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
PAGE = FIELD.format("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + FIELD.format("end")
SIMPLE = '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'
SHOWN = PAGE.replace(FIELD.format("end"), FIELD.format("separate") + run("12") + FIELD.format("end"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (paragraph(PAGE), NUMBER),
        (paragraph(run("- ") + SHOWN + run(" -")), NUMBER),
        (paragraph(run("Trang ") + SIMPLE + run("/Mẫu 02")), f"trang{NUMBER}mẫu02"),
        (paragraph(run("Mẫu 02-HD")), "mẫu02hd"),
    ],
)
def test_headers_are_told_with_something_for_the_number_of_the_page(words: str, said: str) -> None:
    header = f"<w:hdr {nsdecls('w')}>{words}</w:hdr>".encode()
    empty = f"<w:hdr {nsdecls('w')}><w:p/></w:hdr>".encode()
    assert headers({"word/header1.xml": header, "word/header2.xml": empty}, []) == (said,)


@pytest.mark.parametrize(
    ("parts", "main"),
    [
        ({"word/header1.xml": f"<w:hdr {nsdecls('w')}><w:sdt/></w:hdr>"}, ""),
        (
            {"word/header1.xml": f"<w:hdr {nsdecls('w')}>{table(row(paragraph(run('a')), properties=EXACT))}</w:hdr>"},
            "",
        ),
        ({"word/styles.xml": "<w:style><w:rPr><w:vanish/></w:rPr></w:style>"}, ""),
        ({"word/styles.xml": "<w:style><w:pPr><w:framePr/></w:pPr></w:style>"}, ""),
        ({}, "<w:tblpPr/>"),
        ({}, "<w:framePr/>"),
    ],
)
def test_where_something_may_stand_before_the_words_of_a_page_nothing_is_told(parts: dict[str, str], main: str) -> None:
    assert headers({name: part.encode() for name, part in parts.items()}, [b"", main.encode()]) is None
    assert headers({"word/styles.xml": b'<w:outlineLvl w:val="0"/>'}, [b"<w:p/>"]) == ()


def body(document: Word) -> Body:
    stream = io.BytesIO()
    document.save(stream)
    parts = parts_of(stream.getvalue())
    found = body_of(etree.fromstring(parts[MAIN]), parts)
    assert found is not None
    return found


def test_what_belongs_together_is_told_where_all_of_it_says_what_it_begins_with() -> None:
    document = word(12, {3, 4, 7, 10})
    document.paragraphs[7].text = "......"
    firsts, sought = openings(body(document), ("mẫu",))
    assert firsts == {2, 9}
    assert sought == Sought(frozenset({bare(document.paragraphs[n].text) for n in (3, 4, 10)}), ("mẫu",), 1)


@pytest.mark.parametrize(
    ("numbers", "told", "number"), [('w:start="5"', True, 5), ("", True, 1), ('w:fmt="upperRoman"', False, 1)]
)
def test_pages_that_are_not_numbered_in_figures_are_not_told(numbers: str, told: bool, number: int) -> None:
    document = word(12, {3})
    document.sections[0]._sectPr.append(parse_xml(f"<w:pgNumType {nsdecls('w')} {numbers}/>"))
    firsts, sought = openings(body(document), ())
    assert (bool(firsts), bool(sought.openings), sought.number) == (told, told, number)


@pytest.mark.parametrize(
    ("tops", "may"),
    [
        ([], False),
        (["2nộidung", "3nộidung"], False),
        (["2nộidung", "3vềtưtưởngchínhtrị"], True),
        (["vềtưtưởngchínhtrị"], True),
        (["3vềtưtưởngchínhtrị"], False),
        (["mẫu2kđvềtưtưởngchínhtrị"], True),
        (["vềtư"], True),
        (["2về"], True),
        (["2vềchính"], False),
        (["2"], True),
        (["mẫu2"], True),
        (["mẫu2nộidung"], False),
        (["2nộidung", None], True),
    ],
)
def test_a_page_begins_with_what_is_sought_under_its_header(tops: list[str | None], may: bool) -> None:
    headers = (NUMBER, f"mẫu{NUMBER}kđ")
    assert Sought(frozenset({"vềtưtưởng", "1hạnchế"}), headers).may_begin(tops) is may
    assert not Sought(frozenset(), headers).may_begin(tops)


MAP = b"1 begincodespacerange <00> <FF> endcodespacerange 3 beginbfchar <01> <0056> <02> <1EC1> <03> <0020> endbfchar"
RANGE = b"1 beginbfrange <01> <02> [<0056> <1EC1>] endbfrange"


def top(content: bytes, to_unicode: bytes | None = MAP, kind: str = "/TrueType") -> str | None:
    pdf = pikepdf.new()
    page: Any = pdf.add_blank_page()
    font = pikepdf.Dictionary(Subtype=pikepdf.Name(kind))
    if to_unicode is not None:
        font.ToUnicode = pdf.make_stream(to_unicode)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(content)
    return Tops().of(page.obj)


@pytest.mark.parametrize(
    ("content", "to_unicode", "said"),
    [
        (b"BT 1 2 Td /F1 14 Tf<01>Tj ET [] 0 d BT /F1 14 Tf[<0302>-5<01>]TJ ET", MAP, "vềv"),
        (b"BT /F1 14 Tf[<01>3<02>]TJ ET", RANGE, "về"),
        (b"", MAP, ""),
        (b"BT /F1 14 Tf<04>Tj ET", MAP, None),
        (b"BT /F1 14 Tf(V)Tj ET", MAP, None),
        (b"BT /F1 14 Tf[<01>(V)]TJ ET", MAP, None),
        (b"q /Im1 Do Q BT /F1 14 Tf<01>Tj ET", MAP, None),
        (b"BT /F1 14 Tf<01>Tj ET", None, None),
        (b"BT /F2 14 Tf<01>Tj ET", MAP, None),
        (b"BT <01>Tj ET", MAP, None),
        (b"BT /F1 14 Tf" + b"<0102>Tj " * 80 + b"ET q /Im1 Do Q", MAP, "về" * 61),
    ],
)
def test_what_a_page_begins_with_is_read_or_not_told(
    content: bytes, to_unicode: bytes | None, said: str | None
) -> None:
    assert top(content, to_unicode) == said


def test_fonts_of_more_than_a_byte_a_letter_are_not_read() -> None:
    assert top(b"BT /F1 14 Tf<0001>Tj ET", MAP, "/Type0") is None


def test_a_page_without_fonts_has_no_words() -> None:
    pdf = pikepdf.new()
    page: Any = pdf.add_blank_page()
    page.obj.Contents = pdf.make_stream(b"0 0 1 1 re S")
    assert Tops().of(page.obj) == ""
    del page.obj.Resources
    assert Tops().of(page.obj) == ""


def test_a_page_without_content_is_not_read() -> None:
    pdf = pikepdf.new()
    page: Any = pdf.add_blank_page()
    if "/Contents" in page.obj:
        del page.obj.Contents
    assert Tops().of(page.obj) is None


def test_a_page_of_several_contents_is_not_read() -> None:
    pdf = pikepdf.new()
    page: Any = pdf.add_blank_page()
    page.obj.Contents = pikepdf.Array([pdf.make_stream(b""), pdf.make_stream(b"")])
    assert Tops().of(page.obj) is None


def each_on_a_page(docx: bytes) -> tuple[bytes, Sought]:
    """The paper with a new page before whatever must not begin one where that is told, and this."""
    parts = parts_of(docx)
    above = headers(parts, [parts[MAIN]])
    tree = etree.fromstring(parts[MAIN])
    found = body_of(tree, parts)
    assert found is not None
    assert above is not None
    firsts, sought = openings(found, above)
    for place, first in found.firsts.items():
        if first in firsts:
            head = next(found.looks[place].block.iter("{*}p"))
            properties = head.find("{*}pPr")
            at = 0 if properties is None else sum(child.tag.endswith(("}pStyle", "}keepNext")) for child in properties)
            (head if properties is None else properties).insert(at, parse_xml(f"<w:pageBreakBefore {nsdecls('w')}/>"))
    return packed(parts, etree.tostring(tree, encoding="UTF-8", standalone=True)), sought


@pytest.mark.soffice
def test_in_every_form_what_is_sought_is_found_where_it_begins_a_page(
    built: Built, office: Soffice, tmp_path: Path
) -> None:
    sought: dict[str, Sought] = {}
    jobs = []
    for number, (path, *_) in enumerate(joinable(built.output).values()):
        job = Job(tmp_path / f"{number}.docx", tmp_path / f"{number}.pdf", str(number))
        made, sought[job.label] = each_on_a_page(path.read_bytes())
        job.docx.write_bytes(made)
        jobs.append(job)
    office.convert(jobs, lambda count: None)
    for job in jobs:
        every = sought[job.label]
        with pikepdf.open(job.pdf) as pdf:
            tops = [Tops().of(page.obj) for page in pdf.pages][1:]
        assert None not in tops
        lost = [said for said in every.openings if not Sought(frozenset({said}), every.headers).may_begin(tops)]
        assert lost == [], job.label
    assert sum(len(each.openings) for each in sought.values()) > 100


@pytest.fixture
def unhidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """Papers are joined, and nothing keeps a guess away from what belongs together."""
    monkeypatch.setattr("vanban.convert.batches._FEWEST_TOGETHER", 2)
    monkeypatch.setattr("vanban.convert.joined.hidden_together", lambda flows: [{} for _ in flows])


def parted(office: Soffice, jobs: list[Job], monkeypatch: pytest.MonkeyPatch, told: bool) -> set[int]:
    """The papers that a joined document parts; all are laid out in the end."""
    found: dict[int, Piece] = {}

    def watching(whole: Path, jobs: Mapping[int, Job], members: Mapping[int, Sought]) -> dict[int, Piece]:
        assert told is any(each.openings for each in members.values())
        found.update(cut(whole, jobs, members))
        return found

    with monkeypatch.context() as patch:
        patch.setattr("vanban.convert.batches.cut", watching)
        if not told:
            patch.setattr("vanban.convert.joined.headers", lambda parts, mains: None)
        office.convert(jobs, lambda count: None)
    assert len(found) == len(jobs)
    return {number for number, piece in found.items() if piece.parted}


@pytest.mark.soffice
@pytest.mark.usefixtures("unhidden")
def test_a_heading_left_alone_in_a_joined_document_is_seen_by_what_the_next_page_begins_with(
    office: Soffice, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs = [Job(tmp_path / f"{n}.docx", tmp_path / f"{n}.pdf", str(n)) for n in range(6)]
    for number, job in enumerate(jobs):
        word(130, {20 + number}).save(str(job.docx))
    told = parted(office, jobs, monkeypatch, told=True)
    assert 0 < len(told) < len(jobs)
    assert told == parted(office, jobs, monkeypatch, told=False)
    for job in jobs:
        assert lonely(pages_of(job.pdf)) == []
