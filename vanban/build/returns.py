"""Forms that come back: converted, read, laid beside the form that went out, judged together, then stored."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from vanban.build.entry_forms import EntryForm, Maker
from vanban.build.returned import Return, Wishes
from vanban.build.returns_together import at_odds, copied, twice
from vanban.convert import find_office, to_word
from vanban.errors import DataError, Problem, VanbanError
from vanban.intake.facts import Noun
from vanban.intake.guard import is_ole, looked_at
from vanban.intake.validate import to_fact
from vanban.intake.word.align import Reading, read_against
from vanban.intake.word.answers import answers_of, changed_tree
from vanban.intake.word.body import SORT, Body, body_of, read_body
from vanban.intake.word.likeness import short_answers
from vanban.intake.word.origin import Answers
from vanban.intake.word.owner import owner_of
from vanban.intake.word.receipts import ACCEPTED, Receipt, read_receipts
from vanban.intake.workbook.domains import key_of
from vanban.model.collective import Collective
from vanban.model.individual import Individual

_MODELS: Final[Mapping[str, type[Collective] | type[Individual]]] = {"tap-the": Collective, "ca-nhan": Individual}
_LIKE_ENOUGH: Final = 0.25
_SAME_AT_LEAST: Final = 0.2
_SHOWN: Final = 60


def files_in(paths: Iterable[Path]) -> list[Path]:
    """Every Word file named, or lying in a folder that is named; lock files and hidden ones are left alone."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = (p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith((".", "~$")))
            found += [p for p in inside if p.suffix.lower() in SORT.suffixes]
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def take_returns(paths: Sequence[Path], maker: Maker, wishes: Wishes, soffice: str | None) -> list[Return]:
    """What each file says; nothing is written."""
    receipts = read_receipts(maker.facts.folder)
    with tempfile.TemporaryDirectory(prefix="vanban-") as folder:
        readable, refused = _readable(paths, Path(folder), soffice)
        taken = [_take(path, readable, refused, maker, wishes, receipts) for path in paths]
    twice(taken, receipts, wishes)
    at_odds(taken)
    copied(taken, maker.facts, wishes)
    for one in taken:
        _judge(one, taken)
    return taken


def _readable(
    paths: Sequence[Path], folder: Path, soffice: str | None
) -> tuple[dict[Path, Body], dict[Path, tuple[Problem, ...]]]:
    """The body of every file that can be read, and why the others cannot."""
    bodies: dict[Path, Body] = {}
    refused: dict[Path, tuple[Problem, ...]] = {}
    old: dict[Path, str] = {}
    for path in paths:
        try:
            kind = _old_kind(path)
            if kind:
                old[path] = kind
            else:
                bodies[path] = read_body(path)
        except DataError as error:
            refused[path] = error.problems
    if old:
        _convert(old, folder, soffice, bodies, refused)
    return bodies, refused


def _old_kind(path: Path) -> str:
    """The kind of a file another program must open first, "" for a .docx.

    Raises:
        DataError: the file is none that can be read, or must not be opened.
    """
    if path.suffix.lower() == ".rtf":
        return ".rtf" if path.is_file() and path.read_bytes()[:5] == b"{\\rtf" else ""
    if is_ole(path, SORT):
        return ".doc"
    names = looked_at(path, SORT, lambda archive: set(archive.namelist()))
    return ".odt" if "word/document.xml" not in names else ""


def _convert(
    old: Mapping[Path, str],
    folder: Path,
    soffice: str | None,
    bodies: dict[Path, Body],
    refused: dict[Path, tuple[Problem, ...]],
) -> None:
    try:
        made = to_word(find_office(soffice), old, folder)
    except VanbanError as error:
        refused.update(dict.fromkeys(old, error.problems))
        return
    for path in old:
        try:
            bodies[path] = read_body(made[path])
        except (KeyError, DataError):
            remedy = "mở bằng Word, lưu thành Word Document (.docx) rồi gửi lại"
            problem = Problem("TM-02", "LibreOffice không mở được tệp này", path.name, remedy, file=path.name)
            refused[path] = (problem,)


def _take(
    path: Path,
    bodies: Mapping[Path, Body],
    refused: Mapping[Path, tuple[Problem, ...]],
    maker: Maker,
    wishes: Wishes,
    receipts: Sequence[Receipt],
) -> Return:
    data = path.read_bytes() if path.is_file() and path in bodies else b""
    one = Return(path, sha256(data or str(path).encode()).hexdigest())
    if path in refused:
        one.problems += refused[path]
        return one
    held = next((r for r in receipts if r.sha256 == one.digest and r.trang_thai == ACCEPTED), None)
    if held is not None:
        one.known = True
        message = f"Tệp này đã nạp ngày {held.ngay} ({held.ma}, {held.bieu_mau})"
        one.problems.append(Problem("TM-16", message, path.name, "không phải nạp lại", "goi-y", path.name))
        return one
    body = bodies[path]
    found = owner_of(body, maker.facts, path.name, wishes.named)
    one.noun, one.problems = found.noun, [*found.problems]
    if found.noun is not None:
        _read(one, body, maker, found.noun)
    return one


