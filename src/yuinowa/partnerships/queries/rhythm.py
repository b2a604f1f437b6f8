"""Doors to the contact rhythm; what was agreed, who agrees to what is proposed, and when the sides were in touch last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from yuinowa.core import clock
from yuinowa.core.clock import TOKYO
from yuinowa.core.rights import Actor, Role, visible_to
from yuinowa.governance.queries import last_meetings_of
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.activities import ActivityState, HostState
from yuinowa.partnerships.domain.gates import Missing, Turn, writing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.rhythm import FEWEST_IN_TOUCH, Seen, Sort, is_kept, standing
from yuinowa.partnerships.labels import rhythm as words
from yuinowa.partnerships.models import Activity, ActivityHost, Partnership, Party, Rhythm
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.relations.domain.rhythm import Touch
from yuinowa.relations.queries.contacts import last_of_each

_AGREE = Turn("agree-rhythm", Verb.DECIDE, (Role.LEAD.value, Role.ADMIN.value), words.THEN_AGREED)


def rhythms_visible_to(actor: Actor) -> QuerySet[Rhythm]:
    return visible_to(actor, Rhythm.objects.select_related("proposed_for__institution"))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What holds today, and what is proposed in its place with the sides that have agreed to it."""

    in_force: Rhythm | None
    proposed: Rhythm | None
    consents: frozenset[int]

    def lacking(self, sides: Iterable[int]) -> list[int]:
        """Those of ``sides`` that have not agreed to what is proposed; nobody where nothing is."""
        return [] if self.proposed is None else [s for s in sides if s not in self.consents]


def agreed(partnership: Partnership) -> Agreed:
    """What the sides agreed on and what is proposed, as the platform sees it."""
    found = Rhythm.objects.filter(partnership=partnership, ended_at=None)
    rows = list(
        found.select_related("proposed_for__institution")
        .prefetch_related("consents")
        .order_by("pk")
    )
    in_force = next((row for row in rows if row.agreed_at), None)
    proposed = next((row for row in rows if not row.agreed_at), None)
    consents = (one.party_id for one in proposed.consents.all()) if proposed else ()
    return Agreed(in_force, proposed, frozenset(consents))


def newest_number(partnership: Partnership) -> int:
    """Of the last proposal, whatever came of it; 0 before the first."""
    return Rhythm.objects.filter(partnership=partnership).aggregate(n=Max("number"))["n"] or 0


def asked(parties: Sequence[Party]) -> list[int]:
    """The sides whose consent is wanted: those that have joined, without those that only look on."""
    return writing(members(parties))


def of_rhythm(reading: Reading) -> Iterable[Requirement]:
    """Consents to what is proposed: they are waited for, and hold nothing up."""
    now = reading.once(agreed)
    if now.proposed is None:
        return []
    link = reverse("partnerships:rhythm-detail", args=[reading.partnership.pk])
    gaps = (
        Missing(str(words.ITS_CONSENT), link, side, _AGREE, holds=False)
        for side in now.lacking(asked(reading.parties))
    )
    return [Requirement(words.RHYTHM_AGREED, tuple(gaps))]


def last_days(partnership: Partnership, sides: Collection[int]) -> dict[Sort, dict[int, date]]:
    """By what counts, and by institution of ``sides``: the last day up to today on which it was in touch with another.

    Days alone, as the platform sees them; three questions for any number of sides and records.
    """
    today, body = clock.today(), partnership.body_id
    hosted = (
        Activity.objects.filter(partnership=partnership, state=ActivityState.HELD.value)
        .annotate(
            last=Coalesce("last_day", "day"),
            hosting=Count("hosts", filter=_of_sides("hosts__", sides)),
        )
        .filter(hosting__gte=FEWEST_IN_TOUCH, last__lte=today)
    )
    hosts = ActivityHost.objects.filter(
        _of_sides("", sides), activity__in=hosted.order_by().values("pk")
    )
    days = (
        hosts.order_by()
        .values_list("party__institution")
        .annotate(latest=Max(Coalesce("activity__last_day", "activity__day")))
    )
    return {
        Sort.CONTACT: last_of_each(sides, until=today),
        Sort.MEETING: last_meetings_of(body, sides, fewest=FEWEST_IN_TOUCH, until=today)
        if body
        else {},
        Sort.ACTIVITY: dict(days),
    }


def _of_sides(way: str, sides: Collection[int]) -> Q:
    """Hosts, ``way`` to them, that agreed to host and are sides that have joined."""
    return Q(
        **{
            f"{way}state": HostState.AGREED.value,
            f"{way}party__state": PartyState.JOINED.value,
            f"{way}party__institution__in": sides,
        }
    )


@dataclass(frozen=True, slots=True)
class InTouch:
    """How the sides are in touch: the rhythm that holds, the last days by what counts, and what follows.

    ``silent`` are the sides of which no contact is recorded for so long, where others were in touch: what each of
    them agreed to by itself. Not when they last were: another two's contact is theirs.
    """

    rhythm: Rhythm
    days: dict[Sort, date | None]
    touch: Touch
    silent: tuple[Party, ...]

    @property
    def without_contact(self) -> str:
        """The silent sides in a sentence; empty where there are none."""
        return words.without_contact([party.institution.name for party in self.silent])


def in_touch(partnership: Partnership, now: Agreed | None = None) -> InTouch | None:
    """How contact stands against what was agreed; None where nothing is, or nothing is due in this phase."""
    rhythm = (now or agreed(partnership)).in_force
    if rhythm is None or rhythm.agreed_at is None or not is_kept(partnership.phase):
        return None
    joined = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    parties = list(joined.select_related("institution").order_by("pk"))
    days = last_days(partnership, [party.institution_id for party in parties])
    at_work = partnership.phase is Phase.ACTIVE
    wanted = set(asked(parties))
    found = standing(
        rhythm.terms.frequency,
        agreed_on=rhythm.agreed_at.astimezone(TOKYO).date(),
        active_since=partnership.state_since.astimezone(TOKYO).date() if at_work else None,
        sides={party.pk: _seen(party, days) for party in parties if party.pk in wanted},
        today=clock.today(),
    )
    is_everybody = found.silent == wanted
    return InTouch(
        rhythm,
        {sort: max(by_side.values(), default=None) for sort, by_side in days.items()},
        found.touch,
        () if is_everybody else tuple(party for party in parties if party.pk in found.silent),
    )


def _seen(party: Party, days: Mapping[Sort, Mapping[int, date]]) -> Seen:
    came = party.joined_at or party.asked_at
    last = [
        by_side[party.institution_id]
        for by_side in days.values()
        if party.institution_id in by_side
    ]
    return Seen(came.astimezone(TOKYO).date(), max(last, default=None))
