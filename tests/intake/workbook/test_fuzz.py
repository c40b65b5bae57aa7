"""Broken and twisted workbooks: a word about them, never a traceback, never a hang. More with VANBAN_FUZZ=5000."""

from __future__ import annotations

import os
import random
import signal
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.conftest import ROOT, SAMPLE
from tests.intake.workbook.office import HEADERS, by_xlsxwriter, person
from vanban.errors import VanbanError
from vanban.intake.facts import Facts, read_facts
from vanban.intake.workbook.mark import write_marked
from vanban.intake.workbook.take import take_workbook

TIMES = int(os.environ.get("VANBAN_FUZZ", "60"))
SECONDS = 30
PIECES = [
    b"", b"<", b">", b"&", b'"', b"\0", b"A1", b"XFD1048576", b"<f>1+1</f>", b't="str"', b't="e"', b"<v>1E999</v>",
    b"<v>-1</v>", b'<v>99999999999</v>', b"&#65;", b"<!DOCTYPE a>", b"\xff\xfe", "Ngày sinh".encode(), b"<row/>",
]  # fmt: skip


@pytest.fixture(scope="module")
def facts() -> Facts:
    whole = read_facts(SAMPLE, ROOT)
    few = {place: noun for place, noun in whole.nouns.items() if place[1] in {"", "noi-vu", "NV01"}}
    return Facts(whole.folder, whole.profile, few)


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Stop what hangs, where the system can."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def twisted(source: Path, target: Path, chance: random.Random, pieces: list[bytes]) -> None:
    """A file with a few bytes of a part changed, or of the file itself."""
    if chance.random() < 0.25:
        data = bytearray(source.read_bytes())
        for _ in range(chance.randint(1, 12)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        target.write_bytes(bytes(data[: chance.randint(1, len(data))] if chance.random() < 0.3 else data))
        return
    with zipfile.ZipFile(source) as archive:
        held = {info.filename: archive.read(info) for info in archive.infolist()}
    part = chance.choice(sorted(held))
    for _ in range(chance.randint(1, 8)):
        text = held[part]
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.choice((0, 1, 5, 40)))
        held[part] = text[:start] + chance.choice(pieces) + text[end:]
    if chance.random() < 0.1:
        held.pop(chance.choice(sorted(held)))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)


@pytest.mark.parametrize("seed", range(0, TIMES, 20))
def test_twisted_workbooks(seed: int, facts: Facts, tmp_path: Path) -> None:
    source = by_xlsxwriter(tmp_path / "goc.xlsx", {"Cá nhân": [HEADERS, person(), person(A="NV91", C="x")]})
    for number in range(seed, seed + 20):
        target = tmp_path / f"b{number}.xlsx"
        twisted(source, target, random.Random(number), PIECES)
        with within(SECONDS), suppress(VanbanError):
            taken = take_workbook(target, facts)
            write_marked(taken.book, taken.problems, tmp_path / "dau.xlsx")
