"""A plan comes in whole, once, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from tests.plans.factories import (
    FILES,
    SHIKEN,
    a_plan,
    an_owner,
    as_bytes,
    file_bytes,
    file_data,
    officer,
    own_plan,
    own_plan_data,
)
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed
from yuinowa.ledger.models import Indicator
from yuinowa.ledger.queries.indicators import current_figures, targets_in_force
from yuinowa.plans.domain.sheet import SheetState
from yuinowa.plans.exchange import PlanFileRefused
from yuinowa.plans.exchange.whole import as_json, rows_of
from yuinowa.plans.models import IndicatorSlot, Plan, Project, Sheet, SheetFigure
from yuinowa.plans.services import import_plan, import_plan_file, importing

pytestmark = pytest.mark.django_db


def _take(data: bytes, owner: int, **more: Any) -> Plan:
    given = {"actor": Actor.system(), "editable": False, **more}
    return import_plan(data, owner_institution=owner, **given).plan


def test_a_reference_plan_comes_in_published_with_its_notes_and_one_audit_row() -> None:
    owner = an_owner()

    imported = import_plan(
        file_bytes("twin"), owner_institution=owner.pk, actor=Actor.system(), editable=False
    )

    assert imported.is_fresh
    assert len(imported.notes) == 3
    assert set(Sheet.objects.values_list("state", flat=True)) == {SheetState.PUBLISHED}
    assert (
        AuditRow.objects.filter(action="plan.import", object_id=str(imported.plan.pk)).count() == 1
    )


def test_the_same_file_twice_is_the_same_plan() -> None:
    owner = an_owner()
    first = _take(file_bytes("twin"), owner.pk)
    counts = _counts()

    second = import_plan(
        file_bytes("twin"), owner_institution=owner.pk, actor=Actor.system(), editable=False
    )

    assert (second.plan, second.is_fresh) == (first, False)
    assert _counts() == counts


def test_another_report_of_the_same_day_is_refused() -> None:
    owner = an_owner()
    _take(file_bytes("twin"), owner.pk)
    data = file_data("twin")
    data["about"]["what"] = "changed"

    with pytest.raises(AlreadyDone):
        _take(as_bytes(data), owner.pk)


def test_two_owners_may_have_the_same_file() -> None:
    assert _take(file_bytes("twin"), an_owner("甲町").pk) != _take(
        file_bytes("twin"), an_owner("乙町").pk
    )


def test_a_broken_file_leaves_nothing() -> None:
    data = file_data("twin")
    data["counts"]["projects"] = 1

    with pytest.raises(PlanFileRefused):
        _take(as_bytes(data), an_owner().pk)

    assert _counts() == (0, 0, 0, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["_slots", "_sheets", "_figures", "_texts", "freeze_figures"])
def test_killed_in_the_middle_an_import_leaves_nothing(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        """As SystemExit or a signal: nothing catches it on the way."""

    def die(*_args: object, **_more: object) -> None:
        raise Killed

    owner = an_owner()
    monkeypatch.setattr(importing, step, die)

    with pytest.raises(Killed):
        _take(file_bytes("twin"), owner.pk)

    assert _counts() == (0, 0, 0, 0)
    assert current_figures(_indicator_ids()) == {}


def test_only_an_officer_of_the_owner_or_the_command_line_brings_a_plan() -> None:
    owner, other = an_owner("甲町"), an_owner("乙町")
    editor = Actor(person=1, institution=owner.pk, roles=frozenset({Role.EDITOR}), member=True)

    for actor in (editor, officer(other), Actor.nobody()):
        with pytest.raises(NotAllowed):
            _take(file_bytes("twin"), owner.pk, actor=actor)

    assert _take(file_bytes("twin"), owner.pk, actor=officer(owner)).owner == owner


def test_targets_and_actuals_stand_in_the_ledger_with_their_print() -> None:
    plan = a_plan("twin")
    slot = IndicatorSlot.objects.get(project__plan=plan, project__key="1-1-4", position=2)
    assert slot.indicator is not None

    targets = targets_in_force([slot.indicator.pk], on=plan.as_of_date)[slot.indicator.pk]
    actuals = current_figures([slot.indicator.pk])[slot.indicator.pk]

    printed = {figure.fiscal_year: figure for figure in SheetFigure.objects.filter(slot=slot)}
    assert {year: value.as_printed for year, value in targets.items()} == {
        y: f.target_text for y, f in printed.items()
    }
    assert {year: value.as_printed for year, value in actuals.items()} == {
        y: f.actual_text for y, f in printed.items() if f.actual_text
    }
    assert [value.provenance for value in actuals.values()] == ["import"] * 3


def test_unused_slots_have_no_indicator() -> None:
    plan = a_plan("twin")

    slots = IndicatorSlot.objects.filter(project__plan=plan)

    assert (slots.filter(indicator=None).count(), slots.exclude(indicator=None).count()) == (6, 6)
    assert set(slots.filter(indicator=None).values_list("label", flat=True)) == {"-"}


def test_a_later_report_of_the_same_plan_finds_its_indicators() -> None:
    owner = an_owner()
    first = _take(file_bytes("twin"), owner.pk)
    data = file_data("twin")
    data["report"]["as_of"]["date"] = "2026-03-30"

    second = _take(as_bytes(data), owner.pk)

    def of(plan: Plan) -> list[int | None]:
        return list(
            IndicatorSlot.objects.filter(project__plan=plan)
            .order_by("project__position", "position")
            .values_list("indicator", flat=True)
        )

    assert second != first
    assert of(first) == of(second)


def test_the_command_line_finds_the_keeper_by_name_or_gives_it_to_the_region_office() -> None:
    path = FILES["twin"]
    with pytest.raises(InputRefused):
        import_plan_file(path, owner=None, actor=Actor.system())

    office = an_owner("事務局", region_office=True)
    assert import_plan_file(path, owner=None, actor=Actor.system()).owner == office

    town = an_owner("みほん町")
    assert import_plan_file(path, owner=None, actor=Actor.system()).owner == town


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Any) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(21 * 1024 * 1024)

    with pytest.raises(Exception, match="20 MiB"):
        import_plan_file(path, owner=1, actor=Actor.system())


def test_a_plan_fed_by_an_unknown_metric_is_refused_whole() -> None:
    data = file_data("shiken")
    data["kpi_sheets"][1]["slots"][0]["feed"] = {"metric": "no_such@1"}

    with pytest.raises(InputRefused):
        _take(as_bytes(data), an_owner().pk)

    assert _counts() == (0, 0, 0, 0)


def test_what_an_indicator_says_it_counts_reaches_the_ledger() -> None:
    data = own_plan_data()
    said = {"statistic": "reference", "definition": "受け付けた件数。"}
    data["kpi_sheets"][0]["slots"][0].update(said)

    plan = _take(as_bytes(data), an_owner().pk)

    kept = Indicator.objects.get(institution=plan.owner_id, code="local_materials")
    assert (kept.statistic, kept.definition, kept.quality_notes) == (*said.values(), "")


def test_why_a_sheet_is_rated_so_comes_in_and_goes_on_in_the_whole_plan() -> None:
    data = own_plan_data()
    reason = "数値は計画を上回ったが、届くまでの日数に声があるため。"
    data["kpi_sheets"][0]["rating_reason"] = reason

    plan = _take(as_bytes(data), an_owner().pk, editable=True)
    again = _take(as_json(rows_of(plan)), an_owner("丙市").pk, editable=True)

    for kept in (plan, again):
        said = Sheet.objects.filter(project__plan=kept).exclude(rating_reason="")
        assert [sheet.rating_reason for sheet in said] == [reason]


def test_an_own_plan_is_editable_and_names_no_source() -> None:
    plan = own_plan(an_owner())

    assert (plan.is_editable, plan.source) == (True, "")
    assert SHIKEN.exists()


def _counts() -> tuple[int, int, int, int]:
    return (
        Plan.objects.count(),
        Project.objects.count(),
        Sheet.objects.count(),
        SheetFigure.objects.count(),
    )


def _indicator_ids() -> list[int]:
    return [pk for pk in IndicatorSlot.objects.values_list("indicator", flat=True) if pk]
