"""Pages of one relation: as recorder, partner, stranger and visitor; bad input; words that are not lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.relations.factories import contact, editor_of
from tests.relations.ties import of_kind, relation, words
from yuinowa.core import clock, rights
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.relations.domain.kinds import Frequency, RelationKind
from yuinowa.relations.models import DepthChange, Relation
from yuinowa.relations.services.relations import Said, say

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


def fields(partner: Institution, **changes: object) -> dict[str, object]:
    return {
        "partner": str(partner.pk),
        "kind": "support",
        "direction": "given",
        "since": "令和6年4月10日",
        "until": "",
        "frequency": "monthly",
        "bases": ["LL3-9", "SLG"],
        "evidence": "図書館の年報",
        "once": new_key(),
    } | changes


def test_a_relation_is_recorded_and_shown_to_both(
    library: Institution, school: Institution
) -> None:
    answer = browser(library, Role.EDITOR).post("/relations/new/", fields(school), follow=True)

    made = Relation.objects.get()
    assert answer.redirect_chain == [(made.get_absolute_url(), 302)]
    assert (made.one, made.other, made.since) == (library, school, date(2024, 4, 10))
    theirs = browser(school, Role.EDITOR).get(made.get_absolute_url()).content.decode()
    assert "支援（受ける）" in theirs
    assert "図書館法 第3条第9号" in theirs


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "collaborate"},
        {"kind": "friendship"},
        {"kind": ""},
        {"direction": ""},
        {"direction": "both"},
        {"since": ""},
        {"since": "2999-01-01"},
        {"since": "令和8年2月30日"},
        {"until": "2020-01-01"},
        {"frequency": "hourly"},
        {"bases": ["LL99"]},
        {"evidence": "あ" * 301},
        {"evidence": "a\x00b"},
        {"partner": "999999999"},
        {"partner": "²"},
        {"once": ""},
    ],
)
def test_bad_input_is_named_and_nothing_is_stored(
    library: Institution, school: Institution, changes: dict[str, object]
) -> None:
    answer = browser(library, Role.EDITOR).post("/relations/new/", fields(school) | changes)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Relation.objects.exists()


def test_working_together_is_refused_with_a_sentence(
    library: Institution, school: Institution
) -> None:  # I5
    answer = browser(library, Role.EDITOR).post(
        "/relations/new/", fields(school, kind="collaborate")
    )

    assert "協働は協働の取組から導かれるもので" in answer.content.decode()


def test_a_second_one_of_the_pair_and_kind_says_so(
    library: Institution, school: Institution
) -> None:
    relation(library, school, K.SUPPORT)

    answer = browser(library, Role.EDITOR).post("/relations/new/", fields(school))

    assert answer.status_code == 409
    assert "もうあります" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_relation(
    library: Institution, school: Institution
) -> None:  # R31
    page, form = browser(library, Role.EDITOR), fields(school)

    answers = [page.post("/relations/new/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Relation.objects.count() == 1


def test_words_are_written_and_read_by_the_two_sides_alone(
    library: Institution, school: Institution
) -> None:  # I13
    made = relation(library, school)
    form = {
        "purpose": "調べ学習の本を届ける",
        "reason": ["reason.new_users"],
        "barrier": ["barrier.staff", "barrier.time"],
        "desired": "collaboration",
        "level": "public",
        "version": "1",
    }

    answer = browser(library, Role.EDITOR).post(f"/relations/{made.pk}/say/", form)

    assert answer.status_code == 302
    assert words(made, library).tags.count() == 3
    address = made.get_absolute_url()
    assert "調べ学習の本を届ける" in browser(school).get(address).content.decode()
    office = of_kind("事務局", "consortium", region_office=True)
    for reader in (Client(), browser(of_kind("他の館")), browser(office, Role.COORDINATOR)):
        assert "調べ学習の本を届ける" not in reader.get(address).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"purpose": "あ" * 301},
        {"desired": "endless"},
        {"level": "private"},
        {"level": ""},
        {"reason": ["barrier.time"]},
        {"task": ["task.none"]},
        {"version": ""},
        {"version": "x"},
    ],
)
def test_bad_words_are_named_and_nothing_is_changed(
    library: Institution, school: Institution, changes: dict[str, object]
) -> None:
    made = relation(library, school)
    form = {"purpose": "本", "desired": "", "level": "public", "version": "1"} | changes

    answer = browser(library, Role.EDITOR).post(f"/relations/{made.pk}/say/", form)

    assert answer.status_code == 422
    assert words(made, library).version == 1


def test_two_of_one_side_at_once_lose_no_words(library: Institution, school: Institution) -> None:
    made = relation(library, school)
    say(made.pk, Said(purpose="さきの言葉"), expected_version=1, actor=editor_of(library))
    page = browser(library, Role.EDITOR)
    form = {"purpose": "あとの言葉", "desired": "", "level": "public", "version": "1"}

    second = page.post(f"/relations/{made.pk}/say/", form)

    assert second.status_code == 409
    html = second.content.decode()
    assert "あとの言葉" in html
    assert 'name="version" value="2"' in html
    assert words(made, library).purpose == "さきの言葉"


def test_a_depth_may_be_told_on_another_scale(library: Institution, school: Institution) -> None:
    made = relation(library, school)
    form = {
        "depth": "",
        "step": "frey.3",
        "on_day": "2025-04-01",
        "evidence": "調査",
        "version": "1",
    }

    answer = browser(school, Role.EDITOR).post(f"/relations/{made.pk}/deepen/", form)

    assert answer.status_code == 302
    assert DepthChange.objects.get().after == "cooperation"


@pytest.mark.parametrize(
    "changes",
    [
        {"step": ""},
        {"depth": "contact"},
        {"step": "frey.9"},
        {"depth": "abyss"},
        {"on_day": "2999-01-01"},
        {"on_day": "2001-01-01"},
        {"evidence": ""},
    ],
)
def test_a_bad_depth_is_named(
    library: Institution, school: Institution, changes: dict[str, str]
) -> None:
    made = relation(library, school)
    form = {
        "depth": "",
        "step": "frey.3",
        "on_day": "2025-04-01",
        "evidence": "調査",
        "version": "1",
    }

    answer = browser(library, Role.EDITOR).post(f"/relations/{made.pk}/deepen/", form | changes)

    assert answer.status_code == 422
    assert not DepthChange.objects.exists()


def test_the_page_says_why_it_suggests_a_depth(library: Institution, school: Institution) -> None:
    made = relation(library, school)
    contact(library, school)

    ours = browser(library).get(made.get_absolute_url()).content.decode()

    assert "最近24か月に、連絡が1件記録されています。" in ours
    assert "記録が示す段階" in ours
    assert "記録が示す段階" not in Client().get(made.get_absolute_url()).content.decode()


def test_without_its_row_the_other_side_does_not_follow(
    library: Institution, school: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard-off twin of ``relation.follow``: the depth is shown by that row and no other."""
    made = relation(library, school)
    rows = rights._ROWS["relations.relation"]
    less = tuple(row for row in rows if row.action != "relation.follow")

    monkeypatch.setitem(rights._ROWS, "relations.relation", less)

    page = browser(library).get(made.get_absolute_url()).content.decode()
    assert "記録が示す段階" not in page


