"""`kiem-the-thuc`: any file judged, told, commented and repaired from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from tests.the_thuc.correct import correct
from tests.the_thuc.mutation import mutate

Cli = Callable[..., tuple[int, str, str]]
WRONG = [
    {"find": "^ĐẢNG CỘNG SẢN VIỆT NAM$", "run": {"size": 13}},
    {"find": "^Số ", "replace": ["Số ", "Số: "]},
    {"every": "^- .*[,;]$", "run": {"size": 14}},
]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch đúng.docx"
    path.write_bytes(correct("ke-hoach-P18"))
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "sai.docx"
    path.write_bytes(mutate(correct("ke-hoach-P18"), WRONG))
    return path


@pytest.mark.parametrize("command", ["kiem-the-thuc", "lint"])
def test_a_correct_document_is_told_to_be_so(cli: Cli, clean: Path, command: str) -> None:
    code, out, err = cli(command, clean)
    assert (code, err) == (0, "")
    first, second = out.splitlines()[:2]
    assert first == f"{clean}: không thấy lỗi thể thức."
    assert second.startswith("  xét theo: văn bản của Đảng, Hướng dẫn 36-HD/VPTW (2018); ")
    assert second.endswith("không xét được")


def test_a_finding_says_what_where_what_to_do_and_by_which_clause(cli: Cli, wrong: Path) -> None:
    code, out, _ = cli("kiem-the-thuc", wrong)
    assert code == 9
    lines = out.splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("LỖI HD-02: "))
    assert "cỡ 13" in lines[at]
    assert [line.strip().split(":")[0] for line in lines[at + 1 : at + 4]] == ["ở", "cách sửa", "căn cứ"]


def test_findings_of_one_rule_are_told_together(cli: Cli, wrong: Path) -> None:
    _, out, _ = cli("kiem-the-thuc", wrong)
    grouped = [line for line in out.splitlines() if line.startswith("LỖI RC-04")]
    assert len(grouped) == 1
    assert grouped[0].endswith("chỗ)")


def test_the_result_as_data_has_exactly_the_shape_of_the_design(cli: Cli, wrong: Path) -> None:
    code, out, err = cli("kiem-the-thuc", wrong, "--json")
    assert (code, err) == (9, "")
    result = json.loads(out)
    assert set(result) == {"ket_qua", "tong"}
    assert set(result["tong"]) == {"loi", "canh_bao", "goi_y", "khong_xet"}
    for found in result["ket_qua"]:
        assert set(found) == {"ma", "muc", "tep", "vi_tri", "thong_bao", "can_cu", "sua"}
        assert all(found.values())
    assert result["tong"]["loi"] == sum(found["muc"] == "loi" for found in result["ket_qua"])
    assert result["tong"]["khong_xet"] > 0


def test_the_result_for_editors_is_sarif(cli: Cli, wrong: Path) -> None:
    code, out, _ = cli("kiem-the-thuc", wrong, "--sarif")
    assert code == 9
    assert {result["ruleId"] for result in json.loads(out)["runs"][0]["results"]} >= {"HD-02", "NO-02", "RC-04"}


def test_another_profile_may_be_asked_for(cli: Cli, clean: Path) -> None:
    code, out, _ = cli("kiem-the-thuc", clean, "--loai", "nha-nuoc")
    assert code == 9
    assert "Nghị định 30/2020/NĐ-CP" in out


def test_a_copy_with_comments_is_written_and_the_original_left_alone(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    before = wrong.read_bytes()
    copy = tmp_path / "ra" / "nhan-xet.docx"
    code, out, _ = cli("kiem-the-thuc", wrong, "--word", copy)
    assert code == 9
    assert f"Đã ghi bản có lời nhận xét: {copy}" in out
    assert [c for c in Document(str(copy)).comments if "HD-02" in c.text]
    assert wrong.read_bytes() == before


def test_a_repaired_copy_is_written_and_each_repair_told(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    copy = tmp_path / "da-sua.docx"
    _, out, _ = cli("kiem-the-thuc", wrong, "--sua", copy)
    assert "đã sửa: NO-02" in out
    assert cli("kiem-the-thuc", copy)[0] == 0


def test_what_could_not_be_judged_is_told_with_its_reason(cli: Cli, clean: Path) -> None:
    _, out, _ = cli("kiem-the-thuc", clean, "--ca-khong-xet")
    told = [line for line in out.splitlines() if line.startswith("KHÔNG XÉT ")]
    assert told
    assert all(": " in line for line in told)


def test_a_document_without_a_date_says_by_which_day_it_was_judged(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "mau.docx"
    document = Document()
    document.add_paragraph("Nội dung")
    document.save(str(path))
    _, out, _ = cli("kiem-the-thuc", path)
    assert "xét theo hôm nay" in out


def test_an_office_may_soften_a_rule_and_is_told_what_it_softened(cli: Cli, wrong: Path) -> None:
    config = wrong.parent / "data" / "cau-hinh.toml"
    config.parent.mkdir()
    rows = [f'[[the_thuc]]\nquy_tac = "{code}"\nmuc = "tat"\nly_do = "mẫu cũ"\n' for code in ("HD-02", "HD-07")]
    config.write_text("\n".join(rows), encoding="utf-8")
    _, out, _ = cli("kiem-the-thuc", wrong)
    assert "LỖI HD-02" not in out
    assert "ĐÃ NỚI HD-02" in out
    assert "CẢNH BÁO TT-21: Nới quy tắc HD-07" in out


def test_several_files_are_judged_in_one_go(cli: Cli, clean: Path, wrong: Path) -> None:
    code, out, _ = cli("kiem-the-thuc", clean, wrong)
    assert code == 9
    assert [line for line in out.splitlines() if line.startswith(str(clean.parent))] == [
        f"{clean}: không thấy lỗi thể thức.",
        next(line for line in out.splitlines() if line.startswith(str(wrong))),
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("khong-co.docx", None, "TT-01"),
        ("cu.doc", b"\xd0\xcf\x11\xe0", "TT-02"),
        ("bang.xlsx", b"PK", "TT-02"),
        ("rong.docx", b"", ""),
        ("hong.docx", b"PK\x03\x04 hong", ""),
        ("hong.pdf", b"%PDF-1.4 hong", ""),
        ("khong-phai.pdf", b"xin chao", ""),
    ],
)
def test_a_file_that_cannot_be_read_is_a_sentence_and_the_others_are_judged(
    cli: Cli, clean: Path, name: str, data: bytes | None, code: str
) -> None:
    path = clean.parent / name
    if data is not None:
        path.write_bytes(data)
    exit_code, out, err = cli("kiem-the-thuc", path, clean)
    assert exit_code == 3
    assert f"{clean}: không thấy lỗi thể thức." in out
    assert err.startswith(f"LỖI {code or 'TT-'}")
    assert "cách sửa: " in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--json", "--sarif"], "TT-10"),
        (["--word", "a.pdf"], "TT-12"),
        (["--sua", "SAI"], "TT-12"),
        (["--word", "a.docx", "--sua", "a.docx"], "TT-12"),
    ],
)
def test_wrong_mixtures_are_refused_before_anything_is_done(
    cli: Cli, wrong: Path, tmp_path: Path, words: list[str], code: str
) -> None:
    given = [wrong if word == "SAI" else word if word.startswith("--") else tmp_path / word for word in words]
    exit_code, _, err = cli("kiem-the-thuc", wrong, *given)
    assert (exit_code, code in err) == (2, True)


def test_copies_are_made_of_one_word_file_only(cli: Cli, clean: Path, wrong: Path, tmp_path: Path) -> None:
    code, _, err = cli("kiem-the-thuc", clean, wrong, "--word", tmp_path / "a.docx")
    assert (code, "TT-11" in err) == (2, True)


def test_what_the_office_has_switched_off_is_not_repaired(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    (tmp_path / "cau-hinh.toml").write_text(
        '[[the_thuc]]\nquy_tac = "NO-02"\nmuc = "tat"\nly_do = "mẫu cũ"\n', encoding="utf-8"
    )
    _, out, _ = cli("kiem-the-thuc", wrong, "--sua", tmp_path / "da-sua.docx")
    assert "đã sửa: HD-02" in out
    assert "đã sửa: NO-02" not in out


@pytest.mark.parametrize("linked", ["hardlink_to", "symlink_to"])
def test_the_original_is_not_overwritten_under_another_name(cli: Cli, wrong: Path, tmp_path: Path, linked: str) -> None:
    before = wrong.read_bytes()
    other = tmp_path / "ten-khac.docx"
    getattr(other, linked)(wrong)
    code, _, err = cli("kiem-the-thuc", wrong, "--word", other)
    assert (code, "TT-12" in err) == (2, True)
    assert wrong.read_bytes() == before


def test_a_copy_that_leads_in_a_circle_is_a_sentence(cli: Cli, wrong: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "mot.docx", tmp_path / "hai.docx"
    one.symlink_to(other)
    other.symlink_to(one)
    code, _, err = cli("kiem-the-thuc", wrong, "--word", one)
    assert (code, "TT-13" in err) == (3, True)


def test_a_name_that_no_file_can_bear_is_a_sentence(cli: Cli, clean: Path) -> None:
    code, out, err = cli("kiem-the-thuc", clean.parent / f"{'a' * 300}.docx", clean)
    assert (code, "TT-03" in err) == (3, True)
    assert f"{clean}: không thấy lỗi thể thức." in out


def test_a_softening_is_idle_only_when_it_softens_nothing_in_any_of_the_files(
    cli: Cli, clean: Path, wrong: Path, tmp_path: Path
) -> None:
    rows = [("HD-02", "*"), ("NO-02", "khac.docx"), ("HD-07", "*"), ("NO-02", "kế hoạch*")]
    text = [f'[[the_thuc]]\nquy_tac = "{rule}"\nvan_ban = "{name}"\nmuc = "tat"\nly_do = "cũ"\n' for rule, name in rows]
    (tmp_path / "cau-hinh.toml").write_text("\n".join(text), encoding="utf-8")
    _, out, _ = cli("kiem-the-thuc", clean, wrong, "--json")
    told = [found["vi_tri"][-6:] for found in json.loads(out)["ket_qua"] if found["ma"] == "TT-21"]
    assert told == ["khối 3", "khối 4"]
