"""Populations with their sources: who enters them, what is kept, who comes second."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from tests.accounts.factories import a_person
from tests.ledger.factories import institution
from tests.races import at_once, refusals
from yuinowa.core import clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, VersionMovedOn
from yuinowa.ledger.domain.population import Residents
from yuinowa.ledger.models import Population
from yuinowa.ledger.queries.populations import history_of, series_of
from yuinowa.ledger.services import populations
from yuinowa.ledger.services.populations import (
    PopulationEntry,
    correct_population,
    record_population,
)

DAY = date(2025, 10, 1)
ENTRY = PopulationEntry(41_203, "住民基本台帳人口（試験市）")


def _officer(owner: int, *roles: Role) -> Actor:
    held = frozenset(roles or {Role.PLAN_OFFICER})
    return Actor(person=a_person().pk, institution=owner, roles=held, member=True)


@pytest.mark.django_db
def test_an_officer_enters_one_and_it_is_in_the_trail() -> None:
    town = institution()

    row = record_population(town, DAY, ENTRY, actor=_officer(town))

    assert series_of([town]) == {town: [Residents(41_203, DAY, ENTRY.source)]}
    assert AuditRow.objects.filter(action="population.record", object_id=str(row.pk)).exists()


@pytest.mark.django_db
def test_the_region_office_may_enter_it_too() -> None:
    town, office = institution(), institution()
    actor = Actor(
        person=a_person().pk, institution=office, roles=frozenset({Role.COORDINATOR}), region=True
    )

    record_population(town, DAY, ENTRY, actor=actor)

    assert town in series_of([town])


@pytest.mark.django_db
@pytest.mark.parametrize("role", [r for r in Role if r is not Role.PLAN_OFFICER])
def test_nobody_else_of_the_institution_enters_it(role: Role) -> None:
    town = institution()

    with pytest.raises(NotAllowed):
        record_population(town, DAY, ENTRY, actor=_officer(town, role))


@pytest.mark.django_db
def test_an_officer_of_another_institution_enters_none() -> None:
    town, other = institution(), institution()

    with pytest.raises(NotAllowed):
        record_population(town, DAY, ENTRY, actor=_officer(other))


@pytest.mark.django_db
def test_a_day_to_come_is_refused() -> None:
    town = institution()

    with pytest.raises(InputRefused) as refused:
        record_population(town, clock.today() + timedelta(days=1), ENTRY, actor=_officer(town))

    assert refused.value.place == "as_of"


@pytest.mark.django_db
def test_a_day_is_entered_once_and_then_corrected() -> None:
    town = institution()
    officer = _officer(town)
    first = record_population(town, DAY, ENTRY, actor=officer)

    with pytest.raises(AlreadyDone):
        record_population(town, DAY, ENTRY, actor=officer)
    new = PopulationEntry(41_302, ENTRY.source)
    second = correct_population(first.pk, new, reason="写し間違い", actor=officer)

    assert [[row.number for row in day] for day in history_of(town, Actor.nobody())] == [
        [41_302, 41_203]
    ]
    assert second.revision == 2
    assert series_of([town])[town][0].number == 41_302


@pytest.mark.django_db
def test_one_that_is_taken_back_counts_no_more_and_stays_readable() -> None:
    town = institution()
    officer = _officer(town)
    row = record_population(town, DAY, ENTRY, actor=officer)

    correct_population(
        row.pk, PopulationEntry(None, ENTRY.source), reason="隣の市の数だった", actor=officer
    )

    assert series_of([town]) == {}
    assert [one.number for one in history_of(town, Actor.nobody())[0]] == [None, 41_203]


@pytest.mark.django_db
def test_a_correction_has_a_reason() -> None:
    town = institution()
    row = record_population(town, DAY, ENTRY, actor=_officer(town))

    with pytest.raises(InputRefused) as refused:
        correct_population(row.pk, ENTRY, reason=" ", actor=_officer(town))

    assert refused.value.place == "reason"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("population_counts_somebody", {"number": 0}),
        ("population_counts_somebody", {"number": None}),
        ("population_names_its_source", {"source": ""}),
        ("population_change_has_a_reason", {"revision": 2}),
    ],
)
def test_the_database_itself_refuses(constraint: str, values: dict[str, Any]) -> None:
    said = {"number": 5, "source": "出どころ", "revision": 1} | values

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Population.objects.create(
            institution_id=institution(), as_of=DAY, recorded_at=clock.now(), **said
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_enter_one_day_at_once_one_is_told() -> None:
    town = institution()
    officers = [_officer(town), _officer(town)]

    outcomes = at_once(
        [partial(record_population, town, DAY, ENTRY, actor=actor) for actor in officers]
    )

    assert refusals(outcomes) == [AlreadyDone]
    assert Population.objects.filter(institution=town).count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_correct_one_at_once_one_is_told() -> None:
    town = institution()
    officers = [_officer(town), _officer(town)]
    row = record_population(town, DAY, ENTRY, actor=officers[0])
    numbers = (100, 200)

    outcomes = at_once(
        [
            partial(
                correct_population,
                row.pk,
                PopulationEntry(number, "x"),
                reason="訂正",
                actor=actor,
            )
            for actor, number in zip(officers, numbers, strict=True)
        ]
    )

    assert refusals(outcomes) == [VersionMovedOn]
    assert Population.objects.filter(institution=town).count() == 2


@pytest.mark.django_db
def test_the_twin_without_the_look_at_what_stands_would_replace_it_twice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    town = institution()
    officer = _officer(town)
    row = record_population(town, DAY, ENTRY, actor=officer)
    stale = Population.objects.get(pk=row.pk)
    correct_population(row.pk, PopulationEntry(100, "x"), reason="訂正", actor=officer)

    monkeypatch.setattr(populations, "lock", lambda *_args: stale)

    # Even then the database holds: a revision is made once.
    with pytest.raises(Exception, match="revision|改"):
        correct_population(row.pk, PopulationEntry(200, "x"), reason="訂正", actor=officer)
