"""Reports of collectives: the branch of an office and its leading collective."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from random import Random
from typing import Any

from bank import Dealer, Numbers, bank, fill, lowered
from papers_person import Subject, remedy_row, share, two
from roster import Office
from yaml_out import Flow

Data = dict[str, Any]
DEADLINES = ("31/01/2022", "28/02/2022", "31/3/2022", "30/4/2022", "30/6/2022")
CRITERIA = ("nguyen_tac", "chi_tieu", "trach_nhiem", "xay_dung_dang", "kiem_tra")
BRANCH_SHEET = (
    "ct_tu_tuong",
    "to_chuc_can_bo",
    "chinh_quyen_doan_the",
    "kiem_tra_giam_sat",
    "cu_the_hoa",
    "chi_tieu_nhiem_vu",
    "khac_phuc",
)
LEADING_SHEET = (
    "tap_trung_dan_chu",
    "lanh_dao_nhiem_vu",
    "phong_cach_le_loi",
    "phong_chong_tham_nhung",
    "ket_qua_nhiem_vu",
    "cai_cach_hanh_chinh",
    "khac_phuc",
)
# What is not simply “tốt”, by level.
OTHER_GRADES: Mapping[str, Mapping[str, str]] = {
    "htxs": dict.fromkeys(
        ("chi_tieu", "trach_nhiem", "to_chuc_can_bo", "chi_tieu_nhiem_vu", "ket_qua_nhiem_vu"), "xuat-sac"
    ),
    "htt": {},
    "ht": dict.fromkeys(
        ("chi_tieu", "trach_nhiem", "chi_tieu_nhiem_vu", "ket_qua_nhiem_vu", "lanh_dao_nhiem_vu"), "trung-binh"
    ),
}


@dataclass(frozen=True)
class Sitter:
    """Người dự: what minutes and reports need to know of a leader or member."""

    code: str
    name: str
    post: str
    level: str
    words: Mapping[str, str]
    works: Sequence[str] = ()
    summary: str = ""
    asked: str = ""
    rated: bool = True
    votes: bool = True
    case: str = ""


@dataclass(frozen=True)
class Body:
    """Tập thể được soạn: an office's branch or leading collective, with its people in order of post."""

    office: Office
    leading: bool
    people: tuple[Sitter, ...]
    dealer: Dealer
    seed: int
    entries: list[Data] = field(default_factory=list)

    @property
    def code(self) -> str:
        """`tu-phap`, `ld-tu-phap`."""
        return f"ld-{self.office.code}" if self.leading else self.office.code

    @property
    def name(self) -> str:
        """`Chi bộ Phòng Tư pháp`, `Tập thể lãnh đạo Phòng Tư pháp`."""
        return f"{'Tập thể lãnh đạo' if self.leading else 'Chi bộ'} {self.office.name}"

    @property
    def level(self) -> str:
        """The level of the office: branch and leading collective share it."""
        return str(self.office.facts["muc"])

    @property
    def report_day(self) -> str:
        """The day of its report."""
        return str(self.office.calendar["bao_cao_lanh_dao" if self.leading else "bao_cao"])

    def names(self) -> dict[str, str]:
        """What the texts may ask for."""
        load = self.office.facts["nhiem_vu"]
        late = f", trong đó {two(load['cham'])} nhiệm vụ chậm so với thời hạn" if load["cham"] else ""
        return {
            **self.office.names(),
            "tap_the": self.name if self.leading else f"Chi bộ {self.office.name}",
            "dv_so": two(len(self.office.people)),
            "dv_nu": two(sum(person.gender == "nu" for person in self.office.people)),
            "so_pho": two(max(len(self.people) - 1, 1)),
            "n_giao": two(load["giao"]),
            "n_xong": two(load["xong"]),
            "ty_le": share(load["xong"], load["giao"]),
            "cau_cham": late or ", không có nhiệm vụ chậm",
            "bi_thu": self.people[0].name,
            "pho_bi_thu": self.people[1].name,
        }

    @cached_property
    def numbers(self) -> Numbers:
        """Numbers of its own."""
        return Numbers(Random(f"{self.seed}/{self.code}/numbers"))

    def one(self, slot: str, options: Sequence[str]) -> str:
        """One alternative that is true of the body, and not the one the office's other body has."""
        false = self.untrue()
        avoid = [i for i, text in enumerate(options) if false and re.search(false, text)]
        return self.fill(self.dealer.deal(f"tap-the/{slot}", options, avoid, self.twin))

    def untrue(self) -> str:
        """A pattern of what cannot be said here."""
        load, people = self.office.facts["nhiem_vu"], self.office.people
        said = ["còn lại|chưa xong"] if load["giao"] == load["xong"] else []
        said += ["Chưa có trường hợp"] if any(person.case == "ky-luat" for person in people) else []
        return "|".join(said)

    def each(self, slot: str, slots: Iterable[Sequence[str]]) -> list[str]:
        """One alternative of each slot."""
        return [self.one(f"{slot}/{i}", options) for i, options in enumerate(slots)]

    def fill(self, text: str) -> str:
        """The text with names, and numbers of its own."""
        return fill(text, self.names(), self.numbers)

    @property
    def twin(self) -> str:
        """The code of the office's other body."""
        return self.office.code if self.leading else f"ld-{self.office.code}"


