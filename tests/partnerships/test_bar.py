"""What the workspace says where it is easily wrong: a day that is waited for, a consent that only a lead can give."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from tests.accounts.factories import a_person, an_affiliation
from tests.partnerships.factories import goal_words, lead_of, library, school, side, together, told
from tests.partnerships.papers import in_force
from yuinowa.core import clock, waits
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Role
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.workspace import Standing, standing_of
from yuinowa.partnerships.services.shared import add_row
from yuinowa.partnerships.services.steps import go_on
from yuinowa.ui.parts import Side

pytestmark = pytest.mark.django_db


def standing(partnership: Partnership, by: object) -> Standing:
    now = Partnership.objects.get(pk=partnership.pk)
    with translation.override("ja"):
        return standing_of(Reading.of(now), by)  # type: ignore[arg-type]


@pytest.mark.usefixtures("only_agreements")
def test_a_signed_agreement_that_begins_later_tells_its_day() -> None:  # I8
    ours, theirs = library(), school()
    version = in_force(ours, theirs, starts_on=clock.today() + timedelta(days=30))
    partnership = version.agreement.partnership

    bar = standing(partnership, lead_of(ours)).bar

    assert (bar.side, "協定の最初の日（" in bar.next) == (Side.DONE, True)
    assert "全員が決裁して署名すると、協定の最初の日に取組が始まります。" in bar.next


def test_a_consent_is_the_turn_of_who_leads_and_says_so() -> None:
    """An editor cannot give it, so no editor is waited for."""
    ours, theirs = library(), school()
    for role in (Role.EDITOR, Role.ADMIN):
        an_affiliation(a_person(), theirs, role)
    partnership = together(ours, theirs)
    partnership = go_on(partnership.pk, expected_version=partnership.version, actor=lead_of(ours))
    told(partnership, ours, theirs)
    partnership = go_on(partnership.pk, expected_version=partnership.version, actor=lead_of(ours))
    add_row(
        partnership.pk, goal_words(side(partnership, ours)), once=new_key(), actor=lead_of(ours)
    )

    wait = waits.open_waits_of([side(partnership, theirs)]).get()
    assert (wait.step, wait.role) == ("agree-shared", Role.ADMIN.value)
    bar = standing(partnership, lead_of(theirs)).bar
    assert bar.label == "読んで合意する"
