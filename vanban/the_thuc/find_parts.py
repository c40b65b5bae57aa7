"""The parts of a document out of its pieces, whichever file these were read from."""

from __future__ import annotations

from typing import Final, NamedTuple

from vanban.the_thuc import wording
from vanban.the_thuc.find_annex import find_appendices, find_enclosed, is_label, main_end, whole_lines
from vanban.the_thuc.find_foot import Foot, find_foot
from vanban.the_thuc.find_head import Head, find_head
from vanban.the_thuc.find_title import Title, find_title
from vanban.the_thuc.parts import Appendix, Line, Parts
from vanban.the_thuc.pieces import Piece

_TOP: Final = 4


def parts_of_pieces(pieces: list[Piece], margins: tuple[Line, ...] = ()) -> Parts:
    """The parts; `margins` are the lines of the first page's header and footer."""
    first = next((i for i in range(min(len(pieces), _TOP)) if is_label(pieces, i)), None)
    if first is not None and all(wording.is_form_mark(p.key) or wording.is_mark(p.key) for p in pieces[:first]):
        return Parts(appendices=find_appendices(pieces, first))
    head = find_head(pieces)
    title = find_title(pieces, head)
    end = main_end(pieces, max(title.end, 1))
    foot = find_foot(pieces, title.end, end)
    found = _Found(head, title, foot)
    return found.parts(
        prose=whole_lines(pieces[title.end : min(foot.start, end)]),
        marks=(*head.marks, *(line for line in margins if wording.is_mark(wording.key(line.text)))),
        appendices=find_appendices(pieces, end),
        enclosed=find_enclosed(pieces, end),
    )


class _Found(NamedTuple):
    """Head, title block and foot of one document."""

    head: Head
    title: Title
    foot: Foot

    def parts(
        self,
        prose: tuple[Line, ...],
        marks: tuple[Line, ...],
        appendices: tuple[Appendix, ...],
        enclosed: tuple[Line, ...],
    ) -> Parts:
        head, title, foot = self.head, self.title, self.foot
        paragraph = head.title.paragraph if head.title is not None else None
        return Parts(
            head=head.head,
            title=head.title,
            title_lines=head.title_lines or 1,
            motto=head.motto,
            superior=head.superior,
            issuer=head.issuer,
            star=head.star,
            number_line=head.number_line,
            date_line=head.date_line,
            day=head.day,
            kind=title.kind,
            author=title.author,
            subject=title.subject,
            letter_subject=head.letter_subject,
            dashes=title.dashes,
            addressed=title.addressed,
            addressees=title.addressees,
            bases=title.bases,
            prose=prose,
            signatures=foot.signatures,
            recipients_label=foot.recipients_label,
            recipients=foot.recipients,
            appendices=appendices,
            enclosed=enclosed,
            marks=marks,
            header_table=paragraph.cell.table if paragraph is not None and paragraph.cell is not None else 0,
            confirmation=foot.confirmation,
            drafter=foot.drafter,
            contact=foot.contact,
        )
