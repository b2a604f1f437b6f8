"""Renaming, merging, splitting, entered twice: nothing is lost, and nobody is overtaken."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import editor_of, identifier, institution
from yuinowa.core import clock
from yuinowa.core.rights import Actor, Role
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Criteria
from yuinowa.directory.domain.institutions import InstitutionKind, Status, SuccessionKind
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.models import Institution, Succession
from yuinowa.directory.queries.entry import snapshot
from yuinowa.directory.services.entry import change_columns, change_kinds
from yuinowa.directory.services.entry.succession import rename, succeed, undo_succession
from yuinowa.kernel.errors import InputRefused, NotAllowed, VersionMovedOn, WrongState

A_DAY = date(2026, 4, 1)
K = SuccessionKind


@pytest.fixture
def office() -> Institution:
    return institution("試験県事務局", member=True, region_office=True)


@pytest.fixture
def coordinator(office: Institution) -> Actor:
    return Actor(
        person=3,
        institution=office.pk,
        region=True,
        member=True,
        roles=frozenset({Role.COORDINATOR}),
    )


@pytest.fixture
def pair() -> tuple[Institution, Institution]:
    before = institution("試験町立図書館", isil="JP-1000907", member=True)
    return before, institution("試験市立図書館", isil="JP-1000908", member=True)


def do(pair: tuple[Institution, Institution], kind: SuccessionKind, actor: Actor) -> Succession:
    for one in pair:
        one.refresh_from_db()
    expected = (pair[0].version, pair[1].version)
    return succeed(pair[0].pk, pair[1].pk, kind, on_day=A_DAY, expected=expected, actor=actor)


def client_of(made: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, made, *roles)
    return a_client(person)


pytestmark = pytest.mark.django_db


def test_a_new_name_keeps_the_old_one_as_a_former_name(indexed: Callable[[], int]) -> None:
    made = institution("試験町立図書館", "シケンチョウリツトショカン")
    admin = Actor(person=1, institution=made.pk, roles=frozenset({Role.ADMIN}))

    rename(
        made.pk,
        name="みんなの図書館",
        kana="ミンナノトショカン",
        on_day=A_DAY,
        was_a_slip=False,
        expected_version=1,
        actor=admin,
    )

    former = made.names.get()
    assert (former.name, former.until) == ("試験町立図書館", date(2026, 3, 31))
    indexed()
    assert queries.search_institutions(Criteria("試験町立"), Actor.nobody()).total == 1


def test_renaming_is_for_the_admin_and_told_when_somebody_was_faster() -> None:
    made = institution("試験町立図書館")
    words = {"name": "新館", "kana": "", "on_day": A_DAY, "was_a_slip": False}

    with pytest.raises(NotAllowed):
        rename(made.pk, **words, expected_version=1, actor=editor_of(made))  # type: ignore[arg-type]
    with pytest.raises(VersionMovedOn):
        rename(made.pk, **words, expected_version=9, actor=Actor.system())  # type: ignore[arg-type]


def test_after_a_merger_both_are_there_and_the_number_leads_on(
    pair: tuple[Institution, Institution], coordinator: Actor, client: Client
) -> None:
    do(pair, K.MERGE, coordinator)

    before, after = pair
    before.refresh_from_db()
    assert (before.status, before.member) == (Status.MERGED, False)
    assert queries.resolve([before.pk], as_of=clock.today()) == {before.pk: after.pk}
    page = client.get(before.get_absolute_url()).content.decode()
    assert "いまはありません" in page
    assert after.get_absolute_url() in page
    for isil in ("JP-1000907", "JP-1000908"):
        assert client.get(f"/institutions/isil/{isil}/")["Location"] == after.get_absolute_url()


def test_of_a_duplicate_the_number_goes_on_with_the_entry_that_stands(
    pair: tuple[Institution, Institution], coordinator: Actor
) -> None:
    do(pair, K.DUPLICATE, coordinator)

    before, after = pair
    assert before.identifiers.get().former
    assert not after.identifiers.get(value="JP-1000907").former
    assert queries.resolve([before.pk]) == {before.pk: after.pk}


def test_after_a_split_both_go_on(
    pair: tuple[Institution, Institution], coordinator: Actor
) -> None:
    do(pair, K.SPLIT, coordinator)

    before = Institution.objects.get(pk=pair[0].pk)
    assert (before.status, before.member) == (Status.ACTIVE, True)
    assert not before.identifiers.get().former


@pytest.mark.parametrize("kind", [K.MERGE, K.DUPLICATE, K.SPLIT])
def test_it_can_be_taken_back_where_nothing_followed(
    kind: SuccessionKind, pair: tuple[Institution, Institution], coordinator: Actor
) -> None:
    made = do(pair, kind, coordinator)

    undo_succession(made.pk, actor=coordinator)

    before, after = (Institution.objects.get(pk=one.pk) for one in pair)
    assert (before.status, before.member) == (Status.ACTIVE, True)
    assert not before.identifiers.get().former
    assert [row.value for row in after.identifiers.all()] == ["JP-1000908"]
    assert not Succession.objects.exists()


def test_it_cannot_be_taken_back_after_somebody_edited(
    pair: tuple[Institution, Institution], coordinator: Actor
) -> None:

    made = do(pair, K.MERGE, coordinator)
    seen = fingerprint(snapshot(pair[1], Section.KINDS))
    change_kinds(pair[1].pk, [InstitutionKind.ARCHIVE], seen=seen, actor=coordinator)

    with pytest.raises(WrongState, match="取り消すことはできません"):
        undo_succession(made.pk, actor=coordinator)


def test_merging_while_another_edits_is_told_and_does_nothing(
    pair: tuple[Institution, Institution], office: Institution
) -> None:
    browser = client_of(office, Role.COORDINATOR)
    before, after = pair
    address = f"/institutions/{before.pk}/succession/"
    form = {"kind": "merge", "successor": str(after.pk), "on_day": "令和8年4月1日"}
    preview = browser.post(address, form)
    assert "こうなります" in preview.content.decode()
    Institution.objects.filter(pk=after.pk).update(version=2, telephone="000-0000-0000")

    answer = browser.post(address, form | {"version": "1", "successor_version": "1"})

    assert answer.status_code == 409
    assert "見ているあいだに" in answer.content.decode()
    assert not Succession.objects.exists()
    again = browser.post(address, form | {"version": "1", "successor_version": "2"})
    assert again.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_of_a_merger_and_an_edit_at_once_one_is_told() -> None:
    before, after = institution("試験町立図書館"), institution("試験市立図書館")

    seen = fingerprint(snapshot(before, Section.CHANNELS))
    values = {"telephone": "000-0000-0001", "telephone_note": "", "fax": "", "mail": "", "url": ""}
    barrier = threading.Barrier(2)
    told: list[str] = []

    def run(deed: Callable[[], object]) -> None:
        barrier.wait()
        try:
            deed()
        except (VersionMovedOn, NotAllowed) as fault:
            told.append(type(fault).__name__)
        finally:
            connection.close()

    deeds: list[Callable[[], object]] = [
        lambda: succeed(
            before.pk, after.pk, K.MERGE, on_day=A_DAY, expected=(1, 1), actor=Actor.system()
        ),
        lambda: change_columns(
            before.pk, Section.CHANNELS, values, seen=seen, actor=editor_of(before)
        ),
    ]
    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    # The merger came second and is told, or the edit finds an entry that is no more its own to edit.
    assert told in (["VersionMovedOn"], ["NotAllowed"])


def test_only_the_region_office_says_what_has_become_of_an_entry(
    pair: tuple[Institution, Institution],
) -> None:
    admin = Actor(person=1, institution=pair[0].pk, member=True, roles=frozenset({Role.ADMIN}))
    with pytest.raises(NotAllowed):
        do(pair, K.MERGE, admin)


def test_what_cannot_be_is_refused(
    pair: tuple[Institution, Institution], coordinator: Actor, office: Institution
) -> None:
    before, after = pair
    with pytest.raises(InputRefused):
        do((before, Institution.objects.get(pk=before.pk)), K.MERGE, coordinator)
    with pytest.raises(WrongState):
        do((office, after), K.MERGE, coordinator)
    with pytest.raises(WrongState):
        do((institution(status=Status.CLOSED), after), K.MERGE, coordinator)
    with pytest.raises(WrongState):
        do((before, institution(status=Status.CANDIDATE)), K.MERGE, coordinator)
    do(pair, K.MERGE, coordinator)
    with pytest.raises(WrongState):  # no circles
        do((after, before), K.MERGE, coordinator)


def test_an_isil_that_is_not_shown_or_not_known_leads_nowhere(client: Client) -> None:
    made = institution("試験文庫", status=Status.CANDIDATE)
    identifier(made, "JP-1000909")

    for isil in ("JP-1000909", "JP-1999999", "nonsense"):
        assert client.get(f"/institutions/isil/{isil}/").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kind": "merge"},
        {"kind": "merge", "successor": "999999999", "on_day": "2026-04-01"},
        {"kind": "rename", "successor": "1", "on_day": "2026-04-01"},
        {"kind": "merge", "successor": "1e9", "on_day": "2026-04-01"},
        {"kind": "merge", "successor": "1", "on_day": "いつか"},
    ],
)
def test_bad_input_is_named(
    sent: dict[str, str], pair: tuple[Institution, Institution], office: Institution
) -> None:
    browser = client_of(office, Role.COORDINATOR)

    assert browser.post(f"/institutions/{pair[0].pk}/succession/", sent).status_code == 422
    assert not Succession.objects.exists()
