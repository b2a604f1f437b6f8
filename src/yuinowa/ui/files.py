"""Links to files, as every table of the house offers them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from yuinowa.core import clock, sockets
from yuinowa.ui.parts import Link

View = Callable[..., HttpResponse]
A_SECOND = timedelta(seconds=1)


def of_dataset(key: str) -> Callable[[View], View]:
    """Let a file of open data say its terms, and to visitors when it last changed (304 by ``conditional_page``)."""

    def marked(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            dataset = sockets.dataset(key)
            # Asked before the rows: what changes meanwhile makes the next date a later one. A date has whole seconds,
            # so one that is not over is not told: the next change could fall into it.
            changed = None if request.actor.is_signed_in else dataset.changed()  # type: ignore[attr-defined]  # set by ActorMiddleware
            if changed is not None and clock.now() - changed < A_SECOND:
                changed = None
            response = view(request, *args, **kwargs)
            if dataset.licence_url:
                response["Link"] = f'<{dataset.licence_url}>; rel="license"'
            if changed is not None:
                response["Last-Modified"] = http_date(changed.timestamp())
            return response

        return answer

    return marked


def csv_links(label: str, address: str) -> list[Link]:
    """A table as CSV, and as CSV for programs that read only the old coding (R16)."""
    joint = "&" if "?" in address else "?"
    return [
        Link(label, address, note="CSV"),
        Link(
            _("For old programs"),
            f"{address}{joint}coding=cp932",
            note=_("CSV in Shift_JIS (CP932)"),
        ),
    ]
