"""What a named constraint says of the same values is asked of the database once in a process.

``full_clean`` asks about every check of a model with a question of its own (on PostgreSQL with a savepoint around it),
which is a third of what most services do. The answer depends on nothing but the values; a row that is stored is
checked by the database itself, always.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CheckConstraint, Model

_Known = tuple[Any, ...]


@pytest.fixture(autouse=True, scope="session")
def _checks_are_asked_once() -> Iterator[None]:
    validate = CheckConstraint.validate
    passed: set[_Known] = set()
    #: The fields that a check is about, by its model and name.
    fields: dict[tuple[type[Model], str], tuple[str, ...]] = {}

    def known(
        check: CheckConstraint, model: type[Model], instance: Model, exclude: set[str]
    ) -> _Known | None:
        if (model, check.name) not in fields:
            references = model._get_expr_references(check.condition)  # type: ignore[attr-defined]  # Django's own
            fields[model, check.name] = tuple(sorted({path[0] for path in references}))
        names = fields[model, check.name]
        values = [
            getattr(instance, name if name == "pk" else _attname(model, name)) for name in names
        ]
        if any(hasattr(value, "resolve_expression") for value in values):
            return None
        left_out = tuple(name for name in names if name in exclude)
        found = (model, check.name, left_out, *((type(value), value) for value in values))
        try:
            hash(found)
        except TypeError:  # JSON
            return None
        return found

    def asked_once(
        self: CheckConstraint,
        model: type[Model],
        instance: Model,
        exclude: set[str] | None = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        is_counted = connections[using].queries_logged  # by a test that wants to know how many
        found = None if is_counted else known(self, model, instance, exclude or set())
        if found is None or found not in passed:
            validate(self, model, instance, exclude=exclude, using=using)
            if found is not None:
                passed.add(found)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(CheckConstraint, "validate", asked_once)
        yield


@cache
def _attname(model: type[Model], name: str) -> str:
    attname: str = model._meta.get_field(name).attname  # type: ignore[union-attr]  # a column
    return attname
