"""The traps of plan-progress §11 that concern plan, pages and files; on the reference plan and on its twin."""

from __future__ import annotations

import pytest

from tests.plans.factories import FILES, file_bytes
from yuinowa.plans.domain.tally import Tally, printed_count, tally
from yuinowa.plans.exchange import PlanFile, read_plan_file

pytestmark = pytest.mark.parametrize("name", list(FILES))


def _plan(name: str) -> PlanFile:
    return read_plan_file(file_bytes(name))


def _tally(name: str) -> Tally:
    plan = _plan(name)
    return tally(plan.counted(), codes=plan.codes)


def test_trap_1_projects_are_counted_by_key_and_not_by_line(name: str) -> None:
    counted = _tally(name)

    assert (counted.projects, counted.lines) == (43, 43)
    assert (counted.with_indicators, counted.without_indicators) == (3, 40)
    assert counted.projects_with_two_lines == ("3-(1)-⑥", "3-(2)-①", "3-(2)-②")


def test_trap_2_no_project_that_cannot_be_measured_prints_blank_and_counts_nothing(
    name: str,
) -> None:
    counted = _tally(name)

    assert [printed_count(code, n) for code, n in counted.ratings.items()] == ["2", "1", "0", ""]
    assert counted.rated == 3


def test_trap_3_an_unused_slot_says_not_applicable_where_a_used_one_is_to_come(name: str) -> None:
    last = {
        (slot.is_used, slot.actuals[2026]) for sheet in _plan(name).sheets for slot in sheet.slots
    }

    assert last == {(True, ""), (False, "-")}


def test_trap_7_the_second_line_of_a_project_stays_with_it(name: str) -> None:
    sheets = {sheet.project: sheet for sheet in _plan(name).sheets}

    own, shared = sheets["3-(1)-⑥"], sheets["3-(2)-①"]

    assert all(line.evaluation and line.next_steps for line in own.lines)
    assert [(line.evaluation is None, line.next_steps is None) for line in shared.lines] == [
        (False, False),
        (True, True),
    ]


def test_trap_8_the_first_half_shows_one_year(name: str) -> None:
    assert [half["shown"] for half in _plan(name).halves] == [[2023], [2024, 2025, 2026]]


def test_trap_9_a_year_outside_the_plan_is_a_note_and_no_fault(name: str) -> None:
    notes = [note for note in _plan(name).notes if "令和9年度" in note.message]

    assert [note.pointer for note in notes] == ["/kpi_sheets/0/cells/0/text"]


def test_trap_10_names_that_differ_between_index_and_sheet_both_stay(name: str) -> None:
    plan = _plan(name)
    index = {project.number: project.name for _goal, _measure, project in plan.projects()}

    assert [sheet.project for sheet in plan.sheets if sheet.name != index[sheet.project]] == [
        "2-(1)-⑤",
        "2-(1)-⑥",
    ]
    assert plan.name != plan.name_variant


def test_flags_counts_and_pages_of_the_report(name: str) -> None:
    counted = _tally(name)

    assert (counted.goals, counted.measures, counted.used_indicators) == (4, 11, 6)
    assert (len(counted.priority), len(counted.new)) == (3, 2)
    assert counted.projects_per_goal == {1: 9, 2: 10, 3: 12, 4: 12}


def test_goal_3_is_printed_as_two_tables_and_the_narrative_annex_as_three(name: str) -> None:
    plan = _plan(name)

    assert {
        goal.number: {p.table for m in goal.measures for p in m.projects} for goal in plan.goals
    } == {1: {1}, 2: {1}, 3: {1, 2}, 4: {1}}
    assert {sheet.table for sheet in plan.sheets if sheet.lines} == {1, 2, 3}
