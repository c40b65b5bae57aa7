"""Meaning: one module per form turns a Review into the words of a paper.

Holds: headings and contexts of every form, listed by name. Takes: a Request. Gives: finished strings.
Never: document libraries, files, the clock.
"""

from vanban.forms import (
    bao_cao_tong_hop,
    bien_ban_hoi_nghi,
    bien_ban_kiem_phieu,
    bien_ban_trong,
    bieu_danh_sach,
    bieu_hien,
    bieu_ket_qua,
    bieu_so_luong,
    cam_ket,
    cong_van_du_thao,
    cong_van_nhac,
    danh_muc_in,
    giao_nhan,
    goi_y,
    ke_hoach,
    ket_thuc,
    khac_phuc,
    lich_kiem_diem,
    luu_tru,
    mau_01,
    mau_02,
    nhan_xet_cu_tru,
    phieu_bieu_quyet,
    phieu_gui,
    phieu_nd90,
    phieu_phan_tich,
    so_sanh,
    thong_bao,
    to_trinh,
)
from vanban.forms.registry import BUILDERS, FormBuilder, Request

MODULES = (
    bao_cao_tong_hop,
    bien_ban_hoi_nghi,
    bien_ban_kiem_phieu,
    bien_ban_trong,
    bieu_danh_sach,
    bieu_hien,
    bieu_ket_qua,
    bieu_so_luong,
    cam_ket,
    cong_van_du_thao,
    cong_van_nhac,
    danh_muc_in,
    giao_nhan,
    goi_y,
    ke_hoach,
    ket_thuc,
    khac_phuc,
    lich_kiem_diem,
    luu_tru,
    mau_01,
    mau_02,
    nhan_xet_cu_tru,
    phieu_bieu_quyet,
    phieu_gui,
    phieu_nd90,
    phieu_phan_tich,
    so_sanh,
    thong_bao,
    to_trinh,
)

__all__ = ["BUILDERS", "MODULES", "FormBuilder", "Request"]
