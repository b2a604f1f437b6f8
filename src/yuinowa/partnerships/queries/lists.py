"""Rows of the list of partnerships."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from yuinowa.core import waits
from yuinowa.core.clock import TOKYO
from yuinowa.core.rights import Actor, can
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.dormancy import quiet_among
from yuinowa.partnerships.queries.partnerships import there
from yuinowa.partnerships.queries.workspace import sides_in_words
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


def listed(found: QuerySet[Partnership]) -> QuerySet[Partnership]:
    """``found`` with no more of each side than a row says: some partnerships of a list have as many sides as a country has towns."""
    sides = Party.objects.select_related("institution").only(*_OF_A_SIDE)
    return found.prefetch_related(None).prefetch_related(Prefetch("parties", queryset=sides))


def turns_in(partnerships: Iterable[Partnership]) -> dict[int, date]:
    """By side: since when it is waited for. One question for all."""
    parties = [party for row in partnerships for party in there(row)]
    rows = waits.open_waits_of(parties).values_list("subject_id", "since")
    return {party: since.astimezone(TOKYO).date() for party, since in rows}


def lines_of(
    partnerships: Iterable[Partnership], actor: Actor, turns: Mapping[int, date]
) -> list[Line]:
    """The rows as ``actor`` reads them."""
    rows = list(partnerships)
    quiet = quiet_among(rows)
    dormant = {pk for pk, one in quiet.items() if one.is_dormant}
    return [_line(row, actor, turns, is_dormant=row.pk in dormant) for row in rows]


def _line(row: Partnership, actor: Actor, turns: Mapping[int, date], *, is_dormant: bool) -> Line:
    told = Line(
        row,
        sides_in_words(row),
        str(words.FORMS[Form(row.form)]),
        str(words.PHASES[row.phase]),
    )
    if not can(actor, "partnership.follow", row):
        return told
    told = replace(told, is_dormant=is_dormant)
    waited = [party for party in there(row) if party.pk in turns]
    if not waited:
        return told
    ours = [party for party in waited if party.institution_id == actor.institution]
    shown = ours or waited
    side = Side.OURS if ours else Side.THEIRS
    since = min(turns[party.pk] for party in shown)
    who = "" if ours else shown[0].institution.name
    return replace(told, side=side.value, who=who, since=since)
