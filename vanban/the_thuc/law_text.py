"""What the texts on thể thức fix about wording: powers and posts of signing, marks, capitals, alphabets."""

from __future__ import annotations

from typing import Final

from vanban.the_thuc.spelling import fold

# Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 7.1.1; Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.7.b.
PARTY_PREFIXES: Final = ("T/M", "K/T", "T/L", "Q.")
STATE_PREFIXES: Final = ("TM.", "KT.", "TL.", "TUQ.", "Q.")
STATE_ONLY_PREFIXES: Final = ("TM.", "KT.", "TL.", "TUQ.", "T/U")

# Điểm 7.1.2.b: the posts printed when one signs for a committee.
COMMITTEE_POSTS: Final = tuple(
    map(fold, ("Bí thư", "Phó Bí thư", "Chủ nhiệm", "Phó Chủ nhiệm", "Chủ tịch", "Phó Chủ tịch"))
)
OFFICE_POSTS: Final = tuple(
    map(
        fold,
        (
            "Chánh Văn phòng",
            "Phó Chánh Văn phòng",
            "Trưởng Ban",
            "Phó Trưởng Ban",
            "Giám đốc",
            "Phó Giám đốc",
            "Hiệu trưởng",
            "Phó Hiệu trưởng",
        ),
    )
)
# The first words of a body's name, as they may follow a post.
BODY_WORDS: Final = tuple(
    map(
        fold,
        (
            "Đảng uỷ",
            "Đảng bộ",
            "Chi bộ",
            "Chi uỷ",
            "Huyện uỷ",
            "Tỉnh uỷ",
            "Thành uỷ",
            "Quận uỷ",
            "Thị uỷ",
            "Ban",
            "Uỷ ban",
            "Văn phòng",
            "Phòng",
            "Xã",
            "Phường",
            "Khối",
            "Tổ chức",
            "Tuyên giáo",
            "Dân vận",
        ),
    )
)
# The bodies T/M may speak for, by the first words of the issuing name (điểm 7.1.4.b).
SIGNED_FOR: Final = (
    (fold("Chi bộ"), (fold("Chi bộ"),)),
    (fold("Đảng uỷ"), (fold("Đảng uỷ"), fold("Ban Thường vụ"))),
    (fold("Huyện uỷ"), (fold("Huyện uỷ"), fold("Ban Thường vụ"))),
    (fold("Quận uỷ"), (fold("Quận uỷ"), fold("Ban Thường vụ"))),
    (fold("Thị uỷ"), (fold("Thị uỷ"), fold("Ban Thường vụ"))),
    (fold("Thành uỷ"), (fold("Thành uỷ"), fold("Ban Thường vụ"))),
    (fold("Tỉnh uỷ"), (fold("Tỉnh uỷ"), fold("Ban Thường vụ"))),
    (fold("Uỷ ban Kiểm tra"), (fold("Uỷ ban Kiểm tra"),)),
)
# Điểm 7.1.3: learned titles, degrees, ranks and honours as they are abbreviated before a name.
TITLES_BEFORE_NAMES: Final = (
    "GS|PGS|TS|TSKH|ThS|Th\\.S|BS|BSCK|DS|KS|KTS|CN|NGƯT|NGND|NSƯT|NSND|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Bác sĩ|"
    "Kỹ sư|Cử nhân|Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại uý|"
    "Thượng uý|Trung uý|Thiếu uý|Luật sư|Nhà giáo"
)

# Mục II, điểm 3, 4: marks of urgency and of circulation.
URGENCY: Final = tuple(map(fold, ("KHẨN", "THƯỢNG KHẨN", "HOẢ TỐC")))
CIRCULATION: Final = tuple(
    map(
        fold,
        (
            "TÀI LIỆU HỘI NGHỊ",
            "LƯU HÀNH NỘI BỘ",
            "XEM XONG TRẢ LẠI",
            "XEM TẠI CHỖ",
            "KHÔNG PHỔ BIẾN",
            "KHÔNG SAO CHỤP",
            "THU HỒI",
        ),
    )
)
SECRECY: Final = frozenset(map(fold, ("MẬT", "TỐI MẬT", "TUYỆT MẬT")))
DRAFT: Final = fold("Dự thảo")

# The letters that number points, in the order of the Vietnamese alphabet (Nghị định 30/2020/NĐ-CP, mục II.6).
POINT_LETTERS: Final = "abcdđeghiklmnopqrstuvxy"

# Abbreviations known to everybody: not to be introduced in each document.
KNOWN_ABBREVIATIONS: Final = frozenset(
    {"COVID", "GDP", "GRDP", "ISO", "USD", "VNĐ", "ASEAN", "WTO", "UNESCO", "HIV", "AIDS", "PDF", "CD", "USB", "TCVN"}
)

# Names of types as a document is cited by (rules BD-15, BD-16, CP-08).
CITED_KINDS: Final = (
    "Nghị quyết|Quyết định|Quy định|Chỉ thị|Kết luận|Quy chế|Thông tri|Hướng dẫn|Thông báo|Báo cáo|Kế hoạch|"
    "Chương trình|Đề án|Tờ trình|Công văn|Biên bản|Nghị định|Thông tư|Luật|Bộ luật|Pháp lệnh"
)

# Surnames (họ) after which a name is looked for, the common ones of the country.
SURNAMES: Final = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Đinh|Lương|Mai|Trịnh|Đoàn|Đào|Hà|Lâm|"
    "Phùng|Tô|Triệu|Nông|Ma|Quan|Vi|Hứa|Chu|Cao|Tạ|La|Thái|Vương|Tăng|Ninh|Khổng|Hầu|Bàn|Đàm|Bế|Tống|Lục|Sầm"
)
MIDDLE_NAMES: Final = (
    "văn|thị|đức|hữu|xuân|minh|quang|ngọc|thanh|đình|công|quốc|bá|viết|trọng|mạnh|hồng|thu|kim|anh|duy|tiến|hoàng"
)

# Fixed forms: the right spelling, and a pattern of wrong ones for the particular body (Nghị định 30/2020/NĐ-CP,
# Phụ lục II, mục IV; Quy định 4148-QĐ/VPTW, điểm 4.1).
FIXED_FORMS: Final = (
    ("Đảng Cộng sản Việt Nam", r"(?i:đảng cộng sản việt nam)"),
    ("Ban Chấp hành", r"[Bb]an chấp hành(?= (?:Trung ương|Đảng bộ|Đảng uỷ|Đảng ủy))|ban Chấp hành"),
    (
        "Ban Thường vụ",
        r"[Bb]an thường vụ(?= (?:Huyện|Tỉnh|Thành|Quận|Thị|Đảng) ?(?:uỷ|ủy))|ban Thường vụ",
    ),
    ("Ban Bí thư", r"[Bb]an bí thư(?= (?:Trung ương|khoá|khóa))|ban Bí thư"),
    ("Bộ Chính trị", r"Bộ chính trị|bộ Chính trị|bộ chính trị"),
    ("Uỷ ban Kiểm tra", r"(?:Uỷ|Ủy|uỷ|ủy) ban kiểm tra(?= (?:Trung ương|Huyện|Tỉnh|Thành|Quận|Thị|Đảng))"),
    ("Thành phố Hồ Chí Minh", r"thành phố Hồ Chí Minh"),
    ("Thủ đô Hà Nội", r"thủ đô Hà Nội"),
)
