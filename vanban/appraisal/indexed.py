"""A review whose votes are looked up, not searched: the rules ask for them many times for every person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from vanban.model.meeting import Meeting, Tally
from vanban.model.review import Review

Votes = tuple[tuple[Meeting, Tally], ...]


@dataclass(frozen=True, slots=True)
class IndexedReview(Review):
    """The same facts; `votes` holds every vote on a code, with its meeting, in order of day."""

    votes: Mapping[str, Votes] = field(default_factory=dict)

    def tallies(self, about: str) -> Votes:
        """Every vote on a code, with its meeting, in order of day."""
        return self.votes.get(about, ())


def indexed(review: Review) -> IndexedReview:
    """The review with its votes indexed."""
    votes: dict[str, list[tuple[Meeting, Tally]]] = {}
    for meeting in sorted(review.meetings.values(), key=lambda meeting: (meeting.day, meeting.start)):
        for about in dict.fromkeys(row.about for row in meeting.ballot.rows):
            row = meeting.tally(about)
            if row is not None:
                votes.setdefault(about, []).append((meeting, row))
    facts = {each.name: getattr(review, each.name) for each in fields(Review)}
    return IndexedReview(**facts, votes={about: tuple(found) for about, found in votes.items()})
