"""The work: from a season to its packets; the only room that knows the whole way.

Holds: the order of the steps. Takes: a Season, settings, a converter. Gives: packets in `output/`.
Never: third parties, printing, the clock.
"""

from vanban.build.by_hand import HandChange, hand_changes
from vanban.build.editions import record_sent
from vanban.build.judged import SeasonJudgement, SetAside, counted, judge_season
from vanban.build.planning import packet_codes, plan_packets
from vanban.build.report import Report
from vanban.build.season import (
    Build,
    build_packets,
    check_season,
    planned_papers,
    preview,
    stated_numbers,
)

__all__ = [
    "Build",
    "HandChange",
    "Report",
    "SeasonJudgement",
    "SetAside",
    "build_packets",
    "check_season",
    "counted",
    "hand_changes",
    "judge_season",
    "packet_codes",
    "plan_packets",
    "planned_papers",
    "preview",
    "record_sent",
    "stated_numbers",
]
