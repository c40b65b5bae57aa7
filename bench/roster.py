"""Who works where: the offices of the sample, and as many invented ones as a big season needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from bank import Numbers, bank, fill

Workload = dict[str, int]
SPECIAL = {
    "mien-cong-tac": (
        "Được Chi bộ xét, Đảng uỷ khối đồng ý miễn công tác và sinh hoạt đảng từ ngày 01/6/2021 do mắc bệnh "
        "hiểm nghèo, phải điều trị dài ngày"
    ),
    "nghi-dai": "Nghỉ thai sản theo chế độ từ ngày 15/7/2021 đến ngày 15/01/2022",
    "chua-du-6-thang": "Chuyển công tác và sinh hoạt đảng chính thức về Chi bộ từ ngày 01/9/2021, chưa đủ 06 tháng",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Cá nhân: `place` is the position's number in linh-vuc.yaml; `case` a special case, "" mostly."""

    code: str
    name: str
    birth: str
    gender: str
    union: str
    admitted: str
    level: str
    case: str
    place: int

    @property
    def reviewed(self) -> bool:
        """Whether the person writes a self-criticism."""
        return self.case not in SPECIAL

    @property
    def votes(self) -> bool:
        """Whether the person votes when present."""
        return self.case != "du-bi"

    @property
    def rated(self) -> bool:
        """Whether the person is rated."""
        return self.reviewed and self.votes


@dataclass(slots=True)
class Office:
    """Cơ quan có chi bộ: `trade` names its part of linh-vuc.yaml."""

    code: str
    trade: str
    facts: Mapping[str, Any]
    people: tuple[Person, ...]
    numbers: Numbers
    filled: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """`Phòng Tư pháp`."""
        return str(self.facts["ten"])

    @property
    def leaders(self) -> tuple[Person, ...]:
        """The head and the deputies."""
        return tuple(person for person in self.people if self.is_leader(person))

    @property
    def calendar(self) -> Mapping[str, str]:
        """Days and hours of the office's papers and meetings."""
        return dict(self.facts["lich"])

    @property
    def noun(self) -> str:
        """What its people are called together."""
        return "viên chức" if self.facts["doi_tuong"] == "vien-chuc" else "công chức"

    def post(self, person: Person) -> Mapping[str, Any]:
        """The person's position in linh-vuc.yaml."""
        positions: list[Mapping[str, Any]] = bank("linh-vuc")[self.trade]["vi_tri"]
        return positions[person.place - 1]

    def is_leader(self, person: Person) -> bool:
        """Whether the person heads the office or is a deputy."""
        return self.post(person)["kieu"] in ("truong-phong", "pho-truong-phong")

    def say(self, text: str, **names: str) -> str:
        """A text of the office, filled once and the same wherever it is said."""
        if text not in self.filled:
            self.filled[text] = fill(text, {**self.names(), **names}, self.numbers)
        return self.filled[text]

    def names(self) -> dict[str, str]:
        """What the office gives to every text."""
        return {
            "don_vi": self.name,
            "chi_bo": f"Chi bộ {self.name}",
            "truong": str(self.facts["truong"]),
            "pho": str(self.facts["pho"]),
            "cap_truong": str(self.facts["truong"]),
            "cap_pho": str(self.facts["pho"]),
            "nguoi": self.noun,
            "nguoi_hoa": self.noun.capitalize(),
            "cong_chuc": self.noun,
            "bien_che": str(self.facts["bien_che"]).zfill(2),
        }


def workload(office: Office, person: Person, seed: int) -> Workload:
    """What the person was given, did, and did late: the head answers for the office's own."""
    if person.place == 1:
        return dict(office.facts["nhiem_vu"])
    random = Random(f"{seed}/{person.code}/workload")
    given = random.randint(22, 44)
    left, late = {
        "htxs": (0, 0),
        "htt": (random.randint(0, 2), random.choice((0, 1, 1, 2))),
        "ht": (random.randint(2, 3), random.randint(3, 4)),
        "kht": (given * 3 // 10, given // 5),
    }[person.level]
    return {"giao": given, "xong": given - left, "cham": late}


def sample(seed: int) -> list[Office]:
    """The eight offices of the sample season."""
    facts = bank("nhan-su")["co_quan"]
    return [_office(code, code, each, tuple(_people(each["nguoi"])), seed) for code, each in facts.items()]


def _office(code: str, trade: str, facts: Mapping[str, Any], people: tuple[Person, ...], seed: int) -> Office:
    fixed = facts.get("so_chot", {}) if code == trade else {}
    return Office(code, trade, facts, people, Numbers(Random(f"{seed}/{code}/numbers"), fixed))


def _people(rows: list[str]) -> Iterator[Person]:
    for place, row in enumerate(rows, 1):
        code, name, birth, gender, union, admitted, level, *case = (cell.strip() for cell in row.split("|"))
        yield Person(code, name, birth, gender, union, admitted, level, case[0] if case else "", place)


def invented(individuals: int, seed: int) -> Iterator[Office]:
    """Offices of seven until there are so many individuals; names are put together from the lists of the region."""
    facts = bank("nhan-su")["co_quan"]
    trades = list(facts)
    names = _names(seed)
    number = 0
    while individuals > 0:
        trade, round_ = trades[number % len(trades)], number // len(trades) + 2
        code = f"{trade}-{round_}"
        size = min(7, individuals)
        prefix = f"{facts[trade]['nguoi'][0][:2]}{round_}"
        people = tuple(_invented(f"{prefix}-{i:02d}", i, next(names), seed) for i in range(1, size + 1))
        each = {**facts[trade], "ten": f"{facts[trade]['ten']} {round_:02d}", "muc": "htt"}
        each["nhiem_vu"] = {"giao": 46, "xong": 44, "cham": 1}
        yield _office(code, trade, each, people, seed)
        individuals -= size
        number += 1


def _names(seed: int) -> Iterator[tuple[str, str]]:
    """Name and gender of one person after the other, no name twice."""
    lists, random, seen = bank("nhan-su"), Random(f"{seed}/names"), set[str]()
    while True:
        gender = random.choice(("nam", "nu"))
        parts = (random.choice(lists[key]) for key in ("ho", f"dem_{gender}", f"ten_{gender}"))
        name = " ".join(parts)
        if len(seen) > 15_000:
            name = f"{name} {random.choice(lists['ten_' + gender])}"
        if name not in seen:
            seen.add(name)
            yield name, gender


def _invented(code: str, place: int, named: tuple[str, str], seed: int) -> Person:
    random = Random(f"{seed}/{code}/life")
    year = random.randint(1970, 1992)
    birth = f"{random.randint(3, 28):02d}/{random.randint(3, 9)}/{year}"
    level = ("htt", "htt", "htt", random.choice(("htxs", "htxs", "htt")), "htt", "htt", "ht")[place - 1]
    return Person(code, named[0], birth, named[1], "Không", f"19/5/{year + 26}", level, "", place)
