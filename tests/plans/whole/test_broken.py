"""A broken file is refused whole, and every fault is named with its place."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.plans.factories import an_owner, officer
from tests.plans.whole.worked import a_worked_plan
from yuinowa.kernel.errors import AlreadyDone, InputRefused, NotAllowed, Unreadable
from yuinowa.ledger.services import load_shipped_metrics
from yuinowa.plans.exchange import PlanFileRefused, whole
from yuinowa.plans.exchange.whole import containers
from yuinowa.plans.models import Plan
from yuinowa.plans.services import import_plan

pytestmark = pytest.mark.django_db

Whole = dict[str, Any]


_FILE: list[bytes] = []


@pytest.fixture
def data() -> Whole:
    """The file of a plan that was worked on, made once; each test breaks its own copy."""
    if not _FILE:
        _FILE.append(whole.as_json(whole.rows_of(a_worked_plan(an_owner("試験市")))))
    load_shipped_metrics()
    found: Whole = json.loads(_FILE[0])
    return found


def _refused(data: Whole) -> PlanFileRefused:
    count, owner = Plan.objects.count(), an_owner("丙市")
    with pytest.raises(PlanFileRefused) as refused:
        import_plan(
            json.dumps(data).encode(),
            owner_institution=owner.pk,
            actor=officer(owner),
            editable=True,
        )
    assert Plan.objects.count() == count
    return refused.value


def _second_revision(data: Whole) -> Whole:
    found: Whole = next(row for row in data["figures"] if row["revision"] == 2)
    return found


#: What is done to the file, and where the fault is said to be.
FAULTS: list[tuple[Callable[[Whole], object], str]] = [
    (lambda d: d.pop("targets"), "/targets"),
    (lambda d: d.update(extra=[]), "/extra"),
    (lambda d: d.update(version=2), "/version"),
    (lambda d: d["plan"].append(dict(d["plan"][0], name="もう一つ")), "/plan"),
    (lambda d: d["plan"][0].update(first_year="R8"), "/plan/0/first_year"),
    (lambda d: d["plan"][0].update(first_year=2030), "/plan/0/last_year"),
    (lambda d: d["plan"][0].update(level="everybody"), "/plan/0/level"),
    (lambda d: d["plan"][0].update(as_of_date="2026-02-30"), "/plan/0/as_of_date"),
    (lambda d: d["halves"].pop(), "/halves"),
    (lambda d: d["goals"].append(d["goals"][0]), "/goals/2/goal"),
    (lambda d: d["measures"][0].update(goal=9), "/measures/0/goal"),
    (lambda d: d["projects"][0].update(number="1-(1)-②"), "/projects/0/number"),
    (lambda d: d["projects"][1].update(position=7), "/projects/1/position"),
    (lambda d: d["projects"][0].update(annex="別紙9"), "/projects/0/annex"),
    (lambda d: d["slots"][0].update(indicator="no-such"), "/slots/0/indicator"),
    (lambda d: d["targets"][0].update(number="eighty"), "/targets/0/number"),
    (lambda d: d["targets"][0].update(blank="pending"), "/targets/0/number"),
    (lambda d: d["target_versions"][0].update(version=4), "/targets/0/version"),
    (lambda d: d["figures"][0].update(recorded_at="2026-01-01T00:00:00"), "/figures/0/recorded_at"),
    (lambda d: _second_revision(d).update(reason=""), "/figures/"),
    (lambda d: d["indicators"][0].update(source="metric", metric=""), "/indicators/0/metric"),
    (lambda d: d["rounds"][0].update(check_by="2020-01-01"), "/rounds/0/check_by"),
    (lambda d: d["rating_rules"][1].update(otherwise="Z"), "/rating_rules/1/rule"),
    (lambda d: d["thresholds"][0].update(at_least="-1"), "/rating_rules/0/rule"),
    (lambda d: d["sheets"][0].update(rating="Z"), "/sheets/0/rating"),
    (lambda d: d["sheets"][0].update(published_at=None), "/sheets/0/published_at"),
    (lambda d: d["sheet_figures"][0].update(actual=None), "/sheet_figures/0/actual"),
    (lambda d: d["sheet_figures"][0].update(slot=9), "/sheet_figures/0/slot"),
    (lambda d: d["sheet_figures"][0].update(revision=9), "/sheet_figures/0/revision"),
    (lambda d: d["sheet_figures"].pop(0), "/sheet_figures"),
    (lambda d: d["lines"][0].update(project="9-9-9"), "/lines/0/edition"),
    (lambda d: d["cells"][0].update(role="poem"), "/cells/0/role"),
    (lambda d: d["annexes"].pop(), "/annex_words/"),
]


@pytest.mark.parametrize(("change", "place"), FAULTS)
def test_a_fault_is_named_with_its_place(
    data: Whole, change: Callable[[Whole], object], place: str
) -> None:
    change(data)

    refused = _refused(data)

    assert refused.faults[0].pointer.startswith(place), [str(f) for f in refused.faults[:3]]
    assert refused.faults[0].message


def test_an_officer_brings_no_metric_that_the_region_has_not_got(data: Whole) -> None:
    data["metrics"][0]["metric"] = "another@1"
    data["metrics"][0]["definition"] = "{}"
    owner = an_owner("丙市")

    with pytest.raises(InputRefused) as refused:
        import_plan(
            json.dumps(data).encode(),
            owner_institution=owner.pk,
            actor=officer(owner),
            editable=True,
        )

    assert refused.value.place == "/metrics/0/definition"
    assert refused.value.next_step


def test_an_indicator_that_says_otherwise_here_is_not_mixed_up(data: Whole) -> None:
    owner = an_owner("丙市")
    who = officer(owner)
    import_plan(json.dumps(data).encode(), owner_institution=owner.pk, actor=who, editable=True)
    data["plan"][0]["name"] = "別の計画"
    data["targets"][0]["number"] = "1"

    with pytest.raises(InputRefused) as refused:
        import_plan(json.dumps(data).encode(), owner_institution=owner.pk, actor=who, editable=True)

    assert refused.value.place == "/indicators/0/indicator"


def test_a_plan_of_the_same_name_and_day_is_not_overwritten(data: Whole) -> None:
    owner = an_owner("丙市")
    who = officer(owner)
    import_plan(json.dumps(data).encode(), owner_institution=owner.pk, actor=who, editable=True)
    data["goals"][0]["name"] = "別の目標"

    with pytest.raises(AlreadyDone):
        import_plan(json.dumps(data).encode(), owner_institution=owner.pk, actor=who, editable=True)


def test_a_plan_is_not_brought_to_another_institution(data: Whole) -> None:
    with pytest.raises(NotAllowed):
        import_plan(
            json.dumps(data).encode(),
            owner_institution=an_owner("丙市").pk,
            actor=officer(an_owner("丁市")),
            editable=True,
        )


def _workbook() -> openpyxl.Workbook:
    rows = whole.rows_of(a_worked_plan(an_owner("試験市")))
    return openpyxl.load_workbook(io.BytesIO(whole.as_workbook(rows, title="計画")))


def _saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_names_the_cell() -> None:
    book = _workbook()
    book["targets"]["C2"] = "八年"

    with pytest.raises(PlanFileRefused) as refused:
        whole.read_whole(_saved(book))

    assert refused.value.faults[0].pointer == "targets!C2"


@pytest.mark.parametrize("sheet", ["about", "targets"])
def test_another_workbook_or_one_with_a_sheet_gone_is_refused(sheet: str) -> None:
    book = _workbook()
    del book[sheet]

    with pytest.raises((Unreadable, PlanFileRefused)):
        whole.read_whole(_saved(book))


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\\\r\n\t_xN=＋'"),
        max_size=30,
    )
)
def test_no_text_is_changed_by_a_workbook(text: str) -> None:
    cell = containers._cell(text)
    assert isinstance(cell, str)

    assert containers._text(cell) == text
