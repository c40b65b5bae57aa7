"""Meetings: who sat, what was said, how they voted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from pydantic import Field

from vanban.model.fact import Code, Count, Date, Fact, OptionalParagraphs, Paragraphs, Text, Time


class Absence(Fact):
    """Người vắng mặt và lý do."""

    person: Code = Field(alias="nguoi")
    reason: Text = Field(alias="ly_do")


class Guest(Fact):
    """Đại biểu cấp trên dự: a person of the season by code, or by name."""

    person: Code | None = Field(default=None, alias="nguoi")
    full_name: str = Field(default="", alias="ho_ten")
    position: Text = Field(alias="chuc_vu")


class Comment(Fact):
    """Ý kiến góp ý."""

    person: Code = Field(alias="nguoi")
    text: Text = Field(alias="y_kien")


class Discussion(Fact):
    """Kiểm điểm một tập thể hoặc cá nhân tại hội nghị; `about` is a code of either."""

    about: Code = Field(alias="ve")
    presenter: Code = Field(alias="nguoi_trinh_bay")
    summary: Paragraphs = Field(alias="tom_tat")
    comments: tuple[Comment, ...] = Field(alias="gop_y", min_length=1)
    answer: Text = Field(alias="tiep_thu")
    conclusion: Text = Field(alias="ket_luan")


class Teller(Fact):
    """Thành viên tổ kiểm phiếu."""

    person: Code = Field(alias="nguoi")
    role: Text = Field(alias="vai_tro")


class Tally(Fact):
    """Kết quả phiếu cho một tập thể, cá nhân; `votes` counts ballots per level of the regime."""

    about: Code = Field(alias="ve")
    votes: dict[str, Count] = Field(alias="phieu")
    invalid: Count = Field(default=0, alias="khong_hop_le")


class Ballot(Fact):
    """Kiểm phiếu: ballots issued, returned, valid, invalid, and the rows."""

    start: Time = Field(alias="gio_bat_dau")
    end: Time = Field(alias="gio_ket_thuc")
    procedure: Paragraphs = Field(alias="cach_thuc")
    issued: Count = Field(alias="phat_ra")
    returned: Count = Field(alias="thu_ve")
    valid: Count = Field(alias="hop_le")
    invalid: Count = Field(alias="khong_hop_le")
    rows: tuple[Tally, ...] = Field(alias="ket_qua", min_length=1)


class Meeting(Fact):
    """Cuộc họp kiểm điểm: the collective first, then individuals in the lawful order."""

    code: Code = Field(alias="ma")
    kind: Text = Field(alias="loai")
    host: Code = Field(alias="to_chuc")
    name: Text = Field(alias="ten")
    day: Date = Field(alias="ngay")
    start: Time = Field(alias="gio_bat_dau")
    end: Time = Field(alias="gio_ket_thuc")
    venue: Text = Field(alias="dia_diem")
    chair: Code = Field(alias="chu_tri")
    recorder: Code = Field(alias="thu_ky")
    summoned: tuple[Code, ...] = Field(alias="trieu_tap", min_length=1)
    absent: tuple[Absence, ...] = Field(default=(), alias="vang")
    guests: tuple[Guest, ...] = Field(default=(), alias="dai_bieu")
    opening: Paragraphs = Field(alias="khai_mac")
    discussions: tuple[Discussion, ...] = Field(alias="kiem_diem", min_length=1)
    superior_speech: OptionalParagraphs = Field(default=(), alias="phat_bieu_cap_tren")
    tellers: tuple[Teller, ...] = Field(alias="to_kiem_phieu", min_length=1)
    ballot: Ballot = Field(alias="kiem_phieu")
    conclusions: Paragraphs = Field(alias="ket_luan")
    copies: Count = Field(alias="so_ban")

    @property
    def present(self) -> tuple[str, ...]:
        """Codes of those called who came, in the order they were called."""
        away = {absence.person for absence in self.absent}
        return tuple(code for code in self.summoned if code not in away)

    def tally(self, about: str) -> Tally | None:
        """The row of the ballot about a code, None when it was not voted on here."""
        place = self._places.get(about)
        return None if place is None else self.ballot.rows[place]

    @property
    def discussed(self) -> tuple[str, ...]:
        """The codes that were reviewed here, in order."""
        return tuple(discussion.about for discussion in self.discussions)

    @property
    def voted_on(self) -> tuple[str, ...]:
        """The codes on the ballot, each once."""
        return tuple(self._places)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """The first row about each code."""
        found: dict[str, int] = {}
        for place, row in enumerate(self.ballot.rows):
            found.setdefault(row.about, place)
        return found

    @property
    def head_teller(self) -> Teller:
        """The first of the tellers: the one who signs."""
        return self.tellers[0]
