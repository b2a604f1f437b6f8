"""A whole plan of ours in a file, and out of it again: nothing of the plan is lost on the way.

The format of published reports (``plans.exchange``) transcribes one printed report; this one carries the plan
as it is worked on: its rule and scale, targets by version, figures by revision, every year's sheets. The tables
stand in ``columns``; a JSON object and a workbook hold the same rows.
"""

from __future__ import annotations

from yuinowa.documents.spreadsheets import ZIP
from yuinowa.plans.exchange.faults import PlanFileRefused
from yuinowa.plans.exchange.reading import read_json
from yuinowa.plans.exchange.whole.columns import FORMAT, NAMES_OF_PERSONS, TABLES
from yuinowa.plans.exchange.whole.containers import (
    as_json,
    as_workbook,
    from_json,
    from_workbook,
    schema,
)
from yuinowa.plans.exchange.whole.rows import Row, Rows, name_faults
from yuinowa.plans.exchange.whole.sense import rule_data, sense_faults
from yuinowa.plans.exchange.whole.writing import rows_of

__all__ = [
    "FORMAT",
    "NAMES_OF_PERSONS",
    "TABLES",
    "Row",
    "Rows",
    "as_json",
    "as_workbook",
    "read_whole",
    "rows_of",
    "rule_data",
    "schema",
]


def read_whole(data: bytes) -> Rows | None:
    """The plan in ``data``, agreeing with itself; None where it is a report in the other format.

    Raises:
        Unreadable: it is neither JSON nor a workbook as we take them.
        PlanFileRefused: with every fault of the first stage that finds any, each with its place.
    """
    if data.startswith(ZIP):
        return _check(from_workbook(data))
    whole = read_json(data)
    return _check(from_json(whole)) if whole.get("format") == FORMAT else None


def _check(rows: Rows) -> Rows:
    for stage in (name_faults, sense_faults):
        faults = stage(rows)
        if faults:
            raise PlanFileRefused(faults)
    return rows
