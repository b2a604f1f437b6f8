"""The register of risks: written by any side, kept by the one that looks after it, which is waited for on its day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.partnerships.factories import lead_of, side, together
from yuinowa.core import clock
from yuinowa.core.idempotency import new_key
from yuinowa.core.models import Wait
from yuinowa.directory.models import Institution
from yuinowa.kernel.errors import (
    InputRefused,
    NotAllowed,
    TransitionRefused,
    VersionMovedOn,
    WrongState,
)
from yuinowa.partnerships.domain.risks import Degree, RiskStep
from yuinowa.partnerships.models import Partnership, Party, Risk
from yuinowa.partnerships.queries.issues import RISK_ORDERS, risks_of
from yuinowa.partnerships.services.nightly import set_all_turns
from yuinowa.partnerships.services.risks import (
    RiskWords,
    review,
    take_step,
    write_risk,
)

pytestmark = pytest.mark.django_db


def told(owner: Party, **changes: object) -> RiskWords:
    given: dict[str, object] = {
        "what": "読み手が続かない",
        "likely": Degree.MIDDLE,
        "bad": Degree.HIGH,
        "measure": "二人ずつ組む",
        "owner": owner.pk,
        "review_on": clock.today() + timedelta(days=90),
    }
    return RiskWords(**(given | changes))  # type: ignore[arg-type]  # a table of keywords


@pytest.fixture
def partnership(ours: Institution, theirs: Institution) -> Partnership:
    return together(ours, theirs)


@pytest.fixture
def risk(partnership: Partnership, ours: Institution, theirs: Institution) -> Risk:
    """Written by us, looked after by them."""
    owner = side(partnership, theirs)
    return write_risk(partnership.pk, told(owner), once=new_key(), actor=lead_of(ours))[0]


def turns() -> list[int]:
    found = Wait.objects.filter(subject_kind="partnerships.risk", ended_at=None)
    return list(found.values_list("institution", flat=True))


def test_its_owner_is_waited_for_from_the_day_it_is_looked_at_again(
    risk: Risk, partnership: Partnership, theirs: Institution
) -> None:
    assert turns() == []
    Risk.objects.filter(pk=risk.pk).update(review_on=clock.today())

    for _twice in range(2):
        assert set_all_turns() == 1
        assert turns() == [theirs.pk]
    words = told(side(partnership, theirs), likely=Degree.LOW)
    reviewed = review(risk.pk, words, expected_version=1, actor=lead_of(theirs))
    assert reviewed.likely == Degree.LOW
    assert turns() == []


def test_no_side_reviews_or_closes_the_risk_of_another(
    risk: Risk, partnership: Partnership, ours: Institution, theirs: Institution
) -> None:
    # I13
    words = told(side(partnership, theirs))
    with pytest.raises(NotAllowed):
        review(risk.pk, words, expected_version=1, actor=lead_of(ours))
    with pytest.raises(NotAllowed):
        take_step(risk.pk, RiskStep.CLOSE, "済", expected_version=1, actor=lead_of(ours))


def test_a_closed_risk_stays_in_the_register_and_can_be_watched_again(
    risk: Risk, partnership: Partnership, theirs: Institution
) -> None:
    actor, words = lead_of(theirs), told(side(partnership, theirs))
    with pytest.raises(InputRefused):
        take_step(risk.pk, RiskStep.CLOSE, "", expected_version=1, actor=actor)
    take_step(risk.pk, RiskStep.CLOSE, "終わった", expected_version=1, actor=actor)
    with pytest.raises(WrongState):
        review(risk.pk, words, expected_version=2, actor=actor)
    with pytest.raises(TransitionRefused):
        take_step(risk.pk, RiskStep.CLOSE, "もう一度", expected_version=2, actor=actor)

    assert not risks_of(partnership, actor).exists()
    assert risks_of(partnership, actor, of="over").get().said == "終わった"
    take_step(risk.pk, RiskStep.REOPEN, "また心配", expected_version=2, actor=actor)
    assert risks_of(partnership, actor).exists()


def test_whoever_reviews_second_is_told(
    risk: Risk, partnership: Partnership, theirs: Institution
) -> None:
    words = told(side(partnership, theirs))
    review(risk.pk, words, expected_version=1, actor=lead_of(theirs))

    with pytest.raises(VersionMovedOn):
        review(risk.pk, words, expected_version=1, actor=lead_of(theirs))


@pytest.mark.parametrize("day", [date(2020, 1, 1), clock.today()])
def test_the_next_look_is_still_to_come(
    partnership: Partnership, ours: Institution, day: date
) -> None:
    words = told(side(partnership, ours), review_on=day)
    with pytest.raises(InputRefused) as refused:
        write_risk(partnership.pk, words, once=new_key(), actor=lead_of(ours))
    assert refused.value.place == "review_on"


def test_the_heaviest_stands_first(risk: Risk, partnership: Partnership, ours: Institution) -> None:
    light = told(side(partnership, ours), what="雨が降る", bad=Degree.LOW)
    write_risk(partnership.pk, light, once=new_key(), actor=lead_of(ours))
    found = risks_of(partnership, lead_of(ours)).order_by(*RISK_ORDERS["weight"])

    assert [row.what for row in found] == ["読み手が続かない", "雨が降る"]
