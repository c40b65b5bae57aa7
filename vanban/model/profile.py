"""The legal regime of a season: levels, criteria, forms, series and packets, as data with their clauses."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from vanban.model.carry_over import CarryOver
from vanban.model.fact import Fact, OptionalWords, Text, Words
from vanban.model.organisation import Organisation
from vanban.model.rating import RatingValues, RuleSetting
from vanban.model.scale import DossierItem, PointRules, Scale
from vanban.model.scoring import TableName
from vanban.model.sourced import Sourced
from vanban.model.state_paper import StateRules

FormClass = Literal["van-ban", "bieu-mau", "nha-nuoc", "luu-tru", "kem-theo"]
Subject = Literal["ky", "tap-the", "ca-nhan", "cuoc-hop", "goi-y", "xep-loai-lai", "nha-nuoc"]


class Level(Sourced):
    """Mức xếp loại chất lượng."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    abbreviation: Text = Field(alias="viet_tat")


class Grade(Sourced):
    """Cấp độ thực hiện của một tiêu chí."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")


class Criterion(Sourced):
    """Tiêu chí kiểm điểm: `graded` says whether a rating row follows; `leaders_only` whom it concerns.

    `outside_name` is the heading for members who work outside the political system, "" for the same one.
    """

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    graded: bool = Field(alias="co_cap_do")
    leaders_only: bool = Field(default=False, alias="chi_lanh_dao")
    outside_name: str = Field(default="", alias="ten_ngoai_he_thong")

    def outside(self) -> Criterion:
        """The same criterion as members outside the political system answer it."""
        return self.model_copy(update={"name": self.outside_name or self.name})


class SheetCriterion(Sourced):
    """Tiêu chí của phiếu phân tích (Mẫu 03, Mẫu 04); `group` is `I. Về …`, the heading it stands under.

    A criterion named like its group has no heading of its own: the marks stand in the group's row.
    """

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    group: Text = Field(alias="nhom")


class CivilCriterion(Sourced):
    """Mục tự đánh giá của phiếu công vụ; wording by kind of servant where the forms differ."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    hint: str = Field(default="", alias="goi_y")
    own_names: dict[str, Text] = Field(default_factory=dict, alias="ten_rieng")
    own_hints: dict[str, str] = Field(default_factory=dict, alias="goi_y_rieng")
    leaders_only: bool = Field(default=False, alias="chi_lanh_dao")

    def wording(self, service: str) -> tuple[str, str]:
        """The item's name and the words in brackets after it, as the form of that service has them."""
        return self.own_names.get(service, self.name), self.own_hints.get(service, self.hint)


class Sign(Sourced):
    """Biểu hiện suy thoái theo Nghị quyết Trung ương 4 khoá XII: code `A1`…`C9`, under `A. …`."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    group: Text = Field(alias="nhom")


class VoteRule(Sourced):
    """Ngưỡng biểu quyết: a level is proposed when more than `threshold` per cent of the base choose it."""

    threshold: float = Field(alias="nguong_phan_tram", ge=0, le=100)
    base: Literal["trieu_tap", "co_mat", "thu_ve"] = Field(alias="co_so")
    percent_base: Literal["thu_ve", "trieu_tap"] = Field(alias="ty_le_tren")


class DocumentKind(Sourced):
    """Loại văn bản: its abbreviation and how its numbers run."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    scope: Literal["nhiem-ky", "nam"] = Field(alias="chuoi")


class Form(Sourced):
    """Biểu mẫu: joins a template, a class and a series to the builder of the same code.

    It is made for a noun only when the facts `needs` names are there and those in `when` have one of the values,
    and never when the office has switched it off (`used`). `answers` are the facts people write in it: the form is
    then handed out for filling in, those places open and all else locked.
    """

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    form_class: FormClass = Field(alias="lop")
    kind: Text | None = Field(default=None, alias="loai")
    template: Text = Field(alias="tep")
    label: str = Field(default="", alias="dau_mau")
    needs: OptionalWords = Field(default=(), alias="can")
    answers: OptionalWords = Field(default=(), alias="dien")
    when: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="khi")
    copies: int = Field(default=1, alias="so_ban", ge=1)
    used: bool = Field(default=True, alias="dung")


class ClassRules(Sourced):
    """Lớp biểu mẫu: which rules of form judge papers of this class; `HD-*` names a whole group."""

    code: FormClass | Literal["ho-so"] = Field(alias="ma")
    judged: Words = Field(alias="xet")
    spared: OptionalWords = Field(default=(), alias="tru")


class Part(Fact):
    """Phần của hồ sơ: which papers stand here, and in which order.

    `where` keeps only the nouns whose facts have these values; the value `$` means the packet's own
    collective. `order` sorts: as given in the facts, by post in a collective, or by name. Several forms stand
    together for each noun: all papers of the first person, then all of the second.
    """

    title: Text = Field(alias="ten")
    forms: Words = Field(alias="bieu_mau")
    about: Subject = Field(default="ky", alias="ve")
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict, alias="loc")
    order: Literal["khai-bao", "chuc-vu", "ten"] = Field(default="khai-bao", alias="xep")
    annex: bool = Field(default=False, alias="phu_luc")


