"""What an operator does: a failed job once more, a mail of the folder read."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, jobs, mailbox, rights
from yuinowa.core.mailbox import Letter
from yuinowa.core.models import Job
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import WrongState
from yuinowa.portal.permissions import require_operator


@transaction.atomic
def run_again(job: Job, *, actor: Actor) -> None:
    """Give ``job`` a new set of tries.

    Raises:
        NotAllowed: ``actor`` is no operator.
        WrongState: it has not failed, or somebody was quicker.
    """
    rights.require(actor, "job.again", job)
    if not jobs.again(job.pk):
        raise WrongState(_("This job is no longer failed."))
    audit.record("operation.job-again", job, actor=actor, after={"handler": job.handler})


@transaction.atomic
def read_letter(name: str, *, actor: Actor) -> Letter:
    """A mail of the folder; that it was read is audited, for it is somebody's (R45).

    Raises:
        NotAllowed: ``actor`` is no operator.
        NotFound: there is no such mail.
    """
    require_operator(actor)
    found = mailbox.letter(name)
    audit.record("operation.mail-read", None, actor=actor, after={"mail": found.name})
    return found
