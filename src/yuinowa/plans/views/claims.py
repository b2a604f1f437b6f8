"""The claims of a sheet in the words of its page, for those who write and those who check."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor, can
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans import queries
from yuinowa.plans.domain.claims.kinds import Finding, Formula, Used
from yuinowa.plans.domain.printed import grouped
from yuinowa.plans.labels.claims import FIGURE_KINDS, NEXT_STEPS, REASONS, TONES, VERDICTS

#: The most figures written beside one claim; a record is compared with many years.
_MOST = 8


@dataclass(frozen=True)
class Mark:
    """One claim as the page shows it."""

    quote: str
    verdict: Promise
    tone: str
    reason: Promise
    indicator: str
    figures: list[str]
    computed: str
    next_step: Promise | str


def claims_context(page: queries.SheetPage, actor: Actor) -> dict[str, object]:
    """The claims, for an officer or a checker of the institution; for anybody else nothing."""
    if not can(actor, "sheet.claims", page.sheet):
        return {}
    found = queries.claims_of_sheet(page, actor)
    return {
        "claims": found,
        "claim_texts": [
            (text.heading, text.year, [_mark(finding) for finding in text.findings])
            for text in found.texts
        ],
    }


def _mark(finding: Finding) -> Mark:
    used = list(dict.fromkeys((*finding.used, *finding.beside)))[:_MOST]
    figures = [_figure(one) for one in used]
    figures += [
        _("%(year)s: no figure") % {"year": FiscalYear(int(year)).label} for year in finding.missing
    ]
    return Mark(
        quote=finding.claim.quote,
        verdict=VERDICTS[finding.verdict],
        tone=TONES[finding.verdict],
        reason=REASONS[finding.reason],
        indicator=finding.indicator,
        figures=figures,
        computed=_computed(finding),
        next_step=NEXT_STEPS.get(finding.verdict, ""),
    )


def _figure(used: Used) -> str:
    return _("%(year)s, %(kind)s: %(number)s") % {
        "year": FiscalYear(used.year).label,
        "kind": FIGURE_KINDS[used.kind],
        "number": f"{grouped(used.number)}{used.unit}",
    }


def _computed(finding: Finding) -> str:
    """The computed value in words; nothing where it only repeats a figure."""
    value = finding.computed
    if value is None:
        return ""
    number = grouped(value.quantize(value.__class__("0.01")).normalize() + 0)
    match finding.formula:
        case Formula.DIFFERENCE | Formula.COMPARE:
            return _("Difference: %(number)s") % {"number": f"{value:+,}".replace("-", "−")}
        case Formula.RATIO | Formula.TOTAL if value < 10:
            return _("Ratio: %(number)s times") % {"number": number}
        case Formula.RATIO:
            return _("Ratio: %(number)s%%") % {"number": number}
        case Formula.GROWTH:
            return _("Change: %(number)s%%") % {"number": number}
        case _:
            return ""
