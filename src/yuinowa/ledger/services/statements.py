"""Statements: figures somebody says, instead of deeds recorded here (voices 2, 3 and 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import AlreadyDone
from yuinowa.ledger.domain.deeds import Deed, Grain, Leg, LegScope, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Statement
from yuinowa.ledger.services import locks
from yuinowa.ledger.services.posting import post_batch


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a statement; a side that is not named is None, ``day`` any day of the period."""

    kind: str
    unit: Unit
    quantity: int
    giver: int | None
    receiver: int | None
    day: date
    grain: Grain = Grain.FISCAL_YEAR
    scope: LegScope = LegScope.INSTITUTION


@transaction.atomic
def state(
    figures: Sequence[Figure],
    *,
    stated_by: int,
    title: str,
    received_on: date,
    digest: str,
    actor: Actor,
    attachment: str = "",
    reason: str = "",
) -> Statement:
    """The statement with its figures posted, each a deed of its own; the same document is taken in once.

    ``digest`` is the SHA-256 of the document. A figure about what ``stated_by`` gave is the giver's voice,
    about what it received the receiver's, about others another's.

    Raises:
        NotAllowed: ``actor`` speaks neither for ``stated_by`` nor for the region.
        InputRefused: a figure breaks a rule, or a year is closed and no ``reason`` given.
        AlreadyDone: the same document was taken in with other figures.
    """
    statement = Statement(
        stated_by_id=stated_by,
        title=title,
        received_on=received_on,
        attachment=attachment,
        digest=digest,
    )
    require(actor, "statement.give", statement)
    # Alone: whether a voice is the only one must not change while we look (``choices``).
    locks.hold_postings_alone()
    stands = Statement.objects.filter(stated_by=stated_by, digest=digest).first()
    if stands is None:
        statement.full_clean(exclude=["stated_by"])
        statement.save()
        stands = statement
    elif stands.entries.filter(reversal=False, revision=1).count() != len(figures):
        raise AlreadyDone(_("This document was taken in with other figures."), place=title)
    post_batch(
        [_deed(stands, number, figure, reason) for number, figure in enumerate(figures)], actor
    )
    if stands is statement:
        after = {"title": title, "figures": len(figures)}
        audit.record("statement.give", stands, actor=actor, after=after, audience=[stated_by])
    return stands


def source_of(statement: int, number: int) -> str:
    """The source of a statement's figure, numbered from 0: for correcting or withdrawing it."""
    return f"ledger.statement/{statement}/{number}"


def _deed(statement: Statement, number: int, figure: Figure, reason: str) -> Deed:
    leg = Leg(
        kind=figure.kind,
        unit=figure.unit,
        quantity=figure.quantity,
        giver=figure.giver,
        receiver=figure.receiver,
        day=figure.day,
        scope=figure.scope,
        grain=figure.grain,
    )
    return Deed(
        source=source_of(statement.pk, number),
        legs=(leg,),
        reason=reason,
        voice=_voice(statement.stated_by_id, figure),
        stated_by=statement.stated_by_id,
        statement=statement.pk,
    )


def _voice(stated_by: int, figure: Figure) -> Voice:
    if figure.giver == stated_by:
        return Voice.GIVER
    if figure.receiver == stated_by:
        return Voice.RECEIVER
    return Voice.OTHER
