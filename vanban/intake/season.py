"""A season's folder becomes a Review; every problem of every file is told in one run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from vanban.errors import DataError, Problem, ProfileError
from vanban.intake.consistency import Sources, inconsistencies, unreviewed
from vanban.intake.spill import Spill
from vanban.intake.validate import Origin, to_fact
from vanban.intake.yaml_file import Known, Reread, Source, read_kept, read_yaml
from vanban.legal import read_library
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.period import Period
from vanban.model.profile import LegalProfile
from vanban.model.review import Review
from vanban.model.waiver import Waiver, Waivers
from vanban.settings import SEASON_FILE, find_profile, library_files
from vanban.store import Shelf

Coded = TypeVar("Coded", Collective, Individual, Meeting)
FOLDERS: Final = ("tap-the", "ca-nhan", "cuoc-hop")
_KNOWN_FOLDERS: Final = frozenset({*FOLDERS, "ho-so", "sua-tay", "nhan", "da-gui"})
WAIVERS_FILE: Final = "mien-ap-dung.yaml"
WAIVERS_KEY: Final = "mien_ap_dung"
_KNOWN_SUFFIXES: Final = frozenset({".md", ".csv", ".txt", ".xlsx"})
_IGNORED: Final = frozenset({"Thumbs.db", "desktop.ini"})
# Nouns of a season whose words fill memory: an office of a hundred people is far below.
MANY: Final = 600


@dataclass(frozen=True, slots=True)
class Season:
    """Kỳ đã đọc: the review, where each noun was typed, and the regime's folder."""

    folder: Path
    profile_folder: Path
    review: Review
    sources: Sources


@dataclass(slots=True)
class _Reading:
    """What one run of reading gathers; `unread` holds the codes of nouns whose own files are wrong.

    `paths` are the files of nouns by sub-folder, in the order of their names; `spill` takes what the nouns of a large
    season say; `kept` has what files of the same content said before.
    """

    folder: Path
    paths: Mapping[str, Sequence[Path]]
    spill: Spill | None = None
    kept: Shelf | None = None
    problems: list[Problem] = field(default_factory=list)
    sources: dict[tuple[str, str], Origin] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)

    def file(self, path: Path) -> Source | Known | None:
        """What a file of facts says, None when it cannot be read."""
        if self.kept is None:
            return self.lined(path)
        source, problems = read_kept(self.folder, path.relative_to(self.folder).as_posix(), self.kept)
        self.problems += problems
        return source if source.values is not None else None

    def lined(self, path: Path) -> Source | None:
        """The same with the line of every value."""
        source, problems = read_yaml(path, path.relative_to(self.folder).as_posix())
        self.problems += problems
        return source if source.values is not None else None

    def nouns(self, kind: str, model: type[Coded]) -> dict[str, Coded]:
        """The nouns of a sub-folder by code, in the order of the file names."""
        found: dict[str, Coded] = {}
        for path in self.paths[kind]:
            source = self.file(path)
            if source is None:
                self.unread |= {path.stem, path.stem.upper()}
                continue
            fact, problems = to_fact(model, source)
            self.problems += problems
            if fact is not None:
                self._add(kind, fact, source, found)
            elif isinstance(source.values, dict):
                self.unread.add(str(source.values.get("ma", path.stem)))
        return found

    def _add(self, kind: str, fact: Coded, source: Origin, found: dict[str, Coded]) -> None:
        twin = self.sources.get((kind, fact.code))
        if twin is not None:
            remedy = f"đổi mã ở một trong hai tệp (mã này đã có ở {twin.file})"
            self.problems.append(
                Problem("DL-30", f"Mã “{fact.code}” ghi hai lần", source.place("ma"), remedy, file=source.file)
            )
            return
        self.sources[(kind, fact.code)] = Reread(self.folder, source.file)
        found[fact.code] = fact if self.spill is None else self.spill.spilled(fact)


def _reading(folder: Path, kept: Shelf | None) -> _Reading:
    paths = {kind: sorted((folder / kind).glob("[!.]*.yaml")) for kind in FOLDERS}
    return _Reading(folder, paths, _spill_for(sum(map(len, paths.values()))), kept)


def _spill_for(nouns: int) -> Spill | None:
    """A file for what the nouns say, None where memory holds it with ease, or must."""
    if nouns <= MANY:
        return None
    with suppress(OSError):
        return Spill()
    return None


def load_season(folder: Path, root: Path, kept: Shelf | None = None) -> Season:
    """The season of a folder; `kept` is a shelf of the store for what its files say, None to read each of them.

    Raises:
        DataError: with every problem of the facts.
        ProfileError: the regime named by the season is missing or wrong.
    """
    reading = _reading(folder, kept)
    reading.problems += _strangers(folder)
    period = _period(reading)
    collectives = reading.nouns("tap-the", Collective)
    individuals = reading.nouns("ca-nhan", Individual)
    meetings = reading.nouns("cuoc-hop", Meeting)
    waivers = _waivers(reading)
    reading.problems += _empty_folders(reading)
    if period is None:
        alone = Sources(reading.sources)
        raise DataError(*reading.problems, *(alone.problem(found) for found in unreviewed(individuals.values())))
    profile_folder = find_profile(root, period.profile)
    profile = load_profile(profile_folder)
    library = read_library(library_files(root))
    review = Review(folder.name, period, profile, collectives, individuals, meetings, waivers, library)
    sources = Sources(reading.sources)
    problems = reading.problems + inconsistencies(review, sources, folder, reading.unread)
    if problems:
        raise DataError(*_ordered(problems))
    return Season(folder, profile_folder, review, sources)


