"""The sheet about form that lies in a packet's folder, and the commented copies of papers that stopped one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from vanban.build.form import FormVerdict
from vanban.build.judged import counted
from vanban.errors import Problem
from vanban.model.packet import Converted
from vanban.the_thuc.annotate import annotate

FORM_FILE: Final = "the-thuc.md"
FAULTS_FOLDER: Final = "loi-the-thuc"
_WORDS: Final = {"loi": "LỖI", "canh-bao": "Cảnh báo", "goi-y": "Gợi ý"}


def form_sheet(verdict: FormVerdict) -> str:
    """The text of `the-thuc.md`: what was found, what was softened, and what no machine could judge."""
    plan = verdict.plan
    problems = verdict.problems
    lines = [f"# Thể thức của hồ sơ {plan.code}", "", f"Hồ sơ {' '.join(plan.title)}: {len(plan.papers)} văn bản.", ""]
    lines += [f"Kết quả: {counted(problems) or 'không thấy lỗi thể thức'}.", ""]
    for title, group in _by_paper(problems):
        lines += [f"## {title}", "", *(line for problem in group for line in _told(problem))]
    if verdict.aside:
        lines += [f"## Quy tắc đã được nới ({len(verdict.aside)})", ""]
        for problem, softening in verdict.aside:
            decided = f"; người quyết định: {softening.decided_by}" if softening.decided_by else ""
            lines += [f"- **{problem.code}** {problem.file}, {problem.place}: {softening.reason}{decided}"]
        lines += [""]
    return "\n".join([*lines, *_unjudged(verdict)])


def _by_paper(problems: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    for name in dict.fromkeys(problem.file for problem in problems):
        yield name, [problem for problem in problems if problem.file == name]


def _told(problem: Problem) -> list[str]:
    return [
        f"- **{problem.code}** ({_WORDS[problem.severity]}) {problem.message}",
        f"  - Ở: {problem.place}",
        f"  - Cách sửa: {problem.remedy}",
        f"  - Căn cứ: {problem.basis}",
        "",
    ]


def _unjudged(verdict: FormVerdict) -> list[str]:
    """Rules that were not judged, each with its reason and for how many papers."""
    counts = Counter((item.rule.code, item.reason) for item in verdict.verdict.unjudged)
    if not counts:
        return []
    lines = ["## Quy tắc không xét được bằng máy", "", "Những điều sau người soát phải tự xem:", ""]
    for (code, reason), count in sorted(counts.items()):
        lines.append(f"- {code}: {reason} ({count} văn bản)")
    return [*lines, ""]


def write_faults(folder: Path, verdicts: Sequence[FormVerdict], papers: Sequence[Converted]) -> list[Path]:
    """A commented copy of each Word paper with errors of form, and each packet's sheet, for the clerk to look at."""
    folder.mkdir(parents=True, exist_ok=True)
    for verdict in verdicts:
        (folder / f"{verdict.plan.code}.md").write_text(form_sheet(verdict), encoding="utf-8", newline="\n")
    judged = {key: part for verdict in verdicts for key, part in verdict.papers.items()}
    faulty = {p.paper.key: p.word for p in papers if p.word is not None and judged[p.paper.key].count("loi")}
    for key, word in faulty.items():
        (folder / f"{key}.docx").write_bytes(annotate(word.read_bytes(), judged[key].found, key))
    return [folder / f"{key}.docx" for key in faulty]
