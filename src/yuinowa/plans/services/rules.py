"""Adopt a scale with its rule, and write down what stood when a sheet was rated, checked, reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, VersionMovedOn, WrongState
from yuinowa.plans.domain.rating import Rule
from yuinowa.plans.exchange.rating_rules import Step, Template, check_rule, dump_thresholds
from yuinowa.plans.models import OutsideReview, Plan, RatingRecord, RatingRule, ScaleStep, Sheet
from yuinowa.plans.queries import rating_view, rule_in_force, rule_of, scale_of, sheet_page


@dataclass(frozen=True)
class RuleEntry:
    """A rule as it is adopted: the scale, the rule, from when, why, and where it is written."""

    scale: Sequence[Step]
    rule: Rule
    adopted_on: date
    reason: str
    origin: str = ""
    rates_words: bool = False


def entry_of(template: Template, *, adopted_on: date, reason: str) -> RuleEntry:
    """A shipped template as it is adopted."""
    return RuleEntry(
        template.scale, template.rule, adopted_on, reason, template.source, template.rates_words
    )


@transaction.atomic
def adopt_rule(
    plan_id: int, entry: RuleEntry, *, actor: Actor, expected_number: int | None = None
) -> RatingRule:
    """The next version of the plan's rule; the one in force, if it says the same already.

    Sheets that were published keep the version they were rated under.

    Raises:
        InputRefused: the rule does not fit the scale, the reason is missing, or a step would go that a
            sheet bears.
        NotAllowed: ``actor`` does not keep this plan.
        VersionMovedOn: another rule than that of ``expected_number`` is in force (0: none was).
    """
    plan = lock(Plan, plan_id)
    require(actor, "plan.rule", plan)
    if not entry.reason.strip():
        raise InputRefused(_("Write the reason."), place="reason")
    check_rule(entry.rule, codes=[step.code for step in entry.scale])
    newest = rule_in_force(plan)
    if newest is not None and _says_the_same(plan, newest, entry):
        return newest
    if expected_number is not None and expected_number != (newest.number if newest else 0):
        raise VersionMovedOn(
            _("Another rule was adopted in the meantime."),
            next_step=_("Look at the rule in force, then adopt yours or leave it."),
        )
    _write_scale(plan, entry.scale)
    row = RatingRule(
        plan=plan,
        number=newest.number + 1 if newest else 1,
        question=entry.rule.question.value,
        method=entry.rule.method.value,
        joining=entry.rule.joining.value,
        thresholds=dump_thresholds(entry.rule),
        otherwise=entry.rule.otherwise,
        no_data=entry.rule.no_data,
        band=entry.rule.band,
        rates_words=entry.rates_words,
        origin=entry.origin,
        adopted_on=entry.adopted_on,
        reason=entry.reason.strip(),
        decided_by=actor.person,
        created_at=clock.now(),
    )
    row.full_clean(exclude=["thresholds"])
    row.save()
    audit.record("plan.rule", plan, actor=actor, after={"rule": row.number})
    return row


def _says_the_same(plan: Plan, newest: RatingRule, entry: RuleEntry) -> bool:
    stands = [
        Step(step.code, step.text, step.is_of_projects, step.score) for step in scale_of(plan)
    ]
    return (
        stands == list(entry.scale)
        and rule_of(newest) == entry.rule
        and newest.rates_words == entry.rates_words
    )


def _write_scale(plan: Plan, steps: Sequence[Step]) -> None:
    codes = [step.code for step in steps]
    if len(set(codes)) < len(codes):
        raise InputRefused(_("Each step of the scale has a code of its own."), place="scale")
    borne = set(
        Sheet.objects.filter(project__plan=plan).exclude(rating="").values_list("rating", flat=True)
    )
    for code in sorted(borne - {step.code for step in steps if step.is_of_projects}):
        raise InputRefused(
            _("Sheets of this plan bear the step “%(code)s”; it cannot go.") % {"code": code},
            place="scale",
            next_step=_("Keep the step, or begin a plan of its own with the new scale."),
        )
    ScaleStep.objects.filter(plan=plan).delete()
    ScaleStep.objects.bulk_create(
        ScaleStep(
            plan=plan,
            position=position,
            code=step.code,
            text=step.text,
            is_of_projects=step.is_of_projects,
            score=step.score,
        )
        for position, step in enumerate(steps, 1)
    )


def record_rating(sheet: Sheet, *, actor: Actor) -> None:
    """Write down what is derived and decided now; nothing where the last record says the same."""
    view = rating_view(sheet_page(sheet))
    if view.row is None and not sheet.rating:
        return
    rule = view.row
    last = RatingRecord.objects.filter(sheet=sheet).order_by("-pk").first()
    now = (rule.pk if rule else None, view.derived, sheet.rating, sheet.rating_reason)
    if last is not None and now == (last.rule_id, last.derived, last.decided, last.reason):
        return
    RatingRecord.objects.create(
        sheet=sheet,
        rule=rule,
        derived=view.derived,
        decided=sheet.rating,
        reason=sheet.rating_reason,
        decided_by=actor.person,
        decided_at=clock.now(),
    )


@dataclass(frozen=True)
class ReviewEntry:
    """What a body said, as it is recorded."""

    body: str
    text: str
    reviewed_on: date
    rating: str = ""


@transaction.atomic
def record_review(sheet_id: int, entry: ReviewEntry, *, actor: Actor) -> OutsideReview:
    """Keep what a body from outside said about the project of a sheet, for the sheet's year.

    Raises:
        NotAllowed: ``actor`` neither keeps this plan nor is asked to review it.
        WrongState: the sheet is not published, so that nobody outside can have read it.
        InputRefused: the step is not in the scale, or the day lies ahead.
    """
    sheet = Sheet.objects.select_related("project__plan").get(pk=sheet_id)
    require(actor, "sheet.review", sheet)
    if not sheet.is_open:
        raise WrongState(_("An outside review is recorded on a published sheet."))
    codes = {step.code for step in scale_of(sheet.project.plan) if step.is_of_projects}
    if entry.rating and entry.rating not in codes:
        raise InputRefused(
            _("The scale has no step “%(code)s”.") % {"code": entry.rating}, place="rating"
        )
    if entry.reviewed_on > clock.today():
        raise InputRefused(_("The day lies ahead."), place="reviewed_on")
    row, fresh = OutsideReview.objects.get_or_create(
        project=sheet.project,
        fiscal_year=sheet.fiscal_year,
        body=entry.body,
        reviewed_on=entry.reviewed_on,
        defaults={
            "rating": entry.rating,
            "text": entry.text,
            "recorded_by": actor.person,
            "created_at": clock.now(),
        },
    )
    if not fresh and (row.rating, row.text) != (entry.rating, entry.text):
        raise InputRefused(
            _("A review by this body on this day stands here with other words."),
            place="body",
            next_step=_("Name another day, or leave what stands."),
        )
    if fresh:
        audit.record("sheet.review", sheet, actor=actor, after={"review": row.pk})
    return row
