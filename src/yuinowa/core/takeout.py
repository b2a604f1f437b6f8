"""Everything of one institution, for it to take along: rows by table, found by the tables of rights.

What a model's ``Scope`` names as owner or party is the institution's; each is taken only as far as the
institution itself may see it, so that nobody else's private words are in it. Tables without rights of their
own hang from an owned row and are named by the wing (``with_rows_of``); what stays here is named with the
reason (``leave_out``). A test walks all tables: none is forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from yuinowa.core import rights
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor, Role, Standing

#: Words by which a wing's secret or personal columns are known; none of them leaves.
_NEVER = ("password", "secret", "token", "email", "session")
#: The rows that hang from owned ones: a way from the row to them, or what the rows fulfil.
Way = str | Callable[[QuerySet[Any]], Q]
#: By table: the owner's table, and the way to it.
_CHILDREN: dict[str, tuple[str, Way]] = {}
#: By table: why its rows stay, as a msgid.
_LEFT_OUT: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of what is taken along."""

    name: str
    columns: tuple[str, ...]
    rows: list[dict[str, Any]]


def with_rows_of(owner: str, *, app: str = "", **ways: Way) -> None:
    """Take rows along with the owned object ``owner`` they hang from: table → the way to it (``goal__plan``).

    The tables are those of the owner's app, or of ``app``.
    """
    for name, way in ways.items():
        label = f"{app or owner.partition('.')[0]}.{name}"
        _enter(label)
        _CHILDREN[label] = (owner, way)


def leave_out(because: str, *labels: str) -> None:
    """Say that rows of these tables stay here although they are about an institution; ``because`` is a msgid."""
    for label in labels:
        _enter(label)
        _LEFT_OUT[label] = because


def _enter(label: str) -> None:
    if label in _CHILDREN or label in _LEFT_OUT:
        raise RuntimeError(f"{label} is taken along or left out twice")


def left_out() -> dict[str, str]:
    """The tables whose rows stay, and why (msgids)."""
    return dict(sorted(_LEFT_OUT.items()))


def taken() -> list[str]:
    """The tables that are taken along, in the order of the file."""
    return [*_scoped(), *sorted(_CHILDREN), AuditRow._meta.label]


def table_of(label: str, institution: int) -> Table | None:
    """The rows of one table that ``institution`` owns or is a party to; None, where there are none."""
    found = list(_rows(label, institution).order_by("pk").values(*(columns := _columns(label))))
    return Table(label.lower(), columns, found) if found else None


def tables(institution: int) -> Iterator[Table]:
    """All that ``institution`` owns or is a party to, table by table; empty ones are left out."""
    for label in taken():
        table = table_of(label, institution)
        if table is not None:
            yield table


def counts(institution: int) -> dict[str, int]:
    """How many rows of each table would be taken along; empty tables are left out."""
    found = {label.lower(): _rows(label, institution).count() for label in taken()}
    return {name: count for name, count in found.items() if count}


def _scoped() -> list[str]:
    """The tables with rights of their own; the trail's readers are told row by row, so it is not among them."""
    found = []
    for declared in rights.declared_models():
        model = apps.get_model(declared)
        scope = rights.scope_of(model)
        is_elsewhere = model is AuditRow or model._meta.label in _LEFT_OUT
        if (scope.owner or scope.parties) and not is_elsewhere:
            found.append(model._meta.label)
    return sorted(found)


def _rows(label: str, institution: int) -> QuerySet[Any]:
    actor = Actor(institution=institution, roles=frozenset(Role) - {Role.OPERATOR}, member=True)
    model = apps.get_model(label)
    if model is AuditRow:
        audience = AuditRow.objects.filter(audience__institution=institution).values("pk")
        return AuditRow.objects.filter(Q(chain=institution) | Q(pk__in=audience))
    if label not in _CHILDREN:
        near = rights.standing_q(rights.scope_of(model), Standing.PARTY, actor)
        own: QuerySet[Any] = model._base_manager.filter(near)
        return rights.visible_to(actor, own)
    owner, way = _CHILDREN[label]
    owners = apps.get_model(owner)
    owned = owners._base_manager.filter(
        rights.standing_q(rights.scope_of(owners), Standing.OWN, actor)
    )
    condition = Q(**{f"{way}__in": owned}) if isinstance(way, str) else way(owned)
    of_owners: QuerySet[Any] = model._base_manager.filter(condition)
    return of_owners


def _columns(label: str) -> tuple[str, ...]:
    return tuple(
        field.attname
        for field in apps.get_model(label)._meta.concrete_fields
        if not any(word in field.attname for word in _NEVER)
    )
