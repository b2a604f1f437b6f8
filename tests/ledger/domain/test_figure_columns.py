from __future__ import annotations

import pytest

from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.domain.figure_columns import (
    Counted,
    FileMapping,
    Lack,
    Purpose,
    Use,
    every_counted,
    lacks_of,
    proposed,
    use_of,
    year_of_head,
)
from yuinowa.ledger.domain.figure_runs import Aim
from yuinowa.ledger.domain.kinds import Unit

LENT = Counted("ill.loan", Unit.ITEM, Side.GIVEN)


def uses(mapping: FileMapping) -> dict[int, str]:
    return {place: use.code for place, use in mapping.columns.items()}


def test_every_use_is_named_by_one_word() -> None:
    every = [Use(purpose) for purpose in Purpose if purpose not in {Purpose.COUNTED, Purpose.YEAR}]
    every += [Use(Purpose.COUNTED, counted=one) for one in every_counted()]
    every += [Use(Purpose.YEAR, year=year) for year in (1950, 2025, 2100)]

    assert [use_of(use.code) for use in every] == every


@pytest.mark.parametrize(
    "code",
    ["", "x", "figure:1", "year:25", "year:2999", "year:２０２５", "counted:ill.loan/yen/given"],
)
def test_any_other_word_is_no_use(code: str) -> None:
    assert use_of(code) is None


def test_of_what_nobody_gives_only_who_approached_is_asked() -> None:
    assert [one.side for one in every_counted() if one.kind == "contact"] == [Side.GIVEN] * 2


def test_a_mapping_is_kept_and_read_again() -> None:
    mapping = FileMapping(
        columns={0: Use(Purpose.INSTITUTION), 2: Use(Purpose.COUNTED, counted=LENT)},
        about=7,
        counted=LENT,
        fiscal_year=2025,
        institutions={"北館": 3},
        kinds={"貸": LENT.code},
    )

    assert FileMapping.from_json(mapping.as_json()) == mapping


def test_a_kind_that_is_gone_is_forgotten() -> None:
    kept = {"columns": {"0": "counted:gone.kind/item/given", "1": "period"}, "counted": "gone"}

    assert uses(FileMapping.from_json(kept)) == {1: "period"}


@pytest.mark.parametrize(
    ("head", "columns"),
    [
        (["館名", "年度", "貸出冊数"], {0: "institution", 1: "period", 2: "figure"}),
        (
            ["month_placed", "published", "item_authority", "pickup_authority", "reservations"],
            {0: "period", 2: "institution", 3: "partner", 4: "figure"},
        ),
    ],
)
def test_columns_of_an_exchange_are_proposed_by_their_heads(
    head: list[str], columns: dict[int, str]
) -> None:
    assert uses(proposed(head, Aim.EXCHANGE)) == columns


def test_columns_of_years_are_proposed_for_indicators() -> None:
    head = ["指標名", "単位", "令和5年度", "R6", "2025年度実績", "備考"]

    assert uses(proposed(head, Aim.INDICATORS)) == {
        0: "indicator", 2: "year:2023", 3: "year:2024", 4: "year:2025", 5: "remark",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("word", "year"),
    [
        ("令和6年度", 2024),
        ("R6実績", 2024),
        ("2024", 2024),
        ("6", None),
        ("年度", None),
        ("第6回", None),
    ],
)
def test_a_head_names_a_year_or_not(word: str, year: int | None) -> None:
    assert year_of_head(word) == year


def test_all_that_is_missing_is_named_at_once() -> None:
    assert lacks_of(FileMapping(), Aim.EXCHANGE) == [Lack.NO_FIGURES, Lack.NO_PERIOD, Lack.NO_INSTITUTION]  # fmt: skip
    assert lacks_of(FileMapping(), Aim.INDICATORS) == [Lack.NO_FIGURES, Lack.NO_PERIOD, Lack.NO_INDICATOR]  # fmt: skip


def test_columns_that_contradict_each_other_are_named() -> None:
    twice = FileMapping(columns={0: Use(Purpose.FIGURE), 1: Use(Purpose.FIGURE)}, fiscal_year=2025, about=1)  # fmt: skip
    mixed = FileMapping(
        columns={0: Use(Purpose.FIGURE), 1: Use(Purpose.COUNTED, counted=LENT)},
        fiscal_year=2025,
        about=1,
        counted=LENT,
    )

    assert lacks_of(twice, Aim.EXCHANGE) == [Lack.TWICE, Lack.NO_KIND]
    assert lacks_of(mixed, Aim.EXCHANGE) == [Lack.TWO_SHAPES]
