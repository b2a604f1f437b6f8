"""Editions: which one may see, the document of one, what its pages show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Max, QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.domain.edition import STANDING, EditionState
from yuinowa.plans.domain.sheet import OPEN_STATES
from yuinowa.plans.domain.snapshot import Frozen, digest
from yuinowa.plans.models import Edition, EditionChange, EditionFigure, Plan, Sheet

if TYPE_CHECKING:
    from yuinowa.ledger.models import IndicatorValue


def editions_visible_to(actor: Actor) -> QuerySet[Edition]:
    """Editions that have their number, with their plans, the newest year and number first.

    Without the frozen plan: whoever shows that asks for it by name (``whole``).
    """
    found = Edition.objects.filter(state__in=[state.value for state in STANDING])
    return visible_to(actor, found.select_related("plan__owner")).defer("snapshot")


def whole(editions: QuerySet[Edition]) -> QuerySet[Edition]:
    """``editions`` together with what they froze."""
    return editions.defer(None)


def published_for(actor: Actor) -> QuerySet[Edition]:
    """Published editions that ``actor`` may see, the latest first."""
    return (
        editions_visible_to(actor)
        .filter(state=EditionState.PUBLISHED.value)
        .order_by("-published_at", "-pk")
    )


# ---------------------------------------------------------------- the document

_FIGURE = (
    "position", "project", "project_number", "slot", "name", "unit", "fiscal_year", "kind", "text", "origin",
    "metric", "basis", "entries", "contested", "is_preliminary", "sentence", "sentence_en", "document", "reason",
)  # fmt: skip
_CHANGE = (
    "position", "project", "project_number", "part", "name", "fiscal_year", "old", "new", "reason",
)  # fmt: skip


def document_of(
    edition: Edition, figures: Iterable[EditionFigure], corrections: Iterable[EditionChange]
) -> Frozen:
    """All of an edition as one document that names no person: what its digest is taken of, and what is given away."""
    return {
        "format": edition.snapshot["format"],
        "fiscal_year": edition.fiscal_year,
        "number": edition.number,
        "as_of": edition.as_of.isoformat(),
        "as_of_text": edition.as_of_text,
        "reason": edition.reason,
        "plan": edition.snapshot,
        "figures": [
            {name: getattr(row, name) for name in _FIGURE}
            | {
                "recorded_at": _moment(row.recorded_at),
                "confirmed_at": _moment(row.confirmed_at),
            }
            for row in figures
        ],
        "corrections": [{name: getattr(row, name) for name in _CHANGE} for row in corrections],
    }


def _moment(value: datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def stored_document(edition: Edition) -> Frozen:
    """The document of a saved edition. Two queries."""
    return document_of(edition, edition.figures.all(), edition.changes.all())


def holds(edition: Edition) -> bool:
    """Whether what is stored is still what the digest was taken of."""
    return digest(stored_document(edition)) == edition.digest


# ---------------------------------------------------------------- pages


@dataclass(frozen=True)
class YearOfEditions:
    """A year of a plan with its editions, the newest first."""

    fiscal_year: int
    editions: list[Edition] = field(default_factory=list)


def editions_of(plan: Plan, actor: Actor) -> list[YearOfEditions]:
    """The editions of ``plan`` that ``actor`` may see, by year. One query."""
    years: dict[int, YearOfEditions] = {}
    for edition in editions_visible_to(actor).filter(plan=plan):
        year = years.setdefault(edition.fiscal_year, YearOfEditions(edition.fiscal_year))
        year.editions.append(edition)
    return list(years.values())


def year_to_publish(plan: Plan, years: Sequence[YearOfEditions]) -> int | None:
    """The newest year of which an edition could be prepared now; None where there is nothing to say.

    A year without edition as soon as all of its sheets are published; one that has an edition as soon as a
    sheet was published since. One query.
    """
    done = {year.fiscal_year: year.editions for year in years}
    rows = (
        Sheet.objects.filter(project__plan=plan)
        .order_by()
        .values("fiscal_year", "state")
        .annotate(last=Max("published_at"))
    )
    last: dict[int, datetime] = {}
    waiting = set()
    for row in rows:
        if row["state"] in OPEN_STATES:
            year = row["fiscal_year"]
            last[year] = max(row["last"], last.get(year, row["last"]))
        else:
            waiting.add(row["fiscal_year"])
    for year in sorted(last, reverse=True):
        editions = done.get(year, [])
        if any(not edition.is_published for edition in editions):
            continue
        if editions and last[year] > editions[0].prepared_at:
            return year
        if not editions and year not in waiting:
            return year
    return None


def figure_index(figures: Iterable[EditionFigure]) -> dict[tuple[str, int, int, str], int]:
    """Where the page of each printed figure is: project, slot, year, kind → its number."""
    return {(row.project, row.slot, row.fiscal_year, row.kind): row.position for row in figures}


def standing_now(row: EditionFigure) -> IndicatorValue | None:
    """The figure that the ledger keeps today in the place of a printed actual; None: still the same one. One query."""
    if row.value_id is None:
        return None
    now = row.indicator.figures.filter(
        fiscal_year=row.fiscal_year, superseded_at__isnull=True
    ).first()
    return None if now is None or now.pk == row.value_id else now
