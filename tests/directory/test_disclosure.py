"""What an institution does not show is nowhere: page, list, REST, file, search, history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import editor_of, identifier, institution, switch
from yuinowa.core.rights import Actor, Role
from yuinowa.directory import queries
from yuinowa.directory.domain.criteria import Criteria
from yuinowa.directory.domain.disclosure import DEFAULTS, MEMBERS, PRIVATE, PUBLIC, Part, hidden
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.sections import Section, fingerprint
from yuinowa.directory.models import Institution, Post, Unit
from yuinowa.directory.queries.entry import snapshot
from yuinowa.directory.services.entry import change_columns, change_levels

pytestmark = pytest.mark.django_db
CANARY = "カナリア"


def admin_of(made: Institution) -> Actor:
    return replace(editor_of(made, member=made.member), roles=frozenset({Role.ADMIN}))


def set_levels(made: Institution, **levels: str) -> None:
    chosen = dict(DEFAULTS) | {Part(name): level for name, level in levels.items()}
    seen = fingerprint(snapshot(made, Section.DISCLOSURE))
    change_levels(made.pk, chosen, seen=seen, actor=admin_of(made))


def all_private() -> dict[str, str]:
    return {part.value: PRIVATE for part in Part}


@pytest.fixture
def secretive() -> Institution:
    """Every part says something only it knows, and nothing is shown."""
    made = institution(
        "試験市立図書館",
        address=f"{CANARY}1-2-3",
        postal_code="999-0001",
        telephone="000-0000-0001",
        telephone_note=CANARY,
        fax="000-0000-0002",
        mail="canary@example.org",
        url="https://canary.example.org/",
        legal_form=CANARY,
        mission=f"{CANARY}の使命",
        can=CANARY,
        cannot=CANARY,
        seeks=CANARY,
        offers=f"{CANARY}の品",
        latitude=12.3456789,
        longitude=98.7654321,
        member=True,
    )
    identifier(made, "JP-9999991", valid=True)
    identifier(made, "FA999991", scheme=IdentifierScheme.FA)
    switch(made)
    unit = Unit.objects.create(institution=made, name=f"{CANARY}係")
    Post.objects.create(institution=made, unit=unit, title=f"{CANARY}係長")
    set_levels(made, **all_private())
    return made


WORDS = (
    CANARY,
    "canary",
    "999-0001",
    "000-0000-000",
    "12.3456",
    "98.7654",
    "JP-9999991",
    "FA999991",
)


def says(text: str) -> list[str]:
    return [word for word in WORDS if word in text]


def member_client() -> Client:
    person = a_person()
    an_affiliation(person, institution("試験町立図書館", member=True), Role.EDITOR)
    return a_client(person)


def test_pages_rest_files_and_search_are_silent_about_what_is_not_shown(
    secretive: Institution, indexed: Callable[[], int], client: Client
) -> None:
    indexed()

    for reader in (client, member_client()):
        for path in (
            secretive.get_absolute_url(),
            f"{secretive.get_absolute_url()}history/",
            "/institutions/",
            "/institutions/export.csv",
            "/api/v1/institutions",
            f"/api/v1/institutions/{secretive.pk}",
        ):
            answer = reader.get(path)
            assert answer.status_code == 200, path
            assert says(answer.content.decode()) == [], path
        for word in ("カナリア", "JP-9999991", "FA999991", "使命"):
            found = reader.get("/institutions/", {"q": word})
            assert secretive.name not in found.content.decode(), word


def test_its_own_people_and_the_region_office_see_all(secretive: Institution) -> None:
    office = institution("試験県事務局", member=True, region_office=True)
    coordinator = Actor(
        person=3,
        institution=office.pk,
        region=True,
        member=True,
        roles=frozenset({Role.COORDINATOR}),
    )

    for actor in (editor_of(secretive), coordinator, Actor.system()):
        entry = queries.institutions_in_full(actor).get(pk=secretive.pk)
        assert queries.hidden_parts(entry, actor) == frozenset()
        assert queries.shown(entry, actor).address == f"{CANARY}1-2-3"


def test_members_see_what_is_shown_to_members() -> None:
    made = institution("試験市立図書館", mail="tosho@example.org", member=True)
    other = editor_of(institution("試験町立図書館", member=True))
    entry = queries.institutions_in_full(other).get(pk=made.pk)

    assert queries.shown(entry, other).mail == "tosho@example.org"
    assert queries.shown(entry, Actor.nobody()).mail == ""


def test_a_lowered_part_is_found_no_more_before_the_index_follows(
    indexed: Callable[[], int],
) -> None:
    made = institution("試験市立図書館", mission="点訳の資料をそろえる")
    indexed()
    assert queries.search_institutions(Criteria("点訳"), Actor.nobody()).total == 1

    set_levels(made, profile=MEMBERS)

    assert queries.search_institutions(Criteria("点訳"), Actor.nobody()).total == 0


def test_the_history_hides_what_is_hidden_now() -> None:
    made = institution("試験市立図書館", member=True)
    values = {"telephone": "000-0000-0001", "telephone_note": "", "fax": "", "mail": "", "url": ""}
    seen = fingerprint(snapshot(made, Section.CHANNELS))
    change_columns(made.pk, Section.CHANNELS, values, seen=seen, actor=admin_of(made))
    path = f"{made.get_absolute_url()}history/"
    assert "000-0000-0001" in Client().get(path).content.decode()

    set_levels(made, telephone=PRIVATE)

    assert "000-0000-0001" not in Client().get(path).content.decode()


def test_reading_never_changes_the_entry_that_was_loaded(secretive: Institution) -> None:
    entry = queries.institutions_in_full(Actor.nobody()).get(pk=secretive.pk)

    queries.shown(entry, Actor.nobody())

    assert entry.address == f"{CANARY}1-2-3"
    assert len(entry.identifiers.all()) == 2


def test_nothing_below_public_is_shown_to_everybody() -> None:
    assert hidden({}, member=False) == {Part.MAIL, Part.POSTS, Part.STAFF}
    assert hidden({}, member=True) == frozenset()
    assert hidden(dict.fromkeys(Part, PUBLIC), member=False) == frozenset()
    assert hidden(dict.fromkeys(Part, MEMBERS), member=False) == frozenset(Part)
    assert hidden(dict.fromkeys(Part, PRIVATE), member=True) == frozenset(Part)
