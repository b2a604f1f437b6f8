"""Works as an actor may see them: what their records say together, who holds what, how near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from yuinowa.catalogue.domain.merging import Told, in_order, merged
from yuinowa.catalogue.domain.nearness import Spot, kilometres, nearness
from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.domain.records import Record, Use, Written
from yuinowa.catalogue.models import Branch, Item, SourceRecord, Work
from yuinowa.catalogue.queries.shown import Edition, Given, Held, WorkShown, in_shelf_order
from yuinowa.core.rights import Actor, Level, Role, visible_to
from yuinowa.directory import queries as directory
from yuinowa.kernel.textkeys import sort_key

#: A page reads no more records of one work: a paper of a hundred years may have ten thousand.
MOST_RECORDS = 1_000
#: A work that was joined to another, which was joined to another, … : so many steps are followed.
_MOST_STEPS = 20
#: What of a record a page needs; not the record as received, which is long.
_OF_RECORD = (
    "manifestation__work_id", "pk", "manifestation_id", "identity", "understood",
    "source_id", "source__name", "source__owner_id", "source__level", "source__trust", "taken_at",
)  # fmt: skip
_OWNER = _OF_RECORD.index("source__owner_id")
_NOTHING = Written("")
#: Of a thing, after its record and its holder: where, how and what for are not said.
_NOTHING_SAID = ("",) * 7
_OF_ITEM = (
    "record_id", "institution_id", "branch", "call_number", "use", "number", "extent", "note", "url",
)  # fmt: skip
_BRANCH = _OF_ITEM.index("branch")


def works_visible_to(actor: Actor) -> QuerySet[Work]:
    """Works the actor may see."""
    return visible_to(actor, Work.objects.all())


def records_visible_to(actor: Actor) -> QuerySet[SourceRecord]:
    """Records the actor may see."""
    return visible_to(actor, SourceRecord.objects.all())


def work_that_took_over(pk: int, actor: Actor) -> Work | None:
    """The work to which the one of this number was joined; None where it was not, or the actor may not see it."""
    for _ in range(_MOST_STEPS):
        work = Work.objects.filter(pk=pk).only("moved_to_id").first()
        if work is None:
            return None
        if work.moved_to_id is None:
            return works_visible_to(actor).filter(pk=pk).first()
        pk = work.moved_to_id
    return None


def work_in_full(pk: int, actor: Actor, near: Spot | None = None) -> WorkShown | None:
    """A work with all that its page says; None where there is none, or the actor may not see it.

    ``near``: from where one looks; None: from the actor's own institution, if there is one.
    """
    return works_in_full([pk], actor, near).get(pk)


def works_in_full(
    pks: Sequence[int], actor: Actor, near: Spot | None = None
) -> dict[int, WorkShown]:
    """Those of the works that the actor may see, by number, at a number of queries that does not grow with them."""
    seen = set(works_visible_to(actor).filter(pk__in=pks).values_list("pk", flat=True))
    rows = list(
        records_visible_to(actor)
        .filter(manifestation__work__in=seen)
        .order_by("pk")
        .values_list(*_OF_RECORD)
    )
    items = list(
        Item.objects.filter(record__manifestation__work__in=seen)
        .order_by("pk")
        .values_list(*_OF_ITEM)
    )
    named = {row[_OWNER] for row in rows} | {item[1] for item in items}
    institutions = _institutions(named, actor)
    given, cut = _given(rows, institutions)
    records = {row.pk: row for several in given.values() for row in several}
    items = _called(items, records)
    held = _held([*items, *_unsaid(records, items)], records, institutions, actor, near)
    return {pk: _work(pk, given[pk], held, is_cut=pk in cut) for pk in seen if given.get(pk)}


def titles_of(pks: Sequence[int], actor: Actor) -> dict[int, str]:
    """The titles of those of the works that the actor may see, by number: those of the most trusted record of each."""
    told = records_visible_to(actor).filter(manifestation__work=OuterRef("pk"))
    first = told.order_by("-source__trust", "pk").values("understood")[:1]
    rows = (
        works_visible_to(actor)
        .filter(pk__in=pks)
        .annotate(understood=Subquery(first))
        .values_list("pk", "understood")
    )
    return {pk: unpacked(said).title.text for pk, said in rows if said is not None}


def keeps_records_of(work: WorkShown, actor: Actor) -> bool:
    """Whether the actor answers for what was put together here: keeps one of its sources, or the region's catalogue."""
    if actor.region and actor.has(Role.COORDINATOR, Role.REGION_ADMIN):
        return True
    owners = {row.owner for row in work.given}
    return actor.institution in owners and actor.has(Role.ADMIN, Role.EDITOR)


# ---------------------------------------------------------------- reading


