"""Where each answer stands on the trial papers: texts by their signs, choices by how the papers vary. Pure."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Final

from lxml import etree

from vanban.errors import ProfileError
from vanban.intake.word.ooxml import Element, text_of, w
from vanban.intake.word.places import Place
from vanban.intake.word.trial import Trials
from vanban.viet import full_date, long_date, short_date

DOCUMENT: Final = "word/document.xml"
_MARK: Final = "X"
_COUNT: Final = re.compile(r"\s*\d{1,2}[.)]\s*")


@dataclass(frozen=True, slots=True)
class Spot:
    """Chỗ trên giấy: a stretch of a paragraph's text; `option` is the code whose box it is, "" for no box."""

    paragraph: int
    start: int
    end: int
    place: Place
    option: str = ""


def document_of(docx: bytes) -> Element:
    """The body's tree."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(DOCUMENT), etree.XMLParser(resolve_entities=False, no_network=True))


def paragraphs_of(root: Element) -> list[Element]:
    """The paragraphs of a body in the order of reading."""
    return list(root.iter(w("p")))


def spots_of(papers: Sequence[bytes], trials: Trials, form: str) -> list[Spot]:
    """Every spot an answer is printed at.

    Raises:
        ProfileError: the trial papers differ in more than their words, or a choice shows itself nowhere.
    """
    texts = [[text_of(p) for p in paragraphs_of(document_of(paper))] for paper in papers]
    if len({len(lines) for lines in texts}) != 1:
        raise _unfit(form, "số đoạn của văn bản đổi theo câu trả lời")
    found: list[Spot] = []
    marks = _marks(trials)
    for number, versions in enumerate(zip(*texts, strict=True)):
        found += _signs(number, versions[0], trials)
        if len(set(versions)) > 1:
            found += _choices(number, versions, trials, marks)
    return found


@dataclass(frozen=True, slots=True)
class Shape:
    """Dáng phiếu: how many paragraphs a form has for one noun, and where its answers stand in them."""

    size: int
    spots: tuple[Spot, ...]


def shape_of(paper: bytes, spots: Sequence[Spot]) -> Shape:
    """The shape of a form whose spots have been found."""
    return Shape(len(paragraphs_of(document_of(paper))), tuple(spots))


def refound(paper: bytes, shape: Shape, trials: Trials) -> list[Spot] | None:
    """The spots on the first trial paper of another noun, when it has a known shape; None when it may have another.

    Texts are found by their signs as ever; a choice is where it was, if what stands there is what this trial chose.
    """
    texts = [text_of(p) for p in paragraphs_of(document_of(paper))]
    found = [spot for number, text in enumerate(texts) for spot in _signs(number, text, trials)]
    known = sorted((spot.paragraph, spot.place.key) for spot in shape.spots if not spot.place.options)
    if len(texts) != shape.size or sorted((spot.paragraph, spot.place.key) for spot in found) != known:
        return None
    places = {place.key: (place, word[0]) for place, word in trials.words.items()}
    for spot in shape.spots:
        if spot.place.options:
            place, chosen = places[spot.place.key]
            again = _again(spot, texts[spot.paragraph], place, chosen)
            if again is None:
                return None
            found.append(again)
    return found


def _again(spot: Spot, text: str, place: Place, chosen: str) -> Spot | None:
    if spot.option:
        as_chosen = text.strip() == (_MARK if chosen == spot.option else "")
        return Spot(spot.paragraph, 0, len(text), place, spot.option) if as_chosen else None
    name = dict(place.options)[chosen]
    shown = next((words for words in (name, name.lower(), name.upper()) if words in text), "")
    if not shown or text.count(shown) > 1:
        return None
    start = text.index(shown)
    return Spot(spot.paragraph, start, start + len(shown), place)


def numbered(paper: bytes, spots: Sequence[Spot]) -> set[str]:
    """The keys of the places whose paragraphs the form counts itself: `1. …`."""
    texts = [text_of(p) for p in paragraphs_of(document_of(paper))]
    return {spot.place.key for spot in spots if _COUNT.fullmatch(texts[spot.paragraph][: spot.start])}


def unplaced(places: Sequence[Place], spots: Sequence[Spot]) -> list[Place]:
    """The places a form asks for but its paper has no room for."""
    shown = {spot.place.route for spot in spots}
    return [place for place in places if place.route not in shown]


def _signs(number: int, text: str, trials: Trials) -> Iterator[Spot]:
    if "⟦" in text:
        for sign, place in trials.signs.items():
            yield from _each(number, text, sign, place)
    if "20" in text or "19" in text:
        for day, place in trials.days.items():
            yield from _day(number, text, day, place)


def _each(number: int, text: str, words: str, place: Place) -> Iterator[Spot]:
    start = text.find(words)
    while start >= 0:
        yield Spot(number, start, start + len(words), place)
        start = text.find(words, start + len(words))


def _day(number: int, text: str, day: date, place: Place) -> Iterator[Spot]:
    for words in dict.fromkeys((long_date(day), full_date(day), short_date(day))):
        found = list(_each(number, text, words, place))
        if found:
            yield from found
            return


def _marks(trials: Trials) -> dict[frozenset[int], tuple[Place, str]]:
    """Which option's box is marked in just these trials."""
    return {
        frozenset(trial for trial, code in enumerate(word) if code == option): (place, option)
        for place, word in trials.words.items()
        for option, _ in place.options
    }


def _choices(
    number: int, versions: Sequence[str], trials: Trials, marks: Mapping[frozenset[int], tuple[Place, str]]
) -> Iterator[Spot]:
    if {version.strip() for version in versions} == {"", _MARK}:
        place, option = marks.get(frozenset(t for t, text in enumerate(versions) if text.strip()), (None, ""))
        if place is not None:
            yield Spot(number, 0, len(versions[0]), place, option)
        return
    for place, word in trials.words.items():
        yield from _worded(number, versions, place, word)


def _worded(number: int, versions: Sequence[str], place: Place, word: tuple[str, ...]) -> Iterator[Spot]:
    """The stretch that holds, in every trial, the words of the option chosen in it."""
    names = dict(place.options)
    for spell in (str, str.lower, str.upper):
        shown = [spell(names[code]) for code in word]
        start = versions[0].find(shown[0])
        while start >= 0:
            if _same_spot(versions, shown, start):
                yield Spot(number, start, start + len(shown[0]), place)
                return
            start = versions[0].find(shown[0], start + 1)


def _same_spot(versions: Sequence[str], shown: Sequence[str], start: int) -> bool:
    """Whether each version has its own words there; those before may vary too when there are several choices."""
    return all(name in text for text, name in zip(versions, shown, strict=True)) and (
        len({text[:start] for text in versions}) == 1
    )


def _unfit(form: str, why: str) -> ProfileError:
    remedy = "xem lại mẫu Word và mục dien của mẫu này"
    return ProfileError.say("CD-40", f"Không lập được phiếu điền từ mẫu “{form}”: {why}", "che-do.toml", remedy)
