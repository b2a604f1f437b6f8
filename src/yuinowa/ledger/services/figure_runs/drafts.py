"""The figures of a file as they are read: one draft a cell, with all that is wrong with it (R8)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from yuinowa.core import clock
from yuinowa.core.text import has_refused_character
from yuinowa.documents.table_lines import Line
from yuinowa.ledger.domain.deeds import Leg, Side
from yuinowa.ledger.domain.figure_cells import Fault, Finding, Period, number_in, period_in
from yuinowa.ledger.domain.figure_columns import Counted, FileMapping, Purpose, Use
from yuinowa.ledger.domain.figure_runs import Outcome
from yuinowa.ledger.exchange.figure_tables import FigureTable, cell_of
from yuinowa.ledger.models import FigureLine, FigureRun, IndicatorValue


@dataclass(slots=True)
class Draft:
    """One figure of a file, on its way to a line of the preview."""

    line: Line
    place: int
    use: Use
    column: str
    written: str
    number: Decimal | None = None
    period: Period | None = None
    label: str = ""
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    outcome: Outcome = Outcome.NEW
    # Of an exchange.
    counted: Counted | None = None
    quantity: int = 0
    institution: int | None = None
    partner: int | None = None
    # Of an indicator.
    indicator: int | None = None
    stands: IndicatorValue | None = None
    remark: str = ""

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against it so far."""
        return not self.faults and self.outcome in {Outcome.NEW, Outcome.CONTESTED}

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """Giver and receiver."""
        if self.counted is not None and self.counted.side is Side.RECEIVED:
            return self.partner, self.institution
        return self.institution, self.partner

    def fault(self, fault: Fault, value: object = "", column: str = "") -> None:
        self.faults.append(Finding(column or self.column, fault, str(value)))

    def warn(self, fault: Fault, value: object = "", column: str = "") -> None:
        self.warnings.append(Finding(column or self.column, fault, str(value)))

    def leave(self, fault: Fault | None = None, value: object = "", column: str = "") -> None:
        """Not taken, and nothing is wrong with it."""
        self.outcome = Outcome.LEFT
        if fault is not None:
            self.warn(fault, value, column)

    def leg(self) -> Leg | None:
        """The figure as the ledger would keep it."""
        if self.counted is None or self.period is None:
            return None
        giver, receiver = self.ends
        return Leg(
            kind=self.counted.kind,
            unit=self.counted.unit,
            quantity=self.quantity,
            giver=giver,
            receiver=receiver,
            day=self.period.day,
            grain=self.period.grain,
        )

    def kept(self, run: FigureRun) -> FigureLine:
        outcome = Outcome.REFUSED if self.faults else self.outcome
        return FigureLine(
            run=run,
            sheet=self.line.sheet[:60],
            number=self.line.number,
            place=self.place,
            label=storable(self.label)[:200],
            column=storable(self.column)[:200],
            written=storable(self.written)[:100],
            outcome=outcome.value,
            faults=[finding.as_json() for finding in self.faults],
            warnings=[finding.as_json() for finding in self.warnings],
            figure={} if outcome in {Outcome.REFUSED, Outcome.LEFT} else self._says(),
        )

    def _says(self) -> dict[str, object]:
        if self.indicator is not None and self.period is not None:
            return {
                "indicator": self.indicator,
                "year": self.period.fiscal_year,
                "number": str(self.number),
                "stands": None if self.stands is None else self.stands.pk,
                "remark": self.remark,
            }
        leg = self.leg()
        if leg is None:
            return {}
        return {
            "kind": leg.kind,
            "unit": leg.unit.value,
            "quantity": leg.quantity,
            "giver": leg.giver,
            "receiver": leg.receiver,
            "day": leg.day.isoformat(),
            "grain": int(leg.grain),
        }


def storable(text: str) -> str:
    """``text`` with a box in the place of every character that may not be stored: only for showing it."""
    return "".join("□" if has_refused_character(c) else c for c in text)


def drafts_of(table: FigureTable, mapping: FileMapping) -> Iterator[Draft]:
    """A draft for every cell that says a figure, or should: empty ones are passed over."""
    uses = [(place, use) for place, use in sorted(mapping.columns.items()) if use.has_figures]
    for line in table.rows():
        for place, use in uses:
            draft = _draft(line, place, use, table.head, mapping)
            if draft is not None:
                yield draft


def _draft(
    line: Line, place: int, use: Use, head: Sequence[str], mapping: FileMapping
) -> Draft | None:
    written = cell_of(line.cells, place)
    number = number_in(written)
    if number is None:
        return None
    draft = Draft(line, place, use, head[place], written)
    draft.remark = cell_of(line.cells, mapping.place(Purpose.REMARK))[:200]
    if isinstance(number, Fault):
        if number is Fault.NOT_KNOWN:
            draft.leave(number, written)
        else:
            draft.fault(number, written)
    else:
        draft.number = number
    if any(has_refused_character(cell) for cell in line.cells):
        draft.fault(Fault.BAD_CHARACTER)
    _find_period(draft, head, mapping)
    return draft


def _find_period(draft: Draft, head: Sequence[str], mapping: FileMapping) -> None:
    place = mapping.place(Purpose.PERIOD)
    if draft.use.year is not None or place is None:
        text, column = str(draft.use.year or mapping.fiscal_year or ""), draft.column
    else:
        text, column = cell_of(draft.line.cells, place), head[place]
    draft.period, fault = period_in(text, mapping.days_mean, today=clock.today())
    if fault is None:
        return
    if draft.period is None:
        draft.fault(fault, text, column)
    else:
        draft.warn(fault, text, column)
