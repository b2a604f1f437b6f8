"""What the deeds on versions of agreements have in common: the lock, the side that acts, the step of the table."""

from __future__ import annotations

from datetime import date

from yuinowa.core import clock
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import NotAllowed
from yuinowa.partnerships.domain.agreements import (
    FINAL,
    VERSION_WORKFLOW,
    VersionAction,
    VersionRole,
    VersionState,
)
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import AgreementVersion, Partnership, Party
from yuinowa.partnerships.services.accession_ends import lapse


def locked_version(version_id: int, expected_version: int | None = None) -> AgreementVersion:
    """The version under the lock of its partnership: all that sides say to it comes one after the other."""
    partnership_id = AgreementVersion.objects.values_list("agreement__partnership", flat=True).get(
        pk=version_id
    )
    partnership = lock(Partnership, partnership_id)
    version = lock(AgreementVersion, version_id, expected_version)
    version.agreement.partnership = partnership
    return version


def own_party(partnership: Partnership, actor: Actor) -> Party:
    """The side that the actor acts for.

    Raises:
        NotAllowed: the actor's institution is no side, or has left.
    """
    found = Party.objects.filter(
        partnership=partnership,
        institution=actor.institution or 0,
        state=PartyState.JOINED.value,
    ).first()
    if found is None:
        raise NotAllowed("the actor's institution is no side of this partnership now")
    return found


def to_state(
    version: AgreementVersion, action: VersionAction, *, ended_on: date | None = None
) -> None:
    """``version`` after ``action``, saved; accessions on their way end with it."""
    drafts = (VersionState.DRAFT,)
    role = VersionRole.WRITER if version.state in drafts else VersionRole.SIDES
    after = VERSION_WORKFLOW.target(VersionState(version.state), action, role)
    version.state = after.value
    version.state_since = clock.now()
    version.ended_on = ended_on or version.ended_on
    version.version += 1
    version.save()
    if after in FINAL:
        lapse(version)
