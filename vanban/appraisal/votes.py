"""Ballots: counts that add up, voters who may vote, a row for everybody, levels that follow from the count."""

from __future__ import annotations

from collections.abc import Iterator

from vanban.appraisal.levels import collective_place, in_per_cent, last_vote, level_name, name_of, names_of, to_be_rated
from vanban.appraisal.registry import Hit, rule
from vanban.model.finding import Where
from vanban.model.meeting import Meeting, Tally
from vanban.model.review import Review, vote_base
from vanban.viet import joined

_RECOUNT = "đối chiếu lại biên bản kiểm phiếu"
_BASE_WORDS = {"trieu_tap": "người được triệu tập", "co_mat": "người có mặt", "thu_ve": "phiếu thu về"}


def voters(review: Review, meeting: Meeting) -> tuple[str, ...]:
    """Codes of those present who may vote: whether probationary members may is a setting."""
    return tuple(code for code in meeting.present if code not in _without_vote(review, meeting))


def _without_vote(review: Review, meeting: Meeting) -> tuple[str, ...]:
    if review.profile.rating.probation.votes:
        return ()
    return tuple(code for code in meeting.present if _on_probation(review, code))


def _on_probation(review: Review, code: str) -> bool:
    person = review.individuals.get(code)
    return person is not None and person.membership == "du-bi"


def _at(meeting: Meeting, *route: str | int) -> Where:
    return Where("cuoc-hop", meeting.code, ("kiem_phieu", *route))


def _row_at(meeting: Meeting, index: int) -> Where:
    return _at(meeting, "ket_qua", index)


@rule(
    "KP-01",
    "Thu về không quá phát ra, phát ra không quá số người có quyền; hợp lệ cộng không hợp lệ = thu về",
    "so-hoc",
)
def counts(review: Review) -> Iterator[Hit]:
    """Returned ≤ issued ≤ present with a vote; valid + invalid = returned."""
    for meeting in review.meetings.values():
        ballot = meeting.ballot
        entitled = len(voters(review, meeting))
        if ballot.issued > entitled:
            message = f"Phát ra {ballot.issued} phiếu, nhiều hơn {entitled} người có mặt có quyền biểu quyết"
            yield Hit(message + _why_not_all(review, meeting), _at(meeting, "phat_ra"), _RECOUNT)
        if ballot.returned > ballot.issued:
            message = f"Thu về {ballot.returned} phiếu, nhiều hơn {ballot.issued} phiếu phát ra"
            yield Hit(message, _at(meeting, "thu_ve"), _RECOUNT)
        if ballot.valid + ballot.invalid != ballot.returned:
            total = f"Phiếu hợp lệ {ballot.valid} + không hợp lệ {ballot.invalid} = {ballot.valid + ballot.invalid}"
            yield Hit(f"{total}, khác số thu về {ballot.returned}", _at(meeting, "hop_le"), _RECOUNT)


def _why_not_all(review: Review, meeting: Meeting) -> str:
    """` (triệu tập 5, vắng 1, có mặt 4; không có quyền biểu quyết: …)`."""
    away, here = len(meeting.summoned) - len(meeting.present), len(meeting.present)
    words = f" (triệu tập {len(meeting.summoned)}, vắng {away}, có mặt {here}"
    without = _without_vote(review, meeting)
    return f"{words}; đảng viên dự bị không biểu quyết: {names_of(review, without)})" if without else f"{words})"


@rule("KP-02", "Mỗi dòng kết quả ghi số phiếu của đủ các mức", "so-hoc")
def levels_of_rows(review: Review) -> Iterator[Hit]:
    """Every level has its count, be it 0."""
    for meeting, index, row in _rows(review):
        missing = [level.code for level in review.profile.levels if level.code not in row.votes]
        if missing:
            message = f"Kết quả phiếu về “{row.about}” thiếu số phiếu của mức {', '.join(missing)}"
            remedy = "ghi đủ các mức, mức không có phiếu ghi 0"
            yield Hit(message, _row_at(meeting, index), remedy, row.about)


