"""Pages and REST of desks: the question, its one answer, the list, keeping a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory import factories as make
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.topics import Topic
from yuinowa.directory.models import Desk, Institution
from yuinowa.directory.services import load_shipped_desks
from yuinowa.directory.services.desks import DeskContent, open_desk

pytestmark = pytest.mark.django_db
Indexed = Callable[[], int]


@pytest.fixture
def shipped(indexed: Indexed) -> Institution:
    """A public library beside the National Diet Library's desks."""
    load_shipped_desks(actor=Actor.system())
    library = make.institution("試験市立図書館", "シケンシリツトショカン", member=True)
    indexed()
    return library


@pytest.fixture
def admin(shipped: Institution) -> Client:
    person = a_person()
    an_affiliation(person, shipped, Role.ADMIN)
    return a_client(person)


def test_the_question_of_the_issue_has_its_one_answer(client: Client, shipped: Institution) -> None:
    answer = client.get("/ask/", {"q": "図書館間貸出し", "institution": str(shipped.pk)})

    page = answer.content.decode()
    assert page.count("聞く先") == 1
    assert "国立国会図書館関西館</a> 文献提供課" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert "未確認" in page
    assert f"/ask/?topic=interlibrary_loan&amp;institution={shipped.pk}" in page


def test_about_childrens_books_it_is_the_childrens_library(
    client: Client, shipped: Institution
) -> None:
    answer = client.get("/ask/", {"q": "児童書の図書館間貸出し", "institution": "シケンシリツ"})

    page = answer.content.decode()
    assert page.count("聞く先") == 1
    assert "国際子ども図書館" in page
    assert "文献提供課" not in page


def test_the_permanent_address_gives_the_same_answer(client: Client, shipped: Institution) -> None:
    answer = client.get(f"/ask/?topic=remote_copy&about=children&institution={shipped.pk}")

    assert "資料情報課" in answer.content.decode()


def test_kind_and_place_stand_in_for_an_institution(client: Client, shipped: Institution) -> None:
    content = DeskContent(
        Topic.REFERENCE,
        unit="学校支援係",
        kinds=frozenset({InstitutionKind.SCHOOL}),
        areas=frozenset({"20"}),
    )
    open_desk(shipped.pk, content, once=new_key(), actor=Actor.system())

    school = client.get("/ask/", {"topic": "reference", "kind": "school", "area": "長野県松本市"})
    other = client.get("/ask/", {"topic": "reference", "kind": "museum", "area": "長野県"})

    assert "学校支援係" in school.content.decode()
    assert "この地域に答える窓口です：長野県" in school.content.decode()
    assert "学校支援係" not in other.content.decode()


def test_without_words_the_institution_acted_for_asks(admin: Client, shipped: Institution) -> None:
    page = admin.get("/ask/", {"q": "複写"}).content.decode()

    assert "遠隔複写 <bdi>試験市立図書館</bdi>から" in page


def test_unclear_words_offer_the_topics_they_may_mean(client: Client, shipped: Institution) -> None:
    page = client.get("/ask/", {"q": "図書館"}).content.decode()

    assert "当てはまる用件がいくつかあります" in page
    assert "topic=interlibrary_loan" in page


def test_unknown_words_offer_all_topics(client: Client, shipped: Institution) -> None:
    page = client.get("/ask/", {"q": "駐車場"}).content.decode()

    assert "「<bdi>駐車場</bdi>」という用件は見つかりません" in page
    assert "topic=legal_deposit" in page


def test_where_nobody_answers_the_region_office_is_named(client: Client) -> None:
    make.institution("試験県事務局", member=True, region_office=True)

    page = client.get("/ask/", {"topic": "isil"}).content.decode()

    assert "答える窓口がまだありません" in page
    assert "試験県事務局" in page


@pytest.mark.parametrize(
    "query",
    [
        {"q": "あ" * 201},
        {"q": "\x01"},
        {"topic": "cats"},
        {"about": "cats"},
        {"kind": "cats"},
        {"area": "どこにもない町"},
        {"area": "府中市"},
        {"institution": "999999999"},
        {"institution": "９" * 101},
        {"institution": "どこにもない館"},
    ],
)
def test_what_cannot_be_asked_is_named_at_its_field(
    client: Client, shipped: Institution, query: dict[str, str]
) -> None:
    answer = client.get("/ask/", query)

    assert answer.status_code in {400, 422}
    if answer.status_code == 422:
        assert "か所" in answer.content.decode() or "誤り" in answer.content.decode()


def test_a_hidden_institution_is_asked_for_as_one_that_is_not_there(
    client: Client, shipped: Institution
) -> None:  # R22
    hidden = make.institution("見えない館", level="private")

    foreign = client.get(f"/api/v1/desks?topic=isil&institution={hidden.pk}")
    missing = client.get("/api/v1/desks?topic=isil&institution=999999999")

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content


