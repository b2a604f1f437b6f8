"""The ten rules: what is recorded is said with its count, and nothing is made of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.partnerships.domain.forms_and_zones import Form
from yuinowa.partnerships.domain.ten_rules import Facts, Rule, Seen, evidence
from yuinowa.partnerships.labels.ten_rules import SEEN

COUNTS = st.integers(0, 100)
DAYS = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
FACTS = st.builds(
    Facts,
    sides=st.integers(2, 100),
    form=st.sampled_from(Form),
    goals=COUNTS,
    goals_agreed=COUNTS,
    goals_agreed_on=DAYS,
    able=COUNTS,
    needs=COUNTS,
    alternatives=COUNTS,
    portfolio=COUNTS,
    portfolio_paid=COUNTS,
    joined_on=DAYS,
    met_on=DAYS,
    starts_on=DAYS,
    asked=COUNTS,
    answered=COUNTS,
    paying=COUNTS,
    paying_and_doing=COUNTS,
    meetings=COUNTS,
    tasks=COUNTS,
    decisions=COUNTS,
    visits=COUNTS,
)
EMPTY = Facts(sides=2, form=Form.CO_HOST)


def test_where_nothing_is_recorded_only_the_form_is_said() -> None:
    found = evidence(EMPTY)

    assert {rule: [one.seen for one in rows] for rule, rows in found.items() if rows} == {
        Rule.FORM: [Seen.FORM]
    }
    assert tuple(found) == tuple(Rule)


@given(FACTS)
def test_no_count_is_said_that_is_not_recorded(facts: Facts) -> None:
    rows = [one for found in evidence(facts).values() for one in found]

    assert len({one.seen for one in rows}) == len(rows)
    recorded = {value for value in vars_of(facts) if isinstance(value, int)} | {0}
    assert all(one.n in recorded or one.seen is Seen.TIME_TO_PREPARE for one in rows)
    assert all(one.seen in SEEN for one in rows)


def vars_of(facts: Facts) -> list[object]:
    return [getattr(facts, name) for name in Facts.__slots__]


@given(DAYS, DAYS, DAYS)
def test_the_time_to_prepare_is_counted_from_the_first_time_together(
    joined: date | None, met: date | None, starts: date | None
) -> None:
    found = evidence(replace(EMPTY, joined_on=joined, met_on=met, starts_on=starts))[Rule.PROCESS]

    told = {one.seen: one for one in found}
    days = [day for day in (joined, met) if day]
    if starts and days and min(days) <= starts:
        assert told[Seen.TIME_TO_PREPARE].n == (starts - min(days)) // timedelta(days=1)
    else:
        assert Seen.TIME_TO_PREPARE not in told
