"""The register of risks: the table, a risk more, looking at one again, closing it."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.move import ask
from yuinowa.core.rights import can, require
from yuinowa.documents.csv import csv_response
from yuinowa.partnerships.domain.risks import Degree, RiskState, RiskStep, is_due, is_heavy
from yuinowa.partnerships.forms.issues import ReviewRiskForm, SaidForm, WriteRiskForm
from yuinowa.partnerships.labels import issues as words
from yuinowa.partnerships.models import Risk
from yuinowa.partnerships.permissions.issues import require_owner
from yuinowa.partnerships.queries import issues as queries
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.services import risks as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.partnerships.views.tables import ALL, csv_of, narrowing
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of


def _risk_of(request: HttpRequest, pk: int, risk: int) -> Risk:
    found = queries.risks_visible_to(actor_of(request)).filter(partnership=pk)
    return get_object_or_404(found, pk=risk)


@login_required
@require_safe
def risk_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The register, what is watched unless more is asked for; as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    chosen = narrowing(request, joined(partnership), words.RISK_ORDERS)
    found = queries.risks_of(partnership, actor, of=chosen.of, side=chosen.side)
    rows = found.order_by(*queries.RISK_ORDERS[chosen.sort])
    if request.GET.get("format") == "csv":
        return csv_response(request, f"risks-{pk}.csv", *_as_table(list(rows)))
    page = page_of(request, rows)
    own = {p.pk for p in joined(partnership) if p.institution_id == actor.institution}
    gone = [risk for risk in page if not risk.owner.has_joined]
    may_write = not partnership.is_over and can(actor, "partnership.write", partnership)
    today = clock.today()
    context = {
        **frame(request, partnership),
        "rows": page,
        "lines": [
            {
                "risk": row,
                "likely": words.LIKELY[Degree(row.likely)],
                "bad": words.BAD[Degree(row.bad)],
                "is_heavy": row.is_watched and is_heavy(Degree(row.likely), Degree(row.bad)),
                "is_due": row.is_watched and is_due(row.review_on, today),
                "may_keep": may_write and (row.owner_id in own or row in gone),
                "step": _step(row).value,
                "label": words.RISK_STEPS[_step(row)],
            }
            for row in page
        ],
        "has_any": bool(page) or queries.risks_of(partnership, actor, of=ALL).exists(),
        "chosen": chosen,
        "may_write": may_write,
        "downloads": csv_links(_("This table"), csv_of(request)),
    }
    return render(request, "partnerships/risk_list.html", context)


def _step(risk: Risk) -> RiskStep:
    """The step that is left for ``risk`` besides looking at it again."""
    return RiskStep.CLOSE if risk.is_watched else RiskStep.REOPEN


def _as_table(rows: Sequence[Risk]) -> tuple[list[str], list[list[str]]]:
    columns = [
        _("What might go wrong"),
        _("How likely it is"),
        _("How bad it would be"),
        _("What is done about it"),
        _("Looked after by"),
        _("Looked at again on"),
        _("How it stands"),
        _("What was done, or why"),
    ]
    return columns, [
        [
            row.what,
            str(words.LIKELY[Degree(row.likely)]),
            str(words.BAD[Degree(row.bad)]),
            row.measure,
            row.owner.institution.name,
            row.review_on.isoformat(),
            str(words.RISK_STATES[RiskState(row.state)]),
            row.said,
        ]
        for row in rows
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def risk_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a risk; its owner is waited for from the day it is looked at again."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    form = WriteRiskForm(
        request.POST if request.method == "POST" else None, sides=joined(partnership)
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.write_risk(pk, form.told(), once=form.cleaned_data["once"], actor=actor),
        _("It stands in the register. All sides read it."),
        title=_("Write a risk"),
        about=_("What might go wrong, and what is done about it before it does."),
        button=_("Write it down"),
        back=reverse("partnerships:risk-list", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def risk_review(request: HttpRequest, pk: int, risk: int) -> HttpResponse:
    """Look at a risk again; for the side that looks after it."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _risk_of(request, pk, risk)
    require_owner(actor, found)
    due = is_due(found.review_on, clock.today())
    form = ReviewRiskForm(
        request.POST if request.method == "POST" else None,
        sides=joined(partnership),
        initial={
            name: getattr(found, name) for name in ("what", "likely", "bad", "measure", "version")
        }
        | {"owner": found.owner_id, "review_on": None if due else found.review_on},
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.review(
            found.pk, form.told(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is kept. You are waited for again on the day you named."),
        title=_("Look at the risk again"),
        about=found.what,
        button=_("Keep it"),
        back=found.get_absolute_url(),
        version=lambda: _risk_of(request, pk, risk).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def risk_step(request: HttpRequest, pk: int, risk: int, step: str) -> HttpResponse:
    """Close a risk, or watch it again."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _risk_of(request, pk, risk)
    if step not in [code.value for code in RiskStep]:
        raise Http404
    require_owner(actor, found)
    taken = RiskStep(step)
    if request.method != "POST":
        ask(found, taken, actor=actor)
    form = SaidForm(
        request.POST if request.method == "POST" else None,
        initial={"version": found.version},
        asked=str(words.RISK_ASKED[taken]),
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.take_step(
            found.pk,
            taken,
            form.cleaned_data["said"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        str(words.RISK_SAID[taken]),
        title=words.RISK_STEPS[taken],
        about=found.what,
        button=words.RISK_STEPS[taken],
        back=found.get_absolute_url(),
        version=lambda: _risk_of(request, pk, risk).version,
    )
