"""`kiem-the-thuc`: any Word file or PDF against the rules of form."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from vanban import __version__
from vanban.cli.telling import as_json, summary, tell_grouped
from vanban.errors import DataError, FormFindingsError, Problem, UsageError
from vanban.legal import read_library
from vanban.settings import library_files, library_root, shipped_profiles
from vanban.the_thuc.classes import class_codes
from vanban.the_thuc.document import Document, Known
from vanban.the_thuc.examine import KINDS, WORD_SUFFIXES, Source, examine, source_of, unknown_day
from vanban.the_thuc.judge import Verdict, judge
from vanban.the_thuc.rule import PROFILE_NAMES
from vanban.the_thuc.softening import Softened, Softening, config_for, read_softenings, soften, unused_problems

_CLEAN: Final = "không thấy lỗi thể thức."


@dataclass(frozen=True, slots=True)
class _Wishes:
    """The options of the command."""

    loai: str
    as_data: bool
    as_sarif: bool
    word: Path | None
    sua: Path | None
    cau_hinh: Path | None
    tell_unjudged: bool


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file that was judged."""

    path: Path
    source: Source
    document: Document
    outcome: Softened
    softenings: tuple[Softening, ...]

    @property
    def problems(self) -> list[Problem]:
        return [item.problem for item in self.outcome.verdict.found] + unused_problems(self.outcome.unused)


