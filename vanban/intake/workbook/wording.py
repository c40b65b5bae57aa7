"""What headers and notes say: Vietnamese words for the keys of the nouns, and the clause each group rests on.

A key is looked up by the longest tail of its route; `test_wording` proves that no key of any noun is without words.
"""

from __future__ import annotations

from typing import Final

from vanban.intake.workbook.columns import Column, Names

# key, or the tail of a route -> header, what is to be written there
WORDS: Final[dict[str, tuple[str, str]]] = {
    "ma": ("Mã", "Mã ngắn, không dấu, không trùng; đặt một lần và giữ suốt kỳ."),
    "ten": ("Tên", "Tên đầy đủ, đúng quyết định thành lập."),
    "ten_ngan": ("Tên gọn", "Tên dùng trong câu, sau khi đã nêu tên đầy đủ."),
    "dau_trang": ("Đầu trang", "Tên in ở góc trái đầu văn bản, chữ in hoa, mỗi dòng một dòng in."),
    "dau_trang_dang_bo": ("Đầu trang đảng bộ", "Tên đảng bộ in ở đầu trang, mỗi dòng một dòng in."),
    "dang_bo": ("Đảng bộ", "Tên đảng bộ."),
    "ky_hieu": ("Ký hiệu", "Chữ viết tắt sau dấu / trong ký hiệu văn bản."),
    "dia_danh": ("Địa danh", "Nơi ban hành, ghi trước ngày tháng."),
    "noi_gui": ("Nơi gửi", "Nơi nhận hồ sơ của cấp trên, ghi ở phần Kính gửi."),
    "nam": ("Năm", "Năm kiểm điểm."),
    "che_do": ("Chế độ", "Mã bộ quy định áp dụng cho kỳ."),
    "nhiem_ky.ten": ("Nhiệm kỳ", "Tên nhiệm kỳ cấp uỷ."),
    "tu": ("Từ ngày", "Ngày đầu nhiệm kỳ."),
    "den": ("Đến ngày", "Ngày cuối nhiệm kỳ."),
    "ho_so.so": ("Số hồ sơ", "Ký hiệu hồ sơ in ở bìa."),
    "thoi_han": ("Thời hạn", "Ngày phải xong."),
    "ho_so.thoi_han": ("Thời hạn bảo quản", "Ghi như ở bìa hồ sơ: Vĩnh viễn, 20 năm…"),
    "nguoi_lap": ("Người lập hồ sơ", "Họ tên in ở chứng từ kết thúc; để trống thì ghi tay."),
    "ngay_ket_thuc": ("Ngày kết thúc", "Ngày in ở chứng từ kết thúc; để trống thì ghi tay."),
    "ma_dinh_danh": ("Mã định danh", "Mã định danh của cơ quan, tối đa 13 ký tự."),
    "che_do_su_dung": ("Chế độ sử dụng", "Chế độ sử dụng hồ sơ, tối đa 30 ký tự."),
    "tinh_trang": ("Tình trạng", "Đặc điểm, trạng thái của tài liệu, in ở chứng từ kết thúc."),
    "danh_so": ("Đánh số", "Đánh số theo trang hoặc theo tờ."),
    "hai_mat": ("In hai mặt", "Có: mỗi văn bản bắt đầu ở mặt trước của tờ."),
    "pdfa": ("Định dạng lưu trữ", "PDF/A-1b hoặc PDF/A-2b."),
    "dpi_toi_da": ("Độ nét tối đa", "Ảnh nét hơn số này được giảm; để trống là giữ nguyên."),
    "nhan_dang_chu": ("Nhận dạng chữ", "Có: máy đọc chữ của ảnh quét để tìm kiếm được."),
    "nguoi_ky": ("Người ký", "Mã của người ký."),
    "nguoi_ky.ho_ten": ("Người ký ngoài danh sách", "Họ tên người ký không có mã trong kỳ."),
    "nguoi_ky.chuc_vu": ("Chức vụ người ký", "Chức vụ của người ký ngoài danh sách."),
    "nhan_xet_cu_tru.nguoi_ky": ("Người ký", "Họ tên người ký nhận xét nơi cư trú."),
    "tham_quyen": ("Thẩm quyền ký", "TM., T/M, KT., TL. kèm tên tập thể, đúng thể thức."),
    "chuc_vu": ("Chức vụ", "Chức vụ ghi dưới thẩm quyền ký, hoặc chức vụ của đại biểu."),
    "ngay": ("Ngày", "Ngày, tháng, năm."),
    "trich_yeu": ("Trích yếu", "Nội dung chủ yếu của văn bản; mỗi dòng một dòng in."),
    "mo_dau": ("Câu dẫn", "Câu đứng sau các căn cứ."),
    "ket": ("Câu kết", "Câu cuối của kế hoạch."),
    "noi_nhan": ("Nơi nhận", "Mỗi nơi nhận một dòng."),
    "thay_doi": ("Chỗ đã sửa", "Những chỗ sửa so với bản gốc; mỗi chỗ một dòng."),
    "dan": ("Lời dẫn", "Căn cứ, Thực hiện…"),
    "loai": ("Loại", "Loại văn bản, loại tập thể hoặc loại cuộc họp."),
    "so_ky_hieu": ("Số, ký hiệu", "Viết liền, như 12-KH/ĐU."),
    "co_quan": ("Cơ quan ban hành", "Cơ quan ban hành văn bản được viện dẫn."),
    "ve": ("Về", "Trích yếu của văn bản được viện dẫn."),
    "noi": ("Dấu nối", "Dấu giữa ngày và trích yếu của căn cứ; để trống là một dấu cách."),
    "kieu": ("Kiểu", "Phần, mục, tiểu mục hoặc đoạn của kế hoạch."),
    "chu": ("Nội dung", "Lời văn của đoạn."),
    "phuc_dung": ("Phục dựng", "Có: đoạn viết lại vì mất bản gốc, khi in có ghi chú."),
    "noi_dung": ("Nội dung", "Lời văn; mỗi đoạn một dòng."),
    "tep": ("Tệp", "Tên tệp PDF trong thư mục ho-so của kỳ."),
    "ho_so": ("Hồ sơ", "Mã hồ sơ mà tài liệu đi kèm."),
    "tac_gia": ("Tác giả", "Cơ quan, người làm ra tài liệu."),
    "lanh_dao_chi_dao": ("Lãnh đạo, chỉ đạo", "Công tác lãnh đạo, chỉ đạo kiểm điểm; mỗi đoạn một dòng."),
    "uu_diem": ("Ưu điểm", "Mỗi đoạn một dòng."),
    "han_che": ("Hạn chế, khuyết điểm", "Mỗi hạn chế một dòng; không có thì ghi “Không có.”"),
    "nguyen_nhan": ("Nguyên nhân", "Nêu rõ khách quan, chủ quan; mỗi đoạn một dòng."),
    "phuong_huong": ("Phương hướng", "Phương hướng, biện pháp khắc phục; mỗi đoạn một dòng."),
    "ben_giao": ("Bên giao", "Họ tên người giao hồ sơ."),
    "chuc_vu_ben_giao": ("Chức vụ bên giao", "Chức vụ người giao."),
    "ben_nhan": ("Bên nhận", "Họ tên người nhận hồ sơ."),
    "chuc_vu_ben_nhan": ("Chức vụ bên nhận", "Chức vụ người nhận."),
    "co_quan_nhan": ("Cơ quan nhận", "Cơ quan nhận hồ sơ."),
    "phat_hanh": ("Số do ai cấp", "Tập thể đứng tên và cấp số; để trống là chính tập thể này."),
    "khac_phuc.tu_danh_gia": ("Tự đánh giá khắc phục", "Cấp độ khắc phục hạn chế kỳ trước (mục III)."),
    "tu_danh_gia": ("Tự đánh giá", "Cấp độ tự đánh giá; để trống nếu tiêu chí không có cấp độ."),
    "giai_trinh": ("Giải trình", "Giải trình các vấn đề được gợi ý (mục IV); mỗi đoạn một dòng."),
    "trach_nhiem": ("Trách nhiệm", "Trách nhiệm của tập thể, cá nhân (mục V); mỗi đoạn một dòng."),
    "de_nghi": ("Mức đề nghị", "Mức xếp loại tập thể tự đề nghị."),
    "chu_the": ("Chủ thể đánh giá", "Tập thể đánh giá, ghi ở đầu phiếu."),
    "nhan_xet": ("Nhận xét", "Nhận xét chung; mỗi đoạn một dòng."),
    "cap_do": ("Cấp độ", "Cấp độ thực hiện của tiêu chí."),
    "muc_don_vi": ("Mức của đơn vị", "Mức xếp loại cơ quan, đơn vị về chuyên môn."),
    "giao": ("Số nhiệm vụ giao", "Số nhiệm vụ, chỉ tiêu được giao trong năm."),
    "xong": ("Số hoàn thành", "Số nhiệm vụ đã hoàn thành."),
    "cham": ("Số chậm hạn", "Số nhiệm vụ hoàn thành sau hạn."),
    "han_che_ky_truoc": ("Hạn chế kỳ trước", "Những hạn chế đã chỉ ra ở kỳ trước; mỗi hạn chế một dòng."),
    "nguoi": ("Người", "Mã của người."),
    "vai_tro": ("Vai trò", "Chức danh trong tập thể hoặc vai trò trong tổ kiểm phiếu."),
    "trang_thai": ("Tình trạng", "Đã, đang hay chưa khắc phục."),
    "ket_qua": ("Kết quả khắc phục", "Đã làm gì, đến đâu, nêu số liệu."),
    "hinh_thuc": ("Hình thức kỷ luật", "Hình thức kỷ luật trong năm."),
    "bien_phap": ("Biện pháp", "Biện pháp khắc phục."),
    "chiu_trach_nhiem": ("Người chịu trách nhiệm", "Họ tên hoặc tập thể chịu trách nhiệm."),
    "san_pham": ("Sản phẩm", "Sản phẩm cho thấy đã khắc phục."),
    "ho_ten": ("Họ và tên", "Viết như trong hồ sơ đảng viên, chữ hoa đầu mỗi tiếng."),
    "ngay_sinh": ("Ngày sinh", "Đủ ngày, tháng, năm sinh."),
    "gioi_tinh": ("Giới tính", "Nam hoặc nữ."),
    "chi_bo": ("Chi bộ", "Chi bộ đang sinh hoạt."),
    "nhan_xet_cu_tru.chi_bo": ("Chi bộ nơi cư trú", "Tên chi bộ nơi cư trú."),
    "nhan_xet_cu_tru.dang_uy": ("Đảng uỷ nơi cư trú", "Tên đảng uỷ nơi cư trú."),
    "dang_vien": ("Đảng viên", "Chính thức hoặc dự bị."),
    "tu_nhan.dang_vien": ("Tự xếp loại đảng viên", "Mức tự xếp loại chất lượng đảng viên."),
    "tu_nhan.cong_chuc": ("Tự xếp loại cán bộ, công chức", "Mức tự xếp loại cán bộ, công chức, viên chức."),
    "chuc_vu_dang": ("Chức vụ đảng", "Chức vụ trong đảng; không có thì ghi “Đảng viên”."),
    "chuc_vu_chinh_quyen": ("Chức vụ chính quyền", "Chức vụ, chức danh chuyên môn."),
    "chuc_vu_doan_the": ("Chức vụ đoàn thể", "Không có thì ghi “Không”."),
    "don_vi_cong_tac": ("Đơn vị công tác", "Cơ quan, đơn vị đang công tác."),
    "doi_tuong": ("Đối tượng", "Cán bộ, công chức, viên chức hoặc không; ở sổ miễn áp dụng: mã được miễn."),
    "dien_quan_ly": ("Diện quản lý", "Cấp quản lý cán bộ, chọn trong danh sách của chế độ."),
    "loai_hinh": ("Loại hình", "Loại tổ chức theo chế độ; để trống nếu chỉ có một loại."),
    "lanh_dao": ("Lãnh đạo, quản lý", "Có: phải kiểm điểm với tư cách lãnh đạo, quản lý."),
    "ngay_vao_dang": ("Ngày vào Đảng", "Ngày kết nạp; để trống nếu chưa rõ."),
    "ly_do": ("Lý do", "Lý do theo quy định."),
    "ghi_chu": ("Ghi chú", "Diễn giải, số quyết định nếu có."),
    "muc": ("Mức xếp loại", "Mức xếp loại của cấp này."),
    "tu_nhan_xet": ("Tự nhận xét", "Ưu, khuyết điểm; mỗi đoạn một dòng."),
    "y_kien_cap_uy": ("Ý kiến cấp uỷ", "Ý kiến cấp uỷ nơi công tác; mỗi đoạn một dòng."),
    "co": ("Biểu hiện tự nhận", "Mã biểu hiện (A1…C9), mỗi mã một dòng; để trống: đã rà, không có."),
    "bieu_hien": ("Biểu hiện đã kết luận", "Mã biểu hiện do cấp có thẩm quyền kết luận, mỗi mã một dòng."),
    "noi_cu_tru": ("Nơi cư trú", "Địa chỉ nơi cư trú."),
    "tu_tuong": ("Tư tưởng, đạo đức", "Cam kết về tư tưởng, đạo đức; mỗi ý một dòng."),
    "nhiem_vu": ("Nhiệm vụ", "Cam kết về nhiệm vụ; mỗi ý một dòng."),
    "ky_luat": ("Kỷ luật", "Cam kết về kỷ luật; mỗi ý một dòng."),
    "hanh_dong": ("Hành động", "Cam kết hành động cụ thể; mỗi ý một dòng."),
    "to_chuc": ("Tập thể họp", "Tập thể tổ chức cuộc họp."),
    "gio_bat_dau": ("Giờ bắt đầu", "Giờ bắt đầu."),
    "gio_ket_thuc": ("Giờ kết thúc", "Giờ kết thúc."),
    "dia_diem": ("Địa điểm", "Nơi họp."),
    "chu_tri": ("Chủ trì", "Mã người chủ trì."),
    "thu_ky": ("Thư ký", "Mã người ghi biên bản."),
    "trieu_tap": ("Được triệu tập", "Mã những người được triệu tập, mỗi mã một dòng."),
    "khai_mac": ("Khai mạc", "Phần mở đầu; mỗi đoạn một dòng."),
    "phat_bieu_cap_tren": ("Phát biểu của cấp trên", "Mỗi đoạn một dòng."),
    "ket_luan": ("Kết luận", "Kết luận; mỗi đoạn một dòng."),
    "so_ban": ("Số bản", "Số bản của biên bản."),
    "cach_thuc": ("Cách thức bỏ phiếu", "Cách thức bỏ phiếu; mỗi đoạn một dòng."),
    "phat_ra": ("Phiếu phát ra", "Số phiếu phát ra."),
    "thu_ve": ("Phiếu thu về", "Số phiếu thu về."),
    "hop_le": ("Phiếu hợp lệ", "Số phiếu hợp lệ."),
    "khong_hop_le": ("Phiếu không hợp lệ", "Số phiếu không hợp lệ."),
    "phieu": ("Số phiếu", "Số phiếu cho từng mức xếp loại."),
    "kiem_diem.ve": ("Kiểm điểm ai", "Mã tập thể hoặc cá nhân được kiểm điểm."),
    "ket_qua.ve": ("Phiếu về ai", "Mã tập thể hoặc cá nhân được bỏ phiếu."),
    "goi_y.ve": ("Gợi ý cho ai", "Mã tập thể hoặc cá nhân được gợi ý."),
    "nguoi_trinh_bay": ("Người trình bày", "Mã người trình bày bản kiểm điểm."),
    "tom_tat": ("Tóm tắt", "Tóm tắt phần trình bày; mỗi đoạn một dòng."),
    "y_kien": ("Ý kiến", "Ý kiến góp ý."),
    "tiep_thu": ("Tiếp thu", "Người được góp ý tiếp thu thế nào."),
    "quy_tac": ("Quy tắc", "Mã quy tắc được miễn áp dụng."),
    "nguoi_quyet_dinh": ("Người quyết định", "Ai quyết định cho miễn áp dụng."),
}

