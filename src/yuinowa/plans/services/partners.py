"""Whom a project's texts name, and which deeds stand behind it: said by the officer, remembered."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.queries.entries import deeds_in_force
from yuinowa.plans.domain.mentions import is_telling, key_of
from yuinowa.plans.domain.partners import MentionState
from yuinowa.plans.models import PartnerMention, Plan, Project, ProjectEvidence


@transaction.atomic
def decide_mention(
    project_id: int, word: str, institution: int | None, *, actor: Actor
) -> PartnerMention:
    """The name ``word`` in the project's texts linked to ``institution``, or said to be none of the directory's.

    It may be decided anew; the trail keeps both.

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
        InputRefused: the word is no name, or there is no such institution.
    """
    project = Project.objects.get(pk=project_id)
    require(actor, "plan.edit", lock(Plan, project.plan_id))
    key = key_of(word)
    if not is_telling(key) or len(word) > 200:
        raise InputRefused(_("This is not a name that was found."), place="word")
    is_known = institutions_visible_to(actor).filter(pk=institution or 0).exists()
    if institution is not None and not is_known:
        raise InputRefused(_("Choose one of the institutions."), place="institution")
    state = MentionState.DECLINED if institution is None else MentionState.LINKED
    before = PartnerMention.objects.filter(project=project, key=key).first()
    if before is not None and (before.state, before.institution_id) == (state, institution):
        return before
    row, _made = PartnerMention.objects.update_or_create(
        project=project,
        key=key,
        defaults={
            "word": word,
            "state": state.value,
            "institution_id": institution,
            "decided_by": actor.person,
            "decided_at": clock.now(),
        },
    )
    audit.record(
        "project.partner",
        project,
        actor=actor,
        before=None if before is None else {"institution": before.institution_id},
        after={"word": word, "state": state.value, "institution": institution},
    )
    return row


@transaction.atomic
def link_evidence(
    project_id: int,
    fiscal_year: int,
    *,
    chosen: Collection[str],
    stood: Collection[str],
    actor: Actor,
) -> int:
    """Let the ``chosen`` deeds stand behind the project in the year, and no other of those that ``stood`` there; how many changed.

    ``stood`` is what the actor saw linked: what others link meanwhile stays (R31).

    Raises:
        NotAllowed: ``actor`` does not keep this plan.
        InputRefused: the year lies outside the plan, or a deed is not seen, or was taken back.
    """
    project = Project.objects.get(pk=project_id)
    plan = lock(Plan, project.plan_id)
    require(actor, "plan.edit", plan)
    if not plan.first_year <= fiscal_year <= plan.last_year:
        raise InputRefused(
            _("%(year)s lies outside the plan.") % {"year": FiscalYear(fiscal_year).label},
            next_step=_("Choose a year of the plan."),
        )
    seen = {
        entry.source
        for entry in deeds_in_force({*chosen, *stood}, actor)
        if entry.fiscal_year == fiscal_year
    }
    fresh = set(chosen) - set(stood)
    if fresh - seen:
        raise InputRefused(
            _("One of these deeds was taken back, or is of another year."),
            next_step=_("Open the page again and choose anew."),
        )
    stands = stands_in(project, fiscal_year)
    gone = (set(stood) & stands & seen) - set(chosen)
    fresh -= stands
    ProjectEvidence.objects.filter(
        project=project, fiscal_year=fiscal_year, source__in=gone
    ).delete()
    ProjectEvidence.objects.bulk_create(
        ProjectEvidence(
            project=project,
            fiscal_year=fiscal_year,
            source=source,
            linked_by=actor.person,
            linked_at=clock.now(),
        )
        for source in sorted(fresh)
    )
    if gone or fresh:
        after = {"year": fiscal_year, "linked": len(fresh), "unlinked": len(gone)}
        audit.record("project.evidence", project, actor=actor, after=after)
    return len(gone) + len(fresh)


def stands_in(project: Project, fiscal_year: int) -> set[str]:
    """The deeds that stand behind ``project`` in the year, whoever may see them."""
    rows = ProjectEvidence.objects.filter(project=project, fiscal_year=fiscal_year)
    return set(rows.values_list("source", flat=True))
