"""What the texts on thể thức fix, as typed tables: types, bodies, looks, page, dates of effect.

Sizes are points, lengths millimetres. Party texts: Hướng dẫn 36-HD/VPTW (03/4/2018) and Hướng dẫn 05-HD/VPTW
(27/5/2026), Quy định 66-QĐ/TW and Quy định 399-QĐ/TW; State text: Nghị định 30/2020/NĐ-CP.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from vanban.the_thuc.regex import regex
from vanban.the_thuc.rule import Profile
from vanban.the_thuc.spelling import fold

HD36_FROM: Final = date(2018, 4, 3)
QD399_FROM: Final = date(2026, 1, 9)
HD05_FROM: Final = date(2026, 5, 27)
TWO_TIERS_FROM: Final = date(2025, 7, 1)
PARTY_TITLE: Final = "ĐẢNG CỘNG SẢN VIỆT NAM"
STATE_TITLES: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO: Final = "Độc lập - Tự do - Hạnh phúc"
FIVE_HYPHENS: Final = "-----"
FONT: Final = "Times New Roman"


class Look(NamedTuple):
    """Cỡ chữ, kiểu chữ của một thành phần; None where the text leaves it open."""

    low_pt: float
    high_pt: float
    bold: bool | None = False
    italic: bool | None = False
    capitals: bool | None = None
    underline: bool | None = None


# Hướng dẫn 05-HD/VPTW, Phụ lục 2; Hướng dẫn 36-HD/VPTW, Phụ lục 3 has the same values.
PARTY_LOOKS: Final[Mapping[str, Look]] = {
    "title": Look(15, 15, bold=True, capitals=True),
    "superior": Look(14, 14, capitals=True),
    "issuer": Look(14, 14, bold=True, capitals=True),
    "number": Look(14, 14),
    "date": Look(14, 14, italic=True),
    "kind": Look(15, 16, bold=True, capitals=True),
    "subject": Look(14, 15, bold=True),
    "letter_subject": Look(12, 12, italic=True),
    "body": Look(14, 15, bold=None, italic=None),
    "heading": Look(14, 15, bold=True),
    "prefix": Look(14, 14, bold=True, capitals=True),
    "post": Look(14, 14, capitals=True),
    "name": Look(14, 14, bold=True, capitals=False),
    "addressed": Look(14, 14, italic=True),
    "addressee": Look(14, 15),
    "recipients_label": Look(14, 14, underline=True),
    "recipients": Look(12, 12),
    "urgency": Look(14, 14, bold=True, capitals=True),
    "circulation": Look(12, 12, bold=True, capitals=True),
    "draft": Look(14, 14, italic=True),
    "contact": Look(10, 10),
    "page_number": Look(14, 14),
}

# Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục II and the table of mục V.
STATE_LOOKS: Final[Mapping[str, Look]] = {
    "title": Look(12, 13, bold=True, capitals=True),
    "motto": Look(13, 14, bold=True),
    "superior": Look(12, 13, capitals=True),
    "issuer": Look(12, 13, bold=True, capitals=True),
    "number": Look(13, 13),
    "date": Look(13, 14, italic=True),
    "kind": Look(13, 14, bold=True, capitals=True),
    "subject": Look(13, 14, bold=True),
    "letter_subject": Look(12, 13),
    "body": Look(13, 14, bold=None, italic=None),
    "heading": Look(13, 14, bold=True),
    "prefix": Look(13, 14, bold=True, capitals=True),
    "post": Look(13, 14, bold=True, capitals=True),
    "name": Look(13, 14, bold=True, capitals=False),
    "addressed": Look(13, 14),
    "addressee": Look(13, 14),
    "recipients_label": Look(12, 12, bold=True, italic=True, underline=False),
    "recipients": Look(11, 11),
    "urgency": Look(13, 14, bold=True, capitals=True),
    "circulation": Look(13, 14, bold=True, capitals=True),
    "contact": Look(11, 12),
    "page_number": Look(13, 14),
}


def look(profile: Profile, part: str) -> Look:
    """How a part of a document looks under a profile."""
    return (STATE_LOOKS if profile == "S" else PARTY_LOOKS)[part]


class Page(NamedTuple):
    """Lề trang, khổ A4 dọc, mặt trước: lowest and highest value of each margin, the page number's distance."""

    top: tuple[float, float]
    bottom: tuple[float, float]
    left: tuple[float, float]
    right: tuple[float, float]
    number: float = 10.0


A4_MM: Final = (210.0, 297.0)
# Hướng dẫn 05-HD/VPTW, Phần II, mục IV, điểm 4.1: fixed values.
PARTY_PAGE: Final = Page((20, 20), (20, 20), (30, 30), (15, 15))
# Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I, mục I, khoản 3: ranges.
STATE_PAGE: Final = Page((20, 25), (20, 25), (30, 35), (15, 20))


def page(profile: Profile) -> Page:
    """The margins of a profile."""
    return STATE_PAGE if profile == "S" else PARTY_PAGE


