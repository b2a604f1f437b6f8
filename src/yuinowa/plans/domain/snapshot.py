"""What an edition freezes, as plain data: its places, what differs from another, its digest.

A snapshot is a plan with the sheets of one year as ``queries.frozen`` writes it. A *place* is where one text or
figure of it is printed; two snapshots are compared place by place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

#: As a Japanese paper marks a figure that is not final.
PROVISIONAL = "速報"
#: A snapshot, or a part of it.
Frozen = dict[str, Any]


class Part(StrEnum):
    """What stands in a place."""

    PLAN_NAME = "plan_name"
    PLAN_TITLE = "plan_title"
    PLAN_BODY = "plan_body"
    STEP = "step"
    GOAL = "goal"
    MEASURE = "measure"
    PROJECT = "project"
    DEPARTMENT = "department"
    FLAGS = "flags"
    SHEET_NAME = "sheet_name"
    DESCRIPTION = "description"
    INDICATOR = "indicator"
    UNIT = "unit"
    TARGET = "target"
    ACTUAL = "actual"
    CERTAINTY = "certainty"
    FORECAST = "forecast"
    GIVEN_BY = "given_by"
    RATING = "rating"
    RATING_REASON = "rating_reason"
    DIFFERENCE = "difference"
    TEXT = "text"
    LINE = "line"
    RESULT = "result"
    LINE_DIFFERENCE = "line_difference"
    LINE_EVALUATION = "line_evaluation"
    LINE_NEXT_STEPS = "line_next_steps"
    REVIEW = "review"
    PARTNERS = "partners"
    PARTNERSHIPS = "partnerships"
    EVIDENCE = "evidence"


@dataclass(frozen=True, order=True)
class Place:
    """Where something is printed: the project's key (empty: the plan itself), what, the how manieth, of which year."""

    project: str
    part: Part
    item: str = ""
    fiscal_year: int = 0


@dataclass(frozen=True)
class Change:
    """What stood in a place and what stands there now; empty: nothing. ``name`` is what the place is called."""

    place: Place
    name: str
    old: str
    new: str


