"""The blank minutes of a meeting and of a count, annexes of the plan."""

from __future__ import annotations

from typing import Final

from vanban.forms.bien_ban_hoi_nghi import BienBanHoiNghiContext
from vanban.forms.bien_ban_kiem_phieu import BienBanKiemPhieuContext, GroupContext, RowContext
from vanban.forms.parts import DOTTED_LINE, DOTTED_WORD, BlockContext, Head, annex_lines, blank_date_line, block
from vanban.forms.phieu_bieu_quyet import blank_groups
from vanban.forms.registry import Request, form
from vanban.model.packet import Heading
from vanban.model.period import Period
from vanban.model.review import Review

_FEW: Final = "." * 8
# Fills the first line after the hour; no program breaks a line before dots, so words stand between two rows of them.
_PLACE: Final = "." * 34
_HOUR: Final = "..... giờ ..... phút, ngày ..... tháng ..... năm"
_COUNT: Final = "triệu tập ..... đồng chí; có mặt ..... đồng chí; vắng mặt ..... đồng chí"
_MEETING: Final[tuple[tuple[str, str], ...]] = (
    ("phan", "I- THÀNH PHẦN"),
    ("doan", f"1. Thành phần triệu tập: {_COUNT} (họ tên, lý do: {DOTTED_WORD})."),
    ("doan", f"2. Đại biểu cấp trên: {DOTTED_WORD}"),
    ("doan", f"3. Chủ trì: đồng chí {DOTTED_WORD}"),
    ("doan", f"4. Người ghi biên bản: đồng chí {DOTTED_WORD}"),
    ("phan", "II- NỘI DUNG VÀ DIỄN BIẾN"),
    ("muc", "1. Khai mạc, thông qua chương trình"),
    ("doan", DOTTED_LINE),
    ("muc", "2. Kiểm điểm tập thể"),
    ("doan", f"Tóm tắt báo cáo: {DOTTED_WORD}"),
    ("doan", "Hội nghị thảo luận, góp ý (ghi rõ người phát biểu và ý kiến):"),
    ("doan", DOTTED_LINE),
    ("doan", f"Tiếp thu, giải trình: {DOTTED_WORD}"),
    ("doan", f"Kết luận, mức đề nghị: {DOTTED_WORD}"),
    ("muc", "3. Kiểm điểm từng cá nhân (mỗi người một mục, người đứng đầu trước)"),
    ("doan", f"Đồng chí {DOTTED_WORD} trình bày; góp ý; tiếp thu; kết luận:"),
    ("doan", DOTTED_LINE),
    ("doan", DOTTED_LINE),
    ("muc", "4. Phát biểu của đại biểu cấp trên"),
    ("doan", DOTTED_LINE),
    ("muc", "5. Bỏ phiếu đánh giá, xếp loại"),
    (
        "doan",
        f"Tổ kiểm phiếu gồm ..... đồng chí, do đồng chí {DOTTED_WORD} làm tổ trưởng; kết quả theo biên bản "
        "kiểm phiếu kèm theo.",
    ),
    ("phan", "III- KẾT LUẬN CỦA CHỦ TRÌ HỘI NGHỊ"),
    ("doan", DOTTED_LINE),
    ("doan", DOTTED_LINE),
)
_COUNTING: Final[tuple[tuple[str, str], ...]] = (
    ("muc", "1. Tổ kiểm phiếu"),
    ("doan", f"- Đồng chí {DOTTED_WORD}, tổ trưởng;"),
    ("doan", f"- Đồng chí {DOTTED_WORD}, thành viên."),
    ("muc", "2. Số người dự và số phiếu"),
    ("doan", f"- Số người {_COUNT};"),
    ("doan", "- Số phiếu phát ra: .....; số phiếu thu về: .....;"),
    ("doan", "- Số phiếu hợp lệ: .....; số phiếu không hợp lệ: ......"),
    ("muc", "3. Phiếu và cách thức bỏ phiếu"),
    ("doan", DOTTED_LINE),
    ("muc", "4. Kết quả"),
)


def _blocks(lines: tuple[tuple[str, str], ...]) -> list[BlockContext]:
    return [block(kind, text) for kind, text in lines]


