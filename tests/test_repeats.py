"""Possessive repeats: they take what the greedy ones take, whole rounds only, and no pattern does without them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vanban
from vanban.repeats import possessive

_BARE = re.compile(r"\)(?:[*+?]|\{[\d,]+\})\+")
_BODIES = (rb"ab?c", rb"a", rb"a|bc", rb"[ab]{2}", rb"a(?:bc)?", rb"[ab]++c|b", possessive(rb"ab", sign=b"+") + rb"c")


@pytest.mark.parametrize("text", [b"a", b"ab", b"abcab"])
def test_a_round_that_fails_leaves_nothing_behind(text: bytes) -> None:
    assert re.fullmatch(possessive(rb"ab?c"), text) is None


@given(body=st.sampled_from(_BODIES), sign=st.sampled_from([b"*", b"+"]), text=st.text(alphabet="abc").map(str.encode))
def test_as_much_is_taken_as_in_an_atomic_group(body: bytes, sign: bytes, text: bytes) -> None:
    usual = re.match(rb"(?>(?:" + body + rb")" + sign + rb")", text)
    found = re.match(possessive(body, sign), text)
    assert (found and found[0]) == (usual and usual[0])


def test_nothing_is_given_back() -> None:
    assert re.match(possessive(rb"a") + rb"a", b"aaa") is None


def test_no_pattern_repeats_a_group_possessively_by_itself() -> None:
    folder = Path(vanban.__file__).parent
    bare = {path.name: found for path in folder.rglob("*.py") if (found := _BARE.findall(path.read_text("utf-8")))}
    assert bare == {"repeats.py": [")*+"]}  # the docstring's own example
