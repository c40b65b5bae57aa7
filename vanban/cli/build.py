"""`lap-ho-so`: the packets."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from vanban.cli.sizes import SIZE
from vanban.cli.standing import Standing, Watch
from vanban.cli.telling import tell, tell_grouped
from vanban.errors import ConvertError, DataError, FormFindingsError, Problem, UsageError, VanbanError, gravest
from vanban.garbage import uncollected
from vanban.settings import Settings, settings_for
from vanban.store import Shelf, Store

if TYPE_CHECKING:  # the rooms of the work are loaded when there is work
    from concurrent.futures import Future

    from vanban.build import Build
    from vanban.convert import FontFamily, Office, Soffice
    from vanban.intake import Season
    from vanban.model.packet import Planned

_READ_SHELF: Final = "doc-tep"
_FONTS_SHELF: Final = "phong-may"
_SOON_S: Final = 2.0


class _Machine(NamedTuple):
    """What papers are laid out with on this computer."""

    office: Office
    fonts: FontFamily
    soffice: Soffice


@click.command(name="lap-ho-so")
@click.argument("ky", type=click.Path(path_type=Path))
@click.option("--ra", "output", type=click.Path(path_type=Path), help="Thư mục kết quả (mặc định: output của cơ quan).")
@click.option("--ho-so", "packets", multiple=True, metavar="MA", help="Chỉ lập hồ sơ này; dùng được nhiều lần.")
@click.option("--xem-truoc", "dry", is_flag=True, help="Cho biết sẽ lập những gì, không ghi gì cả.")
@click.option("--da-gui", "sent", is_flag=True, help="Không lập; ghi nhận hồ sơ đang có là đã gửi, giữ trong da-gui.")
@click.option(
    "--toi-da", "largest", type=SIZE, metavar="20MB", help="Hồ sơ lớn hơn thì chia thêm thành ho-so-1.pdf, ho-so-2.pdf…"
)
@click.option("--vi-sao", "why", is_flag=True, help="Nói vì sao từng hồ sơ, văn bản phải lập lại.")
@click.option("--cum", "cluster", metavar="tcp://…", help="Chuyển sang PDF trên cụm máy Dask ở địa chỉ này.")
@click.option("--tien-trinh", "workers", type=click.IntRange(1, 64), help="Số LibreOffice chạy song song.")
def build(ky: Path, packets: tuple[str, ...], dry: bool, sent: bool, **machine: Any) -> int:
    """Lập các hồ sơ của kỳ KY: văn bản Word, PDF và bộ hồ sơ đóng quyển đánh số trang."""
    settings = settings_for(ky, machine["output"])
    settings = replace(settings, workers=machine["workers"] or settings.workers, max_bytes=machine["largest"])
    settings = replace(settings, cluster=machine["cluster"])
    watch = Watch(settings, packets)
    standing = None if sent or dry else watch.standing()
    if standing is not None:
        if machine["why"]:
            _tell_kept([folder.name for folder, _ in standing.packets])
        return _tell_result(settings, standing, "Không có gì thay đổi, giữ nguyên")
    return _work(settings, packets, watch, {"sent": sent, "dry": dry, "why": machine["why"]})


def _work(settings: Settings, packets: Sequence[str], watch: Watch, wishes: Mapping[str, bool]) -> int:
    """The whole way, from the facts on."""
    with uncollected():
        from vanban.convert import soon
        from vanban.intake import load_season

    if wishes["sent"] or wishes["dry"]:
        season = load_season(settings.season, settings.root)
        return (_record_sent if wishes["sent"] else _show_plan)(season, settings, packets)
    store = Store(settings.output, settings.store_bytes)
    # A build that is refused leaves nothing behind: the store begins with the first one that is not.
    shelf = store.shelf if store.folder.is_dir() else lambda name: None
    machine = soon(partial(_machine, settings, shelf(_FONTS_SHELF)))
    try:
        with uncollected():
            import_module("vanban.build")  # before the season is read: of these nothing becomes garbage
        season = load_season(settings.season, settings.root, shelf(_READ_SHELF))
        store.trim()
        _offer_to_keep(season, settings, packets)
        result = _build(season, settings, packets, machine)
    finally:
        _close(machine)
    if wishes["why"]:
        _tell_why(result)
    made = Standing(tuple((packet.folder, packet.pages) for packet in result.packets), result.warnings)
    if not result.errors:
        watch.remember(made)
    _tell_result(settings, made, "Đã lập", result.errors)
    return _stopped(result)


def _tell_result(settings: Settings, made: Standing, words: str, errors: Sequence[Problem] = ()) -> int:
    """What there is to say of the packets that stand, and where they are."""
    tell(made.warnings)
    tell_grouped(errors)
    for folder, pages in made.packets:
        click.echo(f"  {pages:4d} trang  {_shown(folder / 'ho-so.pdf')}")
    total = sum(pages for _, pages in made.packets)
    click.echo(
        f"{words} {len(made.packets)} hồ sơ, {total} trang, trong {_shown(settings.output / settings.season.name)}"
    )
    return 0


def _tell_why(result: Build) -> None:
    """Why packets and papers were made again, and which stand as they were."""
    made = dict.fromkeys(reason.packet for reason in result.reasons)
    for code in made:
        click.echo(click.style(f"{code}: lập lại", bold=True))
        for reason in result.reasons:
            if reason.packet == code:
                click.echo(f"    {reason.key or 'cả hồ sơ'}: {'; '.join(reason.words)}")
    _tell_kept([packet.code for packet in result.packets if packet.code not in made])


def _tell_kept(codes: Sequence[str]) -> None:
    if codes:
        click.echo(f"Giữ nguyên vì không có gì thay đổi: {', '.join(codes)}")


def _record_sent(season: Season, settings: Settings, packets: Sequence[str]) -> int:
    """Keep the named packets as they were handed in.

    Raises:
        UsageError: none is named.
    """
    if not packets:
        raise UsageError.say("LH-13", "Chưa nói hồ sơ nào đã gửi", "--da-gui", "thêm --ho-so MA cho từng hồ sơ đã gửi")
    from vanban.build import record_sent

    output = settings.output / season.review.code
    for place in record_sent(season.folder, [output / code for code in packets]):
        click.echo(f"Đã giữ hồ sơ đã gửi tại {_shown(place)}")
    return 0


def _stopped(result: Build) -> int:
    """Say which packets errors stopped; the exit code."""
    if result.stopped:
        click.echo(f"Không lập vì còn lỗi: {', '.join(result.stopped)}; bản cũ nếu có còn nguyên.", err=True)
    if result.malformed:
        words = f"Không lập vì lỗi thể thức: {', '.join(result.malformed)}; bản cũ nếu có còn nguyên"
        click.echo(f"{words}; bản có lời nhận xét nằm trong thư mục loi-the-thuc.", err=True)
    codes = [DataError.exit_code] * bool(result.stopped) + [FormFindingsError.exit_code] * bool(result.malformed)
    return min(codes, default=0)


def _machine(settings: Settings, kept: Shelf | None) -> _Machine:
    """What papers are laid out with here; what is lacking is said all at once.

    Where there is a store something was built before, and few papers are likely to be new: LibreOffice is begun. Not
    where one at a time was asked for, to spare memory.
    """
    from vanban.convert import Soffice, find_fonts, find_office

    errors: list[VanbanError] = []
    office = fonts = None
    try:
        office = find_office(settings.soffice)
    except ConvertError as error:
        errors.append(error)
    try:
        fonts = find_fonts(kept)
    except ConvertError as error:
        errors.append(error)
    if office is None or fonts is None:
        raise gravest(errors)
    soffice = Soffice(office, fonts, settings.workers)
    if kept is not None and settings.workers > 1 and not settings.cluster:
        soffice.stand_by()
    return _Machine(office, fonts, soffice)


def _close(machine: Future[_Machine]) -> None:
    """Leave nothing running; a LibreOffice that is long in telling its version is not waited for."""
    with suppress(TimeoutError):
        machine.exception(timeout=_SOON_S)
    machine.add_done_callback(lambda done: None if done.exception() else done.result().soffice.close())


def _build(season: Season, settings: Settings, packets: Sequence[str], machine: Future[_Machine]) -> Build:
    """Build with LibreOffice, or on a cluster."""
    from vanban.build import build_packets
    from vanban.cli.progress import reporter
    from vanban.convert import Cluster

    office, fonts, soffice = machine.result()
    converter = Cluster(settings.cluster, office, fonts) if settings.cluster else soffice
    try:
        with reporter() as report:
            return build_packets(season, settings, packets, converter, fonts, report)
    finally:
        converter.close()


def _shown(path: Path) -> str:
    """The path relative to where the user stands, when that is shorter."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _show_plan(season: Season, settings: Settings, packets: Sequence[str]) -> int:
    """Say what would be made, with the numbers papers have so far."""
    from vanban.build import preview
    from vanban.model.packet import Planned

    plans, numbers = preview(season, settings, packets)
    for plan in plans:
        click.echo(click.style(f"{plan.code}: {' '.join(plan.title)}", bold=True))
        for part in plan.parts:
            click.echo(f"  {part.title}")
            for paper in part.papers:
                number = (
                    _number_words(paper, str(numbers.get(paper.key, "")))
                    if isinstance(paper, Planned)
                    else paper.number
                )
                click.echo(f"    {number:<16} {paper.key:<32} {paper.heading.author}")
    papers = {paper.key for plan in plans for paper in plan.papers}
    click.echo(f"Sẽ lập {len(plans)} hồ sơ từ {len(papers)} văn bản. Chưa ghi gì cả.")
    return 0


def _number_words(paper: Planned, number: str) -> str:
    if number:
        return number
    return f"(chưa số)-{paper.notation}" if paper.series else "–"


def _offer_to_keep(season: Season, settings: Settings, packets: Sequence[str]) -> None:
    """On a terminal, ask whether a paper changed by hand is to be kept; without one the build stops and says how."""
    from vanban.build import hand_changes

    if not sys.stdin.isatty():
        return
    for change in hand_changes(season, settings, packets):
        if change.keep is None:
            continue
        click.echo(f"Văn bản “{change.key}” đã được sửa bằng tay: {_shown(change.file)}")
        if click.confirm("Giữ bản sửa này làm bản chính của văn bản?", default=True):
            change.keep.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(change.file, change.keep)
            click.echo(f"Đã giữ tại {_shown(change.keep)}")
