"""Which sheet holds which part of the facts; the columns themselves come from the nouns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from pydantic import BaseModel

from vanban.intake.workbook.columns import Column, Names, Table, tables_of
from vanban.intake.workbook.wording import group_words, tail_words
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.model.meeting import Meeting
from vanban.model.period import Period
from vanban.model.waiver import Waivers

MODELS: Final[Mapping[str, type[BaseModel]]] = {
    "ky": Period,
    "tap-the": Collective,
    "ca-nhan": Individual,
    "cuoc-hop": Meeting,
    "mien-ap-dung": Waivers,
}
SINGLE: Final = frozenset({"ky", "mien-ap-dung"})
Role = Literal["owner", "part", "order", "outer", "key", "value"]
OWNER_ID: Final = "#ma"
PART_ID: Final = "#phan"
ORDER_ID: Final = "#stt"
OUTER_ID: Final = "#muc"
KEY_ID: Final = "#khoa"


@dataclass(frozen=True, slots=True)
class Part:
    """Phần của trang tính: the columns of one table, or of one head of it; `name` is what the sheet calls it."""

    table: Table
    columns: tuple[Column, ...]
    name: str


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """Cột của trang tính: `fields` holds, for each part that has this column, the column of its table."""

    id: str
    role: Role
    header: str
    group: str
    fields: Mapping[int, Column]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Trang tính: `id` never changes, `name` is on the tab, `caption` is printed over the table."""

    id: str
    name: str
    caption: str
    parts: tuple[Part, ...]
    columns: tuple[SheetColumn, ...]
    upright: bool = False


