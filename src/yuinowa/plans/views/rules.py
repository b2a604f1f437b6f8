"""How a plan rates: the rule as everybody reads it, its form, and outside reviews."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.kernel.errors import InputRefused, VersionMovedOn
from yuinowa.plans import queries, services
from yuinowa.plans.domain.printed import plain
from yuinowa.plans.exchange.rating_rules import Step, Template, template, templates
from yuinowa.plans.forms.rule import ReviewForm, RuleForm
from yuinowa.plans.labels.rating import JOININGS, METHOD_LIMITS, METHODS, QUESTIONS
from yuinowa.plans.models import Plan, RatingRule, ScaleStep
from yuinowa.plans.views.frame import frame, visible_plan
from yuinowa.plans.views.moved_on import MovedOn, moved_on, on_top


@require_safe
def plan_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The scale and the rule in force, in words, with every earlier version."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    rows = queries.rules_of(plan)
    context = {
        "steps": [
            (step, _when(step, rows[0] if rows else None)) for step in queries.scale_of(plan)
        ],
        "rule": rows[0] if rows else None,
        "words": _words(rows[0]) if rows else [],
        "earlier": [(row, _words(row)) for row in rows[1:]],
        "averages": queries.averages(queries.printed_plan(plan, actor)),
        "can_edit": can(actor, "plan.rule", plan),
    }
    return render(request, "plans/plan_rule.html", {**frame(plan, "plan-rule"), **context})


def _words(row: RatingRule) -> list[str]:
    """What ``row`` says, one sentence each."""
    rule = queries.rule_of(row)
    said = [str(QUESTIONS[rule.question])]
    if rule.question is rule.question.FINAL:
        said.append(_("Forecast: %(method)s") % {"method": METHODS[rule.method]})
        said.append(str(METHOD_LIMITS[rule.method]))
    if rule.question is not rule.question.WORDS:
        said.append(str(JOININGS[rule.joining]))
    if rule.band:
        said.append(
            _("A figure to be kept may be off by %(percent)s percent.")
            % {"percent": plain(rule.band * 100)}
        )
    if row.rates_words:
        said.append(_("Projects told in words are rated by a person as well."))
    return said


def _when(step: ScaleStep, row: RatingRule | None) -> str:
    """When a step is given, in words; empty where people decide."""
    if row is None:
        return ""
    rule = queries.rule_of(row)
    threshold = next((edge for edge in rule.thresholds if edge.code == step.code), None)
    if threshold is not None:
        percent = {"percent": plain(threshold.at_least * 100)}
        if threshold.is_strict:
            return _("above %(percent)s percent of the target") % percent
        return _("from %(percent)s percent of the target on") % percent
    if rule.thresholds and step.code == rule.otherwise:
        return _("below that")
    return _("without an actual") if rule.thresholds and step.code == rule.no_data else ""


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def plan_rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The next version of the rule; ``?template=`` begins from a shipped one."""
    actor, plan = actor_of(request), visible_plan(request, pk)
    require(actor, "plan.rule", plan)
    chosen = template(request.GET.get("template", ""))
    row = queries.rule_in_force(plan)
    form = _rule_form(plan, chosen, row, request.POST if request.method == "POST" else None)
    moved: MovedOn | None = None
    if request.method == "POST" and form.is_valid():
        try:
            number = form.cleaned_data["version"]
            services.adopt_rule(plan.pk, form.entry(), actor=actor, expected_number=number)
        except InputRefused as refused:
            form.add_error(
                refused.place if refused.place in form.fields else None, _(refused.message)
            )
        except VersionMovedOn:
            row = queries.rule_in_force(plan)
            form = _rule_form(plan, None, row, on_top(request.POST, row.number if row else 0))
            moved = moved_on(plan, form)
        else:
            messages.success(request, _("The rule is in force. Published sheets keep theirs."))
            return redirect("plans:plan-rule", plan.pk)
    language = "ja" if (get_language() or "ja").startswith("ja") else "en"
    context = {
        **frame(plan),
        "form": form,
        "templates": [(row.code, row.name[language], row.source) for row in templates()],
        "chosen": chosen.code if chosen else "",
        "moved_on": moved,
    }
    status = 409 if moved else 422 if form.errors else 200
    return render(request, "plans/plan_rule_edit.html", context, status=status)


def _rule_form(
    plan: Plan, chosen: Template | None, row: RatingRule | None, data: QueryDict | None
) -> RuleForm:
    """The form filled from a shipped template, or with what is in force."""
    scale = [
        Step(step.code, step.text, step.is_of_projects, step.score)
        for step in queries.scale_of(plan)
    ]
    return RuleForm(
        list(chosen.scale) if chosen else scale,
        chosen.rule if chosen else queries.rule_of(row) if row else None,
        data,
        initial={
            "version": row.number if row else 0,
            "adopted_on": clock.today(),
            "origin": chosen.source if chosen else row.origin if row else "",
            "rates_words": chosen.rates_words if chosen else bool(row and row.rates_words),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet_review(request: HttpRequest, pk: int, sheet_pk: int) -> HttpResponse:
    """Record what a body from outside said about the project of a published sheet."""
    actor = actor_of(request)
    sheet = get_object_or_404(queries.sheets_visible_to(actor), pk=sheet_pk, project__plan=pk)
    require(actor, "sheet.review", sheet)
    form = ReviewForm(
        queries.scale_of(sheet.project.plan), request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.record_review(sheet.pk, form.entry(), actor=actor)
        except InputRefused as refused:
            form.add_error(
                refused.place if refused.place in form.fields else None, _(refused.message)
            )
        else:
            messages.success(request, _("The outside review is recorded."))
            return redirect(sheet)
    context = {**frame(sheet.project.plan), "sheet": sheet, "project": sheet.project, "form": form}
    return render(request, "plans/sheet_review.html", context, status=422 if form.errors else 200)
