from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation, an_institution
from tests.plans.factories import own_plan
from yuinowa.accounts.domain.policy import DEMO_PASSWORD
from yuinowa.accounts.models import Affiliation
from yuinowa.accounts.queries import role_name
from yuinowa.core import clock, sockets, waits
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.workflow import Verb
from yuinowa.plans.services import open_year
from yuinowa.portal import queries
from yuinowa.portal.domain.homes import HOMES, MOST_CARDS, Card
from yuinowa.portal.labels import VERBS

pytestmark = pytest.mark.django_db
FRIDAY = datetime(2026, 11, 20, 10, tzinfo=ZoneInfo("Asia/Tokyo"))


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: FRIDAY)


@pytest.fixture
def post() -> Affiliation:
    return an_affiliation(None, an_institution("試験市立中央図書館"), Role.EDITOR)


@pytest.fixture
def cards() -> Iterator[dict[str, sockets.CardSource]]:
    """The sources of the home page's cards, put back afterwards."""
    before = dict(sockets._CARDS)
    yield sockets._CARDS
    sockets._CARDS.update(before)


def a_wait(
    institution: Institution,
    label: str,
    *,
    due: date | None = None,
    role: str = "",
    asked_by: int | None = None,
    person: int | None = None,
) -> None:
    """Any object will do as the subject: here a new institution."""
    waits.open_wait(
        subject=an_institution(),
        step="answer",
        label=label,
        institution=institution.pk,
        institution_label=institution.name,
        role=role,
        person=person,
        asked_by=asked_by,
        due=due,
        verb=Verb.CHECK,
        then_what="",
        url="/somewhere/",
    )


# ---------------------------------------------------------------- signed in


def test_turns_stand_under_the_group_of_their_due_date(post: Affiliation) -> None:
    today = FRIDAY.date()
    for label, days in (("過", -2), ("今", 0), ("次", 7), ("後", 14)):
        a_wait(post.institution, label, due=today + timedelta(days))
    a_wait(post.institution, "無")

    answer = a_client(post.person).get("/")

    groups = answer.context["day"].ours
    assert [[turn.label for turn in turns] for _label, turns in groups] == [
        ["過"],
        ["今"],
        ["次"],
        ["後"],
        ["無"],
    ]
    assert answer.content.decode().count("yw-group") == 5


def test_within_a_group_the_nearest_due_date_comes_first(post: Affiliation) -> None:
    today = FRIDAY.date()
    for days in (-1, -9, -4):
        a_wait(post.institution, str(days), due=today + timedelta(days))

    day = queries.day_of(Actor(institution=post.institution_id))

    assert [turn.label for turn in day.ours[0][1]] == ["-9", "-4", "-1"]
    assert (day.our_count, day.late_count) == (3, 3)


def test_the_other_side_is_waited_for_in_words(post: Affiliation) -> None:
    partner = an_institution("試験町立図書館")
    a_wait(partner, "依頼に答える", asked_by=post.institution_id)

    text = a_client(post.person).get("/").content.decode()

    assert 'data-side="theirs"' in text
    assert "試験町立図書館" in text
    assert "依頼に答える" in text


def test_a_colleague_with_another_role_is_named_by_the_role(post: Affiliation) -> None:
    a_wait(post.institution, "数字を確かめる", role=Role.PLAN_CHECKER.value)

    day = queries.day_of(Actor(institution=post.institution_id, roles=frozenset({Role.EDITOR})))

    assert day.ours == []
    assert [(turn.label, turn.who) for turn in day.theirs] == [
        ("数字を確かめる", role_name("plan_checker"))
    ]


def test_turns_of_others_are_nowhere_on_the_page(post: Affiliation) -> None:
    stranger, partner = an_institution(), an_institution()
    a_wait(stranger, "金糸雀", asked_by=partner.pk)
    a_wait(post.institution, "金糸雀", person=a_person().pk)
    a_wait(partner, "金糸雀", role=Role.ADMIN.value)

    answer = a_client(post.person).get("/")

    assert "金糸雀" not in answer.content.decode()
    assert "yw-empty" in answer.content.decode()


def test_the_page_asks_as_much_for_one_wait_as_for_thirty(post: Affiliation) -> None:
    client = a_client(post.person)
    partner = an_institution()
    a_wait(post.institution, "一", due=FRIDAY.date())
    a_wait(partner, "一", asked_by=post.institution_id)
    client.get("/")
    with CaptureQueriesContext(connection) as for_one:
        client.get("/")
    for number in range(30):
        a_wait(post.institution, str(number), due=FRIDAY.date() + timedelta(number - 5))
        a_wait(partner, str(number), asked_by=post.institution_id)

    with CaptureQueriesContext(connection) as for_many:
        client.get("/")

    assert len(for_many) == len(for_one)


def test_beyond_twenty_the_turns_of_others_are_behind_a_link(post: Affiliation) -> None:
    partner = an_institution()
    for number in range(23):
        a_wait(partner, f"待ち{number:02}", asked_by=post.institution_id)
    client = a_client(post.person)

    some, every = client.get("/"), client.get("/?theirs=all")

    assert (len(some.context["theirs"]), some.context["theirs_hidden"]) == (20, 3)
    assert 'href="?theirs=all"' in some.content.decode()
    assert (len(every.context["theirs"]), every.context["theirs_hidden"]) == (23, 0)


