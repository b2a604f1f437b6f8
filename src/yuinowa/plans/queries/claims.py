"""The claims in the texts of a sheet, computed now from the texts and the figures as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yuinowa.core.rights import Actor
from yuinowa.ledger.domain import indicators as ledger_domain
from yuinowa.plans.domain.claims.checking import Matter, check_sheet
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.kinds import Finding
from yuinowa.plans.domain.claims.recognise import claims_in
from yuinowa.plans.domain.claims.seen import fingerprint, mark
from yuinowa.plans.domain.claims.series import Series
from yuinowa.plans.domain.claims.told import Passage, Told, counts_told
from yuinowa.plans.domain.kinds import Direction
from yuinowa.plans.models import ClaimCheck, Sheet
from yuinowa.plans.queries.doors import sheets_visible_to
from yuinowa.plans.queries.pages import IndicatorBlock, SheetPage
from yuinowa.plans.queries.printed import PrintedSheet, printed_sheets

_DIRECTIONS = {
    ledger_domain.Direction.DOWN: Direction.DOWN,
    ledger_domain.Direction.BAND: Direction.KEEP,
}
_EVALUATION, _NEXT_STEPS, _DIFFERENCE = "evaluation", "next_steps", "difference"


@dataclass(frozen=True)
class ClaimRow:
    """A finding with what a person said to it; ``before``: what was said before words or figures changed."""

    finding: Finding
    fingerprint: str
    mark: str
    seen: ClaimCheck | None = None
    before: ClaimCheck | None = None

    @property
    def is_open(self) -> bool:
        """Whether somebody should look still."""
        return self.finding.wants_a_look and self.seen is None


@dataclass(frozen=True)
class CheckedText:
    """A text with its claims: under which heading it stands, and of which year it speaks."""

    heading: str
    year: int
    rows: tuple[ClaimRow, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(row.finding for row in self.rows)


@dataclass(frozen=True)
class SheetClaims:
    """What was found in the texts of a sheet; texts without a claim are left out."""

    texts: tuple[CheckedText, ...]

    def rows(self) -> list[ClaimRow]:
        return [row for text in self.texts for row in text.rows]

    @property
    def count(self) -> int:
        return len(self.rows())

    @property
    def wanting_a_look(self) -> int:
        """How many want a look that nobody has given them."""
        return sum(row.is_open for row in self.rows())


def claims_of_sheet(page: SheetPage, actor: Actor) -> SheetClaims:
    """The claims of ``page``, also beside the other sheets of the year that ``actor`` may see."""
    plan, year = page.plan, page.sheet.fiscal_year
    matter = Matter(
        series=tuple(_series(block) for block in page.indicators),
        years=Years(year, plan.first_year, plan.target_year),
        told_elsewhere=tuple(_told_elsewhere(page, actor)),
    )
    headings, said = _headings(page), _Said.of(page.sheet)
    checked = check_sheet(list(_passages(page.printed)), matter)
    return SheetClaims(
        tuple(
            CheckedText(
                heading := headings[row.passage.key],
                row.passage.year,
                tuple(said.row(finding, row.passage, heading) for finding in row.findings),
            )
            for row in checked
            if row.findings
        )
    )


@dataclass(frozen=True)
class _Said:
    """What was said to findings on any edition of the sheet."""

    by_fingerprint: dict[str, ClaimCheck]
    by_mark: dict[str, ClaimCheck]

    @classmethod
    def of(cls, sheet: Sheet) -> _Said:
        rows = ClaimCheck.objects.filter(
            sheet__project=sheet.project_id, sheet__fiscal_year=sheet.fiscal_year
        ).order_by("pk")
        return cls({row.fingerprint: row for row in rows}, {row.mark: row for row in rows})

    def row(self, finding: Finding, passage: Passage, heading: str) -> ClaimRow:
        place = f"{heading} {passage.year}"
        print_, mark_ = (
            fingerprint(finding, place=place, text=passage.text),
            mark(finding, place=place),
        )
        seen = self.by_fingerprint.get(print_)
        before = self.by_mark.get(mark_) if seen is None else None
        return ClaimRow(finding, print_, mark_, seen, before)


def _series(block: IndicatorBlock) -> Series:
    indicator = block.slot.indicator
    direction = ledger_domain.Direction(indicator.direction) if indicator else None
    return Series(
        key=str(block.slot.pk),
        name=block.slot.label,
        unit=block.unit,
        direction=_DIRECTIONS.get(direction, Direction.UP) if direction else Direction.UP,
        actuals={row.year: row.actual for row in block.rows if row.actual is not None},
        targets={row.year: row.target for row in block.rows if row.target is not None},
        place=block.slot.title,
    )


def _passages(printed: PrintedSheet) -> Iterator[Passage]:
    """The texts in which something is claimed; what the plan itself says is none of them."""
    sheet = printed.sheet
    project, year = sheet.project.number, sheet.fiscal_year
    for cell in printed.cells:
        if cell.text:
            yield Passage(f"cell-{cell.pk}", project, project, year, cell.text, beside=cell.beside)
    for row in printed.lines:
        thread = f"{project}/{row.line.number}"
        for of_year, text in row.results.items():
            if text:
                key = f"result-{row.line.pk}-{of_year}"
                yield Passage(key, project, thread, of_year, text, is_result=True)
        for name, said in (
            (_DIFFERENCE, row.line.difference_reason),
            (_EVALUATION, row.line.evaluation),
            (_NEXT_STEPS, row.line.next_steps),
        ):
            if said:
                yield Passage(f"{name}-{row.line.pk}", project, thread, year, said)


def _headings(page: SheetPage) -> dict[str, str]:
    found = {
        f"cell-{cell.pk}": f"{cell.heading}・{cell.beside}" if cell.beside else cell.heading
        for cell in page.printed.cells
    }
    for row in page.printed.lines:
        found |= {f"result-{row.line.pk}-{year}": page.line_heads["result"] for year in row.results}
        found |= {
            f"{name}-{row.line.pk}": page.line_heads[name]
            for name in (_DIFFERENCE, _EVALUATION, _NEXT_STEPS)
        }
    return found


def _told_elsewhere(page: SheetPage, actor: Actor) -> Iterator[Told]:
    """The counts that the newest sheets of the plan's other projects give for the year."""
    sheets = (
        sheets_visible_to(actor)
        .filter(project__plan=page.plan, fiscal_year=page.sheet.fiscal_year)
        .exclude(project=page.project)
        .order_by("project", "-edition")
    )
    newest = {sheet.project_id: sheet for sheet in reversed(sheets)}
    for printed in printed_sheets(newest.values()):
        for passage in _passages(printed):
            if passage.year == page.sheet.fiscal_year:
                yield from counts_told(passage, claims_in(passage.text, year=passage.year))
