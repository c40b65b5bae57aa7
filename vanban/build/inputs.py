"""Everything a bound packet depends on, by the name a clerk knows it by: what `reuse` compares from build to build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from vanban.build.drafts import Draft, template_mark
from vanban.build.editions import SENT_FOLDER
from vanban.build.enclosed import OFFICE_SUFFIXES
from vanban.build.form import Ident, Judge, ident_of
from vanban.build.judged import SeasonJudgement, warnings_sheet
from vanban.build.papers import Press
from vanban.bundle.pdfa import find_validator
from vanban.convert.fonts import installed_mark
from vanban.model.packet import EnclosedFile, PacketPlan, Paper, Planned
from vanban.store import files_mark, key_of, sources_mark, stamp_of

PROGRAM: Final = "chương trình vanban"
OFFICE: Final = "LibreOffice"
FONTS: Final = "phông chữ"
WORDS: Final = "dữ kiện"
NUMBER: Final = "số văn bản"
_READERS: Final = ("ocrmypdf", "tesseract")


@dataclass(frozen=True)
class Inputs:
    """Đầu vào của các hồ sơ: what packets and papers of one build are made from."""

    press: Press
    judge: Judge
    judgement: SeasonJudgement
    drafts: Mapping[str, Draft]
    full: frozenset[Ident]
    max_bytes: int | None

    def of_packet(self, plan: PacketPlan) -> dict[str, str]:
        """The digests of what the packet as a whole depends on."""
        sent = sorted((self.press.season.folder / SENT_FOLDER / plan.code).glob("lan-*/manifest.json"))
        own = {
            "cảnh báo của hồ sơ": key_of(warnings_sheet(plan, self.judgement)),
            "thành phần, thứ tự hồ sơ": _shape(plan),
            "lần gửi trước": key_of(*((path.parent.name, files_mark(path)) for path in sent)),
            "cách xét giấy tờ lưu trữ": key_of(sorted(ident for ident in self.full if ident[0] == plan.code)),
        }
        return self._of_season | own | dict(self._of_foreign(plan))

    @cached_property
    def _of_season(self) -> dict[str, str]:
        """The digests of what every packet depends on."""
        season = self.press.season
        return {
            PROGRAM: sources_mark("."),
            OFFICE: self.press.converter.mark,
            FONTS: self.press.faces_mark,
            "chế độ che-do.toml": files_mark(season.profile_folder / "che-do.toml"),
            "mẫu giấy tờ lưu trữ": key_of(*(template_mark(path) for path in self._frame_templates())),
            "ky.yaml": key_of(season.review.period),
            "người, người ký, văn bản pháp luật để xét thể thức": self.judge.common_mark,
            "sổ văn bản": self.judge.register_mark,
            "quy tắc thể thức được nới": self.judge.softenings_mark,
            "giới hạn cỡ tệp": key_of(self.max_bytes),
        }

    def _frame_templates(self) -> list[Path]:
        profile = self.press.season.review.profile
        codes = (profile.cover_form, profile.contents_form, profile.closing_form, profile.changes_form)
        named = [profile.form(code).template for code in (*codes, profile.print_form) if code]
        return [self.press.season.profile_folder / name for name in named]

    def _of_foreign(self, plan: PacketPlan) -> Iterator[tuple[str, str]]:
        """What only the files of other people depend on: other programs of this computer, all its fonts."""
        enclosed = [paper for paper in plan.papers if isinstance(paper, EnclosedFile)]
        if not enclosed and not any(paper.key in self.press.handed.signed for paper in plan.papers):
            return
        yield "bộ kiểm PDF/A", key_of(find_validator())
        if self.press.season.review.period.binding.recognise:
            found = [shutil.which(name) or "" for name in _READERS]
            yield "chương trình nhận dạng chữ", key_of([(name, stamp_of(Path(name))) for name in found])
        if any(path.suffix.lower() in OFFICE_SUFFIXES for paper in enclosed for path in paper.paths):
            yield "phông chữ của máy", installed_mark()

    def of_papers(self, plan: PacketPlan) -> Iterator[tuple[str, dict[str, str]]]:
        """The keys of the packet's papers, each with the digests of what it depends on."""
        return ((paper.key, self._of_paper(plan, paper)) for paper in plan.papers)

    def _of_paper(self, plan: PacketPlan, paper: Paper) -> dict[str, str]:
        parts = {
            "tên, trích yếu, ngày": key_of(paper.heading),
            "cách xét thể thức": key_of(ident_of(plan, paper) in self.full),
        }
        if isinstance(paper, EnclosedFile):
            return parts | {"tệp kèm theo": key_of([_mark(path) for path in paper.paths], paper.number)}
        draft = self.drafts[paper.key]
        signed = self.press.handed.signed.get(paper.key)
        parts |= {NUMBER: str(draft.number or "")}
        if signed is not None:
            return parts | {"bản ký": _mark(signed)}
        return parts | dict(_of_words(paper, draft))


def _of_words(paper: Planned, draft: Draft) -> Iterator[tuple[str, str]]:
    if draft.by_hand is not None:
        yield "bản sửa tay", draft.words
    else:
        yield f"mẫu {paper.form.template}", draft.template
        yield WORDS, draft.words


def _shape(plan: PacketPlan) -> str:
    papers = [(part.title, [_of_plan(paper) for paper in part.papers]) for part in plan.parts]
    forms = {paper.form.code: paper.form for paper in plan.papers if isinstance(paper, Planned)}
    return key_of(plan.code, plan.title, plan.owner, papers, forms)


def _of_plan(paper: Paper) -> tuple[object, ...]:
    own = (paper.form.code, paper.series, paper.notation, paper.annex) if isinstance(paper, Planned) else ()
    return (paper.key, *own)


def _mark(path: Path) -> str:
    try:
        facts = path.stat()
    except OSError:
        return ""
    return _digest(path, facts.st_size, facts.st_mtime_ns)


@lru_cache(maxsize=4096)
def _digest(path: Path, size: int, changed_ns: int) -> str:
    return files_mark(path)


def facts_marks(press: Press) -> dict[str, str]:
    """The digest of every file of facts, by its name: to say which of them a changed paper comes from."""
    season = press.season
    files = {source.file for source in season.sources.files.values()}
    return {name: files_mark(season.folder / name) for name in sorted(files) if os.fspath(name)}


def because_of(reasons: Sequence[str], sources: Sequence[str], changed: Sequence[str]) -> tuple[str, ...]:
    """The reasons with the files of facts behind a changed content: the paper's own before any other."""
    own = [name for name in changed if name in sources] or list(changed)
    shown = ", ".join(own[:3]) + (f" và {len(own) - 3} tệp nữa" if len(own) > 3 else "")
    told = f"{WORDS} thay đổi" + (f": {shown}" if shown else "")
    return tuple(told if reason == f"{WORDS} thay đổi" else reason for reason in reasons)
