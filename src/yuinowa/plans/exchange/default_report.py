"""The report of a plan begun here: its body, the heads of its annexes, its labels, as data.

An imported plan brings its own; these are plain words that fit any library (``data/default-report.json``).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.numbering import ProjectNumber


@cache
def _text() -> str:
    return (files("yuinowa.plans") / "data" / "default-report.json").read_text(encoding="utf-8")


def default_blocks() -> list[dict[str, Any]]:
    """The blocks of the report's body; counts in them are computed when it is read."""
    blocks: list[dict[str, Any]] = json.loads(_text())["blocks"]
    return blocks


def default_annexes(years: Sequence[int]) -> list[dict[str, Any]]:
    """The three annexes, the last one with a column of results for each of ``years``."""
    annexes: list[dict[str, Any]] = json.loads(_text())["annexes"]
    annexes[2] |= {
        "result_years": [str(year) for year in years],
        "result_headings": [FiscalYear(year).label for year in years],
    }
    return annexes


def word(name: str, **values: object) -> str:
    """A label of a plan's report, filled in: 基本目標1."""
    text: str = json.loads(_text())["labels"][name]
    return text % values


def slot_title(position: int) -> str:
    """指標①, with the circled numbers of projects."""
    return word("slot", sign=ProjectNumber(1, 1, position).printed[-1])
