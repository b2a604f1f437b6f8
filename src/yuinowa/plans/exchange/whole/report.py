"""What a plan keeps as JSON, put together again from its rows: halves, blocks of the report, annexes."""

from __future__ import annotations

from typing import Any

from yuinowa.plans.exchange.whole.rows import Rows

#: The parts of an annex that are texts by a key, and those that are lists by a key; all others are lists.
_BY_KEY, _LISTS_BY_KEY = frozenset({"body_headings"}), frozenset({"pages"})


def halves_of(rows: Rows) -> list[dict[str, Any]]:
    halves: dict[int, dict[str, Any]] = {}
    for row in rows["halves"]:
        half = halves.setdefault(row["half"], {"label": row["label"], "years": [], "shown": []})
        half["years"].append(row["year"])
        if row["shown"]:
            half["shown"].append(row["year"])
    return list(halves.values())


def blocks_of(rows: Rows) -> list[dict[str, Any]]:
    blocks = []
    for row in rows["blocks"]:
        block = {name: text for name, text in row.items() if text and name != "position"}
        columns = [c["text"] for c in rows.of("block_columns", block=row["position"])]
        values = [c["text"] for c in rows.of("block_values", block=row["position"])]
        lists = {"columns": columns, "values_text": values}
        blocks.append(block | {name: texts for name, texts in lists.items() if texts})
    return blocks


def annexes_of(rows: Rows) -> list[dict[str, Any]]:
    annexes = []
    for row in rows["annexes"]:
        annex: dict[str, Any] = {name: text for name, text in row.items() if text}
        number = annex.pop("annex")
        for word in rows.of("annex_words", annex=number):
            part, key, text = word["part"], word["key"], word["text"]
            if part in _BY_KEY:
                annex.setdefault(part, {})[key] = text
            elif part in _LISTS_BY_KEY:
                annex.setdefault(part, {}).setdefault(key, []).append(text)
            else:
                annex.setdefault(part, []).append(text)
        annexes.append(annex)
    return annexes
