"""What docs/architecture/tables.md says, read from the code: rights, state machines, retention."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps

import yuinowa
from yuinowa.core import retention, rights
from yuinowa.kernel.workflow import Waits, Workflow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "architecture" / "tables.md"
ROLE_ORDER = {role: place for place, role in enumerate(rights.Role)}

HEAD = """\
# Tables made from the code

Made by `make docs`, never by hand; a test holds this page to the code. What the tables mean stands in
[rights](rights.md), [states](states.md) and [reliability](reliability.md) (R41).
"""


def page() -> str:
    """The whole page as it must stand now."""
    return "\n".join((HEAD, *_rights(), *_states(), *_retention())).rstrip() + "\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    names = tuple(head)
    yield f"| {' | '.join(names)} |"
    yield "|" + "---|" * len(names)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _modules(name: str) -> Iterator[Any]:
    """Every module of a wing that is called ``name`` or stands below it."""
    for found in pkgutil.walk_packages(yuinowa.__path__, "yuinowa."):
        if name in found.name.split(".")[2:3]:
            yield importlib.import_module(found.name)


def _rights() -> Iterator[str]:
    names = {
        id(value): key
        for module in (rights, *_modules("permissions"))
        for key, value in sorted(vars(module).items())
        if isinstance(value, rights.Condition)
    }
    yield "## Rights\n"
    yield "No row means no. A condition without a name here is written out in the wing's `permissions`.\n"
    for model in sorted(map(apps.get_model, rights.declared_models()), key=lambda m: m._meta.label):
        if not model.__module__.startswith("yuinowa."):
            continue  # a test's own model
        yield f"### {model._meta.label}\n"
        yield from _table(
            ("action", "standing", "roles", "condition"),
            (
                (f"`{row.action}`", row.standing, _roles(row), _condition(row, names))
                for row in rights.rows_of(model)
            ),
        )


def _roles(row: rights.Row) -> str:
    if isinstance(row.roles, frozenset):
        return ", ".join(role.value for role in sorted(row.roles, key=ROLE_ORDER.__getitem__))
    return "anyone"


def _condition(row: rights.Row, names: dict[int, str]) -> str:
    if row.when is None:
        return ""
    name = names.get(id(row.when))
    return f"`{name}`" if name else "yes, see there"


def _states() -> Iterator[str]:
    yield "## State machines\n"
    found = {
        id(value): (f"{module.__name__.removeprefix('yuinowa.')}.{key}", value)
        for module in _modules("domain")
        for key, value in vars(module).items()
        if isinstance(value, Workflow)
    }
    for name, workflow in sorted(found.values(), key=lambda pair: pair[0]):
        yield f"### `{name}`\n"
        yield "```mermaid\nstateDiagram-v2"
        yield f"    [*] --> {workflow.initial}"
        for step in workflow.transitions:
            yield f"    {step.state} --> {step.target}: {step.action} ({', '.join(sorted(step.roles))})"
        for state in sorted(workflow.final):
            yield f"    {state} --> [*]"
        yield "```\n"
        yield from _table(
            ("state", "who is waited for", "for what", "days", "what then"),
            (_wait(state, workflow) for state in sorted(workflow.states)),
        )


def _wait(state: str, workflow: Workflow[Any, Any, Any]) -> tuple[str, ...]:
    wait = workflow.waits.get(state)
    if isinstance(wait, Waits):
        days = "no term" if wait.days is None else str(wait.days)
        return f"`{state}`", str(wait.role), wait.verb.replace("_", " "), days, wait.then_what
    return f"`{state}`", "finished" if workflow.is_finished(state) else "nobody", "", "", ""


def _retention() -> Iterator[str]:
    yield "## What is kept, and how long\n"
    yield from _table(
        ("table", "about persons", "kept", "erased by a job"),
        (
            (f"`{entry.model}`", entry.personal, entry.keeps, "yes" if entry.erase else "")
            for entry in retention.entries()
        ),
    )
