"""From figures to a rating: what the plan's rule says, and what it would say under other rules.

A rule derives; a person decides (collaboration-model I25). Two questions are kept apart: "did we reach
this year's target?" and "shall we reach the final one?"; a rule asks one of them, never both.
Source: plan-progress §2, §7.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from yuinowa.ledger.domain.attainment import Method, Outlook, Series, of_final, of_year
from yuinowa.ledger.domain.indicators import IndicatorKind

#: Letters a reason must have where the decided rating is not the derived one (I25).
SHORTEST_REASON = 10


class Question(StrEnum):
    """What a rating answers."""

    #: Did we reach this year's target? Looks back.
    YEAR = "year"
    #: Shall we reach the final target? Looks ahead.
    FINAL = "final"
    #: No figures are asked: people judge by the words of the scale.
    WORDS = "words"


class Joining(StrEnum):
    """How the ratings of a project's indicators become the project's."""

    WORST = "worst"
    BEST = "best"
    OUTCOME = "outcome"
    MEAN = "mean"
    #: The outcome, but not above the second step while an output is under plan.
    CAPPED = "capped"
    #: Not at all: the indicators are rated, the project is judged by a person.
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Threshold:
    """A step of the scale and the ratio from which it is given."""

    code: str
    at_least: Decimal
    #: Whether the ratio must be above, not just at.
    is_strict: bool = False

    def holds(self, ratio: Fraction) -> bool:
        edge = Fraction(self.at_least)
        return ratio > edge if self.is_strict else ratio >= edge


@dataclass(frozen=True, slots=True)
class Rule:
    """A version of a plan's rule of rating; printed in the report."""

    question: Question
    #: The best step first.
    thresholds: tuple[Threshold, ...] = ()
    #: The step under the last threshold, and the one without an actual.
    otherwise: str = ""
    no_data: str = ""
    method: Method = Method.CARRY
    joining: Joining = Joining.WORST
    #: How far from its target a figure may be that is to be kept, as a share.
    band: Decimal = Decimal(0)

    @property
    def codes(self) -> tuple[str, ...]:
        """The steps that figures can lead to, the best first."""
        return (*(step.code for step in self.thresholds), self.otherwise)

    @property
    def derives(self) -> bool:
        """Whether figures lead to a project's rating at all."""
        return self.question is not Question.WORDS and self.joining is not Joining.PERSON

    def step(self, ratio: Fraction) -> str:
        """The step that ``ratio`` reaches."""
        return next((t.code for t in self.thresholds if t.holds(ratio)), self.otherwise)


@dataclass(frozen=True, slots=True)
class Rated:
    """One indicator of a project under a rule. ``code`` is the rule's "no data" where nothing can be said."""

    kind: IndicatorKind
    outlook: Outlook
    code: str
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Member:
    """An indicator of a project as it is rated: what it measures, its figures, its weight in a mean."""

    kind: IndicatorKind
    series: Series
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Variant:
    """What another rule would say: "with the worst indicator: c"."""

    method: Method
    joining: Joining
    code: str


def rate(rule: Rule, member: Member, year: int) -> Rated:
    """What ``rule`` says about one indicator as things stand in ``year``."""
    series = replace(member.series, band=rule.band)
    outlook = (
        of_year(series, year)
        if rule.question is Question.YEAR
        else of_final(series, year, rule.method)
    )
    code = rule.no_data if outlook.ratio is None else rule.step(outlook.ratio)
    return Rated(member.kind, outlook, code, member.weight)


def derive(rule: Rule, members: Sequence[Member], year: int) -> str:
    """The project's rating by ``rule``; empty where the rule leaves it to people."""
    if not rule.derives:
        return ""
    return join(rule, [rate(rule, member, year) for member in members])


def join(rule: Rule, rated: Sequence[Rated]) -> str:
    """One step from those of the indicators; those without data do not count, none at all is "no data".

    A rule that goes by outcomes says "no data" of a project that has only outputs.
    """
    known = [row for row in rated if row.outlook.ratio is not None]
    if rule.joining in {Joining.OUTCOME, Joining.CAPPED}:
        outcomes = [row for row in known if row.kind is IndicatorKind.OUTCOME]
        code = _worst(rule, outcomes) if outcomes else rule.no_data
        if rule.joining is Joining.CAPPED and outcomes and _an_output_is_under_plan(known):
            code = _not_above_second(rule, code)
        return code
    if not known:
        return rule.no_data
    match rule.joining:
        case Joining.WORST:
            return _worst(rule, known)
        case Joining.BEST:
            return min((row.code for row in known), key=rule.codes.index)
        case Joining.MEAN:
            return rule.step(_mean(known))
        case _:
            return ""


def _worst(rule: Rule, rated: Sequence[Rated]) -> str:
    return max((row.code for row in rated), key=rule.codes.index)


def _mean(rated: Sequence[Rated]) -> Fraction:
    weights = sum(row.weight for row in rated)
    weighed = (row.weight * row.outlook.ratio for row in rated if row.outlook.ratio is not None)
    return sum(weighed, Fraction(0)) / weights


def _an_output_is_under_plan(rated: Sequence[Rated]) -> bool:
    return any(
        row.kind is not IndicatorKind.OUTCOME
        and row.outlook.ratio is not None
        and row.outlook.ratio < 1
        for row in rated
    )


def _not_above_second(rule: Rule, code: str) -> str:
    return max(code, rule.codes[min(1, len(rule.codes) - 1)], key=rule.codes.index)


def sensitivity(rule: Rule, members: Sequence[Member], year: int) -> tuple[Variant, ...]:
    """What the rule would say with every other joining, and with every other method of forecast.

    Variants that need more actuals than there are, or a forecast by hand that nobody gave, say "no data".
    """
    if not rule.derives:
        return ()
    methods = {rule.method}
    if rule.question is Question.FINAL:
        methods |= {method for method in Method if method is not Method.MANUAL}
    return tuple(
        Variant(
            method, joining, derive(replace(rule, method=method, joining=joining), members, year)
        )
        for method in sorted(methods)
        for joining in Joining
        if joining is not Joining.PERSON
    )


def is_rating_due(rule: Rule, derived: str, *, steps: Collection[str], year_is_over: bool) -> bool:
    """Whether a project without a rating owes one of ``steps``: once its year is over, or its figures lead to one.

    Where nothing can be said, and the scale has no step for projects that says so, none is owed.
    """
    if derived and derived == rule.no_data:
        return year_is_over and derived in steps
    return year_is_over or bool(derived)


def needs_reason(derived: str, decided: str) -> bool:
    """Whether the decided rating contradicts the derived one, so that a person must say why (I25)."""
    return bool(derived and decided and derived != decided)


def mean_score(codes: Sequence[str], scores: Mapping[str, Decimal]) -> Decimal | None:
    """The average of the steps' scores, as plans print it by policy: one decimal, halves up; None of nothing.

    Steps without a score do not count.
    """
    found = [scores[code] for code in codes if code in scores]
    if not found:
        return None
    mean = Fraction(sum(found, Decimal(0))) / len(found)
    tenths = (mean * 10 + Fraction(1, 2)).__floor__()
    return Decimal(tenths).scaleb(-1)
