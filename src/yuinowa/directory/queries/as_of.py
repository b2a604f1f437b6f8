"""What held on a day: programmes taken part in, services open. The index serves today alone, so the database answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    Model,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models import Value as Constant

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.as_of import AsOf
from yuinowa.directory.domain.disclosure import MEMBERS, PUBLIC, Part
from yuinowa.directory.domain.institutions import OWN, SwitchState
from yuinowa.directory.models import Participation, PartLevel, ServiceSwitch
from yuinowa.directory.permissions import OFFICE
from yuinowa.directory.queries.institutions import institutions_visible_to

M = TypeVar("M", bound=Model)

_ORDER = ("institution__prefecture", "institution__municipality", "institution_id", "pk")
#: An own word stands before that of a source.
_RANK = Case(When(source=OWN, then=Constant(0)), default=Constant(1), output_field=IntegerField())


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows there are by code and by prefecture, each under the other narrowing."""

    codes: dict[str, int]
    prefectures: dict[str, int]


def participations_on(asked: AsOf, actor: Actor) -> QuerySet[Participation]:
    """Who takes part in what on the day, as far as ``actor`` may see it."""
    found = _narrowed(_all_participations(asked.day, actor), "programme", asked)
    return found.select_related("institution").order_by("programme", *_ORDER)


def services_on(asked: AsOf, actor: Actor) -> QuerySet[ServiceSwitch]:
    """Which services are open on the day: the institution's own word first, else the latest of a source."""
    found = _narrowed(_all_services(asked.day, actor), "service", asked)
    return found.select_related("institution").order_by("service", *_ORDER)


def programme_counts(asked: AsOf, actor: Actor) -> Counts:
    return _counts(_all_participations(asked.day, actor), "programme", asked)


def service_counts(asked: AsOf, actor: Actor) -> Counts:
    return _counts(_all_services(asked.day, actor), "service", asked)


def _all_participations(day: date, actor: Actor) -> QuerySet[Participation]:
    begun = Q(from_day=None) | Q(from_day__lte=day)
    lasts = Q(to_day=None) | Q(to_day__gte=day)
    return _seen(Participation.objects.filter(begun, lasts), Part.PROGRAMMES, actor)


def _all_services(day: date, actor: Actor) -> QuerySet[ServiceSwitch]:
    holds = Q(as_of__lte=day) & (Q(until=None) | Q(until__gte=day))
    rows = ServiceSwitch.objects.filter(holds).annotate(rank=_RANK)
    same = rows.filter(institution=OuterRef("institution"), service=OuterRef("service"))
    later = Q(as_of__gt=OuterRef("as_of")) | Q(as_of=OuterRef("as_of"), pk__lt=OuterRef("pk"))
    better = same.filter(Q(rank__lt=OuterRef("rank")) | Q(rank=OuterRef("rank")) & later)
    found = rows.filter(~Exists(better), state=SwitchState.OPEN.value)
    return _seen(found, Part.SERVICES, actor)


def _seen(rows: QuerySet[M], part: Part, actor: Actor) -> QuerySet[M]:
    """The rows of institutions that ``actor`` may see, without those that hide this part from it."""
    rows = rows.filter(institution__in=institutions_visible_to(actor).values("pk"))
    if actor.is_system or (actor.region and actor.has(*OFFICE)):
        return rows
    levels = (PUBLIC, MEMBERS) if actor.member or actor.region else (PUBLIC,)
    narrower = PartLevel.objects.filter(institution=OuterRef("institution"), part=part.value)
    hidden: Any = Exists(narrower.exclude(level__in=levels))
    if actor.institution is not None:
        hidden &= ~Q(institution=actor.institution)
    return rows.exclude(hidden)


def _narrowed(rows: QuerySet[M], column: str, asked: AsOf) -> QuerySet[M]:
    if asked.codes:
        rows = rows.filter(**{f"{column}__in": asked.codes})
    return _in_places(rows, asked.prefectures)


def _in_places(rows: QuerySet[M], prefectures: Sequence[str]) -> QuerySet[M]:
    return rows.filter(institution__prefecture__in=prefectures) if prefectures else rows


def _counts(rows: QuerySet[Any], column: str, asked: AsOf) -> Counts:
    by_code = _in_places(rows, asked.prefectures).values(code=F(column))
    by_place = rows.filter(**{f"{column}__in": asked.codes}) if asked.codes else rows
    places = by_place.exclude(institution__prefecture="").values(code=F("institution__prefecture"))
    return Counts(*(dict(each.order_by("code").values_list("code", Count("pk"))) for each in (by_code, places)))  # fmt: skip
