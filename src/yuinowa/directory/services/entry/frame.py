"""What every change of an entry has in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.directory.domain.sections import Section, differences, fingerprint
from yuinowa.directory.models import Institution
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.entry import snapshot
from yuinowa.kernel.errors import VersionMovedOn
from yuinowa.search import index


def moved_on() -> VersionMovedOn:
    return VersionMovedOn(
        _("Somebody else changed this in the meantime."),
        next_step=_("Open it again, look at the change, then write yours."),
    )


@transaction.atomic
def change_section(
    institution_id: int,
    section: Section,
    change: Callable[[Institution], None],
    *,
    seen: str,
    actor: Actor,
) -> Institution:
    """The institution after ``change`` of one section; nothing is written where nothing differs.

    Raises:
        NotAllowed: the entry is not the actor's to edit.
        VersionMovedOn: the section no longer says what was ``seen``.
    """
    institution = lock(Institution, institution_id)
    action = "institution.disclose" if section is Section.DISCLOSURE else "institution.edit"
    require(actor, action, institution)
    before = snapshot(institution, section)
    if fingerprint(before) != seen:
        raise moved_on()
    change(institution)
    was, now = differences(before, snapshot(institution, section))
    if now:
        keep_change(institution, section.value, before=was, after=now, actor=actor)
    else:  # rows that were put back as they were
        transaction.set_rollback(True)
    return institution


def keep_change(
    institution: Institution,
    what: str,
    *,
    before: dict[str, Any],
    after: dict[str, Any],
    actor: Actor,
) -> None:
    """Save the locked row at its next version, and leave the change in the trail and to the index."""
    institution.version += 1
    institution.full_clean()
    institution.save()
    audit.record(
        f"institution.{what}",
        institution,
        actor=actor,
        before=before,
        after={**after, "version": institution.version},
        audience=[institution.pk],
    )
    index.touch(INSTITUTIONS, [institution.pk])
