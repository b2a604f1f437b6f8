"""What cells and names cannot say: that the rows of a whole plan agree with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.values import MetricRef
from yuinowa.plans.domain.kinds import Annex, BlockKind
from yuinowa.plans.domain.numbering import read_number
from yuinowa.plans.domain.round import DueDays, RoundState
from yuinowa.plans.domain.sheet import OPEN_STATES, SheetState
from yuinowa.plans.exchange.faults import Fault
from yuinowa.plans.exchange.rating_rules import read_rule
from yuinowa.plans.exchange.whole.rows import Row, Rows

#: What the annexes print: the part, of which annex, and how many cells at least.
_PARTS = (
    (1, "columns", 6),
    (2, "head_columns", 7),
    (3, "columns", 11),
    (3, "result_years", 1),
    (3, "result_headings", 1),
)
_HEADINGS = frozenset({"description", "evaluation", "issues", "next_steps", "actual_row"})


def sense_faults(rows: Rows) -> list[Fault]:
    """Every place where the rows contradict each other; those of one table after the other."""
    checks = (_plan, _halves, _report, _rules, _projects, _indicators, _targets, _figures, _rounds, _sheets,
              _sheet_figures)  # fmt: skip
    return [fault for check in checks for fault in check(rows)]


def _plan(rows: Rows) -> Iterator[Fault]:
    if len(rows["plan"]) != 1:
        yield Fault("/plan", "plan", _("There must be exactly one plan."))
        return
    plan = rows["plan"][0]
    if plan["first_year"] > plan["last_year"]:
        yield rows.fault("plan", 0, "last_year", _("The plan ends before it begins."))
    for name in ("target_year", "as_of_year"):
        if not plan["first_year"] <= plan[name] <= plan["last_year"]:
            yield rows.fault("plan", 0, name, _("The year lies outside the plan."))
    if not rows["title_lines"]:
        yield Fault("/title_lines", "title_lines", _("This is missing."))


def _halves(rows: Rows) -> Iterator[Fault]:
    plan = (rows["plan"] or [{}])[0]
    if [row["year"] for row in rows["halves"]] != list(
        range(plan.get("first_year", 0), plan.get("last_year", -1) + 1)
    ):
        words = _("The halves do not cover the years of the plan, each once.")
        yield Fault("/halves", "halves", words)
    for n, (before, row) in enumerate(pairwise(rows["halves"]), 1):
        is_same = row["half"] == before["half"]
        if not (is_same or row["half"] == before["half"] + 1) or (
            is_same and row["label"] != before["label"]
        ):
            yield rows.fault("halves", n, "half", _("The halves are not in order."))


def _report(rows: Rows) -> Iterator[Fault]:
    for n, row in enumerate(rows["blocks"]):
        wanted = {
            BlockKind.LEGEND: (),
            BlockKind.COUNT_TABLE: ("caption", "row_label", "value_label"),
        }.get(BlockKind(row["type"]), ("text",))
        for name in wanted:
            if not row[name]:
                yield rows.fault("blocks", n, name, _("This is missing."))
        has_columns = row["total_label"] or rows.of("block_columns", block=row["position"])
        if row["type"] == BlockKind.COUNT_TABLE and not has_columns:
            yield rows.fault("blocks", n, "total_label", _("This is missing."))
    if [row["kind"] for row in rows["annexes"]] != list(Annex):
        words = _("There must be three annexes: the list, the sheets, the others.")
        yield Fault("/annexes", "annexes", words)
        return
    for annex, part, least in _PARTS:
        if len(rows.of("annex_words", annex=annex, part=part)) < least:
            yield Fault("/annex_words", f"annex_words {annex} {part}", _("This is missing."))
    here = {row["key"] for row in rows.of("annex_words", annex=2, part="body_headings")}
    for key in sorted(_HEADINGS - here):
        yield Fault("/annex_words", f"annex_words 2 body_headings {key}", _("This is missing."))
    years = rows.of("annex_words", annex=3, part="result_years")
    if len(years) != len(rows.of("annex_words", annex=3, part="result_headings")) or not all(
        row["text"].isascii() and row["text"].isdigit() for row in years
    ):
        words = _("There must be one heading for each year.")
        yield Fault("/annex_words", "annex_words 3 result_years", words)


def _rules(rows: Rows) -> Iterator[Fault]:
    codes = {row["code"] for row in rows["scale"]}
    for n, row in enumerate(rows["rating_rules"]):
        if row["rule"] != n + 1:
            yield rows.fault("rating_rules", n, "rule", _("The rows are not numbered 1, 2, 3."))
        try:
            read_rule(rule_data(rows, row), codes=_codes_of(rows, row, codes))
        except InputRefused as refused:
            place = refused.place if refused.place in row else "rule"
            yield rows.fault("rating_rules", n, place, refused.message)


def _codes_of(rows: Rows, row: Row, codes: set[str]) -> list[str]:
    """The steps a rule leads to: those of the scale; an older rule's own scale is gone, and it names its steps."""
    if row is rows["rating_rules"][-1]:
        return sorted(codes)
    named = {step["code"] for step in rows.of("thresholds", rule=row["rule"])}
    return sorted(named | {row["otherwise"], row["no_data"]})


