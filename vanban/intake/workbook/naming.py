"""Names of people as they are written, however a clerk typed them."""

from __future__ import annotations

from vanban.intake.workbook.cells import Remark


def written_name(text: str, remark: Remark | None) -> tuple[str, Remark | None]:
    """A name in capitals, or with a first letter left small, is written as names are."""
    words = text.split()
    if not words or not (text.isupper() or remark is not None) or len(words) < 2:
        return " ".join(words) or text, remark
    name = " ".join(_word(word) for word in words)
    if name == text:
        return text, remark
    return name, remark or Remark("NB-26", f"Tên viết hoa toàn bộ, đã đổi thành “{name}”", "đối chiếu lại", "canh-bao")


def _word(word: str) -> str:
    for mark in ("'", "’", "-"):
        if mark in word:
            return mark.join(_word(piece) for piece in word.split(mark))
    return word[:1].upper() + word[1:].lower()
