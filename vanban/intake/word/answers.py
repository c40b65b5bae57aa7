"""What was written becomes values of the facts; what cannot be taken is asked about, at its heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, Final

from vanban.errors import Problem
from vanban.intake.legacy import to_unicode
from vanban.intake.word.align import Given, Reading
from vanban.intake.word.body import FORMULA, HIDDEN, MERGED, NOTE, PICTURE, SYMBOL, TEXT_BOX, Line
from vanban.intake.word.places import Place, Step, at, known_shortcomings
from vanban.model.rich import row_of, without_marks
from vanban.viet import short_date

_DAY: Final = re.compile(
    r"(?:ngày\s*)?(\d{1,2})\s*(?:tháng|[/.-])\s*(\d{1,2})\s*(?:năm|[/.-])\s*(\d{4})(?!\d)", re.IGNORECASE
)
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_COUNT: Final = re.compile(r"\d{1,2}[.)]\s+")
_LOST: Final[Mapping[str, tuple[str, str, str]]] = {
    PICTURE: ("canh-bao", "Trong câu trả lời có hình; hình để ở tệp gốc, không đưa vào văn bản",
              "nếu hình cần cho hồ sơ, đưa vào tài liệu kèm theo"),
    MERGED: ("loi", "Bảng trong câu trả lời có ô trộn hoặc bảng lồng, không giữ được",
             "viết lại thành lời, hoặc thành bảng đơn giản không trộn ô"),
    NOTE: ("canh-bao", "Chú thích cuối trang được đưa vào trong ngoặc đơn ngay tại chỗ", "đọc lại câu có chú thích"),
    FORMULA: ("canh-bao", "Công thức toán được đọc thành chữ thường", "đọc lại công thức"),
    HIDDEN: ("canh-bao", "Có chữ ẩn, không đọc", "nếu cần, bỏ thuộc tính ẩn của chữ rồi gửi lại"),
    TEXT_BOX: ("canh-bao", "Có hộp văn bản; chữ trong hộp được đưa vào tại chỗ", "đọc lại đoạn này"),
    SYMBOL: ("canh-bao", "Có ký hiệu của phông riêng, không đọc được", "thay ký hiệu bằng chữ"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """Câu trả lời đã hiểu: the value as files of facts hold it, None when the place was left empty."""

    place: Place
    value: Any


def answers_of(reading: Reading, places: Sequence[Place], file: str) -> tuple[list[Answer], list[Problem]]:
    """The answers of a returned form, and what is wrong with them."""
    answers: list[Answer] = []
    problems: list[Problem] = []
    for place in places:
        given = reading.given.get(place.key, Given())
        value, told = _value(place, given, file)
        answers.append(Answer(place, value))
        problems += told
        if place.key in reading.given:
            problems += _lost(place, given.lines, file)
    if not problems and all(answer.value is None for answer in answers):
        remedy = "gửi lại phiếu đã điền"
        return answers, [Problem("TM-26", "Phiếu còn trống, chưa điền mục nào", file, remedy, file=file)]
    return answers, [*problems, *_empty(answers, reading, file)]


def _problem(number: int, message: str, place: Place, file: str, remedy: str, severity: Any = "loi") -> Problem:
    return Problem(f"TM-{number}", message, f"{file}, mục “{place.name}”", remedy, severity, file)


def _value(place: Place, given: Given, file: str) -> tuple[Any, list[Problem]]:
    if place.options:
        return _choice(place, given, file)
    texts, problems = _texts(place, given.lines, file)
    if not texts:
        return None, problems
    if place.kind == "lines":
        return texts, problems
    if place.kind == "text":
        return " ".join(texts), problems
    day, wrong = _day(place, " ".join(texts), file)
    return day, [*problems, *wrong]


def _choice(place: Place, given: Given, file: str) -> tuple[Any, list[Problem]]:
    chosen = list(dict.fromkeys(given.ticked))
    names = dict(place.options)
    if len(chosen) == 1 and chosen[0] in names:
        return chosen[0], []
    listed = ", ".join(names.values())
    if not chosen:
        return None, []
    if len(chosen) > 1:
        marked = " và ".join(names.get(code, code) for code in chosen)
        return None, [_problem(23, f"Đánh dấu cùng lúc {marked}", place, file, f"giữ một trong: {listed}")]
    said = chosen[0].removeprefix("?")
    return None, [_problem(23, f"“{said}” không thuộc các mức cho phép", place, file, f"chọn một trong: {listed}")]


def _texts(place: Place, lines: Sequence[Line], file: str) -> tuple[list[str], list[Problem]]:
    """Paragraphs, rows of tables in the midst of them; old fonts become Unicode."""
    found: list[str] = []
    problems: list[Problem] = []
    inside = len({line.cell[0] for line in lines if line.cell}) > 0 and not all(
        line.cell and line.cell == lines[0].cell for line in lines
    )
    for cell_row, group in groupby(lines, lambda line: line.cell[:2] if inside and line.cell else ()):
        held = list(group)
        found += [_row(held)] if cell_row else [line.text for line in held if line.text]
    clean = []
    for text in found:
        decoded, encoding = to_unicode(text)
        if encoding:
            remedy = "đối chiếu với bản gốc"
            problems.append(
                _problem(30, f"Chữ gõ bằng phông cũ ({encoding}) đã được đổi", place, file, remedy, "canh-bao")
            )
        clean.append(_COUNT.sub("", decoded, count=1) if place.numbered and _COUNT.match(decoded) else decoded)
    return [text for text in clean if text.strip()], list(dict.fromkeys(problems))


def _row(lines: Sequence[Line]) -> str:
    cells = (" ".join(line.text for line in group if line.text) for _, group in groupby(lines, lambda line: line.cell))
    return row_of(list(cells))


def _day(place: Place, text: str, file: str) -> tuple[Any, list[Problem]]:
    plain = without_marks(text)
    match = _DAY.search(plain)
    numbers = [int(part) for part in match.groups()] if match else []
    if not numbers and (iso := _ISO.search(plain)):
        numbers = [int(part) for part in iso.groups()][::-1]
    try:
        return short_date(date(numbers[2], numbers[1], numbers[0])), []
    except (ValueError, IndexError):
        remedy = "ghi đủ ngày, tháng, năm, như 26/11/2021"
        return None, [_problem(22, f"“{plain}” không phải ngày", place, file, remedy)]


def _lost(place: Place, lines: Iterable[Line], file: str) -> Iterator[Problem]:
    for kind in dict.fromkeys(kind for line in lines for kind in line.lost):
        severity, message, remedy = _LOST[kind]
        yield _problem(31, message, place, file, remedy, severity)


def _empty(answers: Sequence[Answer], reading: Reading, file: str) -> Iterator[Problem]:
    """Places nobody answered; a row of a list may stay empty as a whole."""
    filled = {answer.place.row for answer in answers if answer.place.row and answer.value is not None}
    lost = {place.key for place in reading.lost}
    told: set[str] = set()
    for answer in answers:
        place = answer.place
        asked = not place.row or place.row in filled or _is_told(answers, place)
        ticked = reading.given.get(place.key, Given()).ticked
        if answer.value is not None or not asked or ticked or reading.given.get(place.key, Given()).lines:
            continue
        if place.key in lost and not place.row:
            told.add(place.key)
            message = "Không tìm thấy đề mục này trong tệp"
            yield _problem(21, message, place, file, "giữ nguyên các đề mục của mẫu, hoặc điền vào phiếu đã phát")
        elif place.key not in lost:
            yield _problem(20, "Chưa điền", place, file, "điền rồi gửi lại; không có thì ghi “Không có.”")


def _is_told(answers: Sequence[Answer], place: Place) -> bool:
    """Whether a row asks about a shortcoming the office itself put there."""
    own = [answer.place.route[-1] for answer in answers if answer.place.row == place.row]
    return place.row[-3:-1] == ("khac_phuc", "muc") and "han_che" not in own


def changed_tree(tree: Mapping[str, Any], answers: Sequence[Answer]) -> dict[str, Any]:
    """The facts of a noun with the answers put in; rows nobody filled are left out."""
    made: dict[str, Any] = deepcopy(dict(tree))
    rows: dict[Step, dict[int, dict[str, Any]]] = {}
    members: dict[Step, list[str]] = {}
    for answer in answers:
        place, value = answer.place, answer.value
        if place.kind == "member":
            held = members.setdefault(place.route[:-1], [])
            held += [str(place.route[-1])] if value == "co" else []
        elif place.row:
            record = rows.setdefault(place.row[:-1], {}).setdefault(int(place.row[-1]), {})
            if value is not None:
                record[str(place.route[-1])] = value
        elif value is not None:
            put(made, place.route, value)
    for route, codes in members.items():
        put(made, route, codes)
    for route, records in rows.items():
        _put_rows(made, tree, route, records)
    return made


def _put_rows(
    made: dict[str, Any], tree: Mapping[str, Any], route: Step, records: Mapping[int, dict[str, Any]]
) -> None:
    fixed = known_shortcomings(tree, route) if route[-2:] == ("khac_phuc", "muc") else ()
    filled = []
    for number, record in sorted(records.items()):
        if record and number < len(fixed):
            record = {"han_che": fixed[number], **record}
        if record:
            filled.append(record)
    if filled or at(tree, route) is None:
        put(made, route, filled)


def put(tree: dict[str, Any], route: Step, value: Any) -> None:
    """Set a value, making the mappings on the way."""
    for step in route[:-1]:
        inner = tree.get(str(step))
        if not isinstance(inner, dict):
            inner = tree[str(step)] = {}
        tree = inner
    tree[str(route[-1])] = value
