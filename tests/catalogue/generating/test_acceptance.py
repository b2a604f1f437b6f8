"""RECIPE §2.7: records that are not as unlike as real ones would make every measure of matching a lie."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest

from bench.catalogue_likeness import measured
from yuinowa.catalogue.domain.generating.catalogues import Truth, generate
from yuinowa.catalogue.domain.generating.seeds import seeds
from yuinowa.kernel import identifiers

#: Measured on public records; origin in tests/files/README.md.
WANTED = json.loads(
    (Path(__file__).parent.parent.parent / "files/catalogue/likeness.json").read_text("utf-8")
)


@pytest.fixture(scope="module")
def rows() -> list[Truth]:
    return list(generate(45_000, seed=2, famous=0.95))


@pytest.fixture(scope="module")
def found(rows: list[Truth]) -> dict[str, float]:
    return measured(rows, pairs_each=60)


@pytest.mark.parametrize("name", WANTED["agreement"])
def test_pairs_of_one_manifestation_agree_as_often_as_real_ones(
    name: str, found: dict[str, float]
) -> None:
    assert found[name] == pytest.approx(WANTED["agreement"][name], abs=0.05)


def test_a_title_has_as_many_forms_as_real_ones_have(found: dict[str, float]) -> None:
    assert found["title forms"] == pytest.approx(WANTED["title forms"], rel=0.2)


@pytest.mark.parametrize("quantile", ["5", "10", "25"])
def test_titles_are_as_unlike_as_real_ones(quantile: str, found: dict[str, float]) -> None:
    wanted = WANTED["jaro_winkler"][quantile]

    assert found[f"jaro_winkler_{quantile}"] == pytest.approx(wanted, abs=0.03)


def test_the_same_arguments_give_the_same_records() -> None:
    assert list(generate(300, seed=4)) == list(generate(300, seed=4))


def test_flaws_are_logged_and_a_record_keeps_its_truth(rows: list[Truth]) -> None:
    flaws = {flaw for row in rows for flaw in row.flaws}

    assert {"isbn-cut", "isbn-mistyped", "wrong-field", "author-missing", "old-kanji"} <= flaws
    assert len({row.ref for row in rows}) == len(rows)
    assert all(row.manifestation.startswith(row.work.split("/")[0]) for row in rows)


def test_no_made_up_isbn_is_one_of_a_real_book_here() -> None:
    real = {identifiers.isbn(seed.isbn).value for seed in seeds() if seed.isbn}
    made = {
        one.value
        for row in islice(generate(3_000, seed=2), 3_000)
        for one in row.record.identifiers
    }

    assert real
    assert not real & made
    assert len(seeds()) == 35_794