def rule_data(rows: Rows, row: Row) -> dict[str, Any]:
    """A row of ``rating_rules`` as ``read_rule`` takes it."""
    steps = rows.of("thresholds", rule=row["rule"])
    return {
        "question": row["question"],
        "method": row["method"],
        "joining": row["joining"],
        "thresholds": [[s["code"], str(s["at_least"]), s["above"]] for s in steps],
        "otherwise": row["otherwise"],
        "no_data": row["no_data"],
        "band": row["band"] or 0,
    }


def _projects(rows: Rows) -> Iterator[Fault]:
    labels = [row["label"] for row in rows["annexes"]]
    for n, row in enumerate(rows["projects"]):
        number = read_number(row["number"])
        if number is None or number.key != row["project"]:
            words = _("The key does not fit the number %(number)s.") % {"number": row["number"]}
            yield rows.fault("projects", n, "number", words)
        elif (number.goal, number.measure) != (row["goal"], row["measure"]):
            words = _("The project stands under another goal or measure than its number says.")
            yield rows.fault("projects", n, "number", words)
        if row["position"] != n + 1:
            words = _("The rows are not numbered 1, 2, 3.")
            yield rows.fault("projects", n, "position", words)
        if row["annex"] not in labels:
            words = _("The report has no annex “%(name)s”.") % {"name": row["annex"]}
            yield rows.fault("projects", n, "annex", words)


def _indicators(rows: Rows) -> Iterator[Fault]:
    for n, row in enumerate(rows["indicators"]):
        is_fed = row["source"] == "metric"
        if is_fed != bool(row["metric"]) or (is_fed and MetricRef.read(row["metric"]) is None):
            words = _("An indicator that is counted names its metric, no other does.")
            yield rows.fault("indicators", n, "metric", words)
        if row["baseline"] is not None and row["baseline_year"] is None:
            yield rows.fault("indicators", n, "baseline_year", _("This is missing."))


def _targets(rows: Rows) -> Iterator[Fault]:
    yield from _in_order(rows, "target_versions", ("indicator",), "version")
    yield from _number_or_blank(rows, "targets")
    last: dict[str, Any] = {}
    for n, row in enumerate(rows["target_versions"]):
        if row["adopted_on"] < last.setdefault(row["indicator"], row["adopted_on"]):
            words = _("Newer targets are in force already.")
            yield rows.fault("target_versions", n, "adopted_on", words)
        last[row["indicator"]] = row["adopted_on"]
    for n, row in enumerate(rows["target_versions"]):
        if not rows.of("targets", indicator=row["indicator"], version=row["version"]):
            yield rows.fault("target_versions", n, "version", _("No year has a target."))


def _figures(rows: Rows) -> Iterator[Fault]:
    yield from _in_order(rows, "figures", ("indicator", "year"), "revision")
    yield from _number_or_blank(rows, "figures")
    for n, row in enumerate(rows["figures"]):
        if row["revision"] > 1 and not row["reason"]:
            words = _("A changed figure says why it changed.")
            yield rows.fault("figures", n, "reason", words)
        if row["confirmed_at"] is not None and row["confirmed_at"] < row["recorded_at"]:
            words = _("It is confirmed before it is recorded.")
            yield rows.fault("figures", n, "confirmed_at", words)


