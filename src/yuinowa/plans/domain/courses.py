"""Which indicators of a plan are on course: those at or above their target, where the plan's own rule draws that line.

Nothing is added to what a plan says: a rule that asks no figures, or whose steps do not part at the target, says
nothing of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yuinowa.plans.domain.rating import Member, Question, Rule, rate


@dataclass(frozen=True, slots=True)
class Course:
    """How many indicators are on course, of those about which the rule says anything."""

    on: int
    rated: int
    #: Without figures to go by.
    unrated: int


def steps_on_course(rule: Rule) -> frozenset[str]:
    """The steps from the target on; none where no step begins right at it."""
    begins = any(step.at_least == 1 and not step.is_strict for step in rule.thresholds)
    if rule.question is Question.WORDS or not begins:
        return frozenset()
    return frozenset(step.code for step in rule.thresholds if step.at_least >= 1)


def course_of(rule: Rule, members: Iterable[Member], year: int) -> Course | None:
    """How ``members`` stand in ``year``; None: the rule does not say who is on course."""
    steps = steps_on_course(rule)
    if not steps:
        return None
    rows = [rate(rule, member, year) for member in members]
    rated = [row for row in rows if row.outlook.ratio is not None]
    return Course(sum(row.code in steps for row in rated), len(rated), len(rows) - len(rated))
