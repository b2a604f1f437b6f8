"""How a sheet is rated: the rule in force, what it says about each indicator, what it would say otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from yuinowa.ledger.domain.attainment import Method, Series
from yuinowa.ledger.domain.indicators import Direction, IndicatorKind, Nature
from yuinowa.plans.domain.rating import (
    Joining,
    Member,
    Question,
    Rated,
    Rule,
    Threshold,
    Variant,
    join,
    mean_score,
    needs_reason,
    rate,
    sensitivity,
)
from yuinowa.plans.models import (
    IndicatorSlot,
    OutsideReview,
    Plan,
    RatingRecord,
    RatingRule,
    ScaleStep,
    Sheet,
)
from yuinowa.plans.queries.pages import IndicatorBlock, SheetPage
from yuinowa.plans.queries.printed import PrintedPlan, PrintedProject


@dataclass(frozen=True)
class RatedIndicator:
    """An indicator of a sheet with what the rule says about it."""

    slot: IndicatorSlot
    rated: Rated
    #: Why a person foresees the final year like this, where the rule goes by that.
    forecast_reason: str = ""


@dataclass(frozen=True)
class RatingView:
    """The three values of a sheet's rating: derived, decided, said from outside."""

    sheet: Sheet
    row: RatingRule | None
    rule: Rule | None
    indicators: tuple[RatedIndicator, ...]
    derived: str
    variants: tuple[Variant, ...]
    records: tuple[RatingRecord, ...]
    reviews: tuple[OutsideReview, ...]

    @property
    def is_against_the_rule(self) -> bool:
        """Whether what is decided contradicts what was derived."""
        return needs_reason(self.derived, self.sheet.rating)

    @property
    def other_variants(self) -> tuple[Variant, ...]:
        """The variants that would lead elsewhere, each joining by the rule's own method first."""
        method = self.rule.method if self.rule else Method.CARRY
        others = [variant for variant in self.variants if variant.code != self.derived]
        return tuple(sorted(others, key=lambda variant: variant.method is not method))


def rule_of(row: RatingRule) -> Rule:
    """The rule that ``row`` keeps."""
    return Rule(
        question=Question(row.question),
        thresholds=tuple(
            Threshold(code, Decimal(at_least), is_strict=is_strict)
            for code, at_least, is_strict in row.thresholds
        ),
        otherwise=row.otherwise,
        no_data=row.no_data,
        method=Method(row.method),
        joining=Joining(row.joining),
        band=row.band,
    )


def rule_in_force(plan: Plan) -> RatingRule | None:
    """The newest version of the plan's rule; None where it has none."""
    return RatingRule.objects.filter(plan=plan).order_by("-number").first()


def rules_of(plan: Plan) -> list[RatingRule]:
    """Every version of the plan's rule, the newest first."""
    return list(RatingRule.objects.filter(plan=plan).order_by("-number"))


def scale_of(plan: Plan) -> list[ScaleStep]:
    """All steps of the plan's scale, those of single indicators too, in order."""
    return list(ScaleStep.objects.filter(plan=plan).order_by("position"))


def rating_view(page: SheetPage) -> RatingView:
    """How the sheet of ``page`` is rated. Three queries, however many indicators it has.

    The rule is the one in force; for a sheet that was published the one it was published under.
    """
    records = tuple(
        RatingRecord.objects.filter(sheet=page.sheet).select_related("rule").order_by("-pk")
    )
    row = _rule_of_sheet(page.sheet, records)
    reviews = tuple(
        OutsideReview.objects.filter(project=page.project, fiscal_year=page.sheet.fiscal_year)
    )
    if row is None:
        return RatingView(page.sheet, None, None, (), "", (), records, reviews)
    rule, year = rule_of(row), page.sheet.fiscal_year
    members = [(block, member_of(block)) for block in page.indicators]
    rated = tuple(
        RatedIndicator(block.slot, rate(rule, member, year), _reason_of(block, rule))
        for block, member in members
    )
    return RatingView(
        sheet=page.sheet,
        row=row,
        rule=rule,
        indicators=rated if rule.question is not Question.WORDS else (),
        derived=join(rule, [one.rated for one in rated]) if rule.derives and rated else "",
        variants=sensitivity(rule, [member for _block, member in members], year) if rated else (),
        records=records,
        reviews=reviews,
    )


def _reason_of(block: IndicatorBlock, rule: Rule) -> str:
    if rule.method is not Method.MANUAL:
        return ""
    return next((row.forecast_reason for row in block.rows if row.forecast is not None), "")


def _rule_of_sheet(sheet: Sheet, records: Iterable[RatingRecord]) -> RatingRule | None:
    if sheet.is_open:
        frozen = next((record.rule for record in records if record.rule is not None), None)
        if frozen is not None:
            return frozen
    return rule_in_force(sheet.project.plan)


def member_of(block: IndicatorBlock) -> Member:
    """An indicator as it is rated, from what its sheet prints."""
    indicator = block.slot.indicator
    series = Series(
        direction=Direction(indicator.direction) if indicator else Direction.UP,
        nature=Nature(indicator.nature) if indicator else Nature.FLOW,
        targets={row.year: row.target for row in block.rows if row.target is not None},
        actuals={row.year: row.actual for row in block.rows if row.actual is not None},
        manual=next((row.forecast for row in block.rows if row.forecast is not None), None),
    )
    kind = IndicatorKind(indicator.kind) if indicator else IndicatorKind.OUTPUT
    return Member(kind, series, block.slot.weight)


@dataclass(frozen=True)
class Average:
    """The mean score of a group of projects, as plans that score print it."""

    label: str
    count: int
    mean: Decimal


def averages(printed: PrintedPlan) -> list[Average]:
    """Mean scores by measure, then of the whole; empty where the scale has no scores."""
    scores = {step.code: step.score for step in printed.scale if step.score is not None}
    if not scores:
        return []
    groups = [
        (f"{measure.measure.label} {measure.measure.name}", _codes(measure.projects))
        for goal in printed.goals
        for measure in goal.measures
    ]
    groups.append(("", [code for _label, codes in groups for code in codes]))
    found = [(label, codes, mean_score(codes, scores)) for label, codes in groups]
    return [Average(label, len(codes), mean) for label, codes, mean in found if mean is not None]


def _codes(projects: Sequence[PrintedProject]) -> list[str]:
    ratings = (project.counted.rating for project in projects)
    return [rating for rating in ratings if rating]
