"""The counts of a plan, always computed and never typed (plan-progress §11, traps 1 and 2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yuinowa.plans.domain.printed import Blank


@dataclass(frozen=True)
class Counted:
    """What a project adds to the counts of its plan. ``key`` is what is counted, never a line."""

    key: str
    number: str
    goal: int
    measure: int
    is_priority: bool
    is_new: bool
    sheet_ref: str
    rating: str | None
    lines: int
    used_indicators: int

    @property
    def has_indicators(self) -> bool:
        # A project told in words has lines, and some plans rate it all the same.
        return self.used_indicators > 0 or (self.rating is not None and not self.lines)


@dataclass(frozen=True)
class Tally:
    """All counts that a progress report prints about its plan."""

    projects: int
    projects_per_goal: dict[int, int]
    projects_per_measure: dict[tuple[int, int], int]
    with_indicators: int
    lines: int
    projects_with_two_lines: tuple[str, ...]
    priority: tuple[str, ...]
    new: tuple[str, ...]
    ratings: dict[str, int]
    projects_per_page: dict[str, int]
    used_indicators: int

    @property
    def goals(self) -> int:
        return len(self.projects_per_goal)

    @property
    def measures(self) -> int:
        return len(self.projects_per_measure)

    @property
    def without_indicators(self) -> int:
        return self.projects - self.with_indicators

    @property
    def rated(self) -> int:
        return sum(self.ratings.values())


def tally(projects: Iterable[Counted], *, codes: Sequence[str]) -> Tally:
    """Count ``projects``; ``codes`` are the steps of the plan's scale, in order."""
    by_key = {project.key: project for project in projects}
    rows = list(by_key.values())
    found = Counter(row.rating for row in rows if row.rating is not None)
    return Tally(
        projects=len(rows),
        projects_per_goal=dict(Counter(row.goal for row in rows)),
        projects_per_measure=dict(Counter((row.goal, row.measure) for row in rows)),
        with_indicators=sum(row.has_indicators for row in rows),
        lines=sum(row.lines for row in rows),
        projects_with_two_lines=tuple(row.number for row in rows if row.lines == 2),
        priority=tuple(row.number for row in rows if row.is_priority),
        new=tuple(row.number for row in rows if row.is_new),
        ratings={code: found[code] for code in codes},
        projects_per_page=dict(Counter(row.sheet_ref for row in rows)),
        used_indicators=sum(row.used_indicators for row in rows),
    )


def printed_count(code: str, count: int) -> str:
    """A count as the table of ratings prints it.

    No project under "cannot be measured" prints a blank, no project under any other step prints 0.
    """
    return "" if code == Blank.NOT_KNOWABLE and not count else str(count)
