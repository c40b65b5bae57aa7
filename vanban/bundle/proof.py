"""All that can be proved of a packet, in the order in which a clerk would look."""

from __future__ import annotations

from pathlib import Path

from vanban.bundle.verify import (
    Opened,
    differs,
    file_differences,
    length_differences,
    open_packet,
    range_differences,
    signature_differences,
    xml_differences,
)
from vanban.bundle.verify_contents import contents_differences, outline_differences, word_differences
from vanban.bundle.verify_pages import object_differences, page_differences
from vanban.errors import Problem

_OF_FOLDER = (file_differences, range_differences, length_differences, xml_differences, signature_differences)
_OF_BOUND = (
    page_differences,
    object_differences,
    contents_differences,
    word_differences,
    outline_differences,
)


def verify_packet(folder: Path) -> tuple[Problem, ...]:
    """Every difference between what a packet claims and what it is; () for a whole one."""
    packet = open_packet(folder)
    if not isinstance(packet, Opened):
        return (packet,)
    found = [problem for check in _OF_FOLDER for problem in check(packet)]
    if packet.bound.is_file() and not any(problem.code == "XM-09" for problem in found):
        for check in _OF_BOUND:
            try:
                found += check(packet)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError, RuntimeError) as error:
                found.append(differs("XM-50", f"Cấu trúc tệp PDF sai, không đối chiếu được ({error})", "ho-so.pdf"))
    return tuple(dict.fromkeys(found))
