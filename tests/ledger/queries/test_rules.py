"""The rules of metrics that need a ledger, each by its number (docs/architecture: the ledger)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.ledger.domain.definitions import metric
from tests.ledger.factories import DAY, admin_of, deed, institution, loan
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution, ServiceSwitch, Succession
from yuinowa.ledger import services as ledger
from yuinowa.ledger.domain.deeds import LegScope, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.domain.metrics import Subject
from yuinowa.ledger.domain.values import NoData, Slot
from yuinowa.ledger.models import Choice
from yuinowa.ledger.queries import metrics as asking

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()
LAST_YEAR = date(2024, 5, 20)


def test_rule_4_over_several_years_partners_are_the_union_and_never_a_sum() -> None:
    ours, first, second = institution(), institution(), institution()
    for partner, day in ((first, LAST_YEAR), (first, date(2025, 5, 1)), (second, LAST_YEAR)):
        ledger.post(deed(loan(ours, partner, 1, day=day)), SYSTEM)
    partners = metric(count="partners")

    each = asking.answer(partners, Subject.of(ours), [2024, 2025])
    together = asking.answer(partners, Subject.of(ours), [2024, 2025], together=True)

    assert [value.number for _slot, value in each] == [2, 1]
    assert together.values[Slot()].number == 2


def test_rule_4_who_was_corrected_away_residents_and_unnamed_are_no_partners() -> None:
    ours, other = institution(), institution()
    mistaken = deed(loan(ours, other, 1))
    ledger.post(mistaken, SYSTEM)
    ledger.reverse(mistaken.source, reason="取り違え", actor=SYSTEM)
    ledger.post(deed(loan(ours, ours, 5, scope=LegScope.RESIDENTS)), SYSTEM)

    assert asking.value_of(metric(count="partners"), Subject.of(ours), 2025).number == 0


def test_rule_4_what_is_stated_of_nobody_named_stands_behind_no_count_of_partners() -> None:
    ours = institution()
    figure = ledger.Figure("ill.loan", Unit.ITEM, 8, ours, None, DAY)
    ledger.state([figure], stated_by=ours, title="年報", received_on=DAY, digest="4", actor=SYSTEM)

    value = asking.value_of(metric(count="partners"), Subject.of(ours), 2025)

    assert (value.number, value.entries) == (0, 0)


def test_rule_4_about_the_region_another_word_chosen_counts_instead_of_the_recorded_one() -> None:
    """The region is asked by other SQL than an institution: all that is recorded, and the choices set against it."""
    decided, contested, partner, said = (institution() for _ in range(4))
    for giver in (decided, contested):
        ledger.post(deed(loan(giver, partner, 3)), SYSTEM)
        figures = [ledger.Figure("ill.loan", Unit.ITEM, 10, giver, said, date(2025, 5, 1))]
        ledger.state(
            figures, stated_by=giver, title="年報", received_on=DAY, digest=str(giver), actor=SYSTEM
        )
    choice = Choice.objects.get(institution=decided)
    ledger.decide(choice.pk, Voice.GIVER, reason="年報による", actor=admin_of(decided))
    region = Subject.region()

    lent = asking.answer(metric(), region, [2025])
    partners = asking.value_of(metric(count="partners"), region, 2025)
    new = asking.value_of(metric(count="new_partners"), region, 2025)

    value = lent.in_year(2025)
    assert (value.number, value.entries, value.contested) == (13, 2, True)
    assert lent.voices == {Voice.RECORDED, Voice.GIVER}
    # By the decided one's statement its partner is ``said``; by the contested one's record, ``partner``.
    assert (partners.number, partners.entries, new.number) == (2, 2, 2)


def test_rule_5_three_hosts_are_forty_for_each_and_forty_in_the_region() -> None:
    hosts, guests = [institution() for _ in range(3)], institution()
    legs = [loan(host, guests, 40, principal=host == hosts[0]) for host in hosts]
    ledger.post(deed(*legs), SYSTEM)

    own = [asking.value_of(metric(), Subject.of(host), 2025).number for host in hosts]

    assert own == [40, 40, 40]
    assert asking.value_of(metric(side="total"), Subject.region(), 2025).number == 40


def test_rule_5_a_group_is_asked_as_a_group() -> None:
    one, two, partner = institution(), institution(), institution()
    for member in (one, two):
        ledger.post(deed(loan(member, partner, 1)), SYSTEM)

    assert asking.value_of(metric(count="partners"), Subject.of(one, two), 2025).number == 1


def test_rule_7_nothing_is_zero_only_for_those_who_take_part() -> None:
    lends, open_desk, absent = institution(), institution(), institution()
    ledger.post(deed(loan(institution(), lends, 2)), SYSTEM)
    ServiceSwitch.objects.create(
        institution_id=open_desk, service="loan", state="open", as_of=LAST_YEAR, source="nacsis"
    )
    ServiceSwitch.objects.create(
        institution_id=absent, service="loan", state="closed", as_of=LAST_YEAR, source="nacsis"
    )

    answers = [
        asking.value_of(metric(), Subject.of(who), 2025) for who in (lends, open_desk, absent)
    ]

    assert [value.number for value in answers] == [0, 0, None]
    assert answers[2].reason_no_data is NoData.TAKES_NO_PART


def test_rule_7_a_statement_of_zero_says_that_one_takes_part() -> None:
    ours = institution()
    none = ledger.Figure("ill.loan", Unit.ITEM, 0, ours, None, LAST_YEAR)
    ledger.state(
        [none], stated_by=ours, title="年報", received_on=LAST_YEAR, digest="0", actor=SYSTEM
    )

    assert asking.value_of(metric(), Subject.of(ours), 2024).number == 0


def test_rule_8_a_year_without_months_is_one_line_of_its_own_after_them() -> None:
    ours = institution()
    year_only = ledger.Figure("ill.loan", Unit.ITEM, 8, ours, None, LAST_YEAR)
    ledger.state(
        [year_only], stated_by=ours, title="年報", received_on=LAST_YEAR, digest="1", actor=SYSTEM
    )

    answer = asking.answer(metric(period="month"), Subject.of(ours), [2024])

    slots = list(answer.values)
    assert (len(slots), slots[0].month, slots[-1].month) == (13, 202404, 202400)
    assert answer.values[slots[-1]].number == 8


def test_a_duplicate_counts_as_the_institution_it_is_and_a_predecessor_only_as_now() -> None:
    ours, double, former, partner = (institution() for _ in range(4))
    for before, kind in ((double, "duplicate"), (former, "merge")):
        Succession.objects.create(
            predecessor_id=before, successor_id=ours, on_day=LAST_YEAR, kind=kind
        )
    for who in (ours, double, former):
        ledger.post(deed(loan(who, partner, 1)), SYSTEM)

    then = asking.value_of(metric(), Subject.of(ours), 2025)
    now = asking.value_of(metric(lineage="now"), Subject.of(ours), 2025)

    assert (then.number, now.number) == (2, 3)
    assert Institution.objects.filter(pk=former).exists()
