"""Rows of the list of partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from yuinowa.core import waits
from yuinowa.core.clock import TOKYO
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, visible_to
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.parties import OPEN, PartyState
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.dormancy import quiet_among
from yuinowa.partnerships.queries.partnerships import there
from yuinowa.partnerships.queries.workspace import names_in_words
from yuinowa.ui.parts import Side


@dataclass(frozen=True, slots=True)
class Line:
    """One partnership as a row says it; ``side`` is empty where nobody is waited for or the reader may not know."""

    partnership: Partnership
    sides: str
    form: str
    phase: str
    side: str = ""
    who: str = ""
    since: date | None = None
    #: Nothing was done together for long; for whoever follows how it goes.
    is_dormant: bool = False


#: What a row says of a side, and what the rights ask of it.
_OF_A_SIDE = (
    "partnership",
    "state",
    "institution__name",
    "institution__level",
    "institution__status",
)


def bare(found: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """``found`` without anything of its sides: ``lines_of`` asks for what a row says of them."""
    return found.select_related(None).prefetch_related(None)


def listed(found: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """``found`` with no more of each side than a row says: some partnerships of a list have as many sides as a country has towns."""
    sides = Party.objects.select_related("institution").only(*_OF_A_SIDE).order_by("pk")
    return bare(found).prefetch_related(Prefetch("parties", queryset=sides))


def turns_in(partnerships: Iterable[Partnership]) -> dict[int, date]:
    """By side: since when it is waited for. One question for all."""
    return _days(waits.open_waits_of(party for row in partnerships for party in there(row)))


def _days(found: QuerySet[Wait]) -> dict[int, date]:
    rows = found.values_list("subject_id", "since")
    return {party: since.astimezone(TOKYO).date() for party, since in rows}


@dataclass(frozen=True, slots=True)
class ListedSide:
    """One side as a row says it: a page may have thousands of them."""

    party: int
    institution: int
    name: str
    has_joined: bool


def lines_of(partnerships: Iterable[Partnership], actor: Actor) -> list[Line]:
    """The rows as ``actor`` reads them; few questions, however many rows and sides there are."""
    rows = list(partnerships)
    sides = _sides_among(rows)
    followed = _followed(rows, actor)
    since = _since(side for pk in followed for side in sides[pk])
    quiet = {pk for pk, one in quiet_among(rows).items() if one.is_dormant}
    found = []
    for row in rows:
        names = [side.name for side in sides[row.pk] if side.has_joined]
        form, phase = str(words.FORMS[Form(row.form)]), str(words.PHASES[row.phase])
        line = Line(row, names_in_words(names), form, phase)
        if row.pk in followed:
            line = _with_turn(line, sides[row.pk], since, actor)
            line = replace(line, is_dormant=row.pk in quiet)
        found.append(line)
    return found


@dataclass(frozen=True, slots=True)
class Filed:
    """One partnership as a row of a file says it: every side that has joined, by name."""

    partnership: Partnership
    names: tuple[str, ...]
    #: As in ``Line``.
    is_dormant: bool


def filed(found: QuerySet[Partnership], actor: Actor) -> list[Filed]:
    """``found`` as rows of a file for ``actor``; as many questions for 10 rows as for 10,000, and no object for a side."""
    rows = list(bare(found))
    sides, followed = _sides_among(rows), _followed(rows, actor)
    quiet = quiet_among(row for row in rows if row.pk in followed)
    return [
        Filed(
            row,
            tuple(side.name for side in sides[row.pk] if side.has_joined),
            row.pk in quiet and quiet[row.pk].is_dormant,
        )
        for row in rows
    ]


def _sides_among(rows: Iterable[Partnership]) -> dict[int, list[ListedSide]]:
    """By partnership: the sides that have joined or are asked, those that have joined first, each in the order it came."""
    found: dict[int, list[ListedSide]] = {row.pk: [] for row in rows}
    told = (
        Party.objects.filter(partnership__in=list(found), state__in=[s.value for s in OPEN])
        .order_by("pk")
        .values_list("partnership", "pk", "institution", "institution__name", "state")
    )
    for partnership, pk, institution, name, state in told:
        side = ListedSide(pk, institution, name, state == PartyState.JOINED)
        found[partnership].append(side)
    for sides in found.values():
        sides.sort(key=lambda side: not side.has_joined)
    return found


def _followed(rows: Iterable[Partnership], actor: Actor) -> set[int]:
    """Those of ``rows`` whose course the actor follows."""
    these = Partnership.objects.filter(pk__in=[row.pk for row in rows]).order_by()
    return set(visible_to(actor, these, action="partnership.follow").values_list("pk", flat=True))


def _since(sides: Iterable[ListedSide]) -> dict[int, date]:
    """By side: since when it is waited for. One question for all."""
    return _days(waits.open_waits_among(Party, [side.party for side in sides]))


def _with_turn(
    line: Line, sides: Iterable[ListedSide], since: Mapping[int, date], actor: Actor
) -> Line:
    waited = [side for side in sides if side.party in since]
    if not waited:
        return line
    ours = [side for side in waited if side.institution == actor.institution]
    shown = ours or waited
    return replace(
        line,
        side=(Side.OURS if ours else Side.THEIRS).value,
        who="" if ours else shown[0].name,
        since=min(since[side.party] for side in shown),
    )
