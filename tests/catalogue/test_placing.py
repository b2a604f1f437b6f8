"""What the tables say of editions is what matching says of the same records, in whatever order and batch they came."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest

from tests.catalogue.factories import source
from tests.catalogue.whole import what_hangs_in_the_air
from tests.directory.factories import institution
from yuinowa.catalogue.domain.matching import weights
from yuinowa.catalogue.domain.matching.arriving import MemoryPool
from yuinowa.catalogue.domain.matching.decisions import ref
from yuinowa.catalogue.domain.matching.traits import traits_of
from yuinowa.catalogue.domain.matching.works import unit_of, works
from yuinowa.catalogue.domain.records import Agent, Identifier, Record, Scheme, Written
from yuinowa.catalogue.models import Manifestation, SourceRecord
from yuinowa.catalogue.queries import matching as stored
from yuinowa.catalogue.services import placing
from yuinowa.catalogue.services.runs.bulk import insert, moment
from yuinowa.core import clock

pytestmark = pytest.mark.django_db

TITLES = (
    "石仏の里",
    "石佛の里",
    "鎌倉の石仏",
    "鎌倉の石仏 上",
    "鎌倉の石仏 下",
    "村の歴史",
    "村の歴史 第2巻",
)
NAMES = ("佐藤 花子", "佐藤花子/著", "田中 一郎", "")
YEARS = (1972, 1973, 1981, None)
PUBLISHERS = ("東京 : 真珠書院", "真珠書院", "国書刊行会", "")
ISBNS = ("9784040000015", "9784040000022", "")


def a_record(chance: Random, identity: str) -> Record:
    isbn = chance.choice(ISBNS)
    return Record(
        identity,
        Written(chance.choice(TITLES)),
        agents=(Agent(Written(name)),) if (name := chance.choice(NAMES)) else (),
        year=chance.choice(YEARS),
        publisher=Written(chance.choice(PUBLISHERS)),
        identifiers=(Identifier(Scheme.ISBN, isbn, isbn),) if isbn else (),
    )


def put(of: Any, records: Sequence[Record], leaving: Sequence[int] = ()) -> set[int]:
    """Take ``records`` in as the bulk path does."""
    arriving = [(of.pk, one.identity, traits_of(one)) for one in records]
    placed = placing.place(arriving, leaving)
    now = moment(clock.now())
    known = dict(SourceRecord.objects.filter(source=of).values_list("identity", "pk"))
    run = of.runs.get().pk
    for one, description, manifestation in zip(
        records, placed.descriptions, placed.manifestations, strict=True
    ):
        if one.identity in known:
            SourceRecord.objects.filter(pk=known[one.identity]).update(
                is_deleted=False, description=description, manifestation=manifestation
            )
            continue
        insert(
            SourceRecord,
            ("source_id", "identity", "run_id", "form", "raw", "digest", "understood", "is_deleted",
             "description_id", "manifestation_id", "taken_at", "seen_in"),
            [(of.pk, one.identity, run, "marc", b"", b"", "", False, description, manifestation, now, run)],
        )  # fmt: skip
    return placed.works


def works_in_tables() -> set[frozenset[Any]]:
    found: dict[int, set[Any]] = {}
    for one in stored.of_manifestations(
        Manifestation.objects.values_list("pk", flat=True)
    ).values():
        work = Manifestation.objects.get(pk=one.manifestation or 0).work_id
        assert work is not None
        found.setdefault(work, set()).add(one.node)
    return {frozenset(each) for each in found.values()}


def works_in_memory() -> set[frozenset[Any]]:
    nodes: dict[int | None, list[Any]] = {}
    for one in stored.of_manifestations(
        Manifestation.objects.values_list("pk", flat=True)
    ).values():
        nodes.setdefault(one.manifestation, []).append(one.node)
    by_first = {(unit := unit_of(each)).first: (unit, each) for each in nodes.values()}
    groups = works([unit for unit, _each in by_first.values()])
    return {
        frozenset(node for unit in group for node in by_first[unit.first][1]) for group in groups
    }


def clusters() -> set[tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for source_id, identity, manifestation in SourceRecord.objects.filter(is_deleted=False).values_list("source", "identity", "manifestation"):  # fmt: skip
        found.setdefault(manifestation, []).append(ref(str(source_id), identity))
    return {tuple(sorted(each)) for each in found.values()}


@pytest.mark.parametrize("seed", range(6))
def test_tables_and_memory_say_the_same(seed: int) -> None:
    chance = Random(seed)
    of = source(institution())
    of.runs.create(state="applied", file_name="x", created_at=clock.now())
    pool = MemoryPool(weights.load())
    records = {str(n): a_record(chance, str(n)) for n in range(40)}
    left = list(records.values())
    while left:
        batch, left = left[: (size := chance.randint(1, 15))], left[size:]
        put(of, batch)
        for one in batch:
            pool.put(ref(str(of.pk), one.identity), traits_of(one))
        assert clusters() == set(pool.clusters())
        assert works_in_tables() == works_in_memory()
    for _turn in range(6):  # some change, some go
        chosen = chance.sample(sorted(records), 5)
        ids = dict(SourceRecord.objects.filter(identity__in=chosen, is_deleted=False).values_list("identity", "pk"))  # fmt: skip
        back = [a_record(chance, identity) for identity in chosen[:3]]
        put(of, back, list(ids.values()))
        for identity in chosen[3:]:
            pool.drop(ref(str(of.pk), identity))
        for one in back:
            pool.put(ref(str(of.pk), one.identity), traits_of(one))
        assert clusters() == set(pool.clusters())
        assert works_in_tables() == works_in_memory()
    assert what_hangs_in_the_air() == []
