"""The papers of one person: self-criticism, civil sheet, commitment, comments of others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from bank import Dealer, Numbers, Voices, bank, fill, lowered, stopped
from roster import SPECIAL, Office, Person, Workload, workload
from yaml_out import Flow

Data = dict[str, Any]
CIVIL_DAY, SHEET_DAY, COMMITTEE_DAY = "01/12/2021", "29/11/2021", "14/12/2021"
CHAIRMAN = "Vi Xuân Trường"
ORDINARY_ITEMS = ("chinh_tri", "dao_duc", "tac_phong", "ky_luat", "ket_qua", "thai_do")
LEADER_ITEMS = ("ket_qua_don_vi", "nang_luc", "doan_ket")
GRADES = {
    "htxs": {"pham_chat": "tot", "nhiem_vu": "xuat-sac", "lanh_dao": "xuat-sac", "khac_phuc": "tot"},
    "htt": {"pham_chat": "tot", "nhiem_vu": "tot", "lanh_dao": "tot", "khac_phuc": "tot"},
    "ht": {"pham_chat": "tot", "nhiem_vu": "trung-binh", "lanh_dao": "tot", "khac_phuc": "tot"},
    "kht": {"pham_chat": "trung-binh", "nhiem_vu": "kem", "lanh_dao": "trung-binh", "khac_phuc": "trung-binh"},
}
HOMES = (
    ("thị trấn Sơn Dương", "tổ dân phố"),
    ("xã Phúc Ứng", "thôn"),
    ("xã Tú Thịnh", "thôn"),
    ("xã Hợp Thành", "thôn"),
    ("xã Thượng Ấm", "thôn"),
    ("xã Vĩnh Lợi", "thôn"),
)
SIGNER = ("ho", "dem_nam", "ten_nam")
HAMLETS = ("Tân An", "Đồng Tâm", "Thanh Bình", "Tân Phúc", "Phú Thịnh", "Minh Tân", "An Hoà", "Đồng Tiến", "Bắc Sơn")


@dataclass(frozen=True)
class Desk:
    """Người soạn: what composing needs besides the person."""

    seed: int
    dealer: Dealer
    voices: Voices


@dataclass(frozen=True)
class Subject:
    """Đối tượng soạn: the person with all that the texts may ask for."""

    desk: Desk
    office: Office
    person: Person

    @cached_property
    def kind(self) -> str:
        """The bank of the person's position."""
        return str(self.office.post(self.person)["kieu"])

    @cached_property
    def bank(self) -> Mapping[str, Any]:
        """The bank's texts."""
        texts: Mapping[str, Any] = bank(self.kind)
        return texts

    @cached_property
    def leads(self) -> bool:
        """Whether the person heads the office or is a deputy."""
        return self.office.is_leader(self.person)

    @cached_property
    def workload(self) -> Workload:
        """What was given, done, and done late."""
        return workload(self.office, self.person, self.desk.seed)

    @cached_property
    def numbers(self) -> Numbers:
        """The person's own numbers."""
        return Numbers(Random(f"{self.desk.seed}/{self.person.code}/numbers"))

    @cached_property
    def works(self) -> list[str]:
        """The works of the position."""
        return [self.office.say(work) for work in self.office.post(self.person)["viec"]]

    @cached_property
    def names(self) -> dict[str, str]:
        """What the texts may ask for."""
        load = self.workload
        results = self.desk.dealer.index("ket_qua", 6)
        of_office = bank("linh-vuc")[self.office.trade]["ket_qua"]
        return {
            **self.office.names(),
            "linh_vuc": str(self.office.post(self.person)["linh_vuc"]),
            **{f"viec_{i}": work for i, work in enumerate(self.works, 1)},
            "ket_qua_1": self.office.say(of_office[results]),
            "ket_qua_2": self.office.say(of_office[(results + 1) % len(of_office)]),
            "n_giao": two(load["giao"]),
            "n_xong": two(load["xong"]),
            "n_cham": two(load["cham"]),
            "n_con": two(load["giao"] - load["xong"]),
            "ty_le": share(load["xong"], load["giao"]),
            "nhac": str(self.shortcomings[0]["nhac"]),
            "thoi_han": str(self.shortcomings[0]["thoi_han"]),
        }

    @cached_property
    def shortcomings(self) -> list[Data]:
        """The person's shortcomings with causes, remedies and plans, filled: the own field's first."""
        own = next(h for h in bank("linh-vuc")[self.office.trade]["han_che"] if h["vi_tri"] == self.person.place)
        mine = {key: self._of_office(value, own["thoi_han"]) for key, value in own.items()}
        common = [self._filled(entry) for entry in self._common(2)]
        if self.person.case == "ky-luat":
            return [self._filled(self.bank["ky_luat"][-1]), mine, *common]
        return [mine, *common]

    def _of_office(self, value: Any, deadline: str) -> Any:
        return self.office.say(value, thoi_han=deadline) if isinstance(value, str) else value

    def _common(self, count: int) -> list[Data]:
        return self.some("han_che", count)

    def some(self, key: str, count: int, barred: Sequence[str] = ()) -> list[Data]:
        """So many entries of a list of the bank, true of this person and not at odds with what is barred."""
        options: list[Data] = self.bank[key]
        state = "co_cham" if self.workload["cham"] else "khong_cham"
        taken = [
            i for i, entry in enumerate(options) if entry.get("khi", state) != state or entry.get("tranh") in barred
        ]
        chosen: list[Data] = []
        for _ in range(count):
            taken.append(self.desk.dealer.index(f"{self.kind}/{key}", len(options), taken))
            chosen.append(options[taken[-1]])
        return chosen

    def _filled(self, entry: Data) -> Data:
        names = {
            **self.office.names(),
            "linh_vuc": str(self.office.post(self.person)["linh_vuc"]),
            "thoi_han": str(entry.get("thoi_han", "")),
        }
        return {
            key: fill(value, names, self.numbers) if isinstance(value, str) and "{" in value else value
            for key, value in entry.items()
        }

    @cached_property
    def promise(self) -> Data:
        """The commitment of the year with its answer, filled."""
        chosen = self.some("cam_ket", 1)[0]
        return {key: [self.fill(text) for text in texts] for key, texts in chosen.items() if key != "khi"}

    def one(self, slot: str, options: Sequence[str]) -> str:
        """One of the alternatives, filled; none that counts late tasks where there are none."""
        late = [] if self.workload["cham"] else [i for i, text in enumerate(options) if "{n_cham}" in text]
        return self.fill(self.desk.dealer.deal(f"{self.kind}/{slot}", options, late))

    def each(self, slot: str, slots: Sequence[Sequence[str]]) -> list[str]:
        """One alternative of each slot, filled."""
        return [self.one(f"{slot}/{i}", options) for i, options in enumerate(slots)]

    def own(self, section: str, paragraph: str) -> str:
        """The paragraph of a section, each long sentence said as nobody else says it."""
        return self.desk.voices.own(self.person.code, section, paragraph)

    def fill(self, text: str) -> str:
        """The text with the person's names and numbers."""
        return fill(text, self.names, self.numbers)


