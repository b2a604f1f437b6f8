"""A plan file is taken whole or refused with every place named (R3, R8, R10)."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.plans.factories import DEMO, FILES, as_bytes, file_bytes, file_data
from yuinowa.kernel.errors import Unreadable
from yuinowa.ledger.domain.statistics import Statistic
from yuinowa.plans.exchange import MAX_BYTES, PlanFileRefused, read_plan_file
from yuinowa.plans.exchange.shape import schema_text

Break = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize("name", [*FILES, "shiken"])
def test_the_shipped_files_are_read(name: str) -> None:
    read_plan_file(file_bytes(name))


def test_the_demos_own_plan_is_read() -> None:
    read_plan_file((DEMO / "shiken-plan.json").read_bytes())


def test_the_schema_knows_every_item_of_library_statistics() -> None:
    known = json.loads(schema_text())["$defs"]["slot"]["properties"]["statistic"]["enum"]

    assert sorted(known) == sorted(Statistic)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b'"a"', b"{", b"\xff\xfe{}", '{"\u540d": 1}'.encode("cp932"), b'{"a": NaN}', b'{"a": Infinity}',
        b'{"a": 1, "a": 2}', b'{"a": ' + b"9" * 21 + b"}", b"[" * 100_000, b'{"a":' * 60 + b"1" + b"}" * 60,
        b'{"a": "' + b"x" * MAX_BYTES + b'"}',
    ],
)  # fmt: skip
def test_what_is_no_json_as_we_take_it_is_refused_whole(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_plan_file(data)


def _project(
    data: dict[str, Any], goal: int = 0, measure: int = 0, place: int = 0
) -> dict[str, Any]:
    project: dict[str, Any] = data["goals"][goal]["measures"][measure]["projects"][place]
    return project


BROKEN: list[tuple[str, Break, str]] = [
    ("another format", lambda d: d.update(format="x"), "/format"),
    ("a later version", lambda d: d.update(version=2), "/version"),
    ("a missing part", lambda d: d.pop("goals"), "/goals"),
    ("an unknown key", lambda d: d["plan"].update(naem="x"), "/plan/naem"),
    ("a number as text", lambda d: _project(d).update(plan_page="40"), "/goals/0/measures/0/projects/0/plan_page"),
    ("an empty name", lambda d: _project(d).update(name=""), "/goals/0/measures/0/projects/0/name"),
    ("a control character", lambda d: _project(d).update(name="a\x00b"), "/goals/0/measures/0/projects/0/name"),
    ("a year out of shape", lambda d: d["plan"].update(first_year="R3"), "/plan/first_year"),
    ("a key twice", lambda d: _project(d, 0, 0, 1).update(key="1-1-1"), "/goals/0/measures/0/projects/1/key"),
    ("a number that is none", lambda d: _project(d).update(no="1-1-1"), "/goals/0/measures/0/projects/0/no"),
    ("a key that does not fit", lambda d: _project(d).update(key="9-9-9"), "/goals/0/measures/0/projects/0/key"),
    ("a project under another measure", lambda d: d["goals"][0]["measures"][1].update(no=9), "/goals/0/measures/1/projects/0/no"),
    ("a sheet of no project", lambda d: d["other_sheets"][0].update(project="9-(9)-⑨"), "/other_sheets/0/project"),
    ("two sheets of a project", lambda d: d["other_sheets"].append(d["other_sheets"][0]), "/other_sheets/40/project"),
    ("a project without sheet", lambda d: d["other_sheets"].pop(0), "/goals/0/measures/0/projects/0"),
    ("another page of the plan", lambda d: d["other_sheets"][0].update(plan_page=99), "/other_sheets/0/plan_page"),
    ("a day that is none", lambda d: d["report"]["as_of"].update(date="2026-02-30"), "/report/as_of/date"),
    ("a day outside its year", lambda d: d["report"]["as_of"].update(date="2026-04-01"), "/report/as_of/date"),
    ("years that are not the plan's", lambda d: d["fiscal_years"].pop(), "/fiscal_years"),
    ("a year with another label", lambda d: d["fiscal_years"][0].update(label="令和4年度"), "/fiscal_years/0/label"),
    ("a target year outside", lambda d: d["plan"].update(target_year="2030"), "/plan/target_year"),
    ("a half that shows a foreign year", lambda d: d["plan"]["halves"][0]["shown"].append("2026"), "/plan/halves/0/shown"),
    ("a rating outside the scale", lambda d: d["kpi_sheets"][0].update(status="d"), "/kpi_sheets/0/status"),
    ("a figure unlike its print", lambda d: d["kpi_sheets"][0]["slots"][0]["plan"].update({"2023": 1}), "/kpi_sheets/0/slots/0/plan/2023"),
    ("words for a figure", lambda d: d["kpi_sheets"][0]["slots"][0]["actual_text"].update({"2023": "約5"}), "/kpi_sheets/0/slots/0/actual_text/2023"),
    ("a year too few", lambda d: d["kpi_sheets"][0]["slots"][0]["plan_text"].pop("2023"), "/kpi_sheets/0/slots/0/plan_text"),
    ("an unused slot with a metric", lambda d: d["kpi_sheets"][0]["slots"][2].update(feed={"metric": "a@1"}), "/kpi_sheets/0/slots/2/feed"),
    ("an unused slot with a statistic", lambda d: d["kpi_sheets"][0]["slots"][2].update(statistic="loans"), "/kpi_sheets/0/slots/2/statistic"),
    ("an unknown statistic", lambda d: d["kpi_sheets"][0]["slots"][0].update(statistic="books"), "/kpi_sheets/0/slots/0/statistic"),
    ("an indicator id twice", lambda d: d["kpi_sheets"][0]["slots"][1].update(id=d["kpi_sheets"][0]["slots"][0]["id"]), "/kpi_sheets/0/slots/1/id"),
    ("a cell beside no slot", lambda d: d["kpi_sheets"][0]["cells"][0].update(beside="成果指標⑨"), "/kpi_sheets/0/cells/0/beside"),
    ("a line out of order", lambda d: d["other_sheets"][0]["lines"][0].update(line=2), "/other_sheets/0/lines/0/line"),
    ("an empty cell that is not merged", lambda d: d["other_sheets"][0]["lines"][0].update(next_steps=None), "/other_sheets/0/lines/0/next_steps"),
    ("a stated count", lambda d: d["counts"].update(projects=44), "/counts/projects"),
    ("a stated total", lambda d: next(b for b in d["report"]["body"] if b["type"] == "status-count-table")["values_text"].__setitem__(4, "4"), "/report/body/11/values_text"),
    ("a stated number of projects", lambda d: next(b for b in d["report"]["body"] if b.get("computed") == "count(projects)").update(text="44事業"), "/report/body/3/text"),
    ("pages that differ", lambda d: d["report"]["annexes"][1]["pages"].clear(), "/report/annexes/1/pages"),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "damage", "place"), BROKEN, ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_refused_by_place(fault: str, damage: Break, place: str) -> None:
    data = file_data("twin")
    damage(data)

    with pytest.raises(PlanFileRefused) as refused:
        read_plan_file(as_bytes(data))

    assert place in [found.pointer for found in refused.value.faults]


def test_every_fault_is_named_at_once_in_words_too() -> None:
    data = file_data("twin")
    data["counts"].update(projects=44, goals=5)
    data["kpi_sheets"][0]["cells"][0]["beside"] = "x"

    with pytest.raises(PlanFileRefused) as refused:
        read_plan_file(as_bytes(data))

    assert [fault.pointer for fault in refused.value.faults] == [
        "/kpi_sheets/0/cells/0/beside",
        "/counts/goals",
        "/counts/projects",
    ]
    assert refused.value.faults[0].words.startswith("1-(1)-④")


def test_a_value_is_quoted_cut_short() -> None:
    data = file_data("twin")
    data["kpi_sheets"][0]["status"] = "d" * 8
    data["goals"][0]["measures"][0]["projects"][0]["key"] = "x" * 5000

    with pytest.raises(PlanFileRefused) as refused:
        read_plan_file(as_bytes(data))

    assert "x" * 60 not in str(refused.value)


def test_ten_thousand_faults_are_counted_and_a_hundred_shown() -> None:
    data = file_data("twin")
    data["repairs"] = [1] * 10_000

    with pytest.raises(PlanFileRefused) as refused:
        read_plan_file(as_bytes(data))

    assert len(refused.value.faults) == 10_000
    assert len(str(refused.value).splitlines()) == 101


def test_a_byte_order_mark_is_no_fault() -> None:
    plain = read_plan_file(file_bytes("twin"))

    assert read_plan_file(b"\xef\xbb\xbf" + file_bytes("twin")).name == plain.name


def test_the_twin_has_no_word_of_the_reference_plan() -> None:
    if "minato" not in FILES:
        return
    reference = json.loads(file_bytes("minato"))
    words = {p["name"] for g in reference["goals"] for m in g["measures"] for p in m["projects"]}
    words |= {
        reference["plan"]["body"],
        "図書文化財課",
        *(s["description"] for s in reference["kpi_sheets"]),
    }

    twin = file_bytes("twin").decode()

    assert [word for word in words if word in twin] == []