# id, tab, caption, what it holds: noun, heads or route, the name of the part
_PLAN: Final[tuple[tuple[str, str, str, tuple[tuple[str, str, str], ...]], ...]] = (
    ("ky", "Kỳ", "Thông tin chung của kỳ kiểm điểm", (("ky", "", "Kỳ"),)),
    ("can-cu", "Căn cứ", "Căn cứ của kế hoạch", (("ky", "ke_hoach.can_cu", "Kế hoạch"),)),
    ("ke-hoach", "Kế hoạch", "Nội dung kế hoạch", (("ky", "ke_hoach.noi_dung", "Kế hoạch"),)),
    ("tap-the", "Tập thể", "Danh sách tập thể", (("tap-the", "", "Tập thể"),)),
    ("thanh-vien", "Thành viên", "Thành viên của tập thể, theo thứ tự chức vụ", (("tap-the", "thanh_vien", ""),)),
    ("bao-cao", "Báo cáo tập thể", "Báo cáo kiểm điểm của tập thể", (("tap-the", "bao_cao", ""),)),
    ("phan-tich", "Phiếu phân tích", "Phiếu phân tích chất lượng", (("tap-the", "phieu_phan_tich", ""),)),
    (
        "cham-diem",
        "Chấm điểm",
        "Điểm tự chấm của từng tiêu chí",
        (("tap-the", "cham_diem.diem", "Tập thể"), ("ca-nhan", "cham_diem.diem", "Cá nhân")),
    ),
    (
        "ket-luan",
        "Kết luận",
        "Kết luận của cấp có thẩm quyền",
        (("tap-the", "ket_luan", "Tập thể"), ("ca-nhan", "ket_luan", "Cá nhân")),
    ),
    ("bang-diem", "Bảng điểm", "Bảng điểm của cấp uỷ", (("ky", "bang_diem", ""),)),
    ("cap-do", "Cấp độ phiếu", "Cấp độ của từng tiêu chí", (("tap-the", "phieu_phan_tich.cap_do", ""),)),
    ("ca-nhan", "Cá nhân", "Danh sách cá nhân", (("ca-nhan", "", "Cá nhân"),)),
    (
        "theo-doi",
        "Theo dõi cá nhân",
        "Nhiệm vụ, biểu hiện, lý do không kiểm điểm của cá nhân",
        (("ca-nhan", "mien_kiem_diem|nhiem_vu|phieu_bieu_hien|bieu_hien|han_che_ky_truoc", ""),),
    ),
    ("kiem-diem", "Bản kiểm điểm", "Bản kiểm điểm cá nhân", (("ca-nhan", "kiem_diem", ""),)),
    ("nhan-xet", "Nhận xét, xếp loại", "Nhận xét, đánh giá, xếp loại cá nhân", (("ca-nhan", "nhan_xet", ""),)),
    ("cong-vu", "Phiếu công vụ", "Phiếu đánh giá cán bộ, công chức, viên chức", (("ca-nhan", "phieu_cong_vu", ""),)),
    ("cong-vu-muc", "Mục phiếu công vụ", "Tự đánh giá từng mục", (("ca-nhan", "phieu_cong_vu.noi_dung", ""),)),
    ("cam-ket", "Cam kết", "Cam kết tu dưỡng, rèn luyện, phấn đấu", (("ca-nhan", "cam_ket", ""),)),
    ("cu-tru", "Nơi cư trú", "Nhận xét của cấp uỷ nơi cư trú", (("ca-nhan", "nhan_xet_cu_tru", ""),)),
    (
        "uu-diem",
        "Ưu điểm",
        "Ưu điểm theo tiêu chí",
        (("tap-the", "bao_cao.uu_diem", "Tập thể"), ("ca-nhan", "kiem_diem.uu_diem", "Cá nhân")),
    ),
    (
        "khac-phuc",
        "Hạn chế – khắc phục",
        "Hạn chế kỳ trước đã khắc phục, kế hoạch khắc phục sau kiểm điểm",
        (
            ("tap-the", "bao_cao.khac_phuc.muc", "Kỳ trước (tập thể)"),
            ("ca-nhan", "kiem_diem.khac_phuc.muc", "Kỳ trước (cá nhân)"),
            ("tap-the", "khac_phuc_sau", "Kế hoạch (tập thể)"),
            ("ca-nhan", "khac_phuc_sau", "Kế hoạch (cá nhân)"),
        ),
    ),
    (
        "ky-luat",
        "Kỷ luật",
        "Kỷ luật trong năm",
        (("tap-the", "ky_luat", "Tập thể"), ("ca-nhan", "ky_luat", "Cá nhân")),
    ),
    ("quy", "Kết quả quý", "Điểm, mức từng quý", (("ca-nhan", "ket_qua_quy", ""),)),
    ("diem-cong-vu", "Điểm công vụ", "Điểm công vụ theo nhóm tiêu chí", (("ca-nhan", "diem_cong_vu.diem", ""),)),
    ("cuoc-hop", "Cuộc họp", "Các cuộc họp kiểm điểm", (("cuoc-hop", "", "Cuộc họp"),)),
    ("vang", "Vắng mặt", "Người vắng mặt", (("cuoc-hop", "vang", ""),)),
    ("dai-bieu", "Đại biểu", "Đại biểu cấp trên", (("cuoc-hop", "dai_bieu", ""),)),
    ("thao-luan", "Kiểm điểm tại họp", "Phần kiểm điểm trong cuộc họp", (("cuoc-hop", "kiem_diem", ""),)),
    ("gop-y", "Góp ý", "Ý kiến góp ý", (("cuoc-hop", "kiem_diem.gop_y", ""),)),
    ("to-kiem-phieu", "Tổ kiểm phiếu", "Tổ kiểm phiếu", (("cuoc-hop", "to_kiem_phieu", ""),)),
    ("phieu", "Phiếu", "Kết quả bỏ phiếu", (("cuoc-hop", "kiem_phieu.ket_qua", ""),)),
    ("goi-y", "Gợi ý kiểm điểm", "Gợi ý kiểm điểm của cấp trên", (("ky", "goi_y", ""),)),
    ("van-ban", "Văn bản khác", "Văn bản khác của kỳ", (("ky", "van_ban", ""),)),
    ("co-quan-nn", "Cơ quan nhà nước", "Cơ quan nhà nước ban hành văn bản", (("ky", "co_quan_nha_nuoc", ""),)),
    ("van-ban-nn", "Văn bản nhà nước", "Văn bản do cơ quan nhà nước ký", (("ky", "van_ban_nha_nuoc", ""),)),
    ("noi-dung-nn", "Nội dung VB nhà nước", "Nội dung văn bản nhà nước", (("ky", "van_ban_nha_nuoc.noi_dung", ""),)),
    ("kem-theo", "Tài liệu kèm theo", "Tài liệu kèm theo hồ sơ", (("ky", "kem_theo", ""),)),
    ("han-muc", "Hạn mức cao hơn", "Hạn mức cao hơn theo quyết định", (("ky", "han_muc_cao_hon", ""),)),
    ("xep-loai-lai", "Xếp loại lại", "Quyết định xếp loại lại", (("ky", "xep_loai_lai", ""),)),
    ("mien", "Miễn áp dụng", "Sổ miễn áp dụng quy tắc", (("mien-ap-dung", "mien_ap_dung", ""),)),
)


