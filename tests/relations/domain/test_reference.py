"""The four reference rings and what they say of an institution's own ring."""

from __future__ import annotations

import pytest

from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.domain.reference import NAMED, Middle, coverage, middle_of


@pytest.mark.parametrize("middle", Middle)
def test_the_case_books_add_to_the_law_and_name_nobody_twice(middle: Middle) -> None:
    by_law = [named for named in NAMED[middle] if named.by_law]

    assert 0 < len(by_law) < len(NAMED[middle])
    kinds = [kind for named in by_law for kind in named.kinds]
    assert len(kinds) == len(set(kinds))


def test_only_support_says_who_gives() -> None:
    for named in (named for rows in NAMED.values() for named in rows):
        assert (named.gives is not None) == (RelationKind.SUPPORT in named.relations)


def test_working_together_with_residents_comes_from_the_case_books_alone() -> None:
    for rows in NAMED.values():
        found = [named for named in rows if RelationKind.COLLABORATE in named.relations]
        assert [named.kinds for named in found] == [(InstitutionKind.VOLUNTEER_GROUP,)]
        assert not found[0].by_law


@pytest.mark.parametrize(
    ("kinds", "middle"),
    [
        ({"public_library"}, Middle.PUBLIC_LIBRARY),
        ({"prefectural_library"}, Middle.PUBLIC_LIBRARY),
        ({"school", "school_library"}, Middle.SCHOOL_LIBRARY),
        ({"npo"}, None),
        (set(), None),
    ],
)
def test_whose_table_it_is_follows_from_the_kinds(kinds: set[str], middle: Middle | None) -> None:
    assert middle_of(kinds) == middle


def test_a_partner_of_two_kinds_reaches_both() -> None:
    found = coverage(Middle.PUBLIC_LIBRARY, [(7, frozenset({"school", "school_library"}))])

    reached = {row.named.kinds for row in found if row.found == (7,)}
    assert reached == {(InstitutionKind.SCHOOL,), (InstitutionKind.SCHOOL_LIBRARY,)}
    assert all(row.found in {(), (7,)} for row in found)
