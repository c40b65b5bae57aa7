"""The words of the Party's correct documents; every person and figure is invented."""

from __future__ import annotations

from dataclasses import replace

from tests.the_thuc.next_regime import next_regime
from tests.the_thuc.paper import Annex, Grid, Paper, Signer, numbered_from

_DU_2021 = {"superior": ("ĐẢNG BỘ HUYỆN SƠN DƯƠNG",), "issuer": ("ĐẢNG UỶ XÃ TÂN HOÀ",)}
_CB_2021 = {"superior": ("ĐẢNG BỘ XÃ TÂN HOÀ",), "issuer": ("CHI BỘ THÔN ĐỒNG TIẾN",)}
_BI_THU = Signer(prefix="T/M ĐẢNG UỶ", post="BÍ THƯ", name="Nguyễn Văn Bình")
_PHO_BI_THU = Signer(prefix="T/M BAN THƯỜNG VỤ", post="PHÓ BÍ THƯ", name="Trần Thị Lan")
_BI_THU_CHI_BO = Signer(prefix="T/M CHI BỘ", post="BÍ THƯ", name="Hoàng Văn Tuấn")

_MEASURES = (
    "1. Các chi bộ trực thuộc quán triệt mục đích, yêu cầu của đợt kiểm điểm đến từng đảng viên trong kỳ sinh hoạt "
    "gần nhất; phân công đảng viên giúp đỡ những đồng chí tuổi cao, sức yếu chuẩn bị bản tự kiểm điểm. Nội dung kiểm "
    "điểm bám sát chức trách, nhiệm vụ được giao, không chép lại bản kiểm điểm của năm trước.",
    "2. Cấp uỷ các chi bộ chuẩn bị báo cáo kiểm điểm tập thể, gửi lấy ý kiến của ban công tác mặt trận, trưởng thôn "
    "và các đoàn thể cùng cấp. Ý kiến góp ý được tổng hợp bằng văn bản, trình bày đầy đủ tại hội nghị kiểm điểm và "
    "được tiếp thu hoặc giải trình ngay trong báo cáo.",
    "3. Hội nghị kiểm điểm tập thể tổ chức trước, kiểm điểm cá nhân tổ chức sau; cấp trên gợi ý kiểm điểm đối với "
    "những nơi có việc cần làm rõ. Người chủ trì kết luận từng nội dung, nêu rõ ưu điểm, hạn chế, nguyên nhân và thời "
    "hạn khắc phục của từng việc.",
    "4. Việc bỏ phiếu đề xuất mức xếp loại được tiến hành tại hội nghị bằng phiếu kín. Tổ kiểm phiếu gồm ba đồng chí "
    "do hội nghị bầu, lập biên bản và công bố kết quả trước khi hội nghị kết thúc. Phiếu đã kiểm được niêm phong, "
    "giao cho văn phòng lưu giữ cùng hồ sơ.",
)
_RESULTS = (
    "1. Công tác chính trị tư tưởng được triển khai đúng thời gian. Đảng uỷ mở bốn hội nghị học tập nghị quyết với "
    "hơn chín phần mười đảng viên tham dự; các chi bộ duy trì nền nếp sinh hoạt, mỗi quý có ít nhất một buổi sinh "
    "hoạt chuyên đề gắn với việc thật của thôn.",
    "2. Sản xuất nông nghiệp giữ được nhịp độ trong điều kiện thời tiết không thuận. Diện tích lúa cả năm đạt 412 ha, "
    "năng suất bình quân 58,4 tạ một ha; đàn gia súc được tiêm phòng đủ hai đợt, không để phát sinh ổ dịch. Thu ngân "
    "sách trên địa bàn vượt 6,2% dự toán giao đầu năm.",
    "3. Quốc phòng, an ninh được giữ vững. Lực lượng dân quân hoàn thành chương trình huấn luyện, kết quả kiểm tra "
    "đạt loại khá; tổ hoà giải của các thôn giải quyết 27 vụ việc ngay từ cơ sở, không có đơn thư vượt cấp.",
    "4. Công tác xây dựng Đảng có nhiều chuyển biến. Trong năm kết nạp 9 đảng viên mới, chuyển chính thức 7 đồng chí; "
    "cấp uỷ kiểm tra 4 chi bộ và 6 đảng viên, giám sát 3 chi bộ theo chương trình đã đề ra. Qua kiểm tra đã chỉ ra "
    "những thiếu sót trong việc ghi chép sổ sách và thu nộp đảng phí để khắc phục.",
    "5. Hoạt động của chính quyền, mặt trận và các đoàn thể hướng mạnh về cơ sở. Việc tiếp công dân được duy trì vào "
    "ngày thứ Năm hằng tuần; các đoàn thể vận động hội viên góp hơn một nghìn ngày công sửa đường, khơi thông kênh "
    "mương và giúp đỡ những gia đình gặp khó khăn.",
)
_SHORTCOMINGS = (
    "1. Chất lượng sinh hoạt ở một số chi bộ chưa đều; việc tự phê bình và phê bình có nơi còn nể nang. Một vài đồng "
    "chí cấp uỷ chưa dành đủ thời gian dự sinh hoạt với chi bộ được phân công theo dõi.",
    "2. Tiến độ giải phóng mặt bằng tuyến đường liên thôn chậm so với yêu cầu. Nguyên nhân chủ quan là sự phối hợp "
    "giữa các bộ phận chưa chặt chẽ, việc đối thoại với các hộ dân chưa được làm sớm từ đầu năm.",
    "3. Công tác tạo nguồn phát triển đảng viên ở vùng xa trung tâm còn khó khăn; thanh niên đi làm ăn xa nhiều, số "
    "quần chúng được giới thiệu học lớp nhận thức về Đảng chưa đạt chỉ tiêu của nhiệm kỳ.",
)
_TASKS = (
    "1. Tiếp tục nâng cao chất lượng sinh hoạt chi bộ, trọng tâm là sinh hoạt chuyên đề; phân công từng đồng chí đảng "
    "uỷ viên dự sinh hoạt và chịu trách nhiệm về kết quả của chi bộ được phụ trách.",
    "2. Hoàn thành việc giải phóng mặt bằng tuyến đường liên thôn trong quý hai; công khai phương án bồi thường, đối "
    "thoại trực tiếp với từng hộ còn ý kiến khác nhau và trả lời bằng văn bản.",
    "3. Rà soát, bổ sung nguồn phát triển đảng viên ở từng chi bộ; giao chỉ tiêu cụ thể cho đoàn thanh niên và hội "
    "phụ nữ, mỗi quý kiểm điểm kết quả một lần tại hội nghị đảng uỷ.",
)
_ORDER_OF_WORK = (
    "1. Giao Văn phòng Đảng uỷ tham mưu giúp Ban Thường vụ theo dõi, đôn đốc, tổng hợp kết quả thực hiện; báo cáo "
    "Đảng uỷ tại hội nghị thường kỳ và gửi cơ quan tổ chức cấp trên theo đúng thời hạn.",
    "2. Giao Uỷ ban Kiểm tra Đảng uỷ đưa việc kiểm điểm vào chương trình kiểm tra, giám sát; kịp thời chấn chỉnh "
    "những nơi làm hình thức, chiếu lệ hoặc không đúng quy trình.",
    "3. Các chi bộ căn cứ tình hình của mình xây dựng lịch kiểm điểm, gửi về Văn phòng Đảng uỷ chậm nhất năm ngày "
    "trước khi tổ chức hội nghị. Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các chi bộ báo cáo Ban Thường "
    "vụ Đảng uỷ để được hướng dẫn.",
)
_LIST_2021 = (
    "- Ban Thường vụ Huyện uỷ,",
    "- Ban Tổ chức Huyện uỷ,",
    "- Các chi bộ trực thuộc,",
    "- Các đồng chí đảng uỷ viên,",
    "- Lưu Văn phòng Đảng uỷ.",
)
_KE_HOACH = Paper(
    **_DU_2021,
    number="Số 12-KH/ĐU",
    place_day="Tân Hoà, ngày 24 tháng 11 năm 2021",
    kind="KẾ HOẠCH",
    subject=("kiểm điểm, đánh giá, xếp loại chất lượng", "tổ chức đảng, đảng viên năm 2021"),
    bases=(
        "- Căn cứ Quy định số 132-QĐ/TW, ngày 08/3/2018 của Bộ Chính trị về việc kiểm điểm và đánh giá, xếp loại chất "
        "lượng hằng năm đối với tập thể, cá nhân trong hệ thống chính trị;",
        "- Căn cứ Hướng dẫn số 21-HD/BTCTW, ngày 18/10/2019 của Ban Tổ chức Trung ương về kiểm điểm, đánh giá, xếp "
        "loại chất lượng hằng năm đối với tổ chức đảng, đảng viên và tập thể, cá nhân cán bộ lãnh đạo, quản lý các "
        "cấp,",
    ),
    body=(
        "Đảng uỷ xã Tân Hoà xây dựng kế hoạch kiểm điểm, đánh giá, xếp loại chất lượng tổ chức đảng, đảng viên năm "
        "2021 như sau:",
        "# I- MỤC ĐÍCH, YÊU CẦU",
        "1. Việc kiểm điểm nhằm đánh giá đúng thực chất kết quả công tác năm 2021 của từng tập thể, cá nhân; làm rõ "
        "ưu điểm, hạn chế, nguyên nhân và đề ra biện pháp khắc phục thiết thực cho năm sau.",
        "2. Cấp uỷ, người đứng đầu phải gương mẫu tự phê bình, cầu thị tiếp thu ý kiến; khắc phục tình trạng nể nang, "
        "né tránh, ngại va chạm. Kết quả xếp loại phải tương xứng với sản phẩm công việc cụ thể.",
        "# II- NỘI DUNG VÀ CÁCH LÀM",
        *_MEASURES,
        "# III- THỜI GIAN",
        "1. Chi bộ trực thuộc hoàn thành hội nghị kiểm điểm trước ngày 15/12/2021; hồ sơ gửi về Văn phòng Đảng uỷ sau "
        "hội nghị ba ngày làm việc.",
        "2. Đảng uỷ, Ban Thường vụ Đảng uỷ kiểm điểm xong trước ngày 25/12/2021; báo cáo kết quả lên Ban Thường vụ "
        "Huyện uỷ trong tháng 12 năm 2021.",
        "# IV- TỔ CHỨC THỰC HIỆN",
        *_ORDER_OF_WORK,
    ),
    signers=(_BI_THU,),
    recipients=_LIST_2021,
)
_CONG_VAN = Paper(
    **_DU_2021,
    number="Số 45-CV/ĐU",
    place_day="Tân Hoà, ngày 03 tháng 12 năm 2021",
    letter_subject=("về việc gửi hồ sơ kiểm điểm", "cuối năm của chi bộ trực thuộc"),
    addressed="Kính gửi:",
    addressees=("- Các chi bộ trực thuộc Đảng uỷ,", "- Các đồng chí đảng uỷ viên."),
    body=(
        "Thực hiện Kế hoạch số 12-KH/ĐU, ngày 24/11/2021 của Đảng uỷ xã Tân Hoà về kiểm điểm, đánh giá, xếp loại chất "
        "lượng tổ chức đảng, đảng viên năm 2021, Ban Thường vụ Đảng uỷ đề nghị các chi bộ trực thuộc thực hiện một số "
        "việc sau:",
        *_MEASURES,
        "Hồ sơ của mỗi chi bộ gồm: Báo cáo kiểm điểm tập thể; bản tự kiểm điểm của từng đảng viên; biên bản hội nghị; "
        "biên bản kiểm phiếu; danh sách đề nghị khen thưởng. Hồ sơ gửi một bản giấy kèm tệp điện tử về Văn phòng Đảng "
        "uỷ.",
        "Chi bộ có đảng viên đang làm ăn xa, đảng viên được miễn công tác và sinh hoạt đảng lập danh sách riêng, ghi "
        "rõ lý do và thời hạn; đảng viên vắng mặt có lý do chính đáng tại hội nghị kiểm điểm thì gửi bản tự kiểm điểm "
        "và được chi bộ góp ý, xếp loại như những đảng viên khác.",
        "Văn phòng Đảng uỷ cử đồng chí Lê Thị Thu tiếp nhận và hướng dẫn cách ghi các biểu. Các chi bộ nhận được văn "
        "bản này khẩn trương thực hiện, bảo đảm thời gian và chất lượng hồ sơ.",
    ),
    signers=(_PHO_BI_THU,),
    recipients=("- Như trên,", "- Đồng chí Bí thư Đảng uỷ,", "- Uỷ ban Kiểm tra Đảng uỷ,", "- Lưu Văn phòng Đảng uỷ."),
)
_TO_TRINH = Paper(
    **_DU_2021,
    number="Số 09-TTr/ĐU",
    place_day="Tân Hoà, ngày 28 tháng 12 năm 2021",
    kind="TỜ TRÌNH",
    subject=("về việc xem xét, quyết định mức xếp loại chất lượng", "đối với tập thể, cá nhân năm 2021"),
    addressed="Kính gửi: Ban Thường vụ Huyện uỷ Sơn Dương",
    body=(
        "Thực hiện Quy định số 132-QĐ/TW, ngày 08/3/2018 của Bộ Chính trị về việc kiểm điểm và đánh giá, xếp loại "
        "chất lượng hằng năm đối với tập thể, cá nhân trong hệ thống chính trị, Đảng uỷ xã Tân Hoà đã tổ chức kiểm "
        "điểm đúng quy trình và kính trình Ban Thường vụ Huyện uỷ kết quả như sau:",
        "# I- KẾT QUẢ CÔNG TÁC",
        *_RESULTS,
        "# II- HẠN CHẾ, KHUYẾT ĐIỂM",
        *_SHORTCOMINGS,
        "# III- ĐỀ NGHỊ",
        "1. Xếp loại tập thể Ban Thường vụ Đảng uỷ xã Tân Hoà hoàn thành tốt nhiệm vụ; số phiếu đồng ý là 12 trên "
        "tổng số 12 phiếu, đạt 100%.",
        "2. Xếp loại đồng chí Nguyễn Văn Bình, Bí thư Đảng uỷ, hoàn thành tốt nhiệm vụ; số phiếu đồng ý là 11 trên "
        "tổng số 12 phiếu, đạt 91,7%.",
        "Đảng uỷ xã Tân Hoà kính trình Ban Thường vụ Huyện uỷ xem xét, quyết định. Hồ sơ kiểm điểm của tập thể và cá "
        "nhân được gửi kèm theo tờ trình này.",
    ),
    signers=(_BI_THU,),
    recipients=(
        "- Như trên,",
        "- Ban Tổ chức Huyện uỷ,",
        "- Uỷ ban Kiểm tra Huyện uỷ,",
        "- Lưu Văn phòng Đảng uỷ.",
    ),
)
_BAO_CAO = Paper(
    **_DU_2021,
    number="Số 31-BC/ĐU",
    place_day="Tân Hoà, ngày 20 tháng 12 năm 2021",
    kind="BÁO CÁO",
    author=("CỦA BAN THƯỜNG VỤ ĐẢNG UỶ XÃ TÂN HOÀ",),
    subject=("kết quả lãnh đạo thực hiện nhiệm vụ năm 2021,", "phương hướng, nhiệm vụ năm 2022"),
    body=(
        "Năm 2021, Ban Thường vụ Đảng uỷ xã Tân Hoà lãnh đạo thực hiện nhiệm vụ trong điều kiện có cả thuận lợi và "
        "khó khăn; kết quả đạt được như sau:",
        "# I- KẾT QUẢ ĐẠT ĐƯỢC",
        *_RESULTS,
        "# II- HẠN CHẾ VÀ NGUYÊN NHÂN",
        *_SHORTCOMINGS,
        "# III- NHIỆM VỤ NĂM 2022",
        *_TASKS,
        "Ban Thường vụ Đảng uỷ báo cáo để các đồng chí đảng uỷ viên thảo luận, góp ý; trên cơ sở đó hoàn chỉnh báo "
        "cáo trình hội nghị Đảng uỷ cuối năm.",
    ),
    signers=(_PHO_BI_THU,),
    recipients=_LIST_2021,
)
_BIEN_BAN = Paper(
    **_DU_2021,
    number="Số 07-BB/ĐU",
    place_day="Tân Hoà, ngày 24 tháng 12 năm 2021",
    kind="BIÊN BẢN",
    subject=("hội nghị kiểm điểm tập thể, cá nhân năm 2021",),
    body=(
        "Hôm nay, hồi 7 giờ 30 phút, ngày 24/12/2021, tại hội trường Đảng uỷ xã Tân Hoà, Đảng uỷ tổ chức hội nghị "
        "kiểm điểm tập thể, cá nhân năm 2021.",
        "# I- THÀNH PHẦN",
        "1. Tổng số đảng uỷ viên được triệu tập: 13 đồng chí; có mặt: 12 đồng chí; vắng mặt: 01 đồng chí (đồng chí Lý "
        "Văn Sơn, nghỉ ốm có lý do).",
        "2. Đại biểu cấp trên: Đồng chí Phạm Quang Minh, Phó Trưởng Ban Tổ chức Huyện uỷ.",
        "3. Chủ trì hội nghị: Đồng chí Nguyễn Văn Bình, Bí thư Đảng uỷ. Ghi biên bản: Đồng chí Lê Thị Thu, Chánh Văn "
        "phòng Đảng uỷ.",
        "# II- NỘI DUNG",
        "Đồng chí Trần Thị Lan, Phó Bí thư Đảng uỷ, trình bày báo cáo kiểm điểm của tập thể. Báo cáo nêu những kết "
        "quả chính như sau:",
        *_RESULTS,
        "Hội nghị thảo luận, có chín ý kiến tham gia. Các ý kiến thống nhất với đánh giá trong báo cáo, đồng thời chỉ "
        "rõ thêm những hạn chế sau:",
        *numbered_from(6, _SHORTCOMINGS),
        "# III- KẾT LUẬN",
        "Đồng chí chủ trì tiếp thu ý kiến của các đại biểu, giao Văn phòng Đảng uỷ hoàn chỉnh báo cáo và gửi lên cấp "
        "trên. Các đồng chí được góp ý có trách nhiệm bổ sung bản tự kiểm điểm trong thời hạn ba ngày.",
        "Biên bản được đọc cho hội nghị cùng nghe, toàn thể nhất trí thông qua. Hội nghị kết thúc vào hồi 11 giờ 15 "
        "phút cùng ngày.",
    ),
    signers=(
        Signer(role="NGƯỜI GHI BIÊN BẢN", name="Lê Thị Thu"),
        Signer(role="CHỦ TRÌ HỘI NGHỊ", name="Nguyễn Văn Bình"),
    ),
    recipients=("- Ban Tổ chức Huyện uỷ,", "- Các đồng chí đảng uỷ viên,", "- Lưu Văn phòng Đảng uỷ."),
)
_NGHI_QUYET = Paper(
    **_CB_2021,
    number="Số 03-NQ/CB",
    place_day="Tân Hoà, ngày 05 tháng 12 năm 2021",
    kind="NGHỊ QUYẾT",
    subject=("về lãnh đạo thực hiện nhiệm vụ tháng 12 năm 2021",),
    bases=(
        "- Căn cứ Điều lệ Đảng Cộng sản Việt Nam năm 2011;",
        "- Căn cứ Nghị quyết số 18-NQ/ĐU, ngày 02/12/2021 của Đảng uỷ xã Tân Hoà về lãnh đạo thực hiện nhiệm vụ tháng "
        "12 năm 2021;",
        "- Xét kết quả thảo luận và biểu quyết của hội nghị chi bộ ngày 05/12/2021,",
    ),
    body=(
        "@ CHI BỘ QUYẾT NGHỊ",
        "# I- ĐÁNH GIÁ TÌNH HÌNH THÁNG 11",
        *_RESULTS,
        "# II- HẠN CHẾ",
        *_SHORTCOMINGS,
        "# III- NHIỆM VỤ THÁNG 12",
        *_TASKS,
        "Nghị quyết này được phổ biến đến toàn thể đảng viên trong chi bộ. Giao chi uỷ phân công, đôn đốc và kiểm tra "
        "việc thực hiện; báo cáo kết quả tại kỳ sinh hoạt tháng sau.",
    ),
    signers=(_BI_THU_CHI_BO,),
    recipients=("- Đảng uỷ xã Tân Hoà,", "- Các đồng chí đảng viên,", "- Lưu Chi bộ."),
)
_QUYET_DINH = Paper(
    **_DU_2021,
    number="Số 21-QĐ/ĐU",
    place_day="Tân Hoà, ngày 06 tháng 12 năm 2021",
    kind="QUYẾT ĐỊNH",
    subject=("thành lập Tổ giúp việc kiểm điểm năm 2021",),
    bases=(
        "- Căn cứ Quy chế làm việc số 01-QC/ĐU, ngày 15/8/2020 của Ban Chấp hành Đảng bộ xã Tân Hoà nhiệm kỳ 2020 - "
        "2025;",
        "- Căn cứ Kế hoạch số 12-KH/ĐU, ngày 24/11/2021 của Đảng uỷ xã Tân Hoà về kiểm điểm, đánh giá, xếp loại chất "
        "lượng tổ chức đảng, đảng viên năm 2021;",
        "- Xét đề nghị của Văn phòng Đảng uỷ,",
    ),
    body=(
        "@ BAN THƯỜNG VỤ ĐẢNG UỶ QUYẾT ĐỊNH",
        "*Điều 1. Thành lập Tổ giúp việc",
        "1. Thành lập Tổ giúp việc kiểm điểm năm 2021 gồm năm đồng chí, do đồng chí Trần Thị Lan, Phó Bí thư Đảng uỷ, "
        "làm Tổ trưởng; đồng chí Lê Thị Thu, Chánh Văn phòng Đảng uỷ, làm Tổ phó.",
        "2. Các thành viên gồm: Đồng chí Ma Văn Quý, đồng chí Đỗ Thị Hạnh, đồng chí Vũ Đình Khang.",
        "*Điều 2. Nhiệm vụ của Tổ giúp việc",
        *_MEASURES,
        "*Điều 3. Chế độ làm việc",
        *_ORDER_OF_WORK,
        "*Điều 4. Hiệu lực thi hành",
        "Văn phòng Đảng uỷ, Uỷ ban Kiểm tra Đảng uỷ, các chi bộ trực thuộc và các đồng chí có tên tại Điều 1 chịu "
        "trách nhiệm thi hành quyết định này kể từ ngày ký.",
    ),
    signers=(replace(_PHO_BI_THU, post="BÍ THƯ", name="Nguyễn Văn Bình"),),
    recipients=("- Ban Tổ chức Huyện uỷ,", "- Như Điều 4,", "- Lưu Văn phòng Đảng uỷ."),
)
_ROWS = (
    ("Số thứ tự", "Chi bộ", "Số đảng viên", "Ngày kiểm điểm", "Đảng uỷ viên dự"),
    *(
        (str(n), f"Chi bộ thôn {name}", str(count), f"{day:02d}/12/2021", person)
        for n, (name, count, day, person) in enumerate(
            (
                ("Đồng Tiến", 24, 5, "Nguyễn Văn Bình"),
                ("Tân Lập", 18, 6, "Trần Thị Lan"),
                ("Phúc Thịnh", 21, 6, "Ma Văn Quý"),
                ("Làng Mới", 16, 7, "Đỗ Thị Hạnh"),
                ("Đồng Bừa", 19, 8, "Vũ Đình Khang"),
                ("Khuôn Thê", 15, 8, "Hoàng Văn Tuấn"),
                ("Gò Đình", 22, 9, "Phùng Văn Lợi"),
                ("Trung Tâm", 30, 10, "Lê Thị Thu"),
            ),
            start=1,
        )
    ),
)
_MENTION = (
    "Lịch kiểm điểm của các chi bộ thực hiện theo Phụ lục 1; danh mục hồ sơ thực hiện theo Phụ lục 2 ban hành kèm "
    "theo kế hoạch này."
)
_REFERENCE = "(Kèm theo Kế hoạch số 12-KH/ĐU, ngày 24/11/2021 của Đảng uỷ xã Tân Hoà)"
_ANNEXES = (
    Annex(
        "Phụ lục 1",
        ("LỊCH KIỂM ĐIỂM CỦA CÁC CHI BỘ TRỰC THUỘC",),
        _REFERENCE,
        (Grid(_ROWS, (20, 62, 40, 50, 70)),),
        landscape=True,
    ),
    Annex(
        "Phụ lục 2",
        ("DANH MỤC HỒ SƠ KIỂM ĐIỂM", "CỦA CHI BỘ TRỰC THUỘC"),
        _REFERENCE,
        (
            "1. Báo cáo kiểm điểm của tập thể chi uỷ, có chữ ký của bí thư chi bộ; nơi không có chi uỷ thì bí thư "
            "hoặc phó bí thư chi bộ báo cáo trước chi bộ.",
            *numbered_from(2, (*_MEASURES, *_RESULTS, *_SHORTCOMINGS, *_TASKS)),
            "Hồ sơ của mỗi chi bộ được sắp xếp theo đúng thứ tự trên, đánh số trang liên tục và lập mục lục.",
        ),
    ),
)

