"""What loads the rooms of the work leaves the collector as it was."""

from __future__ import annotations

import gc

import pytest

from vanban.cli.rooms import loading


@pytest.mark.parametrize("usual", [True, False])
def test_nothing_is_looked_through_while_rooms_are_loaded(usual: bool) -> None:
    before = gc.isenabled()
    (gc.enable if usual else gc.disable)()
    try:
        with loading():
            assert not gc.isenabled()
        assert gc.isenabled() is usual
    finally:
        (gc.enable if before else gc.disable)()


def test_what_was_loaded_is_not_looked_through_later() -> None:
    with loading():
        room: list[object] = [{}]
        room.append(room)
    assert gc.is_tracked(room)
    assert not any(one is room for generation in range(3) for one in gc.get_objects(generation))
