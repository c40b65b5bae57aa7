from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from vanban.forms import BUILDERS, Request
from vanban.model.packet import Change

AskFront = Callable[[str, str], Request]
CHANGES = (
    Change("them", "", "Giấy xác nhận", "", "a" * 64),
    Change("thay", "09-TTr/ĐU", "Tờ trình", "b" * 64, "c" * 64),
    Change("rut", "", "Phiếu nhận xét", "d" * 64, ""),
)


def changed(request: Request) -> Request:
    assert request.dossier is not None
    frame = {**request.dossier.frame, "thay-doi": 1}
    return replace(request, dossier=replace(request.dossier, edition=2, changes=CHANGES, frame=frame))


def test_the_closing_sheet_counts_in_figures_and_words(ask_front: AskFront) -> None:
    request = ask_front("chung-tu-ket-thuc", "chi-bo-noi-vu")
    lines = BUILDERS["chung-tu-ket-thuc"].context(request)["dem"]
    assert request.dossier is not None
    total = request.dossier.total
    assert (total, lines[0]) == (
        58,
        "Hồ sơ này gồm 58 (năm mươi tám) trang, đánh số từ 1 đến 58, trong đó:",
    )
    assert lines[2:] == [
        "- Mục lục văn bản, tài liệu: 02 (hai) trang;",
        "- 27 (hai mươi bảy) văn bản, tài liệu: 54 (năm mươi tư) trang;",
        "- Chứng từ kết thúc: 01 (một) trang.",
    ]


def test_by_sheets_the_frame_is_counted_apart(ask_front: AskFront) -> None:
    request = ask_front("chung-tu-ket-thuc", "chi-bo-noi-vu")
    assert request.dossier is not None
    by_sheets = replace(request, dossier=replace(request.dossier, total=54, unit="tờ"))
    lines = BUILDERS["chung-tu-ket-thuc"].context(by_sheets)["dem"]
    assert lines[0] == (
        "Hồ sơ này gồm 54 (năm mươi tư) tờ, đánh số từ 1 đến 54, không kể bìa, mục lục, chứng từ kết thúc, trong đó:"
    )
    assert lines[2] == "- Mục lục văn bản, tài liệu: 02 (hai) tờ;"
    assert lines[-1] == "- Chứng từ kết thúc: 01 (một) tờ."


def test_the_closing_sheet_of_a_packet_handed_in_again_counts_the_list_of_changes(ask_front: AskFront) -> None:
    request = changed(ask_front("chung-tu-ket-thuc", "chi-bo-noi-vu"))
    lines = BUILDERS["chung-tu-ket-thuc"].context(request)["dem"]
    assert "- Bảng kê thay đổi so với lần trước: 01 (một) trang;" in lines


def test_the_list_of_changes_names_each_with_both_hashes(ask_front: AskFront) -> None:
    request = changed(ask_front("thay-doi", "chi-bo-noi-vu"))
    context = BUILDERS["thay-doi"].context(request)
    assert (context["lan"], context["lan_truoc"]) == ("2", "1")
    assert context["tom_tat"] == "Bổ sung 01, thay thế 01, rút ra 01 văn bản, tài liệu."
    rows = [(row["thay_doi"], row["so_ky_hieu"], row["ma_cu"][:4], row["ma_moi"][:4]) for row in context["hang"]]
    assert rows == [
        ("Bổ sung", "–", "–", "aaaa"),
        ("Thay thế", "09-TTr/ĐU", "bbbb", "cccc"),
        ("Rút ra", "–", "dddd", "–"),
    ]
    assert {len(row["ma_moi"].replace(" ", "")) for row in context["hang"][:2]} == {64}


@pytest.mark.parametrize("form", ["chung-tu-ket-thuc", "thay-doi"])
def test_neither_can_be_made_before_the_pages_are_known(ask_front: AskFront, form: str) -> None:
    request = replace(ask_front(form, "chi-bo-noi-vu"), dossier=None)
    with pytest.raises(ValueError, match="placed packet"):
        BUILDERS[form].context(request)
