"""What belongs to the sheets of a year besides their own cells, as an edition freezes it: how each was rated, what was
said from outside, with whom it was done, in which partnerships, and what stands behind it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from django.utils.translation import override

from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.ledger.labels import kind_word
from yuinowa.ledger.queries.entries import deeds_in_force
from yuinowa.plans.domain.partners import MentionState
from yuinowa.plans.domain.snapshot import Frozen
from yuinowa.plans.models import (
    OutsideReview,
    PartnerMention,
    Plan,
    ProjectEvidence,
    RatingRecord,
)
from yuinowa.plans.queries import together


class Around:
    """By project and sheet, what is frozen beside the sheet. Seven queries."""

    def __init__(self, plan: Plan, fiscal_year: int, sheets: Collection[int]) -> None:
        self._ratings = _ratings(sheets)
        self._reviews = _reviews(plan, fiscal_year)
        self._partners = _partners(plan)
        self._deeds = _deeds(plan, fiscal_year)
        self._together = together.frozen_of(plan)

    def of(self, project: int, sheet: int) -> Frozen:
        return {
            "rated": self._ratings.get(sheet),
            "reviews": self._reviews.get(project, []),
            "partners": self._partners.get(project, []),
            "partnerships": self._together.get(project, []),
            "evidence": self._deeds.get(project, []),
        }


def _ratings(sheets: Collection[int]) -> Mapping[int, Frozen]:
    """By sheet, how its rating came about last."""
    rows = RatingRecord.objects.filter(sheet__in=sheets).select_related("rule")
    return {
        row.sheet_id: {
            "derived": row.derived,
            "decided": row.decided,
            "reason": row.reason,
            "rule": row.rule.number if row.rule else None,
            "at": row.decided_at.isoformat(),
        }
        for row in rows.order_by("pk")
    }


def _reviews(plan: Plan, fiscal_year: int) -> Mapping[int, list[Frozen]]:
    found: dict[int, list[Frozen]] = {}
    rows = OutsideReview.objects.filter(project__plan=plan, fiscal_year=fiscal_year)
    for row in rows.order_by("reviewed_on", "pk"):
        found.setdefault(row.project_id, []).append(
            {
                "body": row.body,
                "rating": row.rating,
                "text": row.text,
                "reviewed_on": row.reviewed_on.isoformat(),
            }
        )
    return found


def _partners(plan: Plan) -> Mapping[int, list[Frozen]]:
    """By project, the institutions that its texts name, as they are called now; those only that everybody may see."""
    rows = PartnerMention.objects.filter(
        project__plan=plan,
        state=MentionState.LINKED.value,
        institution__in=institutions_visible_to(Actor.nobody()).order_by().values("pk"),
    ).order_by("institution__name_kana", "institution__name", "institution")
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for project, institution, name in rows.values_list(
        "project", "institution", "institution__name"
    ):
        found[project][institution] = name
    return {
        project: [{"id": pk, "name": name} for pk, name in named.items()]
        for project, named in found.items()
    }


def _deeds(plan: Plan, fiscal_year: int) -> Mapping[int, list[Frozen]]:
    """By project, how many deeds of each kind stand behind it: no more than their number, for everybody reads it."""
    linked = ProjectEvidence.objects.filter(project__plan=plan, fiscal_year=fiscal_year)
    rows = list(linked.values_list("project", "source"))
    sources = sorted({source for _project, source in rows})
    kinds = {entry.source: entry.kind for entry in deeds_in_force(sources, Actor.system())}
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for project, source in rows:
        if source in kinds:
            counts[project][kinds[source]] += 1
    with override("ja"):
        return {
            project: [
                {"kind": kind, "name": str(kind_word(kind)), "deeds": count}
                for kind, count in sorted(counted.items())
            ]
            for project, counted in counts.items()
        }
