"""The ring of an institution: drawn, as a table, by layers and years; who may see whom; the same question count."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.relations.factories import editor_of
from tests.relations.ties import of_kind, relation
from yuinowa.core import ties
from yuinowa.core.rights import Level, Role
from yuinowa.core.ties import Edge
from yuinowa.directory.models import Institution
from yuinowa.relations.domain.bases import BasisCode
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.models import Relation
from yuinowa.relations.services.relations import Said, end_relation, say

pytestmark = pytest.mark.django_db
K = RelationKind


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


@pytest.fixture
def library() -> Institution:
    return of_kind("試験市立図書館")


@pytest.fixture
def school() -> Institution:
    return of_kind("試験市立第一小学校", "school_library", "school")


def test_the_ring_is_drawn_and_told_as_a_table(library: Institution, school: Institution) -> None:
    museum = of_kind("試験市郷土資料館", "museum")
    relation(library, school, K.SUPPORT, evidence="年報")
    relation(museum, library, K.PARTNER)

    html = Client().get(f"/relations/of/{library.pk}/").content.decode()

    assert html.count('<svg class="yw-draw yw-ring') == 2
    for name in (school.name, museum.name):
        assert name in html
    assert "支援（する）" in html
    assert "年報" in html


def test_layers_are_drawn_from_the_grounds(library: Institution, school: Institution) -> None:
    group = of_kind("試験市役所", "administration")
    relation(library, school, bases=frozenset({BasisCode.LL_3_9}))
    relation(library, group, bases=frozenset({BasisCode.CASES_2021}))
    relation(library, of_kind("町の図書館"))
    page, found = Client(), {}

    for layer in ("all", "law", "cases", "x' OR 1=1"):
        found[layer] = page.get(f"/relations/of/{library.pk}/", {"layer": layer}).context[
            "partners"
        ]

    assert list(found.values()) == [3, 1, 2, 3]


def test_a_ring_of_an_earlier_year_has_what_held_at_its_end(
    library: Institution, school: Institution
) -> None:
    old = relation(library, school, since=date(2020, 5, 1))
    end_relation(
        old.pk,
        on_day=date(2024, 3, 1),
        reason="年度末",
        expected_version=1,
        actor=editor_of(library),
    )
    relation(library, of_kind("町の図書館"), since=date(2024, 4, 1))
    page, found = Client(), {}

    for year in ("2019", "2020", "2022", "2023", "2024", ""):
        answer = page.get(f"/relations/of/{library.pk}/", {"year": year})
        found[year] = [row.partner.institution.name for row in answer.context["rows"]]

    assert found == {
        "2019": [],
        "2020": [school.name],
        "2022": [school.name],
        "2023": [],
        "2024": ["町の図書館"],
        "": ["町の図書館"],
    }


def test_whoever_is_two_steps_away_is_listed_with_the_way(
    library: Institution, school: Institution
) -> None:
    museum = of_kind("郷土資料館", "museum")
    relation(library, school)
    relation(school, museum)

    far = Client().get(f"/relations/of/{library.pk}/").context["beyond"]

    assert [(row.institution, row.through) for row in far] == [(museum, (school.name,))]


@pytest.fixture
def edge(library: Institution, school: Institution) -> Iterator[Edge]:
    found = Edge(school.pk, library.pk, date(2025, 4, 1), None, "人形劇の会との協働", "/somewhere/")
    ties.add_edges(lambda _institutions, _actor: [found])
    yield found
    ties._EDGES.pop()


def test_ties_of_partnerships_come_from_the_socket(
    edge: Edge, library: Institution, school: Institution
) -> None:  # I5
    answer = Client().get(f"/relations/of/{library.pk}/")

    assert [row.tie.kind for row in answer.context["rows"]] == [K.COLLABORATE]
    html = answer.content.decode()
    assert edge.url in html
    assert edge.label in html
    assert "yw-edge--collaborate" in html


def test_many_partners_are_drawn_by_kind_and_all_are_in_the_table(library: Institution) -> None:
    for number in range(25):
        relation(library, of_kind(f"第{number}小学校", "school"))
    relation(library, of_kind("郷土資料館", "museum"))

    answer = Client().get(f"/relations/of/{library.pk}/")

    assert (answer.context["partners"], answer.context["is_grouped"]) == (26, True)
    assert len(answer.context["rows"]) == 26
    assert "学校（25）" in answer.content.decode()


def test_a_ring_asks_the_same_questions_for_one_partner_and_for_sixty(
    library: Institution, school: Institution
) -> None:
    page, counts = Client(), []
    relation(library, school)
    for number in (1, 60):
        while Relation.objects.count() < number:
            relation(library, of_kind("小学校", "school"))
        page.get(f"/relations/of/{library.pk}/")
        with CaptureQueriesContext(connection) as asked:
            page.get(f"/relations/of/{library.pk}/?layer=all&year=")
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert counts[0] <= 14


def test_the_ring_comes_as_a_file_that_nothing_runs_in(
    library: Institution, school: Institution
) -> None:  # R16
    relation(library, school, K.SUPPORT, evidence="=HYPERLINK(1)")

    answer = Client().get(f"/relations/of/{library.pk}/?format=csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][0] == school.name
    assert "'=HYPERLINK(1)" in rows[1]


def test_a_hidden_partner_is_on_no_strangers_ring(library: Institution) -> None:
    relation(library, of_kind("秘密の館", level="private"))
    closed = relation(library, of_kind("人形劇の会", "volunteer_group"))

    assert Client().get(f"/relations/of/{library.pk}/").context["partners"] == 0
    say(closed.pk, Said(level=Level.PARTIES), expected_version=1, actor=editor_of(library))
    member = browser(of_kind("他の館"))
    assert member.get(f"/relations/of/{library.pk}/").context["partners"] == 0


def test_an_empty_ring_says_why(library: Institution) -> None:
    html = Client().get(f"/relations/of/{library.pk}/").content.decode()

    assert "記録された関係はありません" in html


def test_the_way_to_the_ring_stands_on_the_institutions_page(
    library: Institution, school: Institution
) -> None:
    relation(library, school)

    page = Client().get(library.get_absolute_url()).content.decode()

    assert f"/relations/of/{library.pk}/" in page
