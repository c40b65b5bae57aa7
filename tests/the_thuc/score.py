"""The mutation proof: how many broken documents are found by the right rule, at the right place, and by no other.

Run: `make mutants`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tests.the_thuc.casebook import Case, all_cases, complaints, judged, lay_out_for, office
from vanban.the_thuc.rule import RULES

WANTED_PERCENT = 99.0


def missed(mutants: Sequence[Case]) -> list[str]:
    """What is not as it should be of each mutant, in words."""
    lines = []
    for case in mutants:
        for complaint in complaints(case, judged(case)):
            lines.append(f"{case.label}: {complaint}")
    return lines


def main() -> int:
    """Print the score; 0 when it is good enough."""
    cases = all_cases()
    mutants = [case for case in cases if not case.keeps]
    lay_out_for(case for case in cases if case.needs_office)
    office().close()
    lines = missed(mutants)
    found = len(mutants) - len({line.split(":")[0] for line in lines})
    percent = 100 * found / len(mutants)
    judged_rules = {code for code, rule in RULES.items() if rule.judge is not None}
    broken = {case.rule for case in mutants}
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    sys.stdout.write(f"{len(RULES)} rules, {len(judged_rules)} judged, {len(broken & judged_rules)} with mutants\n")
    sys.stdout.write(f"{found} of {len(mutants)} mutants found by the right rule at the right place: {percent:.1f} %\n")
    return 0 if percent >= WANTED_PERCENT and broken >= judged_rules else 1


if __name__ == "__main__":
    sys.exit(main())
