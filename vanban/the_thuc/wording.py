"""What a short line says, however it was typed: heads, numbers, dates, types, powers, posts, names, lists.

Lines are compared by a key: capitals without marks, single spaces. So a wrong case, an old tone, a combining mark, a
foreign Đ or a doubled space hides nothing; what is wrong with it is for the rules to say.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import Final

from vanban.the_thuc.law import KINDS
from vanban.the_thuc.law_text import CIRCULATION, URGENCY
from vanban.the_thuc.regex import regex


def _table() -> dict[int, str | None]:
    table: dict[int, str | None] = dict.fromkeys(range(0x300, 0x370))
    for code in (*range(0xC0, 0x250), *range(0x1EA0, 0x1EFA)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    table |= {ord(c): "D" for c in "ĐÐƉ"} | {ord(c): "d" for c in "đðɖ"}
    table |= {ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"}
    return table | {0xA0: " ", 0x200B: None, 0xFEFF: None}


_PLAIN: Final = _table()
_LONGEST: Final = 160


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """The beginning of the text in capitals without marks, dashes as `-`, single spaces."""
    return " ".join(text[:_LONGEST].translate(_PLAIN).upper().split())


def _keys(*texts: str) -> tuple[str, ...]:
    return tuple(key(text) for text in texts)


def _any_of(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_PARTY: Final = regex(r"(DANG CONG SAN VIET ?NAM|DANG CSVN|DCS VIET NAM)\W*")
_STATE: Final = regex(r"(CONG ?HOA (XA|XAX) ?HOI CHU NGHIA VIET ?NAM|CHXHCN VIET NAM)\W*")
_MOTTO: Final = regex(r"DOC LAP\W+TU DO\W+HANH PHUC\W*")
_STAR: Final = regex(r"[*★☆✱✲✶⁎∗\u2217.\s]*[*★☆✱✲✶⁎∗]+[*★☆✱✲✶⁎∗.\s]*")
_DASHES: Final = regex(r"[-=_~.*\s]{3,40}|-*\s*[O0]{3}\s*-*|[-\s]{2,}")
_NUMBER: Final = regex(
    r"SO(\s*[:.]|\s|(?=\d))[\s:.]*(\d{0,5}[\s.…_]*([-/]|\s[A-Z]{2})[^,;]{0,30}|[.…_\s]+[-/].*|\d{1,5})|SO[\s:.…_]*"
)
_NAMELESS_NUMBER: Final = regex(r"\d{1,5}\s*[-/]\s*[A-Z]{1,6}\s*[/-]\s*[A-Z-]{2,15}")
_LONG_DATE: Final = regex(
    r"(?P<place>.{0,45}?),?\s*NGAY[\s.…_]*(?P<day>\d{0,2})[\s.…_/]*THANG[\s.…_]*(?P<month>\d{0,2})[\s.…_/]*NAM"
    r"[\s.…_]*(?P<year>\d{0,4})[\s.…_]*"
)
_SHORT_DATE: Final = regex(
    r"(?P<place>[^\d]{2,45}?),?\s*(NGAY|,)\s*(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>\d{4})\.?"
)
_ADDRESSED: Final = regex(r"[-\s]*KINH (GUI|TRINH)\b\s*[:.;]?")
_LETTER_SUBJECT: Final = regex(r"(V/V|V/V[:.]|VE VIEC|VE|V\.V)\b")
_BASE: Final = regex(r"[-+*•.\s]*(CAN CU|XET|THEO DE NGHI|CHIEU|TREN CO SO|THEO YEU CAU)\b")
_BASE_FIRST: Final = regex(r"[-+*•.\s]*(CAN CU|XET|CHIEU)\b")
_ITEM: Final = regex(r"\s*[-–—+•*]")
_LABEL: Final = regex(r"\W*NOI NHAN\W*")
_APPENDIX: Final = regex(r"(PHU LUC|PHU LUC SO)(\s*(SO)?\s*([0-9]{1,2}|[IVX]{1,5}|[A-H]))?\W*")
_TITLED_APPENDIX: Final = regex(r"PHU LUC( SO)?\s*([0-9]{1,2}|[IVX]{1,5})?\s*[:.-]\s*\w")
_FORM: Final = regex(r"\(?(BIEU|BIEU MAU|MAU|BIEU SO|MAU SO|MAU BIEU)( SO)?[\s:]*[0-9]{1,2}[A-Z]?\b.{0,40}")
_REFERENCE: Final = regex(r"\(?\s*((BAN HANH )?KEM THEO|DINH KEM)\b")
_HINT: Final = regex(r"\(.*\)?|\[.*\]|DA KY\W*|[.…_\s]{3,}")
_PREFIX: Final = regex(
    r"(T\s?[/.\\]\s?M|K\s?[/.\\]\s?T|T\s?[/.\\]\s?L|T\s?[/.\\]\s?U\s?[/.]?\s?Q?|T\s?U\s?Q|TM|KT|TL|TU|Q)([.:/]|\b)"
    r"\s*(?=[A-Z])"
)
_CONFIRMS: Final = regex(r"XAC NHAN (CHU KY|DONG CHI)\b")
_CONTACT: Final = regex(r"(DIA CHI|DIEN THOAI|SO DIEN THOAI|DT|FAX|E-?MAIL|THU DIEN TU|TRANG THONG TIN|WEBSITE)\b")
_DRAFTER: Final = regex(r"[A-Za-zĐđ]{2,40}[-. ]*[(]?\d{1,4}[)]?")
_POSTS: Final = _keys(
    "Bí thư",
    "Phó Bí thư",
    "Chủ nhiệm",
    "Phó Chủ nhiệm",
    "Chủ tịch",
    "Phó Chủ tịch",
    "Chánh Văn phòng",
    "Phó Chánh Văn phòng",
    "Phó Văn phòng",
    "Trưởng Ban",
    "Phó Trưởng Ban",
    "Phó Ban",
    "Trưởng phòng",
    "Phó Trưởng phòng",
    "Giám đốc",
    "Phó Giám đốc",
    "Hiệu trưởng",
    "Phó Hiệu trưởng",
    "Chi uỷ viên",
    "Đảng uỷ viên",
    "Uỷ viên Ban Thường vụ",
    "Thường trực",
    "Cục trưởng",
    "Vụ trưởng",
    "Chánh Thanh tra",
    "Trưởng đoàn",
    "Tổ trưởng",
    "Tổng Bí thư",
    "Bộ trưởng",
)
_POST: Final = regex(rf"(Q\. ?|QUYEN )?({_any_of(_POSTS)})\b")
_ROLES: Final = _keys(
    "Người ghi biên bản",
    "Chủ trì hội nghị",
    "Chủ trì",
    "Người chủ trì",
    "Chủ toạ",
    "Thư ký",
    "Đoàn chủ tịch",
    "Đoàn thư ký",
    "Chủ toạ hội nghị",
    "Thư ký hội nghị",
    "Người tự kiểm điểm",
    "Người tự đánh giá",
    "Người tự nhận xét",
    "Người viết",
    "Người báo cáo",
    "Người khai",
    "Người cam kết",
    "Người đăng ký",
    "Người lập",
    "Người lập biểu",
    "Người kiểm phiếu",
    "Người giao",
    "Người nhận",
    "Bên giao",
    "Bên nhận",
    "Đại diện",
    "Trưởng ban kiểm phiếu",
    "Tổ kiểm phiếu",
    "Ban kiểm phiếu",
    "Tập thể",
    "Xác nhận của",
    "Ý kiến của",
    "Chi uỷ",
    "Cấp uỷ",
    "Cán bộ",
    "Cá nhân",
    "Thay mặt",
    "Thủ trưởng cơ quan",
    "Thủ trưởng đơn vị",
)
_ROLE: Final = regex(rf"(TM\.? |T/M )?({_any_of(_ROLES)}|NGUOI [A-Z]{{2,}})\b")
_MARK: Final = regex(
    rf"({_any_of(_keys(*URGENCY))})(\s+HEN GIO.{{0,20}})?|(DU THAO)(\W*LAN)?.{{0,12}}|(TOI MAT|TUYET MAT|MAT)"
    rf"|({_any_of(_keys(*CIRCULATION))})\b.{{0,60}}|BAN PHUC DUNG|BAN SAO|BAN THAO.{{0,12}}"
)
_TITLE_OF_PERSON: Final = regex(
    r"((GS|PGS|TSKH|TS|THS|BS|BSCK\w*|KS|CN|NGUT|NGND|DAI TA|THUONG TA|TRUNG TA|THIEU TA|DAI UY|THUONG UY|TRUNG UY)"
    r"\b[.\s]*)+"
)
_SURNAME_WORDS: Final = (
    "NGUYEN TRAN LE PHAM HOANG HUYNH PHAN VU VO DANG BUI DO HO NGO DUONG LY MA NONG HA TONG DINH LUONG LAM MAI TRINH "
    "DAO DOAN VUONG TRIEU CAO THAI TA CHU QUACH LUU TO KIEU BE LA SAM HUA VI TRANG GIANG VANG SUNG THAO CHAU PHUNG "
    "NGUY TIEU LUC KHONG DIEP LO QUANG HAU LAI NINH BANH VIEN AU THACH SON KIM QUAN MAC LANG DAM UONG BAN"
)
_APOSTROPHES: Final = dict.fromkeys(map(ord, "'’‘ʼ`"))
_SURNAMES: Final = frozenset(_SURNAME_WORDS.split())
_KINDS: Final = tuple(sorted({key(kind.name) for kind in KINDS if kind.name != "Công văn"}, key=len, reverse=True))
_KIND: Final = regex(rf"({_any_of(_KINDS)})(?=$|\W)")
_ISSUERS: Final = regex(
    r"(DANG UY|CHI BO|CHI UY|TINH UY|THANH UY|HUYEN UY|QUAN UY|THI UY|DAI HOI|BAN |VAN PHONG|UY BAN KIEM TRA|CO QUAN|"
    r"TRUNG TAM|TRUONG |TIEU BAN|HOI DONG|PHONG |SO |UY BAN NHAN DAN|UBND|HOI |DOAN |LIEN DOAN|MAT TRAN|TO |DANG DOAN|"
    r"CUC |VU |BENH VIEN|THANH TRA|CONG TY|XI NGHIEP)"
)
_UPPER_BODIES: Final = regex(r"(DANG BO|DANG UY|TINH UY|HUYEN UY|THANH UY|UY BAN NHAN DAN|UBND|BO |SO |DANG )")
_PLACES: Final = regex(
    r"(TINH|THANH PHO|HUYEN|QUAN|THI XA|THI TRAN|XA|PHUONG|TP|DAC KHU|KHOI|CO QUAN|UY BAN NHAN DAN) ?"
)


def is_party_title(k: str) -> bool:
    """`ĐẢNG CỘNG SẢN VIỆT NAM`."""
    return k.startswith("D") and _PARTY.fullmatch(k) is not None


def is_state_title(k: str) -> bool:
    """`CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM`."""
    return k.startswith("C") and _STATE.fullmatch(k) is not None


def is_head(k: str) -> bool:
    """The title of a Party or a State document."""
    return is_party_title(k) or is_state_title(k)


def is_motto(k: str) -> bool:
    """`Độc lập - Tự do - Hạnh phúc`."""
    return _MOTTO.fullmatch(k) is not None


def is_star(k: str) -> bool:
    """`*`, `***`, another star."""
    return 0 < len(k) <= 15 and _STAR.fullmatch(k) is not None


def is_dashes(k: str) -> bool:
    """A line made of dashes, dots, `o0o` or the like."""
    return len(k) <= 40 and _DASHES.fullmatch(k) is not None


def is_number(k: str) -> bool:
    """`Số 12-KH/ĐU`, `Số: 12 – KH/ĐU`, `Số       -KH/ĐU`, `12-KH/ĐU`."""
    return len(k) <= 45 and (_NUMBER.fullmatch(k) is not None or _NAMELESS_NUMBER.fullmatch(k) is not None)


def is_date(k: str) -> bool:
    """A place and a date, whole or with blanks, however written."""
    return len(k) <= 75 and _date(k) is not None


def _date(k: str) -> re.Match[str] | None:
    if "NGAY" not in k and "/" not in k and "-" not in k:
        return None
    return _LONG_DATE.fullmatch(k) or _SHORT_DATE.fullmatch(k)


def day_of(text: str) -> date | None:
    """The day a date line names, None when it has blanks or names no day of the calendar."""
    found = _date(key(text))
    if found is None or not all((found["day"], found["month"], found["year"])):
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def is_addressed(k: str) -> bool:
    """A line that begins with Kính gửi or Kính trình."""
    return _ADDRESSED.match(k) is not None


def addressed_inline(k: str) -> bool:
    """Whether the addressee stands on the same line."""
    found = _ADDRESSED.match(k)
    return found is not None and any(c.isalpha() for c in k[found.end() :])


def is_letter_subject(k: str) -> bool:
    """`V/v …`, `về việc …`, `Về …`."""
    return _LETTER_SUBJECT.match(k) is not None


def is_base(k: str) -> bool:
    """`- Căn cứ …`, `Xét …`, `Theo đề nghị …`."""
    return _BASE.match(k) is not None


def begins_bases(k: str) -> bool:
    """The first of the căn cứ may not be any sentence that leans on something: `Căn cứ …`, `Xét …`."""
    return _BASE_FIRST.match(k) is not None


def is_item(text: str) -> bool:
    """A line that begins with a dash or a bullet."""
    return _ITEM.match(text) is not None


def is_recipients_label(k: str) -> bool:
    """`Nơi nhận:`."""
    return "NHAN" in k and _LABEL.fullmatch(k) is not None


def is_appendix(k: str) -> bool:
    """`Phụ lục 1`, `PHỤ LỤC II`, `Phụ lục` alone."""
    return k.startswith("PHU LUC") and _APPENDIX.fullmatch(k) is not None


def is_titled_appendix(k: str) -> bool:
    """`PHỤ LỤC 1: LỊCH KIỂM ĐIỂM`, number and title on one line."""
    return _TITLED_APPENDIX.match(k) is not None


def is_table_mark(k: str) -> bool:
    """`Biểu 1`, `Biểu số 2`, `Biểu so sánh`."""
    return len(k) <= 40 and k.startswith("BIEU ")


def is_form_mark(k: str) -> bool:
    """`Mẫu 02`, `Biểu số 1 …`."""
    return len(k) <= 60 and _FORM.fullmatch(k) is not None


def is_reference(k: str) -> bool:
    """`(Kèm theo Kế hoạch số …)`."""
    return _REFERENCE.match(k) is not None


def is_hint(k: str) -> bool:
    """`(Ký, ghi rõ họ tên)`, `(đã ký)`, a line of dots."""
    return _HINT.fullmatch(k) is not None


def is_prefix(k: str) -> bool:
    """`T/M ĐẢNG UỶ`, `TM. ĐẢNG ỦY`, `KT. CHỦ TỊCH`."""
    return len(k) <= 90 and _PREFIX.match(k) is not None


def is_confirming(k: str) -> bool:
    """`Xác nhận chữ ký của đồng chí …`."""
    return _CONFIRMS.match(k) is not None


def is_post(k: str) -> bool:
    """`BÍ THƯ`, `PHÓ CHÁNH VĂN PHÒNG …`."""
    return len(k) <= 80 and _POST.match(k) is not None


def is_role(k: str) -> bool:
    """`NGƯỜI GHI BIÊN BẢN`, `CHỦ TRÌ HỘI NGHỊ`, `XÁC NHẬN CỦA …`."""
    return len(k) <= 80 and _ROLE.match(k) is not None


def is_mark(k: str) -> bool:
    """`Dự thảo lần 2`, `KHẨN`, `TÀI LIỆU HỘI NGHỊ`, `MẬT`."""
    return len(k) <= 90 and _MARK.fullmatch(k) is not None


def kind_at(k: str) -> bool:
    """Whether the line begins with the name of a type."""
    return _KIND.match(k) is not None


def is_kind_alone(k: str) -> bool:
    """Whether the line is the name of a type and nothing else."""
    return _KIND.fullmatch(k.rstrip(":. ")) is not None


def begins_issuer(k: str) -> bool:
    """Whether the line begins the name of a body that issues documents."""
    return _ISSUERS.match(k) is not None


def begins_superior(k: str) -> bool:
    """Whether the line begins the name of a body above another."""
    return _UPPER_BODIES.match(k) is not None


def continues_name(k: str) -> bool:
    """Whether the line may only go on with a body's name: `HUYỆN SƠN DƯƠNG`, `XÃ TÂN HOÀ`."""
    return _PLACES.match(k) is not None


def is_name(text: str) -> bool:
    """A person's name: two to six words that begin with a capital, or all capitals after a surname."""
    k = key(text)
    bare = _TITLE_OF_PERSON.sub("", k, count=1) if _TITLE_OF_PERSON.match(k) else k
    words = bare.split()
    if not 2 <= len(words) <= 6 or any(not w.translate(_APOSTROPHES).isalpha() for w in words):
        return False
    typed = text.split()[-len(words) :]
    if all(len(w) > 1 and w.isupper() for w in typed):
        return words[0] in _SURNAMES and not (is_post(k) or is_role(k) or begins_issuer(k) or begins_superior(k))
    return all(w[:1].isupper() for w in typed) and not is_post(k)


def is_contact(k: str) -> bool:
    """`Địa chỉ: …`, `Điện thoại: …`: the block of thông tin liên hệ."""
    return _CONTACT.match(k) is not None


def is_drafter(text: str) -> bool:
    """`ABC-268`, `NguyenVanAn-26`, `PL.(300)`: who drafted or typed it, and how many copies were made."""
    return _DRAFTER.fullmatch(text.strip()) is not None
