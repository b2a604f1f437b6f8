"""What is proposed and who agreed. Whoever may see what a plan belongs to may see the plan: the wing it belongs to asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from yuinowa.evaluation.domain.terms import Terms, not_agreed
from yuinowa.evaluation.models import TermsAgreement, TermsVersion


@dataclass(frozen=True, slots=True)
class Proposed:
    """The newest version, and which institutions have agreed to it."""

    version: TermsVersion
    terms: Terms
    agreements: tuple[TermsAgreement, ...]

    def lacking(self, sides: Iterable[int]) -> list[int]:
        """Those of ``sides`` (institutions) that have not agreed to this version."""
        return not_agreed(sides, (row.institution_id for row in self.agreements))


def proposed(plan_id: int | None) -> Proposed | None:
    """What is proposed now; None while nothing is."""
    if plan_id is None:
        return None
    newest = TermsVersion.objects.filter(plan=plan_id).select_related("written_for")
    version = newest.order_by("-number").first()
    if version is None:
        return None
    agreements = version.agreements.select_related("institution")
    return Proposed(version, version.content, tuple(agreements))


def versions_of(plan_id: int) -> QuerySet[TermsVersion]:
    """All that was proposed, newest first, with who agreed at hand."""
    found = TermsVersion.objects.filter(plan=plan_id).select_related("written_for")
    agreed = TermsAgreement.objects.select_related("institution")
    return found.prefetch_related(Prefetch("agreements", queryset=agreed))


def of_its_plans(owned: QuerySet[Any]) -> Q:
    """Versions that an owned institution wrote or agreed to, for it to take along."""
    agreed = TermsAgreement.objects.filter(institution__in=owned).values("version")
    return Q(written_for__in=owned) | Q(pk__in=agreed)
