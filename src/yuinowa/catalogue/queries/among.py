"""Rows by thousands of values at once: one statement with one parameter, the same for both databases.

The mapper writes a mark for each value, which takes longer than the database takes to answer.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from django.db import connection

_ARRAYS = {"integer": "bigint[]", "text": "text[]", "bytes": "bytea[]"}


def rows(
    sql: str,
    values: Collection[Any],
    *before: Any,
    behind: tuple[Any, ...] = (),
    kind: str = "integer",
) -> list[tuple[Any, ...]]:
    """What ``sql`` answers; ``{values}`` in it stands for a table ``v`` of one column ``value``.

    ``before``, ``behind``: parameters that stand in it before ``values`` and after it. ``kind``: integer, text or bytes.
    """
    if not values:
        return []
    table, told = _table(values, kind)
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{values}", table), [*before, *told, *behind])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def _table(values: Collection[Any], kind: str) -> tuple[str, list[Any]]:
    if connection.vendor == "postgresql":
        return f"unnest(%s::{_ARRAYS[kind]}) AS v(value)", [list(values)]
    if kind == "bytes":  # JSON has none
        marks = ", ".join(["(%s)"] * len(values))
        return f"(SELECT column1 AS value FROM (VALUES {marks})) AS v", list(values)  # noqa: S608  # marks only
    return "json_each(%s) AS v", [json.dumps(list(values))]
