"""Đánh giá, xếp loại: what the rules say of the facts; pure.

Holds: every rule, one file a group, and the judge that applies them as the regime sets them. Takes: a Review.
Gives: findings, and those a waiver sets aside. Never: files, layout, the clock, a year or the name of a regulation.

votes        KP  ballots add up, everybody who must be rated has a row, typed levels follow from the count
caps, grades TR  levels that cannot stand above, or must not stand beside, other facts
points       DI  levels against points, totals inside the scale, quarters
conditions   DK  tasks, remedies and discipline behind a level; what leaves only the failed level
eligible     DT  who is reviewed, on what time of work
quota        HM  how many may stand at the best level
sitting      TT  order inside meetings and between them
dates        TT  order of days
season_dates TT  the season's deadlines, how long meetings last, who is rated before whom
complete     DD  nobody and nothing left out
leftovers    DD  text of last season or of somebody else
fractions    TL  percentages in running text
organisation TC  bodies that are no more, who decides
legal_bases  CC  legal texts in force, named as they are
"""

from vanban.appraisal import (
    caps,
    complete,
    conditions,
    dates,
    eligible,
    fractions,
    grades,
    leftovers,
    legal_bases,
    organisation,
    points,
    quota,
    season_dates,
    sitting,
    votes,
)
from vanban.appraisal.judge import Judgement, Waived, appraise, judge, misfits
from vanban.appraisal.registry import RULES, Rule
from vanban.appraisal.votes import voters

# Importing these registers their rules; findings are told in the order in which the regime lists the rules.
GROUPS = (
    votes,
    caps,
    grades,
    points,
    conditions,
    eligible,
    quota,
    sitting,
    dates,
    season_dates,
    complete,
    leftovers,
    fractions,
    organisation,
    legal_bases,
)

__all__ = ["GROUPS", "RULES", "Judgement", "Rule", "Waived", "appraise", "judge", "misfits", "voters"]
