"""What stands in every cell of a sheet that goes out: marks, headers, notes, values. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vanban.intake.facts import Facts, Noun
from vanban.intake.workbook.cells import encode, from_literal, literal
from vanban.intake.workbook.columns import Column
from vanban.intake.workbook.domains import Domain, Lists
from vanban.intake.workbook.layout import Part, Sheet, SheetColumn, whole_route
from vanban.intake.workbook.stamp import column_mark
from vanban.intake.workbook.tree import Row, rows_of, value_of
from vanban.intake.workbook.wording import note

_ROLE_NOTES = {
    "owner": "Chọn trong danh sách hoặc gõ mã: dòng này là của ai.",
    "part": "Chọn trong danh sách: dòng này thuộc phần nào.",
    "order": "Số thứ tự của mục trong cuộc họp; các ý kiến góp ý gọi mục theo số này.",
    "outer": "Số mục ở trang Kiểm điểm tại họp mà ý kiến này góp vào.",
    "key": "Mã tiêu chí hoặc mã văn bản.",
}
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class OutColumn:
    """Cột xuất ra: one column of the paper sheet; `domain` is the list offered, `about` the fact behind it."""

    mark: str
    header: str
    group: str
    note: str
    kind: str
    domain: Domain | None
    source: SheetColumn
    key: str | None = None


def out_columns(sheet: Sheet, lists: Lists, keys: list[str]) -> list[OutColumn]:
    """The columns of a sheet; a keyed column becomes one for each of `keys`."""
    found: list[OutColumn] = []
    for column in sheet.columns:
        field = next(iter(column.fields.values()), None)
        if field is not None and field.keyed:
            found += [_keyed(sheet, lists, column, key) for key in keys]
        else:
            found.append(_single(sheet, lists, column, field))
    return found


def _single(sheet: Sheet, lists: Lists, column: SheetColumn, field: Column | None) -> OutColumn:
    part = sheet.parts[min(column.fields, default=0)]
    if field is None:
        several = len({p.table.noun for p in sheet.parts}) > 1
        domain = _names_of_parts(sheet) if column.role == "part" else lists.role(column.role, part)
        domain = lists.by_name["ve"] if several and column.role == "owner" else domain
        said = _ROLE_NOTES[column.role]
        return OutColumn(column_mark(sheet, column.id), column.header, "", said, column.role, domain, column)
    domain = _offered(lists, part, field)
    said = note(part.table.noun, whole_route(part.table, field.route), field)
    mark = column_mark(sheet, column.id)
    return OutColumn(mark, column.header, column.group, said, field.kind, domain, column)


def _offered(lists: Lists, part: Part, field: Column) -> Domain | None:
    return None if field.kind == "lines" else lists.domain(part, field)


def _names_of_parts(sheet: Sheet) -> Domain:
    domain = Domain(strict=True)
    for part in sheet.parts:
        domain.add(part.name, part.name)
    return domain


def _keyed(sheet: Sheet, lists: Lists, column: SheetColumn, key: str) -> OutColumn:
    header = f"{column.header}: {lists.by_name['muc'].shown(key)}"
    return OutColumn(
        column_mark(sheet, column.id, key),
        header,
        "Số phiếu cho từng mức",
        "Chỉ gõ chữ số.",
        "count",
        None,
        column,
        key,
    )


def keys_of(sheet: Sheet, facts: Facts, lists: Lists) -> list[str]:
    """The keys of a sheet's keyed column: the levels of the regime, then any other the facts hold."""
    if not any(c.keyed for column in sheet.columns for c in column.fields.values()):
        return []
    found = dict.fromkeys(lists.by_name["muc"].codes)
    for part, _, row in _records(sheet, facts):
        for column in part.columns:
            if column.keyed and isinstance(row.record, dict):
                held = row.record.get(column.route[-1])
                found |= dict.fromkeys(map(str, held)) if isinstance(held, dict) else {}
    return list(found)


def _records(sheet: Sheet, facts: Facts) -> Iterator[tuple[Part, Noun, Row]]:
    for part in sheet.parts:
        for noun in facts.of(part.table.noun):
            for row in rows_of(part.table, noun.tree):
                yield part, noun, row


def out_rows(sheet: Sheet, columns: list[OutColumn], facts: Facts, lists: Lists) -> Iterator[list[Cell]]:
    """The filled rows of a sheet; a record without a single value has none."""
    for part, noun, row in _records(sheet, facts):
        cells = [_cell(column, sheet, part, noun, row, lists) for column in columns]
        told = [cell for cell, column in zip(cells, columns, strict=True) if column.source.role in {"value", "key"}]
        if any(cell is not None for cell in told):
            yield cells


def _cell(column: OutColumn, sheet: Sheet, part: Part, noun: Noun, row: Row, lists: Lists) -> Cell:
    source = column.source
    if source.role == "value":
        field = source.fields.get(sheet.parts.index(part))
        value = None if field is None else value_of(row, field, column.key or "")
        if field is None or value is None or _is_default(field, value):
            return None
        return _encoded(field, part, value, lists)
    if source.role == "owner":
        return lists.by_name[part.table.noun].shown(noun.code)
    if source.role == "key":
        return _key_cell(lists.role("key", part), row.key)
    if source.role == "part":
        return part.name
    return row.order if source.role == "order" else row.outer


def _key_cell(domain: Domain | None, key: str) -> str:
    shown = domain.shown(key) if domain else key
    back = (domain.meant(shown) or shown) if domain else shown
    is_plain = shown.strip() == shown and shown and "\r" not in shown and from_literal(shown) is None
    return shown if is_plain and back == key else literal(key)


def _is_default(field: Column, value: object) -> bool:
    return field.kind == "string" and value == field.default


def _encoded(field: Column, part: Part, value: object, lists: Lists) -> Cell:
    shown = encode(field, lists.domain(part, field), value)
    return None if shown == "" else shown


def upright_rows(sheet: Sheet, facts: Facts, lists: Lists) -> Iterator[tuple[OutColumn, Cell]]:
    """The lines of a sheet that is read downwards: one for each plain value of the season."""
    noun = facts.nouns[("ky", "")]
    for column in out_columns(sheet, lists, []):
        yield column, _cell(column, sheet, sheet.parts[0], noun, Row(noun.tree), lists)


def is_post(column: OutColumn) -> bool:
    """Whether a column holds posts or workplaces, for which present ones are offered."""
    return column.source.id.rpartition(".")[2] in {
        "chuc_vu", "chuc_vu_dang", "chuc_vu_chinh_quyen", "chuc_vu_doan_the", "don_vi_cong_tac", "vai_tro"
    }  # fmt: skip
