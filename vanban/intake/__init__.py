"""Facts come in: `data/<kỳ>/` and `mau/<chế độ>/che-do.toml` become one checked Review.

Holds: reading of files, the line of every value, checks across files. Takes: folders. Gives: `Season`.
Never: forms, layout, rating rules.
"""

from vanban.intake.enclosures import SIGNED_FOLDER
from vanban.intake.season import Season, load_profile, load_season

__all__ = ["SIGNED_FOLDER", "Season", "load_profile", "load_season"]
