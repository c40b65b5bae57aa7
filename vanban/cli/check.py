"""`kiem-du-lieu`: every problem in the facts, at once."""

from __future__ import annotations

from pathlib import Path

import click

from vanban.build import check_season
from vanban.cli.telling import as_json, summary, tell
from vanban.errors import DataError, Problem
from vanban.intake import Season, load_season
from vanban.settings import settings_for


@click.command(name="kiem-du-lieu")
@click.argument("ky", type=click.Path(path_type=Path))
@click.option("--json", "as_data", is_flag=True, help="In kết quả dạng JSON.")
def check(ky: Path, as_data: bool) -> int:
    """Kiểm tra dữ kiện của kỳ KY, báo mọi lỗi một lần kèm tệp và dòng."""
    season, problems = _read(ky)
    if as_data:
        click.echo(as_json(problems))
    else:
        tell(problems, to_error_stream=False)
        click.echo(_closing(season, problems))
    failed = any(problem.severity == "loi" for problem in problems)
    return DataError.exit_code if failed else 0


def _read(ky: Path) -> tuple[Season | None, tuple[Problem, ...]]:
    try:
        settings = settings_for(ky)
        season = load_season(settings.season, settings.root)
    except DataError as error:
        return None, error.problems
    return season, check_season(season)


def _closing(season: Season | None, problems: tuple[Problem, ...]) -> str:
    if season is None:
        return summary(problems)
    review = season.review
    counts = f"{len(review.collectives)} tập thể, {len(review.individuals)} cá nhân, {len(review.meetings)} cuộc họp"
    verdict = summary(problems) if problems else "không có lỗi."
    return f"Kỳ {review.code}: {counts}; {verdict}"
