"""One form on something that may have moved on: do it, or show it again with what was typed (R31)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from yuinowa.kernel.errors import InputRefused, VersionMovedOn
from yuinowa.relations.forms.relations import VersionForm


def done(
    request: HttpRequest,
    target: Any,
    form: VersionForm,
    deed: Callable[[], Any],
    said: str,
    version: Callable[[], int],
    *,
    template: str,
    context: Mapping[str, object],
) -> HttpResponse:
    """Do ``deed`` if the form is right and go to ``target``, else show the form; after somebody else's change with what was typed kept."""
    status, moved_on = (422 if form.is_bound else 200), False
    if form.is_bound and form.is_valid():
        try:
            deed()
        except VersionMovedOn:
            form.on_top_of(version())
            status, moved_on = 409, True
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, said)
            return redirect(target)
    return render(request, template, {"form": form, "moved_on": moved_on, **context}, status=status)
