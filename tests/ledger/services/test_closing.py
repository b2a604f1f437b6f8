from __future__ import annotations

import pytest

from tests.ledger.factories import admin_of, deed, editor_of, institution, loan
from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import InputRefused, NotAllowed, SignInAgain, WrongState
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger import services as ledger
from yuinowa.ledger.models import Closing

pytestmark = pytest.mark.django_db


def test_closing_marks_what_comes_later() -> None:
    giver, receiver = institution(), institution()
    ledger.post(deed(loan(giver, receiver)), Actor.system())

    ledger.close_year(giver, 2025, actor=admin_of(giver))

    with pytest.raises(InputRefused, match="needs a reason"):
        ledger.post(deed(loan(giver, receiver)), Actor.system())


def test_closing_twice_closes_once() -> None:
    giver = institution()

    first = ledger.close_year(giver, 2025, actor=admin_of(giver))
    second = ledger.close_year(giver, 2025, actor=admin_of(giver))

    assert first == second
    assert Closing.objects.count() == 1


def test_a_year_is_closed_by_its_institution_and_when_it_is_over() -> None:
    giver = institution()
    this_year = FiscalYear.of(clock.today()).start_year

    with pytest.raises(NotAllowed):
        ledger.close_year(giver, 2025, actor=admin_of(institution()))
    with pytest.raises(NotAllowed):
        ledger.close_year(giver, 2025, actor=editor_of(giver))
    with pytest.raises(WrongState, match="not over"):
        ledger.close_year(giver, this_year, actor=admin_of(giver))


def test_what_is_never_opened_again_asks_who_is_there() -> None:  # R27
    giver = institution()

    with pytest.raises(SignInAgain):
        ledger.close_year(giver, 2025, actor=admin_of(giver, fresh_at=None))

    assert not Closing.objects.exists()
