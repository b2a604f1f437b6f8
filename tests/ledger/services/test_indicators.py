from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.ledger.factories import admin_of, deed, editor_of, institution, loan
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.indicators import Blank, Certainty, Figure, IndicatorSpec, Source
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.ledger.models import Indicator, IndicatorValue
from yuinowa.ledger.queries import indicators as reading
from yuinowa.ledger.queries.saved import saved
from yuinowa.ledger.services import indicators as keeping
from yuinowa.ledger.services import metrics as saving

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


def figure(number: int) -> Figure:
    return Figure(Decimal(number))


def indicator_of(owner: int) -> Indicator:
    spec = IndicatorSpec(code="ebook_loans", name="電子書籍貸出数", unit="点")
    return keeping.define_indicator(owner, spec, actor=admin_of(owner))


def counted_indicator(owner: int, code: str = "ill_lent") -> Indicator:
    saving.load_shipped_metrics()
    metric = saved(MetricRef(code, 1))
    assert metric is not None
    indicator = indicator_of(owner)
    return keeping.feed_from_metric(indicator.pk, metric, actor=admin_of(owner))


def test_new_targets_are_a_new_version_and_the_old_ones_stay() -> None:
    owner = institution()
    indicator = indicator_of(owner)
    first_day, second_day = date(2021, 4, 1), date(2023, 10, 1)

    keeping.set_targets(
        indicator.pk, {2023: figure(25_000), 2024: figure(30_000)},
        adopted_on=first_day, reason="計画の策定", actor=admin_of(owner),
    )  # fmt: skip
    keeping.set_targets(
        indicator.pk, {2024: figure(32_000)},
        adopted_on=second_day, reason="中間の見直し", actor=admin_of(owner),
    )  # fmt: skip

    before = reading.targets_in_force([indicator.pk], on=date(2023, 9, 30))[indicator.pk]
    after = reading.targets_in_force([indicator.pk], on=second_day)[indicator.pk]
    assert {year: value.number for year, value in before.items()} == {2023: 25_000, 2024: 30_000}
    assert {year: value.number for year, value in after.items()} == {2024: 32_000}
    assert after[2024].target_version.reason == "中間の見直し"
    assert reading.targets_in_force([indicator.pk], on=date(2021, 3, 31)) == {}


def test_the_same_targets_again_are_the_same_version() -> None:
    owner = institution()
    indicator = indicator_of(owner)
    targets = {2025: figure(35_000), 2026: Figure(blank=Blank.NOT_APPLICABLE, as_printed="-")}
    adopted = date(2023, 4, 1)

    first = keeping.set_targets(
        indicator.pk, targets, adopted_on=adopted, reason="策定", actor=admin_of(owner)
    )
    second = keeping.set_targets(
        indicator.pk, targets, adopted_on=adopted, reason="策定", actor=admin_of(owner)
    )

    assert first.pk == second.pk
    with pytest.raises(InputRefused):
        keeping.set_targets(
            indicator.pk, {2026: figure(1)},
            adopted_on=date(2020, 1, 1), reason="策定", actor=admin_of(owner),
        )  # fmt: skip
    with pytest.raises(InputRefused):
        keeping.set_targets(
            indicator.pk, {}, adopted_on=adopted, reason="策定", actor=admin_of(owner)
        )


def test_a_changed_figure_is_a_new_revision_with_its_reason() -> None:
    owner = institution()
    indicator = indicator_of(owner)
    first = keeping.record_actual(indicator.pk, 2024, figure(45_267), actor=editor_of(owner))
    same = keeping.record_actual(indicator.pk, 2024, figure(45_267), actor=editor_of(owner))

    with pytest.raises(InputRefused):
        keeping.record_actual(indicator.pk, 2024, figure(45_000), actor=editor_of(owner))
    changed = keeping.record_actual(
        indicator.pk, 2024, figure(45_000), reason="数え直し", actor=editor_of(owner)
    )

    assert same.pk == first.pk
    assert (changed.revision, changed.reason) == (2, "数え直し")
    assert reading.current_figures([indicator.pk])[indicator.pk][2024].number == 45_000
    assert [row.number for row in reading.history_of(indicator.pk, 2024)] == [45_000, 45_267]


def test_the_three_blanks_and_zero_are_four_things() -> None:
    owner = institution()
    indicator = indicator_of(owner)
    cells = [figure(0), *(Figure(blank=blank) for blank in Blank)]
    for year, cell in enumerate(cells, 2021):
        keeping.record_actual(indicator.pk, year, cell, actor=editor_of(owner))

    kept = reading.current_figures([indicator.pk])[indicator.pk]
    assert [(row.number, row.blank) for row in kept.values()] == [
        (0, ""), (None, "pending"), (None, "not_applicable"), (None, "not_measurable"),
    ]  # fmt: skip


def test_a_counted_figure_names_its_metric_and_the_last_entry_counted() -> None:
    owner, other = institution(), institution()
    indicator = counted_indicator(owner)
    ledger.post(deed(loan(owner, other, 3)), SYSTEM)

    counted = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))
    ledger.post(deed(loan(other, owner, 9)), SYSTEM)
    same = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))
    ledger.post(deed(loan(owner, other, 2)), SYSTEM)
    moved = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))

    assert (counted.number, counted.entries) == (Decimal(3), 1)
    assert str(counted.metric) == "ill_lent@1"
    assert same.pk == counted.pk
    assert (moved.number, moved.revision, moved.entries) == (Decimal(5), 2, 2)
    assert moved.basis is not None
    assert counted.basis is not None
    assert moved.basis > counted.basis
    assert counted.provenance == Source.METRIC