@rule("KP-03", "Mỗi dòng kết quả: phiếu các mức cộng phiếu không hợp lệ của dòng = phiếu hợp lệ", "so-hoc")
def sums_of_rows(review: Review) -> Iterator[Hit]:
    """The levels and the invalid marks of a row add up to the valid ballots."""
    for meeting, index, row in _rows(review):
        total = sum(row.votes.values()) + row.invalid
        if total != meeting.ballot.valid:
            cast = " + ".join(str(votes) for votes in row.votes.values())
            message = (
                f"Số phiếu về “{row.about}”: {cast}, không hợp lệ {row.invalid}, cộng {total} "
                f"khác {meeting.ballot.valid} phiếu hợp lệ"
            )
            yield Hit(message, _row_at(meeting, index), "đối chiếu lại phiếu của dòng này", row.about)


def _rows(review: Review) -> Iterator[tuple[Meeting, int, Tally]]:
    for meeting in review.meetings.values():
        for index, row in enumerate(meeting.ballot.rows):
            yield meeting, index, row


@rule("KP-04", "Mỗi đối tượng chỉ có một dòng kết quả trong một cuộc họp", "so-hoc")
def rows_once(review: Review) -> Iterator[Hit]:
    """Nobody stands twice on a ballot."""
    for meeting in review.meetings.values():
        subjects = [row.about for row in meeting.ballot.rows]
        for index, about in enumerate(subjects):
            if about in subjects[:index]:
                message = f"Kết quả phiếu về “{about}” ghi hai lần"
                yield Hit(message, _row_at(meeting, index), "giữ lại một dòng", about)


@rule("KP-05", "Ai phải xếp loại cũng có một dòng trong kiểm phiếu", "doi-chieu")
def rows_for_all(review: Review) -> Iterator[Hit]:
    """A row for every collective somewhere, and for every person to be rated in a sitting of the own branch."""
    everywhere = {row.about for _, _, row in _rows(review)}
    for collective in review.collectives.values():
        if collective.code not in everywhere:
            message = f"{collective.name} không có trong kết quả kiểm phiếu của cuộc họp nào"
            yield Hit(message, Where("tap-the", collective.code), "thêm dòng kết quả phiếu của tập thể này")
    sittings = _branch_sittings(review)
    for person in review.individuals.values():
        held = sittings.get(person.branch)
        if held and to_be_rated(review, person) and not any(meeting.tally(person.code) for meeting in held):
            message = f"{name_of(review, person.code)} phải xếp loại nhưng không có trong kiểm phiếu của chi bộ"
            remedy = "thêm dòng kết quả phiếu, hoặc ghi lý do không xếp loại (mien_kiem_diem)"
            yield Hit(message, _at(held[-1], "ket_qua"), remedy, person.code)


def _branch_sittings(review: Review) -> dict[str, list[Meeting]]:
    sittings: dict[str, list[Meeting]] = {}
    for meeting in review.meetings.values():
        sittings.setdefault(meeting.host, []).append(meeting)
    return sittings


@rule("KP-06", "Người kiểm phiếu có mặt và có quyền biểu quyết")
def tellers(review: Review) -> Iterator[Hit]:
    """Tellers are present; whether probationary members may count ballots is a setting."""
    for meeting in review.meetings.values():
        for index, teller in enumerate(meeting.tellers):
            where = Where("cuoc-hop", meeting.code, ("to_kiem_phieu", index))
            name = name_of(review, teller.person)
            if teller.person not in meeting.present:
                yield Hit(f"{name} kiểm phiếu nhưng không có mặt", where, "chọn người có mặt", teller.person)
            elif _on_probation(review, teller.person) and not review.profile.rating.probation.tells:
                message = f"{name} là đảng viên dự bị, không tham gia tổ kiểm phiếu"
                yield Hit(message, where, "cử đảng viên chính thức kiểm phiếu", teller.person)


@rule("KP-07", "Phiếu chỉ có người thuộc diện xếp loại")
def rows_for_none_else(review: Review) -> Iterator[Hit]:
    """Nobody is voted on who is exempted, or on probation where such members are not rated."""
    for meeting, index, row in _rows(review):
        person = review.individuals.get(row.about)
        if person is not None and not to_be_rated(review, person):
            reason = "đảng viên dự bị" if person.membership == "du-bi" else "người không kiểm điểm"
            message = f"{name_of(review, person.code)} là {reason}, không thuộc diện xếp loại nhưng có trên phiếu"
            yield Hit(message, _row_at(meeting, index), "bỏ dòng này, hoặc đổi thiết lập của chế độ", person.code)


