"""Sources, their files and what came of them, as far as somebody may see them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.models import Branch, Finding, Item, Run, Source, SourceRecord
from yuinowa.core import clock
from yuinowa.core.rights import Actor, can, visible_to

#: So many libraries are named whose records are just coming in.
MOST_COMING = 3
#: Nobody has said what the place is.
_OPEN = Q(name="", institution=None)


def sources_visible_to(actor: Actor) -> QuerySet[Source]:
    """Sources ``actor`` may see, with how many records they hold (``standing``) and whether more are coming in."""
    counted = Count("records", filter=Q(records__is_deleted=False))
    taking = Run.objects.filter(source=OuterRef("pk"), state=RunState.TAKING.value)
    found = visible_to(actor, Source.objects.select_related("owner"))
    return found.annotate(standing=counted, is_coming=Exists(taking))


def runs_visible_to(actor: Actor) -> QuerySet[Run]:
    return visible_to(actor, Run.objects.select_related("source", "source__owner"))


def records_visible_to(actor: Actor) -> QuerySet[SourceRecord]:
    return visible_to(actor, SourceRecord.objects.select_related("source"))


@dataclass(frozen=True, slots=True)
class Coming:
    """A library whose records are being written just now; ``run`` only for those who may see its files."""

    source: Source
    run: Run | None


def coming_in(actor: Actor) -> list[Coming]:
    """Whose records come in among what ``actor`` finds, the longest at it first; at most ``MOST_COMING``.

    That a shown library's records come in is seen by everybody as they are found. How far the file is, its owner
    and the region office see, like all that becomes of a file.
    """
    found = Run.objects.filter(
        state=RunState.TAKING.value, source__in=visible_to(actor, Source.objects.all())
    )
    runs = found.select_related("source", "source__owner").order_by("began_at", "pk")
    return [
        Coming(run.source, run if can(actor, "run.view", run) else None)
        for run in runs[:MOST_COMING]
    ]


def last_taken(source: Source) -> Run | None:
    """The file that was taken last and still stands."""
    return source.runs.filter(state=RunState.APPLIED.value).order_by("-applied_at").first()


def findings_of(run: Run) -> QuerySet[Finding]:
    """Refused records first, in the order of the file."""
    return run.findings.order_by("-is_refused", "number", "pk")


def branches_of(source: Source, *, only_open: bool = False) -> QuerySet[Branch]:
    """The places its records write; ``only_open``: of which nobody has said what they are."""
    rows = source.branches.select_related("institution").order_by("written")
    return rows.filter(_OPEN) if only_open else rows


def how_many_branches(source: Source) -> tuple[int, int]:
    """How many places its records write, and of how many nobody has said what they are."""
    found = source.branches.aggregate(whole=Count("pk"), still=Count("pk", filter=_OPEN))
    return found["whole"], found["still"]


def things_at(source: Source, written: Collection[str]) -> dict[str, int]:
    """How many things stand at each of the places, as the records write them; one without things is left out."""
    rows = Item.objects.filter(record__source=source, branch__in=written).values_list("branch")
    return dict(rows.annotate(things=Count("pk")).order_by("branch"))


def time_left(run: Run) -> tuple[int, timedelta | None]:
    """Records a second since the job began, and how long the rest takes at that rate; None: not known yet."""
    whole, done = int(run.counts.get("read", 0)), run.done
    if run.began_at is None or not done:
        return 0, None
    passed = (clock.now() - run.began_at).total_seconds()
    rate = done / passed if passed > 0 else 0
    return round(rate), timedelta(seconds=round((whole - done) / rate)) if rate else None
