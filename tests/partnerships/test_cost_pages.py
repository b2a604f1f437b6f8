"""Pages of shared costs: from the first draft to an issued statement; bad input; what is never a page of others."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.partnerships.factories import library, school, together
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.partnerships.models import CostShare, CostStatement, Partnership

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnership() -> Partnership:
    return together(library(), school())


@pytest.fixture
def keeper(partnership: Partnership) -> Client:
    person = a_person()
    an_affiliation(person, partnership.initiator, Role.LEAD)
    return a_client(person)


def fields(**changes: object) -> dict[str, object]:
    given: dict[str, object] = {
        "fiscal_year": 2026,
        "title": "電子書籍の購入費",
        "total_yen": "１,０００,００１",
        "equal": "33.3",
        "per_head": "66.7%",
        "per_use": "",
        "population_on": "令和8年10月1日",
        "population_source": "試験県 人口推計",
        "use_source": "",
        "once": new_key(),
    }
    return given | changes


def test_a_keeper_makes_a_draft_writes_its_figures_and_issues_it(
    keeper: Client, partnership: Partnership
) -> None:
    costs = f"/partnerships/{partnership.pk}/costs/"
    assert "まだ" in keeper.get(costs).content.decode()

    answer = keeper.post(f"{costs}new/", fields())
    draft = CostStatement.objects.get()
    assert answer.headers["Location"] == f"{costs}{draft.pk}/"
    assert (draft.equal, draft.per_head, draft.total_yen) == (333, 667, 1_000_001)

    page = keeper.get(f"{costs}{draft.pk}/").content.decode()
    assert "人口がありません" in page
    assert f"{draft.pk}/issue/" not in page

    lines = list(CostShare.objects.order_by("party"))
    figures = {
        f"{key}-{line.pk}": value
        for line, residents in zip(lines, ("60,000", "4万"), strict=True)
        for key, value in (("residents", residents), ("rest", "on"))
    }
    answer = keeper.post(f"{costs}{draft.pk}/reckon/", {**figures, "version": 1})
    assert answer.status_code == 422
    figures[f"residents-{lines[1].pk}"] = "40000"
    answer = keeper.post(f"{costs}{draft.pk}/reckon/", {**figures, "version": 1})
    assert answer.status_code == 302

    page = keeper.get(f"{costs}{draft.pk}/").content.decode()
    assert "566,701" in page
    assert "433,300" in page
    answer = keeper.post(f"{costs}{draft.pk}/issue/", {"version": 2})
    assert answer.status_code == 302
    assert CostStatement.objects.get().state == "issued"
    assert keeper.post(f"{costs}{draft.pk}/issue/", {"version": 3}).status_code == 409
    file = keeper.get(f"{costs}{draft.pk}/?format=csv").content.decode("utf-8-sig")
    assert "566701" in file


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"total_yen": "0"}, "1から"),
        ({"total_yen": "百万"}, "整数"),
        ({"equal": "-1"}, "0から100"),
        ({"equal": "33.33"}, "0から100"),
        ({"equal": "50"}, "100"),
        ({"population_on": ""}, "いつ"),
        ({"population_source": ""}, "だれが"),
        ({"per_use": "66.7", "per_head": ""}, "何を"),
        ({"population_on": "令和40年13月1日"}, "日"),
    ],
)
def test_a_draft_that_cannot_be_is_refused_where_the_fault_is(
    keeper: Client, partnership: Partnership, changes: dict[str, object], words: str
) -> None:
    answer = keeper.post(f"/partnerships/{partnership.pk}/costs/new/", fields(**changes))

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "yw-field--fault" in page
    assert words in page
    assert not CostStatement.objects.exists()


def test_whoever_saves_second_keeps_what_was_typed(
    keeper: Client, partnership: Partnership
) -> None:
    keeper.post(f"/partnerships/{partnership.pk}/costs/new/", fields())
    draft = CostStatement.objects.get()
    CostStatement.objects.filter(pk=draft.pk).update(version=2)
    address = f"/partnerships/{partnership.pk}/costs/{draft.pk}/rewrite/"

    answer = keeper.post(address, fields(title="配送の費用", version=1))

    assert answer.status_code == 409
    assert "配送の費用" in answer.content.decode()
    assert keeper.post(address, fields(title="配送の費用", version=2)).status_code == 302
    assert CostStatement.objects.get().title == "配送の費用"


def test_a_statement_of_another_partnership_is_not_found_here(
    keeper: Client, partnership: Partnership
) -> None:
    keeper.post(f"/partnerships/{partnership.pk}/costs/new/", fields())
    draft = CostStatement.objects.get()
    other = together(partnership.initiator, school(), title="べつの取組")

    assert keeper.get(f"/partnerships/{other.pk}/costs/{draft.pk}/").status_code == 404


def test_a_draft_that_puts_a_statement_right_says_so(
    keeper: Client, partnership: Partnership
) -> None:
    costs = f"/partnerships/{partnership.pk}/costs/"
    keeper.post(f"{costs}new/", fields(equal="100", per_head=""))
    keeper.post(f"{costs}{CostStatement.objects.get().pk}/issue/", {"version": 1})
    old = CostStatement.objects.get()
    keeper.post(f"{costs}{old.pk}/put-right/", {"reason": "写しまちがい"})
    draft = CostStatement.objects.exclude(pk=old.pk).get()

    assert "前の分担を直したもの" in keeper.get(f"{costs}{draft.pk}/").content.decode()
