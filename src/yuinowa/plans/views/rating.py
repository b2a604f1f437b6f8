"""The rating of a sheet in words and printed numbers, as the part of its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from yuinowa.ledger.domain.attainment import BEYOND, Method
from yuinowa.ledger.domain.indicators import stored
from yuinowa.plans.domain.printed import printed_figure
from yuinowa.plans.labels.rating import LIMITS, METHODS, SHORT_JOININGS
from yuinowa.plans.queries import RatedIndicator, RatingView


@dataclass(frozen=True)
class RuleRow:
    """What the rule says about one indicator."""

    label: str
    forecast: str
    percent: str
    code: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Variants:
    """The rating under other rules: methods down, joinings across."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def rating_context(view: RatingView) -> dict[str, object]:
    """What ``plans/parts/sheet_rating.html`` reads beside the sheet."""
    return {
        "view": view,
        "rule_rows": [_row(one) for one in view.indicators],
        "variants": _variants(view),
    }


def _row(one: RatedIndicator) -> RuleRow:
    outlook, indicator = one.rated.outlook, one.slot.indicator
    forecast = None if outlook.forecast is None else stored(outlook.forecast)
    decimals = indicator.decimals if indicator else 0
    return RuleRow(
        label=one.slot.label,
        forecast=printed_figure(forecast, max(decimals, 1)) if forecast is not None else "",
        percent=""
        if outlook.ratio is None or outlook.ratio == BEYOND
        else f"{stored(outlook.ratio * 100):.1f}%",
        code=one.rated.code,
        remarks=(
            *(str(LIMITS[limit]) for limit in outlook.limits),
            *filter(None, (one.forecast_reason,)),
        ),
    )


def _variants(view: RatingView) -> Variants | None:
    if not view.variants:
        return None
    codes = {(variant.method, variant.joining): variant.code for variant in view.variants}
    methods = [method for method in Method if any(known is method for known, _j in codes)]
    return Variants(
        heads=tuple(str(words) for words in SHORT_JOININGS.values()),
        rows=tuple(
            (
                str(METHODS[method]),
                tuple(codes.get((method, joining), "") for joining in SHORT_JOININGS),
            )
            for method in methods
        ),
    )
