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


def what_the_index_says_else() -> list[str]:
    """Where the search says another thing than the tables, in words; none where they agree."""
    from django.db.models import Count

    from yuinowa.catalogue.models import SourceRecord
    from yuinowa.catalogue.queries.documents import WORKS, all_ids
    from yuinowa.core.rights import Actor
    from yuinowa.search import index
    from yuinowa.search.models import Hidden, Pending

    hits = index.find(WORKS, "", actor=Actor.nobody(), facets=["library"], size=index.MAX_SIZE)
    held = SourceRecord.objects.filter(is_deleted=False).values_list("source__owner")
    counts = held.annotate(works=Count("manifestation__work", distinct=True)).order_by()
    found = {
        "works that nobody should find, or that are not found": sorted(hits.ids) != list(all_ids()),
        "another number of works": hits.total != len(list(all_ids())),
        "another number of works of a library": dict(hits.facets["library"])
        != {str(owner): works for owner, works in counts},
        "something waits to be indexed": Pending.objects.exists(),
        "something is hidden": Hidden.objects.exists(),
    }
    return [words for words, is_so in found.items() if is_so]
