"""The page of the region office for whoever lost phone and paper."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from yuinowa.accounts import services
from yuinowa.accounts.domain.factors import IdentityCheck
from yuinowa.accounts.forms.reset import ClearForm
from yuinowa.accounts.permissions import may_clear_factors
from yuinowa.accounts.views.frame import refuse
from yuinowa.core import rights
from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import InputRefused, NotAllowed


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Clear somebody's second factor, so that the password alone lets in and a new one can be set up."""
    actor = actor_of(request)
    if not may_clear_factors(actor):
        raise NotAllowed("this is for the region office")
    rights.require_fresh(actor)
    form = ClearForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.clear_second_factors(
                form.cleaned_data["login"], IdentityCheck(form.cleaned_data["check"]), actor=actor
            )
        except InputRefused as error:
            refuse(form, error, "login")
        else:
            messages.success(
                request,
                _("%(name)s can sign in with the password and set up a new device now.")
                % {"name": person.display_name},
            )
            return redirect("accounts:lost")
    return render(request, "accounts/lost.html", {"form": form}, status=422 if form.errors else 200)
