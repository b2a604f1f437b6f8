"""Administrators are written to about their own entry: one mail for all that waits, at most one a month."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, mail, outbox, people
from yuinowa.core.languages import in_full
from yuinowa.core.models import AuditRow, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.core.versions import lock
from yuinowa.directory.domain.policy import REMIND_EVERY_DAYS
from yuinowa.directory.models import Institution
from yuinowa.directory.services.desks import CHECK_STEP
from yuinowa.directory.services.entry.confirmation import STEP

JOB = "directory.remind"
_ACTION = "institution.remind"


@transaction.atomic
def remind_institutions() -> int:
    """Write one job for each institution that is waited for and had no mail this month; how many."""
    written = {int(row.object_id) for row in _written()}
    waiting = Wait.objects.filter(
        subject_kind=Institution._meta.label_lower, step=STEP, ended_at=None
    ).order_by("subject_id")
    late = [pk for pk in waiting.values_list("subject_id", flat=True) if pk not in written]
    for pk in late:
        outbox.enqueue(JOB, key=f"{pk}/{clock.today()}", payload={"institution": pk})
    return len(late)


@transaction.atomic
def remind_institution(institution_id: int) -> int:
    """Mail what waits to every administrator; how many mails. A second call in the same month sends none."""
    institution = lock(Institution, institution_id)
    steps = set(_open_steps(institution))
    if STEP not in steps or any(row.object_id == str(institution.pk) for row in _written()):
        return 0
    addressees = people.holders_of(institution.pk, (Role.ADMIN,))
    for addressee in addressees:
        with translation.override(in_full(addressee.language)):
            context = _context(institution, steps)
        mail.send(
            addressee.mail,
            "directory/mail/confirm.txt",
            context,
            key=f"{JOB}/{institution.pk}/{addressee.person}/{clock.today()}",
            language=addressee.language,
        )
    if addressees:
        after = {"mails": len(addressees)}
        audit.record(
            _ACTION, institution, actor=Actor.system(), after=after, audience=[institution.pk]
        )
    return len(addressees)


def _written() -> list[AuditRow]:
    since = clock.now() - timedelta(days=REMIND_EVERY_DAYS)
    return list(AuditRow.objects.filter(action=_ACTION, at__gt=since).only("object_id"))


def _open_steps(institution: Institution) -> list[str]:
    waiting = Wait.objects.filter(
        subject_kind=Institution._meta.label_lower, subject_id=institution.pk, ended_at=None
    )
    return list(waiting.filter(institution=institution.pk).values_list("step", flat=True))


def _context(institution: Institution, steps: set[str]) -> dict[str, Any]:
    matters = [_("Look at the entry and confirm it.")]
    if CHECK_STEP in steps:
        matters.append(_("Look at the desks of “Who do I ask?” and confirm them."))
    return {
        "institution": institution,
        "matters": matters,
        "link": mail.absolute(institution.get_absolute_url()),
    }
