"""A project and the partnerships it is carried out with, as far as an actor may see them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Case, QuerySet, Value, When

from yuinowa.core import move
from yuinowa.core.rights import Actor, can, visible_to
from yuinowa.partnerships.queries.partnerships import at_hand, joined, partnerships_visible_to
from yuinowa.partnerships.queries.public import Wanted, shown, wanted_of
from yuinowa.partnerships.queries.workspace import phase_words, sides_in_words
from yuinowa.plans.domain.together import LinkAction, LinkState
from yuinowa.plans.labels.together import LINK_ACTIONS
from yuinowa.plans.models import Plan, Project, ProjectPartnership
from yuinowa.plans.queries.doors import projects_visible_to

if TYPE_CHECKING:
    from yuinowa.partnerships.models import Partnership


@dataclass(frozen=True, slots=True)
class Together:
    """One link as somebody reads it; ``partnership`` is None where it may not be seen (any more)."""

    link: ProjectPartnership
    partnership: Partnership | None
    sides: str = ""
    #: The phase, to those who follow the partnership; to others how far it is, as its public page says it.
    phase: str = ""
    #: Whether the reader may open the project.
    opens_project: bool = False
    #: What the reader may do with it now: code and words.
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def is_doubted(self) -> bool:
        """Whether a side says it is not theirs, or said so when it was taken off."""
        return bool(self.link.doubt)


def links_visible_to(actor: Actor) -> QuerySet[ProjectPartnership]:
    """Links that stand, to whoever sees both ends; all of them, to the plan's institution and the sides."""
    return visible_to(
        actor,
        ProjectPartnership.objects.select_related(
            "project__plan__owner", "partnership", "doubted_side"
        ),
    )


def of_project(project: Project, actor: Actor, *, whole: bool = False) -> list[Together]:
    """The links of ``project`` that are not over, or all of them. A fixed number of queries."""
    rows = links_visible_to(actor).filter(project=project)
    return _told(rows if whole else _open(rows), actor)


def of_partnership(partnership: Partnership, actor: Actor) -> list[Together]:
    """The projects with which ``partnership`` is linked and that are not over."""
    here = actor.under(partnership)
    return _told(_open(links_visible_to(here).filter(partnership=partnership)), here)


def _open(rows: QuerySet[ProjectPartnership]) -> QuerySet[ProjectPartnership]:
    return rows.exclude(state=LinkState.ENDED.value)


def _told(rows: Iterable[ProjectPartnership], actor: Actor) -> list[Together]:
    links = list(rows)
    if not links:
        return []
    seen = _seen({row.partnership_id for row in links}, actor)
    projects = projects_visible_to(actor).order_by().filter(pk__in={r.project_id for r in links})
    opened = set(projects.values_list("pk", flat=True))
    return [_one(row, seen.get(row.partnership_id), opened, actor) for row in links]


def _seen(wanted: set[int], actor: Actor) -> dict[int, Partnership]:
    """Those of ``wanted`` that ``actor`` may see, by id, with their sides at hand."""
    known = at_hand(actor)
    if known is not None and wanted == {known.pk}:
        return {known.pk: known} if can(actor, "partnership.view", known) else {}
    return {row.pk: row for row in partnerships_visible_to(actor).filter(pk__in=wanted)}


def _one(
    link: ProjectPartnership, partnership: Partnership | None, opened: set[int], actor: Actor
) -> Together:
    if partnership is None:
        return Together(
            link, None, opens_project=link.project_id in opened, steps=_steps(link, actor)
        )
    link.partnership = partnership  # with its sides at hand
    follows = can(actor, "partnership.follow", partnership)
    return Together(
        link,
        partnership,
        sides_in_words(partnership),
        phase_words(partnership.phase) if follows else shown(partnership).standing_words,
        link.project_id in opened,
        _steps(link, actor),
    )


def _steps(link: ProjectPartnership, actor: Actor) -> tuple[tuple[str, str], ...]:
    actions: Iterable[LinkAction] = move.buttons(link, actor)
    return tuple((action.value, str(LINK_ACTIONS[action])) for action in actions)


def told(link: ProjectPartnership, actor: Actor) -> Together:
    """One link as ``actor`` reads it."""
    return _told([link], actor)[0]


def to_link(project: Project, actor: Actor, words: str = "") -> QuerySet[Partnership]:
    """Partnerships that ``actor`` sees and that could be linked: one's own first, the newest first."""
    seen = partnerships_visible_to(actor)
    linked = _open(ProjectPartnership.objects.filter(project=project))
    found = seen.exclude(pk__in=linked.order_by().values("partnership"))
    if words:
        found = wanted_of(found, Wanted(words))
    own = visible_to(actor, seen.order_by(), action="partnership.read")
    first = Case(When(pk__in=own.values("pk"), then=Value(0)), default=Value(1))
    return found.order_by(first, "-begun_at", "-pk")


def sides_with(project: Project, actor: Actor) -> set[int]:
    """The institutions that are sides of the partnerships ``project`` is linked with."""
    return {
        party.institution_id
        for row in of_project(project, actor)
        if row.partnership is not None and not row.is_doubted
        for party in joined(row.partnership)
    }


def frozen_of(plan: Plan) -> dict[int, list[dict[str, object]]]:
    """By project, what everybody may read of its partnerships now: title and sides, for an edition. Two queries."""
    nobody = Actor.nobody()
    rows = ProjectPartnership.objects.filter(
        project__plan=plan,
        state=LinkState.STANDING.value,
        partnership__in=partnerships_visible_to(nobody).order_by().values("pk"),
    ).order_by("project", "linked_at", "pk")
    links = list(rows.values_list("project", "partnership", "about"))
    wanted = {partnership for _project, partnership, _about in links}
    seen = partnerships_visible_to(nobody).in_bulk(wanted) if wanted else {}
    found: dict[int, list[dict[str, object]]] = {}
    for project, partnership, about in links:
        row = seen[partnership]
        found.setdefault(project, []).append(
            {
                "id": partnership,
                "title": row.title,
                "sides": "、".join(party.institution.name for party in joined(row)),
                "about": about,
            }
        )
    return found
