"""How many of the promises made between the sides were kept, and which they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.governance.domain.promises import Kept, PromiseState
from yuinowa.governance.labels import PROMISE_STATES
from yuinowa.governance.queries import kept_in, promises_visible_to
from yuinowa.partnerships.models import Partnership
from yuinowa.ui.parts import Tag

if TYPE_CHECKING:
    from yuinowa.governance.models import Promise

#: So many of the promises behind the rate are named, those due last; the meetings have all of them.
MOST_NAMED = 10
_TONES = {PromiseState.KEPT: "good", PromiseState.NOT_KEPT: "care", PromiseState.OPEN: "care"}


@dataclass(frozen=True, slots=True)
class KeptPromises:
    """``rate`` is None while no promise has come due: that is no zero (I30). ``named`` has each with how it stands."""

    rate: Kept | None
    named: list[tuple[Promise, list[Tag]]]


def kept_promises(partnership: Partnership, actor: Actor) -> KeptPromises | None:
    """The rate and the promises behind it, as far as ``actor`` reads them; None where the sides have no body.

    Source: collaboration model §18.2 (done by due / due); what is open after its day counts as due.
    """
    if partnership.body_id is None:
        return None
    due = promises_visible_to(actor).filter(
        ~Q(state=PromiseState.OPEN.value) | Q(due__lt=clock.today()),
        meeting__body=partnership.body_id,
    )
    named = [(row, _stands(row)) for row in due.order_by("-due", "-pk")[:MOST_NAMED]]
    return KeptPromises(kept_in(partnership.body_id), named)


def _stands(promise: Promise) -> list[Tag]:
    state = PromiseState(promise.state)
    return [Tag(str(PROMISE_STATES[state]), _TONES[state])]
