"""What only shows when returned forms are seen together: two files for one form, one fact said twice, copied texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from vanban.build.returned import Return, Wishes, settled
from vanban.errors import Problem
from vanban.intake.facts import Facts, Noun, nouns_of
from vanban.intake.word.likeness import Library, texts_in, texts_of
from vanban.intake.word.receipts import ACCEPTED, Receipt
from vanban.intake.yaml_file import read_yaml
from vanban.settings import SEASON_FILE


def twice(taken: Sequence[Return], receipts: Sequence[Receipt], wishes: Wishes) -> None:
    """Two files for one form of one person: none is taken silently."""
    groups: dict[tuple[str, str, str], list[Return]] = defaultdict(list)
    for one in taken:
        if one.noun is not None and one.form:
            groups[(one.noun.kind, one.noun.code, one.form)].append(one)
    accepted = {(r.loai, r.ma, r.bieu_mau): r for r in receipts if r.trang_thai == ACCEPTED}
    for key, found in groups.items():
        names = ", ".join(one.path.name for one in found)
        for one in found:
            if len({other.digest for other in found}) > 1:
                message = f"Có {len(found)} tệp khác nhau cho cùng một phiếu: {names}"
                one.problems.append(_whole(one, "TM-17", message, "chỉ nạp tệp đúng"))
            elif key in accepted and key[1] not in wishes.replaced:
                message = f"Đã nhận phiếu này ngày {accepted[key].ngay} từ tệp {accepted[key].ten_goc}"
                one.problems.append(_whole(one, "TM-18", message, f"muốn thay bằng tệp này thì thêm --thay {key[1]}"))


def _whole(one: Return, code: str, message: str, remedy: str) -> Problem:
    return Problem(code, message, one.path.name, remedy, file=one.path.name)


def at_odds(taken: Sequence[Return]) -> None:
    """One fact said in two ways by two forms of one person."""
    said: dict[tuple[str, str], tuple[Any, Return]] = {}
    for one in taken:
        for answer in one.answers if one.noun is not None and not one.errors else ():
            if answer.value is None or one.noun is None:
                continue
            key = (one.noun.code, answer.place.key)
            other = said.setdefault(key, (answer.value, one))
            if settled(other[0]) != settled(answer.value) and other[1].form != one.form:
                message = f"Mục “{answer.place.name}” ở {one.path.name} khác với ở {other[1].path.name}"
                one.problems.append(_whole(one, "TM-19", message, "hỏi lại người gửi, sửa một trong hai phiếu"))


def copied(taken: Sequence[Return], facts: Facts, wishes: Wishes) -> None:
    """Texts that repeat a colleague's, or one's own of last year."""
    keys = {answer.place.key for one in taken for answer in one.answers if answer.place.kind == "lines"}
    if not keys:
        return
    library, names = _library(taken, facts, keys)
    for one in taken:
        if one.noun is None or one.noun.code in wishes.accepted:
            continue
        titles = {answer.place.key: answer.place.name for answer in one.answers}
        for key, holder, share in library.copies(f"{one.noun.kind}:{one.noun.code}", texts_of(one.answers)):
            message = f"Giống {share}% bài của {names[holder]}"
            place = f"{one.path.name}, mục “{titles[key]}”"
            remedy = f"yêu cầu viết lại; vẫn nhận thì thêm --chap-nhan {one.noun.code}"
            one.problems.append(Problem("TM-24", message, place, remedy, file=one.path.name))


def _library(taken: Sequence[Return], facts: Facts, keys: set[str]) -> tuple[Library, dict[str, str]]:
    library, names = Library(), {}
    arrived = {(one.noun.kind, one.noun.code) for one in taken if one.noun is not None and one.answers}
    for noun in facts.nouns.values():
        whose = f"{noun.kind}:{noun.code}"
        names[whose] = f"{noun.name} ({noun.code})"
        if (noun.kind, noun.code) not in arrived:
            library.add(whose, texts_in(noun.tree, keys))
    for one in taken:
        if one.noun is not None:
            library.add(f"{one.noun.kind}:{one.noun.code}", texts_of(one.answers))
    for noun in _last_year(facts, {one.noun.code for one in taken if one.noun is not None}):
        whose = f"nam-truoc:{noun.code}"
        names[whose] = f"{noun.name} năm trước"
        library.add(whose, texts_in(noun.tree, keys))
    return library, names


def _last_year(facts: Facts, codes: set[str]) -> Iterator[Noun]:
    """The same people in the season of the year before, when the office keeps it beside this one."""
    year = str(facts.period.get("nam", ""))
    for path in sorted(facts.folder.parent.glob(f"*/{SEASON_FILE}")):
        source, problems = read_yaml(path, path.name)
        told = source.values.get("nam") if isinstance(source.values, dict) else None
        if problems or path.parent == facts.folder or not year.isdigit() or str(told) != str(int(year) - 1):
            continue
        yield from (noun for noun in nouns_of(path.parent) if noun.code in codes)
