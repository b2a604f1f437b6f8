"""Everything of one institution, for it to take along: rows by table, found by the tables of rights.

What a model's ``Scope`` names as owner or party is the institution's; each is taken only as far as the
institution itself may see it, so that nobody else's private words are in it. Tables without rights of their
own hang from an owned row and are named by the wing (``with_rows_of``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from yuinowa.core import retention, rights
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role, Standing

#: Words by which a wing's secret or personal columns are known; none of them leaves.
_NEVER = ("password", "secret", "token", "email", "session")
#: Words in a table's retention entry that say: it is about a person by name.
_BY_NAME = ("name", "mail", "address")
#: By table: the owner's table, and the way to it.
_CHILDREN: dict[str, tuple[str, str]] = {}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of what is taken along."""

    name: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]


def with_rows_of(owner: str, **paths: str) -> None:
    """Take rows along with the owned object ``owner`` they hang from: table → the way to it (``goal__plan``)."""
    app = owner.partition(".")[0]
    for name, path in paths.items():
        label = f"{app}.{name}"
        if label in _CHILDREN:
            raise RuntimeError(f"{label} is taken along twice")
        _CHILDREN[label] = (owner, path)


def tables(institution: int) -> Iterator[Table]:
    """All that ``institution`` owns or is a party to, table by table; empty ones are left out."""
    actor = Actor(institution=institution, roles=frozenset(Role) - {Role.OPERATOR}, member=True)
    for label in sorted(rights.declared_models()):
        model = apps.get_model(label)
        scope = rights.scope_of(model)
        if model is AuditRow:  # its readers are told row by row; see below
            continue
        if not (scope.owner or scope.parties) or _names_persons(model):
            continue
        near = rights.standing_q(scope, Standing.PARTY, actor)
        yield from _table(rights.visible_to(actor, model._base_manager.filter(near)))
    for label, (owner, path) in sorted(_CHILDREN.items()):
        yield from _table(_children(apps.get_model(label), apps.get_model(owner), path, actor))
    audience = AuditRow.objects.filter(audience__institution=institution).values("pk")
    yield from _table(AuditRow.objects.filter(Q(chain=institution) | Q(pk__in=audience)))


def _names_persons(model: type[Model]) -> bool:
    personal = {entry.model: entry.personal for entry in retention.entries()}[model._meta.label]
    return any(word in personal for word in _BY_NAME)


def _children(model: type[Model], owner: type[Model], path: str, actor: Actor) -> QuerySet[Model]:
    """The rows of ``model`` whose object the institution owns."""
    owned = rights.standing_q(rights.scope_of(owner), Standing.OWN, actor)
    return model._base_manager.filter(**{f"{path}__in": owner._base_manager.filter(owned)})


def _table(rows: QuerySet[Any]) -> Iterator[Table]:
    columns = tuple(field.attname for field in _columns(rows.model))
    found = list(rows.order_by("pk").values(*columns))
    if found:
        yield Table(rows.model._meta.label_lower, columns, found)


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [
        field
        for field in model._meta.concrete_fields
        if not any(word in field.attname for word in _NEVER)
    ]
