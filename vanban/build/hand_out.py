"""Forms handed out: a folder for each branch, and a list of who gets what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vanban.build.entry_forms import Maker
from vanban.errors import UsageError
from vanban.intake.facts import Noun
from vanban.intake.word.receipts import Issued, write_issued
from vanban.intake.workbook.listing import Listing, listing_bytes
from vanban.model.profile import Form
from vanban.viet import slug

_LISTING: Final = "danh-sach-phat.xlsx"
_HEADERS: Final = ("STT", "Chi bộ", "Người, tập thể nhận", "Mã", "Mẫu", "Tệp", "Ngày phát", "Gửi đến", "Đã gửi")
_WIDTHS: Final = (6, 30, 30, 10, 44, 52, 13, 26, 12)


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Kết quả phát phiếu."""

    forms: int
    nouns: int
    folders: int
    listing: Path


def hand_out(
    maker: Maker, target: Path, forms: Sequence[str], codes: Sequence[str], blank: bool, today: str
) -> HandedOut:
    """Write the forms of everybody who has to write one, and the list for the sender; note them as handed out.

    Raises:
        UsageError: no form is wanted of anybody, a name is unknown, or a form of that name lies there already.
        ProfileError: a form cannot be made.
    """
    wanted = list(_wanted(maker, forms, codes))
    if not wanted:
        known = ", ".join(form.code for form in maker.forms)
        raise UsageError.say("PM-02", "Không có phiếu nào để phát", "", f"các mẫu phát được: {known}; xem lại --cho")
    rows: list[Issued] = []
    places: dict[str, None] = {}
    for noun, form in wanted:
        branch = _branch(maker, noun)
        folder = slug(branch)
        places[folder] = None
        name = f"{folder}/{noun.code.lower()}-{slug(noun.name)[:40]}-{form.code}.docx"
        _write(target / name, maker.make(noun, form, blank).docx)
        rows.append(Issued(today, noun.kind, noun.code, form.code, name))
    listing = target / _LISTING
    _list(maker, wanted, rows, listing)
    write_issued(maker.facts.folder, rows)
    return HandedOut(len(rows), len({(n.kind, n.code) for n, _ in wanted}), len(places), listing)


def _wanted(maker: Maker, forms: Sequence[str], codes: Sequence[str]) -> Iterator[tuple[Noun, Form]]:
    known = {form.code for form in maker.forms}
    unknown = [code for code in forms if code not in known]
    if unknown:
        remedy = f"các mẫu phát được: {', '.join(sorted(known))}"
        raise UsageError.say("PM-03", f"Không có mẫu {', '.join(unknown)} để phát", "--mau", remedy)
    nouns = list(maker.nouns())
    everyone = {noun.code for noun in nouns}
    strange = [code for code in codes if code not in everyone]
    if strange:
        raise UsageError.say("PM-04", f"Không có mã {', '.join(strange)}", "--cho", "ghi mã người, tập thể, chi bộ")
    for noun in nouns:
        if codes and noun.code not in codes and str(noun.tree.get("chi_bo", "")) not in codes:
            continue
        yield from ((noun, form) for form in maker.forms_for(noun) if not forms or form.code in forms)


def _branch(maker: Maker, noun: Noun) -> str:
    """The folder a form lies in: the branch of a person, the branch a leading body belongs to, else its own."""
    tree = noun.tree
    code = str(tree.get("chi_bo") or tree.get("phat_hanh") or noun.code)
    return code if ("tap-the", code) in maker.facts.nouns else noun.code


def _write(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() != content:
        raise UsageError.say("PM-05", "Tệp đã có và khác", str(path), "chọn thư mục mới; phiếu đã điền không bị ghi đè")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        message = f"Không ghi được phiếu ({error.strerror or error})"
        raise UsageError.say("PM-06", message, str(path), "chọn thư mục khác, hoặc đóng tệp đang mở") from error


def _list(maker: Maker, wanted: Sequence[tuple[Noun, Form]], rows: Sequence[Issued], listing: Path) -> None:
    names = {code: body.name for code, body in maker.review.collectives.items()}
    table = [
        (str(number), names.get(_branch(maker, noun), ""), noun.name, noun.code, form.name, row.tep, row.ngay, "", "")
        for number, ((noun, form), row) in enumerate(zip(wanted, rows, strict=True), 1)
    ]
    title = f"DANH SÁCH PHÁT PHIẾU NĂM {maker.review.period.year}"
    listing.write_bytes(listing_bytes(Listing(maker.review.period.office.name, title, _HEADERS, _WIDTHS, table)))
