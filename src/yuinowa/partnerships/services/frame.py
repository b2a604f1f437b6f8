"""What the deeds of partnerships have in common."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.gates import Missing
from yuinowa.partnerships.domain.parties import OPEN, PartyState
from yuinowa.partnerships.domain.phases import PLANNING, RESTING
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.parts import missing_before_text

#: So many of the missing things are named in the sentence of a refused step.
MOST_NAMED = 5


def audience(partnership: Partnership) -> list[int]:
    """The institutions that may read what was done: the sides that are there or were."""
    sides = Party.objects.filter(partnership=partnership)
    return list(sides.values_list("institution", flat=True).distinct())


def joined_sides(partnership: Partnership) -> list[Party]:
    """The sides that have joined, in the order they came, with their institutions."""
    found = Party.objects.filter(partnership=partnership, state=PartyState.JOINED.value)
    return list(found.select_related("institution").order_by("pk"))


def readers(partnership: Partnership) -> list[int]:
    """The institutions that may read what was done among the sides themselves: those that have joined."""
    return [party.institution_id for party in joined_sides(partnership)]


def refuse_over(partnership: Partnership) -> None:
    """Nothing, while the partnership goes on.

    Raises:
        WrongState: it is over; its record stays and nothing is added.
    """
    if partnership.is_over:
        raise WrongState(
            _("This partnership is over. What was written stays as it is."),
            next_step=_("Begin a new one if you go on together."),
        )


def refuse_begun(partnership: Partnership) -> None:
    """Nothing, while it is planned: what was agreed to stays as it was once the work has begun.

    Raises:
        WrongState: the work has begun, or is over.
    """
    refuse_over(partnership)
    if partnership.phase not in PLANNING:
        raise WrongState(
            _("The work has begun. What was agreed to stays as it was."),
            next_step=_("Propose a change; it stands when every side has consented."),
        )


def refuse_resting(partnership: Partnership) -> None:
    """Nothing, unless the partnership pauses, is being closed or is over: nothing new begins then.

    Raises:
        WrongState: it does; what was done before is still written down.
    """
    refuse_over(partnership)
    if partnership.phase in RESTING:
        raise WrongState(
            _("The work pauses, or is being closed. Nothing new begins."),
            next_step=_("Write down what was done. More is planned when the work goes on."),
        )


def refuse_before_text(partnership: Partnership) -> None:
    """Nothing, if all is there that stands before any text; and always once the work has begun.

    Raises:
        WrongState: a part of the definition is missing; the sentence says what, and whose it is.
    """
    codes = [state.value for state in OPEN]
    found = Party.objects.filter(partnership=partnership, state__in=codes)
    parties = list(found.select_related("institution"))
    gaps = missing_before_text(partnership, parties)
    if gaps:
        raise WrongState(
            _("Of what makes it a partnership this is still missing: %(things)s.")
            % {"things": named(gaps, parties)},
            next_step=_("Write what is yours, and ask the other sides for theirs."),
        )


def phase_begins(row: Partnership) -> None:
    """``row`` enters a phase now."""
    row.state_since = clock.now()


def named(gaps: Sequence[Missing], parties: Sequence[Party]) -> str:
    """What is missing of whom, in one line."""
    names = {party.pk: party.institution.name for party in parties}
    told = [
        _("%(side)s: %(what)s") % {"side": names[gap.party], "what": gap.what}
        if gap.party in names
        else gap.what
        for gap in gaps[:MOST_NAMED]
    ]
    return "、".join(told) + ("…" if len(gaps) > MOST_NAMED else "")