def sitter(subject: Subject, words: Mapping[str, str]) -> Sitter:
    """A person composed from the banks, as the minutes see him or her."""
    office, person, load = subject.office, subject.person, subject.workload
    asked = "htt" if person.case == "tu-nhan-cao" else person.level
    numbers = {"n_giao": two(load["giao"]), "n_xong": two(load["xong"])}
    post = str(office.post(person)["chuc_vu"])
    field_of = {"linh_vuc": str(office.post(person)["linh_vuc"])}
    return Sitter(
        person.code,
        person.name,
        post,
        person.level,
        {**words, **numbers, **field_of},
        tuple(subject.works),
        asked=asked,
        rated=person.rated,
        votes=person.votes,
        case=person.case,
    )


def compose(body: Body) -> Data:
    """The collective with its report, sheet and plan."""
    body.dealer.begin(body.code)
    body.entries.extend(_shortcomings(body))
    office = body.office
    head: Data = {
        "ma": body.code,
        "loai": "tap-the-lanh-dao" if body.leading else "chi-bo",
        "ten": body.name,
        "ten_ngan": office.name,
        "dau_trang": list(office.facts["dau_trang"]),
    }
    if body.leading:
        head["phat_hanh"] = office.code
    head["thanh_vien"] = [Flow(nguoi=each.code, vai_tro=role) for each, role in _members(body)]
    report = _report(body)
    tail: Data = {"phieu_phan_tich": _sheet(body)}
    if body.leading:
        tail["muc_don_vi"] = body.level
    tail["chi_tieu"] = Flow(office.facts["nhiem_vu"])
    names = [each.name for each in body.people[:3]]
    rows = enumerate(body.entries)
    tail["khac_phuc_sau"] = [remedy_row(entry, names[i % len(names)]) for i, entry in rows]
    tail["han_che_ky_truoc"] = [item["han_che"] for item in report["khac_phuc"]["muc"]]
    return {**head, "bao_cao": report, **tail}


def _members(body: Body) -> list[tuple[Sitter, str]]:
    if body.leading:
        return [(each, each.post) for each in body.people]
    return list(zip(body.people, ("Bí thư", "Phó Bí thư"), strict=False))


def _report(body: Body) -> Data:
    other = OTHER_GRADES[body.level]
    sections = _sections(body)
    said = bank("tap-the")["trach_nhiem"]
    together = said["tap_the_htxs"] if body.level == "htxs" else said["tap_the"]
    return {
        "ngay": body.report_day,
        "nguoi_ky": body.people[0].code,
        "tham_quyen": "T/M TẬP THỂ LÃNH ĐẠO" if body.leading else "T/M CHI BỘ",
        "chuc_vu": str(body.office.facts["ky"]) if body.leading else "BÍ THƯ",
        "uu_diem": {key: {"noi_dung": sections[key], "tu_danh_gia": other.get(key, "tot")} for key in CRITERIA},
        "han_che": [entry["han_che"] for entry in body.entries],
        "nguyen_nhan": [entry["nguyen_nhan"] for entry in body.entries],
        "khac_phuc": {"muc": _mended(body), "tu_danh_gia": "tot"},
        "giai_trinh": [body.one("giai_trinh", bank("tap-the")["giai_trinh"])],
        "trach_nhiem": [
            body.one("trach_nhiem/tap_the", together),
            body.one("trach_nhiem/dung_dau", said["dung_dau"]),
            body.one("trach_nhiem/cap_pho", said["cap_pho"]),
        ],
        "phuong_huong": [entry["phuong_huong"] for entry in body.entries],
        "de_nghi": body.level,
    }


def _sections(body: Body) -> dict[str, list[str]]:
    texts = bank("tap-the")
    own = texts["lanh_dao" if body.leading else "chi_bo"]
    kind = "lanh_dao" if body.leading else "chi_bo"
    results = body.each(f"{kind}/chi_tieu", own["chi_tieu_chung"])
    duties = _of_leaders(body) if body.leading else _of_branch(body)
    return {
        "nguyen_tac": body.each(f"{kind}/nguyen_tac", own["nguyen_tac"]),
        "chi_tieu": results + duties[0],
        "trach_nhiem": duties[1],
        "xay_dung_dang": body.each("xay_dung_dang", texts["chung"]["xay_dung_dang"]),
        "kiem_tra": body.each("kiem_tra", texts["chung"]["kiem_tra"]),
    }


