"""Rules of the house that a machine can hold: doors, retention, rights."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps

import yuinowa
from yuinowa.core import retention, rights

ROOT = Path(yuinowa.__file__).parent
#: Modules that reach objects only through a wing's doors (R19).
BEHIND_DOORS = ("views.py", "api.py", "forms.py", "panels.py", "endpoints.py")


def _behind_doors() -> list[Path]:
    return [
        path
        for path in ROOT.rglob("*.py")
        if path.name in BEHIND_DOORS or path.parent.name in {"views", "api", "forms", "panels"}
    ]


@pytest.mark.parametrize("path", _behind_doors(), ids=lambda p: str(p.relative_to(ROOT)))
def test_views_forms_and_endpoints_have_no_way_around_the_doors(path: Path) -> None:  # R19
    tree = ast.parse(path.read_text(encoding="utf-8"))

    managers = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "_base_manager", "_default_manager"}
    ]

    assert managers == []


def test_every_table_says_how_long_it_keeps_what() -> None:  # R41
    models = {model._meta.label for model in apps.get_models()}

    assert models - {entry.model for entry in retention.entries()} == set()
    assert {entry.model for entry in retention.entries()} - models == set()


def test_what_holds_something_personal_is_not_kept_for_ever_without_a_word() -> None:  # R41
    careless = [
        e.model for e in retention.entries() if e.personal != "none" and e.keeps == "always"
    ]

    assert [model for model in careless if not model.startswith("relations.")] == []


def test_every_declared_right_names_a_standing_a_role_and_an_action_of_its_model() -> None:
    for label in rights.declared_models():
        model = apps.get_model(label)
        rows = rights.rows_of(model)
        assert rows
        for row in rows:
            assert "." in row.action, (label, row)
        assert len({(r.action, r.standing, str(r.roles), id(r.when)) for r in rows}) == len(rows), (
            label
        )
