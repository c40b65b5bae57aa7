"""`xac-minh`: prove a packet."""

from __future__ import annotations

from pathlib import Path

import click

from vanban.bundle import verify_packet
from vanban.cli.telling import tell
from vanban.errors import BundleError


@click.command(name="xac-minh")
@click.argument("ho_so", type=click.Path(path_type=Path, exists=True))
def verify(ho_so: Path) -> int:
    """Xác minh hồ sơ HO_SO: thư mục của hồ sơ đã lập, có thể đã chép sang máy khác."""
    folder = ho_so if ho_so.is_dir() else ho_so.parent
    problems = verify_packet(folder)
    if not problems:
        click.echo(f"Hồ sơ nguyên vẹn: {folder}")
        return 0
    tell(problems)
    click.echo(f"Hồ sơ không nguyên vẹn: {len(problems)} chỗ sai khác.", err=True)
    return BundleError.exit_code
