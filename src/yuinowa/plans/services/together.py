"""A project linked with a partnership: by the plan's people; a side may say that it is not theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, move
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.services.frame import audience
from yuinowa.plans.domain.together import LinkAction, LinkState
from yuinowa.plans.models import Plan, Project, ProjectPartnership

if TYPE_CHECKING:
    from yuinowa.partnerships.models import Partnership


@transaction.atomic
def link_partnership(
    project_id: int, partnership_id: int, about: str, *, actor: Actor
) -> ProjectPartnership:
    """The project and a partnership that ``actor`` sees show each other from now on.

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
        InputRefused: there is no such partnership, it is linked already, or nothing says what for.
    """
    project = Project.objects.select_related("plan").get(pk=project_id)
    require(actor, "plan.edit", lock(Plan, project.plan_id))
    partnership = partnerships_visible_to(actor).filter(pk=partnership_id).first()
    if partnership is None:
        raise InputRefused(_("Choose one of the partnerships."), place="partnership")
    if not about.strip():
        raise InputRefused(_("Say what the project has to do with it."), place="what_for")
    open_links = ProjectPartnership.objects.exclude(state=LinkState.ENDED.value)
    if open_links.filter(project=project, partnership=partnership).exists():
        raise InputRefused(
            _("This partnership is linked with the project already."),
            place="partnership",
            next_step=_("Look at the partnerships of the project."),
        )
    return link(project, partnership, about.strip(), actor=actor)


def link(
    project: Project, partnership: Partnership, about: str, *, actor: Actor
) -> ProjectPartnership:
    """The two linked, within the deed that has asked whether they may be. Its sides read that it was done."""
    made = ProjectPartnership(
        project=project,
        partnership=partnership,
        about=about,
        linked_by=actor.person,
        linked_at=clock.now(),
    )
    made.full_clean()
    made.save()
    move.begin(made)
    audit.record(
        "project.partnership",
        project,
        actor=actor,
        after={"partnership": partnership.pk, "about": about},
        audience=audience(partnership),
    )
    return made


@transaction.atomic
def act_on_link(
    link_id: int, action: LinkAction, *, reason: str = "", actor: Actor, expected_version: int
) -> ProjectPartnership:
    """The link after ``action``: doubted by a side, its doubt taken back, or taken off by the plan's people.

    Raises:
        NotAllowed: ``actor`` is neither, or another side doubts it (I13).
        InputRefused: a doubt without a reason.
        TransitionRefused: it has moved on to another state.
        VersionMovedOn: somebody acted on it since ``expected_version``.
    """
    if action is LinkAction.DOUBT and not reason.strip():
        raise InputRefused(_("Say why the project is not yours."), place="reason")

    def change(row: ProjectPartnership) -> None:
        match action:
            case LinkAction.DOUBT:
                row.doubted_side_id, row.doubted_at = actor.institution, clock.now()
                row.doubt = reason.strip()
            case LinkAction.RESTORE:
                row.doubted_side, row.doubted_at, row.doubt = None, None, ""
            case LinkAction.END:
                row.ended_at = clock.now()

    moved: ProjectPartnership = move.move(
        ProjectPartnership.objects.get(pk=link_id),
        action,
        actor=actor,
        expected_version=expected_version,
        note=reason.strip(),
        change=change,
    )
    return moved
