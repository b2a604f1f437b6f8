"""The meetings of a partnership that has not met yet: its body is opened here, then it has pages of its own."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.partnerships.services.meetings import open_body
from yuinowa.partnerships.views.frame import frame, partnership_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def body_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that nobody has met yet, and begin to; with a body, go to its page."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    if request.method == "POST":
        partnership = open_body(partnership.pk, actor=actor)
        return redirect("governance:meeting-new", partnership.body_id)
    if partnership.body_id is not None:
        return redirect("governance:body-detail", partnership.body_id)
    context = {
        **frame(request, partnership, "meetings"),
        "may_open": can(actor, "partnership.write", partnership) and not partnership.is_over,
    }
    return render(request, "partnerships/body_open.html", context)
