"""An institution says that its entry is right; after a year it is asked again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_noop

from yuinowa.core import clock, waits
from yuinowa.core.models import Wait
from yuinowa.core.rights import Actor, Role, require
from yuinowa.core.versions import lock
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.confirmation import overdue
from yuinowa.directory.services.entry.frame import keep_change
from yuinowa.kernel.workflow import Verb

STEP = "confirm"
_THEN = gettext_noop("The entry shows the day on which its institution last looked at it.")


@transaction.atomic
def confirm_entry(institution_id: int, *, expected_version: int, actor: Actor) -> Institution:
    """The institution, confirmed today as it stood at ``expected_version``; nobody is waited for any more.

    Raises:
        NotAllowed: only its own people confirm an entry.
        VersionMovedOn: the entry was changed since it was looked at.
    """
    institution = lock(Institution, institution_id, expected_version)
    require(actor, "institution.confirm", institution)
    before, today = institution.last_confirmed, clock.today()
    institution.last_confirmed = today
    keep_change(
        institution,
        STEP,
        before={"last_confirmed": before.isoformat() if before else None},
        after={"last_confirmed": today.isoformat()},
        actor=actor,
    )
    waits.close_wait(institution, STEP)
    return institution


def ask_for_confirmations() -> int:
    """Let every institution that takes part and has not confirmed its entry for a year be waited for; how many."""
    asked = Wait.objects.filter(
        subject_kind=Institution._meta.label_lower, step=STEP, ended_at=None
    )
    late = overdue(Institution.objects.all(), clock.today())
    found = list(late.exclude(pk__in=asked.values("subject_id")).values_list("pk", flat=True))
    return sum(map(_ask, found))


@transaction.atomic
def _ask(institution_id: int) -> bool:
    """Whether the institution is waited for now: it may have confirmed since it was found."""
    locked = Institution.objects.select_for_update().filter(pk=institution_id)
    institution = overdue(locked, clock.today()).first()
    if institution is None:
        return False
    waits.open_wait(
        subject=institution,
        step=STEP,
        label=institution.name,
        institution=institution.pk,
        institution_label=institution.name,
        role=Role.ADMIN.value,
        verb=Verb.CHECK,
        then_what=_THEN,
        url=institution.get_absolute_url(),
    )
    return True
