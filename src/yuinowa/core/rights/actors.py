"""Who acts: a person for an institution, in which roles, through what; and an actor's places toward an object."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from django.db.models import Model

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
    #: An object read already, with its sides, where nothing is asked for but what hangs from it (``under``).
    above: Model | None = field(default=None, compare=False, repr=False)

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

    def under(self, obj: Model) -> Actor:
        """The actor, asking for nothing but what hangs from ``obj``, which was read for this page with its sides.

        A condition may then look at ``obj`` where it would ask the database how the actor stands toward every object of
        that kind. It opens nothing more: what hangs from another object is left out.
        """
        return replace(self, above=obj)

    def known(self, kind: type[M]) -> M | None:
        """The object of ``kind`` under which alone the actor asks."""
        return self.above if isinstance(self.above, kind) else None

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds any of ``roles``."""
        return not self.roles.isdisjoint(roles)
