from __future__ import annotations

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalogue.matching.records import book
from tests.catalogue.matching.test_clusters import WEIGHTS, some_records
from yuinowa.catalogue.domain.matching.clusters import cluster
from yuinowa.catalogue.domain.matching.decisions import Decision, Kind, Level
from yuinowa.catalogue.domain.matching.edges import Node
from yuinowa.catalogue.domain.matching.traits import Traits, traits_of
from yuinowa.catalogue.domain.matching.works import unit_of, works
from yuinowa.catalogue.domain.records import Accessible, Material, Record


def works_of(*records: Record) -> int:
    """How many works the records are."""
    return len(works(unit_of(nodes) for nodes in _clusters(traits_of(one) for one in records)))


def _clusters(many: object) -> tuple[tuple[Node, ...], ...]:
    return cluster([(one, "") for one in many], WEIGHTS).clusters  # type: ignore[attr-defined]


KOKORO = book("こころ", "夏目漱石", "岩波書店", "1914")


def test_editions_and_readings_aloud_are_one_work() -> None:
    later = book("こころ　新潮文庫", "夏目, 漱石, 1867-1916", "新潮社", "1952")
    aloud = book("こころ [録音資料]", "夏目漱石", "新潮社", "1990", x=Accessible.AUDIO)

    assert works_of(KOKORO, later, aloud) == 1


def test_volumes_films_and_other_authors_are_other_works() -> None:
    film = book("こころ", "夏目漱石", "日活", "1955", m=Material.MOVING_IMAGE)
    other = book("こころ", "姜尚中", "集英社", "2013")
    volumes = (
        book("こころ 上", "夏目漱石", "岩波書店", "1920"),
        book("こころ 下", "夏目漱石", "岩波書店", "1920"),
    )

    assert works_of(KOKORO, film) == 2
    assert works_of(KOKORO, other) == 2
    assert works_of(*volumes) == 2


def test_old_books_that_name_nobody_are_one_work_by_title_and_reading() -> None:
    one = book("伊勢物語", "", "", "1650", k="イセ モノガタリ")
    other = book("伊㔟物語", "", "", "1700", k="イセモノガタリ")
    modern = book("伊勢物語", "", "講談社", "1975", k="イセモノガタリ")

    assert works_of(one, other) == 1
    assert works_of(one, modern) == 2


def test_people_decide_about_works_too() -> None:
    records = [KOKORO, book("こころ", "夏目漱石", "角川書店", "1951")]
    nodes = [[(traits_of(one), name)] for one, name in zip(records, "ab", strict=True)]
    units = [unit_of(one) for one in nodes]
    split = Decision(Kind.SPLIT, "a", "b", 1, Level.WORK)
    join = Decision(Kind.JOIN, "a", "b", 2, Level.WORK)

    assert len(works(units)) == 1
    assert len(works(units, [split])) == 2
    assert len(works(units, [split, join])) == 1


@settings(max_examples=60, deadline=None)
@given(some_records, st.integers(0, 99))
def test_works_do_not_hang_on_the_order(records: dict[str, Traits], seed: int) -> None:
    units = [unit_of(nodes) for nodes in _clusters(records.values())]
    shuffled = list(units)
    Random(seed).shuffle(shuffled)

    assert works(shuffled) == works(units)
