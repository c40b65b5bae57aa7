"""Forms that come back: converted, read, laid beside the form that went out, judged together, then stored."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from vanban.build.entry_forms import EntryForm, Maker
from vanban.convert import find_office, to_word
from vanban.errors import DataError, Problem, VanbanError
from vanban.intake.facts import Facts, Noun, nouns_of
from vanban.intake.guard import is_ole, looked_at
from vanban.intake.validate import to_fact
from vanban.intake.word.align import Reading, read_against
from vanban.intake.word.answers import Answer, answers_of, changed_tree
from vanban.intake.word.body import SORT, Body, body_of, read_body
from vanban.intake.word.likeness import Library, short_answers, texts_in, texts_of
from vanban.intake.word.origin import Answers
from vanban.intake.word.owner import owner_of
from vanban.intake.word.receipts import (
    ACCEPTED,
    ASKED,
    FAULTY,
    Complaint,
    Receipt,
    read_receipts,
    routes_text,
    write_receipts,
)  # fmt: skip
from vanban.intake.workbook.domains import key_of
from vanban.intake.yaml_file import read_yaml
from vanban.intake.yaml_store import Setting, changed_file, write_files
from vanban.model.collective import Collective
from vanban.model.individual import Individual
from vanban.settings import SEASON_FILE
from vanban.viet import slug

_MODELS: Final[Mapping[str, type[Collective] | type[Individual]]] = {"tap-the": Collective, "ca-nhan": Individual}
_OLD_KINDS: Final = frozenset({".doc", ".odt", ".rtf"})
_LIKE_ENOUGH: Final = 0.25
_SAME_AT_LEAST: Final = 0.2
_WAYS: Final = {"o-dien": "ô điền", "khung": "khung của mẫu", "de-muc": "đề mục"}
_SHOWN: Final = 60


@dataclass(frozen=True, slots=True)
class Wishes:
    """Lời người văn thư: whose a single file is, who may replace what came before, whose likeness is accepted."""

    named: str = ""
    replaced: frozenset[str] = frozenset()
    accepted: frozenset[str] = frozenset()


@dataclass(slots=True)
class Return:
    """Một tệp gửi về: what it is, what it says, and what is wrong with it."""

    path: Path
    digest: str
    noun: Noun | None = None
    form: str = ""
    way: str = ""
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    known: bool = False

    @property
    def errors(self) -> list[Problem]:
        """What keeps the file from being taken."""
        return [problem for problem in self.problems if problem.severity == "loi"]

    @property
    def state(self) -> str:
        """Đã nhận, có lỗi hay chưa rõ của ai."""
        if self.noun is None:
            return ASKED
        return FAULTY if self.errors else ACCEPTED

    @property
    def kept_name(self) -> str:
        """The name under which the original is kept."""
        stem = slug(self.path.stem)[:_SHOWN] if self.noun is None else f"{self.noun.code.lower()}-{self.form or 'khac'}"
        return f"{stem}-{self.digest[:8]}{self.path.suffix.lower()}"

    def changes(self) -> Iterator[tuple[str, Any, Any]]:
        """Name, value before, value after of each fact that becomes another."""
        for answer in self.answers:
            before = answer.place.present
            if answer.value is not None and _settled(before) != _settled(answer.value):
                yield answer.place.name, before, answer.value


def _settled(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [" ".join(str(item).split()) for item in value]
    return None if value is None else " ".join(str(value).split())


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
    _twice(taken, receipts, wishes)
    _at_odds(taken)
    _copied(taken, maker.facts, wishes)
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


def _twice(taken: Sequence[Return], receipts: Sequence[Receipt], wishes: Wishes) -> None:
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


def _at_odds(taken: Sequence[Return]) -> None:
    """One fact said in two ways by two forms of one person."""
    said: dict[tuple[str, str], tuple[Any, Return]] = {}
    for one in taken:
        for answer in one.answers if one.noun is not None and not one.errors else ():
            if answer.value is None or one.noun is None:
                continue
            key = (one.noun.code, answer.place.key)
            other = said.setdefault(key, (answer.value, one))
            if _settled(other[0]) != _settled(answer.value) and other[1].form != one.form:
                message = f"Mục “{answer.place.name}” ở {one.path.name} khác với ở {other[1].path.name}"
                one.problems.append(_whole(one, "TM-19", message, "hỏi lại người gửi, sửa một trong hai phiếu"))


def _copied(taken: Sequence[Return], facts: Facts, wishes: Wishes) -> None:
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


def store_returns(taken: Sequence[Return], facts: Facts, today: str) -> list[Path]:
    """Write what the good files say, keep every original, and note where each fact is from.

    Raises:
        DataError: a file cannot be written.
    """
    texts: dict[Path, str] = {}
    good: dict[str, list[Return]] = defaultdict(list)
    for one in taken:
        if one.state == ACCEPTED and one.answers and one.noun is not None:
            good[f"{one.noun.kind}/{one.noun.code}"].append(one)
    for found in good.values():
        noun = found[0].noun
        assert noun is not None
        settings = list(_settings(noun, found))
        path = facts.folder / noun.file
        if settings:
            texts[path] = changed_file(path, settings)
    write_files(texts)
    new = [one for one in taken if not one.known and one.path.is_file()]
    write_receipts(
        facts.folder,
        [_receipt(one, today) for one in new],
        [Complaint(one.digest, p.code, p.severity, p.message, p.place, p.remedy) for one in new for p in one.problems],
        {one.kept_name: one.path.read_bytes() for one in new},
    )
    return list(texts)


def _settings(noun: Noun, found: Sequence[Return]) -> Iterator[Setting]:
    tree: dict[str, Any] = dict(noun.tree)
    for one in found:
        tree = changed_tree(tree, one.answers)
    routes: dict[tuple[str | int, ...], None] = {}
    for one in found:
        for answer in one.answers:
            place = answer.place
            route = place.row[:-1] if place.row else place.route[:-1] if place.kind == "member" else place.route
            routes[route] = None
    for route in routes:
        before, after = (_reach(where, route) for where in (noun.tree, tree))
        if after is not None and not _same(before, after):
            yield Setting(route, after)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return before.keys() == after.keys() and all(_same(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    return bool(_settled(before) == _settled(after))


def _reach(tree: Any, route: Iterable[str | int]) -> Any:
    for step in route:
        tree = tree.get(step) if isinstance(tree, Mapping) else None
    return tree


def _receipt(one: Return, today: str) -> Receipt:
    taken = one.state == ACCEPTED and one.answers
    routes = dict.fromkeys(".".join(map(str, a.place.route)) for a in one.answers if a.value is not None)
    noun = one.noun
    return Receipt(
        today, one.state, noun.kind if noun else "", noun.code if noun else "", one.form, one.kept_name,
        one.path.name, one.digest, _WAYS.get(one.way, ""), routes_text(routes) if taken else "",
    )  # fmt: skip
