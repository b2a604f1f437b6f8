"""What is proposed to all sides by its number: agreeing for our side, and taking back what our side proposed."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.core.text import whole_number
from yuinowa.kernel.errors import Unreadable
from yuinowa.partnerships.views.frame import partnership_of


def act_on_proposal(
    request: HttpRequest, pk: int, deed: Callable[..., object], *, said: str, back: str
) -> HttpResponse:
    """Let whoever leads our side do ``deed`` to the proposal that was read, and go back to the page called ``back``.

    Raises:
        Unreadable: the number of the proposal is none.
    """
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    deed(pk, _number(request), actor=actor)
    messages.success(request, said)
    return redirect(back, pk)


def _number(request: HttpRequest) -> int:
    try:
        return whole_number(request.POST.get("number", ""), low=1, high=2**31 - 1)
    except ValidationError as fault:
        raise Unreadable(_("What you agree to cannot be read."), place="number") from fault
