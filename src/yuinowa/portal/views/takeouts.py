"""All that is an institution's as a file: what is in it, make it, fetch it while it lasts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from yuinowa.core import rights
from yuinowa.core.acting import actor_of
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.portal import services
from yuinowa.portal.domain.takeouts import KEEP_TAKEOUTS, TakeoutState
from yuinowa.portal.forms import DropForm, MakeForm
from yuinowa.portal.permissions import may_take_along
from yuinowa.portal.queries import takeouts as queries

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def _own(request: HttpRequest, pk: int) -> Institution:
    """The institution whose administrator asks; unseen is 404, another's 403."""
    institution = get_object_or_404(institutions_visible_to(actor_of(request)), pk=pk)
    if not may_take_along(actor_of(request), institution.pk):
        raise NotAllowed("taking everything along is for the administrators of the institution")
    return institution


@never_cache
@login_required
@require_safe
def takeout(request: HttpRequest, pk: int) -> HttpResponse:
    """What would be in the file, the files there are, and how far the one is that is being made."""
    institution, actor = _own(request, pk), actor_of(request)
    latest = queries.latest_of(institution.pk, actor)
    state = TakeoutState(latest.state) if latest else None
    held = queries.held_by(institution.pk)
    context = {
        "institution": institution,
        "form": MakeForm(),
        "files": queries.files_of(institution.pk, actor),
        "latest": latest,
        "is_making": state is TakeoutState.MAKING,
        "has_failed": state is TakeoutState.FAILED,
        "held": held,
        "rows": sum(table.count for table in held),
        "staying": queries.staying(),
        "keep_days": KEEP_TAKEOUTS.days,
        "is_fresh": rights.is_fresh(actor),
    }
    return render(request, "portal/takeout.html", context)


@login_required
@require_POST
def takeout_make(request: HttpRequest, pk: int) -> HttpResponse:
    institution, form = _own(request, pk), MakeForm(request.POST)
    if not form.is_valid():
        raise InputRefused(_("The form has expired."), next_step=_("Open the form again."))
    made = services.begin_takeout(
        institution, once=form.cleaned_data["once"], actor=actor_of(request)
    )
    if made.state == TakeoutState.READY:
        messages.success(request, _("The file is ready."))
    return redirect(made)


@never_cache
@login_required
@require_GET
def takeout_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The file; asks for a fresh sign-in and leaves a row."""
    found = get_object_or_404(queries.takeouts_visible_to(actor_of(request)), pk=pk)
    path = services.fetch_takeout(found, actor=actor_of(request))
    day = found.created_at.date().isoformat()
    name = f"yuinowa-{found.institution_id}-{day}.zip"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type="application/zip"
    )


@login_required
@require_POST
def takeout_drop(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_object_or_404(queries.takeouts_visible_to(actor), pk=pk)
    rights.require(actor, "takeout.drop", found)
    form = DropForm(request.POST)
    if not form.is_valid():
        raise InputRefused(_("The form has expired."), next_step=_("Open the form again."))
    services.drop_takeout(found, version=form.cleaned_data["version"], actor=actor)
    messages.success(request, _("The file is deleted."))
    return redirect(found)
