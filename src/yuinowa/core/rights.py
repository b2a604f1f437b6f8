"""Who may see and do what (docs/architecture/rights.md): one table per wing, read by lists and deeds alike.

A wing's ``permissions`` declares, per model, a ``Scope`` (where standings come from) and rows of ``Row``
(action × standing × roles × condition). ``visible_to`` is built from the ``view`` rows, ``can`` reads the
same rows; rows are any-of, columns all-of, no row means no.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.kernel.errors import NotAllowed, SignInAgain

#: R27: so long after proving who one is may one do what hurts.
FRESH_FOR = timedelta(minutes=10)

M = TypeVar("M", bound=Model)


class Role(StrEnum):
    """What an affiliation lets a person do. Source: collaboration model §16."""

    EDITOR = "editor"
    ADMIN = "admin"
    SIGNATORY = "signatory"
    LEAD = "lead"
    COORDINATOR = "coordinator"
    REVIEWER = "reviewer"
    EVALUATOR = "evaluator"
    SECRETARY = "secretary"
    PLAN_OFFICER = "plan_officer"
    PLAN_CHECKER = "plan_checker"
    REGION_ADMIN = "region_admin"
    AUDITOR = "auditor"
    OPERATOR = "operator"


class Standing(StrEnum):
    """An actor's place toward one object: own brings party, party and region bring member, all public."""

    OWN = "own"
    PARTY = "party"
    REGION = "region"
    MEMBER = "member"
    PUBLIC = "public"


class Level(StrEnum):
    """How far an object, or a field, may be seen. Lowering hides at once."""

    PRIVATE = "private"
    PARTIES = "parties"
    MEMBERS = "members"
    PUBLIC = "public"


