"""The words of the State's correct documents (NĐ 30/2020); every person and figure is invented."""

from __future__ import annotations

from tests.the_thuc.paper import Annex, Grid, Paper, Signer, numbered_from

_UY_BAN = {"superior": (), "issuer": ("UỶ BAN NHÂN DÂN", "HUYỆN SƠN DƯƠNG")}
_PHONG = {"superior": ("UỶ BAN NHÂN DÂN", "HUYỆN SƠN DƯƠNG"), "issuer": ("PHÒNG NỘI VỤ",)}
_CHU_TICH = Signer(prefix="TM. UỶ BAN NHÂN DÂN", post="CHỦ TỊCH", name="Phạm Quốc Hưng")
_PHO_CHU_TICH = Signer(prefix="KT. CHỦ TỊCH", post="PHÓ CHỦ TỊCH", name="Lương Thị Mai")
_TRUONG_PHONG = Signer(post="TRƯỞNG PHÒNG", name="Đặng Văn Hùng")

_WORK = (
    "1. Các cơ quan, đơn vị tổ chức kiểm điểm, đánh giá, xếp loại chất lượng công chức, viên chức bảo đảm khách quan, "
    "công bằng, chính xác; gắn kết quả của cá nhân với kết quả thực hiện nhiệm vụ của cơ quan, đơn vị trong năm.",
    "2. Người đứng đầu cơ quan, đơn vị chịu trách nhiệm về kết quả đánh giá đối với công chức, viên chức thuộc thẩm "
    "quyền quản lý; công khai kết quả tại nơi làm việc trong thời hạn năm ngày kể từ ngày có quyết định.",
    "3. Hồ sơ đánh giá gồm: Phiếu đánh giá, xếp loại chất lượng; biên bản cuộc họp nhận xét; ý kiến của cấp uỷ nơi "
    "công tác; kết luận của người có thẩm quyền. Hồ sơ được lưu giữ cùng hồ sơ công chức, viên chức theo quy định.",
    "4. Việc xếp loại ở mức hoàn thành xuất sắc nhiệm vụ không vượt quá tỷ lệ chung của huyện; trường hợp có nhiều "
    "người cùng đủ tiêu chuẩn thì xem xét người có sản phẩm công việc cụ thể, được đồng nghiệp thừa nhận.",
    "5. Cơ quan, đơn vị chưa gửi hồ sơ đúng thời hạn thì không được xét danh hiệu thi đua của năm; người đứng đầu "
    "phải giải trình bằng văn bản với cấp có thẩm quyền.",
)
_FIGURES = (
    "1. Toàn huyện có 1.214 công chức, viên chức thuộc diện đánh giá; đã đánh giá 1.206 người. Số người chưa đánh giá "
    "là 08 người do nghỉ ốm dài ngày hoặc đang đi học tập trung theo quyết định của cấp có thẩm quyền.",
    "2. Kỷ luật, kỷ cương hành chính được giữ vững. Qua bốn đợt kiểm tra công vụ, đoàn kiểm tra nhắc nhở sáu trường "
    "hợp đi muộn, về sớm; không có trường hợp phải xem xét kỷ luật.",
    "3. Việc giải quyết thủ tục hành chính có tiến bộ rõ. Tỷ lệ hồ sơ giải quyết đúng hạn đạt 98,6%; số hồ sơ nộp qua "
    "mạng tăng hơn hai lần so với năm trước, giảm thời gian đi lại của người dân.",
    "4. Công tác đào tạo, bồi dưỡng được quan tâm. Trong năm cử 132 lượt công chức cấp xã học các lớp nghiệp vụ ngắn "
    "ngày; mở hai lớp kỹ năng soạn thảo văn bản cho văn phòng các xã, thị trấn.",
    "5. Tuy vậy, ở một số nơi bản tự đánh giá còn chung chung, chưa nêu được sản phẩm cụ thể; việc lấy ý kiến của cấp "
    "uỷ nơi công tác có lúc còn chậm, ảnh hưởng đến tiến độ chung.",
)
_NEXT = (
    "1. Tiếp tục thực hiện nghiêm các quy định về đánh giá công chức, viên chức; lấy kết quả đánh giá làm căn cứ bố "
    "trí, sử dụng, đào tạo và thực hiện chính sách.",
    "2. Đẩy mạnh ứng dụng công nghệ thông tin trong quản lý hồ sơ; hoàn thành việc cập nhật dữ liệu công chức, viên "
    "chức trước ngày 30/6/2022.",
    "3. Tăng cường kiểm tra công vụ theo chương trình, kết hợp kiểm tra đột xuất; thông báo kết quả đến từng cơ quan, "
    "đơn vị và yêu cầu khắc phục thiếu sót trong thời hạn cụ thể.",
    "4. Đề nghị các tổ chức chính trị - xã hội giám sát việc tiếp nhận và trả kết quả ở bộ phận một cửa, kịp thời "
    "phản ánh những việc làm gây phiền hà cho người dân.",
)
_LAW = (
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015; Luật sửa đổi, bổ sung một số điều của Luật "
    "Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương ngày 22 tháng 11 năm 2019;",
    "Căn cứ Nghị định số 90/2020/NĐ-CP ngày 13 tháng 8 năm 2020 của Chính phủ về đánh giá, xếp loại chất lượng cán "
    "bộ, công chức, viên chức;",
    "Theo đề nghị của Trưởng phòng Nội vụ.",
)
_BASE = (
    "Thực hiện Nghị định số 90/2020/NĐ-CP ngày 13 tháng 8 năm 2020 của Chính phủ về đánh giá, xếp loại chất lượng cán "
    "bộ, công chức, viên chức, "
)
_QUYET_DINH = Paper(
    state=True,
    **_UY_BAN,
    number="Số: 2145/QĐ-UBND",
    place_day="Sơn Dương, ngày 08 tháng 12 năm 2021",
    kind="QUYẾT ĐỊNH",
    subject=("Về việc thành lập Hội đồng đánh giá, xếp loại chất lượng", "công chức, viên chức năm 2021"),
    bases=_LAW,
    body=(
        "@ QUYẾT ĐỊNH:",
        "*Điều 1. Thành lập Hội đồng",
        "1. Thành lập Hội đồng đánh giá, xếp loại chất lượng công chức, viên chức năm 2021 do bà Lương Thị Mai, Phó "
        "Chủ tịch Uỷ ban nhân dân huyện, làm Chủ tịch; ông Đặng Văn Hùng, Trưởng phòng Nội vụ, làm Phó Chủ tịch.",
        "2. Uỷ viên Hội đồng gồm: Ông Nông Văn Tài, ông Bùi Đức Long, bà Hà Thị Nga.",
        "*Điều 2. Nhiệm vụ của Hội đồng",
        *_WORK,
        "*Điều 3. Chế độ làm việc",
        "1. Hội đồng làm việc theo chế độ tập thể, quyết định theo đa số; tự giải thể sau khi hoàn thành nhiệm vụ.",
        "2. Phòng Nội vụ là cơ quan thường trực, chuẩn bị tài liệu và bảo đảm điều kiện làm việc của Hội đồng.",
        "*Điều 4. Hiệu lực thi hành",
        "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng Uỷ ban nhân dân huyện, Trưởng phòng Nội vụ và các "
        "ông, bà có tên tại Điều 1 chịu trách nhiệm thi hành Quyết định này./.",
    ),
    signers=(_CHU_TICH,),
    recipients=("- Như Điều 4;", "- Thường trực Huyện uỷ;", "- Sở Nội vụ;", "- Lưu: VT, NV."),
)
_CONG_VAN = Paper(
    state=True,
    **_PHONG,
    number="Số: 318/NV-CCVC",
    place_day="Sơn Dương, ngày 03 tháng 12 năm 2021",
    letter_subject=("V/v gửi hồ sơ đánh giá, xếp loại", "công chức, viên chức năm 2021"),
    addressed="Kính gửi:",
    addressees=("- Các phòng, ban thuộc Uỷ ban nhân dân huyện;", "- Uỷ ban nhân dân các xã, thị trấn."),
    body=(
        _BASE + "Phòng Nội vụ đề nghị các cơ quan, đơn vị thực hiện một số việc sau:",
        *_WORK,
        *numbered_from(6, _NEXT),
        "Đề nghị các cơ quan, đơn vị gửi hồ sơ về Phòng Nội vụ trước ngày 20/12/2021. Trong quá trình thực hiện, nếu "
        "có vướng mắc thì liên hệ với bà Tống Thị Yến, chuyên viên Phòng Nội vụ, để được hướng dẫn./.",
    ),
    signers=(_TRUONG_PHONG,),
    recipients=("- Như trên;", "- Chủ tịch Uỷ ban nhân dân huyện;", "- Lưu: VT, CCVC."),
)
_TO_TRINH = Paper(
    state=True,
    **_PHONG,
    number="Số: 77/TTr-NV",
    place_day="Sơn Dương, ngày 22 tháng 12 năm 2021",
    kind="TỜ TRÌNH",
    subject=("Về việc công nhận kết quả đánh giá, xếp loại", "công chức, viên chức năm 2021"),
    addressed="Kính gửi: Uỷ ban nhân dân huyện Sơn Dương",
    body=(
        _BASE + "Phòng Nội vụ trình Uỷ ban nhân dân huyện kết quả đánh giá như sau:",
        "# I. KẾT QUẢ THỰC HIỆN",
        *_FIGURES,
        "# II. VIỆC CẦN LÀM NĂM 2022",
        *_NEXT,
        "# III. ĐỀ NGHỊ",
        "Phòng Nội vụ kính trình Uỷ ban nhân dân huyện xem xét, công nhận kết quả đánh giá, xếp loại chất lượng của "
        "1.206 công chức, viên chức theo danh sách gửi kèm Tờ trình này./.",
    ),
    signers=(_TRUONG_PHONG,),
    recipients=("- Như trên;", "- Văn phòng Huyện uỷ;", "- Lưu: VT, CCVC."),
)
_BIEN_BAN = Paper(
    state=True,
    **_PHONG,
    number="Số: 15/BB-NV",
    kind="BIÊN BẢN",
    subject=("Họp đánh giá, xếp loại chất lượng công chức năm 2021",),
    body=(
        "Thời gian bắt đầu: 8 giờ 00 phút, ngày 14 tháng 12 năm 2021.",
        "Địa điểm: Phòng họp tầng hai, trụ sở Uỷ ban nhân dân huyện Sơn Dương.",
        "Thành phần tham dự: Tổng số công chức được triệu tập là 09 người; có mặt 09 người, vắng mặt không có.",
        "Chủ trì (chủ toạ): Ông Đặng Văn Hùng, Trưởng phòng Nội vụ.",
        "Thư ký (người ghi biên bản): Bà Tống Thị Yến, chuyên viên Phòng Nội vụ.",
        "Nội dung cuộc họp:",
        *_FIGURES,
        "Cuộc họp thảo luận, thống nhất các việc cần làm trong thời gian tới:",
        *numbered_from(6, _NEXT),
        "Cuộc họp kết thúc vào 10 giờ 45 phút, ngày 14 tháng 12 năm 2021; biên bản đã được đọc lại, mọi người dự họp "
        "nhất trí với nội dung trên./.",
    ),
    signers=(Signer(role="THƯ KÝ", name="Tống Thị Yến"), Signer(role="CHỦ TOẠ", name="Đặng Văn Hùng")),
    recipients=("- Uỷ ban nhân dân huyện;", "- Lưu: VT, Hồ sơ."),
)
_BAO_CAO = Paper(
    state=True,
    **_UY_BAN,
    number="Số: 512/BC-UBND",
    place_day="Sơn Dương, ngày 27 tháng 12 năm 2021",
    kind="BÁO CÁO",
    subject=("Kết quả đánh giá, xếp loại chất lượng", "công chức, viên chức năm 2021"),
    addressed="Kính gửi: Sở Nội vụ tỉnh Tuyên Quang",
    body=(
        _BASE + "Uỷ ban nhân dân huyện Sơn Dương báo cáo kết quả như sau:",
        "# I. TÌNH HÌNH THỰC HIỆN",
        *_WORK,
        "# II. KẾT QUẢ",
        *_FIGURES,
        "# III. PHƯƠNG HƯỚNG NĂM 2022",
        *_NEXT,
        "Trên đây là kết quả đánh giá, xếp loại chất lượng công chức, viên chức năm 2021 của huyện Sơn Dương, Uỷ ban "
        "nhân dân huyện báo cáo Sở Nội vụ tổng hợp./.",
    ),
    signers=(_PHO_CHU_TICH,),
    recipients=("- Như trên;", "- Thường trực Huyện uỷ;", "- Chủ tịch Uỷ ban nhân dân huyện;", "- Lưu: VT, NV."),
)
_REFERENCE = "(Kèm theo Kế hoạch số 186/KH-UBND ngày 12 tháng 11 năm 2021\ncủa Uỷ ban nhân dân huyện Sơn Dương)"
_KE_HOACH = Paper(
    state=True,
    **_UY_BAN,
    number="Số: 186/KH-UBND",
    place_day="Sơn Dương, ngày 12 tháng 11 năm 2021",
    kind="KẾ HOẠCH",
    subject=("Kiểm tra công vụ sáu tháng đầu năm 2022",),
    body=(
        _BASE + "Uỷ ban nhân dân huyện xây dựng kế hoạch kiểm tra công vụ như sau:",
        "# I. MỤC ĐÍCH, YÊU CẦU",
        *_WORK,
        "# II. NỘI DUNG",
        *_NEXT,
        "# III. TỔ CHỨC THỰC HIỆN",
        "1. Phòng Nội vụ chủ trì, phối hợp với Văn phòng Uỷ ban nhân dân huyện tổ chức kiểm tra theo lịch tại Phụ lục "
        "I; biểu tổng hợp kết quả theo Phụ lục II kèm theo Kế hoạch này.",
        "2. Các cơ quan, đơn vị được kiểm tra chuẩn bị báo cáo và hồ sơ, bố trí người làm việc với đoàn kiểm tra; "
        "kiến nghị những vấn đề vượt thẩm quyền để Uỷ ban nhân dân huyện xem xét, giải quyết./.",
    ),
    signers=(_PHO_CHU_TICH,),
    recipients=("- Các cơ quan, đơn vị;", "- Uỷ ban nhân dân các xã, thị trấn;", "- Lưu: VT, NV."),
    annexes=(
        Annex(
            "Phụ lục I",
            ("LỊCH KIỂM TRA CÔNG VỤ",),
            _REFERENCE,
            (
                Grid(
                    (
                        ("Số thứ tự", "Cơ quan, đơn vị", "Thời gian"),
                        ("1", "Phòng Kinh tế và Hạ tầng", "Tháng 02 năm 2022"),
                        ("2", "Uỷ ban nhân dân xã Tân Hoà", "Tháng 3 năm 2022"),
                        ("3", "Uỷ ban nhân dân thị trấn Sơn Dương", "Tháng 4 năm 2022"),
                    ),
                    (25, 85, 55),
                ),
            ),
        ),
        Annex(
            "Phụ lục II",
            ("KẾT QUẢ KIỂM TRA", "CÔNG VỤ NĂM TRƯỚC"),
            _REFERENCE,
            numbered_from(1, (*_FIGURES, *_WORK, *_NEXT)),
        ),
    ),
)
STATE: dict[str, Paper] = {
    "quyet-dinh-S": _QUYET_DINH,
    "cong-van-S": _CONG_VAN,
    "to-trinh-S": _TO_TRINH,
    "bien-ban-S": _BIEN_BAN,
    "bao-cao-S": _BAO_CAO,
    "ke-hoach-S-phu-luc": _KE_HOACH,
}
