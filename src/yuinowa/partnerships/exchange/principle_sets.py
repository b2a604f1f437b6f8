"""The sets of principles that are shipped (``data/principle-sets.json``), each with whose it is.

Principles are given by their headings or their gist, in short words of our own; the questions beside them are ours.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from yuinowa.partnerships.domain.principles import PrincipleSet, set_of

#: The set whose principles have evidence of their own (``domain.ten_rules``).
TEN_RULES = "ten-rules"


@cache
def shipped() -> dict[str, PrincipleSet]:
    """By code: the shipped sets, in the order they are offered."""
    path = files("yuinowa.partnerships") / "data" / "principle-sets.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["sets"]
    return {row["code"]: set_of(row) for row in rows}
