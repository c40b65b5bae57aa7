"""`kiem-du-lieu`: every problem in the facts, at once."""

from __future__ import annotations

from pathlib import Path

import click

from vanban.build import SeasonJudgement, counted, judge_season
from vanban.cli.telling import as_json, summary, tell, tell_grouped
from vanban.errors import DataError, Problem
from vanban.intake import Season, load_season
from vanban.intake.word.receipts import open_complaints
from vanban.settings import settings_for
from vanban.viet import full_date


@click.command(name="kiem-du-lieu")
@click.argument("ky", type=click.Path(path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="In kết quả dạng JSON.")
def check(ky: Path, as_data: bool) -> int:
    """Kiểm tra dữ kiện của kỳ KY, báo mọi lỗi một lần kèm tệp và dòng."""
    season, judgement, problems = _read(ky)
    returned = _returned(ky)
    if as_data:
        click.echo(as_json((*problems, *returned)))
    else:
        if returned:
            click.echo(click.style(f"Phiếu đã nhận nhưng chưa nhập được: {counted(returned)}", bold=True))
            tell_grouped(returned, to_error_stream=False)
        if judgement is None:
            tell(problems, to_error_stream=False)
        else:
            _tell_by_packet(judgement)
        click.echo(_closing(season, problems))
    failed = any(problem.severity == "loi" for problem in (*problems, *returned))
    return DataError.exit_code if failed else 0


def _returned(ky: Path) -> tuple[Problem, ...]:
    """What is still wrong with the Word forms that came back."""
    try:
        return open_complaints(settings_for(ky).season)
    except DataError:
        return ()


def _read(ky: Path) -> tuple[Season | None, SeasonJudgement | None, tuple[Problem, ...]]:
    try:
        settings = settings_for(ky)
        season = load_season(settings.season, settings.root)
    except DataError as error:
        return None, None, error.problems
    judgement = judge_season(season)
    return season, judgement, judgement.problems


def _tell_by_packet(judgement: SeasonJudgement) -> None:
    """The problems under the packets they are about, what was waived, and how many each packet has."""
    for packets, problems in judgement.groups():
        title = f"Hồ sơ {', '.join(packets)}" if packets else "Cả kỳ"
        click.echo(click.style(f"{title}: {counted(problems)}", bold=True))
        tell(problems, to_error_stream=False)
    for item in judgement.waived:
        waiver = item.waiver
        click.echo(f"ĐÃ MIỄN {waiver.rule} cho {waiver.about}: {item.problem.message}")
        click.echo(f"    lý do: {waiver.reason}; người quyết định: {waiver.decided_by}, ngày {full_date(waiver.day)}")
    for packet in dict.fromkeys(packet for packets, _ in judgement.groups() for packet in packets):
        click.echo(f"  {packet}: {counted(judgement.of(packet))}")


def _closing(season: Season | None, problems: tuple[Problem, ...]) -> str:
    if season is None:
        return summary(problems)
    review = season.review
    counts = f"{len(review.collectives)} tập thể, {len(review.individuals)} cá nhân, {len(review.meetings)} cuộc họp"
    verdict = summary(problems) if problems else "không có lỗi."
    return f"Kỳ {review.code}: {counts}; {verdict}"
