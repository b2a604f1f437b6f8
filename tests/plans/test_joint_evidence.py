"""What two sides hold together counts once: in the ledger, on the partnership's pages, behind a plan's project."""

from __future__ import annotations

from datetime import date

import pytest

from tests.partnerships.conftest import only_agreements  # noqa: F401  # a fixture
from tests.partnerships.factories import library, school
from tests.partnerships.joint import at_work, held
from tests.plans.factories import officer, own_plan
from yuinowa.ledger.models import Entry
from yuinowa.ledger.queries.entries import in_force
from yuinowa.ledger.services import verify
from yuinowa.partnerships.domain.activities import Days
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries.activities import activities_visible_to, totals
from yuinowa.partnerships.services.activity_plans import When
from yuinowa.plans.models import Project
from yuinowa.plans.queries import evidence
from yuinowa.plans.services.partners import link_evidence

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_agreements")]
YEAR, FIRST, DAY = 2025, date(2025, 4, 1), date(2025, 12, 6)


def test_an_activity_counts_once_in_ledger_partnership_and_plan() -> None:
    ours, theirs = library(), school()
    partnership = at_work(ours, theirs)
    AgreementVersion.objects.update(in_force_on=FIRST)
    activity = held(partnership, ours, theirs, when=When(Days(DAY), place="おはなし室"))
    plan, actor = own_plan(ours), officer(ours)
    first, second = Project.objects.filter(plan=plan).order_by("position")[:2]

    for project in (first, second):
        (deed,) = evidence.deeds_to_link(project, YEAR, actor)
        link_evidence(project.pk, YEAR, chosen=[deed.source], stood=[], actor=actor)

    entries = in_force(Entry.objects.filter(kind="activity.joint"))
    assert {entry.source for entry in entries} == {deed.source}
    counted = entries.filter(principal=True).values_list("unit", "quantity")
    assert sorted(quantity for _unit, quantity in counted) == [1, 40]
    assert evidence.deeds_behind(plan, YEAR, actor) == 1
    seen = activities_visible_to(actor).filter(partnership=partnership)
    assert list(seen) == [activity]
    assert totals(seen).held == 1
    assert verify().is_clean
