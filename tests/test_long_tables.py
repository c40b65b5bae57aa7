"""Rows are taken out of a document and put back; a document where that is not safe is left whole."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from vanban import long_tables
from vanban.long_tables import STAND_IN, inside, set_apart, whole

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CELL = '<w:tc><w:tcPr><w:tcW w:w="9"/></w:tcPr><w:p><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p></w:tc>'
MERGED = "<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc></w:tr>"


def row(words: str = "chữ") -> str:
    return f'<w:tr w:rsidR="00A1"><w:trPr><w:cantSplit/></w:trPr>{CELL.format(words)}</w:tr>'


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def document(*blocks: str, opening: str = f"<w:document {W}>", before: str = "") -> bytes:
    return f"{before}{opening}<w:body>{''.join(blocks)}<w:p/></w:body></w:document>".encode()


@pytest.fixture
def by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_tables, "_LEAST", 2)
    monkeypatch.setattr(long_tables, "_TOGETHER", 2)


def long_list() -> bytes:
    return document(table(*[row(str(number)) for number in range(1000)]))


def test_a_long_table_keeps_its_first_and_its_last_row() -> None:
    apart = set_apart(long_list())
    assert apart is not None
    assert [each.text for each in etree.fromstring(apart.document).iter("{*}t")] == ["0", "999"]
    assert [apart.count(number) for number in range(len(apart.rows))] == [(50, 50, 50)] * 19 + [(48, 48, 48)]
    first, last = (etree.fromstring(apart.part(number)) for number in (0, 19))
    assert [first[0].findtext(".//{*}t"), last[-1].findtext(".//{*}t")] == ["1", "998"]


def test_what_was_set_apart_is_put_together_again() -> None:
    data = long_list()
    apart = set_apart(data)
    assert apart is not None
    assert whole(apart.document, apart.rows) == data
    parts = [etree.tostring(etree.fromstring(apart.part(number))) for number in range(len(apart.rows))]
    assert whole(apart.document, map(inside, parts)) == data


def test_a_document_of_few_rows_is_left_whole() -> None:
    assert set_apart(document(table(*[row()] * 99), table(*[row()] * 99))) is None


WHOLE = {
    "a comment": document(table(*[row()] * 9), "<!-- <w:tr></w:tr> -->"),
    "letters that are no tags": document(table(*[row()] * 9), "<w:p><![CDATA[<w:tr>]]></w:p>"),
    "a document type": document(table(*[row()] * 9), before="<!DOCTYPE a>"),
    "an instruction": document(table(*[row()] * 9), "<?a <w:tr>?>"),
    "a name given late": document(table(*[row()] * 9), '<w:p xmlns:x="y"/>'),
    "another name for everything": document(table(*[row()] * 9)).replace(b"w:", b"a:"),
    "another meaning of the name": document(table(*[row()] * 9), opening='<w:document xmlns:w="urn:x">'),
    "another encoding": document(table(*[row()] * 9), before='<?xml version="1.0" encoding="windows-1258"?>'),
    "an attribute that looks like the end": document(
        table(*[row()] * 9), opening=f'<w:document {W} w:a="a>b" w:b="c">'
    ),
    "our own element in other letters": document(
        table(*[row()] * 9), "<v:hang/>", opening=f'<w:document {W} xmlns:v="urn:vanban:han&#103;">'
    ),
    "our own element": document(table(*[row()] * 9), opening=f'<w:document {W} xmlns:v="urn:vanban:hang">'),
}


@pytest.mark.usefixtures("by_two")
@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_document_where_tags_may_be_something_else_is_left_whole(data: bytes) -> None:
    assert set_apart(data) is None


@pytest.mark.usefixtures("by_two")
@pytest.mark.parametrize(
    "head", ["", "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n", '<?xml version="1.0"?>']
)
def test_a_plain_document_is_not(head: str) -> None:
    assert set_apart(document(table(*[row()] * 9), before=head)) is not None


@pytest.mark.usefixtures("by_two")
@pytest.mark.parametrize(
    "odd",
    [
        MERGED,
        f"<w:tr><w:tc>{table(*[MERGED] * 2)}</w:tc></w:tr>",
        "<w:tr><w:trPr><w:del/></w:trPr></w:tr>",
        "<w:tr/>",
        '<w:tr w:x=">"><w:tc/></w:tr>',
        "<w:tr><w:tc><w:p><w:bookmarkStart/></w:p></w:tc></w:tr>",
        "<w:tr><w:tc><w:sdt/></w:tc></w:tr>",
        "<w:tr><w:tcx/></w:tr>",
    ],
)
def test_a_row_that_holds_more_than_letters_stays_with_those_beside_it(odd: str) -> None:
    apart = set_apart(document(table(*[row()] * 5, odd, *[row()] * 5)))
    assert apart is not None
    rows = [each.tag for each in etree.fromstring(apart.document).iter(STAND_IN, "{*}tr")]
    odds = [each.tag for each in etree.fromstring(document(odd)).iter("{*}tr")]
    plain = odds[0]
    assert rows == [plain, STAND_IN, STAND_IN, plain, *odds, plain, STAND_IN, STAND_IN, plain]


def test_a_row_of_very_many_tags_takes_no_more_room_than_its_bytes() -> None:
    code = """if True:
        from resource import RUSAGE_SELF, getrusage
        from vanban.long_tables import set_apart
        data = b'<w:tr></w:tr>' * 100 + b'<w:tr>' + b'<w:p></w:p>' * 300_000 + b'<w:x/></w:tr>'
        space = b'"http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        data = b'<w:document xmlns:w=' + space + b'><w:tbl>' + data + b'</w:tbl></w:document>'
        before = getrusage(RUSAGE_SELF).ru_maxrss
        assert set_apart(data) is None
        print(getrusage(RUSAGE_SELF).ru_maxrss - before)
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 30_000  # kilobytes


ROWS = st.lists(st.sampled_from([row("a"), row("b &amp; c"), row(""), MERGED, table(row("x")), "<w:p/>"]), max_size=12)


@given(ROWS, ROWS)
def test_nothing_is_lost_or_moved(first: list[str], second: list[str]) -> None:
    data = document(table(*first), "<w:p/>", table(*second))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(long_tables, "_LEAST", 1)
        patch.setattr(long_tables, "_TOGETHER", 2)
        apart = set_apart(data)
    if apart is not None:
        parts = [apart.part(number) for number in range(len(apart.rows))]
        assert all(1 <= apart.count(number)[0] <= 2 for number in range(len(parts)))
        assert whole(apart.document, map(inside, parts)) == data
