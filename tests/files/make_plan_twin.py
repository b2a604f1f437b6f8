"""Write plan-twin.json: the structure of the reference plan with made-up words and figures.

Counts, blanks, merged cells, printed tables, names that differ between places, bullets, a year outside the
plan: all stay. Every word about a real place goes. Run it again after a change of the format:

    python tests/files/make_plan_twin.py src/yuinowa/config/demo/plans/minato-plan.json tests/files/plan-twin.json
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

PHRASES = (
    "はるかぜ通りの読書会", "みどり台の棚づくり", "ほしぞら号の巡回", "こもれび広場の展示", "あさひ野の朗読",
    "つばめ橋の貸出", "ひだまり室の相談", "そよかぜ便の配送", "ゆきどけ講座", "もみじ坂の案内",
)  # fmt: skip
ENDINGS = ("を試した。", "を続けた。", "を広げる。", "を見なおした。", "を始めた。")
KEPT_YEAR = re.compile(r"令和[0-9]+年度")
#: Heads and labels that say nothing about a place; they are the form itself.
FORM = {"label", "short", "kind", "id", "type", "computed", "number", "row_label", "value_label", "caption",
        "slot", "plan_row_label", "heading", "beside", "role", "role_certainty", "direction", "unit", "no",
        "key", "circled", "project", "no_text", "sheet_ref", "ref", "annex", "flag_text", "priority_text",
        "new_text", "status", "code", "start", "end", "half", "date", "fiscal_year", "first_year", "last_year",
        "target_year", "period_text", "format"}  # fmt: skip


def words_for(text: str) -> str:
    """Made-up words in place of ``text``: the same line breaks, bullets, years and blanks."""
    if text in {"", "-", "－", "○"}:
        return text
    return "\n".join(line_for(line) for line in text.split("\n"))


def line_for(line: str) -> str:
    bullet = "・" if line.startswith("・") else ""
    seed = int(hashlib.sha256(line.encode()).hexdigest(), 16)
    made = PHRASES[seed % len(PHRASES)]
    while len(made) < len(line) * 2 // 3:
        seed //= 7
        made += ENDINGS[seed % len(ENDINGS)] + PHRASES[seed % len(PHRASES)]
    return bullet + "".join(KEPT_YEAR.findall(line)[:1]) + made + f"{seed % 97}"


def figure_for(text: str) -> str:
    """A made-up figure, printed in the same manner."""
    digits = re.sub(r"[^0-9]", "", text)
    if not digits:
        return text
    number = int(digits) * 7 // 10 + 3
    return f"{number:,}" + ("%" if text.endswith("%") else "")


def twin(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return (
            slot_twin(value)
            if "plan_row_label" in value
            else {k: twin(v, k) for k, v in value.items()}
        )
    if isinstance(value, list):
        return [twin(inner, key) for inner in value]
    return words_for(value) if isinstance(value, str) and key not in FORM else value


def slot_twin(slot: dict[str, Any]) -> dict[str, Any]:
    made = dict(slot)
    for name in ("plan", "actual"):
        made[f"{name}_text"] = {
            year: figure_for(text) for year, text in slot[f"{name}_text"].items()
        }
        if name in slot:
            made[name] = {
                year: int(re.sub(r"[^0-9]", "", text)) if text else None
                for year, text in made[f"{name}_text"].items()
            }
    if slot["used"]:
        made["label"] = made["label_text"] = words_for(slot["label_text"])
        made["id"] = f"twin_{slot['id']}"
        made["unit_source"] = "made up"
    return made


def make(data: dict[str, Any]) -> dict[str, Any]:
    kept = {name: data[name] for name in ("format", "version", "fiscal_years", "counts")}
    return {
        **kept,
        "about": {
            "what": "Structure of a progress report with made-up words, for tests.",
            "language": "ja",
        },
        "plan": {
            **data["plan"],
            "name": "みほん町図書館計画",
            "name_variant": "みほん町立図書館計画",
            "body": "みほん町",
        },
        "status_scale": twin(data["status_scale"]),
        "report": report_twin(data["report"]),
        "goals": twin(data["goals"]),
        "kpi_sheets": twin(data["kpi_sheets"]),
        "other_sheets": [sheet_twin(sheet) for sheet in data["other_sheets"]],
    }


def report_twin(report: dict[str, Any]) -> dict[str, Any]:
    blocks = [
        {**block, "text": words_for(block["text"])}
        if "text" in block and "computed" not in block
        else block
        for block in report["body"]
    ]
    title = "みほん町図書館計画（令和3年度～令和8年度）の進み方"
    return {**report, "title": title, "title_lines": [title], "body": blocks}


def sheet_twin(sheet: dict[str, Any]) -> dict[str, Any]:
    return (
        {**twin(sheet), "merged_cells": sheet["merged_cells"]}
        if "merged_cells" in sheet
        else twin(sheet)
    )


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:3])
    made = make(json.loads(source.read_text("utf-8")))
    target.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", "utf-8")
