"""Text of last season, or of somebody else."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import chain, pairwise
from typing import Final

from vanban.appraisal.levels import name_of, names_of
from vanban.appraisal.registry import Hit, rule
from vanban.appraisal.texts import Passage, passages, quoted, review_passages, sentences
from vanban.model.finding import Where
from vanban.model.individual import Individual
from vanban.model.review import Review

_YEAR: Final = re.compile(r"(?<![\w.,/-])(?:(?:[IVX]{1,4}|\d{1,2})/){0,2}((?:19|20)\d\d)(?![\w%])(?![/,.-]\w)")
_SHOWN: Final = 3


@rule("DD-11", "Không có câu giống hệt nhau trong bản kiểm điểm của hai người", "sot-lai")
def copied_sentences(review: Review) -> Iterator[Hit]:
    """A sentence that another person wrote too, told once for each later person."""
    setting = review.profile.rating.leftovers
    digests = [_digests(_own_sentences(person, setting.min_words)) for person in review.reviewed]
    shared = _shared(digests)
    first: dict[str, str] = {}
    for person, own in zip(review.reviewed, digests, strict=True):
        if shared.isdisjoint(own):
            continue
        sentence_of = _own_sentences(person, setting.min_words)
        mine = {key: sentence_of[key] for key, digest in zip(sentence_of, own, strict=True) if digest in shared}
        again = [(key, found) for key, found in mine.items() if first.get(key, person.code) != person.code]
        if len(again) >= setting.min_sentences:
            where, sentence = again[0][1]
            others = names_of(review, list(dict.fromkeys(first[key] for key, _ in again)), _SHOWN)
            message = (
                f"{name_of(review, person.code)} có {len(again)} câu giống hệt câu của {others}, như {quoted(sentence)}"
            )
            yield Hit(message, where, "viết lại theo việc của chính người này", person.code, setting)
        for key in mine:
            first.setdefault(key, person.code)


def _digests(keys: Iterable[str]) -> array[int]:
    """Eight bytes for every sentence: all that is held of the sentences of a season."""
    return array("Q", map(_digest, keys))


def _shared(digests: Iterable[array[int]]) -> frozenset[int]:
    """The digests of what stands in more than one text."""
    every = sorted(chain.from_iterable(digests))
    return frozenset(one for one, other in pairwise(every) if one == other)


def _digest(key: str) -> int:
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest())


def _own_sentences(person: Individual, min_words: int) -> dict[str, tuple[Where, str]]:
    """Each long sentence of a self-criticism, by its words, with its place."""
    found: dict[str, tuple[Where, str]] = {}
    for passage in review_passages(Where("ca-nhan", person.code, ("kiem_diem",)), person.review_text):
        for sentence in sentences((passage.text,)):
            words = sentence.split()
            if len(words) >= min_words:
                found.setdefault(" ".join(words).lower().rstrip("."), (passage.where, sentence))
    return found


@rule("DD-12", "Không có năm cũ sót lại từ kỳ trước", "sot-lai")
def old_years(review: Review) -> Iterator[Hit]:
    """A year long past, unless it belongs to a document, a term or a life."""
    setting = review.profile.rating.leftovers
    oldest = review.period.year - setting.years_back
    excuse = _any_of(setting.after_words)
    for passage in passages(review):
        for sentence in sentences((passage.text,)) if _may_name_a_year(passage.text) else ():
            year = _old_year(sentence, oldest, excuse)
            if year:
                message = f"Năm {year} trong câu {quoted(sentence)} cũ hơn năm {oldest}"
                remedy = "kiểm tra: câu của kỳ trước sót lại, hay năm đúng là như vậy"
                yield Hit(message, passage.where, remedy, _subject(passage), setting)


def _subject(passage: Passage) -> str:
    return passage.where.code


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern that finds any of the words; one that finds nothing when there are none."""
    return re.compile("|".join(rf"\b{re.escape(word.lower())}\b" for word in words) or r"(?!)")


def _may_name_a_year(text: str) -> bool:
    """A quick look, before a text is taken apart."""
    return "19" in text or "20" in text


def _old_year(sentence: str, oldest: int, excuse: re.Pattern[str]) -> str:
    """The first year before `oldest` that no word before it in the sentence excuses, "" when there is none."""
    lowered = sentence.lower()
    for match in _YEAR.finditer(sentence):
        if int(match[1]) < oldest and not excuse.search(lowered[: match.start()]):
            return match[1]
    return ""
