"""Soạn dữ liệu mẫu: facts of invented offices composed from the banks of `bench/ngan-hang`.

`python bench/soan.py data/son-duong-2021` writes the composed files of the sample season again, byte for byte;
`season(folder, individuals, seed)` makes a season as big as wanted: the hand-written files of the sample, then
invented offices.
"""

from __future__ import annotations

import csv
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import papers_collective
import papers_meeting
import papers_person
import roster
import yaml
from bank import Dealer, Numbers, Voices, bank
from papers_collective import Body, Sitter
from papers_meeting import Sitting
from papers_person import Desk, Subject
from roster import Office
from yaml_out import MARK, write

SAMPLE = Path(__file__).parents[1] / "data" / "son-duong-2021"
SEED = 2021
Data = dict[str, Any]


@dataclass(frozen=True)
class File:
    """Tệp được soạn: where it goes and what it says."""

    path: str
    data: Data


def season(folder: Path, individuals: int, seed: int) -> None:
    """Write a season of so many individuals: the hand-written part of the sample, then invented offices.

    Raises:
        ValueError: the sample's hand-written part alone has more individuals.
    """
    by_hand = [path for path in sorted(SAMPLE.rglob("*")) if path.is_file() and not is_composed(path)]
    own = sum(path.parent.name == "ca-nhan" for path in by_hand)
    if individuals < own:
        raise ValueError(f"{individuals} < {own}")
    for path in by_hand:
        target = folder / path.relative_to(SAMPLE)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    offices = list(roster.invented(individuals - own, seed))
    for file in (*composed(offices, seed), *_more_leaders(_desk(seed))):
        write(folder / file.path, file.data)
    _vote_on_all(folder, offices)
    _number_all(folder, offices)


def sample(folder: Path, seed: int = SEED) -> None:
    """Write the composed files of the sample season."""
    desk = _desk(seed)
    offices = roster.sample(seed)
    for file in (*composed(offices, seed, desk), *_more_leaders(desk)):
        write(folder / file.path, file.data)


def is_composed(path: Path) -> bool:
    """Whether a file was written by this program."""
    if path.suffix != ".yaml":
        return False
    with path.open(encoding="utf-8") as stream:
        return stream.readline().rstrip("\n") == MARK


def composed(offices: Iterable[Office], seed: int, desk: Desk | None = None) -> Iterator[File]:
    """The files of some offices."""
    at = desk or _desk(seed)
    for office in offices:
        yield from _of_office(at, office)


def _desk(seed: int) -> Desk:
    return Desk(seed, Dealer(seed), Voices(seed))


def _of_office(desk: Desk, office: Office) -> Iterator[File]:
    sitters: list[Sitter] = []
    for person in office.people:
        subject = Subject(desk, office, person)
        yield File(f"ca-nhan/{person.code.lower()}.yaml", papers_person.compose(subject))
        words = papers_person.short_forms(subject) if person.reviewed else {}
        sitters.append(papers_collective.sitter(subject, words))
    branch = Body(office, False, tuple(sitters), desk.dealer, desk.seed)
    called = tuple(each for each in sitters if each.case != "mien-cong-tac")
    away = tuple(each for each in called if each.case == "nghi-dai")
    leaders = tuple(sitters[: len(office.leaders)])
    helpers = tuple(each for each in sitters[len(leaders) :] if each.case == "")[:2]
    leading = Body(office, True, leaders, desk.dealer, desk.seed)
    yield from _of_body(branch, Sitting(branch, called, away))
    yield from _of_body(leading, Sitting(leading, (*leaders, *helpers)))


def _of_body(body: Body, sitting: Sitting) -> Iterator[File]:
    yield File(f"tap-the/{body.code}.yaml", papers_collective.compose(body))
    yield File(f"cuoc-hop/{body.code}.yaml", papers_meeting.compose(sitting))


def _more_leaders(desk: Desk) -> Iterator[File]:
    """The leading collectives of the two hand-written offices that had none."""
    for code, facts in bank("nhan-su")["lanh_dao_them"].items():
        office = Office(code, code, facts, (), Numbers(Random(f"{desk.seed}/{code}/numbers")))
        leaders = tuple(_leader(each, facts, i) for i, each in enumerate(facts["lanh_dao"]))
        helpers = tuple(Sitter(each["ma"], each["ho_ten"], "Chuyên viên", "htt", {}) for each in facts["du"])
        body = Body(office, True, leaders, desk.dealer, desk.seed)
        yield from _of_body(body, Sitting(body, (*leaders, *helpers)))


def _leader(each: Mapping[str, str], facts: Mapping[str, Any], place: int) -> Sitter:
    words = {key: each[key] for key in ("linh_vuc", "hc_1", "hc_2", "nhac", "nhac_2")}
    post = str(facts["pho" if place else "truong"])
    return Sitter(each["ma"], each["ho_ten"], post, each["muc"], words, summary=each["tom_tat"])


def _vote_on_all(folder: Path, offices: Iterable[Office]) -> None:
    """The Party committee votes on the new leading collectives and heads too."""
    path = folder / "cuoc-hop" / "dang-uy.yaml"
    meeting = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    rows = [row for row in meeting["kiem_phieu"]["ket_qua"] if _exists(folder, row["ve"])]
    meeting["kiem_diem"] = [each for each in meeting["kiem_diem"] if _exists(folder, each["ve"])]
    cast = int(meeting["kiem_phieu"]["hop_le"])
    every = list(offices)
    collectives = [_row(f"ld-{office.code}", str(office.facts["muc"]), cast) for office in every]
    heads = [_row(office.people[0].code, office.people[0].level, cast) for office in every]
    people = [row for row in rows if row["ve"].isupper() or row["ve"][:2].isupper()]
    first = [row for row in rows if row not in people]
    meeting["kiem_phieu"]["ket_qua"] = [*first, *collectives, *people[:-1], *heads, people[-1]]
    write(path, meeting, "")


def _exists(folder: Path, code: str) -> bool:
    names = (f"tap-the/{code}.yaml", f"ca-nhan/{code.lower()}.yaml")
    return any((folder / name).is_file() for name in names)


def _row(code: str, level: str, cast: int) -> Data:
    return {"ve": code, "phieu": {each: str(cast if each == level else 0) for each in papers_meeting.LEVELS}}


def _number_all(folder: Path, offices: Iterable[Office]) -> None:
    """Numbers for the minutes of the new offices, after those given already."""
    path = folder / "so-van-ban.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.reader(stream) if "." not in row[0] or _known(folder, row[0])]
    rows += [row for office in offices for row in numbered(office)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _known(folder: Path, key: str) -> bool:
    return (folder / "cuoc-hop" / f"{key.partition('.')[2]}.yaml").is_file()


def numbered(office: Office) -> Iterator[list[str]]:
    """The rows of the register for the minutes of an office: leaders first, then the branch."""
    number = 1 + sum(map(ord, office.code)) % 6
    for code in (f"ld-{office.code}", office.code):
        for paper in ("bien-ban-hoi-nghi", "bien-ban-kiem-phieu"):
            yield [f"{paper}.{code}", f"{number:02d}-BB/CB"]
            number += 1


if __name__ == "__main__":
    sample(Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLE)