class PacketRule(Sourced):
    """Thành phần hồ sơ: contents and order; `per_collective` makes one packet for each of that kind."""

    code: Text = Field(alias="ma")
    title: tuple[str, ...] = Field(alias="tieu_de")
    per_collective: str | None = Field(default=None, alias="cho_tap_the")
    parts: tuple[Part, ...] = Field(alias="phan")


class Typography(Sourced):
    """Cách trình bày riêng của chế độ: separators, the salutation of a submission, the lead of a letter's subject."""

    recipient_mark: Text = Field(alias="dau_noi_nhan")
    last_basis_mark: Text = Field(alias="dau_can_cu_cuoi")
    submission_salutation: Text = Field(alias="kinh_gui_to_trinh")
    letter_lead: str = Field(default="", alias="dau_trich_yeu_cong_van")


class LegalProfile(Fact):
    """Chế độ pháp lý của kỳ."""

    code: Text = Field(alias="ma")
    name: Text = Field(alias="ten")
    levels: tuple[Level, ...] = Field(alias="muc", min_length=2)
    grades: tuple[Grade, ...] = Field(default=(), alias="cap_do")
    scale: Scale | None = Field(default=None, alias="thang_diem")
    dossier_items: tuple[DossierItem, ...] = Field(default=(), alias="thanh_phan_ho_so")
    vote_rule: VoteRule = Field(alias="bieu_quyet")
    typography: Typography = Field(alias="trinh_bay")
    collective_criteria: tuple[Criterion, ...] = Field(alias="tieu_chi_tap_the")
    individual_criteria: tuple[Criterion, ...] = Field(alias="tieu_chi_ca_nhan")
    party_sheet: tuple[SheetCriterion, ...] = Field(default=(), alias="tieu_chi_phieu_03")
    body_sheet: tuple[SheetCriterion, ...] = Field(default=(), alias="tieu_chi_phieu_04")
    civil_criteria: tuple[CivilCriterion, ...] = Field(default=(), alias="tieu_chi_cong_vu")
    signs: tuple[Sign, ...] = Field(default=(), alias="bieu_hien")
    kinds: tuple[DocumentKind, ...] = Field(alias="loai_van_ban")
    issuers: dict[str, str] = Field(alias="ky_hieu_co_quan")
    forms: tuple[Form, ...] = Field(alias="bieu_mau")
    review_forms: dict[TableName, Text] = Field(default_factory=dict, alias="mau_kiem_diem")
    packets: tuple[PacketRule, ...] = Field(alias="ho_so")
    rules: tuple[RuleSetting, ...] = Field(alias="quy_tac")
    rating: RatingValues = Field(alias="xep_loai")
    organisation: Organisation = Field(alias="to_chuc")
    state_papers: StateRules | None = Field(default=None, alias="nha_nuoc")
    carry_over: CarryOver = Field(default=CarryOver(), alias="len_ky")
    point_rules: PointRules = Field(default=PointRules(), alias="xep_loai_diem")
    cover_form: Text = Field(alias="mau_bia")
    contents_form: Text = Field(alias="mau_muc_luc")
    print_form: str = Field(default="", alias="mau_in")
    form_style: Text = Field(alias="the_thuc")
    class_rules: tuple[ClassRules, ...] = Field(alias="lop_the_thuc", min_length=1)
    closing_form: str = Field(default="", alias="mau_ket_thuc")
    changes_form: str = Field(default="", alias="mau_thay_doi")

    def level(self, code: str) -> Level:
        """The level of a code.

        Raises:
            KeyError: the regime has no such level.
        """
        return {level.code: level for level in self.levels}[code]

    def grade_marks(self, code: str) -> list[str]:
        """One entry per grade, `X` at the chosen one; all empty for ""."""
        return ["X" if grade.code == code else "" for grade in self.grades]

    def review_label(self, table: str) -> str:
        """`Mẫu 01`: how the form of a review is called in a sentence, "" when the regime does not say."""
        code = {str(key): form for key, form in self.review_forms.items()}.get(table, "")
        return self.form(code).label.partition("-")[0] if code else ""

    def sheet_criteria(self, collective_kind: str) -> tuple[SheetCriterion, ...]:
        """The criteria of the analysis sheet: Mẫu 03 for Party organisations, Mẫu 04 for leading bodies."""
        return self.party_sheet if collective_kind in {"dang-uy", "chi-bo"} else self.body_sheet

    def form(self, code: str) -> Form:
        """The form of a code.

        Raises:
            KeyError: the regime has no such form.
        """
        return {form.code: form for form in self.forms}[code]

    def kind(self, code: str) -> DocumentKind:
        """The kind of document of an abbreviation.

        Raises:
            KeyError: the regime has no such kind.
        """
        return {kind.code: kind for kind in self.kinds}[code]
