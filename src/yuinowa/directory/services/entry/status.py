"""An entry comes to rest, is closed, or wakes again; its page, names, numbers and history stay."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import clock, waits
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.statuses import STEPS, StatusDeed, deeds_from
from yuinowa.directory.models import Institution
from yuinowa.directory.services.desks import CHECK_STEP
from yuinowa.directory.services.entry.confirmation import STEP
from yuinowa.directory.services.entry.frame import keep_change
from yuinowa.kernel.errors import InputRefused, WrongState


@transaction.atomic
def change_status(
    institution_id: int,
    deed: StatusDeed,
    *,
    on_day: date,
    reason: str,
    expected_version: int,
    actor: Actor,
) -> Institution:
    """The institution after ``deed``. A closed one takes no part any more; nobody is waited for to confirm it.

    Raises:
        NotAllowed: only its admin and the region office do this, and only the office wakes a closed one.
        VersionMovedOn: the entry was changed since the preview.
        WrongState: the entry is not where ``deed`` begins, or is the region office and would end.
        InputRefused: the day is still to come.
    """
    institution = lock(Institution, institution_id, expected_version)
    require(actor, "institution.change-status", institution)
    if deed not in deeds_from(Status(institution.status)):
        raise WrongState(
            _("This cannot be done with an entry at this status."),
            next_step=_("Look at the entry again."),
        )
    if institution.region_office and deed is StatusDeed.CLOSE:
        raise WrongState(
            _("The region office cannot end."), next_step=_("Name another region office first.")
        )
    if on_day > clock.today():
        raise InputRefused(_("The day is still to come: record it then."), place="on_day")
    before = {"status": institution.status, "member": institution.member}
    institution.status = STEPS[deed][1].value
    if deed is StatusDeed.CLOSE:
        institution.member = False
    after = {
        "status": institution.status,
        "member": institution.member,
        "on_day": on_day.isoformat(),
        "reason": reason,
    }
    keep_change(institution, deed.value, before=before, after=after, actor=actor)
    if deed is not StatusDeed.WAKE:
        waits.close_wait(institution, STEP)
    if deed is StatusDeed.CLOSE:
        waits.close_wait(institution, CHECK_STEP)
    return institution
