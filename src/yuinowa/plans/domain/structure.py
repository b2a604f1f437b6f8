"""The order of a plan: goals, measures and projects numbered from 1, without gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from yuinowa.plans.domain.numbering import ProjectNumber

T = TypeVar("T")

#: What an address and a printed number can name: two digits, and the circled numbers up to 50.
MOST_GOALS, MOST_MEASURES, MOST_PROJECTS = 99, 99, 50
#: What a sheet can print below each other.
MOST_SLOTS, MOST_ACTIONS, MOST_YEARS = 20, 30, 15


class Part(StrEnum):
    """What a plan is made of."""

    GOAL = "goal"
    MEASURE = "measure"
    PROJECT = "project"
    SLOT = "indicator"


@dataclass(frozen=True)
class Place:
    """Where a project stands: its position in the whole plan, and its number."""

    position: int
    number: ProjectNumber


def places(tree: Sequence[Sequence[Sequence[int]]]) -> dict[int, Place]:
    """The place of every project; ``tree`` holds ids by goal and measure, in the plan's order."""
    found: dict[int, Place] = {}
    for goal, measures in enumerate(tree, 1):
        for measure, projects in enumerate(measures, 1):
            for place, project in enumerate(projects, 1):
                found[project] = Place(len(found) + 1, ProjectNumber(goal, measure, place))
    return found


def label_like(label: str, number: int, wanted: int) -> str | None:
    """``label`` of the part with ``number``, said of ``wanted``: 柱2 as 柱3, 方針1-2 as 方針1-3; None: it names no number.

    The last number that is its own is the part's: a measure's label may name its goal before.
    """
    before, own, after = label.rpartition(str(number))
    is_part_of_another = before[-1:].isdecimal() or after[:1].isdecimal()
    return None if not own or is_part_of_another else f"{before}{wanted}{after}"


#: What numbers a part in its label: figures, circled and Roman ones, brackets and dashes around them.
_NUMBERING = re.compile(
    r"第?[0-9０-９①-⑳Ⅰ-Ⅻⅰ-ⅻ()（）\s・.．\-－―ー]*[0-9０-９①-⑳Ⅰ-Ⅻⅰ-ⅻ][0-9０-９①-⑳Ⅰ-Ⅻⅰ-ⅻ()（）\s・.．\-－―]*"
)


def level_of(labels: Iterable[str]) -> str:
    """What a plan calls its parts of one level: 柱 for 柱1 and 柱2; empty where their labels have no one word."""
    words = {_NUMBERING.sub("", label).strip() for label in labels}
    return words.pop() if len(words) == 1 else ""


def moved(order: Sequence[T], item: T, step: int) -> list[T]:
    """``order`` with ``item`` one place up (-1) or down (1); as it is where it stands at the end already."""
    rows = list(order)
    here = rows.index(item)
    there = here + step
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
    return rows
