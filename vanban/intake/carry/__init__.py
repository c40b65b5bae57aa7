"""Lên kỳ: the next season's facts from the last one's: people and units go on, texts do not."""

from vanban.intake.carry.report import REPORT_FILE
from vanban.intake.carry.season import Carried, Target, carried

__all__ = ["REPORT_FILE", "Carried", "Target", "carried"]
