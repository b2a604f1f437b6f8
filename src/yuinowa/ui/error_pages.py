"""The pages for what goes wrong (reliability.md §3): what happened, and a way on. Nothing of our inside (R8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.core import clock
from yuinowa.core.logs import request_id
from yuinowa.core.problems import problem
from yuinowa.kernel.errors import SignInAgain, TooMany, Unavailable, YuinowaError
from yuinowa.kernel.problems import PROBLEMS
from yuinowa.ui.context import address_named


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """One kind of failure, in words. ``tells``: the failure's own sentence is shown beside them."""

    code: str
    status: int
    title: Promise
    text: Promise
    tells: bool = False
    #: There is a form to go back to, though the failure has no sentence of its own.
    leads_back: bool = False
    #: The page may not ask the database: it is the database, or we, that failed.
    bare: bool = False


# The codes are those of kernel.errors and kernel.problems; a test holds the two together.
ERROR_PAGES: Final[dict[str, ErrorPage]] = {
    page.code: page
    for page in (
        ErrorPage(
            "unreadable",
            400,
            _("This address or form cannot be read (400)"),
            _("Something in it is not what is expected here. Open the page again from its list."),
            tells=True,
        ),
        ErrorPage(
            "not-signed-in",
            401,
            _("Please sign in (401)"),
            _("This is for those who act for an institution. Sign in, then open it again."),
        ),
        ErrorPage(
            "not-allowed",
            403,
            _("This cannot be done for the institution you act for (403)"),
            _(
                "You may see it, but doing this is the task of another role or institution."
                " You can change whom you act for at the top right."
            ),
        ),
        ErrorPage(
            "sign-in-again",
            403,
            _("Please sign in once more (403)"),
            _(
                "You signed in a while ago, and what you are about to do asks that it is surely you."
                " Nothing was stored. Sign in once more, then send the form again."
            ),
        ),
        ErrorPage(
            "form-expired",
            403,
            _("The form has expired (403)"),
            _(
                "It was open for long, or the browser does not keep cookies."
                " Go back, copy what you wrote, open the form again and paste it."
            ),
        ),
        ErrorPage(
            "not-found",
            404,
            _("This page is not found (404)"),
            _("The address has changed, or it is a page you have no right to see."),
        ),
        ErrorPage(
            "method-not-allowed",
            405,
            _("This address is not opened like that (405)"),
            _("It takes a form, or only a link. Go back and use the button on the page."),
        ),
        ErrorPage(
            "wrong-state",
            409,
            _("It could not go on (409)"),
            _("Its state has changed in the meantime. Open it again and see whose turn it is."),
            tells=True,
        ),
        ErrorPage(
            "transition-refused",
            409,
            _("It could not go on (409)"),
            _("Its state has changed in the meantime. Open it again and see whose turn it is."),
            tells=True,
        ),
        ErrorPage(
            "version-moved-on",
            409,
            _("Somebody else saved first (409)"),
            _("Nothing was overwritten. Go back to keep what you wrote, and look at both."),
            tells=True,
        ),
        ErrorPage(
            "already-done",
            409,
            _("This was done before (409)"),
            _("It was not done twice. Open it again to see what is there."),
            tells=True,
        ),
        ErrorPage(
            "too-large",
            413,
            _("This is too large to send (413)"),
            _(
                "Nothing was stored. How large a file may be stands beside its field; text may have 1 MB in all."
                " Split it, or have the operator import it on the command line."
            ),
            leads_back=True,
        ),
        ErrorPage(
            "media-type",
            415,
            _("This kind of data is not taken here (415)"),
            _("Nothing was stored. Send it with the form on the page."),
        ),
        ErrorPage(
            "input-refused",
            422,
            _("Some of what was sent cannot be taken (422)"),
            _("Nothing was stored. Go back, correct it and send it again."),
            tells=True,
        ),
        ErrorPage(
            "refused",
            422,
            _("This cannot be done (422)"),
            _("Nothing was stored. Go back, correct it and send it again."),
            tells=True,
        ),
        ErrorPage(
            "too-many",
            429,
            _("Too many tries in a short time (429)"),
            _("Wait a little, then try again."),
            tells=True,
        ),
        ErrorPage(
            "our-fault",
            500,
            _("Something failed on our side (500)"),
            _("What you sent may not be stored: look before you send it again."),
            bare=True,
        ),
        ErrorPage(
            "unavailable",
            503,
            _("This does not answer at the moment (503)"),
            _("Nothing was stored. Wait half a minute, then try again."),
            bare=True,
        ),
    )
}
#: Where a fault of an address is, as the page names it; a wing's ``labels`` name the places in it.
PLACES: Final = (
    pgettext_lazy("place of a fault", "page"),
    pgettext_lazy("place of a fault", "q"),
    pgettext_lazy("place of a fault", "facets"),
    pgettext_lazy("place of a fault", "sort"),
    pgettext_lazy("place of a fault", "offset"),
    pgettext_lazy("place of a fault", "ranges"),
)
#: Seconds, for a failure that names none.
RETRY_AFTER: Final = 30