def _in_order(rows: Rows, table: str, of: tuple[str, ...], number: str) -> Iterator[Fault]:
    """The numbers of each group are 1, 2, 3 in the order of the file."""
    last: defaultdict[tuple[Any, ...], int] = defaultdict(int)
    for n, row in enumerate(rows[table]):
        group = tuple(row[name] for name in of)
        if row[number] != last[group] + 1:
            yield rows.fault(table, n, number, _("The rows are not numbered 1, 2, 3."))
        last[group] = row[number]


def _number_or_blank(rows: Rows, table: str) -> Iterator[Fault]:
    for n, row in enumerate(rows[table]):
        if (row["number"] is None) != bool(row["blank"]):
            words = _("A cell holds a number or says which blank it is.")
            yield rows.fault(table, n, "number", words)


def _rounds(rows: Rows) -> Iterator[Fault]:
    plan = rows["plan"][0]
    for n, row in enumerate(rows["rounds"]):
        if not plan["first_year"] <= row["year"] <= plan["last_year"]:
            yield rows.fault("rounds", n, "year", _("The year lies outside the plan."))
        if not DueDays(row["fill_by"], row["check_by"], row["publish_by"]).are_in_order:
            words = _("Sheets are filled, then checked, then published: the days follow in this order.")  # fmt: skip
            yield rows.fault("rounds", n, "check_by", words)
        if (row["state"] == RoundState.CLOSED) != (row["closed_at"] is not None):
            words = _("A closed round says when it was closed.")
            yield rows.fault("rounds", n, "closed_at", words)


def _sheets(rows: Rows) -> Iterator[Fault]:
    plan, codes = rows["plan"][0], {row["code"] for row in rows["scale"] if row["of_projects"]}
    kinds = {row["project"]: row["has_indicators"] for row in rows["projects"]}
    told = {(row["project"], row["year"], row["edition"]) for row in rows["lines"]}
    yield from _in_order(rows, "sheets", ("project", "year"), "edition")
    for n, row in enumerate(rows["sheets"]):
        if not plan["first_year"] <= row["year"] <= plan["last_year"]:
            yield rows.fault("sheets", n, "year", _("The year lies outside the plan."))
        if row["rating"] and row["rating"] not in codes:
            words = _("The scale has no step “%(code)s”.") % {"code": row["rating"]}
            yield rows.fault("sheets", n, "rating", words)
        if (row["state"] in set(OPEN_STATES)) != (row["published_at"] is not None):
            words = _("A published sheet says when it was published, no other does.")
            yield rows.fault("sheets", n, "published_at", words)
        if row["state"] == SheetState.CORRECTED and not row["correction_reason"]:
            yield rows.fault("sheets", n, "correction_reason", _("Write the reason."))
        here = (row["project"], row["year"], row["edition"])
        if not kinds.get(row["project"], True) and here not in told:
            yield rows.fault("sheets", n, "project", _("The sheet has no line."))


def _sheet_figures(rows: Rows) -> Iterator[Fault]:
    shown = {row["year"] for row in rows["halves"] if row["shown"]}
    slots = {(row["project"], row["position"]): row["indicator"] for row in rows["slots"]}
    fed = {row["indicator"] for row in rows["indicators"] if row["metric"]}
    kept = {(row["indicator"], row["year"], row["revision"]) for row in rows["figures"]}
    years: defaultdict[tuple[Any, ...], set[int]] = defaultdict(set)
    for n, row in enumerate(rows["sheet_figures"]):
        slot = (row["project"], row["slot"])
        if slot not in slots:
            words = _("The project has no indicator in this place.")
            yield rows.fault("sheet_figures", n, "slot", words)
            continue
        years[row["project"], row["year"], row["edition"], row["slot"]].add(row["figure_year"])
        indicator = slots[slot]
        if row["actual"] is None and indicator not in fed:
            words = _("Only a figure of an indicator that is counted may be left to the ledger.")
            yield rows.fault("sheet_figures", n, "actual", words)
        named = (indicator, row["figure_year"], row["revision"])
        if row["revision"] is not None and named not in kept:
            words = _("The indicator has no such revision of the figure.")
            yield rows.fault("sheet_figures", n, "revision", words)
    for (project, year, edition, _slot), found in years.items():
        if not shown <= found:
            words = _("The years are not those that the sheets show.")
            yield Fault("/sheet_figures", f"sheet_figures {project} {year} {edition}", words)