def _of_branch(body: Body) -> tuple[list[str], list[str]]:
    """What the office reached, and what the branch did for it."""
    office = body.office
    results = [office.say(text) for text in bank("linh-vuc")[office.trade]["ket_qua"]]
    duties = [office.say(text) for text in bank("tap-the")["don_vi"][office.trade]["trach_nhiem"]]
    return [" ".join(results[:2]), " ".join(results[2:4])], [*duties, " ".join(results[4:])]


def _of_leaders(body: Body) -> tuple[list[str], list[str]]:
    """What the leaders did: the office's own sentences and the works of each."""
    office = body.office
    own = [office.say(text) for text in bank("tap-the")["don_vi"][office.trade]["lanh_dao"]]
    works = [f"Đồng chí {each.name}, {each.post}, đã {each.works[0]}." for each in body.people if each.works]
    if not works:
        return own[:2], own[2:]
    return works[:1], [*own, *works[1:]]


def _shortcomings(body: Body) -> list[Data]:
    """The office's own shortcomings, then common ones."""
    entries = _own_shortcomings(body)
    common = _common(body)
    taken: list[int] = []
    for _ in range(4 - len(entries) if len(entries) < 3 else 0):
        taken.append(body.dealer.index("tap-the/han_che", len(common), taken, body.twin))
    dated = [{**common[i], "thoi_han": _deadline(body, i)} for i in taken]
    return [*entries, *(_filled(body, entry) for entry in dated)]


def _common(body: Body) -> list[Data]:
    every: list[Data] = bank("tap-the")["han_che"]
    if body.level != "htxs":
        return every
    return [entry for entry in every if not re.search("mốc|phối hợp|phân công", entry["ten"])]


def _own_shortcomings(body: Body) -> list[Data]:
    trade, office = body.office.trade, body.office
    special: list[Data] = bank("tap-the")["don_vi"][trade].get("han_che", [])
    dated = [{**entry, "thoi_han": _deadline(body, i)} for i, entry in enumerate(special)]
    if trade not in bank("linh-vuc"):
        return [_filled(body, entry) for entry in dated]
    places = (1, 3) if body.leading else (0, 2)
    field_entries = bank("linh-vuc")[trade]["han_che"]
    own = [next(e for e in field_entries if e["vi_tri"] == place) for place in places]
    chosen = [*dated[:1], own[0]] if special else own
    return [
        {
            key: office.say(value, thoi_han=entry["thoi_han"]) if isinstance(value, str) else value
            for key, value in entry.items()
            if key != "trach_nhiem"
        }
        for entry in chosen
    ]


def _deadline(body: Body, index: int) -> str:
    return Random(f"{body.seed}/{body.code}/deadline/{index}").choice(DEADLINES)


def _filled(body: Body, entry: Data) -> Data:
    names, numbers = {**body.names(), "thoi_han": entry["thoi_han"]}, body.numbers
    return {key: fill(value, names, numbers) if isinstance(value, str) else value for key, value in entry.items()}


def _mended(body: Body) -> list[Data]:
    options, taken = bank("tap-the")["khac_phuc"], list[int]()
    for _ in range(3):
        taken.append(body.dealer.index("tap-the/khac_phuc", len(options), taken, body.twin))
    return [{**options[i], "ket_qua": body.fill(options[i]["ket_qua"])} for i in taken]


def _sheet(body: Body) -> Data:
    other = OTHER_GRADES[body.level]
    codes = LEADING_SHEET if body.leading else BRANCH_SHEET
    comments = bank("tap-the")["nhan_xet"][body.level]
    return {
        "ngay": body.report_day,
        "chu_the": f"Tự phân tích của {body.name}",
        "cap_do": {code: other.get(code, "tot") for code in codes},
        "nhan_xet": [body.one(f"nhan_xet/{body.level}", comments)],
    }


def short_names(body: Body) -> dict[str, str]:
    """What the minutes call the collective's shortcomings."""
    first, second = body.entries[0], body.entries[1]
    return {
        "hc_1": lowered(first["ten"]),
        "hc_2": lowered(second["ten"]),
        "nn_1": lowered(str(first["nguyen_nhan"]).rstrip(".")),
        "nhac": str(first["nhac"]),
        "nhac_2": str(second["nhac"]),
    }