class Kind(NamedTuple):
    """Loại văn bản: its name, the abbreviations that Party and State symbols use; empty where none is fixed.

    `party` and `state` say whether the type is in the list of Quy định 399-QĐ/TW, Điều 5–7 (or of copies) and of
    Nghị định 30/2020/NĐ-CP, Điều 7.
    """

    name: str
    party_codes: tuple[str, ...] = ()
    state_codes: tuple[str, ...] = ()
    party: bool = False
    state: bool = False


def _kind(name: str, party: str | None, state: str | None) -> Kind:
    """A type from its row: None where the list lacks it, "" where it has no abbreviation, else those allowed."""
    return Kind(
        name,
        tuple((party or "").split()),
        tuple((state or "").split()),
        party is not None,
        state is not None,
    )


# Party: Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.2.a; State: Nghị định 30/2020/NĐ-CP, Phụ lục III, mục I.
# A Party "Quy định" had QĐi in tables of Hướng dẫn 36-HD/VPTW; rule NO-11 speaks of it.
KINDS: Final[tuple[Kind, ...]] = (
    _kind("Nghị quyết", "NQ", "NQ"),
    _kind("Quyết định", "QĐ", "QĐ"),
    _kind("Quy định", "QĐ", "QyĐ"),
    _kind("Chỉ thị", "CT", "CT"),
    _kind("Kết luận", "KL", None),
    _kind("Quy chế", "QC", "QC"),
    _kind("Thông tri", "TT", None),
    _kind("Hướng dẫn", "HD", "HD"),
    _kind("Thông báo", "TB", "TB"),
    _kind("Báo cáo", "BC", "BC"),
    _kind("Kế hoạch", "KH", "KH"),
    _kind("Quy hoạch", "QH", None),
    _kind("Chương trình", "CTr", "CTr"),
    _kind("Đề án", "ĐA", "ĐA"),
    _kind("Phương án", "PA", "PA"),
    _kind("Dự án", "DA", "DA"),
    _kind("Tờ trình", "TTr", "TTr"),
    _kind("Công văn", "CV", ""),
    _kind("Biên bản", "BB", "BB"),
    _kind("Bản sao", "BS", None),
    _kind("Cương lĩnh chính trị", "", None),
    _kind("Điều lệ", "", None),
    _kind("Chiến lược", "", None),
    _kind("Thông cáo", "", "TC"),
    _kind("Tuyên bố", "", None),
    _kind("Lời kêu gọi", "", None),
    _kind("Giấy giới thiệu", "GGT", "GGT"),
    _kind("Giấy chứng nhận", "GCN", None),
    _kind("Giấy đi đường", "GĐĐ", None),
    _kind("Giấy nghỉ phép", "GNP", "GNP"),
    _kind("Giấy mời", "GM", "GM"),
    _kind("Phiếu chuyển", "PC", "PC"),
    _kind("Phiếu gửi", "PG", "PG"),
    _kind("Phiếu báo", None, "PB"),
    _kind("Thư công", "", ""),
    _kind("Hợp đồng", None, "HĐ"),
    _kind("Công điện", None, "CĐ"),
    _kind("Bản ghi nhớ", None, "BGN"),
    _kind("Bản thoả thuận", None, "BTT"),
    _kind("Giấy uỷ quyền", None, "GUQ"),
)
PARTY_CODES: Final = frozenset(code for kind in KINDS for code in kind.party_codes)
STATE_CODES: Final = frozenset(code for kind in KINDS for code in kind.state_codes)
# Abbreviations of "Quy định" that rule NO-11 warns of in Party symbols.
ODD_PARTY_CODES: Final = frozenset({"QyĐ", "QĐi"})
_BY_NAME: Final = tuple(sorted(((fold(kind.name), kind) for kind in KINDS), key=lambda pair: -len(pair[0])))


def kind_of(text: str) -> Kind | None:
    """The type that a title line begins with (`BIÊN BẢN HỘI NGHỊ` is a Biên bản), None when it is no type at all."""
    words = fold(text)
    return next((kind for name, kind in _BY_NAME if words == name or words.startswith(f"{name} ")), None)


Level = Literal["dang-uy", "chi-bo", "khac"]

