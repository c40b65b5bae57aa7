"""The parts of a document as text that people can read and compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vanban.the_thuc.parts import Appendix, Line, Parts, SignatureBlock


def told(parts: Parts) -> str:
    """A line for each part that was found; where it stands is left out, prose shortened."""
    return "\n".join(_told(parts)) + "\n"


def _told(p: Parts) -> Iterator[str]:
    yield f"đầu: {p.head or 'không có'}"
    yield from _named("tiêu đề", _one(p.title))
    yield from _named("tiêu ngữ", _one(p.motto))
    yield from _named("cấp trên", p.superior)
    yield from _named("cơ quan ban hành", p.issuer)
    yield from _named("sao", _one(p.star))
    yield from _named("số", _one(p.number_line))
    yield from _named("địa danh, ngày", _one(p.date_line))
    yield f"ngày: {p.day}"
    yield from _named("chỉ dẫn", p.marks)
    yield from _named("tên loại", _one(p.kind))
    yield from _named("tác giả", p.author)
    yield from _named("trích yếu", p.subject)
    yield from _named("trích yếu công văn", p.letter_subject)
    yield from _named("gạch", _one(p.dashes))
    yield from _named("kính gửi", _one(p.addressed))
    yield from _named("nơi được gửi", p.addressees)
    yield from _listed("căn cứ", p.bases)
    yield from _listed("nội dung", p.prose)
    yield from map(_signed, p.signatures)
    yield from _named("xác nhận", p.confirmation)
    yield from _named("nơi nhận", (*_one(p.recipients_label), *p.recipients))
    yield from _named("người soạn thảo", _one(p.drafter))
    yield from _named("liên hệ", p.contact)
    for appendix in p.appendices:
        yield from _appendix(appendix)


def _one(line: Line | None) -> tuple[Line, ...]:
    return (line,) if line is not None else ()


def _named(name: str, lines: Iterable[Line]) -> Iterator[str]:
    words = " | ".join(_flat(line) for line in lines)
    if words:
        yield f"{name}: {words}"


def _flat(line: Line) -> str:
    return line.text.replace("\n", " ")


def _listed(name: str, lines: tuple[Line, ...]) -> Iterator[str]:
    if lines:
        yield f"{name} ({len(lines)}):"
    for line in lines:
        text = _flat(line)
        yield f"  {text}" if len(text) < 90 else f"  {text[:50]} … {text[-30:]}"


def _signed(block: SignatureBlock) -> str:
    said = {"quyền hạn": block.prefix, "chức vụ": block.posts, "vai": block.roles, "chỉ dẫn": block.hints}
    words = [f"{name} {' / '.join(line.text for line in lines)}" for name, lines in said.items() if lines]
    return "ký: " + ", ".join([*words, f"tên {block.name.text if block.name else 'không có'}"])


def _appendix(appendix: Appendix) -> Iterator[str]:
    yield f"phụ lục: {appendix.label.text}"
    yield from _named("  tên", appendix.title)
    yield from _named("  kèm theo", _one(appendix.reference))
    yield from _named("  gạch", _one(appendix.dashes))
    yield from _listed("  nội dung", appendix.body)
