"""What the platform has recorded of a partnership that bears on the ten rules: counts and days, and where each stands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Max, Min, Q
from django.urls import reverse

from yuinowa.core.clock import TOKYO
from yuinowa.core.rights import Actor
from yuinowa.evaluation.queries import proposed
from yuinowa.governance.domain.meetings import TOOK_PLACE
from yuinowa.governance.queries import meetings_visible_to
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.domain.statements import Resource, Shared
from yuinowa.partnerships.domain.ten_rules import PAID, Facts, Place
from yuinowa.partnerships.models import Approval, Partnership, Party
from yuinowa.partnerships.queries import statements
from yuinowa.partnerships.queries.partnerships import joined, partnerships_visible_to
from yuinowa.partnerships.queries.principles import asked
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.recorded import agreed
from yuinowa.relations.domain.contacts import ContactState, Means
from yuinowa.relations.queries.contacts import contacts_visible_to


def facts_of(partnership: Partnership, actor: Actor) -> Facts:
    """The facts as ``actor`` may know them; the number of questions is the same for any number of sides."""
    there = joined(partnership)
    sides = set(asked(there))
    here = actor.under(partnership)
    goals = statements.goals_visible_to(here).filter(partnership=partnership).count()
    consents = agreed(Reading(partnership, there), Shared.GOALS) if goals else {}
    needs = statements.needs_visible_to(actor).filter(party__in=sides)
    told = list(needs.values_list("party", "alternatives"))
    tasks = statements.tasks_visible_to(here).filter(partnership=partnership)
    answerable = set(tasks.values_list("accountable", flat=True))
    met_on, meetings = _meetings(partnership, actor)
    paying, doing = _paying(actor, sides, answerable)
    portfolio, paid = _portfolio(actor)
    residents, count = _residents(partnership)
    visits, visited_on = _visits(there, actor)
    invited = [p for p in partnership.parties.all() if p.asked_by_id]
    return Facts(
        sides=len(sides),
        form=Form(partnership.form),
        goals=goals,
        goals_agreed=len(sides & consents.keys()),
        goals_agreed_on=_day(max(consents.values(), default=None)),
        able=statements.abilities_visible_to(actor)
        .filter(party__in=sides)
        .order_by()
        .values("party")
        .distinct()
        .count(),
        needs=len(told),
        alternatives=sum(bool(alternatives) for _party, alternatives in told),
        has_form_reason=bool(partnership.zone_reason),
        portfolio=portfolio,
        portfolio_paid=paid,
        joined_on=_day(max((p.joined_at for p in there if p.joined_at), default=None))
        if len(there) > 1
        else None,
        met_on=met_on,
        starts_on=partnership.start_on,
        asked=len(invited),
        answered=sum(party.state not in _UNANSWERED for party in invited),
        level=partnership.level,
        residents=residents,
        residents_count=count,
        paying=paying,
        paying_and_doing=doing,
        meetings=meetings,
        tasks=tasks.count(),
        decisions=Approval.objects.filter(party__in=sides)
        .order_by()
        .values("party")
        .distinct()
        .count(),
        visits=visits,
        visited_on=visited_on,
    )


_UNANSWERED = (PartyState.INVITED, PartyState.TAKEN_BACK)


def _day(moment: object) -> date | None:
    return moment.astimezone(TOKYO).date() if moment else None  # type: ignore[attr-defined]  # a moment


def _meetings(partnership: Partnership, actor: Actor) -> tuple[date | None, int]:
    if partnership.body_id is None:
        return None, 0
    held = meetings_visible_to(actor).filter(
        body=partnership.body_id, state__in=[state.value for state in TOOK_PLACE]
    )
    return held.aggregate(first=Min("day"))["first"], held.count()


def _paying(actor: Actor, sides: Collection[int], answerable: Collection[int]) -> tuple[int, int]:
    """How many sides put in money, and how many of them something besides."""
    rows = set(
        statements.contributions_visible_to(actor)
        .filter(party__in=sides)
        .values_list("party", "resource")
    )
    paying = {party for party, resource in rows if resource == Resource.MONEY}
    others = {party for party, resource in rows if resource != Resource.MONEY}
    return len(paying), len(paying & (others | set(answerable)))


def _portfolio(actor: Actor) -> tuple[int, int]:
    """The partnerships in which the actor's institution takes part, and those that are entrusted or subsidised."""
    mine = Party.objects.filter(institution=actor.institution or 0, state=PartyState.JOINED.value)
    found = partnerships_visible_to(actor).filter(pk__in=mine.values("partnership"))
    forms = list(found.order_by().values_list("form", flat=True))
    return len(forms), sum(Form(form) in PAID for form in forms)


def _residents(partnership: Partnership) -> tuple[str, int]:
    now = proposed(partnership.evaluation_id)
    if now is None:
        return "", 0
    return now.terms.residents.value, now.terms.residents_count or 0


def _visits(there: Sequence[Party], actor: Actor) -> tuple[int, date | None]:
    others = [p.institution_id for p in there if p.institution_id != actor.institution]
    found = contacts_visible_to(actor).filter(
        Q(recorded_by__in=others) | Q(partner__in=others),
        means__in=[Means.VISITED.value, Means.RECEIVED.value],
        state=ContactState.RECORDED.value,
    )
    return found.count(), found.aggregate(last=Max("day"))["last"]


def places_of(partnership: Partnership) -> dict[Place, str]:
    """By place: where the record is read."""
    pk, here = partnership.pk, partnership.get_absolute_url()
    body = partnership.body_id
    return {
        Place.GOALS: f"{here}#{Shared.GOALS.value}",
        Place.WORDS: f"{here}#sides-h",
        Place.OUTLINE: f"{here}#outline-h",
        Place.SIDES: reverse("partnerships:party-list", args=[pk]),
        Place.ROLES: f"{here}#{Shared.ROLES.value}",
        Place.EVALUATION: reverse("partnerships:evaluation-detail", args=[pk]),
        Place.MEETINGS: reverse("governance:body-detail", args=[body]) if body else here,
        Place.AGREEMENTS: reverse("partnerships:agreement-list", args=[pk]),
        Place.CONTACTS: reverse("relations:contact-list"),
        Place.OTHERS: reverse("partnerships:partnership-list"),
    }
