"""What has become of institutions, for whoever links or counts by them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yuinowa.directory.domain.institutions import IdentifierScheme, SuccessionKind
from yuinowa.directory.domain.succession import Step, follow
from yuinowa.directory.models import Institution, InstitutionIdentifier, Succession


def resolve(ids: Collection[int], *, as_of: date | None = None) -> dict[int, int]:
    """For each id the institution that stands for it: duplicates always, renamings and mergers as of a day."""
    steps = [
        Step(row.predecessor_id, row.successor_id, row.on_day, SuccessionKind(row.kind))
        for row in Succession.objects.order_by("on_day", "pk")
    ]
    return follow(steps, ids, as_of=as_of)


def latest_succession(institution: Institution) -> Succession | None:
    """The last thing that became of ``institution``, if anything did."""
    return Succession.objects.filter(predecessor=institution).order_by("-pk").first()


def holders_of_isil(isil: str) -> list[int]:
    """Who has or had this ISIL: today's holder first, then the former ones, the latest first."""
    rows = InstitutionIdentifier.objects.filter(
        scheme=IdentifierScheme.ISIL.value, value=isil, valid=True
    ).order_by("former", "-pk")
    return list(rows.values_list("institution", flat=True))
