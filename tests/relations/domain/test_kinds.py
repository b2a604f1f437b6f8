"""The seven kinds, their order in the database, and the table of grounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.relations.domain.bases import BASES, BY_CODE, BY_LAW, BasisCode, BasisSort
from yuinowa.relations.domain.kinds import RECORDED, RelationKind, is_public_body, stored
from yuinowa.relations.domain.tags import TagCode, TagSort, of_sort
from yuinowa.relations.labels import relations as labels


def test_only_support_has_a_direction() -> None:  # I4
    assert [kind for kind in RelationKind if kind.is_directed] == [RelationKind.SUPPORT]


def test_working_together_as_partners_is_never_recorded_by_hand() -> None:  # I5
    assert set(RelationKind) - set(RECORDED) == {RelationKind.COLLABORATE}


@given(st.sampled_from(RECORDED), st.integers(1, 9), st.integers(1, 9))
def test_both_sides_store_a_pair_the_same_way(kind: RelationKind, mine: int, theirs: int) -> None:
    for we_support in (True, False):
        ours = stored(kind, mine, theirs, we_support=we_support)
        seen_from_there = stored(kind, theirs, mine, we_support=not we_support)

        assert ours == seen_from_there
        assert sorted(ours) == sorted((mine, theirs))


def test_every_ground_has_its_text_its_source_and_its_day() -> None:
    assert set(BY_CODE) == set(BasisCode) == set(labels.BASIS_TEXTS)
    assert all(basis.source and basis.title for basis in BASES)
    assert BasisCode.CASES_2021 not in BY_LAW
    assert len(BY_LAW) == sum(basis.sort is not BasisSort.CASE_BOOK for basis in BASES)


def test_every_tag_belongs_to_a_sort_and_has_words() -> None:
    assert sum(len(of_sort(sort)) for sort in TagSort) == len(TagCode) == len(labels.TAGS)
    assert len(of_sort(TagSort.TASK)) == 5
    assert len(of_sort(TagSort.REASON)) >= 5


def test_a_private_group_is_no_public_body() -> None:
    assert is_public_body(["npo", "public_library"])
    assert not is_public_body(["npo", "volunteer_group"])
    assert not is_public_body([])
