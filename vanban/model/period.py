"""The season itself: the office, its superior, its plan, what it asks for."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import Field

from vanban.model.document import LegalBasis
from vanban.model.fact import Code, Date, Fact, Flag, OptionalWords, Text, Words
from vanban.model.scoring import HigherQuota, ReRating, ScoreRow
from vanban.model.state_paper import StateBody, StatePaper

SEASON_YEARS: Final = range(1990, 2101)


class Office(Fact):
    """Cơ quan lập hồ sơ: `header` and `organisation_header` are printed line by line, in capitals."""

    code: Code = Field(alias="ma")
    name: Text = Field(alias="ten")
    short_name: Text = Field(alias="ten_ngan")
    organisation: Text = Field(alias="dang_bo")
    header: Words = Field(alias="dau_trang")
    organisation_header: Words = Field(alias="dau_trang_dang_bo")
    notation: Text = Field(alias="ky_hieu")
    place: Text = Field(alias="dia_danh")


class Superior(Fact):
    """Cấp uỷ cấp trên trực tiếp."""

    name: Text = Field(alias="ten")
    header: Words = Field(alias="dau_trang")
    addressee: Text = Field(alias="noi_gui")


class Term(Fact):
    """Nhiệm kỳ cấp uỷ: numbers run through it (HD 36-HD/VPTW II.1.3.1.a)."""

    name: Text = Field(alias="ten")
    first_day: Date = Field(alias="tu")
    last_day: Date = Field(alias="den")


class DossierFacts(Fact):
    """Thông tin lập hồ sơ: the dossier's symbol and retention, printed on its cover; who closes it, and when.

    `organ_id` and `rights` are what NĐ 30/2020/NĐ-CP Phụ lục VI calls OrganId and Rights, "" when not stated.
    """

    symbol: Text = Field(alias="so")
    retention: Text = Field(alias="thoi_han")
    creator: str = Field(default="", alias="nguoi_lap")
    closing_date: Date | None = Field(default=None, alias="ngay_ket_thuc")
    organ_id: str = Field(default="", alias="ma_dinh_danh", max_length=13)
    rights: str = Field(default="", alias="che_do_su_dung", max_length=30)
    condition: str = Field(default="", alias="tinh_trang")


class Block(Fact):
    """Khối văn bản: a heading or a paragraph of the plan; `rebuilt` marks what is a reconstruction."""

    kind: Literal["phan", "muc", "tieu_muc", "doan"] = Field(alias="kieu")
    text: Text = Field(alias="chu")
    rebuilt: Flag = Field(default=False, alias="phuc_dung")


class Signing(Fact):
    """Thẩm quyền ký: who signs, for whom and in which post."""

    signer: Code = Field(alias="nguoi_ky")
    competence: Text = Field(alias="tham_quyen")
    position: Text = Field(alias="chuc_vu")


class Plan(Signing):
    """Kế hoạch của kỳ: number, date, legal bases and the whole text."""

    code: Text = Field(alias="so_ky_hieu")
    promulgation_date: Date = Field(alias="ngay")
    subject: Words = Field(alias="trich_yeu")
    legal_bases: tuple[LegalBasis, ...] = Field(alias="can_cu", min_length=1)
    opening: Text = Field(alias="mo_dau")
    body: tuple[Block, ...] = Field(alias="noi_dung", min_length=1)
    closing: Text = Field(alias="ket")
    to_places: Words = Field(alias="noi_nhan")
    changes: OptionalWords = Field(default=(), alias="thay_doi")


class Submission(Signing):
    """Tờ trình gửi cấp trên."""

    promulgation_date: Date = Field(alias="ngay")
    to_places: Words = Field(alias="noi_nhan")


class Suggestion(Fact):
    """Gợi ý kiểm điểm: what the superior wants a collective or person to answer (Mẫu 01, 02 mục IV)."""

    about: Code = Field(alias="ve")
    points: Words = Field(alias="noi_dung")

    @property
    def code(self) -> str:
        """The code of the collective or person the suggestion is for."""
        return self.about


class Summary(Submission):
    """Báo cáo tổng hợp: the words around the figures, which all come from facts."""

    leadership: Words = Field(alias="lanh_dao_chi_dao")
    strengths: Words = Field(alias="uu_diem")
    shortcomings: Words = Field(alias="han_che")
    causes: Words = Field(alias="nguyen_nhan")
    directions: Words = Field(alias="phuong_huong")


class Delivery(Fact):
    """Giao nhận hồ sơ: who hands over, who receives."""

    day: Date = Field(alias="ngay")
    giver: Text = Field(alias="ben_giao")
    giver_post: Text = Field(alias="chuc_vu_ben_giao")
    receiver: Text = Field(alias="ben_nhan")
    receiver_post: Text = Field(alias="chuc_vu_ben_nhan")
    receiving_body: Text = Field(alias="co_quan_nhan")


class Enclosure(Fact):
    """Tài liệu kèm theo: a file of the season's `ho-so/` folder that joins a packet, or several pictures of one paper.

    PDF, JPEG, PNG, TIFF, Word or Excel.
    """

    code: Code = Field(alias="ma")
    files: Words = Field(alias="tep")
    packet: Text = Field(alias="ho_so")
    subject: Text = Field(alias="trich_yeu")
    number: str = Field(default="", alias="so_ky_hieu")
    promulgation_date: Date | None = Field(default=None, alias="ngay")
    author: Text = Field(alias="tac_gia")


class Binding(Fact):
    """Cách đóng quyển: numbers by page or by sheet, one or both sides printed, the archival format of the files.

    `max_dpi` is the sharpness to which pictures of enclosures are reduced, None for as they come; `recognise` asks for
    a layer of words on the pages of scans.
    """

    numbering: Literal["trang", "to-so"] = Field(default="trang", alias="danh_so")
    duplex: Flag = Field(default=False, alias="hai_mat")
    pdfa: Literal["1b", "2b"] = Field(default="1b", alias="pdfa")
    max_dpi: int | None = Field(default=None, alias="dpi_toi_da", ge=100, le=1200)
    recognise: Flag = Field(default=False, alias="nhan_dang_chu")


class Deadlines(Fact):
    """Hạn theo kế hoạch: the last day for forms to come back, meetings, minutes and ratings; None when not set."""

    forms: Date | None = Field(default=None, alias="phieu")
    meeting: Date | None = Field(default=None, alias="hop")
    minutes: Date | None = Field(default=None, alias="bien_ban")
    rating: Date | None = Field(default=None, alias="xep_loai")


class Period(Fact):
    """Kỳ đánh giá: the year, the regime and the facts that are said once for all papers."""

    year: int = Field(alias="nam", ge=SEASON_YEARS[0], le=SEASON_YEARS[-1])
    profile: Text = Field(alias="che_do")
    office: Office = Field(alias="don_vi")
    superior: Superior = Field(alias="cap_tren")
    term: Term = Field(alias="nhiem_ky")
    dossier: DossierFacts = Field(alias="ho_so")
    plan: Plan = Field(alias="ke_hoach")
    submission: Submission = Field(alias="to_trinh")
    summary: Summary | None = Field(default=None, alias="bao_cao_tong_hop")
    issues: dict[str, Submission] = Field(default_factory=dict, alias="van_ban")
    suggestions: tuple[Suggestion, ...] = Field(default=(), alias="goi_y")
    delivery: Delivery | None = Field(default=None, alias="giao_nhan")
    enclosures: tuple[Enclosure, ...] = Field(default=(), alias="kem_theo")
    state_bodies: tuple[StateBody, ...] = Field(default=(), alias="co_quan_nha_nuoc")
    state_papers: tuple[StatePaper, ...] = Field(default=(), alias="van_ban_nha_nuoc")
    binding: Binding = Field(default=Binding(), alias="dong_quyen")
    scoring_table: tuple[ScoreRow, ...] = Field(default=(), alias="bang_diem")
    higher_quotas: tuple[HigherQuota, ...] = Field(default=(), alias="han_muc_cao_hon")
    re_ratings: tuple[ReRating, ...] = Field(default=(), alias="xep_loai_lai")
    deadlines: Deadlines = Field(default=Deadlines(), alias="han")
