"""Statements: figures somebody says, instead of deeds recorded here (voices 2, 3 and 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import AlreadyDone
from yuinowa.ledger.domain.deeds import Deed, Grain, Leg, LegScope, Voice
from yuinowa.ledger.domain.kinds import Unit
from yuinowa.ledger.models import Statement
from yuinowa.ledger.services import locks
from yuinowa.ledger.services.posting import post_batch, reverse_batch


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
    # Alone: whether a voice is the only one must not change while we look (``choices``).
    locks.hold_postings_alone()
    stands = _standing(stated_by, digest)
    if stands is None:
        stands, is_new = _new(stated_by, title, received_on, digest, attachment, actor), True
    else:
        require(actor, "statement.give", stands)
        is_new = False
        if stands.entries.filter(reversal=False, revision=1).count() != len(figures):
            raise AlreadyDone(_("This document was taken in with other figures."), place=title)
    post_batch(
        [_deed(stands, number, figure, reason) for number, figure in enumerate(figures)], actor
    )
    if is_new:
        after = {"title": title, "figures": len(figures)}
        audit.record("statement.give", stands, actor=actor, after=after, audience=[stated_by])
    return stands


@transaction.atomic
def receive_document(
    *,
    stated_by: int,
    title: str,
    received_on: date,
    digest: str,
    attachment: str,
    actor: Actor,
) -> Statement:
    """A statement whose figures stand elsewhere than in the ledger: in the values of indicators.

    Raises:
        NotAllowed: ``actor`` speaks neither for ``stated_by`` nor for the region.
        ValidationError: the document was taken in before.
    """
    statement = _new(stated_by, title, received_on, digest, attachment, actor)
    audit.record(
        "statement.give", statement, actor=actor, after={"title": title}, audience=[stated_by]
    )
    return statement


def withdraw(statement: Statement, *, reason: str, actor: Actor) -> None:
    """The statement with all its figures taken back; the same document may be taken in anew."""
    require(actor, "statement.give", statement)
    sources = statement.entries.filter(reversal=False).order_by("source")
    reverse_batch(
        list(dict.fromkeys(sources.values_list("source", flat=True))), reason=reason, actor=actor
    )
    statement.withdrawn_at = clock.now()
    statement.save(update_fields=["withdrawn_at"])
    audit.record(
        "statement.withdraw",
        statement,
        actor=actor,
        after={"reason": reason},
        audience=[statement.stated_by_id],
    )


def _standing(stated_by: int, digest: str) -> Statement | None:
    return Statement.objects.filter(
        stated_by=stated_by, digest=digest, withdrawn_at__isnull=True
    ).first()


def _new(
    stated_by: int, title: str, received_on: date, digest: str, attachment: str, actor: Actor
) -> Statement:
    statement = Statement(
        stated_by_id=stated_by,
        title=title,
        received_on=received_on,
        attachment=attachment,
        digest=digest,
    )
    require(actor, "statement.give", statement)
    statement.full_clean(exclude=["stated_by"])
    statement.save()
    return statement


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
        voice=voice_of(statement.stated_by_id, figure.giver, figure.receiver),
        stated_by=statement.stated_by_id,
        statement=statement.pk,
    )


def voice_of(stated_by: int, giver: int | None, receiver: int | None) -> Voice:
    """Whose voice it is when ``stated_by`` speaks of what ``giver`` gave ``receiver``."""
    if giver == stated_by:
        return Voice.GIVER
    if receiver == stated_by:
        return Voice.RECEIVER
    return Voice.OTHER
