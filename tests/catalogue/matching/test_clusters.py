from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.matching.records import book
from yuinowa.catalogue.domain.generating.catalogues import generate
from yuinowa.catalogue.domain.matching import blocks
from yuinowa.catalogue.domain.matching.arriving import MemoryPool
from yuinowa.catalogue.domain.matching.clusters import by_record, cluster, node_of, settle
from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, named_by, take_out
from yuinowa.catalogue.domain.matching.edges import Field
from yuinowa.catalogue.domain.matching.guards import apart, side_of
from yuinowa.catalogue.domain.matching.levels import CODES
from yuinowa.catalogue.domain.matching.traits import Traits, from_row, traits_of
from yuinowa.catalogue.domain.matching.weights import load
from yuinowa.catalogue.domain.matching.workers import edges_by
from yuinowa.catalogue.domain.records import Record

WEIGHTS = load()


def clusters_of(
    records: dict[str, Traits], *decisions: Decision, partitions: int = 1
) -> tuple[tuple[str, ...], ...]:
    named = named_by(decisions)
    nodes = [node_of(record, traits, named) for record, traits in records.items()]
    found = cluster(nodes, WEIGHTS, decisions, partitions=partitions)
    return by_record(records, found, decisions)


def pool_of(records: dict[str, Traits], *decisions: Decision) -> MemoryPool:
    pool = MemoryPool(WEIGHTS)
    pool.decide(*decisions)
    for record, traits in records.items():
        pool.put(record, traits)
    return pool


def traits(*records: Record) -> dict[str, Traits]:
    return {chr(ord("a") + at): traits_of(record) for at, record in enumerate(records)}


KAFKA = book("海辺のカフカ", "村上春樹", "新潮社", "2002", i=1)
WITHOUT_ISBN = book("海辺のカフカ", "村上 春樹／著", "東京:新潮社", "2002.9")


def test_records_of_one_book_are_one_cluster() -> None:
    records = traits(KAFKA, WITHOUT_ISBN, replace(KAFKA, date="2002.9"), book("道", "東山魁夷"))

    assert clusters_of(records) == (("a", "b", "c"), ("d",))


def test_no_third_record_brings_two_volumes_together() -> None:
    records = traits(
        replace(KAFKA, volume="上"), replace(KAFKA, volume="下"), KAFKA, replace(KAFKA, date="")
    )

    found = clusters_of(records)

    assert not any({"a", "b"} <= set(one) for one in found)


def test_an_isbn_of_several_volumes_joins_nothing_by_itself() -> None:
    first = book("昭和史", "半藤一利", "平凡社", "2009", i=22, v="上")
    records = traits(first, replace(first, volume="下"), replace(first, volume=""))

    assert clusters_of(records) == (("a",), ("b",), ("c",))


def test_a_record_without_isbn_does_not_connect_two_isbns() -> None:
    records = traits(KAFKA, book("海辺のカフカ", "村上春樹", "新潮社", "2002", i=2), WITHOUT_ISBN)

    found = clusters_of(records)

    assert not any({"a", "b"} <= set(one) for one in found)


def test_what_is_refused_is_told_so_that_it_can_be_asked() -> None:
    records = traits(KAFKA, book("海辺のカフカ", "村上春樹", "新潮社", "2002", i=2), WITHOUT_ISBN)

    found = cluster([(one, "") for one in records.values()], WEIGHTS)

    assert len(found.refused) == 1


# ---------------------------------------------------------------- people decide


def test_a_split_outranks_every_score() -> None:
    records = traits(KAFKA, KAFKA, WITHOUT_ISBN)

    assert clusters_of(records) == (("a", "b", "c"),)
    assert clusters_of(records, *take_out("b", records)) == (("a", "c"), ("b",))


def test_a_join_outranks_every_guard() -> None:
    records = traits(replace(KAFKA, volume="上"), replace(KAFKA, volume="下"))
    join = Decision(Kind.JOIN, "a", "b")

    assert clusters_of(records, join) == (("a", "b"),)


def test_a_later_decision_holds_against_an_earlier_one_and_against_what_follows_from_several() -> (
    None
):
    records = traits(KAFKA, KAFKA, KAFKA)
    joins = (Decision(Kind.JOIN, "a", "b", 1), Decision(Kind.JOIN, "b", "c", 2))
    split = Decision(Kind.SPLIT, "a", "c", 3)

    assert clusters_of(records, *joins) == (("a", "b", "c"),)
    assert clusters_of(records, *joins, split) == (("a",), ("b", "c"))


def test_a_split_survives_a_full_reload() -> None:
    records = traits(KAFKA, KAFKA, WITHOUT_ISBN)
    pool = pool_of(records)
    pool.decide(*take_out("b", records))

    for record in records:
        pool.drop(record)
    for record, one in records.items():
        pool.put(record, one)

    assert pool.clusters() == (("a", "c"), ("b",))


def test_undoing_a_decision_is_deciding_without_it() -> None:
    records = traits(KAFKA, KAFKA)

    assert clusters_of(records, *take_out("b", records)) == (("a",), ("b",))
    assert clusters_of(records) == (("a", "b"),)


