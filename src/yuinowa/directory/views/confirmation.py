"""The button by which an institution confirms its entry."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.core.text import whole_number
from yuinowa.directory.services.entry.confirmation import confirm_entry
from yuinowa.directory.views.frame import entry_of
from yuinowa.kernel.errors import Unreadable


@login_required
@require_POST
def institution_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm the entry as the page showed it; a change since then is 409."""
    actor, institution = actor_of(request), entry_of(request, pk)
    require(actor, "institution.confirm", institution)
    try:
        version = whole_number(request.POST.get("version", ""), low=1, high=2**31 - 1)
    except ValidationError as fault:
        raise Unreadable(_("The form has expired. Open it again."), place="version") from fault
    saved = confirm_entry(institution.pk, expected_version=version, actor=actor)
    messages.success(request, _("The entry is confirmed as of today."))
    return redirect(saved)
