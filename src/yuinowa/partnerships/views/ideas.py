"""Pages for a resident with an idea: writing, confirming by the mailed link, where it stands, taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.addresses import address_of
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import TooMany
from yuinowa.partnerships.domain.ideas import IdeaState
from yuinowa.partnerships.forms.ideas import IdeaForm
from yuinowa.partnerships.labels import ideas as words
from yuinowa.partnerships.models import Idea
from yuinowa.partnerships.queries.ideas import way_of
from yuinowa.partnerships.queries.partnerships import partnerships_visible_to
from yuinowa.partnerships.services import ideas as deeds


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_new(request: HttpRequest) -> HttpResponse:
    """Write an idea; a link to confirm goes to the address, and the answer is the same for every address."""
    actor = actor_of(request)
    form = IdeaForm(
        request.POST if request.method == "POST" else None, initial=_initial(request), actor=actor
    )
    refusal: TooMany | None = None
    if form.is_bound and form.is_valid():
        try:
            deeds.send_idea(
                form.told(),
                once=form.cleaned_data["once"],
                network_address=address_of(request),
                language=get_language() or "ja",
                actor=actor,
            )
        except ValidationError as error:
            form.add_error("email", error.messages)
        except TooMany as error:
            form.add_error(None, f"{error.message} {error.next_step}")
            refusal = error
        else:
            return redirect("partnerships:idea-sent")
    status = refusal.status if refusal else 422 if form.is_bound else 200
    response = render(request, "partnerships/idea_new.html", {"form": form}, status=status)
    if refusal:
        response["Retry-After"] = str(refusal.retry_after)
    return response


def _initial(request: HttpRequest) -> dict[str, object]:
    """The institution from whose page one comes."""
    given = request.GET.get("to", "")
    if given.isascii() and given.isdigit() and len(given) < 19:
        found = institutions_visible_to(actor_of(request)).filter(pk=int(given)).first()
        if found is not None:
            return {"institution": found.name}
    return {}


@require_safe
def idea_sent(request: HttpRequest) -> HttpResponse:
    """The next step is in the mail."""
    return render(request, "partnerships/idea_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def idea_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button, so that a program that follows links confirms nothing."""
    sent = deeds.sent_of(token)
    if request.method == "POST":
        idea = deeds.confirm_idea(token)
        messages.success(
            request, _("Your idea has arrived. The link to this page is in your mail.")
        )
        return redirect(deeds.own_page(idea))
    return render(request, "partnerships/idea_confirm.html", {"sent": sent})


@never_cache
@require_safe
def idea_own(request: HttpRequest, token: str) -> HttpResponse:
    """Where it stands, for her alone who has the link."""
    idea = deeds.idea_of(token)
    context = {
        "idea": idea,
        "token": token,
        "state": words.STATES[idea.status],
        "waits": idea.status is IdeaState.WAITING,
        "with_whom": idea.institution.name if idea.institution else words.OFFICE,
        "way": way_of(idea),
        "partnership": _shown(request, idea),
    }
    return render(request, "partnerships/idea_own.html", context)


def _shown(request: HttpRequest, idea: Idea) -> object:
    """The partnership, where its sides let everybody see it."""
    found = partnerships_visible_to(actor_of(request)).filter(pk=idea.partnership_id or 0)
    return found.first()


@require_POST
def idea_take_back(_request: HttpRequest, token: str) -> HttpResponse:
    """Take it back, or have name and address erased where it is answered."""
    deeds.take_back(token)
    return redirect("partnerships:idea-gone")


@require_safe
def idea_gone(request: HttpRequest) -> HttpResponse:
    """It is done, and her page with it."""
    return render(request, "partnerships/idea_gone.html")