@click.command(name="kiem-the-thuc")
@click.argument("tep", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--loai", type=click.Choice(list(KINDS)), default="tu-dong", help="Thể thức để xét; mặc định tự nhận.")
@click.option("--json", "as_data", is_flag=True, help="In kết quả dạng JSON.")
@click.option("--sarif", "as_sarif", is_flag=True, help="In kết quả dạng SARIF 2.1.0.")
@click.option(
    "--word", type=click.Path(path_type=Path), metavar="RA.docx", help="Ghi bản sao có lời nhận xét từng chỗ."
)
@click.option(
    "--sua", type=click.Path(path_type=Path), metavar="RA.docx", help="Ghi bản sao đã sửa lỗi trình bày chắc chắn."
)
@click.option("--cau-hinh", type=click.Path(path_type=Path), metavar="TEP.toml", help="Tệp cấu hình nới quy tắc.")
@click.option("--ca-khong-xet", "tell_unjudged", is_flag=True, help="Nêu cả quy tắc không xét được và vì sao.")
def lint(tep: tuple[Path, ...], **words: Any) -> int:
    """Kiểm tra thể thức các tệp TEP (.docx hoặc .pdf); mã thoát 9 nếu có lỗi thể thức."""
    wishes = _Wishes(**words)
    _refuse_mixtures(tep, wishes)
    checked, unread = _check_all(tep, wishes)
    problems = [problem for item in checked for problem in item.problems]
    _tell(checked, unread, wishes)
    for item in checked if wishes.word or wishes.sua else ():
        _write_copies(item, wishes)
    if unread:
        return DataError.exit_code
    return FormFindingsError.exit_code if any(p.severity == "loi" for p in problems) else 0


def _tell(checked: Sequence[_Checked], unread: Sequence[Problem], wishes: _Wishes) -> None:
    """The result in the shape that was asked for."""
    if wishes.as_data:
        problems = [problem for item in checked for problem in item.problems]
        click.echo(as_json([*unread, *problems], sum(len(c.outcome.verdict.unjudged) for c in checked)))
        return
    if wishes.as_sarif:
        from vanban.the_thuc.sarif import sarif

        click.echo(sarif([found for item in checked for found in item.outcome.verdict.found], __version__))
    else:
        for item in checked:
            _tell_one(item, wishes.tell_unjudged)
    tell_grouped(unread, to_error_stream=True)


def _refuse_mixtures(paths: Sequence[Path], wishes: _Wishes) -> None:
    if wishes.as_data and wishes.as_sarif:
        raise UsageError.say("TT-10", "Chọn một trong hai: --json hoặc --sarif", "", "bỏ bớt một tuỳ chọn")
    copies = [path for path in (wishes.word, wishes.sua) if path]
    if copies and (len(paths) != 1 or paths[0].suffix.lower() not in WORD_SUFFIXES):
        remedy = "gọi lệnh cho từng tệp .docx một"
        raise UsageError.say("TT-11", "--word và --sua chỉ dùng với đúng một tệp Word", "", remedy)
    for copy in copies:
        if _same(copy, paths[0]) or copy.suffix.lower() != ".docx":
            remedy = "đặt tên khác, đuôi .docx; bản gốc không bao giờ bị ghi đè"
            raise UsageError.say("TT-12", "Không ghi được bản sao vào tệp này", str(copy), remedy)
    if len(copies) > 1 and _same(*copies):
        raise UsageError.say("TT-12", "--word và --sua ghi vào cùng một tệp", str(copies[0]), "đặt hai tên khác nhau")


def _same(one: Path, other: Path) -> bool:
    """Whether both names lead to one file, through whatever links."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return os.path.realpath(one) == os.path.realpath(other)


def _check_all(paths: Sequence[Path], wishes: _Wishes) -> tuple[list[_Checked], list[Problem]]:
    """The files judged, and why the others could not be."""
    checked: list[_Checked] = []
    unread: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            checked.append(_check(path, wishes))
        except DataError as error:
            unread += error.problems
    return list(_with_idle(checked)), unread


def _with_idle(checked: Sequence[_Checked]) -> Iterator[_Checked]:
    """Softenings that soften nothing in any of the files, each left to the first file that it speaks of."""
    told = {s for item in checked for s in item.softenings if s not in item.outcome.unused}
    for item in checked:
        idle = tuple(s for s in item.outcome.unused if s not in told and s.speaks_of(str(item.path)))
        told.update(idle)
        yield replace(item, outcome=replace(item.outcome, unused=idle))


def _check(path: Path, wishes: _Wishes) -> _Checked:
    source = source_of(path)
    chosen = wishes.cau_hinh or config_for(path)
    softenings = read_softenings(chosen) if chosen else ()
    library = read_library(library_files(library_root(path)))
    document = examine(source, KINDS[wishes.loai], known=Known(checked_on=date.today(), library=library))
    codes = class_codes(_regime()).get(document.form_class)
    return _Checked(path, source, document, soften(judge(document, codes), softenings), softenings)


def _regime() -> Path:
    """The newest regime that comes with the program: its classes of forms judge a stranger's file."""
    return max(path.parent for path in shipped_profiles().glob("*/che-do.toml"))


def _tell_one(item: _Checked, tell_unjudged: bool) -> None:
    problems, verdict = item.problems, item.outcome.verdict
    click.echo(f"{click.style(str(item.path), bold=True)}: {summary(problems) if problems else _CLEAN}")
    click.echo(f"  xét theo: {_judged_as(item.document)}; {_counted(verdict)}")
    tell_grouped(problems, to_error_stream=False)
    for found, softening in item.outcome.aside:
        click.echo(f"ĐÃ NỚI {found.rule.code} ({found.finding.place.label}): {softening.reason}")
    for unjudged in verdict.unjudged if tell_unjudged else ():
        click.echo(f"KHÔNG XÉT {unjudged.rule.code}: {unjudged.reason}")


def _judged_as(document: Document) -> str:
    doubt = (
        " (văn bản không ghi ngày: xét theo hôm nay; đổi bằng --loai)" if unknown_day(document, date.today()) else ""
    )
    return PROFILE_NAMES[document.profile] + doubt


def _counted(verdict: Verdict) -> str:
    return f"{len(verdict.judged)} quy tắc đã xét, {len(verdict.unjudged)} không xét được"


def _write_copies(item: _Checked, wishes: _Wishes) -> None:
    """The copy with comments and the repaired copy, as asked."""
    if item.source.docx is None:
        return
    # What changes Word files is a seventh of the time before the first word; who asks for no copy need not wait for it.
    from vanban.the_thuc.annotate import annotate
    from vanban.the_thuc.repair import repair

    quiet = wishes.as_data or wishes.as_sarif
    if wishes.word is not None:
        _save(wishes.word, annotate(item.source.docx, item.outcome.verdict.found, str(item.path)))
        _say(f"Đã ghi bản có lời nhận xét: {wishes.word}", quiet)
    if wishes.sua is not None:
        repaired = repair(item.source.docx, item.document, item.outcome.verdict.found)
        _save(wishes.sua, repaired.docx)
        for line in repaired.done:
            _say(f"  đã sửa: {line}", quiet)
        _say(f"Đã ghi bản sửa: {wishes.sua} ({len(repaired.done)} chỗ sửa)", quiet)


def _say(text: str, quiet: bool) -> None:
    click.echo(text, err=quiet)


def _save(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise DataError.say("TT-13", f"Không ghi được tệp ({error.strerror})", str(path), "chọn chỗ khác") from error