# ---------------------------------------------------------------- one answer, whatever the order

some_traits = st.builds(
    Traits,
    title=st.sampled_from(["海辺ノカフカ", "海辺ノカフカ上巻論", "石仏ノ里", "石塔ノ里"]),
    kana=st.sampled_from(["", "ウミベノカフカ", "セキブツノサト"]),
    volume=st.sampled_from(["", "", "上", "下", "1"]),
    edition=st.sampled_from(["", "", "2", "3"]),
    year=st.sampled_from([0, 2002, 2002, 2003, 2010]),
    publisher=st.sampled_from(["", "新潮社", "新潮社", "木耳社"]),
    agents=st.sampled_from([(), ("村上春樹",), ("若杉慧",), ("村上春樹", "若杉慧")]),
    isbns=st.sampled_from(
        [(), (), ("9784999000012",), ("9784999000029",), ("9784999000012", "9784999000029")]
    ),
    material=st.sampled_from(["", "book", "book", "map"]),
)
some_records = st.lists(some_traits, min_size=1, max_size=14).map(
    lambda many: {f"r{at:02}": one for at, one in enumerate(many)}
)
names = st.sampled_from([f"r{at:02}" for at in range(8)])
some_decisions = st.lists(
    st.builds(Decision, st.sampled_from(Kind), names, names, st.integers(1, 9)).filter(
        lambda one: one.one != one.other
    ),
    max_size=4,
)


def in_any_order(records: dict[str, Traits], decisions: list[Decision], seed: int) -> None:
    random = Random(seed)
    wanted = clusters_of(records, *decisions)
    shuffled = list(records.items())
    random.shuffle(shuffled)
    assert clusters_of(dict(shuffled), *decisions) == wanted
    assert clusters_of(dict(shuffled), *decisions, partitions=4) == wanted

    one_by_one = pool_of(dict(shuffled), *decisions)
    assert one_by_one.clusters() == wanted

    half = random.randint(0, len(shuffled))
    batched = MemoryPool(WEIGHTS)
    batched.load(dict(shuffled[:half]))
    for record, one in shuffled[half:]:
        batched.put(record, one)
    batched.decide(*decisions)
    assert batched.clusters() == wanted

    gone = [record for record, _one in shuffled[: random.randint(0, len(shuffled))]]
    for record in gone:
        batched.drop(record)
    left = {record: one for record, one in records.items() if record not in gone}
    assert batched.clusters() == clusters_of(left, *decisions)


@settings(max_examples=60, deadline=None)
@given(some_records, some_decisions, st.integers(0, 999))
def test_the_same_records_give_the_same_clusters_in_any_order_and_batching(
    records: dict[str, Traits], decisions: list[Decision], seed: int
) -> None:
    in_any_order(records, decisions, seed)


@settings(max_examples=60, deadline=None)
@given(some_records, some_decisions, st.integers(0, 999))
def test_so_they_do_where_blocks_are_full(
    records: dict[str, Traits], decisions: list[Decision], seed: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(blocks, "CAPS", dict.fromkeys(blocks.CAPS, 3))
        in_any_order(records, decisions, seed)


@settings(max_examples=60, deadline=None)
@given(some_records)
def test_nothing_a_guard_keeps_apart_is_ever_together(records: dict[str, Traits]) -> None:
    for members in clusters_of(records):
        for one, other in combinations(members, 2):
            assert apart(side_of(records[one]), side_of(records[other]), chained=True) is None


def test_one_worker_and_four_give_the_same_clusters() -> None:
    rows = list(generate(1_500, seed=3))
    field = Field.of((traits_of(row.record), "") for row in rows)

    alone, by_four = edges_by(field, WEIGHTS, 1), edges_by(field, WEIGHTS, 4)

    assert len(alone) > 1_000
    assert sorted(alone) == sorted(by_four)
    assert settle(field, alone) == settle(field, by_four)


def test_a_person_is_asked_about_what_is_alike_and_not_together() -> None:
    undated = book("国府の石碑", "西尾護", "西尾護", "")
    pool = pool_of(traits(undated, undated, replace(undated, extent="80p"), book("道", "東山魁夷")))

    (other, verdict), *more = pool.questions("a")

    assert not more
    assert other[0].pages == 80
    assert str(verdict.zone) == "ask"
    assert [str(guard) for guard in verdict.guards] == ["year"]


def test_a_record_without_a_year_does_not_lead_from_one_edition_to_the_next() -> None:
    first = book("武蔵の板碑", "千々和到", "東京堂", "1988")
    records = traits(first, replace(first, date="1999"), replace(first, date=""))

    found = clusters_of(records)

    assert not any({"a", "b"} <= set(one) for one in found)


def test_every_reason_has_points_and_a_place_in_the_list() -> None:
    assert set(WEIGHTS.points) == set(CODES)


@given(some_traits)
def test_traits_come_back_from_their_row(one: Traits) -> None:
    assert from_row(one.row()) == one


def test_traits_of_another_version_are_made_anew() -> None:
    with pytest.raises(ValueError, match="version"):
        from_row('[0,"海"]')