def two(number: int) -> str:
    """Counts in official text have two digits at least."""
    return f"{number:02d}"


def share(part: int, whole: int) -> str:
    """`95,7%`, `100%`."""
    return "100%" if part == whole else f"{part * 100 / whole:.1f}%".replace(".", ",")


def compose(subject: Subject) -> Data:
    """Everything that is said of one person."""
    desk, person = subject.desk, subject.person
    head = identity(subject)
    if not person.reviewed:
        return {**head, "mien_kiem_diem": {"ly_do": person.case, "ghi_chu": SPECIAL[person.case]}}
    desk.dealer.begin(person.code)
    review = self_criticism(subject)
    data = {**head, "kiem_diem": review, "nhan_xet": verdicts(subject)}
    data["phieu_cong_vu"] = civil_sheet(subject)
    data["nhan_xet_cu_tru"] = residence(subject)
    data["cam_ket"] = commitment(subject)
    data["nhiem_vu"] = Flow(subject.workload)
    if person.case == "ky-luat":
        reason = subject.shortcomings[0]["noi_dung"]
        data["ky_luat"] = [{"hinh_thuc": "khien-trach", "ngay": "20/8/2021", "noi_dung": reason}]
    data["khac_phuc_sau"] = remedy_rows(subject)
    data["han_che_ky_truoc"] = [item["han_che"] for item in review["khac_phuc"]["muc"]]
    return data


def identity(subject: Subject) -> Data:
    """Who the person is."""
    office, person = subject.office, subject.person
    party = {1: f"Bí thư Chi bộ {office.name}", 2: f"Phó Bí thư Chi bộ {office.name}"}
    return {
        "ma": person.code,
        "ho_ten": person.name,
        "ngay_sinh": person.birth,
        "gioi_tinh": person.gender,
        "chi_bo": office.code,
        "dang_vien": "du-bi" if person.case == "du-bi" else "chinh-thuc",
        "chuc_vu_dang": party.get(person.place, "Đảng viên dự bị" if person.case == "du-bi" else "Đảng viên"),
        "chuc_vu_chinh_quyen": str(office.post(person)["chuc_vu"]),
        "chuc_vu_doan_the": person.union,
        "don_vi_cong_tac": str(office.facts["noi_cong_tac"]),
        "doi_tuong": str(office.facts["doi_tuong"]),
        "dien_quan_ly": "huyen-uy" if person.place == 1 else "dang-uy",
        "lanh_dao": "co" if subject.leads else "khong",
        "ngay_vao_dang": person.admitted,
    }


