"""`quy-tac`: the rules of form, or one explained."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import groupby
from typing import Final

import click

import vanban.the_thuc.rules
from vanban.cli.telling import severity_word
from vanban.errors import UsageError
from vanban.the_thuc.rule import PROFILE_WORDS, RULES, Rule

_GROUPS: Final = {
    "PG": "Trang",
    "FT": "Phông chữ",
    "HD": "Phần đầu trang 1",
    "NO": "Số và ký hiệu",
    "DT": "Địa danh, ngày tháng",
    "TI": "Tên loại, trích yếu",
    "BD": "Nội dung",
    "ST": "Phần, chương, mục, điều, khoản, điểm",
    "SG": "Chữ ký",
    "RC": "Nơi nhận, kính gửi",
    "AP": "Phụ lục",
    "MK": "Dấu chỉ mức độ, dự thảo",
    "MN": "Biên bản",
    "CY": "Bản sao",
    "TX": "Chữ, số, dấu câu",
    "CP": "Viết hoa",
    "EL": "Bản điện tử",
    "XD": "Giữa các văn bản của hồ sơ",
}
_VIEWS: Final = {"any": "Word hoặc PDF", "docx": "Word", "pdf": "PDF", "both": "Word và PDF", "packet": "cả hồ sơ"}


@click.command(name="quy-tac")
@click.argument("ma", required=False)
def rules(ma: str | None) -> int:
    """Liệt kê các quy tắc thể thức, hoặc giải thích quy tắc MA: vấn đề, vì sao, sai, đúng."""
    if ma is None:
        _list()
    else:
        _explain(_found(ma))
    return 0


def _found(code: str) -> Rule:
    wanted = code.strip().upper()
    if wanted in RULES:
        return RULES[wanted]
    near = get_close_matches(wanted, RULES, 3)
    remedy = f"có phải {', '.join(near)}?" if near else "gõ vanban quy-tac để xem tất cả"
    raise UsageError.say("TT-14", f"Không có quy tắc “{code}”", "", remedy)


def _list() -> None:
    order = list(_GROUPS)
    ordered = sorted(RULES.values(), key=lambda rule: (order.index(rule.group), rule.code))
    for group, members in groupby(ordered, key=lambda rule: rule.group):
        click.echo(click.style(f"{group} – {_GROUPS[group]}", bold=True))
        for rule in members:
            mark = "" if rule.judge else " (không xét được bằng máy)"
            click.echo(f"  {rule.code}  {rule.sentence}{mark}")
    judged = sum(rule.judge is not None for rule in RULES.values())
    click.echo(f"{len(RULES)} quy tắc, {judged} xét được bằng máy. Xem một quy tắc: vanban quy-tac HD-03")


def _explain(rule: Rule) -> None:
    click.echo(click.style(f"{rule.code} – {rule.sentence}", bold=True))
    levels = ", ".join(f"{PROFILE_WORDS[p]}: {severity_word(level)}" for p, level in rule.severities.items())
    click.echo(f"  Mức: {levels}. Xét trên: {_VIEWS[rule.view]}.")
    if rule.judge is None:
        click.echo(f"  Không xét được bằng máy: {rule.reason}")
    for title, text in (
        ("Vấn đề", f"{rule.sentence} {rule.fix}"),
        ("Vì sao", f"{rule.why} Căn cứ: {rule.clause}"),
        ("Sai", rule.wrong),
        ("Đúng", rule.right),
    ):
        click.echo(f"\n{click.style(title, bold=True)}\n  {text}")


assert vanban.the_thuc.rules  # entering the rules is why it is imported