# the head of a route -> heading over its columns, the clause
GROUPS: Final[dict[str, tuple[str, str]]] = {
    "ky": ("Kỳ kiểm điểm", "Kế hoạch kiểm điểm của cấp uỷ"),
    "ky.don_vi": ("Cơ quan", "Hướng dẫn 36-HD/VPTW, mục II.1"),
    "ky.cap_tren": ("Cấp trên", "Hướng dẫn 36-HD/VPTW, mục II.1"),
    "ky.nhiem_ky": ("Nhiệm kỳ", "Hướng dẫn 36-HD/VPTW, mục II.1.3"),
    "ky.ho_so": ("Hồ sơ lưu", "Nghị định 30/2020/NĐ-CP, Phụ lục V"),
    "ky.ke_hoach": ("Kế hoạch", "Hướng dẫn 36-HD/VPTW, mục II"),
    "ky.to_trinh": ("Tờ trình", "Hướng dẫn 36-HD/VPTW, mục II"),
    "ky.bao_cao_tong_hop": ("Báo cáo tổng hợp", "Quy định 132-QĐ/TW"),
    "ky.giao_nhan": ("Giao nhận hồ sơ", "Nghị định 30/2020/NĐ-CP, Chương IV"),
    "ky.van_ban": ("Văn bản khác", "Hướng dẫn 36-HD/VPTW, mục II"),
    "ky.goi_y": ("Gợi ý kiểm điểm", "Mẫu 01, Mẫu 02, mục IV, Hướng dẫn 21-HD/BTCTW"),
    "ky.kem_theo": ("Tài liệu kèm theo", "Nghị định 30/2020/NĐ-CP, Chương IV"),
    "tap-the": ("Tập thể", "Quy định 132-QĐ/TW, Điều 5"),
    "tap-the.bao_cao": ("Báo cáo kiểm điểm", "Mẫu 01, Hướng dẫn 21-HD/BTCTW"),
    "tap-the.phieu_phan_tich": ("Phiếu phân tích", "Mẫu 03, 04, Hướng dẫn 21-HD/BTCTW"),
    "tap-the.chi_tieu": ("Nhiệm vụ trong năm", "Quy định 132-QĐ/TW, Điều 12"),
    "tap-the.ky_luat": ("Kỷ luật trong năm", "Quy định 132-QĐ/TW, Điều 12"),
    "tap-the.khac_phuc_sau": ("Kế hoạch khắc phục", "Hướng dẫn 21-HD/BTCTW"),
    "ca-nhan": ("Lý lịch", "Quy định 132-QĐ/TW, Điều 5"),
    "ca-nhan.kiem_diem": ("Bản kiểm điểm", "Mẫu 02, Hướng dẫn 21-HD/BTCTW"),
    "ca-nhan.mien_kiem_diem": ("Không kiểm điểm", "Hướng dẫn 21-HD/BTCTW"),
    "ca-nhan.nhan_xet.thu_truong": ("Nhận xét của thủ trưởng", "Mẫu 02, phần đánh giá, Hướng dẫn 21-HD/BTCTW"),
    "ca-nhan.nhan_xet.chi_uy": ("Nhận xét của chi uỷ", "Mẫu 02, phần đánh giá, Hướng dẫn 21-HD/BTCTW"),
    "ca-nhan.nhan_xet.dang_uy": ("Xếp loại của đảng uỷ", "Mẫu 02, phần đánh giá, Hướng dẫn 21-HD/BTCTW"),
    "ca-nhan.phieu_cong_vu": ("Phiếu công vụ", "Quy định của Chính phủ về đánh giá cán bộ, công chức, viên chức"),
    "ca-nhan.phieu_bieu_hien": ("Phiếu đối chiếu biểu hiện", "Nghị quyết Trung ương 4 khoá XII"),
    "ca-nhan.nhan_xet_cu_tru": ("Nhận xét nơi cư trú", "Quy định 213-QĐ/TW"),
    "ca-nhan.cam_ket": ("Cam kết đầu năm", "Kế hoạch kiểm điểm của cấp uỷ"),
    "ca-nhan.nhiem_vu": ("Nhiệm vụ trong năm", "Quy định 132-QĐ/TW, Điều 12"),
    "ca-nhan.ky_luat": ("Kỷ luật trong năm", "Quy định 132-QĐ/TW, Điều 12"),
    "ca-nhan.khac_phuc_sau": ("Kế hoạch khắc phục", "Hướng dẫn 21-HD/BTCTW"),
    "cuoc-hop": ("Cuộc họp", "Quy định 132-QĐ/TW, Điều 14"),
    "cuoc-hop.kiem_phieu": ("Kiểm phiếu", "Hướng dẫn 21-HD/BTCTW"),
    "mien-ap-dung": ("Miễn áp dụng", "Quyết định của cấp có thẩm quyền"),
}