def self_criticism(subject: Subject) -> Data:
    """Bản kiểm điểm cá nhân, every long sentence the person's own."""
    shortcomings = subject.shortcomings
    asked = subject.person.level if subject.person.case != "tu-nhan-cao" else "htt"
    sections = {
        "ngay": "25/11/2021" if subject.leads else "26/11/2021",
        "uu_diem": strengths(subject),
        "han_che": [entry["han_che"] for entry in shortcomings],
        "nguyen_nhan": [entry["nguyen_nhan"] for entry in shortcomings[:2]],
        "khac_phuc": mended(subject),
        "giai_trinh": [_explanation(subject)],
        "trach_nhiem": [entry["trach_nhiem"] for entry in shortcomings[:2]],
        "phuong_huong": [entry["phuong_huong"] for entry in shortcomings],
        "tu_nhan": Flow(cong_chuc=asked, dang_vien=asked),
    }
    for key in ("han_che", "nguyen_nhan", "trach_nhiem", "phuong_huong"):
        sections[key] = [subject.own(key, text) for text in sections[key]]
    return sections


def strengths(subject: Subject) -> Data:
    """Mục I, by criterion."""
    texts, grades = subject.bank, GRADES[subject.person.level]
    morals = subject.each("pham_chat", texts["pham_chat"])
    if subject.person.case == "ky-luat":
        morals.append(str(subject.shortcomings[0]["pham_chat"]))
    duties = [_opening(subject), *subject.each("nhiem_vu", texts["nhiem_vu"])]
    duties += subject.each("nhiem_vu_them", texts.get(f"nhiem_vu_{subject.person.level}", []))
    sections = {"pham_chat": morals, "nhiem_vu": duties}
    if subject.leads:
        sections["lanh_dao"] = subject.each("lanh_dao", texts["lanh_dao"])
    told: Data = {
        key: {"noi_dung": [subject.own(key, text) for text in lines], "tu_danh_gia": grades[key]}
        for key, lines in sections.items()
    }
    told["cam_ket"] = {"noi_dung": [subject.own("cam_ket", text) for text in kept_promises(subject)]}
    return told


def kept_promises(subject: Subject) -> list[str]:
    """The answer to the commitment, with a sentence at least for every point of it."""
    parts = dict(subject.promise)
    first, *rest = parts.pop("tra_loi")
    points = sum(len(texts) for texts in parts.values())
    missing = points - len(re.findall(r"[.;](?=\s|$)", " ".join([first, *rest])))
    extra = bank("bien-the")["cam_ket"]
    added = [subject.fill(subject.one(f"cam_ket/{key}", extra[key])) for key in list(extra)[: max(missing, 0)]]
    opening = added[0].replace("[so_diem]", two(points)) if added else ""
    lines = [f"{opening} {first}".strip(), *rest]
    lines[-1] = " ".join([lines[-1], *added[1:]])
    return lines


def _opening(subject: Subject) -> str:
    load = subject.workload
    state = "co_cham" if load["cham"] else "khong_cham" if load["giao"] == load["xong"] else "do_dang"
    return subject.one(f"mo_dau/{state}", subject.bank["mo_dau_nhiem_vu"][state])


def mended(subject: Subject) -> Data:
    """Mục III: two shortcomings of last season."""
    chosen = subject.some("khac_phuc", 2, [entry["ten"] for entry in subject.shortcomings])
    items = [
        {
            "han_che": subject.fill(item["han_che"]),
            "trang_thai": item["trang_thai"],
            "ket_qua": subject.own("khac_phuc", subject.fill(item["ket_qua"])),
        }
        for item in chosen
    ]
    return {"muc": items, "tu_danh_gia": GRADES[subject.person.level]["khac_phuc"]}


def _explanation(subject: Subject) -> str:
    if subject.person.case == "ky-luat":
        return subject.one("giai_trinh_kht", subject.bank["giai_trinh_kht"])
    return subject.one("giai_trinh", subject.bank["giai_trinh"])


