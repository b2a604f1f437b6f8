"""Sets of principles: those that are shipped, and an institution's own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable, VersionMovedOn
from yuinowa.partnerships.exchange.principle_sets import shipped
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.forms.principles import ChangeSetForm, WriteSetForm
from yuinowa.partnerships.models import OwnPrinciples
from yuinowa.partnerships.permissions.principles import may_write_sets
from yuinowa.partnerships.queries.principles import own_sets_visible_to
from yuinowa.partnerships.services import own_principles as deeds
from yuinowa.partnerships.views.principles import language


@login_required
@require_safe
def principles_list(request: HttpRequest) -> HttpResponse:
    """All sets that can be proposed: our own, and the shipped ones."""
    actor = actor_of(request)
    context = {
        "own": own_sets_visible_to(actor),
        "shipped": [
            (
                one.name(language()),
                one.credit(language()),
                [p.words(language()) for p in one.principles],
            )
            for one in shipped().values()
        ],
        "may_write": may_write_sets(actor),
    }
    return render(request, "partnerships/principles_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def principles_write(request: HttpRequest) -> HttpResponse:
    """Write a set of our institution's own."""
    actor = actor_of(request)
    if not may_write_sets(actor):
        raise NotAllowed("writing principles is for those who write for an institution")
    form = WriteSetForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            deeds.write_set(form.words(), once=form.cleaned_data["once"], actor=actor)
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, _("It is kept. It can now be proposed in a partnership."))
            return redirect("partnerships:principles-list")
    return _page(request, form, None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def principles_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a set of our own; what was adopted of it stays as it was."""
    actor = actor_of(request)
    row = get_object_or_404(own_sets_visible_to(actor), pk=pk)
    require(actor, "ownprinciples.edit", row)
    names = ("name", "lines", "credit", "version")
    form = ChangeSetForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(row, name) for name in names},
    )
    moved_on = False
    if form.is_bound and form.is_valid():
        try:
            deeds.change_set(
                pk, form.words(), expected_version=form.cleaned_data["version"], actor=actor
            )
        except VersionMovedOn:
            row.refresh_from_db()
            form.on_top_of(row.version)
            moved_on = True
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, _("It is kept. What was adopted of it stays as it was."))
            return redirect("partnerships:principles-list")
    return _page(request, form, row, moved_on=moved_on)


def _page(
    request: HttpRequest,
    form: WriteSetForm | ChangeSetForm,
    row: OwnPrinciples | None,
    *,
    moved_on: bool = False,
) -> HttpResponse:
    status = 409 if moved_on else 422 if form.is_bound else 200
    context = {"form": form, "row": row, "moved_on": moved_on}
    return render(request, "partnerships/principles_write.html", context, status=status)


@login_required
@require_POST
def principles_throw_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a set of our own away."""
    actor = actor_of(request)
    row = get_object_or_404(own_sets_visible_to(actor), pk=pk)
    require(actor, "ownprinciples.edit", row)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("Which version is meant cannot be read."), place="version")
    deeds.throw_away(pk, expected_version=form.cleaned_data["version"], actor=actor)
    messages.success(request, _("The set is gone. What was adopted of it stays as it was."))
    return redirect("partnerships:principles-list")
