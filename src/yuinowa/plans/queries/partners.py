"""Partners that a project's texts name, as far as an actor may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.directory.queries.naming import Named, every_name
from yuinowa.plans.domain.mentions import Mention, is_telling, key_of, mentions_in
from yuinowa.plans.domain.partners import MentionState
from yuinowa.plans.models import PartnerMention, Project
from yuinowa.plans.queries.pages import sheets_of_project
from yuinowa.plans.queries.printed import printed_sheets

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


@dataclass(frozen=True, slots=True)
class Offer:
    """A name that stands in the texts, whom it may mean, and what was decided about it."""

    mention: Mention
    candidates: tuple[Named, ...]
    decided: PartnerMention | None


def offers(project: Project, actor: Actor) -> list[Offer]:
    """The names of other institutions in the texts of ``project``, each once, in the order of the texts."""
    called: defaultdict[str, dict[int, Named]] = defaultdict(dict)
    for name, one in every_name(actor):
        key = key_of(name)
        if is_telling(key) and one.pk != project.plan.owner_id:
            called[key][one.pk] = one
    decided = {row.key: row for row in mentions_decided(project)}
    found: dict[str, Mention] = {}
    for text in _texts(project, actor):
        for mention in mentions_in(text, called.keys()):
            found.setdefault(mention.key, mention)
    return [
        Offer(mention, tuple(called[key].values()), decided.get(key))
        for key, mention in found.items()
    ]


def mentions_decided(project: Project) -> list[PartnerMention]:
    return list(PartnerMention.objects.filter(project=project).select_related("institution"))


def _texts(project: Project, actor: Actor) -> Iterator[str]:
    """All that is written about a project: what the plan says, and every sheet the actor may see."""
    yield project.description
    yield from (action.description for action in project.actions.order_by("number"))
    for printed in printed_sheets(sheets_of_project(project, actor)):
        yield printed.sheet.description
        yield from (cell.text or "" for cell in printed.cells)
        for line in printed.lines:
            yield from (text or "" for text in line.results.values())
            yield from (
                line.line.description,
                line.line.evaluation or "",
                line.line.next_steps or "",
            )


def partners_of(project: Project, actor: Actor) -> list[Institution]:
    """The institutions linked from the texts of ``project`` that ``actor`` may see, each once."""
    linked = PartnerMention.objects.filter(project=project, state=MentionState.LINKED.value)
    seen = institutions_visible_to(actor).filter(pk__in=linked.values("institution"))
    return list(seen.order_by("name_kana", "name", "pk"))
