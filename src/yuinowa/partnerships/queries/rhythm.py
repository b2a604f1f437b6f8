"""Doors to the contact rhythm; what was agreed, who agrees to what is proposed, and when the sides were in touch last."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from yuinowa.core import clock
from yuinowa.core.clock import TOKYO
from yuinowa.core.rights import Actor, Role, visible_to
from yuinowa.governance.queries import last_meeting_of
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.domain.activities import ActivityState, HostState
from yuinowa.partnerships.domain.gates import Missing, Turn, writing
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.phases import Phase
from yuinowa.partnerships.domain.rhythm import FEWEST_IN_TOUCH, Sort, is_kept, standing
from yuinowa.partnerships.labels import rhythm as words
from yuinowa.partnerships.models import Activity, Partnership, Party, Rhythm
from yuinowa.partnerships.queries.partnerships import members
from yuinowa.partnerships.queries.parts import Requirement
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.relations.domain.rhythm import Touch
from yuinowa.relations.queries.contacts import last_among

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


def last_days(partnership: Partnership) -> dict[Sort, date | None]:
    """By what counts: the last day up to today on which two sides were in touch. Days alone, as the platform sees them."""
    joined = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    sides = list(joined.values_list("institution", flat=True))
    today = clock.today()
    hosted = (
        Activity.objects.filter(partnership=partnership, state=ActivityState.HELD.value)
        .annotate(
            last=Coalesce("last_day", "day"),
            hosting=Count(
                "hosts",
                filter=Q(
                    hosts__state=HostState.AGREED.value,
                    hosts__party__state=PartyState.JOINED.value,
                ),
            ),
        )
        .filter(hosting__gte=FEWEST_IN_TOUCH, last__lte=today)
        .order_by("-last")
    )
    body = partnership.body_id
    return {
        Sort.CONTACT: last_among(sides, until=today),
        Sort.MEETING: last_meeting_of(body, sides, fewest=FEWEST_IN_TOUCH, until=today)
        if body
        else None,
        Sort.ACTIVITY: hosted.values_list("last", flat=True).first(),
    }


@dataclass(frozen=True, slots=True)
class InTouch:
    """How the sides are in touch: the rhythm that holds, the last days by what counts, and what follows."""

    rhythm: Rhythm
    days: dict[Sort, date | None]
    touch: Touch


def in_touch(partnership: Partnership, now: Agreed | None = None) -> InTouch | None:
    """How contact stands against what was agreed; None where nothing is, or nothing is due in this phase."""
    rhythm = (now or agreed(partnership)).in_force
    if rhythm is None or rhythm.agreed_at is None or not is_kept(partnership.phase):
        return None
    days = last_days(partnership)
    at_work = partnership.phase is Phase.ACTIVE
    return InTouch(
        rhythm,
        days,
        standing(
            rhythm.terms.frequency,
            agreed_on=rhythm.agreed_at.astimezone(TOKYO).date(),
            active_since=partnership.state_since.astimezone(TOKYO).date() if at_work else None,
            last=max((day for day in days.values() if day), default=None),
            today=clock.today(),
        ),
    )