def answer(
    request: HttpRequest, code: str, *, error: YuinowaError | None = None, status: int | None = None
) -> HttpResponse:
    """The page for ``code``; under the REST address, the problem document.

    ``status`` replaces the page's own where the page is only looked at.
    """
    page = ERROR_PAGES[code]
    if request.path.startswith("/api/") and code in PROBLEMS:
        return problem(code)
    content = render_to_string("ui/error.html", _context(request, page, error), request=request)
    response = HttpResponse(content, status=status or page.status)
    if isinstance(error, TooMany | Unavailable):
        response["Retry-After"] = str(error.retry_after)
    elif page.status == Unavailable.status:
        response["Retry-After"] = str(RETRY_AFTER)
    return response


def _context(
    request: HttpRequest, page: ErrorPage, error: YuinowaError | None
) -> dict[str, object]:
    said = error if error is not None and page.tells else None
    return {
        "error_page": page,
        "bare": page.bare,
        "place": pgettext("place of a fault", said.place) if said and said.place else "",
        # A sentence of kernel or domain is a message id; one of a service is translated already.
        "message": gettext(said.message) if said and said.message else "",
        "next_step": gettext(said.next_step) if said and said.next_step else "",
        "again_at": _again_at(error),
        "back_url": _back(request) if page.tells or page.leads_back else "",
        "request_id": request_id.get() if page.bare else "",
        "again_url": _again_url(request) if page.code == SignInAgain.code else "",
    }


def _again_at(error: YuinowaError | None) -> datetime | None:
    """The first whole minute in which a further try is heard."""
    if not isinstance(error, TooMany):
        return None
    heard = clock.now() + timedelta(seconds=error.retry_after, minutes=1)
    return heard.replace(second=0, microsecond=0)


def sign_in_again(request: HttpRequest) -> HttpResponse:
    """A page is opened after signing in once more; a form that was sent has to be sent again (R27)."""
    if request.method not in {"GET", "HEAD"}:
        return answer(request, SignInAgain.code)
    return redirect(_again_url(request))


def _again_url(request: HttpRequest) -> str:
    """Where to sign in once more, and from there to the page that asked for it or holds the form."""
    opened = request.method in {"GET", "HEAD"}
    parts = urlsplit(request.get_full_path() if opened else _back(request))
    back = f"{parts.path}?{parts.query}" if parts.query else parts.path
    return f"{address_named(settings.LOGIN_AGAIN_URL)}?{urlencode({'next': back})}"


def _back(request: HttpRequest) -> str:
    """The page the reader came from, if it is one of ours."""
    came_from = request.headers.get("Referer", "")
    try:
        host = request.get_host()
    except DisallowedHost:  # perhaps the very failure this page tells of
        return ""
    ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={host}, require_https=request.is_secure()
    )
    return came_from if ours else ""
