"""Doors to tables that are taken in."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.directory.domain.runs import LineOutcome, RunKind
from yuinowa.directory.models import ImportLine, ImportRun


def tables_visible_to(actor: Actor) -> QuerySet[ImportRun]:
    """Tables of institutions the actor may see."""
    runs = ImportRun.objects.filter(kind=RunKind.INSTITUTIONS.value)
    return visible_to(actor, runs)


def lines_with_faults(run: ImportRun) -> QuerySet[ImportLine]:
    """Lines that are refused or leave something open, in the order of the file."""
    return run.lines.exclude(faults=[], warnings=[]).order_by("pk")


def lines_with_changes(run: ImportRun) -> QuerySet[ImportLine]:
    return run.lines.filter(outcome=LineOutcome.CHANGED.value).order_by("pk")


def new_lines(run: ImportRun) -> QuerySet[ImportLine]:
    return run.lines.filter(outcome=LineOutcome.NEW.value).order_by("pk")
