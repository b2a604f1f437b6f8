"""Whether the tables of the catalogue say one thing."""

from __future__ import annotations


def what_hangs_in_the_air() -> list[str]:
    """Rows that nothing holds, or that contradict each other, in words; none where all is whole."""
    from django.db.models import F

    from yuinowa.catalogue.models import Description, Manifestation, SourceRecord, Work

    standing = SourceRecord.objects.filter(is_deleted=False)
    found = {
        "a record in another edition than its description": standing.exclude(
            description__manifestation=F("manifestation")
        ),
        "a description of nobody": Description.objects.filter(records=None),
        "an edition of no work": Manifestation.objects.filter(work=None),
        "an edition that nobody describes": Manifestation.objects.filter(descriptions=None),
        "a work without editions that is shown": Work.objects.filter(
            manifestations=None, is_shown=True
        ),
        "a work that leads to one that leads on": Work.objects.filter(
            moved_to__moved_to__isnull=False
        ),
    }
    return [words for words, rows in found.items() if rows.exists()]
