"""Pages of leaving for good: the person asks, somebody else confirms."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yuinowa.accounts import services
from yuinowa.accounts.queries import names_of_people
from yuinowa.accounts.views.frame import own_person
from yuinowa.core import rights
from yuinowa.core.acting import actor_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me_leave(request: HttpRequest) -> HttpResponse:
    """Ask to be erased; what that means stands there first."""
    actor = actor_of(request)
    rights.require_fresh(actor)
    if request.method == "POST":
        services.ask_to_be_erased(actor=actor)
        messages.success(request, _("Whoever confirms it has been asked."))
        return redirect("accounts:me")
    return render(request, "accounts/me_leave.html", {"person": own_person(request)})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def person_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm that a person who asked is erased."""
    actor = actor_of(request)
    wait = services.asked_of(pk, actor)
    rights.require_fresh(actor)
    if request.method == "POST":
        services.erase_person(pk, actor=actor)
        messages.success(request, _("The name is gone. What was decided stays."))
        return redirect("portal:home")
    context = {"name": names_of_people([pk]).get(pk, ""), "wait": wait}
    return render(request, "accounts/person_erase.html", context)
