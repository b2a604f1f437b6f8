"""Two people on one entry at the same moment (R31): one wins, the other is told; each guard with its twin without."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.db.models import QuerySet

from tests.accounts.factories import a_person, an_affiliation
from tests.directory.factories import editor_of, institution, office_of
from tests.races import at_once, refusals
from yuinowa.core import clock, versions, waits
from yuinowa.core.models import AuditRow, Mail, Wait
from yuinowa.core.rights import Role
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.domain.statuses import StatusDeed
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.confirmation import overdue
from yuinowa.directory.queries.entry import snapshot
from yuinowa.directory.services.entry import change_columns, confirmation, frame, reminding, status
from yuinowa.directory.services.entry.confirmation import ask_for_confirmations, confirm_entry
from yuinowa.directory.services.entry.reminding import remind_institution
from yuinowa.kernel.errors import VersionMovedOn

pytestmark = pytest.mark.django_db(transaction=True)
both = pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "twin"])


def whatever_the_version(model: Any, pk: int, _expected: int | None = None) -> Any:
    """``versions.lock`` with its guard taken off."""
    return versions.lock(model, pk)


def overdue_one() -> Institution:
    return institution(member=True, last_confirmed=clock.today() - timedelta(days=400))


def saved_at_once(made: Institution) -> list[Any]:
    """Two editors write two numbers into the same section, each having read what stands there now."""
    read = fingerprint(snapshot(made, Section.CHANNELS))
    channels = {"telephone_note": "", "fax": "", "mail": "", "url": ""}
    return at_once(
        [
            partial(
                change_columns,
                made.pk,
                Section.CHANNELS,
                channels | {"telephone": number},
                seen=read,
                actor=editor_of(made),
            )
            for number in ("000-0000-0001", "000-0000-0002")
        ]
    )


def test_of_two_who_save_the_same_section_one_wins() -> None:
    outcomes = saved_at_once(institution())

    assert refusals(outcomes) == [VersionMovedOn]
    assert AuditRow.objects.count() == 1


def test_without_the_fingerprint_the_second_writes_over_the_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = institution()
    always = fingerprint(snapshot(made, Section.CHANNELS))
    monkeypatch.setattr(frame, "fingerprint", lambda _snapshot: always)

    assert refusals(saved_at_once(made)) == []
    assert AuditRow.objects.count() == 2


@both
def test_of_two_who_change_the_status_one_wins(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One closes what rests, one wakes it: each may follow the other, so without the version both are done."""
    if not guarded:
        monkeypatch.setattr(status, "lock", whatever_the_version)
    made = institution(member=True, status=Status.DORMANT)
    office = institution("試験県事務局", member=True, region_office=True)
    change = partial(
        status.change_status,
        made.pk,
        on_day=clock.today(),
        reason="建物の建て替え",
        expected_version=1,
        actor=replace(office_of(office), roles=frozenset({Role.COORDINATOR})),
    )

    outcomes = at_once([partial(change, StatusDeed.CLOSE), partial(change, StatusDeed.WAKE)])

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    assert AuditRow.objects.count() == (1 if guarded else 2)


@both
def test_of_two_who_confirm_one_leaves_the_trail(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not guarded:
        monkeypatch.setattr(confirmation, "lock", whatever_the_version)
    made = overdue_one()
    confirm = partial(confirm_entry, made.pk, expected_version=1, actor=editor_of(made))

    outcomes = at_once([confirm, confirm])

    assert refusals(outcomes) == ([VersionMovedOn] if guarded else [])
    assert AuditRow.objects.count() == (1 if guarded else 2)


@both
def test_what_is_confirmed_while_the_clock_asks_is_not_waited_for(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The list of who is late is older than the row: it is looked at once more under its lock."""
    made = overdue_one()
    looks = 0

    def look(found: QuerySet[Institution], today: date) -> QuerySet[Institution]:
        nonlocal looks
        looks += 1
        if looks == 1:
            late = list(overdue(found, today))
            confirm_entry(made.pk, expected_version=1, actor=editor_of(made))
            return found.filter(pk__in=[one.pk for one in late])
        return overdue(found, today) if guarded else found

    monkeypatch.setattr(confirmation, "overdue", look)

    assert ask_for_confirmations() == (0 if guarded else 1)
    assert waits.open_waits(made).exists() is not guarded


def test_two_clocks_let_an_institution_be_waited_for_once() -> None:
    overdue_one()

    outcomes = at_once([ask_for_confirmations, ask_for_confirmations])

    assert refusals(outcomes) == []
    assert Wait.objects.count() == 1


@both
def test_two_workers_write_to_the_administrators_once(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not guarded:
        monkeypatch.setattr(reminding, "_written", list)
    made = overdue_one()
    an_affiliation(a_person(), made, Role.ADMIN)
    ask_for_confirmations()
    remind = partial(remind_institution, made.pk)

    outcomes: list[Any] = at_once([remind, remind])

    assert sorted(outcomes) == ([0, 1] if guarded else [1, 1])
    assert Mail.objects.count() == (1 if guarded else 2)