def _ordered(problems: list[Problem]) -> list[Problem]:
    """Problems in the order of files and lines, each once."""

    def key(problem: Problem) -> tuple[str, int, str]:
        tail = problem.place.rpartition(":")[2]
        return (problem.file, int(tail) if tail.isdigit() else 0, problem.code)

    return sorted(dict.fromkeys(problems), key=key)


def _period(reading: _Reading) -> Period | None:
    source = reading.file(reading.folder / SEASON_FILE)
    if source is None:
        return None
    period, problems = to_fact(Period, source)
    reading.problems += problems
    reading.sources[("ky", "")] = source
    return period


def _waivers(reading: _Reading) -> tuple[Waiver, ...]:
    """The waivers of the season, none when there is no such file; a bare list is read too."""
    if not (reading.folder / WAIVERS_FILE).is_file():
        return ()
    source = reading.lined(reading.folder / WAIVERS_FILE)
    if source is None:
        return ()
    if isinstance(source.values, list):
        lines = {(WAIVERS_KEY, *route): line for route, line in source.lines.items()}
        source = Source(source.file, {WAIVERS_KEY: source.values}, lines)
    waivers, problems = to_fact(Waivers, source)
    reading.problems += problems
    reading.sources[("mien-ap-dung", "")] = source
    return waivers.entries if waivers else ()


def _empty_folders(reading: _Reading) -> list[Problem]:
    return [
        Problem(
            "DL-03", f"Chưa có tệp dữ kiện nào trong thư mục {name}", name, "thêm tệp .yaml theo tệp mẫu", file=name
        )
        for name, paths in reading.paths.items()
        if not paths
    ]


def _strangers(folder: Path) -> list[Problem]:
    """Files that nobody would read: a misnamed file must not vanish without a word."""
    problems = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        relative = path.relative_to(folder)
        if _is_known(relative):
            continue
        message = "Tệp này không được đọc"
        remedy = "tệp dữ kiện phải có đuôi .yaml và nằm trong tap-the, ca-nhan hoặc cuoc-hop"
        problems.append(Problem("DL-04", message, relative.as_posix(), remedy, file=relative.as_posix()))
    return problems


def _is_known(relative: Path) -> bool:
    if any(part.startswith((".", "~$")) for part in relative.parts) or relative.name in _IGNORED:
        return True
    if len(relative.parts) == 1:
        return relative.name in {SEASON_FILE, WAIVERS_FILE} or relative.suffix.lower() in _KNOWN_SUFFIXES
    if relative.parts[0] in FOLDERS:
        return len(relative.parts) == 2 and relative.suffix == ".yaml"
    return relative.parts[0] in _KNOWN_FOLDERS


def load_profile(folder: Path) -> LegalProfile:
    """The regime of a folder.

    Raises:
        ProfileError: `che-do.toml` cannot be read or contradicts itself.
    """
    path = folder / "che-do.toml"
    try:
        values: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ProfileError.say(
            "CD-10", f"Không đọc được che-do.toml: {error}", str(path), "sửa dòng được nêu"
        ) from None
    source = Source(str(path), values, {})
    try:
        profile = LegalProfile.model_validate(values, by_alias=True, by_name=False)
    except ValidationError:
        _, problems = to_fact(LegalProfile, source)
        raise ProfileError(*(_with_route(p, path) for p in problems)) from None
    problems = _profile_problems(profile, path, folder)
    if problems:
        raise ProfileError(*problems)
    return profile


def _with_route(problem: Problem, path: Path) -> Problem:
    return Problem("CD-11", problem.message, str(path), problem.remedy, file=str(path))


def _profile_problems(profile: LegalProfile, path: Path, folder: Path) -> list[Problem]:
    """References inside the regime that lead nowhere."""
    forms = {form.code for form in profile.forms}
    kinds = {kind.code for kind in profile.kinds}
    named = [(f"bieu_mau {form.code}", form.kind) for form in profile.forms if form.kind and form.kind not in kinds]
    named += [
        (f"ho_so {p.code}", code)
        for p in profile.packets
        for part in p.parts
        for code in part.forms
        if code not in forms
    ]
    frame = {
        "mau_bia": profile.cover_form,
        "mau_muc_luc": profile.contents_form,
        "mau_in": profile.print_form,
        "mau_ket_thuc": profile.closing_form,
        "mau_thay_doi": profile.changes_form,
    }
    named += [(where, code) for where, code in frame.items() if code and code not in forms]
    named += [(f"mau_kiem_diem {table}", code) for table, code in profile.review_forms.items() if code not in forms]
    named += [
        (f"thanh_phan_ho_so {item.name}", code)
        for item in profile.dossier_items
        for code in item.forms
        if code not in forms
    ]
    named += [("len_ky.mau_ca_nhan", rule.form) for rule in profile.carry_over.posts if rule.form not in forms]
    problems = [
        Problem("CD-12", f"“{code}” chưa được khai báo", f"{path}, {where}", "khai báo hoặc sửa mã")
        for where, code in named
    ]
    missing = sorted({form.template for form in profile.forms if not (folder / form.template).is_file()})
    problems += [
        Problem("CD-13", f"Thiếu mẫu Word {name}", str(folder), "chép lại mẫu vào thư mục") for name in missing
    ]
    return problems
