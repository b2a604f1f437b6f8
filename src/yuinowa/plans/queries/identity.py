"""What a printed plan is, by its content: two plans that print the same are the same, another column is another plan."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model

from yuinowa.plans.models import Plan
from yuinowa.plans.queries.drafts import Draft
from yuinowa.plans.queries.printed import PrintedPlan, PrintedSheet


def identity_of(printed: PrintedPlan) -> str:
    """SHA-256 over every column of every row that pages and files of ``printed`` are made of; no query.

    No column is left out for not being printed: a template that prints it one day would give what was kept before.
    """
    return _digest(_told(printed))


def identity_of_drafts(plan: Plan, drafts: Iterable[Draft]) -> str:
    """The same over everything that forms to fill in are made of: ``drafts`` of ``plan``, and the sheets before them."""
    return _digest(_told_in_forms(plan, drafts))


def _digest(parts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for told in parts:
        digest.update(f"{told}\n".encode())
    return digest.hexdigest()


def _told_in_forms(plan: Plan, drafts: Iterable[Draft]) -> Iterator[str]:
    yield _row(plan)
    for draft in drafts:
        yield _row(draft.project)
        yield f"{[_row(step) for step in draft.scale]}{draft.rates_words}"
        yield from _told_on(draft.printed)
        if draft.earlier is not None:
            yield from _told_on(draft.earlier)


def _row(row: Model) -> str:
    told = [getattr(row, field.attname) for field in row._meta.concrete_fields]
    return f"{row._meta.label_lower}{told!r}"


def _told(printed: PrintedPlan) -> Iterator[str]:
    yield _row(printed.plan)
    yield _row(printed.plan.owner)
    yield from map(_row, printed.scale)
    for goal in printed.goals:
        yield _row(goal.goal)
        for measure in goal.measures:
            yield _row(measure.measure)
            for project in measure.projects:
                yield _row(project.project)
                if project.printed is not None:
                    yield from _told_on(project.printed)


def _told_on(sheet: PrintedSheet) -> Iterator[str]:
    yield _row(sheet.sheet)
    yield from map(_row, sheet.cells)
    for line in sheet.lines:
        yield f"{_row(line.line)}{line.results!r}"
    for slot in sheet.slots:
        yield _row(slot.slot)
        if slot.slot.indicator is not None:
            yield from _told_by(slot.slot.indicator)
        for figure in slot.figures.values():
            yield _row(figure)
            if figure.value is not None:
                yield from _told_by(figure.value)


def _told_by(counted: Any) -> Iterator[str]:
    """An indicator, or a value of one, with the metric that counts it."""
    yield _row(counted)
    if counted.metric is not None:
        yield str(counted.metric)
