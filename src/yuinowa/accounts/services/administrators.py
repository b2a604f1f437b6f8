"""Who administers an institution: never nobody, unless the region office takes over (docs/users/people.md)."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yuinowa.accounts.models import Affiliation, current_affiliation_q
from yuinowa.core import waits
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.errors import WrongState
from yuinowa.kernel.workflow import Verb

#: The step of the wait that asks the region office to find an administrator.
WITHOUT_ADMIN = "without-administrator"


def locked_administrators(affiliation_id: int) -> set[int]:
    """The affiliations that administer the same institution today, locked in one order.

    Two administrators who end each other at the same moment follow one after the other, and the second is
    refused.
    """
    institution = Affiliation.objects.filter(pk=affiliation_id).values_list("institution")[:1]
    rows = Affiliation.objects.select_for_update(of=("self",)).filter(
        current_affiliation_q(),
        institution__in=institution,
        roles__role=Role.ADMIN.value,
        only_for_id=None,
        person__is_active=True,
    )
    return set(rows.order_by("pk").values_list("pk", flat=True))


def leave_no_institution_alone(
    affiliation: Affiliation, administrators: set[int], actor: Actor
) -> None:
    """Nothing, if others administer the institution too; else the region office is asked to take over.

    Raises:
        WrongState: ``affiliation`` is the last one and ``actor`` is not the region office's.
    """
    if administrators - {affiliation.pk}:
        return
    institution = affiliation.institution
    if not (actor.is_system or actor.region) or institution.region_office:
        raise WrongState(
            _("This is the last administrator of the institution."),
            next_step=_(
                "Make somebody else administrator first, or ask the region office to take over."
            ),
        )
    waits.open_wait(
        subject=institution,
        step=WITHOUT_ADMIN,
        label=institution.name,
        institution=waits.REGION_OFFICE,
        role=Role.REGION_ADMIN.value,
        verb=Verb.APPOINT,
        then_what=gettext_noop("Then the institution governs itself again."),
        url=reverse("accounts:people", args=[institution.pk]),
    )