def _given(
    rows: Iterable[tuple[Any, ...]], institutions: Mapping[int, Any]
) -> tuple[dict[int, list[Given]], set[int]]:
    """The records by work, and the works with more records than are read."""
    found: dict[int, list[Given]] = defaultdict(list)
    cut = set()
    for work, pk, edition, identity, understood, source, name, owner, level, trust, at in rows:
        if len(found[work]) == MOST_RECORDS:
            cut.add(work)
            continue
        found[work].append(
            Given(
                pk=pk,
                edition=edition,
                identity=identity,
                record=unpacked(understood),
                source=source,
                source_name=name,
                owner=owner,
                owner_name=str(institutions.get(owner, "")),
                is_public=level == Level.PUBLIC,
                trust=trust,
                taken_at=at,
            )
        )
    return found, cut


def _called(
    items: Sequence[tuple[Any, ...]], records: Mapping[int, Given]
) -> list[tuple[Any, ...]]:
    """The things with the name of their place, where its source says one, in place of what the record writes."""
    sources = {row.source for row in records.values()}
    written = {item[_BRANCH] for item in items} - {""}
    rows = Branch.objects.filter(source__in=sources, written__in=written)
    names = {
        (source, code): name or holder
        for source, code, name, holder in rows.values_list(
            "source_id", "written", "name", "institution__name"
        )
        if name or holder
    }

    def called(item: tuple[Any, ...]) -> tuple[Any, ...]:
        record = records.get(item[0])
        name = names.get((record.source, item[_BRANCH])) if record else None
        return (*item[:_BRANCH], name, *item[_BRANCH + 1 :]) if name else item

    return [called(item) for item in items]


def _unsaid(
    records: Mapping[int, Given], items: Iterable[tuple[Any, ...]]
) -> list[tuple[Any, ...]]:
    """A record that names no thing on a shelf says that its library has it."""
    told = {item[0] for item in items}
    return [(pk, row.owner, *_NOTHING_SAID) for pk, row in records.items() if pk not in told]


def _held(
    items: Iterable[tuple[Any, ...]],
    records: Mapping[int, Given],
    institutions: Mapping[int, Any],
    actor: Actor,
    near: Spot | None,
) -> dict[int, list[Held]]:
    """What stands on shelves, by edition; ``records`` are those that are seen.

    What a library holds whose entry the actor may not see is left out.
    """
    own = institutions.get(actor.institution or 0)
    here = near or (_spot(own) if own is not None else None)
    found: dict[int, list[Held]] = defaultdict(list)
    for record, holder, branch, call_number, use, number, extent, note, url in items:
        institution = institutions.get(holder)
        if institution is None or record not in records:
            continue
        is_own, spot = holder == actor.institution, _spot(institution)
        far = nearness(here, spot) if here is not None else 0.0
        row = Held(
            edition=records[record].edition,
            institution=institution,
            branch=branch,
            call_number=call_number,
            use=Use(use),
            number=number,
            extent=extent,
            note=note,
            url=url,
            km=None if here is None or is_own else kilometres(here, spot),
            is_own=is_own,
            order=(
                not is_own, far, spot.prefecture, spot.municipality,
                sort_key(institution.name_kana or institution.name), holder, branch, call_number,
            ),
        )  # fmt: skip
        found[row.edition].append(row)
    return found


def _institutions(ids: set[int], actor: Actor) -> dict[int, Any]:
    """Those the actor may see, and the actor's own institution, from which one looks."""
    wanted = ids | ({actor.institution} if actor.institution is not None else set())
    found = directory.institutions_in_rows(actor).in_bulk(wanted)
    return {entry.pk: entry for entry in directory.all_shown(found.values(), actor)}


def _spot(institution: Any) -> Spot:
    return Spot(
        institution.prefecture,
        institution.municipality,
        institution.latitude,
        institution.longitude,
    )


def _work(
    pk: int, given: Sequence[Given], held: Mapping[int, Sequence[Held]], *, is_cut: bool
) -> WorkShown:
    told: dict[int, list[Told]] = defaultdict(list)
    for row in given:
        told[row.edition].append(Told(row.trust, row.record))
    editions = [
        Edition(number, merged(records), sorted(held.get(number, ()), key=in_shelf_order))
        for number, records in told.items()
    ]
    editions.sort(key=lambda each: (in_order(each.record), each.pk))
    order = {each.pk: n for n, each in enumerate(editions)}
    given = sorted(given, key=lambda row: (order[row.edition], row.pk))
    return WorkShown(pk, _common(editions, given), editions, given, is_cut=is_cut)


def _common(editions: Sequence[Edition], given: Iterable[Given]) -> Record:
    """What the records of all editions say together: what only one edition is, none of several says for all."""
    whole = merged([Told(row.trust, row.record) for row in given])
    if len(editions) == 1:
        return whole
    return replace(
        whole,
        volume="",
        volume_title=_NOTHING,
        edition="",
        date="",
        year=None,
        identifiers=(),
        extent="",
    )
