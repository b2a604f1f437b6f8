"""One metric through another: the values of a ratio, from the answers to its parts (rule 6)."""

from __future__ import annotations

from fractions import Fraction

from yuinowa.ledger.domain.answering import in_order
from yuinowa.ledger.domain.metrics import Metric, Ratio
from yuinowa.ledger.domain.values import Answer, NoData, Value


def rated(metric: Metric, shape: Ratio, numerator: Answer, denominator: Answer) -> Answer:
    """Numerator through denominator, slot by slot, each value with its two parts (rule 6)."""
    slots = dict.fromkeys((*numerator.values, *denominator.values))
    return Answer(
        {
            slot: _rate(metric, shape, numerator.values.get(slot), denominator.values.get(slot))
            for slot in sorted(slots, key=in_order)
        },
        numerator.voices | denominator.voices,
    )


def _rate(metric: Metric, shape: Ratio, over: Value | None, under: Value | None) -> Value:
    parts = tuple(part for part in (over, under) if part is not None)
    number, reason = _divided(shape, over, under)
    return Value(
        number=number,
        unit=metric.result_unit,
        entries=sum(part.entries for part in parts),
        reason_no_data=reason,
        contested=any(part.contested for part in parts),
        parts=parts,
        metric=metric.ref,
        basis=max(part.basis for part in parts),
    )


def _divided(
    shape: Ratio, over: Value | None, under: Value | None
) -> tuple[Fraction | None, NoData | None]:
    if over is None or under is None:
        return None, NoData.PART_WITHOUT_DATA
    if not isinstance(over.number, int) or not isinstance(under.number, int):
        return None, NoData.PART_WITHOUT_DATA
    if under.number == 0:
        return None, NoData.DENOMINATOR_ZERO
    return Fraction(over.number * shape.times, under.number), None
