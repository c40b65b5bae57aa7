"""How else clerks write the headers of these columns; compared without marks, case and punctuation."""

from __future__ import annotations

import re
from typing import Final

# last key of a column's route, or its id -> other headers
SPELLINGS: Final[dict[str, tuple[str, ...]]] = {
    "#ma": ("mã", "mã số", "mã tập thể", "mã cá nhân", "mã cuộc họp", "mã đối tượng"),
    "#phan": ("phần", "loại hạn chế"),
    "#khoa": ("tiêu chí", "mã tiêu chí", "tên tiêu chí"),
    "ma": ("mã số", "mã cá nhân", "mã đảng viên", "mã cán bộ", "mã cb", "mã đv", "mã tập thể", "mã cuộc họp"),
    "ten": ("tên tập thể", "tên đầy đủ", "tên tổ chức", "tên cuộc họp"),
    "ho_ten": (
        "họ tên", "họ và tên đảng viên", "họ tên đảng viên", "họ và tên cán bộ", "họ tên cán bộ",
        "họ và tên cán bộ đảng viên", "họ tên khai sinh", "họ và tên khai sinh", "họ đệm và tên",
        "họ và tên chữ in hoa",
    ),
    "ngay_sinh": (
        "sinh ngày", "ngày tháng năm sinh", "ngày tháng sinh", "ngày, tháng, năm sinh", "sinh ngày tháng năm",
        "ns", "ngày sinh dd mm yyyy",
    ),
    "gioi_tinh": ("giới", "phái", "nam nữ", "nam, nữ"),
    "chi_bo": ("chi bộ sinh hoạt", "sinh hoạt tại chi bộ", "tên chi bộ", "thuộc chi bộ"),
    "dang_vien": ("loại đảng viên", "chính thức dự bị", "đảng viên chính thức dự bị", "đảng viên chính thức hay dự bị"),
    "chuc_vu_dang": ("chức vụ trong đảng", "chức vụ đảng hiện nay", "cv đảng"),
    "chuc_vu_chinh_quyen": (
        "chức vụ chuyên môn", "chức vụ chính quyền hiện nay", "chức vụ chức danh", "chức danh", "cv chính quyền",
    ),
    "chuc_vu_doan_the": ("chức vụ trong đoàn thể", "đoàn thể", "cv đoàn thể"),
    "don_vi_cong_tac": ("đơn vị", "nơi công tác", "cơ quan công tác", "cơ quan đơn vị", "cơ quan đơn vị công tác"),
    "doi_tuong": ("cán bộ công chức viên chức", "cb cc vc", "ngạch"),
    "dien_quan_ly": ("cấp quản lý", "diện cấp uỷ quản lý", "diện cấp ủy quản lý"),
    "lanh_dao": ("lãnh đạo", "là lãnh đạo", "cán bộ lãnh đạo quản lý", "lãnh đạo quản lý"),
    "ngay_vao_dang": ("ngày kết nạp", "vào đảng ngày", "ngày kết nạp đảng", "ngày vào đảng dự bị"),
    "muc": ("xếp loại", "mức xếp loại chất lượng", "kết quả xếp loại"),
    "tu_nhan.dang_vien": ("tự xếp loại", "tự nhận mức"),
    "ket_qua": ("kết quả", "kết quả thực hiện"),
    "han_che": ("hạn chế", "khuyết điểm", "tồn tại hạn chế", "nội dung hạn chế"),
    "bien_phap": ("biện pháp khắc phục", "giải pháp"),
    "thoi_han": ("thời gian hoàn thành", "hạn hoàn thành", "thời hạn khắc phục", "thời gian khắc phục"),
    "chiu_trach_nhiem": ("chịu trách nhiệm", "trách nhiệm", "người thực hiện"),
    "nguoi": ("mã người", "thành viên", "người được nêu"),
    "vai_tro": ("chức danh", "chức vụ", "nhiệm vụ"),
}  # fmt: skip

# headers that carry nothing: not read, not told
SILENT: Final = frozenset({"stt", "tt", "so tt", "so thu tu", "sttt"})
# the first words of a totals row, as keys; Tống and Công are also family names
TOTALS: Final = re.compile(r"(tong cong|tong so|cong tong)\b.*|(tong|cong)( \d.*)?")
