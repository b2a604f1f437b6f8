"""Which municipalities' institutions get support in which matter, by relations and by requests of a year.

A map of what is recorded, as far as the reader may see it. The standard asks to try: an empty cell is no breach.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Count, Model, Q, QuerySet

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.places import prefecture_name
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import ASKED, SUPPORTED, SupportTopic
from yuinowa.relations.models import CoveredTopic
from yuinowa.relations.queries.relations import relations_visible_to
from yuinowa.relations.queries.support import requests_visible_to

M = TypeVar("M", bound=Model)
_ENTRY = ("pk", "name", "name_kana", "prefecture", "municipality", "municipality_name")


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A municipality by its code, or by its name where no code is known; in the order of lists."""

    prefecture: str
    municipality: str
    name: str

    @property
    def key(self) -> str:
        """By what an address names it; empty where the place is not known."""
        return self.municipality or self.name

    @property
    def label(self) -> str:
        return f"{prefecture_name(self.prefecture)}{self.name}"


@dataclass(frozen=True, slots=True)
class Given:
    """A relation of support, by its supporter."""

    relation: int
    supporter: str


@dataclass(slots=True)
class Helped:
    """One institution: who supports it in which matter, and how often it asked in the year."""

    pk: int
    name: str
    kana: str
    place: Place
    by_topic: dict[SupportTopic, list[Given]] = field(default_factory=dict)
    #: By relations that do not say which matters they cover.
    untold: list[Given] = field(default_factory=list)
    requests: dict[SupportTopic, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many institutions of a municipality are supported, and how many requests they made in the year."""

    helped: int
    requests: int


@dataclass(frozen=True, slots=True)
class PlaceRow:
    place: Place
    institutions: int
    cells: tuple[Cell, ...]
    untold: int


def helped_institutions(
    actor: Actor, year: FiscalYear, *, place: str | None = None
) -> list[Helped]:
    """Public and school libraries that take part, and whoever else is supported or asked; four questions for any number."""
    found: dict[int, Helped] = {}
    kinds = [kind.value for kind in SUPPORTED]
    libraries = institutions_visible_to(actor).filter(
        member=True, status=Status.ACTIVE.value, kinds__kind__in=kinds
    )
    for entry in _at(libraries, "", place).distinct().values_list(*_ENTRY):
        _entered(found, entry)
    _add_relations(found, actor, year, place)
    _add_requests(found, actor, year, place)
    return sorted(found.values(), key=attrgetter("place", "kana", "name", "pk"))


def _at(rows: QuerySet[M], path: str, place: str | None) -> QuerySet[M]:
    """Those whose institution at ``path`` is in the municipality that is named by code or, where it has none, by name."""
    if place is None:
        return rows
    code, name = f"{path}municipality", f"{path}municipality_name"
    return rows.filter(
        Q(**{code: place}) if place.isascii() and place.isdigit() else Q(**{code: "", name: place})
    )


def _entered(found: dict[int, Helped], entry: Sequence[Any]) -> Helped:
    """The institution of these columns, in ``found`` from now on."""
    pk, name, kana, prefecture, municipality, municipality_name = entry
    place = Place(prefecture, municipality, municipality_name)
    return found.setdefault(pk, Helped(pk, name, kana, place))


def _add_relations(
    found: dict[int, Helped], actor: Actor, year: FiscalYear, place: str | None
) -> None:
    """Support that held on any day of the year, by the matters it covered then."""
    in_year = Q(since__lte=year.end) & (Q(ended_on=None) | Q(ended_on__gt=year.start))
    rows = relations_visible_to(actor).filter(in_year, kind=RelationKind.SUPPORT.value)
    rows = _at(rows, "other__", place).order_by()
    topics: dict[int, list[SupportTopic]] = {}
    covered = CoveredTopic.objects.filter(in_year, relation__in=rows.values("pk"))
    for relation, code in covered.values_list("relation", "topic").distinct():
        topics.setdefault(relation, []).append(SupportTopic(code))
    columns = (f"other__{name}" for name in _ENTRY)
    for relation, supporter, *entry in rows.values_list("pk", "one__name", *columns):
        helped, given = _entered(found, entry), Given(relation, supporter)
        for topic in topics.get(relation, ()):
            helped.by_topic.setdefault(topic, []).append(given)
        if relation not in topics:
            helped.untold.append(given)


def _add_requests(
    found: dict[int, Helped], actor: Actor, year: FiscalYear, place: str | None
) -> None:
    """Requests of the year that were not taken back."""
    rows = requests_visible_to(actor).filter(
        asked_on__range=(year.start, year.end), state__in=[state.value for state in ASKED]
    )
    columns = [f"asking__{name}" for name in _ENTRY]
    counted = _at(rows, "asking__", place).order_by().values_list("topic", *columns)
    for code, *entry, n in counted.annotate(n=Count("pk")):
        _entered(found, entry).requests[SupportTopic(code)] = n


def by_place(helped: Iterable[Helped]) -> list[PlaceRow]:
    """One row for each municipality, in the order of ``Place``."""
    groups: dict[Place, list[Helped]] = {}
    for row in helped:
        groups.setdefault(row.place, []).append(row)
    return [
        PlaceRow(
            place,
            len(rows),
            tuple(
                Cell(
                    sum(topic in row.by_topic for row in rows),
                    sum(row.requests.get(topic, 0) for row in rows),
                )
                for topic in SupportTopic
            ),
            sum(bool(row.untold) for row in rows),
        )
        for place, rows in sorted(groups.items())
    ]
