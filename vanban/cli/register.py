"""`so-van-ban`: the register of outgoing numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click

from vanban.build import planned_papers, stated_numbers
from vanban.cli.telling import tell
from vanban.errors import Problem, RegisterError, UsageError
from vanban.intake import Season, load_season
from vanban.model.document import DocumentNumber, Series
from vanban.model.packet import Planned
from vanban.register import ISSUED, VOID, CsvRow, Entry, Register, Wanted, oddities, read_csv
from vanban.settings import settings_for
from vanban.viet import full_date


@dataclass(frozen=True, slots=True)
class Desk:
    """Bàn văn thư: the season and the office's register."""

    season: Season
    register: Register

    def numbered(self, packets: Sequence[str] = ()) -> dict[str, Planned]:
        """The papers that take a number, by key."""
        papers = planned_papers(self.season, packets)
        return {key: paper for key, paper in papers.items() if paper.series is not None}

    def stated_number(self, paper: Planned) -> DocumentNumber | None:
        """The number the facts themselves give a paper: only the plan has one."""
        return stated_numbers(self.season).get(paper.key)

    def wanted(self, paper: Planned) -> Wanted:
        """What the register writes down of a paper."""
        assert paper.series is not None
        day = paper.heading.promulgation_date or self.season.review.period.plan.promulgation_date
        return Wanted(paper.series, paper.notation, self.season.review.code, paper.key, day, paper.heading.subject)


@click.group(name="so-van-ban", invoke_without_command=True)
@click.argument("ky", type=click.Path(path_type=Path))
@click.pass_context
def register(context: click.Context, ky: Path) -> None:
    """Sổ văn bản đi của cơ quan: số chỉ cấp khi giữ hoặc phát hành, cấp rồi không dùng lại."""
    settings = settings_for(ky)
    season = load_season(settings.season, settings.root)
    context.obj = Desk(season, Register(settings.register))
    if context.invoked_subcommand is None:
        context.invoke(show)


@register.command(name="xem")
@click.pass_obj
def show(desk: Desk) -> None:
    """Xem sổ: số, ngày, trạng thái của mọi văn bản."""
    entries = desk.register.entries()
    for entry in entries:
        click.echo(_line(entry))
    waiting = [key for key in desk.numbered() if key not in desk.register.numbers(desk.season.review.code)]
    click.echo(f"{len(entries)} số đã cấp; {len(waiting)} văn bản của kỳ chưa có số{': ' if waiting else '.'}")
    for key in waiting:
        click.echo(f"  {key}")


def _line(entry: Entry) -> str:
    where = f"{entry.season}/{entry.key}"
    return f"{entry.number!s:<14} {full_date(entry.day)}  {entry.state:<10} {entry.series.issuer:<12} {where}"


@register.command(name="giu")
@click.argument("khoa", required=False)
@click.option("--het", "every", is_flag=True, help="Giữ số cho mọi văn bản của hồ sơ KHOA, hoặc của cả kỳ.")
@click.option("--ho-so", "packets", multiple=True, metavar="MA", help="Với --het: chỉ hồ sơ này.")
@click.pass_obj
def hold(desk: Desk, khoa: str | None, every: bool, packets: tuple[str, ...]) -> None:
    """Giữ số cho văn bản KHOA (hoặc mọi văn bản với --het)."""
    if not every and khoa is None:
        raise UsageError.say("SO-40", "Chưa nói giữ số cho văn bản nào", "giu", "ghi khoá văn bản, hoặc dùng --het")
    chosen = [*packets, khoa] if every and khoa else list(packets)
    papers = desk.numbered(chosen)
    if not every:
        papers = {str(khoa): _paper(papers, str(khoa))}
    ordered = sorted(papers.values(), key=lambda paper: paper.heading.promulgation_date or date.max)
    for paper in ordered:
        number = _hold(desk, paper)
        click.echo(f"{number!s:<14} {paper.key}")
        if number.number == 1:
            click.echo("    số đầu của dãy: nếu đã cấp số ngoài chương trình, huỷ số này và nhập các số cũ", err=True)


