"""What the sides have said and agreed to, as the platform sees it: one question for any number of sides and of words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Model, QuerySet, Value

from yuinowa.partnerships.domain.definition import Recorded
from yuinowa.partnerships.domain.statements import Shared
from yuinowa.partnerships.models import (
    Benefit,
    CanDo,
    Consent,
    Contribution,
    Goal,
    Need,
    Partnership,
    Task,
)
from yuinowa.partnerships.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What stands there now."""

    #: By table (its name): the side whose words each row is.
    said: Mapping[str, Sequence[int]]
    #: By what all sides agree to: those that did, each with its time.
    agreed: Mapping[Shared, Mapping[int, datetime]]

    def by(self, table: type[Model]) -> Sequence[int]:
        """The side of each row of ``table``."""
        return self.said.get(table.__name__, ())


def recorded(reading: Reading) -> Recorded:
    """Who has said what, whichever gates ask."""
    found = reading.once(_on_record)
    return Recorded(
        needs=set(found.by(Need)),
        abilities=set(found.by(CanDo)),
        benefits=set(found.by(Benefit)),
        contributions=set(found.by(Contribution)),
        goals=len(found.by(Goal)),
        agreed_to_goals=found.agreed[Shared.GOALS],
        accountable=found.by(Task),
        agreed_to_roles=found.agreed[Shared.ROLES],
    )


def agreed(reading: Reading, about: Shared) -> Mapping[int, datetime]:
    """By side: when it agreed to what stands there now. The partnership was found through a door."""
    return reading.once(_on_record).agreed[about]


def _on_record(partnership: Partnership) -> OnRecord:
    """One question of all tables. The consents come first: they tell the database that the last column is a time."""
    consents = Consent.objects.filter(party__partnership=partnership).order_by()
    words = (
        _rows(table._default_manager.filter(party__partnership=partnership), "party")
        for table in (Need, CanDo, Benefit, Contribution)
    )
    goals = _rows(Goal.objects.filter(partnership=partnership), "owner")
    tasks = _rows(Task.objects.filter(partnership=partnership), "accountable")
    agreed: dict[Shared, dict[int, datetime]] = {about: {} for about in Shared}
    said: dict[str, list[int]] = defaultdict(list)
    rows: Iterable[tuple[str, int, datetime | None]] = consents.values_list(
        "about", "party", "at"
    ).union(*words, goals, tasks, all=True)
    for name, side, at in rows:
        if at is None:
            said[name].append(side)
        else:
            agreed[Shared(name)][side] = at
    return OnRecord(said, agreed)


def _rows(found: QuerySet[Any], side: str) -> QuerySet[Any, Any]:
    """The rows of one table, each as its name, the side and no time."""
    none = Value(None, output_field=DateTimeField())
    return found.order_by().values_list(Value(found.model.__name__), side, none)
