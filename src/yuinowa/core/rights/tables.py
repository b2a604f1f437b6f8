"""The tables of the wings: per model, where standings come from, and the rows of what is allowed to whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, Q

from yuinowa.core.rights.actors import Actor, Level, Role, Standing


class _Anyone:
    """Stands in a row for "whatever role, or none"."""

    def __repr__(self) -> str:
        return "ANYONE"


ANYONE = _Anyone()


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule with two faces that must agree: ``q`` for lists, ``holds`` for one object."""

    q: Callable[[Actor], Q]
    holds: Callable[[Actor, Any], bool]
    #: Paths, written as in a ``Scope``, that lead to the actor's institution wherever this holds: a list need not ask
    #: again for a standing that comes of one of them.
    leads: frozenset[str] = frozenset()

    def __and__(self, other: Condition) -> Condition:
        return Condition(
            lambda actor: self.q(actor) & other.q(actor),
            lambda actor, obj: self.holds(actor, obj) and other.holds(actor, obj),
            self.leads | other.leads,
        )

    def __or__(self, other: Condition) -> Condition:
        return Condition(
            lambda actor: self.q(actor) | other.q(actor),
            lambda actor, obj: self.holds(actor, obj) or other.holds(actor, obj),
            self.leads & other.leads,
        )


def field_is(name: str, *values: str) -> Condition:
    """The object's field ``name`` holds one of ``values``."""
    return Condition(
        lambda _actor: Q(**{f"{name}__in": values}),
        lambda _actor, obj: getattr(obj, name) in values,
    )


level_public = field_is("level", Level.PUBLIC)
level_members = field_is("level", Level.PUBLIC, Level.MEMBERS)
level_parties = field_is("level", Level.PUBLIC, Level.MEMBERS, Level.PARTIES)


@dataclass(frozen=True, slots=True)
class Scope:
    """Where an object's standings come from: paths to institutions, as in a query (``plan__owner``)."""

    model: str
    owner: str = ""
    parties: tuple[str, ...] = ()

    @property
    def model_class(self) -> type[Model]:
        return apps.get_model(self.model)


@dataclass(frozen=True, slots=True)
class Row:
    """``action`` is allowed to actors of this standing who hold any of ``roles``, when ``when`` holds."""

    action: str
    standing: Standing
    roles: frozenset[Role] | _Anyone
    when: Condition | None = None


_SCOPES: dict[str, Scope] = {}
_ROWS: dict[str, tuple[Row, ...]] = {}


def register(scope: Scope, allow: Iterable[Row]) -> None:
    """Make a wing's table known. Called from ``AppConfig.ready``; a second table for a model is a mistake."""
    key = scope.model.lower()
    if key in _SCOPES:
        raise RuntimeError(f"rights of {scope.model} are declared twice")
    _SCOPES[key] = scope
    _ROWS[key] = tuple(allow)


def declared_models() -> tuple[str, ...]:
    """Labels of the models that have a table."""
    return tuple(_SCOPES)


def rows_of(model: type[Model]) -> tuple[Row, ...]:
    """The rows of a model; a model without a table is refused loudly."""
    try:
        return _ROWS[model._meta.label_lower]
    except KeyError:
        raise RuntimeError(f"no rights table for {model._meta.label}") from None


def scope_of(model: type[Model]) -> Scope:
    rows_of(model)
    return _SCOPES[model._meta.label_lower]


def role_fits(row: Row, actor: Actor) -> bool:
    """Whether ``actor`` holds a role that ``row`` names, if it names any."""
    return isinstance(row.roles, _Anyone) or not actor.roles.isdisjoint(row.roles)


def nothing() -> Q:
    """No object at all, as a filter."""
    return Q(pk__in=())
