"""What everybody reads of a partnership, and that nothing else of it is told: pages, file, REST."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.partnerships.factories import (
    begun,
    group,
    lead_of,
    side,
    together,
    told,
)
from tests.relations.ties import of_kind
from yuinowa.core import rights
from yuinowa.core.rights import Level
from yuinowa.directory.models import Institution
from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.phases import BEGUN, Phase
from yuinowa.partnerships.domain.public import Standing, standing_of
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.services.sides import ask_sides, leave, show_to
from yuinowa.search import index

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path
    index.ensure_current()


def shown(by: Institution, *others: Institution, **changes: object) -> Partnership:
    """A partnership that all its sides let everybody see."""
    made = together(by, *others, **changes)
    for one in (by, *others):
        show_to(made.pk, Level.PUBLIC, actor=lead_of(one))
    return made


@pytest.mark.parametrize("phase", list(Phase))
def test_phases_of_planning_are_one_to_others(phase: Phase) -> None:
    assert (standing_of(phase) is Standing.OVER) == phase.is_over
    assert (standing_of(phase) is Standing.AGREED) == (phase in BEGUN)


def test_everybody_reads_title_sides_purpose_and_form(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    made = shown(ours, theirs)

    page = client.get(made.get_absolute_url()).content.decode()

    for words in (made.title, made.purpose, ours.name, theirs.name, "事業協力", "話し合いの途中"):
        assert words in page


def test_how_it_goes_and_what_the_sides_say_is_not_told(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    made = shown(ours, theirs)
    told(made, ours, theirs)
    asked = group()
    ask_sides(made.pk, [asked.pk], actor=lead_of(ours))

    page = client.get(made.get_absolute_url()).content.decode()

    for words in (
        "困っていること",
        "得るもの",
        asked.name,
        "だれの番か",
        "段階",
        "go-on",
        "/sides/",
    ):
        assert words not in page


def test_one_side_that_hides_itself_hides_all_at_once(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    made = shown(ours, theirs)
    Institution.objects.filter(pk=theirs.pk).update(level=Level.MEMBERS.value)

    assert client.get(made.get_absolute_url()).status_code == 404
    assert made.title not in client.get("/partnerships/").content.decode()
    assert client.get(f"/api/v1/partnerships/{made.pk}").status_code == 404
    assert client.get("/api/v1/partnerships").json()["count"] == 0


def test_without_its_row_no_visitor_sees_one(
    client: Client, ours: Institution, theirs: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin: what visitors see comes from the rows of ``partnership.view`` and nothing else."""
    made = shown(ours, theirs)
    assert client.get(made.get_absolute_url()).status_code == 200
    rows = rights._ROWS["partnerships.partnership"]
    less = tuple(row for row in rows if row.standing is not rights.Standing.PUBLIC)

    monkeypatch.setitem(rights._ROWS, "partnerships.partnership", less)

    assert client.get(made.get_absolute_url()).status_code == 404


def test_the_list_is_searched_by_words_sides_and_form(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    puppets = shown(ours, theirs, title="影絵の夕べ", form=Form.CO_HOST)
    shelf = shown(ours, group(), title="読み聞かせの棚")

    def found(query: str) -> set[str]:
        page = client.get(f"/partnerships/{query}").content.decode()
        return {one.title for one in (puppets, shelf) if one.title in page}

    assert found("") == {puppets.title, shelf.title}
    assert found("?q=影絵") == {puppets.title}
    assert found("?q=第一小学校") == {puppets.title}
    assert found("?form=co_host") == {puppets.title}
    assert found(f"?institution={theirs.pk}") == {puppets.title}
    assert found("?of=over") == set()


def test_nobody_who_was_only_asked_is_found(client: Client, ours: Institution) -> None:
    made = begun(ours, group())
    show_to(made.pk, Level.PUBLIC, actor=lead_of(ours))

    assert made.title in client.get("/partnerships/").content.decode()
    assert made.title not in client.get("/partnerships/?q=てのひら").content.decode()


@pytest.mark.parametrize(
    "query",
    ["?form=marriage", "?of=all", "?institution=x", "?institution=0", "?q=a%00b", "?page=x"],
)
def test_an_address_that_cannot_be_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/partnerships/{query}").status_code == 400


def test_the_file_and_rest_say_what_the_page_says(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    made = shown(ours, theirs)

    table = client.get("/partnerships/?format=csv").content.decode("utf-8-sig")
    listed = client.get("/api/v1/partnerships?q=人形劇").json()
    one = client.get(f"/api/v1/partnerships/{made.pk}").json()

    assert made.title in table
    assert "話し合いの途中です" in table
    assert listed["partnerships"] == [one]
    assert one["standing"] == "planned"
    assert [row["name"] for row in one["sides"]] == [ours.name, theirs.name]
    assert client.get("/api/v1/partnerships?form=marriage").status_code == 400


def test_an_institution_names_the_partnerships_it_takes_part_in(
    client: Client, ours: Institution, theirs: Institution
) -> None:
    made = shown(ours, theirs)
    hidden = together(ours, theirs, title="まだ内輪の話")

    page = client.get(theirs.get_absolute_url()).content.decode()

    assert made.title in page
    assert hidden.title not in page


def test_whoever_has_left_follows_it_no_more(ours: Institution, theirs: Institution) -> None:
    other = group()
    made = together(ours, theirs, other)
    leave(made.pk, reason="人が足りない", actor=lead_of(other))

    assert side(made, other).state == "left"
    gone = rights.can(lead_of(other), "partnership.follow", Partnership.objects.get(pk=made.pk))
    assert not gone


def test_a_long_list_asks_no_more_than_a_short_one(client: Client, ours: Institution) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get("/partnerships/").status_code == 200
        return len(seen)

    shown(ours, of_kind("試験0館"))
    few = asked()
    for n in range(1, 9):
        shown(ours, of_kind(f"試験{n}館"))

    assert Party.objects.count() == 18
    assert asked() == few
