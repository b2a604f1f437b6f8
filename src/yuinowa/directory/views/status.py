"""Closing an entry, letting it rest, waking it: first what would happen, then the deed."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.directory.domain.institutions import Status
from yuinowa.directory.domain.statuses import StatusDeed
from yuinowa.directory.forms.status import StatusForm
from yuinowa.directory.models import Institution
from yuinowa.directory.services.entry.status import change_status
from yuinowa.directory.views.frame import entry_of
from yuinowa.kernel.errors import InputRefused, VersionMovedOn, WrongState


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def institution_status(request: HttpRequest, pk: int) -> HttpResponse:
    """The form, the preview, the deed; whatever was changed in between shows the preview again."""
    actor, institution = actor_of(request), entry_of(request, pk)
    require(actor, "institution.change-status", institution)
    sent = request.POST if request.method == "POST" else None
    form = StatusForm(sent, status=Status(institution.status))
    if sent is None:
        return _page(request, institution, form)
    if not form.is_valid():
        return _page(request, institution, form, status=422)
    if not form.is_confirmed:
        return _page(request, institution, form, effects=_effects(institution, form.deed_chosen()))
    return _confirmed(request, institution, form)


def _confirmed(request: HttpRequest, institution: Institution, form: StatusForm) -> HttpResponse:
    try:
        change_status(
            institution.pk,
            form.deed_chosen(),
            on_day=form.cleaned_data["on_day"],
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor_of(request),
        )
    except VersionMovedOn:
        effects = _effects(institution, form.deed_chosen())
        return _page(request, institution, form, effects=effects, status=409)
    except InputRefused as fault:
        form.add_error("on_day", fault.message)
        return _page(request, institution, form, status=422)
    except WrongState as fault:
        form.add_error(None, f"{fault.message} {fault.next_step}")
        return _page(request, institution, form, status=409)
    messages.success(request, _("It is recorded. The history of the entry says when and why."))
    return redirect(institution)


def _page(
    request: HttpRequest,
    institution: Institution,
    form: StatusForm,
    *,
    effects: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "institution": institution,
        "form": form,
        "effects": effects,
        "moved_on": bool(effects) and status != 200,
    }
    return render(request, "directory/institution_status.html", context, status=status)


def _effects(institution: Institution, deed: StatusDeed) -> list[str]:
    """What would happen, a sentence each."""
    name = {"name": institution.name}
    found = {
        StatusDeed.REST: [
            _("%(name)s is marked as at rest. It stays in the directory and in the search.") % name,
            _("Nobody is asked to confirm the entry until it wakes."),
        ],
        StatusDeed.CLOSE: [
            _("%(name)s is marked as closed. Its page, names, numbers and history stay.") % name,
            _("“Who do I ask?” leads to none of its desks any more."),
            _("Only the region office can change the entry or open it again."),
        ],
        StatusDeed.WAKE: [_("%(name)s is active again.") % name],
    }[deed]
    if deed is StatusDeed.CLOSE and institution.member:
        found.append(_("It takes no part any more; its people act for it no longer."))
    if deed is StatusDeed.WAKE and institution.status == Status.CLOSED:
        found.append(_("It does not take part by itself: the region office lets it in anew."))
    return found