def test_rest_gives_the_desk_and_why(client: Client, shipped: Institution) -> None:
    answer = client.get(f"/api/v1/desks?topic=interlibrary_loan&institution={shipped.pk}").json()

    assert answer["desk"]["institution_name"] == "国立国会図書館関西館"
    assert answer["desk"]["unit"] == "文献提供課"
    assert answer["desk"]["checked_on"] is None
    assert answer["reasons"] == ["「図書館間貸出し」の窓口です。"]
    assert answer["next"] is None


@pytest.mark.parametrize(
    "query", ["", "topic=cats", "topic=isil&institution=x", "topic=isil&about=cats", "topic=isil&institution=0"]
)  # fmt: skip
def test_rest_refuses_what_it_does_not_know(client: Client, query: str) -> None:
    assert client.get(f"/api/v1/desks?{query}").status_code == 400


def _typed(**changes: object) -> dict[str, object]:
    return {
        "topic": "reference",
        "about": "anything",
        "unit": "参考係",
        "once": new_key(),
    } | changes


def test_an_administrator_enters_a_desk_and_checks_it(admin: Client, shipped: Institution) -> None:
    made = admin.post(
        "/desks/new/", _typed(areas="長野県、東京都港区", kinds=["school"], to_day="R9.3.31")
    )

    desk = Desk.objects.get(institution=shipped)
    assert made.status_code == 302
    assert made["Location"] == f"/desks/{desk.pk}/"
    assert [row.area for row in desk.areas.all()] == ["131032", "20"]
    assert desk.to_day is not None
    page = admin.get(f"/desks/{desk.pk}/edit/").content.decode()
    assert "東京都港区、長野県" in page
    assert "令和9年3月31日" in page
    checked = admin.post(f"/desks/{desk.pk}/check/", {"version": "1"})
    assert checked.status_code == 302
    assert admin.post(f"/desks/{desk.pk}/check/", {"version": "1"}).status_code == 409


def test_a_rival_is_named_above_the_form_and_nothing_typed_is_lost(
    admin: Client, shipped: Institution
) -> None:
    refused = admin.post("/desks/new/", _typed(topic="interlibrary_loan", hours="平日だけ"))

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "国立国会図書館関西館 文献提供課" in page
    assert "平日だけ" in page


def test_somebody_elses_change_is_shown_beside_ones_own(
    admin: Client, shipped: Institution
) -> None:
    admin.post("/desks/new/", _typed())
    desk = Desk.objects.get(institution=shipped)
    admin.post(f"/desks/{desk.pk}/edit/", _typed(version=1, telephone="000-0000-0000"))

    late = admin.post(f"/desks/{desk.pk}/edit/", _typed(version=1, unit="調査係"))

    page = late.content.decode()
    assert late.status_code == 409
    assert "000-0000-0000" in page
    assert "調査係" in page
    assert 'value="2"' in page
    again = admin.post(f"/desks/{desk.pk}/edit/", _typed(version=2, unit="調査係"))
    assert again.status_code == 302


@pytest.mark.parametrize(
    "changes",
    [
        {"topic": "cats"},
        {"topic": ""},
        {"about": "x"},
        {"unit": "あ" * 101},
        {"unit": "a\x00b"},
        {"unit": "\ud800"},
        {"mail": "not-a-mail"},
        {"url": "javascript:alert(1)"},
        {"procedure_url": "ftp://"},
        {"kinds": ["cats"]},
        {"areas": "どこにもない町"},
        {"areas": "府中市"},
        {"areas": "、".join(["長野県"] * 201)},
        {"from_day": "2/30"},
        {"from_day": "令和9年4月1日", "to_day": "令和8年4月1日"},
        {"once": "twice"},
    ],
)
def test_bad_input_is_refused_with_the_form(
    admin: Client, shipped: Institution, changes: dict[str, object]
) -> None:
    try:
        answer = admin.post("/desks/new/", _typed(**changes))
    except UnicodeEncodeError:  # the test client cannot even send a lone surrogate
        return

    assert answer.status_code in {400, 422}
    assert not Desk.objects.filter(institution=shipped).exists()


@pytest.mark.parametrize("where", ["abc", "-1", "999999999", "9" * 30])
def test_an_institution_that_is_none_is_not_found(admin: Client, where: str) -> None:
    assert admin.get(f"/desks/new/?institution={where}").status_code == 404


def test_the_list_is_narrowed_and_exported_with_the_same_address(
    client: Client, shipped: Institution
) -> None:
    page = client.get("/desks/?topic=remote_copy").content.decode()
    file = client.get("/desks/export.csv?topic=remote_copy").content.decode("utf-8-sig")

    assert "窓口2件" in page
    assert len(file.splitlines()) == 3
    assert "文献提供課" in file


def test_the_list_asks_the_same_number_of_questions_for_one_desk_and_for_many(
    client: Client, shipped: Institution, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        client.get("/desks/")
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        client.get("/ask/?topic=isil")


def test_an_institutions_page_shows_its_desks(client: Client, shipped: Institution) -> None:
    kansai = Institution.objects.get(name="国立国会図書館関西館")

    page = client.get(kansai.get_absolute_url()).content.decode()

    assert "この機関の窓口" in page
    assert "この機関のすべての窓口" in page
