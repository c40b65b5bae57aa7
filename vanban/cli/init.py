"""`khoi-tao`: a new season, ready to be built and then changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from vanban.errors import DataError
from vanban.settings import SEASON_FILE, find_root, newest_sampled, shipped_profiles, shipped_sample

_COPIED = (SEASON_FILE, "DOC-TRUOC.md", "so-van-ban.csv", "tap-the", "ca-nhan", "cuoc-hop")


@click.command(name="khoi-tao")
@click.argument("dir", type=click.Path(path_type=Path))
@click.option("--che-do", "profile", default="", metavar="MA", help="Chế độ kiểm điểm; mặc định là chế độ mới nhất.")
def init(dir: Path, profile: str) -> None:
    """Lập kỳ mới tại DIR: thư mục, dữ kiện mẫu, mẫu văn bản đặt bên cạnh để cơ quan sửa."""
    profile = profile or newest_sampled()
    sample = shipped_sample(profile)
    target = dir.absolute()
    season = target if target.parent.name == "data" else target / "data" / f"ky-{profile}"
    if season.is_dir() and any(season.iterdir()):
        raise DataError.say("KT-01", "Thư mục của kỳ đã có dữ liệu", str(season), "chọn thư mục khác")
    root = find_root(season)
    try:
        _copy_season(sample, season)
        kept = copy_profile(profile, root)
    except OSError as error:
        message = f"Không lập được kỳ mới ({error.strerror or error})"
        raise DataError.say("KT-02", message, str(season), "chọn thư mục khác, hoặc kiểm tra quyền ghi") from error
    click.echo(f"Đã lập kỳ mới: {season}")
    click.echo(f"Mẫu văn bản: {root / 'mau' / profile}{' (giữ bản đang có)' if kept else ''}")
    click.echo("Dữ kiện mẫu là nhân vật hư cấu: thay bằng dữ kiện của cơ quan trước khi dùng.")
    click.echo(f"Việc tiếp theo: vanban kiem-du-lieu {dir} rồi vanban lap-ho-so {dir}")


def _copy_season(sample: Path, season: Path) -> None:
    season.mkdir(parents=True, exist_ok=True)
    for name in _COPIED:
        source = sample / name
        if source.is_dir():
            shutil.copytree(source, season / name)
        elif source.is_file():
            shutil.copyfile(source, season / name)
    for name in ("ho-so", "sua-tay"):
        (season / name).mkdir(exist_ok=True)


def copy_profile(profile: str, root: Path) -> bool:
    """Copy the regime beside the facts; whether the office has a copy of its own, which is kept as it is."""
    target = root / "mau" / profile
    if target.exists():
        return True
    shutil.copytree(shipped_profiles() / profile, target)
    return False
