"""A project of the public plan of ``own``, linked with a partnership of ``partner`` that members of the region may see;
another, which the other side of that partnership says is not theirs.
"""

from __future__ import annotations

from typing import Any

from tests.access.parts import Sample, pk
from tests.access.parts.plans.plans import PLANS
from tests.access.world import World
from yuinowa.core.rights import Actor, Role
from yuinowa.plans.domain.together import LinkAction
from yuinowa.plans.models import Project, ProjectPartnership
from yuinowa.plans.services.together import act_on_link, link_partnership

AFTER = ("plans.plans", "partnerships.beginning")

LINKS = ("project_link", "doubted_link")


def fill(world: World) -> None:
    first, second = Project.objects.filter(plan=world.pk("plan_public")).order_by("position")[:2]
    world.keep("project_link", lambda word: _linked(world, first, word))
    world.keep("doubted_link", lambda word: _doubted(world, _linked(world, second, word)))


def _linked(world: World, project: Project, word: str) -> ProjectPartnership:
    pk = world.pk("partnership_members")
    return link_partnership(project.pk, pk, word, actor=Actor.system())


def _doubted(world: World, link: ProjectPartnership) -> ProjectPartnership:
    other = Actor(
        person=1, institution=world.pk("institution_members"), roles=frozenset({Role.LEAD})
    )
    return act_on_link(
        link.pk, LinkAction.DOUBT, reason="うちではない。", actor=other, expected_version=1
    )


def _to_doubt(world: World, kind: str) -> dict[str, Any]:
    return {"link": world.pk(kind), "action": "doubt"}


SAMPLES = {
    "plans:project-partnerships": Sample(
        PLANS, lambda world, kind: pk(world, kind) | {"key": "1-1-1"}
    ),
    "plans:link-act": Sample(LINKS, _to_doubt),
}
ROLES = dict.fromkeys(LINKS, ("any", "lead", "plan_officer"))
