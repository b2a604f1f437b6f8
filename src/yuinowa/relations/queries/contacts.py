"""Doors to contacts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from yuinowa.core.rights import Actor, visible_to
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations.domain.contacts import ContactState, Means
from yuinowa.relations.labels.contacts import MEANS, MEANS_OTHER_SIDE
from yuinowa.relations.models import Contact, ContactVersion

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def contacts_visible_to(actor: Actor) -> QuerySet[Contact]:
    """Contacts in which the actor's institution takes part, newest first, both names at hand."""
    found = Contact.objects.select_related("recorded_by", "partner")
    return visible_to(actor, found).order_by("-day", "-pk")


def of_pair(contacts: QuerySet[Contact], one: int, other: int) -> QuerySet[Contact]:
    """The contacts between two institutions, whoever recorded them."""
    return contacts.filter(Q(recorded_by=one, partner=other) | Q(recorded_by=other, partner=one))


def in_year(contacts: QuerySet[Contact], year: FiscalYear) -> QuerySet[Contact]:
    return contacts.filter(day__range=(year.start, year.end))


def same_pair_and_day(actor: Actor, *, one: int, other: int, day: date) -> list[Contact]:
    """Contacts that may be "the same": of this pair, on this day, not withdrawn."""
    found = of_pair(contacts_visible_to(actor), one, other)
    return list(found.filter(day=day, state=ContactState.RECORDED))


def versions_of(contact: Contact) -> QuerySet[ContactVersion]:
    """Every version of a contact that was found through a door, newest first."""
    return contact.versions.order_by("-number")


@dataclass(frozen=True, slots=True)
class Line:
    """One contact as the reader's side sees it: the other's name, and who came to whom."""

    contact: Contact
    other: str
    other_id: int
    means: str
    ours: bool

    @classmethod
    def of(cls, contact: Contact, actor: Actor) -> Line:
        ours = contact.recorded_by_id == actor.institution
        other = contact.partner if ours else contact.recorded_by
        words = MEANS if ours else MEANS_OTHER_SIDE
        return cls(contact, other.name, other.pk, str(words[Means(contact.means)]), ours)


@dataclass(frozen=True, slots=True)
class Totals:
    """How often, and with how many people, as far as they were counted."""

    contacts: int
    people: int
    latest: date | None


def totals(contacts: QuerySet[Contact]) -> Totals:
    """Sums over contacts that were not withdrawn."""
    row = contacts.filter(state=ContactState.RECORDED).aggregate(
        n=Count("pk"), people=Sum("headcount"), latest=Max("day")
    )
    return Totals(row["n"], row["people"] or 0, row["latest"])


def last_among(institutions: Collection[int], *, until: date) -> date | None:
    """The last day up to ``until`` on which two of ``institutions`` had contact, as the platform sees it; no more than the day."""
    found = Contact.objects.filter(
        recorded_by__in=institutions,
        partner__in=institutions,
        state=ContactState.RECORDED,
        day__lte=until,
    )
    latest: date | None = found.aggregate(latest=Max("day"))["latest"]
    return latest


def last_of_each(institutions: Collection[int], *, until: date) -> dict[int, date]:
    """By institution: its last day of contact with another of ``institutions``, up to ``until``; no more than the day."""
    found = Contact.objects.filter(
        recorded_by__in=institutions,
        partner__in=institutions,
        state=ContactState.RECORDED,
        day__lte=until,
    )
    latest: dict[int, date] = {}
    pairs = found.order_by().values_list("recorded_by", "partner").annotate(latest=Max("day"))
    for recorder, partner, day in pairs:
        for one in (recorder, partner):
            latest[one] = max(day, latest.get(one, day))
    return latest


def recent_partners(actor: Actor, *, most: int = 30) -> list[Institution]:
    """Institutions the actor's side met last, each once, the latest first; for the form's suggestions."""
    mine = actor.institution
    partners: dict[int, Institution] = {}
    for contact in contacts_visible_to(actor).filter(state=ContactState.RECORDED)[:200]:
        other = contact.partner if contact.recorded_by_id == mine else contact.recorded_by
        partners.setdefault(other.pk, other)
        if len(partners) == most:
            break
    return list(partners.values())


def years_with_contacts(contacts: QuerySet[Contact], this_year: FiscalYear) -> list[FiscalYear]:
    """This year and every year back to the first contact, the newest first."""
    first = contacts.order_by().aggregate(first=Min("day"))["first"]
    start = this_year.start_year if first is None else FiscalYear.of(first).start_year
    return [FiscalYear(year) for year in range(this_year.start_year, start - 1, -1)]
