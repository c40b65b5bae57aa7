"""A plain array of strings is read at once; piece by piece gives the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vanban.the_thuc.pdf.codes import LINE, hex_run, literal_run, operations, runs

NUMBERS = st.integers(-400, 400).map(str)
LITERALS = st.sampled_from(["(Đảng)", "(a b)", "()", "(\\(x\\))", "(a(1)c)", "(<41>)", "([)", "(%)"])
HEXES = st.sampled_from(["<4142>", "<>", "<0a>"])
ARRAYS = st.lists(st.one_of(NUMBERS, LITERALS, HEXES, st.just(" ")), max_size=8).map(
    lambda items: f"[{''.join(items)}]".encode()
)


def one_by_one(array: bytes) -> tuple[bytes, float]:
    pieces = list(runs(array))
    letters = b"".join(piece for piece in pieces if isinstance(piece, bytes))
    return letters, sum(piece for piece in pieces if not isinstance(piece, bytes))


@given(ARRAYS)
def test_what_is_read_at_once_is_what_is_read_piece_by_piece(array: bytes) -> None:
    for at_once in (hex_run(array), literal_run(array)):
        if at_once is not None:
            assert (at_once[0], sum(at_once[1])) == one_by_one(array)


def test_the_arrays_of_our_own_papers_and_of_libreoffice_are_read_at_once() -> None:
    assert literal_run(b"[(M\x97u 02-H)5(D)-2( K\x82)]") == (b"M\x97u 02-HD K\x82", [5.0, -2.0])
    assert hex_run(b"[<0102>5<09>]") == (b"\x01\x02\x09", [5.0])


def test_brackets_within_a_string_are_letters() -> None:
    assert literal_run(b"[(a(1)c)]") is None
    assert one_by_one(b"[(a(1)c)]") == (b"a(1)c", 0.0)


def test_a_string_behind_hexadecimal_ones_is_not_lost() -> None:
    assert hex_run(b"[<41>(b)]") is None
    assert one_by_one(b"[<41>(b)]") == (b"Ab", 0.0)


def test_a_line_of_ours_is_one_operation() -> None:
    line = b"q\n0 0 0 rg\nBT\n85.2 71.189 Td\n/R0 14 Tf\n[(t)-1(i \\(m\\))]TJ\nET\nQ"
    assert [operator for _, operator in operations(line + b"\n0 w\n")] == [line, b"w"]
    found = LINE.match(line)
    assert found is not None
    assert found.groups() == (b"0 0 0", b"85.2", b"71.189", b"/R0 14", b"[(t)-1(i \\(m\\))]")
