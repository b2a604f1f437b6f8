"""Which voice counts (どの数を採るか), per institution, side, kind and year.

The rule: what is recorded here counts if there is any, else what the institution itself stated, else what
another did. When more than one voice speaks the row is contested, shown as such, and the institution is
waited for. A decision stands until it is changed, or the voice it chose is taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yuinowa.core import audit
from yuinowa.core.rights import Actor, Role, require
from yuinowa.core.versions import lock
from yuinowa.core.waits import close_wait, open_wait
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.workflow import Verb
from yuinowa.ledger.domain.choosing import default_choice
from yuinowa.ledger.domain.deeds import MAX_REASON, Side, Voice
from yuinowa.ledger.domain.lines import Line
from yuinowa.ledger.labels.choices import code_of
from yuinowa.ledger.models import Choice, GivenMonth, ReceivedMonth
from yuinowa.ledger.services import rows

#: institution, side, kind, fiscal year
Place = tuple[int, Side, str, int]
STEP = "decide"
# Translators: shown beside the turn "decide which figure counts"
THEN_WHAT = gettext_noop("The chosen figure counts in every report of the year.")


def listen(lines: Sequence[Line]) -> None:
    """Bring the choices up to date with lines just posted.

    A recorded line matters only where something was stated before; this is the one query of a usual posting.
    """
    heard = {
        (who, side, line.leg.kind, line.leg.fiscal_year)
        for line in lines
        for who, side in line.leg.sides()
        if line.deed.voice in side.voices
    }
    stated = {
        (who, side, line.leg.kind, line.leg.fiscal_year)
        for line in lines
        if line.deed.voice is not Voice.RECORDED
        for who, side in line.leg.sides()
        if line.deed.voice in side.voices
    }
    who, years = {place[0] for place in heard}, {place[3] for place in heard}
    if not heard or not (stated or rows.has_choices(who, years)):
        return
    found = Choice.objects.filter(institution__in=who, fiscal_year__in=years).order_by("pk")
    standing = {_place(row): row for row in found}
    for place in sorted(stated | (heard & standing.keys())):
        row = standing.get(place)
        if row is not None and row.is_decided and not _has_fallen_silent(place, row, lines):
            continue
        _apply_rule(place, row)


def _place(row: Choice) -> Place:
    return row.institution_id, Side(row.side), row.kind, row.fiscal_year


def _has_fallen_silent(place: Place, row: Choice, lines: Sequence[Line]) -> bool:
    """Whether the voice that was decided on was taken back whole: then the decision is about nothing."""
    is_taken_back = any(line.reversal for line in lines)
    return is_taken_back and Voice(row.voice) not in voices_speaking(place)


def voices_speaking(place: Place) -> list[Voice]:
    """The voices with legs in force for an institution's side of a kind and year."""
    who, side, kind, fiscal_year = place
    alike = {"kind": kind, "fiscal_year": fiscal_year, "entries__gt": 0}
    found: Iterable[int]
    if side is Side.GIVEN:
        found = GivenMonth.objects.filter(giver=who, **alike).values_list("voice", flat=True)
    else:
        found = ReceivedMonth.objects.filter(receiver=who, **alike).values_list("voice", flat=True)
    return sorted({Voice(voice) for voice in found})


def _apply_rule(place: Place, row: Choice | None) -> None:
    speaking = voices_speaking(place)
    if not speaking or speaking == [Voice.RECORDED]:
        if row is not None:
            close_wait(row, STEP)
            row.delete()
        return
    voice, contested = default_choice(speaking)
    who, side, kind, fiscal_year = place
    row = row or Choice(institution_id=who, side=side.value, kind=kind, fiscal_year=fiscal_year)
    row.voice, row.contested = int(voice), contested
    row.reason, row.decided_by = "", None
    row.save()
    if contested:
        _wait_for_decision(row)
    else:
        close_wait(row, STEP)


def _wait_for_decision(row: Choice) -> None:
    open_wait(
        subject=row,
        step=STEP,
        label=code_of(row.kind, Side(row.side), row.fiscal_year),
        institution=row.institution_id,
        institution_label=str(row.institution),
        role=Role.ADMIN.value,
        verb=Verb.DECIDE,
        then_what=THEN_WHAT,
        url=reverse("ledger:choice-decide", args=[row.pk]),
    )


@transaction.atomic
def decide(choice_id: int, voice: Voice, *, reason: str, actor: Actor) -> Choice:
    """The choice, settled on ``voice`` until it is decided anew.

    Raises:
        NotAllowed: ``actor`` decides neither for the institution nor for the region.
        InputRefused: no reason, or nobody speaks with this voice.
    """
    row = lock(Choice, choice_id)
    require(actor, "choice.decide", row)
    why = reason.strip()
    if not 0 < len(why) <= MAX_REASON:
        raise InputRefused(_("Say why, in up to 200 characters."), place="reason")
    if voice not in voices_speaking(_place(row)):
        raise InputRefused(_("There is no figure from this source."), place="voice")
    before = {"voice": row.voice, "contested": row.contested}
    row.voice, row.contested, row.reason = int(voice), False, why
    row.decided_by = actor.person
    row.save()
    close_wait(row, STEP)
    audit.record(
        "choice.decide",
        row,
        actor=actor,
        before=before,
        after={"voice": row.voice},
        audience=[row.institution_id],
    )
    return row