def test_the_partner_ends_it_with_a_reason(library: Institution, school: Institution) -> None:
    made = relation(library, school)
    page = browser(school, Role.EDITOR)
    address = f"/relations/{made.pk}/end/"

    assert page.post(address, {"on_day": "2025-03-31", "version": "1"}).status_code == 422
    page.post(address, {"on_day": "2025-03-31", "reason": "担当の交代", "version": "1"})

    made.refresh_from_db()
    assert (made.ended_on, made.end_reason) == (date(2025, 3, 31), "担当の交代")
    assert "終わった関係" in page.get(f"/relations/of/{library.pk}/").content.decode()


@pytest.mark.parametrize("deed", ["correct", "say", "deepen", "end"])
def test_a_stranger_does_nothing_to_it(
    library: Institution, school: Institution, deed: str
) -> None:
    made = relation(library, school)
    hidden = relation(library, of_kind("秘密の館", level="private"))
    stranger = browser(of_kind("他の館"), Role.ADMIN)

    assert stranger.get(f"/relations/{made.pk}/{deed}/").status_code == 403
    assert stranger.get(f"/relations/{hidden.pk}/{deed}/").status_code == 404


def test_the_two_read_when_they_were_in_touch_against_what_they_agreed(
    library: Institution, school: Institution
) -> None:
    ours, stranger = browser(library, Role.EDITOR), browser(of_kind("試験大学図書館"), Role.EDITOR)
    made = relation(library, school, frequency=Frequency.MONTHLY, since=date(2024, 4, 10))
    address = f"/relations/{made.pk}/"
    late = ours.get(address).content.decode()
    assert "約束では、次の連絡は令和6年5月10日まででした。" in late

    contact(school, library, day=clock.today())

    now = ours.get(address).content.decode()
    assert "最後の連絡" in now
    assert "までの約束です" in now
    assert "最後の連絡" not in stranger.get(address).content.decode()
