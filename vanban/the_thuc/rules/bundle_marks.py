"""Marks of the other system in the documents of a packet: the State's in Party papers, the Party's in State ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vanban.errors import Severity
from vanban.the_thuc.document import Document, Packet
from vanban.the_thuc.parts import Line
from vanban.the_thuc.prose import cited, full
from vanban.the_thuc.rule import Finding, concerned, noted, rule
from vanban.the_thuc.rules.bundle import in_document, place_of
from vanban.the_thuc.views import Place


class _Marks(NamedTuple):
    """Dấu của hệ thống kia: what stands in the document, each once, and where the first of them does."""

    place: Place
    names: tuple[str, ...]


def _marked(found: Iterator[tuple[Line | None, str]]) -> _Marks | None:
    marks = list(found)
    return _Marks(place_of(marks[0][0]), tuple(dict.fromkeys(name for _, name in marks))) if marks else None


def _prefixes(document: Document, pattern: str) -> Iterator[tuple[Line, str]]:
    for block in document.parts.signatures:
        for line in (*block.prefix, *block.posts):
            if re.match(pattern, line.text):
                yield line, cited(line.text)


@noted
def _state_marks(document: Document) -> _Marks | None:
    """Marks of State documents that stand in a Party one."""
    return _marked(_in_state_style(document))


def _in_state_style(document: Document) -> Iterator[tuple[Line | None, str]]:
    parts = document.parts
    if parts.head == "nha-nuoc":
        yield parts.title, "Quốc hiệu"
    if parts.number_line is not None and re.match(r"^Số\s*:", parts.number_line.text):
        yield parts.number_line, "“Số:”"
    if any(line.text.startswith("V/v") for line in parts.letter_subject):
        yield parts.letter_subject[0], "“V/v”"
    yield from _prefixes(document, r"^(?:TM|KT|TL|TUQ)\.")
    if (
        parts.recipients_label is not None
        and parts.recipients_label.all("bold")
        and parts.recipients_label.all("italic")
    ):
        yield parts.recipients_label, "“Nơi nhận:” đậm nghiêng"
    for line in parts.recipients:
        if re.match(r"^-?\s*Lưu\s*:\s*VT\b", full(line)):
            yield line, cited(full(line))
    if parts.prose and parts.prose[-1].text.endswith("./."):
        yield parts.prose[-1], "“./.”"


@rule("XD-05", "P", "loi", view="packet")
def no_state_marks(packet: Packet) -> Iterator[Finding]:
    """Văn bản của Đảng trong hồ sơ không lẫn cách trình bày của văn bản nhà nước.

    Hướng dẫn 05-HD/VPTW, Phần II, mục I; Nghị định 30/2020/NĐ-CP, Điều 2

    Vì sao: “Số:”, “V/v”, “TM.”, “Lưu: VT”, “./.” là của văn bản nhà nước; hồ sơ lẫn lộn thường bị trả lại. Sửa: trình
    bày lại theo thể thức của Đảng. Sai: “TM. ĐẢNG UỶ”. Đúng: “T/M ĐẢNG UỶ”.
    """
    party = [m for m in packet.members if m.profile != "S" and m.form_class in ("van-ban", "bieu-mau")]
    for member in concerned(party or None):
        marks = _state_marks(member)
        if marks:
            light = all(name in ("“V/v”", "“./.”") for name in marks.names)
            severity: Severity | None = "canh-bao" if light else None
            yield Finding(in_document(member, marks.place), ", ".join(marks.names), severity=severity)


@noted
def _party_marks(document: Document) -> _Marks | None:
    """Marks of Party documents that stand in a State one."""
    return _marked(_in_party_style(document))


def _in_party_style(document: Document) -> Iterator[tuple[Line, str]]:
    parts = document.parts
    if parts.star is not None:
        yield parts.star, "dấu sao dưới tên cơ quan"
    if parts.dashes is not None and set(parts.dashes.text) == {"-"}:
        yield parts.dashes, "gạch “-----” dưới trích yếu"
    yield from _prefixes(document, r"^[TK]/[MTL]\b")
    if parts.number_line is not None and re.match(r"^Số \d+-\w+/", parts.number_line.text):
        yield parts.number_line, cited(parts.number_line.text)


@rule("XD-06", "S", "loi", view="packet")
def no_party_marks(packet: Packet) -> Iterator[Finding]:
    """Văn bản nhà nước trong hồ sơ không lẫn cách trình bày của văn bản Đảng.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II

    Vì sao: dấu sao, “-----”, “T/M”, “Số 12-KH/ĐU” là của văn bản Đảng. Sửa: trình bày lại theo Nghị định 30/2020/NĐ-CP.
    Sai: “T/M UỶ BAN NHÂN DÂN”. Đúng: “TM. UỶ BAN NHÂN DÂN”.
    """
    state = [m for m in packet.members if m.profile == "S" and m.form_class == "nha-nuoc"]
    for member in concerned(state or None):
        marks = _party_marks(member)
        if marks:
            yield Finding(in_document(member, marks.place), ", ".join(marks.names))
