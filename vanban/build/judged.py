"""What the rating rules say of a season, packet by packet, and the sheet of warnings that goes beside a packet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from vanban.appraisal import judge, misfits
from vanban.build.by_hand import unused_hand_papers
from vanban.build.enclosed import unused_signed_copies
from vanban.build.planning import plan_packets
from vanban.build.regime import form_misfits
from vanban.errors import Problem, ProfileError
from vanban.intake import Season
from vanban.model.collective import Collective
from vanban.model.finding import Finding, Where
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.packet import PacketPlan, Planned
from vanban.model.review import Review, gathered
from vanban.model.waiver import Waiver
from vanban.viet import full_date

WARNINGS_FILE: Final = "canh-bao.md"
_KINDS: Final[Mapping[type, str]] = {Collective: "tap-the", Individual: "ca-nhan", Meeting: "cuoc-hop"}
_MARKS: Final = (
    "Dấu sau căn cứ: [T] đã đọc nguyên văn; [S] đọc ở nguồn thứ cấp; [R] theo trí nhớ; [I] suy luận, thông lệ. "
    "Quy tắc, số liệu và cách xử lý sửa được trong che-do.toml của chế độ."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """Nhận định và hồ sơ có liên quan: `packets` is empty when the finding is about no packet."""

    problem: Problem
    packets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """Nhận định được miễn: the problem, the waiver behind it, and the packets concerned."""

    problem: Problem
    waiver: Waiver
    packets: tuple[str, ...]


@dataclass(frozen=True)
class SeasonJudgement:
    """Kết quả xét cả kỳ: what stands and what was waived, each with its packets."""

    found: tuple[Judged, ...]
    waived: tuple[SetAside, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that stands."""
        return tuple(item.problem for item in self.found)

    def of(self, packet: str) -> tuple[Problem, ...]:
        """What stands against one packet."""
        return tuple(item.problem for item in self._of_packets.get(packet, ()))

    def errors(self, packet: str) -> tuple[Problem, ...]:
        """What stops a packet: its own errors, and errors that are about no packet."""
        return tuple(item.problem for item in self._errors if packet in item.packets or not item.packets)

    def set_aside(self, packet: str) -> tuple[SetAside, ...]:
        """What was waived for one packet."""
        return tuple(item for item in self.waived if packet in item.packets)

    @cached_property
    def _of_packets(self) -> Mapping[str, tuple[Judged, ...]]:
        return gathered((packet, item) for item in self.found for packet in item.packets)

    @cached_property
    def _errors(self) -> tuple[Judged, ...]:
        return tuple(item for item in self.found if item.problem.severity == "loi")

    def groups(self) -> list[tuple[tuple[str, ...], tuple[Problem, ...]]]:
        """The problems by the packets they are about, in the order in which they were found."""
        grouped: dict[tuple[str, ...], list[Problem]] = {}
        for item in self.found:
            grouped.setdefault(item.packets, []).append(item.problem)
        return [(packets, tuple(problems)) for packets, problems in grouped.items()]


def judge_season(season: Season, plans: Sequence[PacketPlan] | None = None) -> SeasonJudgement:
    """Every finding of the rating rules, and every paper finished by hand that nothing would use.

    `plans` are all packets of the season, when they are made already.

    Raises:
        ProfileError: the regime's rules, of rating or of form, are not the program's, or an error rests on what nobody
            has read.
    """
    review = season.review
    strange = (*misfits(review.profile), *form_misfits(review.profile))
    if strange:
        raise ProfileError(*strange)
    judgement = judge(review)
    plans = plans if plans is not None else plan_packets(review, season.folder)
    holders = _Holders(review, plans)
    found = tuple(Judged(season.sources.problem(f), holders.of(f)) for f in judgement.findings)
    keys = {p.key: p for plan in plans for p in plan.papers if isinstance(p, Planned)}
    left = [*unused_hand_papers(season, keys), *unused_signed_copies(season, keys)]
    unused = tuple(Judged(problem, ()) for problem in left)
    waived = (SetAside(season.sources.problem(w.finding), w.waiver, holders.of(w.finding)) for w in judgement.waived)
    return SeasonJudgement((*found, *unused), tuple(waived))


