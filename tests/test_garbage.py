"""Where much is made that lives on the collector rests, and is as it was afterwards."""

from __future__ import annotations

import gc

import pytest

from vanban.garbage import uncollected


@pytest.mark.parametrize("usual", [True, False])
def test_nothing_is_looked_through_while_it_is_made(usual: bool) -> None:
    before = gc.isenabled()
    (gc.enable if usual else gc.disable)()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert gc.isenabled() is usual
    finally:
        (gc.enable if before else gc.disable)()


def test_what_was_made_is_among_the_oldest() -> None:
    with uncollected():
        room: list[object] = [{}]
        room.append(room)
    assert any(one is room for one in gc.get_objects(2))
