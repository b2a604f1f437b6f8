"""How a partnership is evaluated is agreed by all its sides before it is put in writing (I9)."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.evaluation.terms import terms
from tests.partnerships.factories import (
    group,
    lead_of,
    library,
    planned_up_to_roles,
    side,
    together,
)
from yuinowa.core.models import Wait
from yuinowa.core.rights import Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import NotAllowed, VersionMovedOn, WrongState
from yuinowa.kernel.workflow import Verb
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries import evaluation as gate
from yuinowa.partnerships.queries.partnerships import there
from yuinowa.partnerships.queries.parts import missing
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services.evaluation import agree_to_terms, propose_terms
from yuinowa.partnerships.services.sides import accept, ask_sides
from yuinowa.partnerships.services.turns import set_turns

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> list[Institution]:
    return [library(), group()]


@pytest.fixture
def planned(sides: list[Institution]) -> Partnership:
    """One in which it is to be said how it is evaluated."""
    made = together(*sides)
    planned_up_to_roles(made, *sides)
    Partnership.objects.filter(pk=made.pk).update(state="evaluation_design")
    made.refresh_from_db()
    set_turns(made)
    return made


def gaps(partnership: Partnership) -> list[int | None]:
    fresh = Partnership.objects.get(pk=partnership.pk)
    return [gap.party for found in gate.of_terms(Reading.of(fresh)) for gap in found.missing]


def propose(partnership: Partnership, by: Institution, after: int = 0) -> None:
    propose_terms(partnership.pk, terms(), expected_version=after, actor=lead_of(by))


def turns() -> set[tuple[int, str]]:
    return set(Wait.objects.filter(ended_at=None).values_list("institution", "verb"))


def browser(where: Institution, *roles: Role) -> Client:
    person = a_person()
    an_affiliation(person, where, *roles)
    return a_client(person)


def test_first_somebody_proposes_then_every_side_agrees(
    planned: Partnership, sides: list[Institution]
) -> None:  # I9
    one, other = (side(planned, institution) for institution in sides)
    assert gaps(planned) == [None]
    assert turns() == {(one.institution_id, Verb.FILL_IN), (other.institution_id, Verb.FILL_IN)}

    propose(planned, sides[0])
    assert gaps(planned) == [one.pk, other.pk]
    assert turns() == {(one.institution_id, Verb.APPROVE), (other.institution_id, Verb.APPROVE)}

    agree_to_terms(planned.pk, 1, actor=lead_of(sides[0]))
    assert gaps(planned) == [other.pk]
    assert (other.institution_id, Verb.APPROVE) in turns()
    assert (one.institution_id, Verb.APPROVE) not in turns()

    agree_to_terms(planned.pk, 1, actor=lead_of(sides[1]))
    assert gaps(planned) == []


def test_the_gate_of_the_phase_asks_for_it(planned: Partnership) -> None:
    found = missing(planned, there(planned))

    assert "評価の方法の案" in [gap.what for gap in found]


def test_a_side_that_joins_later_is_asked_too(
    planned: Partnership, sides: list[Institution]
) -> None:
    propose(planned, sides[0])
    for institution in sides:
        agree_to_terms(planned.pk, 1, actor=lead_of(institution))
    late = Institution.objects.create(name="試験市", member=True)

    ask_sides(planned.pk, [late.pk], actor=lead_of(sides[0]))
    accept(planned.pk, actor=lead_of(late))

    assert gaps(planned) == [side(planned, late).pk]


def test_a_side_that_looks_on_is_not_asked(planned: Partnership, sides: list[Institution]) -> None:
    Party.objects.filter(partnership=planned, institution=sides[1]).update(role="observer")
    propose(planned, sides[0])

    assert gaps(planned) == [side(planned, sides[0]).pk]
    with pytest.raises(NotAllowed):
        agree_to_terms(planned.pk, 1, actor=lead_of(sides[1]))


def test_another_proposal_voids_what_was_agreed(
    planned: Partnership, sides: list[Institution]
) -> None:  # I9
    propose(planned, sides[0])
    agree_to_terms(planned.pk, 1, actor=lead_of(sides[0]))

    propose(planned, sides[1], after=1)

    assert len(gaps(planned)) == 2
    with pytest.raises(VersionMovedOn):
        agree_to_terms(planned.pk, 1, actor=lead_of(sides[1]))


@pytest.mark.parametrize("state", ["idea", "exploring", "withdrawn"])
def test_it_is_agreed_while_the_work_is_planned(
    planned: Partnership, sides: list[Institution], state: str
) -> None:
    propose(planned, sides[0])
    Partnership.objects.filter(pk=planned.pk).update(state=state, end_reason="試験")

    with pytest.raises(WrongState):
        propose(planned, sides[0], after=1)
    with pytest.raises(WrongState):
        agree_to_terms(planned.pk, 1, actor=lead_of(sides[0]))


def test_only_sides_propose_and_only_who_leads_agrees(
    planned: Partnership, sides: list[Institution]
) -> None:
    stranger = Institution.objects.create(name="よその館", member=True)
    with pytest.raises(NotAllowed):
        propose(planned, stranger)
    propose(planned, sides[0])
    with pytest.raises(NotAllowed):
        agree_to_terms(planned.pk, 1, actor=lead_of(sides[0], role=Role.EDITOR))
    with pytest.raises(NotAllowed):
        agree_to_terms(planned.pk, 1, actor=lead_of(stranger))


FIELDS: dict[str, object] = {
    "version": 0,
    "items": ["Q01", "Q20", "Q25"],
    "own": "人形劇を見た子が本を借りた",
    "voices": ["each", "outside"],
    "outside": "試験市図書館協議会",
    "moments": ["start", "days"],
    "days": "令和9年1月31日\n2027-02-28",
    "residents": "survey",
    "residents_count": "３０",
    "residents_words": "会の終わりに紙で聞く",
}


def test_it_is_proposed_and_agreed_on_the_pages(
    planned: Partnership, sides: list[Institution]
) -> None:
    address = f"/partnerships/{planned.pk}/evaluation/"
    ours, theirs = browser(sides[0], Role.LEAD), browser(sides[1], Role.LEAD)
    assert "まだ案がありません" in ours.get(address).content.decode()

    ours.post(f"{address}propose/", FIELDS)
    page = theirs.get(address).content.decode()
    for words in (
        "この取組で何をどこまで変えたいか",
        "始める前の期待を大きく下回る",
        "30人以上",
        "令和9年1月31日",
    ):
        assert words in page
    for client in (ours, theirs):
        assert "これに同意する" in client.get(address).content.decode()
        client.post(f"{address}agree/", {"number": 1})

    assert "全員が同意" in ours.get(address).content.decode()
    assert gaps(planned) == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"items": [], "own": ""}, "項目を1つ以上"),
        ({"items": ["Q99"]}, ""),
        ({"own": "同じ\n同じ"}, "2回書かれています"),
        ({"own": "\n".join(f"項目{n}" for n in range(11))}, "10行まで"),
        ({"voices": []}, "だれが評価するか"),
        ({"outside": ""}, "第三者を"),
        ({"moments": []}, "いつ評価するか"),
        ({"days": ""}, "日付を1行に1つ"),
        ({"days": "いつか"}, ""),
        ({"moments": ["end"]}, "「そのほかの日」も選ぶか"),
        ({"residents": ""}, ""),
        ({"residents_count": "0"}, ""),
        ({"residents_count": ""}, "何人の住民"),
        ({"residents": "not_asked", "residents_words": ""}, "聞けない理由"),
        ({"version": "x"}, ""),
    ],
)
def test_a_proposal_nobody_could_agree_to_is_told(
    planned: Partnership, sides: list[Institution], changes: dict[str, object], said: str
) -> None:
    answer = browser(sides[0], Role.LEAD).post(
        f"/partnerships/{planned.pk}/evaluation/propose/", FIELDS | changes
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    planned.refresh_from_db()
    assert planned.evaluation_id is None


def test_who_proposes_on_top_of_another_keeps_what_was_typed(
    planned: Partnership, sides: list[Institution]
) -> None:  # R31
    propose(planned, sides[0])

    answer = browser(sides[1], Role.EDITOR).post(
        f"/partnerships/{planned.pk}/evaluation/propose/", FIELDS | {"own": "わたしたちの項目"}
    )

    assert answer.status_code == 409
    assert "わたしたちの項目" in answer.content.decode()
    assert 'name="version" value="1"' in answer.content.decode()