class _Holders:
    """Which packets hold a paper about each noun."""

    def __init__(self, review: Review, plans: Sequence[PacketPlan]) -> None:
        self._review = review
        self._by_noun: dict[tuple[str, str], dict[str, None]] = {}
        self._by_owner: dict[str, dict[str, None]] = {}
        for plan in plans:
            self._by_owner.setdefault(plan.owner, {})[plan.code] = None
            for noun in _nouns(plan):
                self._by_noun.setdefault(noun, {})[plan.code] = None

    def of(self, finding: Finding) -> tuple[str, ...]:
        """The packets a finding is about, in packet order; () for one about no packet."""
        where = finding.where
        held = self._by_noun.get((where.kind, where.code)) or self._by_owner.get(self._home(where), {})
        return tuple(held)

    def _home(self, where: Where) -> str:
        """The collective in whose packets a noun without papers would be."""
        review, office = self._review, self._review.period.office.code
        person, meeting = review.individuals.get(where.code), review.meetings.get(where.code)
        homes = {
            "ca-nhan": person.branch if person else office,
            "cuoc-hop": meeting.host if meeting else office,
            "tap-the": where.code,
        }
        home = homes.get(where.kind, "")
        return home if home in self._by_owner or not home else office


def _nouns(plan: PacketPlan) -> Iterator[tuple[str, str]]:
    for paper in plan.papers:
        if isinstance(paper, Planned):
            kind = _KINDS.get(type(paper.about), "ky")
            yield kind, (paper.about_code or "") if kind != "ky" else ""


def counted(problems: Sequence[Problem]) -> str:
    """`2 lỗi, 1 cảnh báo`."""
    counts = Counter[str](problem.severity for problem in problems)
    words = (("loi", "lỗi"), ("canh-bao", "cảnh báo"), ("goi-y", "gợi ý"))
    return ", ".join(f"{counts[level]} {word}" for level, word in words if counts[level])


def warnings_sheet(plan: PacketPlan, judgement: SeasonJudgement, remarks: Sequence[Problem] = ()) -> str:
    """The text of `canh-bao.md` for a packet, "" when there is nothing to tell; `remarks` are about its files."""
    problems = [*(problem for problem in judgement.of(plan.code) if problem.severity != "loi"), *remarks]
    waived = judgement.set_aside(plan.code)
    if not problems and not waived:
        return ""
    lines = [f"# Cảnh báo của hồ sơ {plan.code}", "", f"Hồ sơ {' '.join(plan.title)}.", ""]
    if problems:
        lines += [f"## Những điều cần xem lại ({len(problems)})", ""]
        lines += [line for index, problem in enumerate(problems, 1) for line in _told(index, problem)]
    if waived:
        lines += [f"## Quy tắc đã được miễn áp dụng ({len(waived)})", ""]
        lines += [line for index, item in enumerate(waived, 1) for line in _told_aside(index, item)]
    return "\n".join([*lines, _MARKS, ""])


def _told(index: int, problem: Problem) -> list[str]:
    rows = [("Ở", problem.place), ("Cách sửa", problem.remedy), ("Căn cứ", problem.basis)]
    details = [f"   - {label}: {text}" for label, text in rows if text]
    return [f"{index}. **{problem.code}** {_ended(problem.message)}", *details, ""]


def _ended(message: str) -> str:
    """The message with a full stop, unless it ends in a quotation."""
    return message if message.endswith("”") else f"{message}."


def _told_aside(index: int, item: SetAside) -> list[str]:
    waiver = item.waiver
    return [
        f"{index}. **{waiver.rule}** {_ended(item.problem.message)}",
        f"   - Đối tượng: {waiver.about}",
        f"   - Lý do: {waiver.reason}",
        f"   - Người quyết định: {waiver.decided_by}, ngày {full_date(waiver.day)}",
        f"   - Căn cứ của quy tắc: {item.problem.basis}",
        "",
    ]
