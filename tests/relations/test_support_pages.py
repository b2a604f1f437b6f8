"""Pages of support: ask, write down, answer, decline, take back; the log, its counts and files; the map; who reads the words."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.relations.asking import ASKED_ON, answered, asked, center, phoned, school
from tests.relations.ties import SINCE, of_kind, relation
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.support import SupportTopic
from yuinowa.relations.models import SupportRequest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(settings: LazySettings, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *(roles or (Role.EDITOR,)))
    return a_client(person)


@pytest.fixture
def pupil() -> Institution:
    return school()


@pytest.fixture
def helper() -> Institution:
    return center()


def typed(other: Institution, **changes: str) -> dict[str, str]:
    return {
        "side": "asked",
        "partner": str(other.pk),
        "topic": "materials",
        "about": "調べ学習の本の選び方",
        "asked_on": ASKED_ON.isoformat(),
        "once": new_key(),
    } | changes


def test_asking_leads_to_the_request_and_both_sides_see_it(
    pupil: Institution, helper: Institution
) -> None:
    answer = browser(pupil).post("/support/new/", typed(helper))

    made = SupportRequest.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/support/{made.pk}/")
    for side in (pupil, helper):
        html = browser(side).get(f"/support/{made.pk}/").content.decode()
        assert made.about in html
        assert "センター" in html


def test_what_came_by_telephone_is_written_down(pupil: Institution, helper: Institution) -> None:
    browser(helper).post("/support/new/", typed(pupil, side="given", came="call"))

    made = SupportRequest.objects.get()
    assert (made.asking, made.supporter, made.came) == (pupil, helper, "call")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"side": ""}, "side"),
        ({"side": "both"}, "side"),
        ({"side": "given"}, "came"),
        ({"side": "given", "came": "here"}, "came"),
        ({"topic": ""}, "topic"),
        ({"topic": "キ"}, "topic"),
        ({"about": ""}, "about"),
        ({"about": "あ" * 101}, "about"),
        ({"details": "あ" * 1001}, "details"),
        ({"asked_on": "2099-01-01"}, "asked_on"),
        ({"asked_on": "きのう"}, "asked_on"),
        ({"due": "2026-10-01"}, "due"),
        ({"partner": "999999999"}, "partner_name"),
        ({"once": "x"}, "once"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    pupil: Institution, helper: Institution, changes: dict[str, str], field: str
) -> None:
    answer = browser(pupil).post("/support/new/", typed(helper, **changes))

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not SupportRequest.objects.exists()


def test_who_does_not_support_us_is_not_asked(pupil: Institution) -> None:
    answer = browser(pupil).post("/support/new/", typed(of_kind("試験市立図書館")))

    assert answer.status_code == 422
    assert "関係を記録" in answer.content.decode()


def test_it_is_taken_answered_and_taken_up_again(pupil: Institution, helper: Institution) -> None:
    made = asked(pupil, helper)
    page, path = browser(helper), f"/support/{made.pk}/"

    page.post(f"{path}take/")
    done = page.post(
        f"{path}answer/",
        {"answer": "三冊を\n届けた。", "done_on": "2026-10-08", "minutes": "40", "version": "2"},
    )
    html = browser(pupil).get(path).content.decode()
    page.post(f"{path}reopen/", {"reason": "足りなかった", "version": "3"})

    made.refresh_from_db()
    assert done.status_code == 302
    assert "三冊を<br>届けた。" in html
    assert "/ledger/deeds/" in html
    assert (made.state, made.version) == ("in_hand", 4)


@pytest.mark.parametrize("deed", ["decline", "withdraw"])
def test_declining_and_withdrawing_take_a_reason(
    pupil: Institution, helper: Institution, deed: str
) -> None:
    made = asked(pupil, helper)
    page = browser(helper if deed == "decline" else pupil)
    path = f"/support/{made.pk}/{deed}/"

    shown = page.get(path).status_code
    without = page.post(path, {"reason": " ", "version": "1"}).status_code
    with_reason = page.post(path, {"reason": "県立に聞いてください", "version": "1"}).status_code

    assert (shown, without, with_reason) == (200, 422, 302)
    assert "県立に聞いてください" in browser(pupil).get(f"/support/{made.pk}/").content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"answer": ""},
        {"answer": "あ" * 1001},
        {"done_on": "2026-10-04"},
        {"done_on": "2099-01-01"},
        {"minutes": "0"},
        {"minutes": "4801"},
        {"minutes": "四十"},
        {"version": "x"},
    ],
)
def test_an_answer_that_cannot_be_is_told(
    pupil: Institution, helper: Institution, changes: dict[str, str]
) -> None:
    made = asked(pupil, helper)
    whole = {"answer": "届けた。", "done_on": "2026-10-08", "minutes": "", "version": "1"}

    answer = browser(helper).post(f"/support/{made.pk}/answer/", whole | changes)

    assert answer.status_code == 422
    made.refresh_from_db()
    assert made.state == "received"


def test_what_was_typed_stays_after_a_colleague_took_it(
    pupil: Institution, helper: Institution
) -> None:  # R31
    made = asked(pupil, helper)
    page = browser(helper)
    page.post(f"/support/{made.pk}/take/")

    late = page.post(
        f"/support/{made.pk}/answer/",
        {"answer": "私の答え", "done_on": "2026-10-08", "version": "1"},
    )

    assert late.status_code == 409
    assert "私の答え" in late.content.decode()
    assert 'name="version" value="2"' in late.content.decode()


def test_steps_of_the_other_side_are_403_and_those_that_are_over_409(
    pupil: Institution, helper: Institution
) -> None:
    made = asked(pupil, helper)
    path, asking = f"/support/{made.pk}/", browser(pupil)

    of_others = [asking.get(f"{path}{deed}/").status_code for deed in ("answer", "decline")]
    answered(made)
    over = [
        browser(helper).get(f"{path}answer/").status_code,
        asking.get(f"{path}withdraw/").status_code,
        browser(helper).post(f"{path}take/").status_code,
    ]

    assert (of_others, over) == ([403, 403], [409, 409, 409])


def test_coordinators_see_the_process_and_none_of_the_words(
    pupil: Institution, helper: Institution
) -> None:  # §16
    made = answered(asked(pupil, helper))
    office = of_kind("事務局", "consortium", region_office=True)
    page = browser(office, Role.COORDINATOR)

    for path in (f"/support/{made.pk}/", "/support/", "/support/?format=csv", "/"):
        html = page.get(path).content.decode()
        for word in (made.about, made.details, made.answer):
            assert word not in html, path
    assert pupil.name in page.get("/support/").content.decode()
    assert browser(of_kind("他の館")).get(f"/support/{made.pk}/").status_code == 404


def test_the_log_is_narrowed_by_its_address(pupil: Institution, helper: Institution) -> None:
    asked(pupil, helper)
    answered(asked(pupil, helper, topic=SupportTopic.TRAINING))
    phoned(school("第二小学校"), helper, asked_on=SINCE)
    page, found = browser(helper), {}

    for query in (
        "", "state=open", "state=done", "topic=training", "year=2024", "side=given", "side=asked",
        f"with={pupil.pk}", "state=x'&year=abcd&topic=1&with=no&side=",
    ):  # fmt: skip
        found[query] = len(page.get(f"/support/?{query}").context["lines"])

    assert list(found.values()) == [3, 2, 1, 1, 1, 3, 0, 2, 3]


def test_the_log_comes_as_a_file(pupil: Institution, helper: Institution) -> None:
    answered(asked(pupil, helper, about="=1+1"))

    raw = browser(helper).get("/support/?format=csv&state=done").content.decode("utf-8-sig")

    rows = list(csv.DictReader(io.StringIO(raw)))
    assert [(row["依頼した側"], row["支援する側"], row["状態"]) for row in rows] == [
        (pupil.name, helper.name, "回答済み")
    ]
    assert rows[0]["何のことで"] == "'=1+1"


def test_counts_lead_to_their_requests(pupil: Institution, helper: Institution) -> None:
    asked(pupil, helper)

    html = browser(helper).get("/support/").content.decode()

    assert 'href="?topic=materials&amp;year=2026"' in html


def test_matters_are_said_on_the_relation_and_read_by_everybody(
    pupil: Institution, helper: Institution
) -> None:
    support = relation(helper, pupil, RelationKind.SUPPORT)
    path = f"/relations/{support.pk}/"

    wrong = browser(pupil).post(f"{path}matters/", {"training": "2020-01-01", "version": "1"})
    kept = browser(pupil).post(f"{path}matters/", {"training": SINCE.isoformat(), "version": "1"})

    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["training"])
    assert kept.status_code == 302
    assert "図書館職員の研修" in Client().get(path).content.decode()


def test_the_map_says_what_is_recorded_and_what_is_not(
    pupil: Institution, helper: Institution
) -> None:
    relation(helper, pupil, RelationKind.SUPPORT)
    asked(pupil, helper)
    page = browser(helper)

    whole = page.get("/support/coverage/").content.decode()
    place = page.get("/support/coverage/place/", {"in": "試験市", "year": "2026"}).content.decode()
    raw = page.get("/support/coverage/?format=csv").content.decode("utf-8-sig")

    assert "東京都試験市" in whole
    assert "依頼1件" in whole
    assert "記録なし" in whole
    assert f"/support/?topic=materials&amp;year=2026&amp;with={pupil.pk}" in place
    assert helper.name in place
    rows = list(csv.reader(io.StringIO(raw)))
    assert rows[1][:6] == ["2026", "", "東京都試験市", "1", "0", "1"]
    assert page.get("/support/coverage/place/", {"in": "x"}).status_code == 404


def test_the_pages_ask_the_same_for_few_and_for_many(
    pupil: Institution, helper: Institution
) -> None:
    page = browser(helper)
    asked_of: dict[str, list[int]] = {"/support/": [], "/support/coverage/": []}
    for size in (3, 20):
        for number in range(size):
            other = school(f"第{size}-{number}小学校")
            asked(other, helper)
            relation(helper, other, RelationKind.SUPPORT)
        for path, numbers in asked_of.items():
            page.get(path)
            with CaptureQueriesContext(connection) as queries:
                page.get(path)
            numbers.append(len(queries))

    assert {path: few == many for path, (few, many) in asked_of.items()} == dict.fromkeys(
        asked_of, True
    )
