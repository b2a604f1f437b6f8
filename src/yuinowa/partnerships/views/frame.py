"""What the pages of partnerships have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from yuinowa.core.acting import actor_of
from yuinowa.kernel.errors import InputRefused, VersionMovedOn
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.queries.parts import pages
from yuinowa.ui.parts import Link


def partnership_of(request: HttpRequest, pk: int) -> Partnership:
    """The partnership, if it may be seen; else 404."""
    return get_object_or_404(partnerships_visible_to(actor_of(request)), pk=pk)


def frame(request: HttpRequest, partnership: Partnership, here: str = "") -> dict[str, object]:
    """What every page of a partnership shows: itself, its pages, which of them this is."""
    own = [
        Link(_("Overview"), partnership.get_absolute_url(), current=here == "overview"),
        Link(
            pgettext("of a partnership", "Sides"),
            reverse("partnerships:party-list", args=[partnership.pk]),
            current=here == "sides",
        ),
    ]
    more = [
        replace(page, current=request.path.startswith(page.url))
        for page in pages(partnership, actor_of(request))
    ]
    return {"partnership": partnership, "links": [*own, *more]}


def done(
    request: HttpRequest,
    partnership: Partnership,
    form: forms.Form,
    deed: Callable[[], Any],
    said: str,
    **context: object,
) -> HttpResponse:
    """Do ``deed`` if the form is right and go back to the workspace, else show the form.

    ``context`` has ``title``, ``button``, ``about``; ``is_grave`` where it cannot be undone; ``back``, where one goes
    instead of the workspace; ``after``, a function of what ``deed`` made, where one goes once it is done; ``version``, a function that tells the present one; ``template``, where the usual one
    does not do. After somebody else's change what was typed stays (R31).
    """
    status, moved_on = (422 if form.is_bound else 200), False
    back = str(context.get("back") or partnership.get_absolute_url())
    after: Any = context.pop("after", None)
    version: Any = context.pop("version", None)
    template = str(context.pop("template", "partnerships/change.html"))
    if form.is_bound and form.is_valid():
        try:
            made = deed()
        except VersionMovedOn:
            form.on_top_of(version())  # type: ignore[attr-defined]  # only forms with a version get here
            status, moved_on = 409, True
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, said)
            return redirect(after(made) if after else back)
    return render(
        request,
        template,
        {
            **frame(request, partnership),
            "form": form,
            "moved_on": moved_on,
            "back": back,
            **context,
        },
        status=status,
    )
