import pytest

from tests.catalogue.matching.hard_pairs import ALL, Pair
from yuinowa.catalogue.domain.matching.scoring import judge
from yuinowa.catalogue.domain.matching.traits import traits_of
from yuinowa.catalogue.domain.matching.weights import load


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair[1])
def test_a_hard_pair_is_judged_as_a_librarian_would(pair: Pair) -> None:
    wanted, _why, one, other = pair

    verdict = judge(traits_of(one), traits_of(other), load())

    assert str(verdict.zone) in wanted.split(), (traits_of(one), traits_of(other), verdict)


@pytest.mark.parametrize("pair", ALL, ids=lambda pair: pair[1])
def test_a_verdict_is_the_same_from_both_sides(pair: Pair) -> None:
    _wanted, _why, one, other = pair

    there, back = traits_of(one), traits_of(other)

    assert judge(there, back, load()) == judge(back, there, load())
