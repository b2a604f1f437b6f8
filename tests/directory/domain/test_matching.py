from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yuinowa.directory.domain.institutions import Certainty
from yuinowa.directory.domain.matching import (
    Fingerprint,
    Reason,
    compare,
    fingerprint,
    pair,
)


def of(
    name: str,
    telephone: str = "",
    postal_code: str = "",
    reading: str = "",
    prefecture: str = "13",
    municipality: str = "",
) -> Fingerprint:
    digits = frozenset({telephone.replace("-", "")} if telephone else ())
    return fingerprint(
        name,
        reading=reading,
        telephone_digits=digits,
        postal_code=postal_code,
        prefecture=prefecture,
        municipality=municipality,
    )


# Real pairs of the two lists (data/synth-params: 36 of 181 have the same name string).
@pytest.mark.parametrize(
    ("one", "other", "certainty", "reasons"),
    [
        (
            of("北海道立図書館", "011-386-8521", "069-0834"),
            of("北海道立図書館", "011-386-8521", "069-0834"),
            Certainty.SURE,
            (Reason.NAME, Reason.TELEPHONE, Reason.POSTAL_CODE),
        ),
        (
            of("帯広畜産大学附属図書館", "0155-49-5337", "080-8555"),
            of("帯広畜産大学 附属図書館", "0155-49-5340", "080-8555"),
            Certainty.SURE,
            (Reason.NAME, Reason.POSTAL_CODE),
        ),
        (
            of("名古屋工業大学附属図書館", "052-735-5101", "466-8555"),
            of("名古屋工業大学 図書館", "052-735-5101", "466-8555"),
            Certainty.SURE,
            (Reason.NAME_BUT_FORM, Reason.TELEPHONE, Reason.POSTAL_CODE),
        ),
        (
            of("秋田県立大学図書・情報センター（本荘キャンパス）", "0184-27-2049"),
            of("秋田県立大学 本荘キャンパス 図書・情報センター", "0184-27-2049"),
            Certainty.SURE,
            (Reason.NAME_REORDERED, Reason.TELEPHONE),
        ),
        (
            of("財団法人国際文化会館図書室", "03-3470-3213", "106-0032"),
            of("公益財団法人 国際文化会館", "03-3470-3213", "106-0032"),
            Certainty.SURE,
            (Reason.NAME_CORE, Reason.TELEPHONE, Reason.POSTAL_CODE),
        ),
        (
            of("国立保健医療科学院 図書館サービス室", "048-458-6213", "351-0197"),
            of("国立保健医療科学院", "048-458-6212", "351-0197"),
            Certainty.PROBABLE,
            (Reason.NAME_CORE, Reason.POSTAL_CODE),
        ),
        (
            of("中央大学図書館", "042-674-2522", "192-0393"),
            of("中央大学 中央図書館", "042-674-2522", "192-0393"),
            Certainty.PROBABLE,
            (Reason.NAME_PART, Reason.TELEPHONE, Reason.POSTAL_CODE),
        ),
        (
            of("琉球大学附属図書館", "098-895-8168", municipality="473294"),
            of("琉球大学 附属図書館", "098-895-8166", municipality="473294"),
            Certainty.PROBABLE,
            (Reason.NAME,),
        ),
        # One university, two places: the prefecture speaks against the name.
        (
            of("大東文化大学図書館", "0493-31-1532", prefecture="11"),
            of("大東文化大学 図書館", "03-5399-7332", prefecture="13"),
            Certainty.SOLE,
            (),
        ),
        # Neighbours share a postal code.
        (
            of("柏市立図書館", "04-7164-5346", "277-0005"),
            of("開智国際大学 図書館", "04-7167-8655", "277-0005"),
            Certainty.SOLE,
            (),
        ),
        # Two desks of one university behind one telephone.
        (
            of("立正大学古書資料館", "03-3492-6615", "141-8602"),
            of("立正大学図書館 品川図書館", "03-3492-6615", "141-8602"),
            Certainty.SOLE,
            (),
        ),
        # 中央図書館 is the name of many.
        (
            of("中央図書館", municipality="131032"),
            of("中央図書館", municipality="131041"),
            Certainty.SOLE,
            (),
        ),
    ],
)
def test_real_pairs(
    one: Fingerprint, other: Fingerprint, certainty: Certainty, reasons: tuple[Reason, ...]
) -> None:
    verdict = compare(one, other)

    assert (verdict.certainty, verdict.reasons) == (certainty, reasons)


def test_of_two_equally_good_candidates_none_is_taken() -> None:
    record = of("神戸学院大学図書館", "078-974-1551")
    desks = [
        (1, of("神戸学院大学 有瀬館", "078-974-1551")),
        (2, of("神戸学院大学 経済学部", "078-974-1551")),
    ]

    pairing = pair([("a", record)], desks)

    assert not pairing.joined
    assert pairing.undecided == {"a"}


def test_two_records_do_not_share_one_candidate() -> None:
    records = [
        ("a", of("三康文化図書館", "03-3431-6073")),
        ("b", of("三康文化図書館 別室", "03-3431-6073")),
    ]

    pairing = pair(records, [(1, of("三康文化図書館", "03-3431-6073"))])

    assert {key: candidate for key, (candidate, _v) in pairing.joined.items()} == {"a": 1}
    assert pairing.undecided == {"b"}


prints = st.builds(
    of,
    st.sampled_from(
        [
            "中央大学図書館",
            "中央大学 中央図書館",
            "中央大学附属図書館",
            "三康図書館",
            "財団法人三康図書館",
            "図書館",
        ]
    ),
    st.sampled_from(["", "03-3431-6073", "042-674-2522"]),
    st.sampled_from(["", "105-0011", "192-0393"]),
    st.sampled_from(["", "サンコウトショカン", "チュウオウダイガクトショカン"]),
    st.sampled_from(["", "13", "14"]),
    st.sampled_from(["", "131032"]),
)


@given(prints, prints)
def test_likeness_has_no_direction(one: Fingerprint, other: Fingerprint) -> None:
    assert compare(one, other) == compare(other, one)


@given(prints)
def test_a_record_with_a_contact_is_surely_itself(one: Fingerprint) -> None:
    if one.telephones or one.postal_code:
        assert compare(one, one).certainty is Certainty.SURE


@given(prints, prints)
def test_another_prefecture_is_another_institution(one: Fingerprint, other: Fingerprint) -> None:
    if one.prefecture and other.prefecture and one.prefecture != other.prefecture:
        assert compare(one, other).certainty is Certainty.SOLE


@given(st.lists(prints, max_size=6), st.lists(prints, max_size=6))
def test_pairs_do_not_depend_on_the_order_and_use_each_candidate_once(
    some: list[Fingerprint], others: list[Fingerprint]
) -> None:
    records, candidates = list(enumerate(some)), list(enumerate(others))
    turned = pair(records[::-1], candidates[::-1])

    pairing = pair(records, candidates)

    assert (dict(pairing.joined), pairing.undecided) == (dict(turned.joined), turned.undecided)
    taken = [candidate for candidate, _verdict in pairing.joined.values()]
    assert len(taken) == len(set(taken))


@given(prints, prints)
def test_whoever_can_be_joined_meets_in_a_block(one: Fingerprint, other: Fingerprint) -> None:
    if compare(one, other).certainty is not Certainty.SOLE:
        assert pair([("a", one)], [(1, other)]).joined
