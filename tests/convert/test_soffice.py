"""LibreOffice is never believed: what it leaves out, cuts off or hangs on is told by the paper's name."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from types import SimpleNamespace

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.convert.conftest import FAULTS, read_to_the_end
from vanban.convert import FontFamily, Job, Office, Soffice
from vanban.convert.base import nothing
from vanban.convert.batches import balanced
from vanban.convert.profile import profile_settings
from vanban.convert.soffice import _told_of
from vanban.errors import ConvertError

Jobs = Callable[..., Job]


@pytest.fixture
def office(fonts: FontFamily) -> Iterator[Callable[..., Soffice]]:
    """Makes a converter that runs a false office program."""
    made: list[Soffice] = []

    def make(program: str, workers: int = 1, deadline_s: float | None = None) -> Soffice:
        made.append(Soffice(Office(FAULTS / f"{program}.py", "0.0.1"), fonts, workers, deadline_s))
        return made[-1]

    yield make
    for converter in made:
        converter.close()


def silent(count: int) -> None:
    pass


def refusal(converter: Soffice, *jobs: Job) -> ConvertError:
    with pytest.raises(ConvertError) as caught:
        converter.convert(jobs, silent)
    return caught.value


def told(error: ConvertError) -> list[tuple[str, str]]:
    return [(problem.code, problem.place) for problem in error.problems]


def test_outcomes_come_in_the_order_of_the_jobs(office: Callable[..., Soffice], job: Jobs) -> None:
    jobs = [job(f"van-ban-{number}") for number in range(5)]
    outcomes = office("works", workers=3).convert(jobs, silent)
    assert [(outcome.job, outcome.pages) for outcome in outcomes] == [(one, 1) for one in jobs]


def test_at_the_deadline_the_program_and_its_child_are_killed(
    office: Callable[..., Soffice], job: Jobs, pipe: int
) -> None:
    error = refusal(office("hangs", deadline_s=1.0), job("mau-02.NV01"))
    assert told(error) == [("LO-03", "mau-02.NV01")]
    assert sorted(read_to_the_end(pipe)) == sorted(b"pcpc")


def test_a_crash_names_every_paper_that_was_lost(office: Callable[..., Soffice], job: Jobs) -> None:
    error = refusal(office("crashes", workers=2), job("ke-hoach"), job("to-trinh"), job("bia"))
    assert told(error) == [("LO-03", "ke-hoach"), ("LO-03", "to-trinh"), ("LO-03", "bia")]
    assert error.exit_code == 7


@pytest.mark.parametrize("program", ["writes_half_a_pdf", "writes_no_page"])
def test_a_pdf_that_is_cut_off_or_has_no_page_is_not_believed(
    office: Callable[..., Soffice], job: Jobs, program: str
) -> None:
    assert told(refusal(office(program), job("ke-hoach"))) == [("LO-03", "ke-hoach")]


def test_a_paper_that_fails_in_a_batch_is_tried_alone(office: Callable[..., Soffice], job: Jobs) -> None:
    jobs = [job(f"van-ban-{number}") for number in range(4)]
    outcomes = office("fails_in_a_batch").convert(jobs, silent)
    assert [outcome.pages for outcome in outcomes] == [2, 2, 2, 2]


def test_a_pdf_in_another_face_is_refused_by_the_name_of_the_face_and_the_package(
    office: Callable[..., Soffice], job: Jobs
) -> None:
    error = refusal(office("prints_another_font"), job("ke-hoach"), job("to-trinh"))
    assert told(error) == [("PH-02", "ke-hoach"), ("PH-02", "to-trinh")]
    assert "DejaVuSans" in str(error)
    assert "fonts-liberation2" in str(error)


def test_a_face_that_is_not_embedded_is_refused(office: Callable[..., Soffice], job: Jobs) -> None:
    assert told(refusal(office("does_not_embed"), job("ke-hoach"))) == [("PH-03", "ke-hoach")]


def test_a_pdf_left_from_before_is_never_taken_for_a_new_one(office: Callable[..., Soffice], job: Jobs) -> None:
    paper = job("bia.dang-uy")
    office("works").convert([paper], silent)
    assert paper.pdf.is_file()
    assert told(refusal(office("crashes"), paper)) == [("LO-03", "bia.dang-uy")]


@pytest.mark.parametrize(("sign", "name"), [("☐", "U+2610"), ("中", "U+4E2D"), ("😀", "U+1F600")])
@pytest.mark.parametrize("where", ["body", "header"])
def test_a_sign_the_face_cannot_print_is_refused_by_name_before_anything_runs(
    fonts: FontFamily, job: Jobs, sign: str, name: str, where: str
) -> None:
    paper = job("mau-01.noi-vu", "Đạt" + sign) if where == "body" else job("mau-01.noi-vu", header=f"Mẫu {sign}")
    converter = Soffice(Office(Path("/khong/co/soffice"), "0"), fonts, 1)
    error = refusal(converter, paper)
    converter.close()
    assert told(error) == [("PH-04", "mau-01.noi-vu")]
    assert f"“{sign}” ({name})" in str(error)


def test_vietnamese_quotes_and_dashes_are_printable(office: Callable[..., Soffice], job: Jobs) -> None:
    text = "“Đẩy mạnh” – ‘tự chuyển hoá’ ỸỶỲỴ ươ & < > \u00a0 nghĩa\u200b\u00ad"
    assert office("works").convert([job("ke-hoach", text)], silent)[0].pages == 1


def test_other_work_is_done_while_papers_are_made_and_only_as_long_as_there_is_some(
    office: Callable[..., Soffice], job: Jobs
) -> None:
    left, main = ["xét 1", "xét 2"], threading.get_ident()
    done: list[str] = []

    def meanwhile() -> bool:
        assert threading.get_ident() == main
        if not left:
            return False
        done.append(left.pop(0))
        return True

    jobs = [job(f"van-ban-{number}") for number in range(3)]
    outcomes = office("works").convert(jobs, silent, meanwhile=meanwhile)
    assert [outcome.job for outcome in outcomes] == jobs
    assert done == ["xét 1", "xét 2"]


def test_after_a_call_that_was_broken_off_the_next_one_works(office: Callable[..., Soffice], job: Jobs) -> None:
    converter = office("works")

    def broken(_: object) -> None:
        raise ConvertError.say("LO-03", "Đĩa đầy", "a", "dọn đĩa")

    with pytest.raises(ConvertError, match="Đĩa đầy"):
        converter.convert([job("a"), job("b")], silent, broken)
    assert [outcome.pages for outcome in converter.convert([job("c")], silent)] == [1]


def test_every_worker_has_a_profile_of_its_own_with_macros_off(
    office: Callable[..., Soffice], job: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tam"))
    (tmp_path / "tam").mkdir()
    office("works", workers=2).convert([job("a"), job("b")], silent)
    settings = sorted((tmp_path / "tam").glob("*/*/user/registrymodifications.xcu"))
    assert [path.parents[1].name for path in settings] == ["ho-so-0", "ho-so-1"]
    assert {path.read_text(encoding="utf-8") for path in settings} == {profile_settings()}
    assert '"DisableMacrosExecution" oor:op="fuse"><value>true</value>' in profile_settings()


def test_closing_leaves_nothing_behind(
    fonts: FontFamily, job: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tam"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    converter = Soffice(Office(FAULTS / "works.py", "0"), fonts, 2)
    converter.convert([job("a"), job("b")], silent)
    converter.close()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_every_paper_is_told_of_once_in_the_thread_that_asked(
    office: Callable[..., Soffice], job: Jobs, workers: int
) -> None:
    told: list[tuple[str, int, threading.Thread]] = []
    outcomes = office("fails_in_a_batch", workers=workers).convert(
        [job(f"p{number}") for number in range(5)],
        silent,
        lambda outcome: told.append((outcome.job.label, outcome.pages, threading.current_thread())),
    )
    assert sorted(told, key=str) == sorted(
        ((each.job.label, each.pages, threading.current_thread()) for each in outcomes), key=str
    )


def test_what_is_not_believed_is_not_told_of(office: Callable[..., Soffice], job: Jobs) -> None:
    told: list[object] = []
    with pytest.raises(ConvertError):
        office("prints_another_font").convert([job("a"), job("b")], silent, told.append)
    assert told == []


@given(sizes=st.lists(st.integers(0, 200_000), max_size=30), workers=st.integers(1, 5))
def test_batches_hold_every_paper_once_and_none_is_much_heavier_than_the_rest(sizes: list[int], workers: int) -> None:
    class Sized(type(Path())):  # type: ignore[misc]
        def stat(self, *, follow_symlinks: bool = True) -> object:
            return SimpleNamespace(st_size=int(self.name))

    jobs = [Job(Sized(str(size)), Path(str(number)), "") for number, size in enumerate(sizes)]
    batches = [[job for group in batch for job in group] for batch in balanced([(job,) for job in jobs], workers)]
    assert sorted(str(job.pdf) for batch in batches for job in batch) == sorted(str(job.pdf) for job in jobs)
    assert len(batches) == min(workers, len(jobs))
    weights = [sum(int(job.docx.name) + 20_000 for job in batch) for batch in batches]
    if batches:
        assert max(weights) - min(weights) <= max(sizes) + 20_000
        assert all(batch == sorted(batch, key=lambda job: -int(job.docx.name)) for batch in batches)


@pytest.mark.parametrize("program", ["works", "fails_in_a_batch"])
def test_progress_counts_every_paper_once(office: Callable[..., Soffice], job: Jobs, program: str) -> None:
    counts: list[int] = []
    office(program, workers=2).convert([job(f"p{number}") for number in range(5)], counts.append)
    assert sum(counts) == 5


def test_a_document_with_marks_and_spaces_in_its_path_reaches_the_office_under_a_plain_name(
    office: Callable[..., Soffice], job: Jobs
) -> None:
    paper = job("Bản kiểm điểm 'đồng chí' A")
    office("works").convert([paper], silent)
    with pikepdf.open(paper.pdf) as pdf:
        assert len(pdf.pages) == 1


def test_nobody_waits_once_the_last_batch_has_ended(monkeypatch: pytest.MonkeyPatch, job: Jobs) -> None:
    monkeypatch.setattr("vanban.convert.soffice._LOOK_S", 3600.0)
    heard: SimpleQueue[tuple[Job, int | None] | None] = SimpleQueue()
    got: list[tuple[Job, int | None]] = []
    with ThreadPoolExecutor(2) as pool:
        batches = [pool.submit(heard.put, (job(name), 1)) for name in ("mau-02.NV01", "mau-02.NV02")]
        for batch in batches:
            batch.add_done_callback(lambda _: heard.put(None))
        listener = threading.Thread(target=lambda: got.extend(_told_of(heard, batches, nothing)), daemon=True)
        listener.start()
        listener.join(60)
    assert not listener.is_alive()
    assert sorted(one.label for one, _ in got) == ["mau-02.NV01", "mau-02.NV02"]
