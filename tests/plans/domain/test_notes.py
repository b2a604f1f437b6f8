from __future__ import annotations

from yuinowa.plans.domain.notes import years_named, years_outside


def test_years_are_read_in_any_width_and_the_first_year_by_its_name() -> None:
    assert years_named("令和９年度に予定、令和元年度から、令和9年度") == (2027, 2019)


def test_only_years_outside_the_plan_are_noted() -> None:
    assert years_outside("令和5年度と比較し、令和9年度に予定していた", 2021, 2026) == (2027,)
