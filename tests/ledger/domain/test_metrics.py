from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger.domain.definitions import WORDS, definition, definitions, metric
from yuinowa.ledger.domain.definitions import parse, read_json
from yuinowa.ledger.domain.faults import DefinitionRefused, Fault
from yuinowa.ledger.domain.metrics import Metric, Period
from yuinowa.ledger.domain.restoring import restore
from yuinowa.ledger.domain.values import MetricRef

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


def faults(data: Any, **lookups: Metric) -> list[tuple[str, Fault]]:
    """Place and fault of everything that is refused."""
    with pytest.raises(DefinitionRefused) as refused:
        parse(data, WORDS, lookup=lambda ref: lookups.get(ref.code))
    return [(finding.place, finding.fault) for finding in refused.value.findings]


@given(definitions())
def test_a_definition_read_written_and_read_again_is_the_same_metric(data: dict[str, Any]) -> None:
    read = parse(data, WORDS)

    assert parse(read.as_json(), WORDS) == read
    assert restore(read.as_json(), read.kinds) == read


@given(ANY_JSON)
def test_anything_that_is_no_definition_is_refused_and_never_breaks(data: Any) -> None:
    assert faults(data)


@given(definitions(), st.sampled_from(sorted(definition())), ANY_JSON)
def test_a_definition_with_one_value_replaced_is_read_or_refused(
    data: dict[str, Any], key: str, value: Any
) -> None:
    with suppress(DefinitionRefused):
        assert parse(data | {key: value}, WORDS).as_json()


@given(st.text(min_size=1, max_size=12))
def test_rule_1_an_unknown_key_is_refused_wherever_it_stands(key: str) -> None:
    assert faults(definition() | {f"x{key}": 1}) == [(f"x{key}"[:80], Fault.UNKNOWN_KEY)]
    assert faults(definition(partner={f"x{key}": 1})) == [
        (f"partner.x{key}"[:80], Fault.UNKNOWN_KEY)
    ]


def test_rule_1_every_value_is_a_registered_word_a_number_or_an_id() -> None:
    found = faults(
        definition(
            count="SELECT 1",
            side="here",
            period="week",
            kinds=["ill.loan", "dance"],
            scope=["world"],
            partner={"kind": ["circus"], "area": ["港区"], "only": [0], "except": ["7"]},
            context="all",
            voice="loud",
            lineage="old",
            group=["name"],
        )
    )

    assert found == [
        ("kinds[1]", Fault.UNKNOWN_KIND),
        ("count", Fault.NOT_A_WORD),
        ("side", Fault.NOT_A_WORD),
        ("period", Fault.NOT_A_WORD),
        ("scope[0]", Fault.NOT_A_WORD),
        ("partner.kind[0]", Fault.UNKNOWN_INSTITUTION_KIND),
        ("partner.area[0]", Fault.BAD_AREA),
        ("partner.only[0]", Fault.BAD_ID),
        ("partner.except[0]", Fault.BAD_ID),
        ("context", Fault.NOT_A_WORD),
        ("voice", Fault.NOT_A_WORD),
        ("lineage", Fault.NOT_A_WORD),
        ("group[0]", Fault.NOT_A_WORD),
    ]


def test_all_missing_keys_are_named_at_once() -> None:
    assert faults({}) == [
        (place, Fault.MISSING_KEY)
        for place in ("code", "version", "label", "kinds", "unit", "count", "side", "period")
    ]


@pytest.mark.parametrize("version", [0, -1, True, 1.0, "1", 10_000])
def test_a_version_is_a_whole_number_from_one(version: object) -> None:
    assert faults(definition(version=version)) == [("version", Fault.NOT_A_NUMBER)]


@pytest.mark.parametrize("label", ["", " ", "a" * 121, "two\nlines", 3])
def test_a_label_is_one_short_line(label: object) -> None:
    assert faults(definition(label={"ja": label, "en": "Items lent"})) == [
        ("label.ja", Fault.BAD_LABEL)
    ]


def test_a_value_named_twice_is_refused() -> None:
    assert faults(definition(kinds=["ill.loan", "ill.loan"])) == [("kinds[1]", Fault.NAMED_TWICE)]


def test_a_family_of_kinds_is_written_out_with_the_kinds_of_today() -> None:
    read = metric(kinds=["ill.*"])

    assert read.patterns == ("ill.*",)
    assert read.kinds == ("ill.copy", "ill.loan", "ill.request")


