"""`kiem-the-thuc`: any Word file or PDF against the rules of form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import click

from vanban import __version__
from vanban.cli.telling import as_json, summary, tell_grouped
from vanban.errors import DataError, FormFindingsError, Problem, UsageError
from vanban.settings import shipped_profiles
from vanban.the_thuc.annotate import annotate
from vanban.the_thuc.classes import class_codes
from vanban.the_thuc.document import Document, Known
from vanban.the_thuc.examine import KINDS, WORD_SUFFIXES, Source, examine, source_of, unknown_day
from vanban.the_thuc.judge import Verdict, judge
from vanban.the_thuc.repair import repair
from vanban.the_thuc.sarif import sarif
from vanban.the_thuc.softening import Softened, config_for, read_softenings, soften, unused_problems

_PROFILES: Final = {
    "P18": "văn bản của Đảng, Hướng dẫn 36-HD/VPTW (2018)",
    "P26": "văn bản của Đảng, Hướng dẫn 05-HD/VPTW (2026)",
    "S": "văn bản hành chính nhà nước, Nghị định 30/2020/NĐ-CP",
}


@dataclass(frozen=True, slots=True)
class _Checked:
    """A file that was judged."""

    path: Path
    source: Source
    document: Document
    outcome: Softened

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
def lint(
    tep: tuple[Path, ...],
    loai: str,
    as_data: bool,
    as_sarif: bool,
    word: Path | None,
    sua: Path | None,
    cau_hinh: Path | None,
    tell_unjudged: bool,
) -> int:
    """Kiểm tra thể thức các tệp TEP (.docx hoặc .pdf); mã thoát 9 nếu có lỗi thể thức."""
    _refuse_mixtures(tep, as_data and as_sarif, [path for path in (word, sua) if path])
    checked, unread = _check_all(tep, loai, cau_hinh)
    problems = [problem for item in checked for problem in item.problems]
    if as_data:
        click.echo(as_json([*unread, *problems], sum(len(c.outcome.verdict.unjudged) for c in checked)))
    elif as_sarif:
        click.echo(sarif([found for item in checked for found in item.outcome.verdict.found], __version__))
        tell_grouped(unread, to_error_stream=True)
    else:
        _tell(checked, unread, tell_unjudged)
    for item in checked:
        _write_copies(item, word, sua, quiet=as_data or as_sarif)
    if unread:
        return DataError.exit_code
    return FormFindingsError.exit_code if any(p.severity == "loi" for p in problems) else 0


def _refuse_mixtures(paths: Sequence[Path], two_shapes: bool, copies: Sequence[Path]) -> None:
    if two_shapes:
        raise UsageError.say("TT-10", "Chọn một trong hai: --json hoặc --sarif", "", "bỏ bớt một tuỳ chọn")
    if copies and (len(paths) != 1 or paths[0].suffix.lower() not in WORD_SUFFIXES):
        remedy = "gọi lệnh cho từng tệp .docx một"
        raise UsageError.say("TT-11", "--word và --sua chỉ dùng với đúng một tệp Word", "", remedy)
    for copy in copies:
        if copy.resolve() == paths[0].resolve() or copy.suffix.lower() != ".docx":
            remedy = "đặt tên khác, đuôi .docx; bản gốc không bao giờ bị ghi đè"
            raise UsageError.say("TT-12", "Không ghi được bản sao vào tệp này", str(copy), remedy)
    if len({copy.resolve() for copy in copies}) != len(copies):
        raise UsageError.say("TT-12", "--word và --sua ghi vào cùng một tệp", str(copies[0]), "đặt hai tên khác nhau")


def _check_all(paths: Sequence[Path], kind: str, config: Path | None) -> tuple[list[_Checked], list[Problem]]:
    """The files judged, and why the others could not be."""
    checked: list[_Checked] = []
    unread: list[Problem] = []
    for path in dict.fromkeys(paths):
        try:
            checked.append(_check(path, kind, config))
        except DataError as error:
            unread += error.problems
    return checked, unread


def _check(path: Path, kind: str, config: Path | None) -> _Checked:
    source = source_of(path)
    chosen = config or config_for(path)
    softenings = read_softenings(chosen) if chosen else ()
    document = examine(source, KINDS[kind], known=Known(checked_on=date.today()))
    codes = class_codes(_regime()).get(document.form_class)
    return _Checked(path, source, document, soften(judge(document, codes), softenings))


def _regime() -> Path:
    """The newest regime that comes with the program: its classes of forms judge a stranger's file."""
    return max(path.parent for path in shipped_profiles().glob("*/che-do.toml"))


def _tell(checked: Sequence[_Checked], unread: Sequence[Problem], tell_unjudged: bool) -> None:
    for item in checked:
        problems, verdict = item.problems, item.outcome.verdict
        verdict_words = summary(problems) if problems else "không thấy lỗi thể thức."
        click.echo(f"{click.style(str(item.path), bold=True)}: {verdict_words}")
        click.echo(f"  xét theo: {_judged_as(item.document)}; {_counted(verdict)}")
        tell_grouped(problems, to_error_stream=False)
        for found, softening in item.outcome.aside:
            click.echo(f"ĐÃ NỚI {found.rule.code} ({found.finding.place.label}): {softening.reason}")
        if tell_unjudged:
            for unjudged in verdict.unjudged:
                click.echo(f"KHÔNG XÉT {unjudged.rule.code}: {unjudged.reason}")
    tell_grouped(unread, to_error_stream=True)


def _judged_as(document: Document) -> str:
    doubt = (
        " (văn bản không ghi ngày: xét theo hôm nay; đổi bằng --loai)" if unknown_day(document, date.today()) else ""
    )
    return _PROFILES[document.profile] + doubt


def _counted(verdict: Verdict) -> str:
    return f"{len(verdict.judged)} quy tắc đã xét, {len(verdict.unjudged)} không xét được"


def _write_copies(item: _Checked, word: Path | None, sua: Path | None, quiet: bool) -> None:
    """The copy with comments and the repaired copy, as asked."""
    if item.source.docx is None:
        return
    if word is not None:
        _save(word, annotate(item.source.docx, item.outcome.verdict.found))
        _say(f"Đã ghi bản có lời nhận xét: {word}", quiet)
    if sua is not None:
        repaired = repair(item.source.docx, item.document)
        _save(sua, repaired.docx)
        for line in repaired.done:
            _say(f"  đã sửa: {line}", quiet)
        _say(f"Đã ghi bản sửa: {sua} ({len(repaired.done)} chỗ sửa)", quiet)


def _say(text: str, quiet: bool) -> None:
    click.echo(text, err=quiet)


def _save(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise DataError.say("TT-13", f"Không ghi được tệp ({error.strerror})", str(path), "chọn chỗ khác") from error
