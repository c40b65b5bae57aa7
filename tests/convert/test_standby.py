"""LibreOffice that waits for papers: the same bytes, every paper once, and nobody left waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.build.test_helpers import until
from tests.convert.test_joined import Jobs, made
from vanban.convert import FontFamily, Soffice
from vanban.convert.soffice import Running
from vanban.convert.standby import CAN_WAIT, FEW
from vanban.errors import ConvertError

pytestmark = [pytest.mark.soffice, pytest.mark.skipif(not CAN_WAIT, reason="only there LibreOffice can wait")]

WAITS = """
import time
from vanban.convert import Soffice, find_fonts, find_office
office = Soffice(find_office(None), find_fonts(), 1)
office.stand_by()
print(office._standby.group, flush=True)
time.sleep(100)
"""


LAUNCHES = """
import sys, time
from pathlib import Path
from vanban.convert.standby import Standby
standby = Standby(Path(sys.argv[1]), lambda papers, made: ["/bin/sh", "-c", "sleep 100 & wait"], {})
print(standby.group, flush=True)
time.sleep(100)
"""


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """What was begun beside the LibreOffice that waits."""
    run, commands = Running.run, []

    def noted(self: Running, command: list[str], *words: object) -> bool:
        commands.append(command)
        return run(self, command, *words)  # type: ignore[arg-type]

    monkeypatch.setattr(Running, "run", noted)
    return commands


def group_is_gone(pid: int) -> bool:
    try:
        os.killpg(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_papers_it_waited_for_have_the_bytes_of_others(
    job: Jobs, office: Soffice, fonts: FontFamily, tmp_path: Path, begun: list[Sequence[str]]
) -> None:
    jobs = [job(f"a{n}", *["Đồng chí Nguyễn Văn Ướm"] * (n + 1), header="Mẫu 02") for n in range(4)]
    plain, _ = made(office, jobs, tmp_path, fonts)
    assert len(begun) == 1
    office.stand_by()
    one, others = (made(office, some, tmp_path, fonts)[0] for some in (jobs[:1], jobs[1:]))
    assert one + others == plain
    assert len(begun) == 1


def test_a_paper_it_cannot_read_is_tried_again_alone_and_so_are_those_after_it(
    job: Jobs, office: Soffice, begun: list[Sequence[str]]
) -> None:
    office.stand_by()
    jobs = [job(f"a{n}") for n in range(3)]
    word = jobs[1].docx.read_bytes()
    jobs[1].docx.write_bytes(word.replace(b"word/document.xml", b"word/documenx.xml"))
    with pytest.raises(ConvertError) as caught:
        office.convert(jobs, lambda count: None)
    assert [problem.place for problem in caught.value.problems] == ["a1"]
    assert [each.pdf.is_file() for each in jobs] == [True, False, True]
    assert begun


def test_without_the_one_that_waited_another_is_begun(job: Jobs, office: Soffice, begun: list[Sequence[str]]) -> None:
    office.stand_by()
    assert office._standby is not None
    os.killpg(office._standby.group, signal.SIGKILL)
    assert [each.pages for each in office.convert([job("a", "một", "hai")], lambda count: None)] == [2]
    assert len(begun) == 1


def test_many_papers_are_not_waited_for(job: Jobs, office: Soffice, begun: list[Sequence[str]]) -> None:
    office.stand_by()
    standby = office._standby
    assert standby is not None
    office.convert([job(f"a{n}") for n in range(FEW + 1)], lambda count: None)
    assert len(begun) == 1
    until(lambda: group_is_gone(standby.group))


def test_nothing_is_left_waiting_when_it_is_closed(office: Soffice) -> None:
    office.stand_by()
    standby = office._standby
    assert standby is not None
    assert not group_is_gone(standby.group)
    office.close()
    until(lambda: group_is_gone(standby.group))


@pytest.mark.parametrize("program", [WAITS, LAUNCHES])
def test_nothing_is_left_waiting_when_this_program_is_killed(tmp_path: Path, program: str) -> None:
    command = [sys.executable, "-c", program, str(tmp_path / "cho-san")]
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as asking:
        assert asking.stdout is not None
        pid = int(asking.stdout.readline())
        assert not group_is_gone(pid)
        asking.kill()
    until(lambda: group_is_gone(pid))
