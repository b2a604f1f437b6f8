"""The partnerships of a plan that comes in: found here by title and day, or left out and named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.core.clock import TOKYO
from yuinowa.core.rights import Actor
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.plans.exchange.faults import Fault
from yuinowa.plans.exchange.whole import Row, Rows
from yuinowa.plans.models import Project
from yuinowa.plans.services.together import link

if TYPE_CHECKING:
    from yuinowa.partnerships.models import Partnership


def take_in_links(rows: Rows, projects: Mapping[str, Project], actor: Actor) -> list[Fault]:
    """Link what ``actor`` sees here; the rest is told. Two partnerships of one title and day are not guessed between."""
    notes: list[Fault] = []
    for n, row in enumerate(rows["partnerships"]):
        found = list(_called_so(row, actor)[:2])
        if len(found) == 1:
            link(projects[row["project"]], found[0], row["about"], actor=actor)
            continue
        words = _("The partnership “%(title)s” is not known here; the link to it is left out.")
        notes.append(rows.fault("partnerships", n, "title", words % {"title": row["title"]}))
    return notes


def _called_so(row: Row, actor: Actor) -> QuerySet[Partnership]:
    begins = datetime.combine(row["begun_on"], time.min, TOKYO)
    return partnerships_visible_to(actor).filter(
        title=row["title"], begun_at__gte=begins, begun_at__lt=begins + timedelta(days=1)
    )