class Via(StrEnum):
    """Through what an actor acts."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105  # a word, not a secret
    CLOCK = "clock"
    PEER = "peer"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Only:
    """Roles that hold for one object: an outside reviewer's. Toward everything else they are none."""

    #: ``plans.plan``
    model: str
    pk: int
    institution: int
    roles: frozenset[Role]


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting for an institution, built anew for each request from current affiliations (R19)."""

    person: int | None = None
    institution: int | None = None
    unit: str = ""
    roles: frozenset[Role] = frozenset()
    via: Via = Via.SESSION
    #: When a second factor was proven in this session.
    mfa_at: datetime | None = None
    #: When who acts was last proven in this session: at sign-in, or by signing in again.
    fresh_at: datetime | None = None
    #: Acts for the region office.
    region: bool = False
    #: Acts for an institution that takes part (参加館).
    member: bool = False
    #: What people call the actor on the page; never stored.
    label: str = field(default="", compare=False)
    #: Set where the affiliation is for one object: then ``institution`` and ``roles`` are empty, so that whatever
    #: asks them sees a visitor, and only ``can`` and ``visible_to`` open that object.
    only: Only | None = None

    @classmethod
    def nobody(cls) -> Actor:
        """A visitor."""
        return cls()

    @classmethod
    def system(cls) -> Actor:
        """The platform itself: imports on the command line, the clock. Sees and may do everything."""
        return cls(via=Via.SYSTEM)

    @property
    def is_signed_in(self) -> bool:
        return self.person is not None

    @property
    def is_system(self) -> bool:
        return self.via in {Via.SYSTEM, Via.CLOCK}

    @property
    def acts_for(self) -> int | None:
        """The institution in whose name a deed is recorded."""
        return self.only.institution if self.only is not None else self.institution

    def toward(self, model: type[Model], pk: Any) -> Actor:
        """The actor as it stands toward one object: with the roles that are for this object alone."""
        only = self.only
        if only is None or (only.model, only.pk) != (model._meta.label_lower, pk):
            return self
        return replace(self, institution=only.institution, roles=only.roles, only=None)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of ``roles``."""
        return not self.roles.isdisjoint(roles)


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

    def __and__(self, other: Condition) -> Condition:
        return Condition(
            lambda actor: self.q(actor) & other.q(actor),
            lambda actor, obj: self.holds(actor, obj) and other.holds(actor, obj),
        )

    def __or__(self, other: Condition) -> Condition:
        return Condition(
            lambda actor: self.q(actor) | other.q(actor),
            lambda actor, obj: self.holds(actor, obj) or other.holds(actor, obj),
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


def _nothing() -> Q:
    return Q(pk__in=())


def _at(scope: Scope, path: str, institution: int) -> Q:
    """Objects whose ``path`` leads to ``institution``; through Exists, so that no join doubles rows."""
    if path == "pk":
        return Q(pk=institution)
    if "__" not in path and not scope.model_class._meta.get_field(path).many_to_many:
        return Q(**{path: institution})
    matching = scope.model_class._base_manager.filter(pk=OuterRef("pk"), **{path: institution})
    return Q(Exists(matching))


def standing_q(scope: Scope, standing: Standing, actor: Actor) -> Q:
    """Objects toward which ``actor`` has ``standing``."""
    if standing is Standing.PUBLIC:
        return Q()
    if standing is Standing.REGION:
        return Q() if actor.region else _nothing()
    if standing is Standing.MEMBER and (actor.member or actor.region):
        return Q()
    if actor.institution is None:
        return _nothing()
    paths = [scope.owner] if scope.owner else []
    if standing is not Standing.OWN:
        paths += scope.parties
    found = _nothing()
    for path in paths:
        found |= _at(scope, path, actor.institution)
    return found


def _leads_to(obj: Any, path: str, institution: int) -> bool:
    if path == "pk":
        return bool(obj.pk == institution)
    head, _, rest = path.partition("__")
    value = getattr(obj, f"{head}_id", None) if not rest else None
    if value is not None:
        return bool(value == institution)
    target = getattr(obj, head, None)
    if target is None:
        return False
    if isinstance(target, int):  # tables without foreign keys hold the id itself
        return target == institution
    members = target.all() if hasattr(target, "all") else (target,)
    if not rest:
        return any(member.pk == institution for member in members)
    return any(_leads_to(member, rest, institution) for member in members)


def standings(actor: Actor, obj: Model) -> frozenset[Standing]:
    """The actor's standings toward ``obj``, with all that each brings."""
    scope = scope_of(type(obj))
    actor = actor.toward(type(obj), obj.pk)
    found = {Standing.PUBLIC}
    if actor.institution is not None:
        if scope.owner and _leads_to(obj, scope.owner, actor.institution):
            found |= {Standing.OWN, Standing.PARTY, Standing.MEMBER}
        elif any(_leads_to(obj, path, actor.institution) for path in scope.parties):
            found |= {Standing.PARTY, Standing.MEMBER}
    if actor.region:
        found |= {Standing.REGION, Standing.MEMBER}
    if actor.member:
        found.add(Standing.MEMBER)
    return frozenset(found)


def _role_fits(row: Row, actor: Actor) -> bool:
    return isinstance(row.roles, _Anyone) or not actor.roles.isdisjoint(row.roles)


def can(actor: Actor, action: str, obj: Model) -> bool:
    """Whether ``actor`` may do ``action`` (``contact.view``) to ``obj``."""
    if actor.is_system:
        return True
    actor = actor.toward(type(obj), obj.pk)
    held = standings(actor, obj)
    return any(
        row.action == action
        and row.standing in held
        and _role_fits(row, actor)
        and (row.when is None or row.when.holds(actor, obj))
        for row in rows_of(type(obj))
    )


def offers(actor: Actor, action: str, model: type[Model]) -> bool:
    """Whether some row gives ``action`` to a role that ``actor`` acts in: whether there is a list, be it empty."""
    if actor.is_system:
        return True
    rows = rows_of(model) if actor.institution is not None else ()
    return any(row.action == action and _role_fits(row, actor) for row in rows)


def require(actor: Actor, action: str, obj: Model) -> None:
    """Nothing, if ``can``.

    Raises:
        NotAllowed: no row lets ``actor`` do ``action``.
    """
    if not can(actor, action, obj):
        raise NotAllowed(f"{action} is not allowed here")


def is_fresh(actor: Actor) -> bool:
    """Whether who acts was proven a moment ago; a program cannot be asked, the platform itself need not be."""
    if actor.is_system:
        return True
    proven = actor.fresh_at if actor.via is Via.SESSION else None
    return proven is not None and clock.now() - proven <= FRESH_FOR


def require_fresh(actor: Actor) -> None:
    """Nothing, if the actor proved a moment ago who it is: before what cannot be made good again (R27).

    A deed calls it after ``require``. A page that begins such a deed calls it too, so that nobody fills in
    a form first: on the page it becomes a way to sign in again and back.

    Raises:
        SignInAgain: it was longer ago than ``FRESH_FOR``.
    """
    if not is_fresh(actor):
        raise SignInAgain(
            _("You signed in a while ago."), next_step=_("Sign in once more, then send it again.")
        )


def allowed_q(actor: Actor, action: str, model: type[Model]) -> Q:
    """Objects of ``model`` to which ``actor`` may do ``action``, as a filter."""
    if actor.is_system:
        return Q()
    scope = scope_of(model)
    found = _nothing()
    only = actor.only
    if only is not None and only.model == model._meta.label_lower:
        found = Q(pk=only.pk) & allowed_q(actor.toward(model, only.pk), action, model)
    for row in rows_of(model):
        if row.action != action or not _role_fits(row, actor):
            continue
        here = standing_q(scope, row.standing, actor)
        if row.when is not None:
            here &= row.when.q(actor)
        if not here:  # an empty Q is "everything": no other row can add to it
            return Q()
        found |= here
    return found


def visible_to(actor: Actor, queryset: QuerySet[M], *, action: str = "") -> QuerySet[M]:
    """The part of ``queryset`` that ``actor`` may see, built from the ``<model>.view`` rows (R19)."""
    model = queryset.model
    name = action or f"{model._meta.model_name}.view"
    return queryset.filter(allowed_q(actor, name, model))