def verdicts(subject: Subject) -> Data:
    """Nhận xét, xếp loại của thủ trưởng, chi uỷ, đảng uỷ; probationary members are not rated by the Party."""
    office, person = subject.office, subject.person
    head, deputy = office.people[0].code, office.people[1].code
    office_head: Any = Flow(ho_ten=CHAIRMAN) if person.place == 1 else head
    told: Data = {"thu_truong": _verdict(subject, "nhan_xet_thu_truong", CIVIL_DAY, office_head)}
    if person.rated:
        secretary = deputy if person.place == 1 else head
        told["chi_uy"] = _verdict(subject, "nhan_xet_chi_uy", office.calendar["hop"], secretary)
        told["dang_uy"] = {"muc": person.level, "ngay": COMMITTEE_DAY, "nguoi_ky": "VP01"}
    return told


def _verdict(subject: Subject, key: str, day: str, signer: Any) -> Data:
    level = subject.person.level
    sentences = subject.each(f"{key}/{level}", subject.bank[key][level])
    return {"noi_dung": [" ".join(sentences)], "muc": level, "ngay": day, "nguoi_ky": signer}


def civil_sheet(subject: Subject) -> Data:
    """Phiếu đánh giá theo Nghị định 90/2020/NĐ-CP."""
    texts = subject.bank["nd90"]
    keys = ORDINARY_ITEMS + (LEADER_ITEMS if subject.leads else ())
    sheet: Data = {
        "ngay": SHEET_DAY,
        "noi_dung": {key: subject.each(f"nd90/{key}", texts[key]) for key in keys},
        "tu_nhan_xet": subject.each("nd90/tu_nhan_xet", texts["tu_nhan_xet"]),
    }
    own = subject.bank["ky_luat"][-1].get("nd90", {}) if subject.person.case == "ky-luat" else {}
    sheet["noi_dung"] |= {key: own[key] for key in ("dao_duc", "ky_luat") if key in own}
    sheet["tu_nhan_xet"] = own.get("tu_nhan_xet", sheet["tu_nhan_xet"])
    if subject.leads and "y_kien_cap_uy" in texts:
        sheet["y_kien_cap_uy"] = subject.each("nd90/y_kien_cap_uy", texts["y_kien_cap_uy"])
    return sheet


def residence(subject: Subject) -> Data:
    """Nhận xét của chi uỷ nơi cư trú."""
    random = Random(f"{subject.desk.seed}/{subject.person.code}/home")
    commune, unit = random.choice(HOMES)
    place = f"{unit} {random.choice(HAMLETS)}"
    people = bank("nhan-su")
    parts = [random.choice([each for each in people[key] if each not in ("Trung", "Duy")]) for key in SIGNER]
    signer = " ".join(parts)
    return {
        "dang_uy": f"Đảng uỷ {commune}",
        "chi_bo": f"Chi bộ {place}",
        "noi_cu_tru": f"{place[0].upper()}{place[1:]}, {commune}, huyện Sơn Dương",
        "noi_dung": subject.each("nhan_xet_cu_tru", subject.bank["nhan_xet_cu_tru"]),
        "ngay": f"{random.randint(22, 26)}/11/2021",
        "nguoi_ky": signer,
    }


def commitment(subject: Subject) -> Data:
    """Bản cam kết đầu năm."""
    day = Random(f"{subject.desk.seed}/{subject.person.code}/promise").choice(("12", "14", "15", "18", "20", "22"))
    return {"ngay": f"{day}/01/2021", **{key: texts for key, texts in subject.promise.items() if key != "tra_loi"}}


def remedy_rows(subject: Subject) -> list[Data]:
    """Kế hoạch khắc phục: one row for each shortcoming."""
    return [remedy_row(entry, subject.person.name) for entry in subject.shortcomings]


def remedy_row(entry: Data, responsible: str) -> Data:
    """A row of the remedy plan."""
    return {
        "han_che": stopped(entry["ten"][:1].upper() + entry["ten"][1:]),
        "nguyen_nhan": entry["nguyen_nhan"],
        "bien_phap": stopped(entry["bien_phap"]),
        "thoi_han": entry["thoi_han"],
        "chiu_trach_nhiem": responsible,
        "san_pham": stopped(entry["san_pham"]),
    }


def short_forms(subject: Subject) -> dict[str, str]:
    """What the minutes call the person's shortcomings and what must be mended."""
    first, second = subject.shortcomings[0], subject.shortcomings[1]
    return {
        "hc_1": lowered(first["ten"]),
        "hc_2": lowered(second["ten"]),
        "nhac": first["nhac"],
        "nhac_2": second["nhac"],
    }
