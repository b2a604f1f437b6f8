from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.criteria import Confirmed, Criteria, Facet, Sort, TakesPart
from yuinowa.directory.domain.institutions import InstitutionKind, Service, Status
from yuinowa.directory.domain.places import PREFECTURES
from yuinowa.directory.domain.programmes import Programme

VALUES = {
    Facet.KIND: [kind.value for kind in InstitutionKind],
    Facet.PREFECTURE: list(PREFECTURES),
    Facet.MEMBER: [part.value for part in TakesPart],
    Facet.PROGRAMME: [programme.value for programme in Programme],
    Facet.SERVICE: [service.value for service in Service],
    Facet.STATUS: [status.value for status in Status],
    Facet.CONFIRMED: [word.value for word in Confirmed],
}
criteria = st.builds(
    Criteria,
    text=st.text(max_size=20),
    kinds=st.lists(st.sampled_from(InstitutionKind), unique=True, max_size=3).map(tuple),
    prefectures=st.lists(st.sampled_from(list(PREFECTURES)), unique=True, max_size=3).map(tuple),
    takes_part=st.lists(st.sampled_from(TakesPart), unique=True).map(tuple),
    programmes=st.lists(st.sampled_from(Programme), unique=True, max_size=3).map(tuple),
    services=st.lists(st.sampled_from(Service), unique=True, max_size=3).map(tuple),
    statuses=st.lists(st.sampled_from(Status), unique=True, max_size=3).map(tuple),
    confirmed=st.lists(st.sampled_from(Confirmed), unique=True).map(tuple),
    sort=st.sampled_from(Sort),
)
choices = st.sampled_from([(facet, value) for facet, values in VALUES.items() for value in values])


@given(criteria, choices)
def test_choosing_a_value_twice_takes_it_off_again(
    search: Criteria, choice: tuple[Facet, str]
) -> None:
    facet, value = choice
    once = search.toggled(facet, value)

    twice = once.toggled(facet, value)

    assert once != search
    assert {f: set(v) for f, v in twice.narrowing.items()} == {
        f: set(v) for f, v in search.narrowing.items()
    }
    assert (twice.text, twice.sort) == (search.text, search.sort)


@given(criteria)
def test_widening_keeps_words_and_order_alone(search: Criteria) -> None:
    wide = search.widened()

    assert wide.narrowing == {}
    assert (wide.text, wide.sort) == (search.text, search.sort)
    assert wide.is_blank == (not search.text.strip())


def test_an_address_leaves_out_what_is_as_usual() -> None:
    assert Criteria().parameters() == []
    assert Criteria(
        "三康",
        kinds=(InstitutionKind.MUSEUM, InstitutionKind.ARCHIVE),
        prefectures=("13",),
        takes_part=(TakesPart.YES,),
        sort=Sort.PLACE,
    ).parameters() == [
        ("q", "三康"),
        ("kind", "museum"),
        ("kind", "archive"),
        ("prefecture", "13"),
        ("member", "yes"),
        ("sort", "place"),
    ]
