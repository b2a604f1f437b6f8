from __future__ import annotations

import pytest

from tests.ledger.domain.definitions import definition
from tests.ledger.factories import editor_of, institution, region_office
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import NotAllowed
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault
from yuinowa.ledger.domain.kinds import Kind, Unit
from yuinowa.ledger.domain.planner import plan
from yuinowa.ledger.models import MetricVersion
from yuinowa.ledger.queries import saved
from yuinowa.ledger.services import metrics as saving

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def test_the_shipped_metrics_are_loaded_once_and_all_have_a_plan() -> None:
    first = saving.load_shipped_metrics()
    second = saving.load_shipped_metrics()

    assert [row.pk for row in first] == [row.pk for row in second]
    assert MetricVersion.objects.count() == len(first) == 20
    for row in first:
        metric = saved.metric_of(row)
        assert plan(metric, saved.parts_of(metric)).branches


def test_rule_11_a_version_nobody_uses_may_be_said_differently() -> None:
    saving.save_metric(definition(), actor=SYSTEM)

    changed = saving.save_metric(definition(side="received"), actor=SYSTEM)

    assert (changed.version, changed.definition["side"]) == (1, "received")
    assert MetricVersion.objects.count() == 1


def test_rule_11_a_version_in_use_is_frozen_and_a_change_is_the_next() -> None:
    first = saving.save_metric(definition(), actor=SYSTEM)
    MetricVersion.objects.filter(pk=first.pk).update(in_use=True)

    with pytest.raises(DefinitionRefused) as refused:
        saving.save_metric(definition(side="received"), actor=SYSTEM)
    second = saving.save_metric(definition(side="received", version=2), actor=SYSTEM)

    assert [(found.fault, found.known) for found in refused.value.findings] == [
        (Fault.VERSION_NOT_NEXT, ("2",))
    ]
    first.refresh_from_db()
    assert (first.definition["side"], second.definition["side"]) == ("given", "received")


def test_rule_6_the_parts_of_a_saved_ratio_are_in_use() -> None:
    saving.load_shipped_metrics()

    used = MetricVersion.objects.filter(in_use=True).values_list("code", flat=True)
    assert sorted(used) == ["ill_asked", "ill_filled"]


def test_what_no_roll_up_answers_is_not_saved() -> None:
    with pytest.raises(DefinitionRefused):
        saving.save_metric(definition(count="partners", period="month"), actor=SYSTEM)

    assert not MetricVersion.objects.exists()


def test_a_family_of_kinds_is_frozen_when_it_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    row = saving.save_metric(definition(kinds=["ill.*"]), actor=SYSTEM)
    grown = {kind.code: kind for kind in (Kind("ill.new", (Unit.ITEM,)),)}
    monkeypatch.setattr("yuinowa.ledger.domain.kinds._KINDS", grown)

    assert saved.metric_of(row).kinds == ("ill.copy", "ill.loan", "ill.request")


def test_only_the_region_office_saves_metrics() -> None:
    office = institution()

    assert saving.save_metric(definition(), actor=region_office(office)).saved_by == 1
    with pytest.raises(NotAllowed):
        saving.save_metric(definition(), actor=editor_of(office))