_KE_HOACH_PHU_LUC = replace(_KE_HOACH, body=(*_KE_HOACH.body, _MENTION), annexes=_ANNEXES)
_P18 = {
    "ke-hoach": _KE_HOACH,
    "cong-van": _CONG_VAN,
    "to-trinh": _TO_TRINH,
    "bao-cao": _BAO_CAO,
    "bien-ban": _BIEN_BAN,
    "nghi-quyet": _NGHI_QUYET,
    "quyet-dinh": _QUYET_DINH,
    "ke-hoach-phu-luc": _KE_HOACH_PHU_LUC,
}


def _with_profile(name: str, profile: str) -> str:
    return name.replace("-phu-luc", f"-{profile}-phu-luc") if "phu-luc" in name else f"{name}-{profile}"


PARTY: dict[str, Paper] = {
    **{_with_profile(name, "P18"): paper for name, paper in _P18.items()},
    **{_with_profile(name, "P26"): next_regime(paper) for name, paper in _P18.items()},
}
PARTY["bien-ban-P26"] = replace(
    PARTY["bien-ban-P26"],
    confirmation=("Xác nhận chữ ký của đồng chí", "Nguyễn Văn Bình"),
    confirmer=Signer(prefix="T/L BAN THƯỜNG VỤ", post="CHÁNH VĂN PHÒNG", name="Lê Thị Thu"),
)
PARTY["nghi-quyet-P26-du-thao"] = replace(
    PARTY["nghi-quyet-P26"],
    number="Số       -NQ/CB",
    marks=("Dự thảo lần 2",),
    place_day="Tân Hoà, ngày      tháng 12 năm 2026",
)
PARTY["cong-van-P26-khan"] = replace(
    PARTY["cong-van-P26"], marks=("KHẨN",), addressees=(), addressed="Kính gửi: Các chi bộ trực thuộc Đảng uỷ"
)
PARTY["to-trinh-P26-nhieu-noi"] = replace(
    PARTY["to-trinh-P26"],
    addressed="Kính trình:",
    addressees=("- Ban Thường vụ Tỉnh uỷ Tuyên Quang;", "- Ban Tổ chức Tỉnh uỷ."),
)
