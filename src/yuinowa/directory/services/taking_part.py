"""An institution begins to take part; one that registered itself is let in, or goes again."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, Level
from yuinowa.core.versions import lock
from yuinowa.directory import permissions
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.kernel.errors import NotAllowed, WrongState
from yuinowa.search import index


@transaction.atomic
def let_take_part(institution_id: int, *, actor: Actor) -> Institution:
    """The institution as one that takes part (参加館); a candidate becomes public with it.

    Raises:
        NotAllowed: ``actor`` does not keep the directory.
        WrongState: it is no more.
    """
    if not permissions.may_keep_directory(actor):
        raise NotAllowed("letting institutions in is for the region office")
    institution = lock(Institution, institution_id)
    if Status(institution.status).is_over:
        raise WrongState(
            _("This institution is no more."), next_step=_("Look for the one that followed it.")
        )
    before = {"member": institution.member, "status": institution.status}
    if institution.status == Status.CANDIDATE:
        institution.level = Level.PUBLIC.value
    institution.status = Status.ACTIVE.value
    institution.member = True
    institution.version += 1
    institution.full_clean()
    institution.save()
    audit.record(
        "institution.let-take-part",
        institution,
        actor=actor,
        before=before,
        after={"member": True, "status": institution.status},
        audience=[institution.pk],
    )
    index.touch(INSTITUTIONS, [institution.pk])
    return institution


@transaction.atomic
def erase_candidate(institution_id: int, *, actor: Actor) -> None:
    """Erase an entry that registered itself and was never let in.

    Raises:
        WrongState: it was let in.
    """
    institution = lock(Institution, institution_id)
    if institution.status != Status.CANDIDATE:
        raise WrongState(_("This institution was let in."), next_step=_("Close its entry instead."))
    for part in (institution.kinds, institution.names, institution.identifiers):
        part.all().delete()
    audit.record("institution.erase-candidate", institution, actor=actor)
    index.touch(INSTITUTIONS, [institution.pk])
    institution.delete()