def _read(one: Return, body: Body, maker: Maker, noun: Noun) -> None:
    file = one.path.name
    form = _form_of(one, body, maker, noun)
    if form is None:
        return
    one.form = form.form.code
    reading = read_against(body_of(form.docx).lines, body.lines, form.places)
    one.way = reading.way
    one.answers, problems = answers_of(reading, form.places, file)
    one.problems += [*_remarks(reading, body, maker, file), *problems, *short_answers(one.answers, file)]


def _form_of(one: Return, body: Body, maker: Maker, noun: Noun) -> EntryForm | None:
    """Which form a file is: what its hidden code says when its words agree, else the one its words are most like."""
    file = one.path.name
    forms = {form.code: form for form in maker.forms_for(noun)}
    theirs = {key_of(line.text) for line in body.lines} - {""}
    told = body.identity.form if body.identity else ""
    tried = {code: maker.form_of(noun, form) for code, form in forms.items() if code == told or told not in forms}
    likeness = {code: _likeness(form, theirs) for code, form in tried.items()}
    best = max(likeness, key=lambda code: likeness[code], default="")
    least = _SAME_AT_LEAST if told == best else _LIKE_ENOUGH
    if best and likeness[best] >= least:
        return tried[best]
    names = ", ".join(form.name for form in forms.values())
    message = f"Không phải mẫu nào mà {noun.name} phải nộp"
    one.problems.append(Problem("TM-13", message, file, f"điền vào một trong: {names}", file=file))
    return None


def _likeness(form: EntryForm, theirs: set[str]) -> float:
    ours = {key_of(line.fixed) for line in body_of(form.docx).lines if not line.tag} - {""}
    starts = {key for key in ours - theirs if any(their.startswith(f"{key} ") for their in theirs)}
    return (len(ours & theirs) + len(starts)) / len(ours) if ours else 0.0


def _remarks(reading: Reading, body: Body, maker: Maker, file: str) -> Iterator[Problem]:
    """What must be said of the file as a whole."""
    if reading.year:
        year = maker.review.period.year
        message = f"Phiếu ghi năm {reading.year}, kỳ này là năm {year}"
        yield Problem("TM-14", message, file, "gửi lại phiếu của năm nay", file=file)
    if reading.way == "de-muc":
        remedy = "so lại với tệp gốc"
        yield Problem("TM-32", "Tệp không còn ô điền: đọc theo đề mục, cần xem lại", file, remedy, "canh-bao", file)
    if body.tracked:
        message = "Tệp còn dấu sửa (Track Changes): đọc theo bản đã chấp nhận"
        yield Problem("TM-33", message, file, "so lại với tệp gốc", "canh-bao", file)
    if body.comments:
        message = f"Tệp có {body.comments} lời nhận xét ở lề, không đọc"
        yield Problem("TM-34", message, file, "mở tệp gốc để xem", "goi-y", file)
    if body.linked:
        message = "Tệp có liên kết đến tệp ngoài, không mở liên kết"
        yield Problem("TM-35", message, file, "chép nội dung vào hẳn trong tệp", "canh-bao", file)
    for text in reading.stray:
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        message = f"Có chữ ngoài chỗ trả lời, không đọc: “{shown}”"
        yield Problem("TM-36", message, file, "nếu là câu trả lời, chuyển vào đúng mục", "canh-bao", file)


def _judge(one: Return, taken: Sequence[Return]) -> None:
    """The answers judged by the nouns themselves, together with what else came from the same person."""
    if one.noun is None or not one.answers:
        return
    tree: dict[str, Any] = dict(one.noun.tree)
    for other in taken:
        if other.noun is not None and other.noun.code == one.noun.code and not other.errors:
            tree = changed_tree(tree, other.answers)
    tree = changed_tree(tree, one.answers)
    origin = Answers(one.path.name, tree, tuple(answer.place for answer in one.answers))
    _, problems = to_fact(_MODELS[one.noun.kind], origin)
    already = {problem.place for problem in one.problems}
    own = (p for p in problems if origin.is_ours(p.place) and p.place not in already)
    one.problems += [p for p in own if p.code != "DL-21" and "chưa có nội dung" not in p.message]