def test_a_saved_version_keeps_its_kinds_when_the_family_has_grown() -> None:
    saved = metric(kinds=["ill.*"])

    assert restore(saved.as_json(), ("ill.loan",)).kinds == ("ill.loan",)


def test_rule_3_the_unit_must_be_a_unit_of_every_kind() -> None:
    assert faults(definition(kinds=["ill.loan", "contact"], side="both")) == [
        ("unit", Fault.UNIT_NOT_OF_KIND)
    ]
    assert faults(definition(kinds=["ill.loan", "ill.copy"], unit="page")) == [
        ("unit", Fault.UNIT_NOT_OF_KIND)
    ]


@pytest.mark.parametrize("side", ["given", "received"])
def test_of_an_undirected_kind_nobody_asks_what_was_given(side: str) -> None:
    assert faults(definition(kinds=["contact"], unit="time", side=side)) == [
        ("side", Fault.UNDIRECTED_KIND)
    ]


def ratio(**changes: Any) -> dict[str, Any]:
    return {
        "code": "fill_rate",
        "version": 1,
        "label": {"ja": "充足率", "en": "Fill rate"},
        "count": {"ratio": ["lent@1", "asked@1"], "times": 100},
        "period": "fiscal_year",
    } | changes


LENT = metric(code="lent")
ASKED = metric(code="asked", kinds=["ill.request"], side="received")


def test_rule_6_a_ratio_names_two_saved_metrics() -> None:
    lookup = {"lent": LENT, "asked": ASKED}
    read = parse(ratio(), WORDS, lookup=lambda ref: lookup.get(ref.code))

    assert read.ratio is not None
    assert read.ratio.parts == (MetricRef("lent", 1), MetricRef("asked", 1))
    assert read.result_unit == "percent"
    assert restore(read.as_json(), ()) == read


def test_rule_6_the_parts_of_a_ratio_share_its_period() -> None:
    by_month = metric(code="asked", period="month")

    assert faults(ratio(), lent=LENT, asked=by_month) == [("count.ratio[1]", Fault.PERIODS_DIFFER)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"count": {"ratio": ["lent@1"], "times": 100}}, ("count.ratio", Fault.NOT_A_LIST)),
        ({"count": {"ratio": ["lent@1", "lent"], "times": 1}}, ("count.ratio[1]", Fault.BAD_METRIC_REF)),
        ({"count": {"ratio": ["lent@1", "none@1"], "times": 1}}, ("count.ratio[1]", Fault.UNKNOWN_METRIC)),
        ({"count": {"ratio": ["lent@1", "asked@1"], "times": 7}}, ("count.times", Fault.NOT_A_WORD)),
        ({"count": {"ratio": ["lent@1", "asked@1"], "times": True}}, ("count.times", Fault.NOT_A_WORD)),
        ({"unit": "item"}, ("unit", Fault.NOT_FOR_RATIO)),
    ],
)  # fmt: skip
def test_a_ratio_takes_the_rest_from_its_parts(
    changes: dict[str, Any], expected: tuple[str, Fault]
) -> None:
    assert faults(ratio(**changes), lent=LENT, asked=ASKED) == [expected]


def test_a_ratio_of_a_ratio_and_of_days_is_refused() -> None:
    lookup = {"lent": LENT, "asked": ASKED}
    rate = parse(ratio(), WORDS, lookup=lambda ref: lookup.get(ref.code))
    first = metric(code="asked", count="first_day")

    assert faults(ratio(), lent=LENT, asked=rate) == [("count.ratio[1]", Fault.RATIO_OF_RATIO)]
    assert faults(ratio(), lent=LENT, asked=first) == [("count.ratio[1]", Fault.RATIO_OF_DAYS)]


@pytest.mark.parametrize(
    "text", ["", "{", '{"a":1,"a":2}', '{"a":NaN}', "[" * 100_000, b"\xff", "1" * 70_000]
)
def test_a_text_that_is_not_strict_json_is_refused(text: str | bytes) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        read_json(text)

    assert [finding.fault for finding in refused.value.findings] == [Fault.UNREADABLE]


def test_defaults_are_those_of_the_design() -> None:
    read = metric()

    assert read.as_json() == definition()
    assert (read.scopes, read.context, read.voice, read.lineage, read.group) == (
        (), "any", "chosen", "then", (),
    )  # fmt: skip
    assert read.period is Period.FISCAL_YEAR
