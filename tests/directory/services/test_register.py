"""The agency's own side: applications, numbers given once, changes, abolition with a successor."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from django.db import connections, transaction
from pytest_django.fixtures import Settings

from tests.directory import factories as make
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.isil_applications import (
    ApplicationAction,
    ApplicationKind,
    ApplicationState,
)
from yuinowa.directory.domain.register import EntryStatus, Section
from yuinowa.directory.models import (
    Institution,
    RegisterApplication,
    RegisterEntry,
    RegisterEvent,
    RegisterNumber,
)
from yuinowa.directory.queries.register import history_of, successors_of
from yuinowa.directory.services.register import applications as register
from yuinowa.directory.services.register import numbers
from yuinowa.directory.services.register.applications import Wish, act, apply
from yuinowa.directory.services.register.numbers import next_number
from yuinowa.kernel.errors import (
    AlreadyDone,
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)

pytestmark = pytest.mark.django_db
NEW = Wish(
    kind=ApplicationKind.NEW,
    section=Section.PUBLIC,
    name="試験市立南図書館",
    name_en="Shiken City South Library",
    name_kana="シケンシリツミナミトショカン",
    postal_code="000-0000",
    prefecture="東京都",
    municipality="試験市",
    street="1-1",
    telephone="03-0000-0000",
)
A = ApplicationAction


@pytest.fixture
def office() -> Actor:
    return make.office_of(make.institution("事務局", member=True, region_office=True))


def applied(wish: Wish, library: Institution) -> RegisterApplication:
    return apply(wish, once=new_key(), actor=make.admin_of(library))[0]


def granted(wish: Wish, library: Institution, office: Actor) -> RegisterApplication:
    application = applied(wish, library)
    act(application.pk, A.CHECK, expected_version=1, actor=office)
    return act(application.pk, A.GRANT, expected_version=2, actor=office)


def entry_of(library: Institution, office: Actor, wish: Wish = NEW) -> RegisterEntry:
    entry = granted(wish, library, office).entry
    assert entry is not None
    return entry


def test_a_new_number_goes_from_application_to_register_and_directory(office: Actor) -> None:
    library = make.institution("試験市立南図書館", member=True, demo=True)
    application = applied(NEW, library)
    wait = Wait.objects.get(ended_at=None)
    assert (wait.institution, wait.role, wait.asked_by) == (0, "region_admin", library.pk)

    done = granted(replace(NEW, name="北"), library, office)
    first = act(application.pk, A.CHECK, expected_version=1, actor=office)
    first = act(first.pk, A.GRANT, expected_version=2, actor=office)

    assert done.entry is not None
    assert first.entry is not None
    assert [done.entry.isil, first.entry.isil] == ["JP-9000001", "JP-9000002"]
    assert first.entry.institution == library
    assert first.entry.name_en == "Shiken City South Library"
    assert library.identifiers.filter(value="JP-9000002", valid=True).exists()
    assert [event.kind for event in history_of("JP-9000002")] == ["registered"]
    assert not Wait.objects.filter(ended_at=None).exists()


def test_numbers_count_on_from_the_highest_that_was_ever_written(office: Actor) -> None:
    library = make.institution(isil="JP-9900041", demo=True, member=True)

    with transaction.atomic():
        assert next_number(Section.PUBLIC) == "JP-9900042"
        assert next_number(Section.PUBLIC) == "JP-9900043"
    assert entry_of(library, office).isil == "JP-9900044"


def test_outside_the_demo_each_part_has_its_own_digit(settings: Settings) -> None:
    settings.DEMO = False

    with transaction.atomic():
        found = [next_number(section) for section in Section]

    assert found == ["JP-1000001", "JP-1000002", "JP-2000001", "JP-3000001"]


def test_a_change_is_noted_field_by_field(office: Actor) -> None:
    library = make.institution(member=True)
    entry = entry_of(library, office)
    wish = replace(NEW, kind=ApplicationKind.CHANGE, telephone="03-1111-1111", entry=entry.pk)

    granted(wish, library, office)

    entry.refresh_from_db()
    changes = history_of(entry.isil)[0].changes
    assert entry.telephone == "03-1111-1111"
    assert changes["telephone"] == ["03-0000-0000", "03-1111-1111"]
    assert set(changes) == {"telephone", "changed"}


def test_an_abolished_number_is_named_by_its_successor_and_never_given_again(office: Actor) -> None:
    library, other = make.institution(member=True, demo=True), make.institution(member=True)
    old, heir = entry_of(library, office), entry_of(other, office, replace(NEW, name="継ぐ館"))
    wish = replace(NEW, kind=ApplicationKind.ABOLITION, entry=old.pk, successor=heir.pk)

    granted(wish, library, office)

    old.refresh_from_db()
    heir.refresh_from_db()
    assert (old.status, heir.former) == (EntryStatus.ABOLISHED, old.isil)
    assert old.ended_on is not None
    assert successors_of([old.isil]) == {old.isil: heir.isil}
    assert library.identifiers.get().former
    with transaction.atomic():
        assert next_number(Section.PUBLIC) not in {old.isil, heir.isil}
    with pytest.raises(WrongState):
        applied(replace(wish, kind=ApplicationKind.CHANGE), library)


@pytest.mark.parametrize("state", [ApplicationState.APPLIED, ApplicationState.CHECKED])
def test_whoever_applied_may_withdraw_until_it_is_granted(
    state: ApplicationState, office: Actor
) -> None:
    library = make.institution(member=True)
    application = applied(NEW, library)
    version = 1
    if state is ApplicationState.CHECKED:
        version = act(application.pk, A.CHECK, expected_version=1, actor=office).version

    done = act(application.pk, A.WITHDRAW, expected_version=version, actor=make.admin_of(library))

    assert done.state == ApplicationState.WITHDRAWN
    with pytest.raises(TransitionRefused):
        act(application.pk, A.GRANT, expected_version=done.version, actor=office)


def test_a_refusal_needs_a_reason_and_gives_no_number(office: Actor) -> None:
    application = applied(NEW, make.institution(member=True))

    with pytest.raises(InputRefused):
        act(application.pk, A.REFUSE, expected_version=1, actor=office, answer=" ")
    done = act(
        application.pk, A.REFUSE, expected_version=1, actor=office, answer="図書館ではないため"
    )

    assert (done.state, done.answer) == ("refused", "図書館ではないため")
    assert not RegisterEntry.objects.exists()


def test_only_the_agency_answers_and_only_administrators_apply(office: Actor) -> None:
    library, other = make.institution(member=True), make.institution(member=True)
    application = applied(NEW, library)
    coordinator = replace(office, roles=frozenset({Role.COORDINATOR}))

    for actor in (make.admin_of(library), make.admin_of(other), coordinator):
        with pytest.raises(NotAllowed):
            act(application.pk, A.CHECK, expected_version=1, actor=actor)
    for actor in (make.editor_of(library), Actor.nobody()):
        with pytest.raises(NotAllowed):
            apply(NEW, once=new_key(), actor=actor)
    with pytest.raises(NotAllowed):
        act(application.pk, A.WITHDRAW, expected_version=1, actor=make.admin_of(other))


def test_nobody_applies_for_another_institutions_number(office: Actor) -> None:
    entry = entry_of(make.institution(member=True), office)

    with pytest.raises(NotAllowed):
        applied(replace(NEW, kind=ApplicationKind.CHANGE, entry=entry.pk), make.institution(member=True))  # fmt: skip


def test_one_application_at_a_time(office: Actor) -> None:
    library = make.institution(member=True)
    applied(NEW, library)
    with pytest.raises(AlreadyDone):
        applied(NEW, library)
    entry = entry_of(library, office, replace(NEW, name="別の館"))
    change = replace(NEW, kind=ApplicationKind.CHANGE, entry=entry.pk)
    applied(change, library)
    with pytest.raises(AlreadyDone):
        applied(replace(change, kind=ApplicationKind.ABOLITION), library)


def test_a_number_does_not_follow_itself_and_not_an_ended_one(office: Actor) -> None:
    library = make.institution(member=True)
    entry = entry_of(library, office)

    with pytest.raises(InputRefused):
        applied(replace(NEW, kind=ApplicationKind.ABOLITION, entry=entry.pk, successor=entry.pk), library)  # fmt: skip


def test_pressing_twice_applies_once_and_the_second_answer_comes_too_late(office: Actor) -> None:
    library = make.institution(member=True)
    key = new_key()
    first, _fresh = apply(NEW, once=key, actor=make.admin_of(library))
    second, fresh = apply(NEW, once=key, actor=make.admin_of(library))
    act(first.pk, A.CHECK, expected_version=1, actor=office)

    assert (first, fresh) == (second, False)
    with pytest.raises(VersionMovedOn):
        act(first.pk, A.REFUSE, expected_version=1, actor=office, answer="x")


def test_where_no_numbers_are_given_an_application_is_refused(settings: Settings) -> None:
    settings.ISIL_AGENCY = False

    with pytest.raises(WrongState):
        applied(NEW, make.institution(member=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_of_64_grants_at_once_no_two_get_the_same_number(
    guarded: bool,  # noqa: FBT001  # a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """With the locked counter off (the twin), PostgreSQL gives numbers twice, and the constraint refuses them."""
    if not guarded:
        monkeypatch.setattr(
            register,
            "next_number",
            lambda _section: f"JP-9{numbers._highest('9') + 1:06}",
        )
    office = make.office_of(make.institution("事務局", member=True, region_office=True))
    waiting = []
    for number in range(64):
        library = make.institution(member=True, demo=True)
        application = applied(replace(NEW, name=f"館{number}"), library)
        waiting.append(act(application.pk, A.CHECK, expected_version=1, actor=office).pk)
    gate = threading.Barrier(64)
    given: list[str] = []

    def grant(application: int) -> None:
        try:
            gate.wait()
            done = act(application, A.GRANT, expected_version=2, actor=office)
            assert done.entry is not None
            given.append(done.entry.isil)
        except Exception:  # noqa: BLE001  # the twin's losers meet the constraint
            assert not guarded
        finally:
            connections.close_all()

    threads = [threading.Thread(target=grant, args=(pk,)) for pk in waiting]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(given) == len(set(given)) == RegisterEntry.objects.count()
    if guarded:
        assert len(given) == 64
        assert RegisterNumber.objects.get().last == 64
    elif connections["default"].vendor == "postgresql":
        assert len(given) < 64
    assert RegisterEvent.objects.count() == len(given)