# Hướng dẫn 05-HD/VPTW, Phần II, mục I, điểm 3.1.2.b; HU, QU, ThU, ĐUK by Hướng dẫn 36-HD/VPTW (until 30/6/2025).
# The first pattern that the issuing name meets counts; a body that is in no row is not judged.
_BODIES: Final[tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]] = tuple(
    (regex(name), regex(code))
    for name, code in (
        (r"CHI BỘ\b", r"CB"),
        (r"ĐẠI HỘI\b", r"ĐH"),
        (r"(BAN CHẤP HÀNH TRUNG ƯƠNG|BỘ CHÍNH TRỊ|BAN BÍ THƯ)\b", r"TW"),
        (r"QUÂN UỶ TRUNG ƯƠNG", r"QUTW"),
        (r"TỈNH UỶ\b", r"TU"),
        (r"THÀNH UỶ\b", r"TU|ThU"),
        (r"HUYỆN UỶ\b", r"HU"),
        (r"QUẬN UỶ\b", r"QU"),
        (r"THỊ UỶ\b", r"ThU"),
        (r"ĐẢNG UỶ QUÂN SỰ\b", r"ĐUQS|ĐU"),
        (r"ĐẢNG UỶ CÔNG AN\b", r"ĐUCA|ĐU"),
        (r"ĐẢNG UỶ (BỘ ĐỘI )?BIÊN PHÒNG\b", r"ĐUBP|ĐU"),
        (r"ĐẢNG UỶ KHỐI\b", r"ĐUK\w*|ĐU"),
        (r"ĐẢNG UỶ\b(?!.*(TRUNG ƯƠNG|CHÍNH PHỦ|QUỐC HỘI|MẶT TRẬN))", r"ĐU"),
        (r"CƠ QUAN UỶ BAN KIỂM TRA\b", r"CQUBKT\w*"),
        (r"UỶ BAN KIỂM TRA\b", r"(CQ)?UBKT\w*"),
        (r"BAN TỔ CHỨC\b", r"BTC\w*"),
        (r"BAN TUYÊN GIÁO\b", r"BTG\w*"),
        (r"BAN DÂN VẬN\b", r"BDV\w*"),
        (r"BAN NỘI CHÍNH\b", r"BNC\w*"),
        (r"BAN XÂY DỰNG ĐẢNG\b", r"BXDĐ\w*"),
        (r"VĂN PHÒNG\b", r"VP\w*"),
        (r"TRUNG TÂM CHÍNH TRỊ\b", r"TTCT\w*"),
        (r"TRƯỜNG CHÍNH TRỊ\b", r"TCT\w*"),
        (r"BAN CHỈ ĐẠO\b", r"BCĐ\w*"),
        (r"TIỂU BAN\b", r"TB\w*"),
        (r"HỘI ĐỒNG\b", r"HĐ\w*"),
    )
)


def body_code(issuer: str) -> re.Pattern[str] | None:
    """What the body part of a Party symbol must match (whole) for an issuing name, None when the law does not say."""
    name = fold(issuer)
    return next((code for pattern, code in _BODIES if pattern.match(name)), None)


def level_of(issuer: str) -> Level:
    """Whether the issuing name is that of a đảng uỷ, of a chi bộ, or of another body."""
    name = fold(issuer)
    if name.startswith("CHI BỘ"):
        return "chi-bo"
    return "dang-uy" if name.startswith("ĐẢNG UỶ") else "khac"


# What a grassroots body may not issue: Quy định 66-QĐ/TW, Điều 9; Quy định 399-QĐ/TW, Điều 11, 13.
_NEVER: Final = frozenset({"Chỉ thị", "Thông tri"})
_BRANCH: Final = _NEVER | {"Quy định", "Hướng dẫn"}
_BRANCH_BEFORE_2026: Final = _BRANCH | {"Kết luận", "Thông báo", "Quy chế"}


def forbidden_kinds(level: Level, day: date, signed_for: str = "") -> frozenset[str]:
    """Names of the types a grassroots body may not issue on a day.

    `signed_for` is the body after T/M, folded: ban thường vụ may not issue Quy chế, ban chấp hành no Hướng dẫn.
    """
    if level == "chi-bo":
        return _BRANCH if day >= QD399_FROM else _BRANCH_BEFORE_2026
    if level == "dang-uy":
        extra = {"BAN THƯỜNG VỤ": {"Quy chế"}, "ĐẢNG UỶ": {"Hướng dẫn"}}.get(signed_for, set())
        return _NEVER | extra
    return frozenset()


# Persons and events whose names communes, wards and districts bear (Hướng dẫn 05-HD/VPTW, mục I, điểm 4.1.1.c).
PERSONS_AS_PLACES: Final = frozenset(
    fold(name)
    for name in (
        "Hồ Chí Minh",
        "Ngô Quyền",
        "Lê Lợi",
        "Quang Trung",
        "Nguyễn Huệ",
        "Trần Hưng Đạo",
        "Lý Thường Kiệt",
        "Hai Bà Trưng",
        "Bà Triệu",
        "Nguyễn Trãi",
        "Nguyễn Du",
        "Nguyễn Bỉnh Khiêm",
        "Phan Bội Châu",
        "Phan Chu Trinh",
        "Phan Đình Phùng",
        "Hoàng Hoa Thám",
        "Hoàng Văn Thụ",
        "Trần Phú",
        "Lê Hồng Phong",
        "Nguyễn Văn Cừ",
        "Nguyễn Thị Minh Khai",
        "Võ Thị Sáu",
        "Điện Biên Phủ",
        "Lê Chân",
        "Tôn Đức Thắng",
    )
)
