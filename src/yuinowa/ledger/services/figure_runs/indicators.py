"""Figures of indicators: which indicator a row means, and what stands for the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from yuinowa.ledger.domain.figure_cells import Fault
from yuinowa.ledger.domain.figure_columns import LEFT_OUT, Purpose
from yuinowa.ledger.domain.figure_runs import Outcome
from yuinowa.ledger.domain.indicators import STORED_DECIMALS, Nature, Source, is_possible, stored
from yuinowa.ledger.exchange.figure_tables import cell_of
from yuinowa.ledger.models import FigureLine, FigureRun, Indicator, IndicatorValue
from yuinowa.ledger.queries import figure_files as queries
from yuinowa.ledger.queries.indicators import current_figures
from yuinowa.ledger.services.figure_runs.drafts import Draft


def judge(drafts: Sequence[Draft], run: FigureRun) -> None:
    """Say of each draft which indicator it means and what becomes of it."""
    named = _named(drafts, run)
    for draft in drafts:
        indicator = _indicator(draft, run, named)
        if indicator is not None:
            draft.indicator, draft.label = indicator.pk, indicator.name
            _check(draft, indicator)
    _refuse_doubles(drafts)
    _see_what_stands(drafts, run)


def _named(drafts: Sequence[Draft], run: FigureRun) -> dict[str, list[Indicator]]:
    """By word of the file, the indicators it means: as it was said by hand, else by code or name."""
    mapping = run.read_by
    place = mapping.place(Purpose.INDICATOR)
    words = {cell_of(draft.line.cells, place) for draft in drafts} - {""}
    own = Indicator.objects.filter(institution=run.institution_id)
    said = own.in_bulk([pk for word, pk in mapping.indicators.items() if word in words])
    found = queries.indicators_called(words - mapping.indicators.keys(), run.institution_id)
    for word, pk in mapping.indicators.items():
        found[word] = [said[pk]] if pk in said else []
    return found


def _indicator(draft: Draft, run: FigureRun, named: dict[str, list[Indicator]]) -> Indicator | None:
    place = run.read_by.place(Purpose.INDICATOR)
    word = cell_of(draft.line.cells, place)
    column = run.head[place] if place is not None else ""
    found = named.get(word, [])
    draft.label = word
    if not word:
        draft.fault(Fault.NO_INDICATOR, column=column)
    elif run.read_by.indicators.get(word) == LEFT_OUT:
        draft.leave()
    elif not found:
        draft.fault(Fault.UNKNOWN_INDICATOR, word, column)
    elif len(found) > 1:
        draft.fault(Fault.SEVERAL_INDICATORS, word, column)
    else:
        return found[0]
    return None


def _check(draft: Draft, indicator: Indicator) -> None:
    if indicator.source == Source.METRIC:
        draft.fault(Fault.FED_BY_METRIC, indicator.name)
    number = draft.number
    if number is None:
        return
    exponent = number.normalize().as_tuple().exponent
    if isinstance(exponent, int) and -exponent > STORED_DECIMALS:
        draft.fault(Fault.TOO_FINE, draft.written)
    if number < 0 and indicator.nature != Nature.RATE:
        draft.fault(Fault.NEGATIVE, draft.written)
    elif not is_possible(number, unit="", over_hundred=True):
        draft.fault(Fault.TOO_LARGE, draft.written)
    elif not is_possible(number, unit=indicator.unit, over_hundred=indicator.over_hundred):
        draft.fault(Fault.OVER_HUNDRED, draft.written)


def _refuse_doubles(drafts: Sequence[Draft]) -> None:
    """Two figures for one indicator and year: nobody knows which is meant."""
    open_ones = [draft for draft in drafts if draft.is_open and draft.period is not None]
    counts = Counter((draft.indicator, _year(draft)) for draft in open_ones)
    for draft in open_ones:
        if counts[draft.indicator, _year(draft)] > 1:
            draft.fault(Fault.SAID_TWICE, draft.label)


def _year(draft: Draft) -> int:
    return draft.period.fiscal_year if draft.period is not None else 0


def _see_what_stands(drafts: Sequence[Draft], run: FigureRun) -> None:
    open_ones = [draft for draft in drafts if draft.is_open]
    current = current_figures({draft.indicator for draft in open_ones if draft.indicator})
    for draft in open_ones:
        if draft.number is None:
            continue
        draft.stands = current.get(draft.indicator or 0, {}).get(_year(draft))
        draft.outcome = outcome_of(draft.stands, draft.number, run)
        if draft.stands is not None and draft.stands.number is not None:
            number = f"{draft.stands.number.normalize():,f}"
            if draft.outcome is Outcome.CONTESTED:
                draft.warn(Fault.ANOTHER_STANDS, number)
            elif draft.outcome is Outcome.NEW:
                draft.warn(Fault.CHANGES, number)


def outcome_of(stands: IndicatorValue | None, number: Decimal, run: FigureRun) -> Outcome:
    """What becomes of ``number`` beside the figure that stands.

    The same sender may say it anew, as long as nobody made it final; against anybody else it is contested.
    """
    if stands is None or stands.number is None:
        return Outcome.NEW
    if stands.number == stored(number):
        return Outcome.SAME
    is_open = stands.confirmed_at is None
    return Outcome.NEW if is_open and _same_sender(stands, run) else Outcome.CONTESTED


def _same_sender(stands: IndicatorValue, run: FigureRun) -> bool:
    return FigureLine.objects.filter(
        value=stands, run__institution=run.institution_id, run__sender=run.sender
    ).exists()
