"""A whole season carried over: the texts of its files, and what is told to the clerk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from vanban.errors import DataError
from vanban.intake.carry.notes import Kept, Note, Target
from vanban.intake.carry.nouns import collective, expelled, person
from vanban.intake.carry.period import period
from vanban.intake.carry.report import REPORT_FILE, Summary, report
from vanban.intake.facts import Facts
from vanban.intake.yaml_store import new_file
from vanban.legal import Library
from vanban.model.period import SEASON_YEARS
from vanban.model.profile import LegalProfile


@dataclass(frozen=True, slots=True)
class Carried:
    """Kỳ đã mang sang: file texts by path within the season, and the summary."""

    texts: Mapping[str, str]
    summary: Summary


def carried(facts: Facts, profile: LegalProfile, library: Library, year: int | None = None) -> Carried:
    """The next season's files from the facts of the last one, `year` being the one after it when none is given.

    Raises:
        DataError: the last season does not say its year, or the year asked for is not later or no season's.
    """
    before = _year(facts)
    target = Target(before, before + 1 if year is None else year, profile, library)
    if target.year <= before:
        message = f"Kỳ mới là năm {target.year}, không sau kỳ trước (năm {before})"
        raise DataError.say("LK-02", message, "--nam", "ghi năm sau năm của kỳ trước")
    if target.year not in SEASON_YEARS:
        message = f"Kỳ mới là năm {target.year}, quá năm {SEASON_YEARS[-1]}"
        raise DataError.say("LK-02", message, "--nam", "ghi lại năm của kỳ mới")
    gone = [noun for noun in facts.of("ca-nhan") if expelled(noun)]
    stay = [noun for noun in facts.of("ca-nhan") if noun not in gone]
    people = tuple(person(noun, target) for noun in stay)
    codes = {noun.code for noun in stay}
    units = tuple(collective(noun, target, codes) for noun in facts.of("tap-the"))
    tree, notes = period(facts.nouns[("ky", "")], target, codes)
    notes += [Note(noun.file, noun.name, "bị khai trừ trong kỳ trước: không mang sang") for noun in gone]
    summary = Summary(facts.folder.name, facts.profile, target, units, people, tuple(notes))
    texts = {kept.file: new_file(kept.tree) for kept in (*units, *people)}
    return Carried({"ky.yaml": new_file(tree), **texts, REPORT_FILE: report(summary)}, summary)


def _year(facts: Facts) -> int:
    try:
        year = int(str(facts.period.get("nam", "")))
    except ValueError:
        raise DataError.say("LK-01", "Kỳ trước chưa ghi năm", "ky.yaml", "ghi mục nam") from None
    if year not in SEASON_YEARS:
        remedy = f"sửa mục nam: từ {SEASON_YEARS[0]} đến {SEASON_YEARS[-1]}"
        raise DataError.say("LK-01", f"Kỳ trước ghi năm {year}", "ky.yaml", remedy)
    return year


__all__ = ["Carried", "Kept", "Target", "carried"]
