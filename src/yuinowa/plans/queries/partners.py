"""Partners that a project's texts name, and the deeds behind it, as far as an actor may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.directory.queries.naming import Named, every_name
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.queries.entries import deeds_in_force, deeds_of_year
from yuinowa.plans.domain.mentions import Mention, is_telling, key_of, mentions_in
from yuinowa.plans.domain.partners import MentionState
from yuinowa.plans.models import PartnerMention, Plan, Project, ProjectEvidence
from yuinowa.plans.queries.pages import sheets_of_project
from yuinowa.plans.queries.printed import printed_sheets

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution
    from yuinowa.ledger.models import Entry

#: So many deeds of a year are offered at a time; the newest first.
MOST_DEEDS = 200


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


# ---------------------------------------------------------------- what stands behind it


@dataclass(frozen=True, slots=True)
class Evidence:
    """A deed with the projects of the plan behind which it stands."""

    entry: Entry
    is_linked: bool
    #: Numbers of the plan's other projects; the deed is one, however many there are.
    elsewhere: tuple[str, ...] = ()


def evidence_of(project: Project, year: int, actor: Actor) -> list[Evidence]:
    """The deeds linked to ``project`` in ``year`` that ``actor`` may see and that were not taken back."""
    linked = ProjectEvidence.objects.filter(project=project, fiscal_year=year)
    sources = list(linked.values_list("source", flat=True))
    return [Evidence(entry, is_linked=True) for entry in deeds_in_force(sources, actor)]


def deeds_to_link(project: Project, year: int, actor: Actor) -> list[Evidence]:
    """The deeds of the owner in ``year`` that ``actor`` may see, the linked partners' first, the newest first."""
    found = deeds_of_year(project.plan.owner_id, year, actor)
    rows = ProjectEvidence.objects.filter(project__plan=project.plan_id, fiscal_year=year)
    linked: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for source, pk, number in rows.values_list("source", "project", "project__number"):
        linked[source][pk] = number
    partners = {one.pk for one in partners_of(project, actor)}
    deeds = sorted(found, key=lambda entry: not _is_with(entry, partners))[:MOST_DEEDS]
    return [_evidence(project, entry, linked.get(entry.source, {})) for entry in deeds]


def _evidence(project: Project, entry: Entry, linked: dict[int, str]) -> Evidence:
    others = sorted(number for pk, number in linked.items() if pk != project.pk)
    return Evidence(entry, project.pk in linked, tuple(others))


def _is_with(entry: Entry, partners: set[int]) -> bool:
    return bool({entry.giver_id, entry.receiver_id} & partners)


def deeds_behind(plan: Plan, year: int, actor: Actor) -> int:
    """How many deeds stand behind the plan's projects in ``year``, each counted once."""
    rows = ProjectEvidence.objects.filter(project__plan=plan, fiscal_year=year)
    sources = sorted(set(rows.values_list("source", flat=True)))
    return len(deeds_in_force(sources, actor))


def years_of_evidence(plan: Plan, this_year: int) -> Sequence[FiscalYear]:
    """The plan's years that have begun, the newest first."""
    last = min(plan.last_year, this_year)
    return [FiscalYear(year) for year in range(last, plan.first_year - 1, -1)]