CHOICE_WORDS: Final[dict[str, str]] = {
    "nam": "Nam",
    "nu": "Nữ",
    "trang": "Theo trang",
    "to-so": "Theo tờ",
    "1b": "PDF/A-1b",
    "2b": "PDF/A-2b",
    "chinh-thuc": "Chính thức",
    "du-bi": "Dự bị",
    "can-bo": "Cán bộ",
    "cong-chuc": "Công chức",
    "vien-chuc": "Viên chức",
    "khong": "Không",
    "dang-uy": "Đảng uỷ",
    "ban-thuong-vu": "Ban Thường vụ",
    "chi-bo": "Chi bộ",
    "tap-the-lanh-dao": "Tập thể lãnh đạo",
    "mien-cong-tac": "Miễn công tác, sinh hoạt đảng",
    "dinh-chi": "Đình chỉ sinh hoạt đảng",
    "chua-du-6-thang": "Chưa đủ 6 tháng",
    "nghi-dai": "Nghỉ dài theo chế độ",
    "da": "Đã khắc phục",
    "dang": "Đang khắc phục",
    "chua": "Chưa khắc phục",
    "khien-trach": "Khiển trách",
    "canh-cao": "Cảnh cáo",
    "cach-chuc": "Cách chức",
    "khai-tru": "Khai trừ",
    "phan": "Phần",
    "muc": "Mục",
    "tieu_muc": "Tiểu mục",
    "doan": "Đoạn",
}

