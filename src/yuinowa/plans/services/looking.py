"""Look at a plan file before it is taken in: what it holds, and what is odd in it. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass

from yuinowa.plans.exchange import Fault, read_plan_file
from yuinowa.plans.exchange.whole import read_whole


@dataclass(frozen=True)
class Looked:
    """A file that can be taken in, in figures."""

    name: str
    first_year: int
    last_year: int
    goals: int
    projects: int
    indicators: int
    sheets: int
    notes: tuple[Fault, ...] = ()


def look_at_plan(data: bytes) -> Looked:
    """What taking in ``data`` would bring.

    Raises:
        Unreadable: it is neither JSON nor a workbook as we take them.
        PlanFileRefused: it is broken; every fault is named with its place.
    """
    whole = read_whole(data)
    if whole is not None:
        plan = whole["plan"][0]
        return Looked(
            plan["name"],
            plan["first_year"],
            plan["last_year"],
            goals=len(whole["goals"]),
            projects=len(whole["projects"]),
            indicators=len(whole["indicators"]),
            sheets=len(whole["sheets"]),
        )
    file = read_plan_file(data)
    return Looked(
        file.name,
        file.first_year,
        file.last_year,
        goals=len(file.goals),
        projects=sum(1 for _row in file.projects()),
        indicators=sum(slot.is_used for sheet in file.sheets for slot in sheet.slots),
        sheets=len(file.sheets),
        notes=file.notes,
    )
