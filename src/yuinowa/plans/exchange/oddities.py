"""What is odd in a plan file but stays as printed (plan-progress §11, traps 9 and 10)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.notes import years_outside
from yuinowa.plans.exchange.faults import Fault, Found, Path, all_named
from yuinowa.plans.exchange.transcript import PlanFile, SheetFile


def notes_on(data: dict[str, Any], plan: PlanFile) -> tuple[Fault, ...]:
    """Names that differ and years far away, each with its place."""
    return tuple(all_named(data, [*_other_names(plan), *_far_years(plan)]))


def _other_names(plan: PlanFile) -> Found:
    names = {project.number: project.name for _g, _m, project in plan.projects()}
    for sheet in plan.sheets:
        if sheet.name != names[sheet.project]:
            yield (
                sheet.path,
                _("The index calls the project “%(name)s”; both stay as printed.")
                % {"name": names[sheet.project]},
            )


def _far_years(plan: PlanFile) -> Found:
    for sheet in plan.sheets:
        for path, text in _texts(sheet):
            for year in years_outside(text, plan.first_year, plan.last_year):
                yield path, _("%(year)s lies outside the plan.") % {"year": FiscalYear(year).label}


def _texts(sheet: SheetFile) -> Iterator[tuple[Path, str]]:
    for n, cell in enumerate(sheet.cells):
        yield (*sheet.path, "cells", n, "text"), cell.text or ""
    for n, line in enumerate(sheet.lines):
        path = (*sheet.path, "lines", n)
        for year, text in line.results.items():
            yield (*path, "results", str(year)), text or ""
        yield (*path, "description"), line.description
        yield (*path, "evaluation_and_issues"), line.evaluation or ""
        yield (*path, "next_steps"), line.next_steps or ""
