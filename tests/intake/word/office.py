"""Returned forms as people make them: a form filled in by Word, then treated in this or that manner."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from vanban.intake.word.controls import tag_of
from vanban.intake.word.ooxml import Element, element, rich_blocks, rich_runs, run, w, w14
from vanban.intake.word.places import Place

DOCUMENT = "word/document.xml"
# what a person answers in Mẫu 02, by place key; choices by code
ANSWERS: dict[str, Any] = {
    "kiem_diem/ngay": "26/11/2021",
    "kiem_diem/uu_diem/pham_chat/noi_dung": [
        "Tôi chấp hành nghị quyết, học tập đủ 04 chuyên đề trong năm.",
        "Sống giản dị, hoà nhã với giáo viên và phụ huynh học sinh.",
    ],
    "kiem_diem/uu_diem/pham_chat/tu_danh_gia": "tot",
    "kiem_diem/uu_diem/nhiem_vu/noi_dung": ["Hoàn thành 18/20 việc được giao, trong đó 16 việc đúng hạn."],
    "kiem_diem/uu_diem/nhiem_vu/tu_danh_gia": "trung-binh",
    "kiem_diem/uu_diem/lanh_dao/noi_dung": ["Phân công rõ người, rõ việc; họp giao ban sáng thứ Hai hằng tuần."],
    "kiem_diem/uu_diem/lanh_dao/tu_danh_gia": "tot",
    "kiem_diem/uu_diem/cam_ket/noi_dung": ["Đã thực hiện 03 trong 04 nội dung cam kết đầu năm."],
    "kiem_diem/han_che": ["Theo dõi trường chuẩn quốc gia thiếu sát sao ở 02 xã.", "Gửi báo cáo quý III muộn 05 ngày."],
    "kiem_diem/nguyen_nhan": ["Chủ quan là chưa kiểm tra tiến độ giữa kỳ."],
    "kiem_diem/khac_phuc/tu_danh_gia": "tot",
    "kiem_diem/giai_trinh": ["Không có."],
    "kiem_diem/trach_nhiem": ["Tôi nhận trách nhiệm trực tiếp về hai hồ sơ chậm."],
    "kiem_diem/phuong_huong": ["Từ tháng 01/2022 mỗi tuần xuống trường một lần."],
    "kiem_diem/tu_nhan/cong_chuc": "ht",
    "kiem_diem/tu_nhan/dang_vien": "ht",
}
ROWS = [("da", "Đã làm xong trong quý II."), ("dang", "Đã xong 02/03 việc, phần còn lại xong trước ngày 31/3/2022.")]


def fully_answered(places: tuple[Place, ...], changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """An answer for every place that must have one; rows put there by the office are answered in turn."""
    told = dict(ANSWERS)
    for number, row in enumerate(dict.fromkeys(place.row for place in places if place.row and place.row[-1] in (0, 1))):
        state, outcome = ROWS[number]
        key = "/".join(map(str, row))
        told[f"{key}/trang_thai"], told[f"{key}/ket_qua"] = state, outcome
    told |= dict(changes or {})
    known = {place.key for place in places}
    return {key: value for key, value in told.items() if key in known and value is not None}


def filled(docx: bytes, places: tuple[Place, ...], answers: Mapping[str, Any]) -> bytes:
    """The form as Word saves it when somebody has written in its controls."""

    def change(root: Element) -> None:
        controls = {tag.get(w("val")): tag.getparent().getparent() for tag in root.iter(w("tag"))}  # type: ignore[union-attr]
        for place in places:
            if place.key in answers:
                _answer(controls, place, answers[place.key])

    return changed(docx, change)


def _answer(controls: Mapping[Any, Any], place: Place, value: Any) -> None:
    boxes = [(code, controls[tag_of(place, code)]) for code, _ in place.options if tag_of(place, code) in controls]
    for code, control in boxes:
        control.find(f".//{w14('checked')}").set(w14("val"), str(int(code == value)))
        next(control.iter(w("t"))).text = "☒" if code == value else "☐"
    if boxes:
        return
    control = controls[tag_of(place)]
    properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
    for prompt in properties.findall(w("showingPlcHdr")):
        properties.remove(prompt)
    block = content.find(w("p")) is not None or content.find(w("tbl")) is not None
    for child in list(content):
        content.remove(child)
    shown = dict(place.options)[value] if place.options else value
    texts = shown if isinstance(shown, list) else [shown]
    content.extend(rich_blocks(texts, None, None) if block else rich_runs("\n".join(texts), None))


def changed(docx: bytes, change: Callable[[Element], None], part: str = DOCUMENT) -> bytes:
    """The file with one part changed in place."""
    root = etree.fromstring(parts(docx)[part])
    change(root)
    return with_parts(docx, {part: etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)})


def parts(docx: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(docx: bytes, new: Mapping[str, bytes | None]) -> bytes:
    held: dict[str, bytes | None] = {**parts(docx), **new}
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in held.items():
            if content is not None:
                target.writestr(name, content)
    return out.getvalue()


def without_controls(root: Element) -> None:
    """What is left when everything was copied into a new file as plain text."""
    for control in list(root.iter(w("sdt"))):
        parent, content = control.getparent(), control.find(w("sdtContent"))
        assert parent is not None
        assert content is not None
        place = parent.index(control)
        for number, child in enumerate(list(content)):
            parent.insert(place + number, child)
        parent.remove(control)


def without_code(docx: bytes) -> bytes:
    """The form without its hidden code, controls gone too."""

    def drop(root: Element) -> None:
        for node in list(root.iter(w("docVars"))):
            node.getparent().remove(node)  # type: ignore[union-attr]

    bare = changed(changed(docx, without_controls), drop, "word/settings.xml")
    return with_parts(bare, {"docProps/custom.xml": None})


def content_of(root: Element, tag: str) -> Element:
    """The content of the control of a tag."""
    for node in root.iter(w("tag")):
        if node.get(w("val")) == tag:
            found = node.getparent().getparent().find(w("sdtContent"))  # type: ignore[union-attr]
            assert found is not None
            return found
    raise KeyError(tag)


def paragraph(text: str, *more: Element) -> Element:
    return element("p", run(text), *more)


def by_writer(path: Path, kind: str, profile: Path) -> Path:
    """The same file opened and saved by LibreOffice Writer as docx, doc or odt."""
    office = shutil.which("soffice")
    assert office
    names = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "odt": "odt"}
    out = path.parent / "writer"
    own = f"-env:UserInstallation={profile.as_uri()}"
    words = [office, own, "--headless", "--convert-to", names[kind], "--outdir", str(out), str(path)]
    subprocess.run(words, check=True, capture_output=True, timeout=180)
    return out / f"{path.stem}.{kind}"
