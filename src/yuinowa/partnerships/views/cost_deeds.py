"""Deeds on a statement of shared costs: a draft, what it is reckoned from, issuing, putting right, throwing away."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.forms.costs import (
    LinesForm,
    PrepareForm,
    PutRightForm,
    RewriteForm,
    values_of,
)
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.models import CostStatement
from yuinowa.partnerships.services import costs as deeds
from yuinowa.partnerships.views.costs import statement_of, statements_of
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.ui.paging import page_of

#: Sides whose figures are written on one page.
LINES_A_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_prepare(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft for a year; formula and fixed sums are those of the statement before."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.account", partnership)
    form = PrepareForm(
        request.POST if request.method == "POST" else None, initial=_like_before(request, pk)
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            made, fresh = deeds.prepare(
                partnership, form.outline(), once=form.cleaned_data["once"], actor=actor
            )
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            if fresh:
                messages.success(
                    request, _("The draft is made. Only issuing it asks anybody to pay.")
                )
            return redirect(made)
    context = {
        **frame(request, partnership),
        "form": form,
        "title": _("Share a cost"),
        "about": _(
            "Say what it is and how it is shared; the draft then shows what each side bears."
        ),
        "button": _("Make the draft"),
        "back": reverse("partnerships:cost-list", args=[pk]),
    }
    return render(request, "partnerships/change.html", context, status=status)


def _like_before(request: HttpRequest, pk: int) -> dict[str, object]:
    last = statements_of(request, pk).order_by("-fiscal_year", "-pk").first()
    if last is None:
        return {"equal": 1000, "per_head": 0, "per_use": 0}
    values = values_of(last)
    return {
        **values,
        "fiscal_year": last.fiscal_year + 1,
        "total_yen": "",
        "population_on": None,
        "use_source": "",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_rewrite(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """Correct the outline of a draft."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _kept_draft(request, pk, statement)
    form = RewriteForm(
        request.POST if request.method == "POST" else None,
        initial={**values_of(found), "version": found.version},
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.rewrite(
            found.pk,
            form.outline(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is kept."),
        title=_("Correct cost and formula"),
        about=found.title,
        button=_("Keep it"),
        back=found.get_absolute_url(),
        version=lambda: statement_of(request, pk, statement).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_lines(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """Write what the shares of the sides are reckoned from, some sides at a time."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _kept_draft(request, pk, statement)
    page = page_of(request, list(found.shares.all()), size=LINES_A_PAGE)
    form = LinesForm(
        request.POST if request.method == "POST" else None,
        initial={"version": found.version},
        lines=list(page.object_list),
        formula=found.formula,
    )
    after = f"{request.path}?page={page.next_page_number()}" if page.has_next() else ""
    return done(
        request,
        partnership,
        form,
        lambda: deeds.write_lines(
            found.pk,
            form.written(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is kept."),
        template="partnerships/cost_lines.html",
        statement=found,
        rows=page,
        title=_("What shares are reckoned from"),
        about=found.title,
        button=_("Keep it"),
        back=after or found.get_absolute_url(),
        stop=found.get_absolute_url(),
        version=lambda: statement_of(request, pk, statement).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_issue(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """Issue a draft: what it says is then never changed."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _kept_draft(request, pk, statement)
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.issue(found.pk, expected_version=form.cleaned_data["version"], actor=actor),
        _("It is issued. All sides read what each of them bears."),
        title=_("Issue the statement"),
        about=_(
            "All sides read it. It is never changed again; a mistake is put right by another one."
        ),
        button=_("Issue it"),
        is_grave=True,
        back=found.get_absolute_url(),
        version=lambda: statement_of(request, pk, statement).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_put_right(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """A draft in place of an issued statement."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = statement_of(request, pk, statement)
    require(actor, "coststatement.keep", found)
    form = PutRightForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.put_right(found.pk, form.cleaned_data["reason"], actor=actor),
        _("The draft that puts it right is made. The issued one stays until you issue this."),
        title=_("Put the statement right"),
        about=found.title,
        button=_("Make the draft"),
        back=reverse("partnerships:cost-list", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_drop(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """Throw a draft away."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _kept_draft(request, pk, statement)
    form = VersionForm(
        request.POST if request.method == "POST" else None, initial={"version": found.version}
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.drop(found.pk, expected_version=form.cleaned_data["version"], actor=actor),
        _("The draft is gone."),
        title=_("Throw the draft away"),
        about=found.title,
        button=_("Throw it away"),
        is_grave=True,
        back=reverse("partnerships:cost-list", args=[pk]),
        version=lambda: statement_of(request, pk, statement).version,
    )


def _kept_draft(request: HttpRequest, pk: int, statement: int) -> CostStatement:
    found = statement_of(request, pk, statement)
    require(actor_of(request), "coststatement.keep", found)
    return found