def test_a_metric_in_use_is_frozen() -> None:
    indicator = counted_indicator(institution())

    assert indicator.metric is not None
    indicator.metric.refresh_from_db()
    assert indicator.metric.in_use


def test_no_data_is_kept_as_not_yet_known_with_its_reason() -> None:
    owner = institution()
    indicator = counted_indicator(owner)

    kept = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))

    assert (kept.number, kept.blank, kept.reason_no_data) == (None, "pending", "takes_no_part")


def test_a_ratio_keeps_both_parts() -> None:
    owner, other = institution(), institution()
    indicator = counted_indicator(owner, "fill_rate")
    ledger.post(deed(loan(owner, other, 2)), SYSTEM)
    ledger.post(deed(loan(other, owner, 3, kind="ill.request")), SYSTEM)

    kept = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))

    assert kept.number == Decimal("66.666667")
    assert [(part["metric"], part["number"]) for part in kept.parts] == [
        ("ill_filled@1", 2), ("ill_asked@1", 3),
    ]  # fmt: skip


def test_a_counted_figure_is_not_typed_and_a_typed_one_not_counted() -> None:
    owner = institution()
    counted = counted_indicator(owner)
    spec = IndicatorSpec(code="seats", name="座席数")
    typed = keeping.define_indicator(owner, spec, actor=admin_of(owner))

    with pytest.raises(WrongState):
        keeping.record_actual(counted.pk, 2025, figure(1), actor=editor_of(owner))
    with pytest.raises(WrongState):
        keeping.refresh_from_metric(typed.pk, 2025, actor=editor_of(owner))


def test_a_figure_is_confirmed_once_and_only_while_it_stands() -> None:
    owner = institution()
    indicator = indicator_of(owner)
    checker = replace(editor_of(owner), roles=frozenset({Role.PLAN_CHECKER}))
    first = keeping.record_actual(indicator.pk, 2024, figure(1), actor=editor_of(owner))
    confirmed = keeping.confirm_actual(first.pk, actor=checker)

    again = keeping.confirm_actual(first.pk, actor=checker)
    keeping.record_actual(indicator.pk, 2024, figure(2), reason="訂正", actor=editor_of(owner))

    assert confirmed.certainty == Certainty.FINAL
    assert again.confirmed_at == confirmed.confirmed_at
    with pytest.raises(WrongState):
        keeping.confirm_actual(first.pk, actor=checker)
    with pytest.raises(NotAllowed):
        keeping.confirm_actual(first.pk, actor=editor_of(owner))


def test_strangers_see_what_is_public_and_change_nothing() -> None:
    owner, stranger = institution(), editor_of(institution())
    indicator = indicator_of(owner)
    keeping.record_actual(indicator.pk, 2024, figure(1), actor=editor_of(owner))

    hidden = list(reading.figures_visible_to(Actor.nobody()))
    with pytest.raises(NotAllowed):
        keeping.record_actual(indicator.pk, 2024, figure(9), reason="x", actor=stranger)
    keeping.show_indicator(indicator.pk, Level.PUBLIC, actor=admin_of(owner))

    assert hidden == []
    assert reading.figures_visible_to(Actor.nobody()).count() == 1
    assert reading.indicators_visible_to(stranger).count() == 1


def test_every_change_of_an_indicator_is_audited_once() -> None:
    owner = institution()
    indicator = indicator_of(owner)
    spec = IndicatorSpec(code="ebook_loans", name="電子書籍貸出数", unit="件")
    keeping.change_indicator(indicator.pk, spec, actor=admin_of(owner))
    keeping.change_indicator(indicator.pk, spec, actor=admin_of(owner))

    actions = AuditRow.objects.order_by("number").values_list("action", flat=True)
    assert list(actions) == ["indicator.define", "indicator.change"]
    assert IndicatorValue.objects.count() == 0


def test_what_a_decision_between_voices_changes_is_counted_anew() -> None:
    owner, other = institution(), institution()
    indicator = counted_indicator(owner)
    ledger.post(deed(loan(owner, other, 3)), SYSTEM)
    said = ledger.Figure("ill.loan", loan(owner, other).unit, 8, owner, None, date(2025, 4, 1))
    ledger.state(
        [said],
        stated_by=owner,
        title="年報",
        received_on=date(2026, 5, 1),
        digest="d",
        actor=SYSTEM,
    )
    contested = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))

    from yuinowa.ledger.models import Choice

    ledger.decide(
        Choice.objects.get(side="given").pk,
        Voice.GIVER,
        reason="年報が全館の数",
        actor=admin_of(owner),
    )
    settled = keeping.refresh_from_metric(indicator.pk, 2025, actor=editor_of(owner))

    assert (contested.number, contested.contested) == (Decimal(3), True)
    assert (settled.number, settled.contested) == (Decimal(8), False)
