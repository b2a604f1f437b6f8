"""Check all texts of a sheet: recognise, find the figures, judge, ask the other texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.judging import judge
from yuinowa.plans.domain.claims.kinds import (
    Base,
    Claim,
    Finding,
    Kind,
    Measure,
    Reason,
    Verdict,
)
from yuinowa.plans.domain.claims.omission import with_omission
from yuinowa.plans.domain.claims.passages import backed_by_texts
from yuinowa.plans.domain.claims.recognise import claims_in
from yuinowa.plans.domain.claims.seen import sentence_of
from yuinowa.plans.domain.claims.series import (
    Match,
    Series,
    Sure,
    match_of,
    mentioned,
    named_by_deed,
)
from yuinowa.plans.domain.claims.told import Passage, Told, counts_told
from yuinowa.plans.domain.claims.withheld import Found
from yuinowa.plans.domain.claims.withheld import told as as_told

#: Claims that are worth a mark only if something stands behind them.
_ONLY_IF_BACKED = frozenset({Kind.NEW, Kind.DEED})
#: A count this large that equals an indicator's figure is that figure, whatever the sentence calls it.
_TELLING = 100
_YEN = "円"
#: Signs of a note that names no subject.
_SHORT = 16


@dataclass(frozen=True)
class Matter:
    """What a sheet's texts are checked against."""

    series: tuple[Series, ...]
    years: Years
    #: Counts that the other sheets of the plan give for the year.
    told_elsewhere: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Checked:
    """A passage with what was found in it."""

    passage: Passage
    findings: tuple[Finding, ...] = field(default=())


def check(text: str, series: Sequence[Series], years: Years, *, beside: str = "") -> list[Finding]:
    """The claims of one text by itself."""
    passage = Passage("", "", "", years.of_text, text, beside=beside)
    return list(check_sheet([passage], Matter(tuple(series), years))[0].findings)


def check_sheet(passages: Sequence[Passage], matter: Matter) -> list[Checked]:
    """Every passage of one sheet with its findings, in their order."""
    units = tuple(one.unit for one in matter.series if one.unit)
    names = tuple(one.name for one in matter.series)
    claims = [claims_in(one.text, year=one.year, units=units, names=names) for one in passages]
    told = (
        *(
            row
            for one, found in zip(passages, claims, strict=True)
            for row in counts_told(one, found)
        ),
        *matter.told_elsewhere,
    )
    checked = [
        Checked(one, tuple(_findings(one, found, told, passages, matter)))
        for one, found in zip(passages, claims, strict=True)
    ]
    return _with_inputs(checked, told)


def _findings(
    passage: Passage,
    claims: Sequence[Claim],
    told: Sequence[Told],
    passages: Sequence[Passage],
    matter: Matter,
) -> list[Finding]:
    years = replace(matter.years, of_text=passage.year)
    matches = _matches(passage, claims, matter.series)
    found = []
    for claim, match in zip(claims, matches, strict=True):
        if match is None and _is_a_price(claim, matter.series):
            continue
        if claim.needs_indicator and (match is None or match.sure is not Sure.NAMED):
            continue
        finding = judge(claim, match, years)
        if _may_be_another(finding):
            continue
        if match is not None:
            bases = {
                other.against.base if other.against else Base.TARGET
                for other, of in zip(claims, matches, strict=True)
                if of is not None and of.series is match.series and _compares(other)
            }
            finding = with_omission(finding, match.series, bases, years)
        finding = backed_by_texts(finding, passage, told, passages)
        if claim.kind in _ONLY_IF_BACKED and finding.verdict is Verdict.UNCHECKABLE:
            continue
        found.append(Found(finding, match.series if match else None))
    return as_told(found, passage.text, years, [folded(one.name) for one in matter.series])


def _may_be_another(finding: Finding) -> bool:
    """令和5年度まで900冊: a number that may be another one than the figure itself is left alone."""
    claim = finding.claim
    is_other = finding.reason is Reason.OTHER_UNIT
    return is_other and claim.kind is Kind.VALUE and claim.is_in_company


def _is_a_price(claim: Claim, series: Sequence[Series]) -> bool:
    """参加費は300円である: money, where no indicator is in yen."""
    value = claim.value
    if claim.kind is not Kind.VALUE or value is None:
        return False
    return value.unit == _YEN and _YEN not in {one.unit for one in series}


def _compares(claim: Claim) -> bool:
    return claim.kind in {Kind.CHANGE, Kind.RATIO, Kind.REACH, Kind.STREAK}


def _matches(
    passage: Passage, claims: Sequence[Claim], series: Sequence[Series]
) -> list[Match | None]:
    """The indicator of each claim; a sentence without a subject goes on with the one before it."""
    found: list[Match | None] = []
    held: Series | None = _named_first(passage.text, series)
    for claim in claims:
        match = match_of(claim, series, beside=passage.beside, held=held)
        if claim.kind is Kind.VALUE and not claim.subject:
            match = _by_its_sentence(passage, claim, series) or match
        if claim.kind is Kind.COUNT:
            match = named_by_deed(claim, series)
        if match is None and claim.kind in {Kind.COUNT, Kind.VALUE}:
            match = _by_its_figure(claim, series, passage.year)
        if match is not None and match.sure is Sure.NAMED:
            held = match.series
        found.append(match)
    return found


def _named_first(text: str, series: Sequence[Series]) -> Series | None:
    """The indicator of the first sentence; a short note before it goes without: 達成率42%。貸出冊数は…."""
    first, *rest = text.split("。")
    named = mentioned(folded(first), series)
    if named is None and rest and len(first) <= _SHORT:
        named = mentioned(folded(rest[0]), series)
    return named


def _by_its_sentence(passage: Passage, claim: Claim, series: Sequence[Series]) -> Match | None:
    """令和5年度900冊、令和6年度850冊: of the indicator that the sentence names, if it is one alone."""
    named = mentioned(folded(sentence_of(passage.text, claim.start, claim.end)), series)
    return Match(named, Sure.NAMED) if named else None


def _by_its_figure(claim: Claim, series: Sequence[Series], year: int) -> Match | None:
    """46,843件の利用があった: the figure itself tells of which indicator it is."""
    value = claim.value
    if value is None or value.measure is not Measure.AMOUNT or value.number < _TELLING:
        return None
    fitting = [
        one
        for one in series
        if one.unit == value.unit
        and (number := one.actuals.get(year)) is not None
        and fit(value, number) is Fit.YES
    ]
    return Match(fitting[0], Sure.BY_UNIT) if len(fitting) == 1 else None


def _with_inputs(checked: Sequence[Checked], told: Sequence[Told]) -> list[Checked]:
    """Counts that a finding by increments was computed from are marked as its input."""
    used = {
        (one.passage.key, one.claim.start)
        for row in checked
        for finding in row.findings
        if finding.reason is Reason.INCREMENTS_DISAGREE
        for one in told
        if one.passage.thread == row.passage.thread
        and (one.is_added or one.passage.key == row.passage.key)
    }
    return [
        replace(
            row,
            findings=tuple(
                replace(finding, verdict=Verdict.INPUT, reason=Reason.USED_BY_ANOTHER)
                if (row.passage.key, finding.claim.start) in used
                and finding.verdict is Verdict.UNCHECKABLE
                else finding
                for finding in row.findings
            ),
        )
        for row in checked
    ]
