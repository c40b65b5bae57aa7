"""What all tests share: the flag that renews goldens, the sample season, a copy of it to change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from hypothesis import settings

from tests.sharing import ByWhatTheyShare
from vanban.cli.app import run
from vanban.errors import Problem
from vanban.intake import Season, load_season
from vanban.intake.yaml_file import Source, read_yaml
from vanban.store import content_mark

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "data" / "son-duong-2021"
BUILT_PACKETS = ("dang-uy", "chi-bo-noi-vu", "bo-bieu-mau")

# `make sau` draws many more examples, and makes twice what else is made twice in part.
DEEP = "VANBAN_VI_DU" in os.environ
# A busy machine is no fault of the code.
settings.register_profile("vanban", deadline=None, max_examples=int(os.environ.get("VANBAN_VI_DU", "50")))
settings.load_profile("vanban")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew-golden", action="store_true", help="write tests/golden anew; read the change by eye")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Tests that share costly things go to one process."""
    return ByWhatTheyShare(config, log) if config.getvalue("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the tests see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if os.environ.get("PYTEST_XDIST_WORKER") else own


@pytest.fixture(scope="session", autouse=True)
def shared_store(run_folder: Path) -> Iterator[None]:
    """PDFs and what the rules of form said of them are kept for all tests: most of them build the same papers."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.build.form_store._SHELF", str(run_folder / "kho-the-thuc"))
        patch.setattr("vanban.build.papers.PDF_SHELF", str(run_folder / "kho-pdf"))
        patch.setattr("vanban.build.season.TEMPLATE_SHELF", str(run_folder / "kho-mau"))
        yield


@pytest.fixture(scope="session", autouse=True)
def samples_read_once() -> Iterator[None]:
    """What the files of the samples say is kept: hundreds of tests read a copy of them, most of it unchanged."""
    shipped = {content_mark(path) for path in (ROOT / "data").rglob("*.yaml")}
    known: dict[tuple[str, bytes], tuple[Source, list[Problem]]] = {}

    def read(path: Path, shown: str) -> tuple[Source, list[Problem]]:
        mark = content_mark(path)
        if mark not in shipped:
            return read_yaml(path, shown)
        if (shown, mark) not in known:
            known[shown, mark] = read_yaml(path, shown)
        source, problems = known[shown, mark]
        return source, list(problems)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.intake.season.read_yaml", read)
        yield


@pytest.fixture(scope="module")
def own_store() -> Iterator[None]:
    """PDFs and verdicts lie in the store of the build's own output, as a user's do."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.build.form_store._SHELF", "the-thuc")
        patch.setattr("vanban.build.papers.PDF_SHELF", "pdf")
        patch.setattr("vanban.build.season.TEMPLATE_SHELF", "mau")
        yield


@pytest.fixture(scope="session")
def sample() -> Season:
    """The sample season, read once."""
    return load_season(SAMPLE, ROOT)


@pytest.fixture
def season_copy(tmp_path: Path) -> Path:
    """The sample season in `tmp_path/data/ky`, to be changed."""
    folder = tmp_path / "data" / "ky"
    shutil.copytree(SAMPLE, folder)
    return folder


@pytest.fixture
def edit(season_copy: Path) -> Callable[[str, str, str], int]:
    """Puts `new` for the first `old` in a file of the copied season; gives the line on which `new` begins."""

    def replace(file: str, old: str, new: str) -> int:
        path = season_copy / file
        before, found, after = path.read_text(encoding="utf-8").partition(old)
        assert found, f"{file} has no {old!r}"
        path.write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    return replace


class Everything(frozenset[tuple[str, str]]):
    """A set that has every paper in it."""

    def __contains__(self, item: object) -> bool:
        return True


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Runs a command line: exit code, what was said, what was complained of."""

    def command(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@dataclass(frozen=True)
class Built:
    """An office whose season was built for real, with the sample's numbers in its register."""

    root: Path
    season: Path
    output: Path

    @property
    def packets(self) -> list[Path]:
        return sorted(self.output.iterdir())


@pytest.fixture(scope="session")
def built(run_folder: Path) -> Built:
    """The sample season, numbered and built once by LibreOffice; to be looked at, not changed.

    Every paper is judged by every rule of form of its class, not only by what its facts can break.
    """
    root = run_folder / "van-phong"
    done = run_folder / "van-phong.xong"
    season = root / "data" / SAMPLE.name
    with FileLock(run_folder / "van-phong.khoa"):
        if not done.exists():
            _build_sample(season)
            done.touch()
    return Built(root, season, root / "output" / SAMPLE.name)


def _build_sample(season: Path) -> None:
    shutil.copytree(SAMPLE, season)
    assert run(["so-van-ban", str(season), "nhap", str(season / "so-van-ban.csv")]) == 0
    wanted = [word for packet in BUILT_PACKETS for word in ("--ho-so", packet)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vanban.build.survey.judged_in_full", lambda *words: Everything())
        assert run(["lap-ho-so", str(season), *wanted]) == 0