def _head(request: Request) -> Head:
    notation = request.review.profile.issuers.get("chi-bo", request.review.period.office.notation)
    return {
        "cap_tren": ["TÊN CẤP UỶ CẤP TRÊN"],
        "co_quan": ["TÊN TỔ CHỨC ĐẢNG"],
        "so_ky_hieu": f"Số       -BB/{notation}",
        "dia_danh_ngay": blank_date_line(request.review),
    }


def _heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu biên bản hội nghị kiểm điểm", period.office.short_name, None)


@form("bien-ban-hoi-nghi-trong", Period, BienBanHoiNghiContext, _heading)
def meeting_context(request: Request) -> BienBanHoiNghiContext:
    """The blank minutes of a review meeting."""
    year = request.review.period.year
    return {
        **_head(request),
        **annex_lines(request),
        "trich_yeu": [f"hội nghị kiểm điểm, đánh giá, xếp loại chất lượng năm {year}"],
        "mo_dau": f"Hồi {_HOUR} {year}, tại {_PLACE}, tập thể {DOTTED_WORD} "
        f"tổ chức hội nghị kiểm điểm, đánh giá, xếp loại chất lượng năm {year}.",
        "noi_dung": _blocks(_MEETING),
        "ket": "Hội nghị kết thúc hồi ..... giờ ..... phút cùng ngày. Biên bản được lập thành ..... bản, đã đọc lại "
        "trước hội nghị và được các đồng chí dự họp nhất trí thông qua.",
        "thu_ky_ho_ten": "",
        "chu_tri_ho_ten": "",
        "noi_nhan": [f"- {_FEW}{_FEW} (để báo cáo),", f"- Lưu {_FEW}{_FEW}"],
    }


def _empty_row(number: str) -> RowContext:
    """A numbered row of empty cells; the post is a blank, not nothing, so that its cell stays."""
    return {
        "stt": number,
        "ten": "",
        "chuc_vu": " ",
        "so_1": "",
        "tl_1": "",
        "so_2": "",
        "tl_2": "",
        "so_3": "",
        "tl_3": "",
        "so_4": "",
        "tl_4": "",
    }


def _empty_groups() -> list[GroupContext]:
    """The rows of the blank ballot."""
    return [
        {"so": group["so"], "ten": group["ten"], "hang": [_empty_row(row["stt"]) for row in group["hang"]]}
        for group in blank_groups()
    ]


def _count_heading(review: Review, period: Period) -> Heading:
    return Heading("Phụ lục", "Mẫu biên bản kiểm phiếu", period.office.short_name, None)


@form("bien-ban-kiem-phieu-trong", Period, BienBanKiemPhieuContext, _count_heading)
def count_context(request: Request) -> BienBanKiemPhieuContext:
    """The blank minutes of a vote count."""
    year = request.review.period.year
    return {
        **_head(request),
        **annex_lines(request),
        "trich_yeu": [f"kiểm phiếu đánh giá, xếp loại chất lượng năm {year}"],
        "mo_dau": f"Hồi {_HOUR} {year}, tại {_PLACE}, Tổ kiểm phiếu do hội nghị cử ra tiến hành kiểm phiếu, "
        "kết quả như sau:",
        "noi_dung": _blocks(_COUNTING),
        "ghi_chu_bang": "Tỷ lệ phần trăm tính trên tổng số phiếu thu về.",
        "bang": _empty_groups(),
        "sau_bang": ["Theo kết quả trên, mức xếp loại được đề nghị như sau:", DOTTED_LINE, DOTTED_LINE],
        "ket": "Việc kiểm phiếu kết thúc hồi ..... giờ ..... phút cùng ngày; kết quả đã được công bố tại hội nghị. "
        "Biên bản được lập thành ..... bản, kèm theo toàn bộ số phiếu đã niêm phong.",
        "to_truong_vai": "TỔ TRƯỞNG",
        "to_truong_ho_ten": "",
        "chu_tri_ho_ten": "",
        "noi_nhan": [f"- Lưu {_FEW}{_FEW}"],
    }
