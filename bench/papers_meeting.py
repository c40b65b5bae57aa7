"""Minutes: what is said at the sitting of a branch or of the leaders of an office, and how they vote."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from bank import Numbers, bank, fill
from papers_collective import Body, Sitter, short_names
from papers_person import two
from yaml_out import Flow

Data = dict[str, Any]
LEVELS = ("htxs", "htt", "ht", "kht")
LEVEL_WORDS = {
    "htxs": "hoàn thành xuất sắc nhiệm vụ",
    "htt": "hoàn thành tốt nhiệm vụ",
    "ht": "hoàn thành nhiệm vụ",
    "kht": "không hoàn thành nhiệm vụ",
}
_ASKED = re.compile(r"\{(?:nhac|hc)[_0-9]*\}")
MATERNITY = "nghỉ thai sản theo chế độ"


@dataclass(frozen=True)
class Sitting:
    """Cuộc họp được soạn: `called` in the order of posts, `away` among them, `aides` take notes and count."""

    body: Body
    called: tuple[Sitter, ...]
    away: tuple[Sitter, ...] = ()

    @property
    def leading(self) -> bool:
        """Whether the leaders sit, not the branch."""
        return self.body.leading

    @property
    def day(self) -> str:
        """The day."""
        return str(self.body.office.calendar["lanh_dao" if self.leading else "hop"])

    @property
    def present(self) -> tuple[Sitter, ...]:
        """Who came."""
        return tuple(each for each in self.called if each not in self.away)

    @property
    def voters(self) -> tuple[Sitter, ...]:
        """Who may vote."""
        return tuple(each for each in self.present if each.votes)

    @property
    def heard(self) -> tuple[Sitter, ...]:
        """Who is reviewed here: leaders at their own sitting, all present who wrote a self-criticism else."""
        pool = self.body.people if self.leading else self.present
        return tuple(each for each in pool if each.case != "chua-du-6-thang")

    @property
    def texts(self) -> Any:
        """The bank of this kind of sitting."""
        return bank("cuoc-hop")["lanh_dao" if self.leading else "chi_bo"]

    @property
    def recorder(self) -> Sitter:
        """Who takes the minutes: the last present who votes and is in good standing."""
        return next(each for each in reversed(self.voters) if each.case == "")

    @property
    def tellers(self) -> tuple[Sitter, Sitter]:
        """Who counts: neither the chair nor, while there are others, the recorder."""
        pool = [each for each in self.voters[1:] if each.case == ""]
        others = [each for each in pool if each is not self.recorder]
        first = others[1] if len(others) > 1 else others[0]
        second = next((each for each in others if each is not first), self.recorder)
        return first, second

    @cached_property
    def guest(self) -> Data:
        """Who represents the higher level."""
        key = self.body.office.calendar["cap_tren" if self.leading else "dai_bieu"]
        people = bank("nhan-su")
        return dict(people["cap_tren"][key]) if self.leading else {"nguoi": key, **people["dai_bieu"][key]}

    @cached_property
    def names(self) -> dict[str, str]:
        """What the texts may ask for."""
        body, people = self.body, bank("nhan-su")["dai_bieu"]
        guest = self.guest.get("ho_ten") or people[self.guest["nguoi"]]["ho_ten"]
        return {
            **body.names(),
            **short_names(body),
            "chu_tri": body.people[0].name,
            "dai_bieu": guest,
            "co_mat": two(len(self.present)),
            "trieu_tap": two(len(self.called)),
            "ngay_gui": body.report_day,
            "ngay_chi_bo": str(body.office.calendar["hop"]),
            "ngay_nop": "10/12/2021",
            "thu_ky": self.recorder.name,
            "muc": LEVEL_WORDS[body.level],
            "tom_tat": body.office.say(bank("tap-the")["don_vi"][body.office.trade]["tom_tat"]),
            "ket_qua_dv": self.outcome(),
        }

    @cached_property
    def numbers(self) -> Numbers:
        """Numbers of its own."""
        return Numbers(Random(f"{self.body.seed}/{self.body.code}/meeting"))

    def outcome(self) -> str:
        """`01 đảng viên hoàn thành xuất sắc nhiệm vụ, 05 …`."""
        noun = "đồng chí lãnh đạo" if self.leading else "đảng viên"
        rated = [each for each in self.heard if each.rated]
        counts = [(level, sum(each.level == level for each in rated)) for level in LEVELS]
        return ", ".join(f"{two(count)} {noun} {LEVEL_WORDS[level]}" for level, count in counts if count)

    def say(self, slot: str, options: Sequence[str], **more: str) -> str:
        """One alternative, filled."""
        text = self.body.dealer.deal(f"cuoc-hop/{self.leading}/{slot}", options)
        return fill(text, {**self.names, **more}, self.numbers)

    def each(self, slot: str, slots: Sequence[Sequence[str]]) -> list[str]:
        """One alternative of each slot."""
        return [self.say(f"{slot}/{i}", options) for i, options in enumerate(slots)]


def compose(sitting: Sitting) -> Data:
    """The minutes of a sitting."""
    body, texts = sitting.body, sitting.texts
    body.dealer.begin(f"{body.code}/hop")
    kind = "tập thể, cá nhân lãnh đạo" if sitting.leading else "tập thể, đảng viên Chi bộ"
    about = f"hội nghị kiểm điểm, đánh giá, xếp loại chất lượng {kind} {body.office.name} năm 2021"
    hours = _hours(sitting)
    first, second = sitting.tellers
    return {
        "ma": body.code,
        "loai": "tap-the-lanh-dao" if sitting.leading else "chi-bo",
        "to_chuc": body.code,
        "ten": about,
        "ngay": sitting.day,
        "gio_bat_dau": hours[0],
        "gio_ket_thuc": hours[3],
        "dia_diem": f"phòng họp {body.office.name}, huyện Sơn Dương",
        "chu_tri": body.people[0].code,
        "thu_ky": sitting.recorder.code,
        "trieu_tap": [each.code for each in sitting.called],
        "vang": [Flow(nguoi=each.code, ly_do=MATERNITY) for each in sitting.away],
        "dai_bieu": [_guest(sitting)],
        "khai_mac": sitting.each("khai_mac", texts["khai_mac"]),
        "kiem_diem": [_of_body(sitting), *(_of_person(sitting, each) for each in sitting.heard)],
        "phat_bieu_cap_tren": sitting.each("phat_bieu", texts["phat_bieu"]),
        "to_kiem_phieu": [
            Flow(nguoi=first.code, vai_tro="Tổ trưởng"),
            Flow(nguoi=second.code, vai_tro="Thành viên"),
        ],
        "kiem_phieu": _ballot(sitting, hours),
        "ket_luan": sitting.each("ket_luan", texts["ket_luan"]),
        "so_ban": "3",
    }


def _guest(sitting: Sitting) -> Data:
    guest = sitting.guest
    if "nguoi" in guest:
        return Flow(nguoi=guest["nguoi"], chuc_vu=guest["chuc_vu"])
    return Flow(ho_ten=guest["ho_ten"], chuc_vu=guest["chuc_vu"])


def _hours(sitting: Sitting) -> tuple[str, str, str, str]:
    """Start of the sitting, of the count, end of the count, of the sitting."""
    start = sitting.body.office.calendar["gio_lanh_dao" if sitting.leading else "gio"]
    begun = int(start[:2]) * 60 + int(start[3:])
    length = 45 + 22 * (len(sitting.heard) + 1)
    moments = (begun, begun + length - 40, begun + length - 18, begun + length)
    first, *rest = (f"{m // 60:02d}:{m % 60 // 5 * 5:02d}" for m in moments)
    return first, rest[0], rest[1], rest[2]


def _commenters(sitting: Sitting, about: str, count: int) -> list[Sitter]:
    pool = [each for each in sitting.present if each.code != about]
    random = Random(f"{sitting.body.seed}/{sitting.body.code}/{about}")
    return random.sample(pool, min(count, len(pool)))


def _of_body(sitting: Sitting) -> Data:
    texts, body = sitting.texts["tap_the"], sitting.body
    speakers = _commenters(sitting, body.people[0].code, 4)
    return {
        "ve": body.code,
        "nguoi_trinh_bay": body.people[0].code,
        "tom_tat": [sitting.say(f"tap_the/{key}", texts[key]) for key in ("tom_tat", "nguyen_nhan")],
        "gop_y": _comments(sitting, "tap_the", texts["gop_y"], speakers, {}),
        "tiep_thu": sitting.say("tap_the/tiep_thu", texts["tiep_thu"]),
        "ket_luan": sitting.say("tap_the/ket_luan", texts["ket_luan"]),
    }


def _comments(
    sitting: Sitting, slot: str, options: Sequence[str], speakers: Sequence[Sitter], more: dict[str, str]
) -> list[Data]:
    """A comment of each speaker, all different and each about something else."""
    taken: list[int] = []
    said: set[str] = set()
    for _ in speakers:
        barred = [i for i, text in enumerate(options) if said & set(_ASKED.findall(text))]
        taken.append(
            sitting.body.dealer.index(f"cuoc-hop/{sitting.leading}/{slot}/gop_y", len(options), [*taken, *barred])
        )
        said |= set(_ASKED.findall(options[taken[-1]]))
    words = {**sitting.names, **more}
    return [
        {"nguoi": each.code, "y_kien": fill(options[i], words, sitting.numbers)}
        for each, i in zip(speakers, taken, strict=True)
    ]


def _of_person(sitting: Sitting, each: Sitter) -> Data:
    texts = sitting.texts["ca_nhan"]
    words = {
        **each.words,
        **{f"viec_{i}": work for i, work in enumerate(each.works, 1)},
        "ten": each.name,
        "chuc_vu": each.post,
        "muc": LEVEL_WORDS[each.level],
        "muc_tu_nhan": LEVEL_WORDS[each.asked or each.level],
        "pho": sitting.body.people[1].name,
        "pho_chuc": sitting.body.people[1].post,
    }
    comments = texts["gop_y_kht"] if each.case == "ky-luat" else texts["gop_y"]
    speakers = _commenters(sitting, each.code, 3)
    return {
        "ve": each.code,
        "nguoi_trinh_bay": each.code,
        "tom_tat": [each.summary or sitting.say("tom_tat", texts["tom_tat"], **words)],
        "gop_y": _comments(sitting, f"ca_nhan/{each.case == 'ky-luat'}", comments, speakers, words),
        "tiep_thu": sitting.say("tiep_thu", texts["tiep_thu"], **words),
        "ket_luan": sitting.say(*_verdict(sitting, each), **words),
    }


def _verdict(sitting: Sitting, each: Sitter) -> tuple[str, Sequence[str]]:
    """The slot and the alternatives of the chair's conclusion about a person."""
    texts = sitting.texts["ca_nhan"]
    if each is sitting.heard[0]:
        key = "ket_luan_dung_dau"
    elif each.case == "du-bi":
        key = "ket_luan_du_bi"
    else:
        key = f"ket_luan_{each.level}"
    chosen: Sequence[str] = texts.get(key) or texts["ket_luan"]
    return key, chosen