def _hold(desk: Desk, paper: Planned) -> DocumentNumber:
    """The paper's number; the plan, whose number is a fact, is entered with the number it has."""
    stated = desk.stated_number(paper)
    if stated is not None:
        desk.register.enter([(desk.wanted(paper), stated)], date.today())
        return stated
    return desk.register.reserve(desk.wanted(paper), date.today())


def _paper(papers: Mapping[str, Planned], key: str) -> Planned:
    if key in papers:
        return papers[key]
    remedy = f"các khoá có số: {', '.join(papers)}"
    raise UsageError.say("SO-41", f"Không có văn bản mang số với khoá “{key}”", "so-van-ban", remedy)


@register.command(name="phat-hanh")
@click.argument("khoa")
@click.pass_obj
def issue(desk: Desk, khoa: str) -> None:
    """Ghi nhận văn bản KHOA đã phát hành; chưa có số thì cấp số."""
    _hold(desk, _paper(desk.numbered(), khoa))
    entry = desk.register.mark(desk.season.review.code, khoa, ISSUED, date.today())
    click.echo(f"Đã phát hành {entry.number} ({khoa}).")


@register.command(name="huy")
@click.argument("khoa")
@click.option("--ly-do", "reason", required=True, metavar="CHU", help="Lý do huỷ số.")
@click.pass_obj
def void(desk: Desk, khoa: str, reason: str) -> None:
    """Huỷ số của văn bản KHOA; số đã huỷ không cấp lại."""
    entry = desk.register.mark(desk.season.review.code, khoa, VOID, date.today(), reason)
    click.echo(f"Đã huỷ số {entry.number} ({khoa}): {reason}")


@register.command(name="nhap")
@click.argument("tep", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def enter(desk: Desk, tep: Path) -> None:
    """Nhập các số đã cấp ngoài chương trình từ tệp CSV (cột khoa, so_ky_hieu, ...)."""
    papers = desk.numbered()
    rows: list[tuple[Wanted, DocumentNumber]] = []
    problems: list[Problem] = []
    for row in read_csv(tep):
        wanted, problem = _wanted(desk, papers, row, tep.name)
        if wanted is not None:
            rows.append((wanted, row.number))
        if problem is not None:
            problems.append(problem)
    if problems:
        raise RegisterError(*problems)
    added = desk.register.enter(rows, date.today())
    click.echo(f"Đã nhập {added} số mới, {len(rows) - added} số đã có trong sổ.")


def _wanted(desk: Desk, papers: Mapping[str, Planned], row: CsvRow, file: str) -> tuple[Wanted | None, Problem | None]:
    """What the register writes for a CSV row: a paper of the season, or one it does not know."""
    place = f"{file}:{row.line}"
    ours = row.season in {"", desk.season.review.code}
    paper = papers.get(row.key) if ours else None
    if paper is not None:
        if paper.notation != row.number.notation:
            message = f"Ký hiệu {row.number.notation} không phải của văn bản “{row.key}”"
            return None, Problem("SO-23", message, place, f"ký hiệu đúng: {paper.notation}")
        return desk.wanted(paper), None
    if not (row.issuer and row.day and row.subject):
        remedy = "ghi đúng khoá, hoặc ghi thêm co_quan, ngay, trich_yeu cho văn bản ngoài kỳ"
        return None, Problem("SO-24", f"Kỳ không có văn bản mang khoá “{row.key}”", place, remedy)
    kind = row.number.notation.partition("-" if row.number.of_state else "/")[0]
    scope = str(row.day.year) if row.number.of_state else desk.season.review.period.term.name
    series = Series(row.issuer, kind, scope)
    key = row.key or f"ngoai-ky.{row.number}"
    season = row.season or desk.season.review.code
    return Wanted(series, row.number.notation, season, key, row.day, row.subject), None


@register.command(name="kiem")
@click.pass_obj
def verify(desk: Desk) -> None:
    """Kiểm sổ: số bị nhảy, ngày đi lùi."""
    problems = oddities(desk.register.entries())
    tell(problems, to_error_stream=False)
    click.echo(f"{len(desk.register.entries())} số; {len(problems)} điều cần xem lại.")
