"""Begin a partnership; correct what all sides share of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.partnerships.forms.partnerships import BeginForm, DescribeForm
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.permissions import may_begin
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.zones import zone_names
from yuinowa.partnerships.services import beginning as deeds
from yuinowa.partnerships.views.frame import done, partnership_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_begin(request: HttpRequest) -> HttpResponse:
    """Begin a partnership of the institution acted for."""
    actor = actor_of(request)
    if not may_begin(actor):
        raise NotAllowed("beginning a partnership is for those who lead for an institution")
    if request.method != "POST":
        return _form(request, BeginForm(initial=_initial(request), actor=actor))
    form = BeginForm(request.POST, actor=actor)
    if not form.is_valid():
        return _form(request, form, status=422)
    try:
        made, fresh = deeds.begin(
            form.outline(),
            asked=[one.pk for one in form.chosen],
            once=form.cleaned_data["once"],
            actor=actor,
        )
    except InputRefused as refused:
        form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        return _form(request, form, status=422)
    if fresh:
        messages.success(
            request,
            _("It is begun, and those you named are asked. They see title, purpose and sides.")
            if form.chosen
            else _("The idea is kept. Only your institution sees it until you ask another side."),
        )
    return redirect(made)


def _initial(request: HttpRequest) -> dict[str, object]:
    given = request.GET.get("with", "")
    if given.isascii() and given.isdigit() and len(given) < 19:
        partner = institutions_visible_to(actor_of(request)).filter(pk=int(given)).first()
        if partner is not None:
            return {"names": partner.name}
    return {}


def _form(request: HttpRequest, form: BeginForm, *, status: int = 200) -> HttpResponse:
    meanings = [(words.FORMS[code], meaning) for code, meaning in words.FORM_MEANINGS.items()]
    context = {"form": form, "meanings": meanings}
    return render(request, "partnerships/partnership_begin.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_describe(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct title, purpose, form, zone and time; any side may."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    names = ("title", "purpose", "form", "zone", "zone_reason", "start_on", "end_on")
    form = DescribeForm(
        request.POST if request.method == "POST" else None,
        initial={
            name: getattr(partnership, name) for name in (*names, "public_summary", "version")
        },
        zones=zone_names(Reading.of(partnership)),
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.describe(
            partnership.pk,
            form.outline(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is kept. All sides read the same."),
        title=_("Correct title, purpose and form"),
        about=_("All sides share this; any of them may correct it, and all see it."),
        button=_("Keep it"),
        version=lambda: partnership_of(request, pk).version,
    )
