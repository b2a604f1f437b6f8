"""What the sides share in money: statements by year, a draft and what it is reckoned from, issuing, putting right."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import InputRefused
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.partnerships.domain.costs import StatementState
from yuinowa.partnerships.domain.shares import WEIGHED, Part
from yuinowa.partnerships.forms.costs import (
    LinesForm,
    PrepareForm,
    PutRightForm,
    RewriteForm,
    values_of,
)
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import costs as words
from yuinowa.partnerships.models import CostStatement
from yuinowa.partnerships.queries.costs import Reckoned, costs_visible_to, reckoned, with_shares
from yuinowa.partnerships.services import costs as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of

#: Sides whose figures are written on one page.
LINES_A_PAGE = 50


def _statements(request: HttpRequest, pk: int) -> QuerySet[CostStatement]:
    return costs_visible_to(actor_of(request)).filter(partnership=pk)


def _statement_of(request: HttpRequest, pk: int, statement: int) -> CostStatement:
    return get_object_or_404(with_shares(_statements(request, pk)), pk=statement)


@login_required
@require_safe
def cost_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Statements of all years, the newest first."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.costs", partnership)
    page = page_of(request, _statements(request, pk))
    may_keep = can(actor, "partnership.account", partnership)
    context = {
        **frame(request, partnership),
        "rows": page,
        "lines": [(row, words.STATES[StatementState(row.state)]) for row in page.object_list],
        "may_prepare": may_keep and not partnership.is_over,
    }
    return render(request, "partnerships/cost_list.html", context)


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
    last = _statements(request, pk).order_by("-fiscal_year", "-pk").first()
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
@require_safe
def cost_detail(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """One statement, side by side; as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _statement_of(request, pk, statement)
    table = reckoned(found)
    parts = _parts(found, table)
    if request.GET.get("format") == "csv":
        name = f"cost-{found.fiscal_year}-{found.pk}.csv"
        return csv_response(request, name, *_as_table(found, table))
    may_keep = can(actor, "coststatement.keep", found)
    names = {side.pk: side.institution.name for side in partnership.parties.all()}
    page = page_of(request, table.lines)
    context = {
        **frame(request, partnership),
        "statement": found,
        "state": words.STATES[StatementState(found.state)],
        "rows": page,
        "lines": [
            (line, [share.parts.get(part, 0) if share else None for part in parts], share)
            for line, share in page.object_list
        ],
        "heads": [words.PARTS[part] for part in parts],
        "sums": [table.sums.get(part) for part in parts],
        "table": table,
        "faults": [
            (names.get(wrong.side) if wrong.side else "", words.FAULTS[wrong.fault])
            for wrong in table.faults
        ],
        "may_keep": may_keep,
        "may_put_right": may_keep
        and found.state == StatementState.ISSUED
        and not hasattr(found, "replaced_by"),
        "replaced_by": getattr(found, "replaced_by", None),
        "downloads": csv_links(_("This table"), f"{request.path}?format=csv"),
    }
    return render(request, "partnerships/cost_detail.html", context)


def _parts(statement: CostStatement, table: Reckoned) -> list[Part]:
    """The parts that this statement has: fixed sums where there are any, and what weighs something."""
    has_fixed = any(line.fixed_yen for line, _share in table.lines)
    weighed = [part for part in WEIGHED if statement.formula.weight(part)]
    return [Part.FIXED, *weighed] if has_fixed else weighed


def _as_table(
    statement: CostStatement, table: Reckoned
) -> tuple[list[str], Sequence[Sequence[Value]]]:
    columns = [
        _("Institution"),
        _("Fiscal year"),
        _("Residents"),
        _("Use"),
        *(str(label) for label in words.PARTS.values()),
        _("Share in yen"),
    ]
    year = FiscalYear(statement.fiscal_year).label
    rows: list[Sequence[Value]] = [
        [
            line.party.institution.name,
            year,
            line.residents,
            line.uses,
            *(share.parts.get(part, 0) if share else None for part in Part),
            share.yen if share else None,
        ]
        for line, share in table.lines
    ]
    return columns, rows


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
        version=lambda: _statement_of(request, pk, statement).version,
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
        version=lambda: _statement_of(request, pk, statement).version,
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
        version=lambda: _statement_of(request, pk, statement).version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cost_put_right(request: HttpRequest, pk: int, statement: int) -> HttpResponse:
    """A draft in place of an issued statement."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    found = _statement_of(request, pk, statement)
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
        version=lambda: _statement_of(request, pk, statement).version,
    )


def _kept_draft(request: HttpRequest, pk: int, statement: int) -> CostStatement:
    found = _statement_of(request, pk, statement)
    require(actor_of(request), "coststatement.keep", found)
    return found
