"""The claims of a sheet in the words of its page, for those who write and those who check."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yuinowa.core import people
from yuinowa.core.rights import Actor, can
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans import queries
from yuinowa.plans.domain.claims.kinds import Finding, Formula, Used
from yuinowa.plans.domain.printed import grouped
from yuinowa.plans.forms.comments import ClaimForm
from yuinowa.plans.labels.claims import (
    COMPUTED,
    FIGURE_KINDS,
    NEXT_STEPS,
    REASONS,
    TONES,
    VERDICTS,
    WHOLES,
)
from yuinowa.plans.models import ClaimCheck
from yuinowa.plans.queries.body import claims_of_body

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
    fingerprint: str
    #: Who looked at it when, and why the text stands.
    seen: Seen | None
    #: What was said before the words or the figures changed.
    before: Seen | None
    is_open: bool
    form: ClaimForm | None = None


@dataclass(frozen=True)
class Seen:
    """What somebody said to a finding."""

    by: str
    at: datetime
    reason: str


def claims_context(
    page: queries.SheetPage, actor: Actor, failed: ClaimForm | None = None
) -> dict[str, object]:
    """The claims, for an officer or a checker of the institution; for anybody else nothing.

    ``failed``: what was said to a finding, and is to be mended.
    """
    if not can(actor, "sheet.claims", page.sheet):
        return {}
    found = queries.claims_of_sheet(page, actor)
    checks = [check for row in found.rows() for check in (row.seen, row.before) if check]
    names = people.names_of({check.seen_by for check in checks if check.seen_by})
    can_keep = can(actor, "sheet.acknowledge", page.sheet)
    return {
        "claims": found,
        "claim_texts": [
            (
                text.heading,
                text.year,
                [_mark(row, names, _form(row, failed) if can_keep else None) for row in text.rows],
            )
            for text in found.texts
        ],
    }


def _form(row: queries.ClaimRow, failed: ClaimForm | None) -> ClaimForm | None:
    """The form under a finding that wants a look; with its faults, if it was sent just now."""
    if not row.is_open:
        return None
    if failed is not None and failed.data.get("fingerprint") == row.fingerprint:
        return failed
    form = ClaimForm(initial={"fingerprint": row.fingerprint})
    form.auto_id = f"claim_{row.fingerprint[:8]}_%s"
    return form


def _seen(check: ClaimCheck | None, names: dict[int, str]) -> Seen | None:
    if check is None:
        return None
    return Seen(names.get(check.seen_by or 0, ""), check.seen_at, check.reason)


def _mark(row: queries.ClaimRow, names: dict[int, str], form: ClaimForm | None) -> Mark:
    finding = row.finding
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
        fingerprint=row.fingerprint,
        seen=_seen(row.seen, names),
        before=_seen(row.before, names),
        is_open=row.is_open,
        form=form,
    )


@dataclass(frozen=True)
class BodyMark:
    """A claim of the report's body as the page shows it."""

    quote: str
    what: Promise
    claimed: str
    computed: str
    verdict: Promise
    tone: str


def body_claims(printed: queries.PrintedPlan) -> list[BodyMark]:
    """What the body of the report claims about the plan as a whole, with what is counted."""
    return [
        BodyMark(
            quote=found.quote,
            what=WHOLES[found.whole],
            claimed=_counts(found.claimed),
            computed=_counts(found.computed),
            verdict=VERDICTS[found.verdict],
            tone=TONES[found.verdict],
        )
        for found in claims_of_body(printed)
    ]


def _counts(numbers: tuple[str, ...]) -> str:
    """Counts side by side; a blank is no count and is said."""
    return "・".join(number or _("blank") for number in numbers)


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
        case _:
            said = COMPUTED.get(finding.formula)
            return said % {"number": number} if said else ""