_HOW: Final = {
    "date": "Viết như 24/11/2021.",
    "time": "Viết như 14:00.",
    "flag": "Chọn Có hoặc Không.",
    "choice": "Chọn trong danh sách.",
    "code": "Chọn trong danh sách hoặc gõ mã.",
    "count": "Chỉ gõ chữ số.",
    "lines": "Xuống dòng trong ô bằng Alt+Enter.",
}


def tail_words(route: Names) -> tuple[str, str]:
    """Header and note for a route; made of the key itself when nobody wrote words for it."""
    for start in range(len(route)):
        found = WORDS.get(".".join(route[start:]))
        if found:
            return found
    key = route[-1] if route else ""
    return key.replace("_", " ").capitalize(), ""


def group_words(noun: str, route: Names) -> tuple[str, str]:
    """Heading and clause of the longest known head of a route."""
    for size in range(len(route), -1, -1):
        found = GROUPS.get(".".join((noun, *route[:size])))
        if found:
            return found
    return "", ""


def note(noun: str, whole_route: Names, column: Column) -> str:
    """What a header's note says: what to write, how, whether it must be there, and the clause."""
    what = tail_words(whole_route)[1]
    must = "Bắt buộc." if column.required else ""
    clause = group_words(noun, whole_route)[1]
    parts = [what, _HOW.get(column.kind, ""), must]
    text = " ".join(part for part in parts if part)
    return f"{text}\nCăn cứ: {clause}." if clause else text
