"""Harvests that the clock begins: taken where that is safe, else whoever keeps the source is waited for (R9, R18)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from tests.catalogue.oai_target import Target
from tests.catalogue.test_harvests import (  # noqa: F401  # fixtures
    address,
    fetched,
    harvested,
    source,
    taken,
    target,
)
from tests.catalogue.test_taking_in import keeper_of, standing
from yuinowa.catalogue.domain.harvests import is_due, may_be_taken_unasked
from yuinowa.catalogue.domain.sources import Rhythm, RunState
from yuinowa.catalogue.models import Run, Source
from yuinowa.catalogue.services import unattended
from yuinowa.catalogue.services.runs import steps
from yuinowa.core import jobs, waits
from yuinowa.core.jobs import run_due
from yuinowa.kernel.workflow import Verb

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2026, 11, 23, 16, 20, tzinfo=UTC)


@pytest.fixture
def nightly(source: Source) -> Source:  # noqa: F811
    Source.objects.filter(pk=source.pk).update(rhythm=Rhythm.DAILY.value, takes_itself=True)
    source.refresh_from_db()
    return source


def night() -> Run:
    """What a night leaves."""
    unattended.start_due()
    while run_due():  # one job begins the next, in whatever lane
        pass
    return Run.objects.latest("pk")


def turns(run: Run) -> list[tuple[str, int]]:
    return [(wait.verb, wait.institution) for wait in waits.open_waits(run)]


def test_the_clock_asks_each_night() -> None:
    assert any(handler == "catalogue.fetch-due" for _cron, handler in jobs._CRON.values())


def test_the_first_harvest_waits_for_a_person(nightly: Source) -> None:
    run = night()

    assert run.state == RunState.PREVIEW
    assert turns(run) == [(Verb.CHECK.value, nightly.owner_id)]
    assert standing(nightly) == {}
    night()
    assert Run.objects.count() == 1  # what waits is not fetched over
    steps.have_taken(run, version=run.version, actor=keeper_of(nightly))
    assert turns(run) == []


def test_then_what_came_is_taken_without_asking(nightly: Source, target: Target) -> None:  # noqa: F811
    taken(fetched(nightly))
    target.add("oai:9", "新しい本", stamp="2026-11-20T06:00:00Z")

    run = night()

    assert (run.state, run.by_itself, run.person) == (RunState.APPLIED, True, None)
    assert "新しい本" in standing(nightly).values()
    assert night().state == RunState.UNCHANGED  # the same came again: its clock stands still
    assert turns(run) == []


def test_nothing_new_leaves_nothing_to_do(nightly: Source) -> None:
    taken(fetched(nightly))

    run = night()

    assert (run.state, turns(run)) == (RunState.UNCHANGED, [])


def test_a_library_that_wants_to_look_is_asked(nightly: Source, target: Target) -> None:  # noqa: F811
    Source.objects.update(takes_itself=False)
    taken(fetched(nightly))
    target.add("oai:9", "新しい本", stamp="2026-11-20T06:00:00Z")

    run = night()

    assert (run.state, len(turns(run))) == (RunState.PREVIEW, 1)


def test_where_too_much_vanishes_a_person_is_asked(nightly: Source, target: Target) -> None:  # noqa: F811
    """R9."""
    for number in range(30):
        target.add(f"more:{number}", f"試験の本{number}")
    target.size = 50
    taken(fetched(nightly))
    target.deleted = "no"
    del target.records[:20]

    run = night()

    assert (run.state, run.counts["gone"], len(standing(nightly))) == (RunState.PREVIEW, 20, 35)
    assert len(turns(run)) == 1


def test_a_server_that_is_away_is_a_turn_and_is_asked_on_the_next_night(nightly: Source, settings: Any) -> None:  # fmt: skip
    approved, settings.FETCH_ORIGINS = settings.FETCH_ORIGINS, []

    run = night()

    assert (run.state, turns(run)) == (RunState.FAILED, [(Verb.CHECK.value, nightly.owner_id)])
    settings.FETCH_ORIGINS = approved
    again = night()
    assert (again.pk, again.state) == (run.pk, RunState.PREVIEW)
    assert len(turns(run)) == 1  # now the first harvest is to be looked at


def test_what_failed_at_an_old_address_is_left(nightly: Source, settings: Any) -> None:
    approved, settings.FETCH_ORIGINS = settings.FETCH_ORIGINS, []
    old = night()
    settings.FETCH_ORIGINS = approved
    Source.objects.update(selection="")
    Source.objects.update(prefix="oai_dc", address=F("address"), selection="none")

    night()

    old.refresh_from_db()
    assert (old.state, turns(old)) == (RunState.DROPPED, [])


@pytest.mark.parametrize(
    ("rhythm", "days", "due"),
    [
        (Rhythm.NONE, 30, False),
        (Rhythm.DAILY, 0, True),
        (Rhythm.WEEKLY, 6, False),
        (Rhythm.WEEKLY, 7, True),
    ],
)
def test_when_a_source_is_due(rhythm: Rhythm, days: int, *, due: bool) -> None:
    assert is_due(rhythm, NOW - timedelta(days=days), now=NOW) is due


@pytest.mark.parametrize(
    ("counts", "standing_", "taken_"),
    [
        ({"read": 5, "new": 5}, 0, True),
        ({"read": 10, "deleted": 10}, 20, True),
        ({"read": 11, "deleted": 11}, 100, False),
        ({"read": 900, "gone": 50}, 1000, True),
        ({"read": 900, "gone": 51}, 1000, False),
        ({"read": 100, "refused": 6}, 1000, False),
    ],
)
def test_what_may_be_taken_unasked(counts: dict[str, int], standing_: int, *, taken_: bool) -> None:
    assert may_be_taken_unasked(counts, standing=standing_, is_confirmed=True) is taken_
    assert not may_be_taken_unasked(counts, standing=standing_, is_confirmed=False)