def canonical(document: object) -> bytes:
    """``document`` in the one form that its digest is taken of."""
    return json.dumps(
        document, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(document: object) -> str:
    """SHA-256 of the canonical form, in hexadecimal digits."""
    return hashlib.sha256(canonical(document)).hexdigest()


def changes(old: Frozen, new: Frozen) -> tuple[Change, ...]:
    """Every place in which ``new`` prints something else than ``old``, in the order of the plan; what is gone stands last.

    An empty text and no text are the same on paper, and here.
    """
    before, now = dict(_places(old)), dict(_places(new))
    found = []
    for place in (*now, *(place for place in before if place not in now)):
        _old_name, old_text = before.get(place, ("", ""))
        name, text = now.get(place, ("", ""))
        if text != old_text:
            found.append(Change(place, name or _old_name, old_text, text))
    return tuple(found)


def _places(snapshot: Frozen) -> Iterator[tuple[Place, tuple[str, str]]]:
    """Each place with what it is called and what is printed there."""
    plan = snapshot["plan"]
    for part, field in (
        (Part.PLAN_NAME, "name"),
        (Part.PLAN_TITLE, "title"),
        (Part.PLAN_BODY, "body"),
    ):
        yield Place("", part), ("", plan[field])
    for step in snapshot["scale"]:
        yield Place("", Part.STEP, step["code"]), (step["code"], step["text"])
    for goal in snapshot["goals"]:
        number = str(goal["number"])
        yield Place("", Part.GOAL, number), (goal["label"], goal["name"])
        for measure in goal["measures"]:
            item = f"{number}-{measure['number']}"
            yield Place("", Part.MEASURE, item), (measure["label"], measure["name"])
            for project in measure["projects"]:
                yield from _of_project(project)


def _of_project(project: Frozen) -> Iterator[tuple[Place, tuple[str, str]]]:
    key = project["key"]
    yield Place(key, Part.PROJECT), ("", project["name"])
    yield Place(key, Part.DEPARTMENT), ("", project["department"])
    yield Place(key, Part.FLAGS), ("", project["flag_text"])
    if project["sheet"] is not None:
        yield from _of_sheet(key, project["sheet"])


def _of_sheet(key: str, sheet: Frozen) -> Iterator[tuple[Place, tuple[str, str]]]:
    for part, field in (
        (Part.SHEET_NAME, "name"),
        (Part.DESCRIPTION, "description"),
        (Part.RATING, "rating"),
        (Part.RATING_REASON, "rating_reason"),
        (Part.DIFFERENCE, "difference_reason"),
    ):
        yield Place(key, part), ("", sheet[field])
    for slot in sheet["slots"]:
        yield from _of_slot(key, slot)
    for cell in sheet["cells"]:
        name = f"{cell['heading']}・{cell['beside']}" if cell["beside"] else cell["heading"]
        yield Place(key, Part.TEXT, str(cell["position"])), (name, cell["text"] or "")
    for line in sheet["lines"]:
        yield from _of_line(key, line)
    for review in sheet["reviews"]:
        said = f"{review['rating']} {review['text']}".strip()
        item = f"{review['reviewed_on']} {review['body']}"
        yield Place(key, Part.REVIEW, item), (review["body"], said)
    # Editions of earlier formats did not keep these.
    partners = "、".join(partner["name"] for partner in sheet.get("partners", ()))
    yield Place(key, Part.PARTNERS), ("", partners)
    titles = "、".join(row["title"] for row in sheet.get("partnerships", ()))
    yield Place(key, Part.PARTNERSHIPS), ("", titles)
    deeds = "、".join(f"{row['name']} {row['deeds']}件" for row in sheet.get("evidence", ()))
    yield Place(key, Part.EVIDENCE), ("", deeds)


def _of_slot(key: str, slot: Frozen) -> Iterator[tuple[Place, tuple[str, str]]]:
    item, label = str(slot["position"]), slot["label"]
    indicator = slot["indicator"]
    yield Place(key, Part.INDICATOR, item), (slot["title"], label)
    if indicator is not None:
        yield Place(key, Part.UNIT, item), (label, indicator["unit"])
        yield Place(key, Part.GIVEN_BY, item), (label, slot["department"])
    for figure in slot["figures"]:
        year = figure["year"]
        yield Place(key, Part.TARGET, item, year), (label, figure["target"])
        yield Place(key, Part.ACTUAL, item, year), (label, figure["actual"])
        mark = PROVISIONAL if figure["is_preliminary"] else ""
        yield Place(key, Part.CERTAINTY, item, year), (label, mark)
        forecast = f"{figure['forecast'] or ''} {figure['forecast_reason']}".strip()
        yield Place(key, Part.FORECAST, item, year), (label, forecast)


def _of_line(key: str, line: Frozen) -> Iterator[tuple[Place, tuple[str, str]]]:
    item, name = str(line["number"]), str(line["number"])
    yield Place(key, Part.LINE, item), (name, line["description"])
    for result in line["results"]:
        yield Place(key, Part.RESULT, item, result["year"]), (name, result["text"] or "")
    for part, field in (
        (Part.LINE_DIFFERENCE, "difference_reason"),
        (Part.LINE_EVALUATION, "evaluation"),
        (Part.LINE_NEXT_STEPS, "next_steps"),
    ):
        yield Place(key, part, item), (name, line[field] or "")


def texts_of(snapshot: Frozen) -> Mapping[Place, str]:
    """What is printed, place by place; places in which nothing stands are left out."""
    return {place: text for place, (_name, text) in _places(snapshot) if text}


def sheets_of(snapshot: Frozen) -> Iterator[tuple[str, Frozen]]:
    """The sheets that are held, each with the key of its project, in the order of the plan."""
    for goal in snapshot["goals"]:
        for measure in goal["measures"]:
            for project in measure["projects"]:
                if project["sheet"] is not None:
                    yield project["key"], project["sheet"]


def with_goal(snapshot: Frozen, number: int) -> Frozen:
    """``snapshot`` with no goal but this one."""
    return snapshot | {"goals": [goal for goal in snapshot["goals"] if goal["number"] == number]}


def outlined(snapshot: Frozen) -> Frozen:
    """``snapshot`` as far as its projects are named, counted and rated: no figure, no text of a sheet."""
    return snapshot | {
        "goals": [
            goal
            | {
                "measures": [
                    measure | {"projects": [_outlined(row) for row in measure["projects"]]}
                    for measure in goal["measures"]
                ]
            }
            for goal in snapshot["goals"]
        ]
    }


def _outlined(project: Frozen) -> Frozen:
    sheet = project["sheet"]
    if sheet is None:
        return project
    slots = [slot | {"figures": []} for slot in sheet["slots"]]
    lines = [line | {"results": []} for line in sheet["lines"]]
    return project | {"sheet": sheet | {"slots": slots, "lines": lines, "cells": []}}


def with_project(snapshot: Frozen, key: str) -> Frozen:
    """``snapshot`` with no project but this one, in its goal and measure."""
    goals = []
    for goal in snapshot["goals"]:
        measures = [
            measure | {"projects": [row for row in measure["projects"] if row["key"] == key]}
            for measure in goal["measures"]
        ]
        goals.append(goal | {"measures": [row for row in measures if row["projects"]]})
    return snapshot | {"goals": [goal for goal in goals if goal["measures"]]}
