"""Plan files and plans for tests: the reference plan, its twin with made-up words, 試験市's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from tests.accounts.factories import a_person
from tests.plans.kept import taken_in
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.plans.models import Plan, Sheet, SheetLine

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "src" / "yuinowa" / "config" / "demo" / "plans"
FILES = {
    "twin": ROOT / "tests" / "files" / "plan-twin.json",
    # One removable file; without it the twin alone is tested.
    **({"minato": DEMO / "minato-plan.json"} if (DEMO / "minato-plan.json").exists() else {}),
}
#: 試験市's plan as these tests know it; the demo's own may grow.
SHIKEN = ROOT / "tests" / "files" / "plan-own.json"


@cache
def _read(path: Path) -> bytes:
    return path.read_bytes()


def file_bytes(name: str) -> bytes:
    return _read(FILES.get(name, SHIKEN))


def file_data(name: str) -> dict[str, Any]:
    """A fresh copy of the file's content, free to be broken."""
    data: dict[str, Any] = deepcopy(json.loads(file_bytes(name)))
    return data


def as_bytes(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()


def an_owner(name: str = "みほん町", **more: Any) -> Institution:
    return Institution.objects.create(name=name, member=True, **more)


def a_plan(name: str = "twin", *, owner: Institution | None = None) -> Plan:
    """A reference plan of ``owner``."""
    return taken_in(file_bytes(name), owner or an_owner(), editable=False)


def own_plan_data() -> dict[str, Any]:
    """試験市's plan with the fed indicator left to the hand, so that no metric is needed."""
    data = file_data("shiken")
    data.pop("metrics")
    for sheet in data["kpi_sheets"]:
        for slot in sheet["slots"]:
            if slot.pop("feed", None):
                slot["actual_text"] = {
                    year: slot["actual_text"].get(year, "") for year in slot["plan_text"]
                }
    return data


def own_plan(owner: Institution) -> Plan:
    """An editable plan of ``owner``, figures by hand."""
    return taken_in(as_bytes(own_plan_data()), owner, editable=True)


def officer(owner: Institution) -> Actor:
    """A person of ``owner`` who keeps plans."""
    return _person_of(owner, Role.PLAN_OFFICER)


def checker(owner: Institution) -> Actor:
    """Another person of ``owner``, who checks."""
    return _person_of(owner, Role.PLAN_CHECKER)


def with_reasons(sheet: Sheet) -> Sheet:
    """``sheet`` with a reason wherever one may be owed, so that it can be submitted."""
    reason = "数え方を改めたため、計画とは比べられない。"
    Sheet.objects.filter(pk=sheet.pk).update(difference_reason=reason)
    SheetLine.objects.filter(sheet=sheet).update(difference_reason=reason)
    return Sheet.objects.get(pk=sheet.pk)


def _person_of(owner: Institution, *roles: Role) -> Actor:
    return Actor(person=a_person().pk, institution=owner.pk, roles=frozenset(roles), member=True)


def projects_of(
    data: dict[str, Any],
) -> Iterator[tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """Goal, measure, project of a file, in its order."""
    for goal in data["goals"]:
        for measure in goal["measures"]:
            for project in measure["projects"]:
                yield goal, measure, project