@rule("KP-08", "Mức ghi tay bằng mức theo kết quả phiếu", "so-hoc")
def typed_levels(review: Review) -> Iterator[Hit]:
    """What was typed as proposed or decided is what the count gives."""
    for collective in review.collectives.values():
        where = collective_place(collective)
        vote = last_vote(review, collective.code)
        key = ".".join(str(step) for step in where.route)
        yield from _contradiction(review, vote, collective.proposed_level, where, key)
    for person in review.individuals.values():
        steps = (
            ("chi_uy", person.verdicts.branch, person.branch),
            ("dang_uy", person.verdicts.committee, review.period.office.code),
        )
        for key, verdict, host in steps:
            if verdict is not None:
                where = Where("ca-nhan", person.code, ("nhan_xet", key, "muc"))
                vote = _vote_at(review, person.code, host)
                yield from _contradiction(review, vote, verdict.level, where, f"nhan_xet.{key}.muc")


def _vote_at(review: Review, about: str, host: str) -> tuple[Meeting, Tally] | None:
    votes = [(meeting, row) for meeting, row in review.tallies(about) if meeting.host == host]
    return votes[-1] if votes else None


def _contradiction(
    review: Review, vote: tuple[Meeting, Tally] | None, typed: str, where: Where, key: str
) -> Iterator[Hit]:
    if vote is None:
        return
    won = review.winning_level(*vote)
    if won == typed:
        return
    outcome = f"mức đủ phiếu là {level_name(review, won)}" if won else "không mức nào đủ phiếu"
    message = f"{name_of(review, where.code)}: {_arithmetic(review, *vote)}; {outcome}, nhưng {key} ghi {typed}"
    yield Hit(message, where, f"ghi {won}, hoặc sửa kết quả phiếu nếu ghi nhầm" if won else "bỏ phiếu lại", where.code)


def _arithmetic(review: Review, meeting: Meeting, row: Tally) -> str:
    """`phiếu htxs 0, htt 4, … tại cuộc họp noi-vu, cần trên 50% của 4 người được triệu tập, từ 3 phiếu`."""
    vote_rule = review.profile.vote_rule
    base = vote_base(vote_rule, meeting)
    cast = joined(f"{code} {votes}" for code, votes in row.votes.items())
    needed = int(base * vote_rule.threshold / 100) + 1
    share = in_per_cent(vote_rule.threshold)
    words = _BASE_WORDS[vote_rule.base]
    return f"phiếu tại cuộc họp “{meeting.code}” là {cast}, cần trên {share} của {base} {words}, từ {needed} phiếu"


@rule("KP-09", "Mỗi đối tượng có một mức đủ phiếu")
def undecided(review: Review) -> Iterator[Hit]:
    """A vote that no level passes must be repeated."""
    for meeting, index, row in _rows(review):
        if review.winning_level(meeting, row) is None:
            message = f"Chưa mức nào đủ phiếu về {name_of(review, row.about)}: {_arithmetic(review, meeting, row)}"
            yield Hit(message, _row_at(meeting, index), "bỏ phiếu lại về dòng này", row.about)


@rule("KP-10", "Mọi đảng viên phải kiểm điểm của chi bộ đều được triệu tập")
def summoned(review: Review) -> Iterator[Hit]:
    """A member left out of those called would make the base of the threshold smaller."""
    members: dict[str, list[str]] = {}
    for person in review.reviewed:
        members.setdefault(person.branch, []).append(person.code)
    for meeting in review.meetings.values():
        left_out = [code for code in members.get(meeting.host, ()) if code not in meeting.summoned]
        if left_out:
            called = f"Cuộc họp “{meeting.code}” triệu tập {len(meeting.summoned)} người"
            message = f"{called}, thiếu {names_of(review, left_out)}"
            remedy = "thêm vào trieu_tap; nếu vắng thì ghi thêm ở vang"
            yield Hit(message, Where("cuoc-hop", meeting.code, ("trieu_tap",)), remedy, meeting.code)