def test_cards_stand_in_the_order_of_the_table_and_empty_ones_make_room(
    post: Affiliation, cards: dict[str, sockets.CardSource]
) -> None:
    def titled(title: str) -> sockets.CardSource:
        context = {"title": title, "icon": "info"}
        return lambda _actor: sockets.Panel(0, "ui/components/note.html", context)

    cards |= {card: titled(f"<{card}>") for card in cards}
    cards["year"] = lambda _actor: None

    text = a_client(post.person).get("/").content.decode()

    assert 0 < text.index("&lt;contacts&gt;") < text.index("&lt;ask&gt;")
    assert text.count("&lt;") == 2


def test_every_card_of_the_table_is_offered_and_every_card_offered_is_in_the_table() -> None:
    assert sockets.home_card_names() == {card.value for card in Card}
    assert set(Card) == {card for cards in HOMES.values() for card in cards}


@pytest.mark.parametrize("role", list(Role))
def test_a_reader_of_any_role_gets_at_most_three_cards(post: Affiliation, role: Role) -> None:
    reader = an_affiliation(None, post.institution, role)

    answer = a_client(reader.person).get("/")

    assert 0 < len(answer.context["cards"]) <= MOST_CARDS


def test_the_office_counts_who_has_to_confirm_and_nobody_else_does() -> None:
    office = an_institution(region_office=True)
    late = an_institution("遅れた館")
    Institution.objects.filter(pk=late.pk).update(last_confirmed=date(2024, 1, 1))
    coordinator = an_affiliation(None, office, Role.COORDINATOR)
    elsewhere = an_affiliation(None, an_institution("別の館"), Role.COORDINATOR)

    ours = a_client(coordinator.person).get("/").content.decode()
    theirs = a_client(elsewhere.person).get("/").content.decode()

    assert "/institutions/overdue/" in ours
    assert "/institutions/overdue/" not in theirs


def test_the_round_says_how_many_sheets_of_our_plan_stand_where() -> None:
    owner = an_institution("試験市")
    plan = own_plan(owner)
    open_year(plan.pk, 2026, actor=Actor.system())
    officer = an_affiliation(None, owner, Role.PLAN_OFFICER)
    elsewhere = an_affiliation(None, an_institution("別の館"), Role.PLAN_OFFICER)

    ours, theirs = (
        a_client(reader.person).get("/").content.decode() for reader in (officer, elsewhere)
    )

    assert plan.get_absolute_url() in ours
    assert "令和8年度" in ours
    assert plan.get_absolute_url() not in theirs


def test_a_turn_names_what_is_to_be_done(post: Affiliation) -> None:
    a_wait(post.institution, "数字を確かめる")

    text = a_client(post.person).get("/").content.decode()

    assert 'aria-label="確かめる：数字を確かめる">確かめる</a>' in text


def test_every_verb_has_its_word() -> None:
    assert set(VERBS) == set(Verb)


def test_without_an_institution_the_page_says_what_to_do() -> None:
    text = a_client(a_person()).get("/").content.decode()

    assert "yw-empty" in text
    assert "contacts/new" not in text


def test_the_button_to_record_is_for_those_who_may(post: Affiliation) -> None:
    reader = an_affiliation(None, post.institution)

    assert 'href="/contacts/new/"' in a_client(post.person).get("/").content.decode()
    assert 'href="/contacts/new/"' not in a_client(reader.person).get("/").content.decode()


def test_pages_of_somebody_are_kept_by_no_shared_cache(post: Affiliation) -> None:
    answer = a_client(post.person).get("/")

    assert "private" in answer["Cache-Control"]


# ---------------------------------------------------------------- visitors


def test_a_visitor_gets_no_cookie_and_asks_no_session(settings: LazySettings) -> None:
    settings.DEMO = False
    client = Client()

    with CaptureQueriesContext(connection) as asked:
        answer = client.get("/")

    assert answer.status_code == 200
    assert not answer.cookies
    assert [q["sql"] for q in asked if "session" in q["sql"] or "core_wait" in q["sql"]] == []


def test_a_visitor_finds_institutions_plans_and_the_way_in() -> None:
    text = Client().get("/").content.decode()

    for address in ("/institutions/", "/plans/", "/accounts/sign-in/"):
        assert f'"{address}"' in text


def test_the_demo_names_stand_on_the_first_page_of_a_demo_region_alone(
    settings: LazySettings,
) -> None:
    an_affiliation(a_person("demo-officer", demo=True), None, Role.PLAN_OFFICER)

    with_names = Client().get("/").content.decode()
    settings.DEMO = False
    without = Client().get("/").content.decode()

    assert "/accounts/sign-in/?login=demo-officer" in with_names
    assert DEMO_PASSWORD in with_names
    assert "demo-officer" not in without
    assert DEMO_PASSWORD not in without


def test_there_are_as_many_queries_for_many_demo_names_as_for_one() -> None:
    an_affiliation(a_person(demo=True), None, Role.EDITOR)
    with CaptureQueriesContext(connection) as for_one:
        Client().get("/")
    for _ in range(6):
        an_affiliation(a_person(demo=True), None, Role.ADMIN, Role.SIGNATORY)

    with CaptureQueriesContext(connection) as for_many:
        Client().get("/")

    assert len(for_many) == len(for_one)
