"""Papers changed or finished in Word: never overwritten, never forgotten (design 2)."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from vanban.build.handed import HAND_FOLDER
from vanban.build.planning import plan_packets
from vanban.bundle import hand_edited
from vanban.errors import DataError, Problem
from vanban.intake import Season
from vanban.model.packet import PacketPlan, Planned
from vanban.settings import Settings

_SYSTEM_FILES: Final = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class HandChange:
    """Văn bản đã lập bị sửa tay: `keep` is where the change can be kept, None for what is always laid out anew."""

    key: str
    file: Path
    keep: Path | None


def hand_changes(season: Season, settings: Settings, wanted: Sequence[str]) -> list[HandChange]:
    """Every paper of the wanted packets that was changed by hand after it was built and is not kept yet."""
    return _changes(season, settings, plan_packets(season.review, season.folder, wanted))


def _changes(season: Season, settings: Settings, plans: Sequence[PacketPlan]) -> list[HandChange]:
    output = settings.output / season.review.code
    changes: list[HandChange] = []
    for plan in plans:
        ours = {paper.key for paper in plan.papers if isinstance(paper, Planned)}
        for key, file in hand_edited(output / plan.code):
            keep = season.folder / HAND_FOLDER / f"{key}.docx" if key in ours else None
            if keep is None or not (keep.is_file() and keep.read_bytes() == file.read_bytes()):
                changes.append(HandChange(key, file, keep))
    return changes


def refuse_hand_edits(season: Season, settings: Settings, plans: Sequence[PacketPlan]) -> None:
    """Stop before a paper changed by hand would be overwritten.

    Raises:
        DataError: with every such paper and what to do about it.
    """
    problems = []
    for change in _changes(season, settings, plans):
        message = f"Văn bản “{change.key}” đã được sửa bằng tay, không ghi đè"
        problems.append(Problem("LH-04", message, str(change.file), _remedy(change)))
    if problems:
        raise DataError(*problems)


def _remedy(change: HandChange) -> str:
    if change.keep is None:
        keeping = "bìa, mục lục luôn lập lại theo số trang: muốn đổi thì sửa mẫu Word của chế độ"
    else:
        keeping = f"muốn giữ bản sửa: chép tệp thành {change.keep}"
    return f"{keeping}; muốn bỏ bản sửa: xoá tệp {change.file.name} rồi lập lại"


def unused_hand_papers(season: Season, keys: Container[str]) -> list[Problem]:
    """Files of `sua-tay/` that are the source of no paper: a misnamed one must not vanish without a word."""
    return [_unused(file) for file in sorted((season.folder / HAND_FOLDER).glob("*")) if _is_unused(file, keys)]


def _is_unused(file: Path, keys: Container[str]) -> bool:
    if file.name.startswith((".", "~$")) or file.name.lower() in _SYSTEM_FILES:
        return False
    return not file.is_file() or file.suffix != ".docx" or file.stem not in keys


def _unused(file: Path) -> Problem:
    place = f"{HAND_FOLDER}/{file.name}"
    remedy = "đặt tên tệp là khoá của văn bản, như mau-02.NV01.docx (xem các khoá: vanban lap-ho-so KY --xem-truoc)"
    return Problem("LH-07", "Bản sửa tay không ứng với văn bản nào của kỳ", place, remedy, file=place)
