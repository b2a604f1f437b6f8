"""The pages of an edition, made from what it froze: its plan, its sheets, each figure with the way to its origin."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse

from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.plans.domain.edition import MANY_SHEETS, FigureKind
from yuinowa.plans.domain.snapshot import (
    Frozen,
    outlined,
    sheets_of,
    with_goal,
    with_project,
)
from yuinowa.plans.models import Edition, EditionChange, EditionFigure, Plan, Project
from yuinowa.plans.queries.frozen import thawed
from yuinowa.plans.queries.grids import Grid
from yuinowa.plans.queries.pages import FigureRow, IndicatorBlock, SheetPage
from yuinowa.plans.queries.printed import PrintedPlan, PrintedSheet, PrintedSlot

#: Where a figure is printed: project, slot, year, kind.
Printed = tuple[str, int, int, str]


@dataclass(frozen=True)
class EditionView:
    """An edition with what a page or file of it prints."""

    edition: Edition
    #: What it froze, or the part of it that is printed.
    snapshot: Frozen
    figures: tuple[EditionFigure, ...] = ()
    changes: tuple[EditionChange, ...] = ()

    @cached_property
    def printed(self) -> PrintedPlan:
        return thawed(self.snapshot)

    @property
    def is_large(self) -> bool:
        """Whether making its files takes a while, and its pages are read goal by goal."""
        return sum(1 for _sheet in sheets_of(self.edition.snapshot)) >= MANY_SHEETS

    @property
    def plan(self) -> Plan:
        """The plan as it was."""
        return self.printed.plan

    @cached_property
    def _places(self) -> Mapping[Printed, EditionFigure]:
        return {(row.project, row.slot, row.fiscal_year, row.kind): row for row in self.figures}

    @property
    def without(self) -> list[Project]:
        """The projects whose sheet the edition does not hold."""
        return [row.project for row in self.printed.projects() if row.printed is None]

    def indicators(self) -> list[tuple[Project, IndicatorBlock]]:
        """The used indicators with their projects, in the plan's order."""
        return [
            (project, block)
            for project, sheet in self.printed.sheets()
            for block in self.blocks_of(project, sheet)
        ]

    def blocks_of(self, project: Project, sheet: PrintedSheet) -> tuple[IndicatorBlock, ...]:
        """The indicators of a sheet, each figure with the page on its origin."""
        return tuple(
            self._block(project, slot) for slot in sheet.slots if slot.slot.indicator_id is not None
        )

    def _block(self, project: Project, slot: PrintedSlot) -> IndicatorBlock:
        rows = []
        for year, figure in sorted(slot.figures.items()):
            place = (project.key, slot.slot.position, year)
            target = self._places.get((*place, FigureKind.TARGET.value))
            actual = self._places.get((*place, FigureKind.ACTUAL.value))
            rows.append(
                FigureRow(
                    year=year,
                    target_text=figure.target_text,
                    actual_text=figure.actual_text or "",
                    is_live=False,
                    url=self.address_of(actual),
                    confirmed_at=actual.confirmed_at if actual else None,
                    is_preliminary=actual is not None and actual.is_preliminary,
                    forecast=figure.forecast,
                    forecast_reason=figure.forecast_reason,
                    target_url=self.address_of(target),
                )
            )
        return IndicatorBlock(slot.slot, tuple(rows), explanation="", url="")

    def address_of(self, figure: EditionFigure | None) -> str:
        """The page on where a figure is from; empty where nothing is printed."""
        if figure is None:
            return ""
        edition = self.edition
        return reverse(
            "plans:edition-figure",
            args=[edition.plan_id, edition.fiscal_year, edition.number, figure.position],
        )

    def project_address(self, key: str) -> str:
        edition = self.edition
        return reverse(
            "plans:edition-project",
            args=[edition.plan_id, edition.fiscal_year, edition.number, key],
        )

    def relinked(self, grids: Iterable[Grid]) -> list[Grid]:
        """``grids`` with projects linked within the edition and not to the plan of today."""
        ours = {
            row.project.get_absolute_url(): self.project_address(row.project.key)
            for row in self.printed.projects()
        }
        return [
            replace(
                grid,
                rows=tuple(
                    tuple(replace(cell, url=ours.get(cell.url, cell.url)) for cell in row)
                    for row in grid.rows
                ),
            )
            for grid in grids
        ]

    def sheet_page(self, project: Project, printed: PrintedSheet) -> SheetPage:
        """The page of a sheet, as a sheet's page is made."""
        return SheetPage(
            printed=printed,
            plan=self.plan,
            scale=self.printed.scale,
            indicators=self.blocks_of(project, printed),
            unused=tuple(row.slot for row in printed.slots if row.slot.indicator_id is None),
            years_outside=(),
        )

    def frozen_sheet(self, key: str) -> Frozen | None:
        """What the edition froze of a project's sheet; None: it holds none, or has no such project."""
        return dict(sheets_of(self.snapshot)).get(key)


def view_of(edition: Edition) -> EditionView:
    """``edition``, read whole. Two queries."""
    return EditionView(
        edition,
        edition.snapshot,
        tuple(edition.figures.order_by("position")),
        tuple(edition.changes.order_by("position")),
    )


def outline_of(edition: Edition) -> EditionView:
    """``edition`` as far as its projects are named, counted and rated, with all corrections. One query."""
    changes = tuple(edition.changes.order_by("position"))
    return EditionView(edition, outlined(edition.snapshot), changes=changes)


def view_of_goal(edition: Edition, number: int) -> EditionView:
    """``edition`` as far as it is about one goal. One query."""
    snapshot = with_goal(edition.snapshot, number)
    keys = [
        project["key"]
        for goal in snapshot["goals"]
        for measure in goal["measures"]
        for project in measure["projects"]
    ]
    figures = edition.figures.filter(project__in=keys).order_by("position")
    return EditionView(edition, snapshot, tuple(figures))


def view_of_project(edition: Edition, key: str) -> EditionView:
    """``edition`` as far as it is about one project: a large plan is not read whole for it. Two queries."""
    return EditionView(
        edition,
        with_project(edition.snapshot, key),
        tuple(edition.figures.filter(project=key).order_by("position")),
        tuple(edition.changes.filter(project=key).order_by("position")),
    )


def partners_on(sheet: Frozen, actor: Actor) -> list[tuple[str, str]]:
    """The partners of a frozen sheet as they were called then, each with its page where ``actor`` may see it.

    One query where there are any.
    """
    kept = sheet.get("partners", [])
    if not kept:
        return []
    seen = institutions_visible_to(actor).filter(pk__in=[partner["id"] for partner in kept])
    addresses = {one.pk: one.get_absolute_url() for one in seen}
    return [(partner["name"], addresses.get(partner["id"], "")) for partner in kept]


def newest_of(editions: Sequence[Edition]) -> Edition | None:
    """The newest published one of a year's editions."""
    return next((edition for edition in editions if edition.is_published), None)
