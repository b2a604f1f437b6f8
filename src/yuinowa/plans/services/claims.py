"""Keep what a person says to the finding about a claim; it holds for these words and figures alone."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.plans.domain.rating import SHORTEST_REASON
from yuinowa.plans.models import ClaimCheck, Sheet
from yuinowa.plans.queries import claims_of_sheet, sheet_page


@transaction.atomic
def acknowledge_claim(sheet_id: int, fingerprint: str, reason: str, *, actor: Actor) -> ClaimCheck:
    """The finding seen by ``actor``, and why the text stands. Said twice it is kept once, as it was said first.

    Raises:
        NotAllowed: ``actor`` neither keeps nor checks this plan, or nothing in it is changed here.
        InputRefused: the reason is too short.
        WrongState: no such finding stands on the sheet now: a text or a figure was changed.
    """
    sheet = lock(Sheet, sheet_id)
    require(actor, "sheet.acknowledge", sheet)
    if len(reason.strip()) < SHORTEST_REASON:
        raise InputRefused(
            _("Write why the text stands, in at least %(count)s characters.")
            % {"count": SHORTEST_REASON},
            place="reason",
        )
    standing = {row.fingerprint: row for row in claims_of_sheet(sheet_page(sheet), actor).rows()}
    found = standing.get(fingerprint)
    if found is None:
        raise WrongState(
            _("The text or a figure has changed since."),
            next_step=_("Open the sheet again and look at what is found now."),
        )
    row, fresh = ClaimCheck.objects.get_or_create(
        sheet=sheet,
        fingerprint=fingerprint,
        defaults={
            "mark": found.mark,
            "quote": found.finding.claim.quote[:400],
            "verdict": found.finding.verdict.value,
            "reason": reason.strip(),
            "seen_by": actor.person,
            "seen_at": clock.now(),
        },
    )
    if fresh:
        audit.record(
            "sheet.acknowledge",
            sheet,
            actor=actor,
            after={"quote": row.quote, "reason": row.reason},
        )
    return row
