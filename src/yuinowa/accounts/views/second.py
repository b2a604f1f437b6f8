"""The second step of signing in: a code, or a passkey, after the password."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.accounts import services
from yuinowa.accounts.forms.factors import PasskeyAnswerForm, SecondStepForm
from yuinowa.accounts.queries import factors
from yuinowa.accounts.views.entry import ask_device, enter, not_taken, what_was_asked, who_waits
from yuinowa.accounts.views.frame import refuse, told_when, wanted
from yuinowa.core.addresses import address_of
from yuinowa.kernel.errors import InputRefused, TooMany


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """A code of the app or of the paper."""
    person = who_waits(request)
    if person is None:
        return _from_the_start(request)
    form = SecondStepForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, person, form, status=422 if form.errors else 200)
    try:
        found = services.take_second_step(
            person, form.cleaned_data["code"], address=address_of(request)
        )
    except (TooMany, InputRefused) as error:
        refuse(form, error, "code")
        return told_when(_page(request, person, form, status=error.status), error)
    return enter(request, found, second_factor=True)


def _page(request: HttpRequest, person: int, form: SecondStepForm, *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "answer_form": PasskeyAnswerForm(),
        "passkeys_work": services.passkeys_work() and factors.has_passkey(person),
        "next": wanted(request),
    }
    return render(request, "accounts/second.html", context, status=status)


def _from_the_start(request: HttpRequest) -> HttpResponse:
    if request.COOKIES.get(settings.SESSION_COOKIE_NAME):  # a guest gets no session for it (R28)
        messages.info(request, _("It took too long. Please begin again."))
    return redirect("accounts:sign-in")


@require_POST
def second_options(request: HttpRequest) -> HttpResponse:
    """What a device of the person who typed the password is asked."""
    person = who_waits(request)
    if person is None:
        raise InputRefused(_("It took too long. Please begin again."))
    return ask_device(request, services.proof_options(person))


@require_POST
def second_passkey(request: HttpRequest) -> HttpResponse:
    """The passkey of the person who typed the password, and of nobody else."""
    person = who_waits(request)
    if person is None:
        return _from_the_start(request)
    state = what_was_asked(request)
    try:
        found = services.sign_in_with_passkey(
            request.POST.get("answer", ""),
            state if state.get("person") == person else {},
            address=address_of(request),
        )
    except InputRefused as error:
        return not_taken(request, error, "accounts:second")
    return enter(request, found, second_factor=True)
