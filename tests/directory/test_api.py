"""REST of institutions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.directory import factories as make
from yuinowa.directory import queries
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.ledger.domain import kinds

pytestmark = pytest.mark.django_db
Indexed = Callable[[], int]
LIST = "/api/v1/institutions"


def test_anybody_may_search_without_a_cookie(client: Client, indexed: Indexed) -> None:
    entry = make.institution("三康図書館", "サンコウトショカン", isil="JP-1000031")
    make.institution("隠れた三康図書館", level="members")
    indexed()

    answer = client.get(LIST, {"q": "sanko"})

    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.json() == {
        "total": 1,
        "page": 1,
        "page_size": 20,
        "facets": {
            "kind": [{"value": "public_library", "count": 1}],
            "prefecture": [{"value": "13", "count": 1}],
            "member": [{"value": "no", "count": 1}],
            "programme": [],
            "service": [],
            "status": [{"value": "active", "count": 1}],
            "confirmed": [{"value": "no", "count": 1}],
        },
        "results": [
            {
                "id": entry.pk,
                "name": "三康図書館",
                "name_kana": "サンコウトショカン",
                "name_en": "",
                "kinds": ["public_library"],
                "prefecture": "13",
                "municipality": "131032",
                "municipality_name": "港区",
                "status": "active",
                "member": False,
                "demo": False,
                "identifiers": [
                    {
                        "scheme": "isil",
                        "value": "JP-1000031",
                        "raw": "JP-1000031",
                        "valid": True,
                        "former": False,
                        "warnings": [],
                    }
                ],
            }
        ],
    }


def test_narrowing_and_paging(client: Client, indexed: Indexed) -> None:
    for number in range(3):
        make.institution(f"大学{number}", kinds=[InstitutionKind.UNIVERSITY_LIBRARY])
    make.institution("市立", member=True)
    indexed()

    def names(**query: Any) -> list[str]:
        return [row["name"] for row in client.get(LIST, query).json()["results"]]

    assert names(member="true") == ["市立"]
    assert names(kind=["university_library", "npo"]) == ["大学0", "大学1", "大学2"]
    assert names(kind="university_library", page=2, page_size=2) == ["大学2"]
    assert names(page=9) == []
    assert names(prefecture="47") == []


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ("kind=dragon", 400, "kind"),
        ("kind=npo&kind=dragon", 400, "kind"),
        ("prefecture=48", 400, "prefecture"),
        ("prefecture=%EF%BC%91%EF%BC%93", 400, "prefecture"),
        ("member=maybe", 400, "member"),
        ("page=0", 400, "page"),
        ("page=x", 400, "page"),
        ("page=99999999999999999999999", 400, None),
        ("page_size=101", 400, "page_size"),
        ("page_size=0", 400, "page_size"),
        ("q=" + "あ" * 201, 400, "q"),
        ("q=" + "あ+" * 21, 422, None),
        ("q=a%0Ab", 422, None),
    ],
)
def test_unknown_values_are_refused_as_problems(
    query: str, status: int, field: str | None, client: Client, indexed: Indexed
) -> None:
    indexed()

    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    fields = [error["field"] for error in answer.json().get("errors", [])]
    assert field is None or fields == [field]


def test_one_institution_with_all_its_parts(client: Client) -> None:
    entry = make.full_institution("港区立三康図書館", latitude=35.6, longitude=139.7)

    answer = client.get(f"{LIST}/{entry.pk}")

    told = answer.json()
    assert answer.status_code == 200
    assert not answer.cookies
    assert told["name"] == "港区立三康図書館"
    assert [name["name"] for name in told["names"]] == ["港区立三康図書館旧館"]
    since = {"as_of": "2020-07-27", "until": None, "note": "", "source": "nacsis-ill"}
    assert told["switches"] == [
        {"service": "copy", "state": "other_desk", **since},
        {"service": "loan", "state": "open", **since},
    ]
    assert [source["certainty"] for source in told["sources"]] == ["sole", "probable"]
    assert "record" not in told["sources"][0]
    assert (told["latitude"], told["longitude"]) == (35.6, 139.7)


@pytest.mark.parametrize("level", ["members", "parties", "private"])
def test_what_is_hidden_answers_like_what_is_missing(level: str, client: Client) -> None:
    entry = make.institution("隠れた館", level=level)

    hidden, missing = client.get(f"{LIST}/{entry.pk}"), client.get(f"{LIST}/999999")

    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_an_id_beyond_all_is_missing(client: Client) -> None:
    assert client.get(f"{LIST}/99999999999999999999999999").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_a_list_costs_the_same_for_one_and_for_thirty(
    count: int, client: Client, indexed: Indexed, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        make.full_institution(f"港区{number}図書館")
    indexed()

    with django_assert_num_queries(8):
        client.get(f"{LIST}?q=図書館&page_size=100")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ja", "交流台帳にこの種類はありません。"),
        ("en", "There is no such kind in the ledger."),
    ],
)
def test_what_pure_code_refuses_is_said_in_the_language_asked_for(
    language: str, said: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "search_institutions", lambda *_, **__: kinds.find("sock.loan"))

    answer = client.get(LIST, headers={"Accept-Language": language})

    assert answer.status_code == 422
    assert answer.json()["detail"] == said
    assert answer.json()["errors"] == [
        {"field": "sock.loan", "code": "input-refused", "message": said}
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [("ja", "検索の語は"), ("en", "Please search with at most")],
)
def test_what_a_service_refuses_is_said_in_the_language_asked_for(
    language: str, said: str, client: Client, indexed: Indexed
) -> None:
    indexed()

    answer = client.get(f"{LIST}?q=" + "あ+" * 21, headers={"Accept-Language": language})

    assert said in answer.json()["detail"]
