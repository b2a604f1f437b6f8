"""Score the check on made-up statements: found, verdict right, and never against a true one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tests.plans.claims.officers import SILENT, Line
from tests.plans.claims.situations import NAMES, Situation, make, years
from yuinowa.plans.domain.claims.checking import check
from yuinowa.plans.domain.claims.kinds import Finding, Reason, Verdict
from yuinowa.plans.domain.claims.series import Series

HOLDING = {Verdict.TRUE, Verdict.OMITS, Verdict.AMBIGUOUS, Verdict.CONSISTENT}


@dataclass(frozen=True)
class Case:
    """A sentence with its figures and the truth about it: True, False, or None where a figure is missing."""

    text: str
    series: tuple[Series, ...]
    truth: bool | None
    number: int


@dataclass
class Score:
    cases: int = 0
    found: int = 0
    right: int = 0
    #: True statements that were contradicted.
    wronged: list[Case] = field(default_factory=list)
    missed: list[Case] = field(default_factory=list)
    wrong: list[tuple[Case, list[Finding]]] = field(default_factory=list)
    by_truth: Counter[str] = field(default_factory=Counter)

    @property
    def found_share(self) -> float:
        return self.found / self.cases

    @property
    def right_share(self) -> float:
        return self.right / self.found if self.found else 0.0


def cases(lines: Sequence[Line], *, times: int, seed: int) -> Iterator[Case]:
    """Every line ``times`` over, a third of those with a number bent, a tenth without the figure they need."""
    rng = random.Random(seed)
    for number, line in enumerate(lines):
        made = 0
        while made < times:
            lie = line.has_number and rng.random() < 1 / 3
            situation = make(rng, lie=lie)
            if not _suits(situation, line):
                continue
            if "flat" in line.only and rng.random() < 0.6:
                situation.level_out()
            truth: bool | None = line.holds(situation) and not lie
            # A line is written by somebody who means it: false ones are wanted as well, but no more than half.
            if not truth and not lie and rng.random() < 0.5:
                continue
            text = line.text(situation)
            series = situation.series()
            if situation.name not in text or rng.random() < 0.5:
                others = () if situation.name not in text else (_other(rng, situation),)
            else:
                others = ()
            if rng.random() < 0.1:
                series, truth = replace(series, actuals={}, targets={}), None
            made += 1
            yield Case(text, (series, *others), truth, number)


def _suits(situation: Situation, line: Line) -> bool:
    is_share = situation.unit == "%"
    falls = situation.direction.value == "down"
    return not (
        ("counts" in line.only and is_share)
        or (line.only.startswith("shares") and not is_share)
        or ("up" in line.only and falls)
    )


def _other(rng: random.Random, situation: Situation) -> Series:
    """A second indicator on the same sheet, with a name and a unit of its own."""
    while True:
        other = make(rng)
        if (
            other.name != situation.name
            and other.unit != situation.unit
            and other.name in dict(NAMES)
        ):
            return other.series()


def score(all_cases: Iterator[Case]) -> Score:
    result = Score()
    for case in all_cases:
        result.cases += 1
        findings = check(case.text, case.series, years())
        verdicts = {finding.verdict for finding in findings}
        if case.truth and Verdict.CONTRADICTS in verdicts:
            result.wronged.append(case)
        if not findings:
            result.missed.append(case)
            continue
        result.found += 1
        if _is_right(case, findings):
            result.right += 1
        else:
            result.wrong.append((case, findings))
        result.by_truth[str(case.truth)] += 1
    return result


def _is_right(case: Case, findings: Sequence[Finding]) -> bool:
    verdicts = {finding.verdict for finding in findings}
    if case.truth is None:
        return verdicts == {Verdict.UNCHECKABLE}
    if case.truth:
        # A clause on another thing (新規の利用が増えたため) cannot be checked, and that is right as well.
        own = {finding.verdict for finding in findings if not _is_aside(finding)}
        return bool(own) and own <= HOLDING
    return Verdict.CONTRADICTS in verdicts


def _is_aside(finding: Finding) -> bool:
    return finding.reason is Reason.NO_INDICATOR and bool(finding.claim.subject)


def silent_share(sentences: Sequence[str] = SILENT) -> tuple[float, list[str]]:
    """The share of ``sentences``, which claim nothing, in which none was found, and the others."""
    rng = random.Random(7)
    wrong = [text for text in sentences if check(text, (make(rng).series(),), years())]
    return 1 - len(wrong) / len(sentences), wrong