@cache
def tables() -> Mapping[tuple[str, Names], Table]:
    """Every table of every noun, by noun and route."""
    return {(noun, t.route): t for noun, model in MODELS.items() for t in tables_of(noun, model)}


@cache
def sheets() -> tuple[Sheet, ...]:
    """Every sheet, in the order of the tabs; a table nobody planned a sheet for has one of its own."""
    heads = {(noun, _names(h)) for *_, parts in _PLAN for noun, head, _ in parts for h in head.split("|")}
    planned = [_sheet(name, tab, caption, parts, heads) for name, tab, caption, parts in _PLAN]
    return (*planned, *_unplanned(heads))


@cache
def sheet(sheet_id: str) -> Sheet:
    """The sheet of an id.

    Raises:
        KeyError: there is no such sheet.
    """
    return {s.id: s for s in sheets()}[sheet_id]


def _unplanned(heads: set[tuple[str, Names]]) -> Iterable[Sheet]:
    for (noun, route), table in tables().items():
        if (noun, route) not in heads and table.columns:
            name = tail_words(route)[0]
            tab = f"{group_words(noun, ())[0]} – {name}"[:31]
            yield _sheet("-".join((noun, *route)), tab, name, ((noun, ".".join(route), name),), heads)


def _names(dotted: str) -> Names:
    return tuple(dotted.split(".")) if dotted else ()


def _sheet(
    sheet_id: str, tab: str, caption: str, plan: tuple[tuple[str, str, str], ...], heads: set[tuple[str, Names]]
) -> Sheet:
    parts = tuple(_part(noun, tuple(map(_names, head.split("|"))), name, heads) for noun, head, name in plan)
    upright = any(part.table.noun in SINGLE and part.table.shape == "one" for part in parts)
    return Sheet(sheet_id, tab, caption, parts, tuple(_columns(parts)), upright)


def _part(noun: str, wanted: tuple[Names, ...], name: str, heads: set[tuple[str, Names]]) -> Part:
    known = tables().get((noun, wanted[0]))
    if known is not None and wanted[0]:
        return Part(known, known.columns, name)
    root = tables()[(noun, ())]
    columns = tuple(column for column in root.columns if _home(noun, column.route, heads) in wanted)
    return Part(root, columns, name)


def _home(noun: str, route: Names, heads: set[tuple[str, Names]]) -> Names:
    """The longest head a plain value stands under."""
    return max((head for place, head in heads if place == noun and route[: len(head)] == head), key=len, default=())


def _columns(parts: tuple[Part, ...]) -> Iterable[SheetColumn]:
    first = parts[0].table
    if first.noun not in SINGLE and not _owns_code(parts):
        owner = "Mã tập thể, cá nhân" if len({part.table.noun for part in parts}) > 1 else _owner_words(first.noun)
        yield SheetColumn(OWNER_ID, "owner", owner, "", {})
    if len(parts) > 1:
        yield SheetColumn(PART_ID, "part", "Phần", "", {})
    if first.parent:
        yield SheetColumn(OUTER_ID, "outer", "Mục số", "", {})
    if any(t.parent == first.route and t.noun == first.noun for t in tables().values() if first.route):
        yield SheetColumn(ORDER_ID, "order", "Số mục", "", {})
    if first.shape == "dict":
        yield SheetColumn(KEY_ID, "key", "Mã văn bản" if first.noun == "ky" else "Tiêu chí", "", {})
    yield from _value_columns(parts)


def _owns_code(parts: tuple[Part, ...]) -> bool:
    return any(column.route == ("ma",) for column in parts[0].columns) and parts[0].table.shape == "one"


def _owner_words(noun: str) -> str:
    return {"tap-the": "Mã tập thể", "ca-nhan": "Mã cá nhân", "cuoc-hop": "Mã cuộc họp"}[noun]


def _value_columns(parts: tuple[Part, ...]) -> Iterable[SheetColumn]:
    found: dict[Names, dict[int, Column]] = {}
    for index, part in enumerate(parts):
        for column in part.columns:
            found.setdefault(column.route, {})[index] = column
    for route, fields in found.items():
        table = parts[min(fields)].table
        whole = whole_route(table, route)
        group = group_words(table.noun, whole)[0]
        yield SheetColumn(".".join(route) or "gia_tri", "value", tail_words(whole)[0], group, fields)


def whole_route(table: Table, route: Names) -> Names:
    """The route from the noun to a column of one of its tables."""
    return route if table.shape == "one" else (*table.route, *route)
