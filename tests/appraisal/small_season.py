"""A small season without a flaw, grown to any size, and the means to spoil one fact of it at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from vanban.appraisal import appraise
from vanban.intake.validate import to_fact
from vanban.intake.yaml_file import Source
from vanban.model.collective import Collective
from vanban.model.finding import Finding
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.period import Period
from vanban.model.profile import LegalProfile
from vanban.model.review import Review

ROOT = Path(__file__).parents[2]
Values = dict[str, Any]
LEVELS = ("htxs", "htt", "ht", "kht")
GRADE = {"htxs": "xuat-sac", "htt": "tot", "ht": "trung-binh", "kht": "trung-binh"}


def text(about: str, level: str, criteria: tuple[str, ...], day: str) -> Values:
    """Sections I to VI, no sentence of which another subject has."""
    graded = {c: {"noi_dung": [f"Mục {c} của {about} đã làm xong."], "tu_danh_gia": "tot"} for c in criteria}
    return {
        "ngay": day,
        "uu_diem": graded,
        "han_che": [f"Hạn chế của {about} là chậm."],
        "nguyen_nhan": [f"Nguyên nhân ở {about}."],
        "khac_phuc": {
            "muc": [{"han_che": f"Chậm việc cũ của {about}", "trang_thai": "da", "ket_qua": f"Đã xong ở {about}."}],
            "tu_danh_gia": "tot",
        },
        "giai_trinh": ["Không có nội dung được gợi ý kiểm điểm."],
        "trach_nhiem": [f"Trách nhiệm thuộc {about}."],
        "phuong_huong": [f"Phương hướng của {about} là sớm."],
    }


def remedy(about: str) -> list[Values]:
    row = {"han_che": f"Hạn chế {about}", "nguyen_nhan": "Chủ quan", "bien_phap": "Đôn đốc", "thoi_han": "31/3/2022"}
    return [{**row, "chiu_trach_nhiem": about, "san_pham": "Báo cáo"}]


def person(code: str, branch: str, level: str, leader: bool = False) -> Values:
    """A member reviewed and rated at a level, as a public servant too."""
    criteria = ("pham_chat", "nhiem_vu", *(["lanh_dao"] if leader else []))
    review = text(code, level, criteria, "25/11/2021")
    review["uu_diem"]["nhiem_vu"]["tu_danh_gia"] = GRADE[level]
    review["uu_diem"]["cam_ket"] = {
        "noi_dung": [f"{code} trả lời điểm một. Điểm hai xong. Điểm ba xong. Điểm bốn xong."]
    }
    review["tu_nhan"] = {"cong_chuc": level, "dang_vien": level}
    return {
        "ma": code,
        "ho_ten": f"Trần Văn {code}",
        "ngay_sinh": "01/01/1980",
        "gioi_tinh": "nam",
        "chi_bo": branch,
        "dang_vien": "chinh-thuc",
        "chuc_vu_dang": "Đảng viên",
        "chuc_vu_chinh_quyen": "Trưởng phòng" if leader else "Chuyên viên",
        "chuc_vu_doan_the": "Không",
        "don_vi_cong_tac": branch,
        "doi_tuong": "cong-chuc",
        "dien_quan_ly": "huyen-uy" if leader else "dang-uy",
        "lanh_dao": "co" if leader else "khong",
        "kiem_diem": review,
        "nhan_xet": {
            "thu_truong": {"muc": level, "ngay": "01/12/2021", "nguoi_ky": {"ho_ten": "Vi Xuân Trường"}},
            "chi_uy": {"muc": level, "ngay": "06/12/2021", "nguoi_ky": {"ho_ten": "Vi Xuân Trường"}},
            "dang_uy": {"muc": level, "ngay": "14/12/2021", "nguoi_ky": {"ho_ten": "Vi Xuân Trường"}},
        },
        "cam_ket": {
            "ngay": "15/01/2021",
            **{key: [f"Điểm {key}"] for key in ("tu_tuong", "nhiem_vu", "ky_luat", "hanh_dong")},
        },
        "nhiem_vu": {"giao": 10, "xong": 9},
        "khac_phuc_sau": remedy(code),
        "han_che_ky_truoc": [f"Chậm việc cũ của {code}"],
    }


def collective(code: str, kind: str, members: list[str], level: str, **more: Any) -> Values:
    """A collective whose report proposes a level."""
    criteria = ("nguyen_tac", "chi_tieu", "trach_nhiem", "xay_dung_dang", "kiem_tra")
    report = text(code, level, criteria, "26/11/2021")
    report["uu_diem"]["chi_tieu"]["tu_danh_gia"] = GRADE[level]
    report |= {"nguoi_ky": members[0], "tham_quyen": "T/M", "chuc_vu": "BÍ THƯ", "de_nghi": level}
    return {
        "ma": code,
        "loai": kind,
        "ten": f"Tập thể {code}",
        "ten_ngan": code,
        "dau_trang": [code],
        "thanh_vien": [{"nguoi": member, "vai_tro": "Thành viên"} for member in members],
        "bao_cao": report,
        "chi_tieu": {"giao": 10, "xong": 9},
        "khac_phuc_sau": remedy(code),
        "han_che_ky_truoc": [f"Chậm việc cũ của {code}"],
        **more,
    }


def meeting(code: str, kind: str, day: str, summoned: list[str], rows: list[tuple[str, str]]) -> Values:
    """A sitting that reviews and rates: `rows` are (code, level) in ballot order, the head last."""
    heard = [about for about, _ in rows]
    people = [about for about in heard if about in summoned]
    order = [*(a for a in heard if a not in people), *people[-1:], *people[:-1]]
    talk = {"tom_tat": ["Tóm tắt."], "tiep_thu": "Tiếp thu.", "ket_luan": "Kết luận."}
    voters = len(summoned)
    return {
        "ma": code,
        "loai": kind,
        "to_chuc": code,
        "ten": f"hội nghị kiểm điểm, đánh giá {code}",
        "ngay": day,
        "gio_bat_dau": "08:00",
        "gio_ket_thuc": "11:00",
        "dia_diem": "phòng họp",
        "chu_tri": summoned[0],
        "thu_ky": summoned[-1],
        "trieu_tap": summoned,
        "khai_mac": ["Khai mạc."],
        "kiem_diem": [
            {"ve": a, "nguoi_trinh_bay": summoned[0], "gop_y": [{"nguoi": summoned[0], "y_kien": "nhất trí"}], **talk}
            for a in order
        ],
        "to_kiem_phieu": [{"nguoi": summoned[-1], "vai_tro": "Tổ trưởng"}],
        "kiem_phieu": {
            "gio_bat_dau": "10:00",
            "gio_ket_thuc": "10:30",
            "cach_thuc": ["Bỏ phiếu kín."],
            "phat_ra": voters,
            "thu_ve": voters,
            "hop_le": voters,
            "khong_hop_le": 0,
            "ket_qua": [{"ve": a, "phieu": {x: voters if x == level else 0 for x in LEVELS}} for a, level in rows],
        },
        "ket_luan": ["Kết luận."],
        "so_ban": 2,
    }


@dataclass(frozen=True)
class World:
    """The raw values of a season by kind and code, as a clerk would type them."""

    period: Values
    nouns: dict[str, dict[str, Values]]
    profile: LegalProfile

    def review(self) -> Review:
        made = {kind: {c: fact(model, v) for c, v in self.nouns[kind].items()} for kind, model in MODELS.items()}
        return Review(
            "thu", fact(Period, self.period), self.profile, made["tap-the"], made["ca-nhan"], made["cuoc-hop"]
        )

    def person(self, code: str) -> Values:
        return self.nouns["ca-nhan"][code]

    def collective(self, code: str) -> Values:
        return self.nouns["tap-the"][code]

    def meeting(self, code: str) -> Values:
        return self.nouns["cuoc-hop"][code]

    def rate(self, code: str, level: str, votes: tuple[int, int, int, int] | None = None) -> None:
        """Give a person or collective another level everywhere: verdicts, votes, grades."""
        if code in self.nouns["ca-nhan"]:
            mine = self.person(code)
            for verdict in mine["nhan_xet"].values():
                verdict["muc"] = level
            mine["kiem_diem"]["tu_nhan"] = {"cong_chuc": level, "dang_vien": level}
            mine["kiem_diem"]["uu_diem"]["nhiem_vu"]["tu_danh_gia"] = GRADE[level]
        else:
            self.collective(code)["bao_cao"]["de_nghi"] = level
            self.collective(code)["bao_cao"]["uu_diem"]["chi_tieu"]["tu_danh_gia"] = GRADE[level]
        for held in self.nouns["cuoc-hop"].values():
            for row in held["kiem_phieu"]["ket_qua"]:
                if row["ve"] == code:
                    row["phieu"] = {x: held["kiem_phieu"]["hop_le"] if x == level else 0 for x in LEVELS}

    def drop(self, held: str, about: str) -> None:
        """Somebody is neither heard nor voted on at a meeting."""
        sitting = self.meeting(held)
        sitting["kiem_diem"] = [d for d in sitting["kiem_diem"] if d["ve"] != about]
        sitting["kiem_phieu"]["ket_qua"] = [row for row in sitting["kiem_phieu"]["ket_qua"] if row["ve"] != about]

    def row(self, held: str, about: str) -> Values:
        return next(row for row in self.meeting(held)["kiem_phieu"]["ket_qua"] if row["ve"] == about)


MODELS: Mapping[str, type] = {"tap-the": Collective, "ca-nhan": Individual, "cuoc-hop": Meeting}


def fact(model: type, values: Values) -> Any:
    made, problems = to_fact(model, Source("thu.yaml", values, {}))
    assert not problems, problems
    return made


def period() -> Values:
    """The sample's own period: office, plan, dates; what names persons of the sample is of no weight here."""
    values = yaml.load((ROOT / "data/son-duong-2021/ky.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)
    return {**values, "goi_y": [], "kem_theo": []}


def world_of(profile: LegalProfile, levels: Mapping[str, list[str]]) -> World:
    """A season whose branches have members of these levels; the first member heads branch and office at `htt`."""
    people, collectives, meetings = {}, {}, {}
    heads = [f"{branch.upper()}01" for branch in levels]
    for branch, own in levels.items():
        codes = [f"{branch.upper()}{i:02d}" for i in range(1, len(own) + 1)]
        rated = dict(zip(codes, own, strict=True))
        people |= {c: person(c, branch, level, c == codes[0]) for c, level in rated.items()}
        collectives[branch] = collective(branch, "chi-bo", codes[:2], "htt")
        leading = collective(f"ld-{branch}", "tap-the-lanh-dao", codes[:1], "htt", phat_hanh=branch, muc_don_vi="htt")
        collectives[f"ld-{branch}"] = leading
        ballot = [(branch, "htt"), *list(rated.items())[1:], (codes[0], own[0])]
        meetings[branch] = meeting(branch, "chi-bo", "06/12/2021", codes, ballot)
        own_rows = [(f"ld-{branch}", "htt"), (codes[0], own[0])]
        meetings[f"ld-{branch}"] = meeting(f"ld-{branch}", "tap-the-lanh-dao", "02/12/2021", codes, own_rows)
    collectives["dang-uy"] = collective("dang-uy", "dang-uy", heads, "htt")
    decided_above = [("dang-uy", "htt"), *((f"ld-{branch}", "htt") for branch in levels)]
    decided_above += [(f"{branch.upper()}01", own[0]) for branch, own in reversed(levels.items())]
    meetings["dang-uy"] = meeting("dang-uy", "dang-uy", "14/12/2021", heads, decided_above)
    return World(period(), {"ca-nhan": people, "tap-the": collectives, "cuoc-hop": meetings}, profile)


def found(review: Review, code: str) -> list[Finding]:
    """The findings of one rule."""
    return [finding for finding in appraise(review) if finding.code == code]


def one(review: Review, code: str) -> Finding:
    """The only finding of one rule."""
    findings = found(review, code)
    assert len(findings) == 1, [finding.message for finding in findings]
    return findings[0]


def under(review: Review, profile: LegalProfile) -> Review:
    """The same facts under another regime."""
    return replace(review, profile=profile)


TWO = ["htt"] * 8 + ["htxs"] * 2
