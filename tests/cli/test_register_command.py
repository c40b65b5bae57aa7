from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vanban.cli.app import run
from vanban.register import VOID, Register

SAMPLE = Path(__file__).parents[2] / "data" / "son-duong-2021"
NUMBERED = len((SAMPLE / "so-van-ban.csv").read_text(encoding="utf-8").splitlines()) - 1  # every paper with a number

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(season_copy: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Runs `so-van-ban` on the copied season: exit code, what was said, what was complained of."""

    def command(*words: str) -> tuple[int, str, str]:
        code = run(["so-van-ban", str(season_copy), *words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.fixture
def register(season_copy: Path) -> Register:
    return Register(season_copy.parent / "so-van-ban.sqlite")


def _numbers(register: Register) -> dict[str, str]:
    return {key: str(number) for key, number in register.numbers("ky").items()}


def test_without_a_word_the_register_is_shown_and_not_made(cli: Cli, register: Register) -> None:
    code, out, _ = cli()
    assert code == 0
    assert f"0 số đã cấp; {NUMBERED} văn bản của kỳ chưa có số:" in out
    assert not register.path.exists()


def test_holding_gives_the_next_number_once(cli: Cli, register: Register) -> None:
    assert cli("giu", "to-trinh")[:2] == (0, f"{'01-TTr/ĐU':<14} to-trinh\n")
    assert cli("giu", "to-trinh")[:2] == (0, f"{'01-TTr/ĐU':<14} to-trinh\n")
    assert _numbers(register) == {"to-trinh": "01-TTr/ĐU"}


def test_the_plan_keeps_the_number_its_facts_give(cli: Cli, register: Register) -> None:
    assert cli("giu", "ke-hoach")[0] == 0
    assert _numbers(register) == {"ke-hoach": "12-KH/ĐU"}


def test_holding_all_numbers_papers_in_order_of_day(cli: Cli, register: Register) -> None:
    assert cli("giu", "--het")[0] == 0
    assert len(_numbers(register)) == NUMBERED
    days = [(e.series, e.number.number, e.day) for e in register.entries()]
    assert [day for *_, day in days] == [day for *_, day in sorted(days, key=lambda e: (e[0].issuer, e[0].kind, e[2]))]
    assert cli("kiem")[1].endswith(f"{NUMBERED} số; 0 điều cần xem lại.\n")


def test_holding_for_one_packet_leaves_the_others(cli: Cli, register: Register) -> None:
    assert cli("giu", "--het", "--ho-so", "chi-bo-noi-vu")[0] == 0
    held = set(_numbers(register))
    assert {"bien-ban-hoi-nghi.noi-vu", "bien-ban-kiem-phieu.noi-vu"} <= held
    assert all(key.endswith("noi-vu") for key in held)


def test_holding_nothing_in_particular_is_wrong_usage(cli: Cli, register: Register) -> None:
    code, _, err = cli("giu")
    assert code == 2
    assert "SO-40" in err
    assert not register.path.exists()


@pytest.mark.parametrize("word", ["giu", "phat-hanh"])
def test_an_unknown_paper_is_wrong_usage_and_the_known_ones_are_listed(cli: Cli, word: str) -> None:
    code, _, err = cli(word, "to-trin")
    assert code == 2
    assert "SO-41" in err
    assert "to-trinh" in err


def test_a_paper_that_takes_no_number_cannot_be_held(cli: Cli) -> None:
    assert cli("giu", "mau-02.NV03")[0] == 2


def test_issuing_gives_a_number_when_there_is_none(cli: Cli, register: Register) -> None:
    assert cli("phat-hanh", "to-trinh")[:2] == (0, "Đã phát hành 01-TTr/ĐU (to-trinh).\n")
    assert [entry.state for entry in register.entries()] == ["phat-hanh"]


def test_issuing_twice_is_a_register_error(cli: Cli) -> None:
    cli("phat-hanh", "to-trinh")
    code, _, err = cli("phat-hanh", "to-trinh")
    assert code == 6
    assert "SO-02" in err


def test_a_void_number_is_not_used_again(cli: Cli, register: Register) -> None:
    cli("giu", "to-trinh")
    assert cli("huy", "to-trinh", "--ly-do", "in sai")[:2] == (0, "Đã huỷ số 01-TTr/ĐU (to-trinh): in sai\n")
    assert cli("giu", "to-trinh")[1].startswith("02-TTr/ĐU")
    assert [entry.state for entry in register.entries()] == [VOID, "giu"]


def test_voiding_what_has_no_number_is_a_register_error(cli: Cli) -> None:
    code, _, err = cli("huy", "to-trinh", "--ly-do", "in sai")
    assert code == 6
    assert "SO-01" in err


def test_voiding_needs_a_reason(cli: Cli) -> None:
    assert cli("huy", "to-trinh")[0] == 2


def test_the_numbers_of_the_sample_are_entered_once(cli: Cli, register: Register, season_copy: Path) -> None:
    table = str(season_copy / "so-van-ban.csv")
    assert cli("nhap", table)[:2] == (0, f"Đã nhập {NUMBERED} số mới, 0 số đã có trong sổ.\n")
    assert cli("nhap", table)[:2] == (0, f"Đã nhập 0 số mới, {NUMBERED} số đã có trong sổ.\n")
    assert _numbers(register)["to-trinh"] == "09-TTr/ĐU"
    assert f"{NUMBERED} số đã cấp; 0 văn bản của kỳ chưa có số." in cli("xem")[1]


def _table(folder: Path, *rows: str) -> str:
    path = folder.parent / "nhap.csv"
    path.write_text("\n".join(["ky,khoa,co_quan,so_ky_hieu,ngay,trich_yeu", *rows]) + "\n", encoding="utf-8")
    return str(path)


def test_a_paper_the_season_does_not_know_is_entered_with_its_particulars(
    cli: Cli, register: Register, season_copy: Path
) -> None:
    row = ",,dang-uy,08-TTr/ĐU,01/12/2021,xin kinh phí"
    assert cli("nhap", _table(season_copy, row))[0] == 0
    assert _numbers(register) == {"ngoai-ky.08-TTr/ĐU": "08-TTr/ĐU"}
    assert cli("giu", "to-trinh")[1].startswith("09-TTr/ĐU")


def test_a_row_of_another_season_is_not_entered_for_this_one(cli: Cli, register: Register, season_copy: Path) -> None:
    row = "ky-2020,to-trinh,dang-uy,05-TTr/ĐU,17/12/2020,xếp loại năm 2020"
    assert cli("nhap", _table(season_copy, row))[0] == 0
    assert _numbers(register) == {}
    assert [entry.season for entry in register.entries()] == ["ky-2020"]


def test_every_wrong_row_is_told_with_its_line_and_nothing_is_entered(
    cli: Cli, register: Register, season_copy: Path
) -> None:
    table = _table(season_copy, ",to-trinh,,09-TTr/ĐU,,", ",ke-hoach,,12-QĐ/ĐU,,", ",la,,07-BB/CB,,")
    code, _, err = cli("nhap", table)
    assert code == 6
    assert "nhap.csv:3" in err
    assert "nhap.csv:4" in err
    assert err.endswith("2 lỗi.\n")
    assert _numbers(register) == {}


def test_a_number_another_paper_has_is_told_and_nothing_is_entered(
    cli: Cli, register: Register, season_copy: Path
) -> None:
    rows = ["bien-ban-hoi-nghi.noi-vu,,07-BB/CB", "bien-ban-kiem-phieu.noi-vu,,07-BB/CB"]
    code, _, err = cli("nhap", _table(season_copy, *(f",{row},," for row in rows)))
    assert code == 6
    assert "SO-04" in err
    assert cli("xem")[0] == 0
    assert _numbers(register) == {}


def test_gaps_and_days_that_run_backwards_are_told_and_are_no_error(cli: Cli, season_copy: Path) -> None:
    rows = [",,dang-uy,03-TTr/ĐU,10/12/2021,một", ",,dang-uy,05-TTr/ĐU,09/12/2021,hai"]
    cli("nhap", _table(season_copy, *rows))
    code, out, _ = cli("kiem")
    assert code == 0
    assert "SO-30" in out
    assert "SO-31" in out
    assert out.endswith("2 số; 2 điều cần xem lại.\n")


def test_a_register_that_is_no_register_leaves_with_six(cli: Cli, register: Register) -> None:
    register.path.write_bytes(b"khong phai so van ban" * 100)
    code, _, err = cli("giu", "to-trinh")
    assert code == 6
    assert "SO-11" in err
    assert str(register.path) in err


def test_wrong_facts_stop_the_register_with_three(cli: Cli, register: Register, edit: Callable[..., int]) -> None:
    line = edit("ca-nhan/nv03.yaml", "gioi_tinh: nam", "gioi_tinh: Nam")
    code, _, err = cli("giu", "to-trinh")
    assert code == 3
    assert f"ca-nhan/nv03.yaml:{line}" in err
    assert not register.path.exists()
