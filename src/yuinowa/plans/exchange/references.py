"""That the numbers and references of a plan file fit each other: the goals, measures, projects and sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from yuinowa.plans.domain.numbering import read_number
from yuinowa.plans.exchange.faults import Fault, Found, Path, all_named, quoted


def reference_faults(data: dict[str, Any]) -> list[Fault]:
    """Faults in numbers and references; only a file without any can be built into values."""
    return all_named(data, [*_numbers(data), *_days(data), *_sheets_and_projects(data)])


def _projects(data: dict[str, Any]) -> Iterator[tuple[Path, dict[str, Any], int, int]]:
    for g, goal in enumerate(data["goals"]):
        for m, measure in enumerate(goal["measures"]):
            for p, project in enumerate(measure["projects"]):
                yield ("goals", g, "measures", m, "projects", p), project, goal["no"], measure["no"]


def _numbers(data: dict[str, Any]) -> Found:
    yield from twice((("goals", g, "no"), goal["no"]) for g, goal in enumerate(data["goals"]))
    for g, goal in enumerate(data["goals"]):
        yield from twice(
            (("goals", g, "measures", m, "no"), measure["no"])
            for m, measure in enumerate(goal["measures"])
        )
    yield from twice(((*path, "key"), project["key"]) for path, project, _g, _m in _projects(data))
    for path, project, goal_no, measure_no in _projects(data):
        number = read_number(project["no"])
        if number is None:
            yield (
                (*path, "no"),
                _("“%(value)s” is not a project number such as 4-(1)-②.")
                % {"value": quoted(project["no"])},
            )
            continue
        if number.key != project["key"]:
            yield (
                (*path, "key"),
                _("The key does not fit the number %(number)s.") % {"number": project["no"]},
            )
        if (number.goal, number.measure) != (goal_no, measure_no):
            yield (
                (*path, "no"),
                _("The project stands under another goal or measure than its number says."),
            )
        if (
            project.get("seq", number.place) != number.place
            or project.get("circled", number.printed[-1]) != number.printed[-1]
        ):
            yield (
                (*path, "seq"),
                _("The place in the measure does not fit the number %(number)s.")
                % {"number": project["no"]},
            )


def _days(data: dict[str, Any]) -> Found:
    days: list[tuple[Path, str]] = [(("report", "as_of", "date"), data["report"]["as_of"]["date"])]
    days += [
        (("fiscal_years", n, end), year[end])
        for n, year in enumerate(data["fiscal_years"])
        for end in ("start", "end")
        if end in year
    ]
    for path, text in days:
        try:
            date.fromisoformat(text)
        except ValueError:
            yield path, _("There is no day %(day)s.") % {"day": text}


def _sheets_and_projects(data: dict[str, Any]) -> Found:
    projects = {project["no"]: project for _path, project, _g, _m in _projects(data)}
    sheets = [
        (kind, n, sheet)
        for kind in ("kpi_sheets", "other_sheets")
        for n, sheet in enumerate(data[kind])
    ]
    yield from twice(((kind, n, "project"), sheet["project"]) for kind, n, sheet in sheets)
    for kind, n, sheet in sheets:
        project = projects.get(sheet["project"])
        if project is None:
            yield (
                (kind, n, "project"),
                _("The plan has no project %(number)s.") % {"number": quoted(sheet["project"])},
            )
            continue
        if (kind == "kpi_sheets") != project["has_indicators"]:
            yield (
                (kind, n, "project"),
                _("The project's “has_indicators” says that its sheet stands elsewhere."),
            )
        for name, there in (
            ("sheet_ref", project["sheet"]["ref"]),
            ("plan_page", project["plan_page"]),
        ):
            if sheet[name] != there:
                yield (
                    (kind, n, name),
                    _("“%(here)s” differs from the project's “%(there)s”.")
                    % {"here": quoted(sheet[name]), "there": quoted(there)},
                )
    with_sheet = {sheet["project"] for _kind, _n, sheet in sheets}
    for path, project, _g, _m in _projects(data):
        if project["no"] not in with_sheet:
            yield path, _("The project has no sheet.")


def twice(found: Iterable[tuple[Path, Any]]) -> Found:
    """Values that stand a second time."""
    seen: set[Any] = set()
    for path, value in found:
        if value in seen:
            yield path, _("“%(value)s” stands twice.") % {"value": quoted(value)}
        seen.add(value)
