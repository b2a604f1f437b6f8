"""What differs between two snapshots, and their digest."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.plans.domain.snapshot import Change, Part, Place, canonical, changes, digest, texts_of

texts = st.text(max_size=8)


@st.composite
def slots(draw: st.DrawFn, position: int) -> dict[str, Any]:
    years = draw(st.lists(st.integers(2020, 2030), unique=True, max_size=3))
    return {
        "position": position,
        "title": draw(texts),
        "label": draw(texts),
        "indicator": draw(st.none() | st.fixed_dictionaries({"unit": texts})),
        "department": draw(texts),
        "figures": [
            {
                "year": y,
                "target": draw(texts),
                "actual": draw(texts),
                "is_preliminary": draw(st.booleans()),
                "forecast": draw(st.none() | st.just("120")),
                "forecast_reason": draw(texts),
            }
            for y in years
        ],
    }


@st.composite
def sheets(draw: st.DrawFn) -> dict[str, Any]:
    words = ("name", "description", "rating", "rating_reason", "difference_reason")
    return {name: draw(texts) for name in words} | {
        "slots": [draw(slots(n)) for n in range(1, draw(st.integers(0, 2)) + 1)],
        "cells": [
            {"position": n, "heading": draw(texts), "beside": draw(texts), "text": draw(texts)}
            for n in range(1, draw(st.integers(0, 2)) + 1)
        ],
        "lines": [
            {
                "number": n,
                "description": draw(texts),
                "difference_reason": draw(texts),
                "evaluation": draw(st.none() | texts),
                "next_steps": draw(st.none() | texts),
                "results": [{"year": 2025, "text": draw(st.none() | texts)}],
            }
            for n in range(1, draw(st.integers(0, 2)) + 1)
        ],
        "reviews": [],
    }


@st.composite
def snapshots(draw: st.DrawFn) -> dict[str, Any]:
    projects = [
        {
            "key": f"1-1-{n}",
            "name": draw(texts),
            "department": draw(texts),
            "flag_text": draw(texts),
            "sheet": draw(st.none() | sheets()),
        }
        for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    return {
        "plan": {"name": draw(texts), "title": draw(texts), "body": draw(texts)},
        "scale": [{"code": "a", "text": draw(texts)}],
        "goals": [
            {
                "number": 1,
                "label": "目標1",
                "name": draw(texts),
                "measures": [{"number": 1, "label": "(1)", "name": "", "projects": projects}],
            }
        ],
    }


@given(snapshots())
def test_nothing_differs_from_itself(snapshot: dict[str, Any]) -> None:
    assert changes(snapshot, deepcopy(snapshot)) == ()


@given(snapshots(), snapshots())
def test_the_list_of_changes_leads_from_the_one_to_the_other(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    found = changes(old, new)
    built = dict(texts_of(old))
    for change in found:
        assert built.get(change.place, "") == change.old != change.new
        built[change.place] = change.new

    assert {place: text for place, text in built.items() if text} == texts_of(new)
    assert len({change.place for change in found}) == len(found)


@given(snapshots(), snapshots())
def test_the_way_back_has_the_same_places_with_old_and_new_exchanged(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    there = {(c.place, c.old, c.new) for c in changes(old, new)}
    back = {(c.place, c.new, c.old) for c in changes(new, old)}

    assert there == back


@given(snapshots())
def test_the_digest_does_not_depend_on_the_order_of_keys_and_survives_a_file(
    snapshot: dict[str, Any],
) -> None:
    turned = json.loads(canonical(dict(reversed(snapshot.items()))))

    assert digest(turned) == digest(snapshot)


@given(snapshots(), snapshots())
def test_two_documents_share_a_digest_only_if_they_are_the_same(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert (digest(one) == digest(other)) == (one == other)


def test_a_change_names_its_project_year_and_what_it_is_called() -> None:
    figure = {
        "year": 2025, "target": "9", "actual": "8", "is_preliminary": False, "forecast": None, "forecast_reason": "",
    }  # fmt: skip
    slot = {
        "position": 1, "title": "指標①", "label": "冊数", "department": "", "indicator": {"unit": "冊"},
    }  # fmt: skip
    sheet = {
        "name": "", "description": "", "rating": "", "rating_reason": "", "difference_reason": "",
        "slots": [slot | {"figures": [figure]}], "cells": [], "lines": [], "reviews": [],
    }  # fmt: skip
    project = {"key": "1-1-1", "name": "", "department": "", "flag_text": "", "sheet": sheet}
    old: dict[str, Any] = {
        "plan": {"name": "", "title": "", "body": ""},
        "scale": [],
        "goals": [
            {
                "number": 1,
                "label": "",
                "name": "",
                "measures": [{"number": 1, "label": "", "name": "", "projects": [project]}],
            }
        ],
    }
    new = deepcopy(old)
    new["goals"][0]["measures"][0]["projects"][0]["sheet"]["slots"][0]["figures"][0]["actual"] = "7"

    assert changes(old, new) == (Change(Place("1-1-1", Part.ACTUAL, "1", 2025), "冊数", "8", "7"),)
