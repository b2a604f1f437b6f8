"""The files of an institution, and what the next one would hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.core import rights, takeout
from yuinowa.core.rights import Actor
from yuinowa.portal.domain.takeouts import KEEP_TAKEOUTS, TakeoutState
from yuinowa.portal.labels import WINGS
from yuinowa.portal.labels.tables import table_name
from yuinowa.portal.models import Takeout


@dataclass(frozen=True, slots=True)
class Held:
    """A table, the wing it is of, its names in words and in the file, and how many rows are the institution's."""

    wing: str | Promise
    label: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Staying:
    """Why some tables stay here, and which."""

    because: str
    names: list[str]


@dataclass(frozen=True, slots=True)
class File:
    """A file that can be fetched."""

    takeout: Takeout
    until: datetime

    @property
    def size(self) -> str:
        return filesizeformat(self.takeout.size)


def takeouts_visible_to(actor: Actor) -> QuerySet[Takeout]:
    """The files that ``actor`` may fetch or look after, the latest first."""
    return rights.visible_to(actor, Takeout.objects.select_related("institution"))


def files_of(institution: int, actor: Actor) -> list[File]:
    """What can be fetched now."""
    lasting = (TakeoutState.READY.value, TakeoutState.FETCHED.value)
    found = takeouts_visible_to(actor).filter(institution=institution, state__in=lasting)
    return [File(one, one.created_at + KEEP_TAKEOUTS) for one in found]


def latest_of(institution: int, actor: Actor) -> Takeout | None:
    """The one asked for last, whatever became of it."""
    return takeouts_visible_to(actor).filter(institution=institution).first()


def held_by(institution: int) -> list[Held]:
    """What a file made now would hold, wing by wing."""
    counts = takeout.counts(institution)
    order = list(WINGS)
    found = [
        Held(WINGS[name.partition(".")[0]], table_name(name), name, n) for name, n in counts.items()
    ]
    return sorted(found, key=lambda held: (order.index(held.name.partition(".")[0]), held.name))


def staying() -> list[Staying]:
    """The tables that no file holds, by reason."""
    by_reason: dict[str, list[str]] = {}
    for label, because in takeout.left_out().items():
        by_reason.setdefault(because, []).append(table_name(label.lower()))
    return [Staying(_(because), names) for because, names in by_reason.items()]
