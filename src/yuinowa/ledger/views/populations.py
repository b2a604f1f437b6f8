"""The population of the area an institution serves: the series with its sources, and entering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.idempotency import once
from yuinowa.core.rights import can, require
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import AlreadyDone, InputRefused, VersionMovedOn
from yuinowa.ledger.forms.population import CorrectionForm, PopulationForm
from yuinowa.ledger.models import Population
from yuinowa.ledger.queries import populations
from yuinowa.ledger.services.populations import correct_population, record_population

if TYPE_CHECKING:
    from django.forms import Form


@require_safe
def population_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every day with its number and source, and what stood there before."""
    actor = actor_of(request)
    institution = get_object_or_404(institutions_visible_to(actor), pk=pk)
    context = {
        "institution": institution,
        "days": populations.history_of(pk, actor),
        "may_enter": can(actor, "population.enter", Population(institution_id=pk)),
    }
    return render(request, "ledger/population_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def population_new(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    institution = get_object_or_404(institutions_visible_to(actor), pk=pk)
    require(actor, "population.enter", Population(institution_id=pk))
    form = PopulationForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            once(
                values["once"],
                actor,
                lambda: record_population(pk, values["as_of"], form.entry(), actor=actor),
            )
        except (AlreadyDone, InputRefused) as refused:
            _add_fault(form, refused)
            status = refused.status
        else:
            messages.success(request, _("The population is recorded."))
            return redirect("ledger:population-list", pk)
    context = {"institution": institution, "form": form}
    return render(request, "ledger/population_form.html", context, status=_status(form, status))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def population_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Another number for the same day, with the reason; the old one stays in the history."""
    actor = actor_of(request)
    row = get_object_or_404(populations.populations_visible_to(actor), pk=pk)
    institution = get_object_or_404(institutions_visible_to(actor), pk=row.institution_id)
    require(actor, "population.enter", row)
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        initial={"number": row.number, "source": row.source, "source_url": row.source_url},
    )
    status = 200
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            correct_population(row.pk, form.entry(), reason=reason, actor=actor)
        except VersionMovedOn as refused:
            # What was typed stays, now toward the figure that stands.
            row = populations.standing_of(row)
            form.add_error(None, " ".join((refused.message, refused.next_step or "")))
            status = refused.status
        else:
            messages.success(request, _("The population is corrected. What stood before is kept."))
            return redirect("ledger:population-list", row.institution_id)
    context = {"institution": institution, "form": form, "row": row}
    return render(request, "ledger/population_form.html", context, status=_status(form, status))


def _add_fault(form: Form, refused: AlreadyDone | InputRefused) -> None:
    place = getattr(refused, "place", "")
    words = " ".join(filter(None, (_(refused.message), _(refused.next_step or ""))))
    form.add_error(place if place in form.fields else "as_of", words)


def _status(form: Form, refused: int) -> int:
    """200, or what the page answers when something in ``form`` is wrong."""
    if not form.errors:
        return 200
    return 422 if refused == 200 else refused  # of HTTP
