"""Rights as filters of lists: what somebody may see or do of a whole table, built from its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, reduce
from operator import or_

from django.db.models import Exists, ForeignObjectRel, ManyToOneRel, Model, OuterRef, Q, QuerySet

from yuinowa.core.rights.actors import Actor, M, Standing
from yuinowa.core.rights.tables import Row, Scope, nothing, role_fits, rows_of, scope_of


@dataclass(frozen=True, slots=True)
class _Way:
    """How a path of a scope is asked for: by one row at each step, or by a table of many rows on the way."""

    #: The lookup on the object itself.
    lookup: str
    #: The table that has many rows for one object, its column that names the object, the path from there.
    table: type[Model] | None = None
    column: str = ""
    rest: str = ""


@cache
def _way(model: type[Model], path: str) -> _Way | None:
    """The way of ``path``; ``None``, where it goes through a table that Django keeps for itself."""
    steps, here = path.split("__"), model
    for place, step in enumerate(steps):
        if step == "pk":
            break
        field = here._meta.get_field(step)
        if isinstance(field, ManyToOneRel):
            before = "__".join((*steps[:place], "pk"))
            return _Way(
                f"{before}__in",
                field.related_model,
                field.field.name,
                "__".join(steps[place + 1 :]),
            )
        if field.many_to_many or isinstance(field, ForeignObjectRel):
            return None
        if field.related_model is not None:
            here = field.related_model
    return _Way(path)


def _at(scope: Scope, path: str, institution: int) -> Q:
    """Objects whose ``path`` leads to ``institution``; never by a join that doubles rows."""
    way = _way(scope.model_class, path)
    if way is None:
        matching = scope.model_class._base_manager.filter(pk=OuterRef("pk"), **{path: institution})
        return Q(Exists(matching))
    if way.table is None:
        return Q(**{way.lookup: institution})
    matching = way.table._base_manager.filter(**{way.rest: institution})
    return Q(**{way.lookup: matching.values(way.column)})


def _paths(scope: Scope, standing: Standing) -> tuple[str, ...]:
    """What leads to the institution of an actor of ``standing``; nothing, where that comes of who it is alone."""
    if standing in {Standing.PUBLIC, Standing.REGION}:
        return ()
    owner = (scope.owner,) if scope.owner else ()
    return owner if standing is Standing.OWN else (*owner, *scope.parties)


def standing_q(scope: Scope, standing: Standing, actor: Actor) -> Q:
    """Objects toward which ``actor`` has ``standing``."""
    found = _stands(scope, standing, actor)
    return nothing() if found is None else found


def _stands(scope: Scope, standing: Standing, actor: Actor) -> Q | None:
    """The same; ``None``, if the actor can have it toward none."""
    if standing is Standing.PUBLIC:
        return Q()
    if standing is Standing.REGION:
        return Q() if actor.region else None
    if standing is Standing.MEMBER and (actor.member or actor.region):
        return Q()
    if actor.institution is None:
        return None
    found: Q | None = None
    for path in _paths(scope, standing):
        here = _at(scope, path, actor.institution)
        found = here if found is None else found | here
    return found


def allowed_q(actor: Actor, action: str, model: type[Model]) -> Q:
    """Objects of ``model`` to which ``actor`` may do ``action``, as a filter.

    Rows that give this actor nothing are left out, and no standing is asked for that a row's condition brings with it:
    making SQL of these filters is most of what a page costs.
    """
    if actor.is_system:
        return Q()
    found: list[Q] = []
    only = actor.only
    if only is not None and only.model == model._meta.label_lower:
        found.append(Q(pk=only.pk) & allowed_q(actor.toward(model, only.pk), action, model))
    for row in rows_of(model):
        if row.action != action or not role_fits(row, actor):
            continue
        here = _row_q(scope_of(model), row, actor)
        if here is None:
            continue
        if not here:  # an empty Q is "everything": no other row can add to it
            return Q()
        found.append(here)
    return reduce(or_, found) if found else nothing()


def _row_q(scope: Scope, row: Row, actor: Actor) -> Q | None:
    """Objects to which ``row`` lets ``actor``; ``None``, if there can be none."""
    if row.when is None:
        return _stands(scope, row.standing, actor)
    if actor.institution is not None and not row.when.leads.isdisjoint(_paths(scope, row.standing)):
        return row.when.q(actor)
    here = _stands(scope, row.standing, actor)
    return None if here is None else here & row.when.q(actor)


def visible_to(actor: Actor, queryset: QuerySet[M], *, action: str = "") -> QuerySet[M]:
    """The part of ``queryset`` that ``actor`` may see, built from the ``<model>.view`` rows (R19)."""
    model = queryset.model
    name = action or f"{model._meta.model_name}.view"
    return queryset.filter(allowed_q(actor, name, model))
