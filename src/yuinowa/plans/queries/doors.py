"""The doors: which plans and sheets an actor may see. Pages and endpoints have no other way in (R19)."""

from __future__ import annotations

from django.db.models import QuerySet

from yuinowa.core.rights import Actor, visible_to
from yuinowa.plans.models import Plan, Project, Sheet


def plans_visible_to(actor: Actor) -> QuerySet[Plan]:
    """Plans with their owners, newest report first."""
    return visible_to(actor, Plan.objects.select_related("owner"))


def projects_visible_to(actor: Actor) -> QuerySet[Project]:
    """Projects of visible plans, with goal and measure, in the plan's order."""
    seen = plans_visible_to(actor).order_by().values("pk")
    return (
        Project.objects.filter(plan__in=seen)
        .select_related("plan__owner", "measure__goal")
        .order_by("plan", "position")
    )


def sheets_visible_to(actor: Actor) -> QuerySet[Sheet]:
    """Sheets with project and plan; the newest year and edition of a project first."""
    return visible_to(
        actor, Sheet.objects.select_related("project__plan__owner", "project__measure__goal")
    )
