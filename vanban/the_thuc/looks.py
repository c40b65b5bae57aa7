"""What is wrong with the look of a line, in the words a clerk reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.the_thuc.law import Look
from vanban.the_thuc.parts import Line
from vanban.the_thuc.rule import Finding

_HALF_POINT = 0.25


def printed(line: Line) -> str:
    """The letters of the line as they print: capitals where a run says so."""
    return "".join(span.shown for span in line.spans).strip() if line.spans else line.text


def is_upper(text: str) -> bool:
    """Whether it has letters and all of them are capitals."""
    return text.isupper()


def size(points: float) -> str:
    """A size of letters in words: `14`, `13,5`."""
    return f"{points:g}".replace(".", ",")


def millimetres(length: float) -> str:
    """A length in words, to a tenth: `72,9 mm`, `30 mm`."""
    return f"{length:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " mm"


def misfits(line: Line, look: Look) -> Iterator[str]:
    """Every way in which the line does not look so: size, bold, italic, underline, capitals."""
    wrong = [at for at in sorted(line.sizes) if not look.low_pt - _HALF_POINT < at < look.high_pt + _HALF_POINT]
    if wrong:
        wanted = size(look.low_pt) if look.low_pt == look.high_pt else f"{size(look.low_pt)}–{size(look.high_pt)}"
        yield f"đang là cỡ {', '.join(map(size, wrong))}, cần {wanted}"
    if line.sizes:
        yield from _styles(line, look)
    if look.capitals and not is_upper(printed(line)):
        yield "đang có chữ thường, cần chữ in hoa"


def _styles(line: Line, look: Look) -> Iterator[str]:
    if look.bold is not None and not _is(line, "bold", look.bold):
        yield "chưa đậm hết, cần kiểu chữ đậm" if look.bold else "đang có chữ đậm, cần không đậm"
    if look.italic is not None and not _is(line, "italic", look.italic):
        yield "chưa nghiêng hết, cần kiểu chữ nghiêng" if look.italic else "đang có chữ nghiêng, cần kiểu chữ đứng"
    if look.underline is not None and not _is(line, "underline", look.underline):
        yield "chưa gạch chân hết, cần gạch chân" if look.underline else "đang gạch chân, cần không gạch chân"


def _is(line: Line, what: str, wanted: bool) -> bool:
    seen = [bool(getattr(s, what)) for s in line.spans if s.text.strip()]
    return all(seen) if wanted else not any(seen)


def ill_looking(lines: Iterable[Line], look: Look, *, centred: bool = False) -> Iterator[Finding]:
    """One finding for each line that does not look so; `centred` also wants it centred where that can be told."""
    for line in lines:
        seen = list(misfits(line, look))
        if centred and line.align not in (None, "center"):
            seen.append("chưa canh giữa")
        if seen:
            yield Finding(line.place, f"“{line.text}”: {'; '.join(seen)}")
