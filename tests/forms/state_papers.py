"""State papers of a season, as a clerk types them: one of each type, and a letter."""

from __future__ import annotations

FACTS = """
co_quan_nha_nuoc:
  - ma: ubnd
    ten: Uỷ ban nhân dân xã Tân Trào
    dau_trang: [UỶ BAN NHÂN DÂN, XÃ TÂN TRÀO]
    ky_hieu: UBND
    dia_danh: Tân Trào
  - ma: phong-kt
    ten: Phòng Kinh tế xã Tân Trào
    cap_tren: [UỶ BAN NHÂN DÂN, XÃ TÂN TRÀO]
    dau_trang: [PHÒNG KINH TẾ]
    ky_hieu: KT
    dia_danh: Tân Trào
van_ban_nha_nuoc:
  - ma: qd-xep-loai
    co_quan: ubnd
    loai: QĐ
    ngay: 13/12/2021
    trich_yeu: ["Về việc đánh giá, xếp loại chất lượng", "công chức, viên chức năm 2021"]
    can_cu:
      - >-
        Căn cứ Nghị định số 90/2020/NĐ-CP ngày 13 tháng 8 năm 2020 của Chính phủ về đánh giá, xếp loại chất lượng cán
        bộ, công chức, viên chức
      - Theo đề nghị của Công chức Văn phòng - Thống kê
    lenh: "QUYẾT ĐỊNH:"
    noi_dung:
      - {kieu: dieu, chu: Điều 1. Kết quả xếp loại}
      - kieu: doan
        chu: >-
          Công nhận kết quả đánh giá, xếp loại chất lượng năm 2021 đối với 24 công chức, viên chức thuộc Uỷ ban nhân dân
          xã; kết quả của từng người ghi tại danh sách đã được niêm yết tại trụ sở.
      - {kieu: dieu, chu: Điều 2. Trách nhiệm thi hành}
      - kieu: doan
        chu: >-
          Công chức Văn phòng - Thống kê thông báo kết quả đến từng người trong thời hạn năm ngày làm việc; lưu hồ sơ
          theo quy định.
      - {kieu: dieu, chu: Điều 3. Hiệu lực}
      - kieu: doan
        chu: >-
          Quyết định này có hiệu lực kể từ ngày ký. Công chức Văn phòng - Thống kê và các ông, bà có tên trong danh sách
          chịu trách nhiệm thi hành Quyết định này.
    nguoi_ky: {ho_ten: Phạm Quốc Hưng}
    tham_quyen: TM. UỶ BAN NHÂN DÂN
    chuc_vu: CHỦ TỊCH
    noi_nhan: [Như Điều 3, Đảng uỷ xã (để báo cáo), "Lưu: VT, VP"]
  - ma: bc-ket-qua
    co_quan: ubnd
    loai: BC
    ngay: 10/12/2021
    trich_yeu: ["Kết quả đánh giá, xếp loại chất lượng", "công chức, viên chức năm 2021"]
    kinh_gui: Sở Nội vụ tỉnh Tuyên Quang
    noi_dung:
      - kieu: doan
        chu: >-
          Thực hiện Nghị định số 90/2020/NĐ-CP ngày 13 tháng 8 năm 2020 của Chính phủ về đánh giá, xếp loại chất lượng
          cán bộ, công chức, viên chức, Uỷ ban nhân dân xã Tân Trào báo cáo kết quả như sau:
      - {kieu: phan, chu: I. TÌNH HÌNH THỰC HIỆN}
      - kieu: doan
        chu: >-
          Uỷ ban nhân dân xã đã quán triệt đến toàn thể công chức, viên chức; từng người tự đánh giá, được góp ý tại
          cuộc họp của cơ quan và được người đứng đầu nhận xét.
      - {kieu: phan, chu: II. KẾT QUẢ}
      - kieu: doan
        chu: >-
          Có 24 người được đánh giá, trong đó 03 người hoàn thành xuất sắc nhiệm vụ, 19 người hoàn thành tốt nhiệm vụ và
          02 người hoàn thành nhiệm vụ.
    nguoi_ky: {ho_ten: Lương Thị Mai}
    tham_quyen: KT. CHỦ TỊCH
    chuc_vu: PHÓ CHỦ TỊCH
    noi_nhan: [Như trên, Đảng uỷ xã, "Lưu: VT, VP"]
  - ma: ttr-khen
    co_quan: phong-kt
    loai: TTr
    ngay: 05/01/2022
    trich_yeu: ["Về việc khen thưởng công chức", "hoàn thành xuất sắc nhiệm vụ năm 2021"]
    kinh_gui: [Uỷ ban nhân dân xã Tân Trào, Hội đồng Thi đua - Khen thưởng xã]
    noi_dung:
      - kieu: doan
        chu: >-
          Căn cứ kết quả đánh giá, xếp loại chất lượng công chức năm 2021, Phòng Kinh tế đề nghị khen thưởng 02 công
          chức có thành tích tiêu biểu trong năm.
      - kieu: doan
        chu: >-
          Hồ sơ của từng người gửi kèm theo Tờ trình này. Phòng Kinh tế kính trình Uỷ ban nhân dân xã xem xét, quyết
          định.
    nguoi_ky: {ho_ten: Đặng Văn Hùng}
    chuc_vu: TRƯỞNG PHÒNG
    noi_nhan: [Như trên, "Lưu: VT, KT"]
  - ma: cv-doc
    co_quan: ubnd
    loai: CV
    don_vi_soan: VP
    ngay: 22/11/2021
    trich_yeu: ["đánh giá, xếp loại chất lượng", "công chức, viên chức năm 2021"]
    kinh_gui: Các trường học, Trạm Y tế xã
    noi_dung:
      - kieu: doan
        chu: >-
          Để việc đánh giá, xếp loại chất lượng năm 2021 đúng tiến độ, Uỷ ban nhân dân xã đề nghị các đơn vị gửi hồ sơ
          của công chức, viên chức về Văn phòng trước ngày 03/12/2021.
      - kieu: doan
        chu: >-
          Quá trình thực hiện có vướng mắc, các đơn vị phản ánh về Văn phòng để được hướng dẫn.
    nguoi_ky: {ho_ten: Lương Thị Mai}
    tham_quyen: KT. CHỦ TỊCH
    chuc_vu: PHÓ CHỦ TỊCH
    noi_nhan: [Như trên, "Lưu: VT, VP"]
"""
LATER = (
    ("90/2020/NĐ-CP ngày 13 tháng 8 năm 2020", "233/2026/NĐ-CP ngày 26 tháng 6 năm 2026"),
    ("2022", "2027"),
    ("2021", "2026"),
)


def five_years_later() -> str:
    """The same papers in the season of the later sample."""
    text = FACTS
    for old, new in LATER:
        text = text.replace(old, new)
    return text


CODES = ("qd-xep-loai", "bc-ket-qua", "ttr-khen", "cv-doc")
