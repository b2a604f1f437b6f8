from collections import Counter

from yuinowa.catalogue.domain.generating.real import record_of, spread
from yuinowa.catalogue.domain.generating.seeds import seeds
from yuinowa.catalogue.domain.records import Material, Scheme


def test_a_real_work_is_told_as_its_set_tells_it() -> None:
    seed = next(one for one in seeds() if one.id == "029455884")

    record = record_of(seed)

    assert record.title.text == "これからの本の話をしよう"
    assert record.title.kana == "コレカラ ノ ホン ノ ハナシ オ シヨウ"
    assert (record.year, record.material) == (2019, Material.BOOK)
    assert {(one.scheme, one.value) for one in record.identifiers} == {
        (Scheme.ISBN, "9784794970756"),
        (Scheme.JPNO, "23173255"),
    }


def test_every_real_work_is_a_record_with_a_number_of_its_own() -> None:
    records = [record_of(one) for one in seeds()]

    assert len({one.identity for one in records}) == len(records)
    assert all(one.title.text for one in records)


def test_most_works_are_held_by_one_library_and_none_by_nobody() -> None:
    held = [places for _work, places in spread(seeds()[:5_000], 6)]
    counts = Counter(len(places) for places in held)

    assert 0.75 < counts[1] / len(held) < 0.85
    assert min(counts) == 1
    assert {place for places in held for place in places} == set(range(6))
    assert held == [places for _work, places in spread(seeds()[:5_000], 6)]