def _ballot(sitting: Sitting, hours: tuple[str, str, str, str]) -> Data:
    body, cast = sitting.body, len(sitting.voters)
    head, *others = (each for each in sitting.heard if each.rated)
    rows = [(body.code, body.level), *((each.code, each.level) for each in (*others, head))]
    return {
        "gio_bat_dau": hours[1],
        "gio_ket_thuc": hours[2],
        "cach_thuc": [sitting.say("cach_thuc", sitting.texts["cach_thuc"])],
        "phat_ra": str(cast),
        "thu_ve": str(cast),
        "hop_le": str(cast),
        "khong_hop_le": "0",
        "ket_qua": [Flow(ve=code, phieu=votes(sitting, code, level)) for code, level in rows],
    }


def votes(sitting: Sitting, code: str, level: str) -> Data:
    """The count of a row: the level has more than half of those called, one voter may think otherwise."""
    cast, called = len(sitting.voters), len(sitting.called)
    random = Random(f"{sitting.body.seed}/{sitting.body.code}/{code}/votes")
    against = random.choice((0, 0, 1)) if (cast - 1) * 2 > called else 0
    near = {"htxs": "htt", "htt": random.choice(("htxs", "ht")), "ht": "htt", "kht": "ht"}[level]
    counts = dict.fromkeys(LEVELS, 0)
    counts[level] += cast - against
    counts[near] += against
    return dict(counts)
