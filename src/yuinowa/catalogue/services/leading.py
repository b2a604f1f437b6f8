"""The address of a work holds: one that lost its last edition leads to where most of them went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from yuinowa.catalogue.models import Manifestation, Work


def lead_on(moved: Iterable[tuple[int, int]]) -> None:
    """``moved``: pairs of works, for each edition that went from the second to the first."""
    went: dict[int, Counter[int]] = {}
    for now, before in moved:
        went.setdefault(before, Counter())[now] += 1
    left = set(
        Manifestation.objects.filter(work__in=went).values_list("work_id", flat=True).distinct()
    )
    for before, counts in went.items():
        if before not in left:
            to = min(counts, key=lambda work: (-counts[work], work))
            Work.objects.filter(pk=before).update(moved_to=to, is_shown=False)
            Work.objects.filter(moved_to=before).update(moved_to=to)
    now_there = {now for counts in went.values() for now in counts}
    Work.objects.filter(pk__in=now_there).update(moved_to=None)


def pairs(
    settled: Mapping[int, int], had: Mapping[int, int | None], gone: Mapping[int, int]
) -> list[tuple[int, int]]:
    """What ``lead_on`` asks: ``settled`` are the editions with the work of each now, ``had`` with that before.

    ``gone``: editions of which nothing is left, with the one that has taken most of their records.
    """
    now = dict(settled) | {
        edition: settled[into] for edition, into in gone.items() if into in settled
    }
    return [
        (work, before)
        for edition, work in now.items()
        if (before := had.get(edition)) is not None and before != work
    ]
