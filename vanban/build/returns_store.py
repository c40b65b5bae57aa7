"""Good answers become facts; every original is kept, and each fact says from which file it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from vanban.build.returned import Return, settled
from vanban.intake.facts import Facts, Noun
from vanban.intake.word.answers import changed_tree
from vanban.intake.word.places import at
from vanban.intake.word.receipts import ACCEPTED, Complaint, Receipt, routes_text, write_receipts
from vanban.intake.yaml_store import Setting, changed_file, write_files

_WAYS: Final = {"o-dien": "ô điền", "khung": "khung của mẫu", "de-muc": "đề mục"}


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
        before, after = (at(where, route) for where in (noun.tree, tree))
        if after is not None and not _same(before, after):
            yield Setting(route, after)


def _same(before: Any, after: Any) -> bool:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return before.keys() == after.keys() and all(_same(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        return len(before) == len(after) and all(map(_same, before, after))
    return bool(settled(before) == settled(after))


def _receipt(one: Return, today: str) -> Receipt:
    taken = one.state == ACCEPTED and one.answers
    routes = dict.fromkeys(".".join(map(str, a.place.route)) for a in one.answers if a.value is not None)
    noun = one.noun
    return Receipt(
        today, one.state, noun.kind if noun else "", noun.code if noun else "", one.form, one.kept_name,
        one.path.name, one.digest, _WAYS.get(one.way, ""), routes_text(routes) if taken else "",
    )  # fmt: skip
