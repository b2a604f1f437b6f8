"""Closing a year (締め): what comes later needs a reason and is marked."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require, require_fresh
from yuinowa.kernel.errors import WrongState
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.models import Closing
from yuinowa.ledger.services import locks


@transaction.atomic
def close_year(institution: int, fiscal_year: int, *, actor: Actor) -> Closing:
    """The institution's closing of the year; the one that stands, if it is closed already.

    Running postings come before it, later ones see it.

    Raises:
        NotAllowed: ``actor`` closes no years of this institution.
        SignInAgain: ``actor`` proved longer ago who it is; a closed year is never opened again.
        WrongState: the year is not over.
    """
    closing = Closing(institution_id=institution, fiscal_year=fiscal_year, closed_by=actor.person)
    require(actor, "closing.close", closing)
    require_fresh(actor)
    if clock.today() <= FiscalYear(fiscal_year).end:
        raise WrongState(
            _("The fiscal year is not over."), next_step=_("Close it on 1 April or later.")
        )
    locks.hold_postings_alone()
    stands = Closing.objects.filter(institution=institution, fiscal_year=fiscal_year).first()
    if stands is not None:
        return stands
    closing.closed_at = clock.now()  # only now: what was posted while we waited came before
    closing.save()
    audit.record("closing.close", closing, actor=actor, after={"fiscal_year": fiscal_year})
    return closing
