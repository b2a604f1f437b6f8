"""The region's network and what its sides named: who may count, what is not counted out, on whom a bridge rests."""

from __future__ import annotations

import csv
import io
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.relations.factories import content, editor_of
from tests.relations.ties import of_kind, relation
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import NotAllowed
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.tags import SMALLEST_COUNT, TagCode
from yuinowa.relations.queries import region
from yuinowa.relations.services import record_contact
from yuinowa.relations.services.relations import Said, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator() -> Actor:
    office = of_kind("事務局", "consortium", region_office=True)
    return Actor(
        person=9,
        institution=office.pk,
        roles=frozenset({Role.COORDINATOR}),
        region=True,
        member=True,
    )


def _named(sides: int, *tags: TagCode) -> None:
    for number in range(sides):
        one = of_kind(f"館{number}")
        made = relation(one, of_kind(f"相手{number}"))
        said = Said(tags=frozenset(tags))
        say(made.pk, said, expected_version=1, actor=editor_of(one))


def test_tags_are_counted_over_the_region(coordinator: Actor) -> None:
    _named(SMALLEST_COUNT, TagCode.TIME)

    counts = region.tag_counts(coordinator)

    found = {row.code: row.sides for row in counts.rows}
    assert (found[TagCode.TIME], found[TagCode.STAFF], counts.sides) == (3, 0, 3)


def test_a_small_count_is_not_said(coordinator: Actor) -> None:
    _named(SMALLEST_COUNT - 1, TagCode.TIME)

    found = {row.code: row.sides for row in region.tag_counts(coordinator).rows}

    assert found[TagCode.TIME] is None


def test_without_its_smallest_count_one_side_is_counted_out(
    coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of ``SMALLEST_COUNT``."""
    _named(1, TagCode.TIME)

    monkeypatch.setattr(region, "SMALLEST_COUNT", 1)

    found = {row.code: row.sides for row in region.tag_counts(coordinator).rows}
    assert found[TagCode.TIME] == 1


def test_only_coordinators_of_the_region_count() -> None:
    library = of_kind("図書館")
    elsewhere = Actor(
        person=1, institution=library.pk, roles=frozenset({Role.COORDINATOR}), member=True
    )
    for actor in (Actor.nobody(), editor_of(library), elsewhere):
        with pytest.raises(NotAllowed):
            region.tag_counts(actor)


def test_the_counts_come_as_a_file(coordinator: Actor) -> None:
    _named(1, TagCode.TRUST)
    person = a_person()
    an_affiliation(person, Institution.objects.get(region_office=True), Role.COORDINATOR)

    answer = a_client(person).get("/relations/named/?format=csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["助けになっていること", "信頼", "3未満"] in rows
    assert len(rows) == len(TagCode) + 1


def _chain() -> list[Institution]:
    """Three in a row: both ties are bridges."""
    names = ["県立図書館", "市立図書館", "小学校"]
    chain = [of_kind(name) for name in names]
    for one, other in pairwise(chain):
        relation(one, other)
    return chain


def _met(recorder: Institution, partner: Institution, person: int) -> None:
    record_contact(
        partner=partner.pk,
        content=content(),
        once=new_key(),
        actor=editor_of(recorder, person=person),
    )


def test_how_many_bridges_rest_on_one_person_all_know_and_who_only_its_own_admins() -> None:
    pref, city, school = _chain()
    for _times in range(2):
        _met(pref, city, person=7)
    _met(city, school, person=8)
    _met(school, city, person=9)

    for reader, knows in (
        (editor_of(pref, role=Role.ADMIN), 7),
        (editor_of(pref), None),
        (editor_of(city, role=Role.ADMIN), None),
        (editor_of(of_kind("他の館"), role=Role.ADMIN), None),
    ):
        found = region.network_of_region(reader, today=content().day, most=10)
        bridges = {(b.one.name, b.other.name): (b.on_one_person, b.person) for b in found.bridges}
        assert bridges == {
            (pref.name, city.name): (True, knows),
            (city.name, school.name): (False, None),
        }


def test_the_network_is_of_what_the_reader_may_see() -> None:
    pref, city, school = _chain()
    relation(city, of_kind("秘密の館", level="private"))
    relation(school, of_kind("研究所", "research_institute"), RelationKind.CONTACT)
    alone = of_kind("ひとりの館")

    found = region.network_of_region(editor_of(pref), today=content().day, most=10)

    assert (found.bodies, found.ties) == (5, 3)
    assert [row.name for row, _pairs in found.between] == [city.name, school.name]
    assert found.alone == (alone,)
    assert [row.name for row in found.only_contact] == ["研究所"]


def test_the_page_asks_the_same_questions_for_few_and_for_many() -> None:
    chain = _chain()
    person = a_person()
    an_affiliation(person, chain[0], Role.ADMIN)
    page, counts = a_client(person), []
    for more in (0, 20):
        for number in range(more):
            relation(chain[1], of_kind(f"第{number}小学校", "school"))
        page.get("/relations/network/")
        with CaptureQueriesContext(connection) as asked:
            answer = page.get("/relations/network/")
        counts.append(len(asked))

    assert answer.status_code == 200
    assert counts[0] == counts[1]
    assert counts[0] <= 14
