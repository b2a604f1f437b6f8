"""How a partnership goes: the page of all sides, answering the pulse, writing what was agreed on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import AlreadyDone, WrongState
from yuinowa.partnerships.domain.pulse import FEWEST_FOR_MEAN, ITEMS
from yuinowa.partnerships.forms.pulse import AgreedForm, PulseForm
from yuinowa.partnerships.labels import pulse as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries import pulse as queries
from yuinowa.partnerships.queries.partnerships import own_party
from yuinowa.partnerships.services import pulse as deeds
from yuinowa.partnerships.services.frame import refuse_over
from yuinowa.partnerships.views.course import going
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of

#: So many pulses stand side by side, the newest first; all are in the file.
MOST_BESIDE = 4
#: So many words of the last pulse are read on the page.
MOST_WORDS = 50
#: Points of a page: those that are open first.
POINTS_A_PAGE = 20


@login_required
@require_safe
def course_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """How it goes, for the sides that have joined; the means of all pulses as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    if request.GET.get("format") == "csv":
        return csv_response(request, f"pulse-{pk}.csv", *_as_table(partnership, actor))
    points = queries.points_visible_to(actor.under(partnership)).filter(
        pulse__partnership=partnership
    )
    page = page_of(request, points, size=POINTS_A_PAGE)
    context = {
        **frame(request, partnership),
        **_asking(partnership, actor),
        **_results(partnership, actor),
        **going(partnership, actor),
        "points": page,
        "lines": [(point, words.point(point.item)) for point in page],
        "may_write": not partnership.is_over and can(actor, "partnership.write", partnership),
        "downloads": csv_links(_("These means"), f"{request.path}?format=csv"),
    }
    return render(request, "partnerships/course_detail.html", context)


def _asking(partnership: Partnership, actor: Actor) -> dict[str, object]:
    now = queries.asking(partnership)
    sides = queries.sides_asked(partnership)
    own = next((side for side in sides if side.institution_id == actor.institution), None)
    return {
        "asking": now,
        "sides": [(side, side.pk in now.answered) for side in sides],
        "answered": sum(side.pk in now.answered for side in sides),
        "tells_means": len(sides) >= FEWEST_FOR_MEAN,
        "fewest": FEWEST_FOR_MEAN,
        "has_answered": own is not None and own.pk in now.answered,
        "may_answer": now.window is not None
        and own is not None
        and own.pk not in now.answered
        and can(actor, "partnership.write", partnership),
    }


def _results(partnership: Partnership, actor: Actor) -> dict[str, object]:
    found = queries.results(partnership, actor, MOST_BESIDE)
    last = found[0].pulse if found else None
    said = queries.words_heard_by(actor).filter(pulse=last).order_by("pk") if last else ()
    has_means = any(figure.mean is not None for result in found for figure in result.figures)
    own = queries.own_answer(partnership, actor)
    return {
        "last": found[0] if found else None,
        "results": found if has_means else [],
        "rows": [
            (words.item(item), [result.figures[n].mean for result in found])
            for n, item in enumerate(ITEMS)
        ],
        "said": [(one.party.institution.name, one.word) for one in said[:MOST_WORDS]],
        "own": own,
        "own_scores": [(words.item(item), own.scores.get(item)) for item in ITEMS] if own else [],
    }


def _as_table(partnership: Partnership, actor: Actor) -> tuple[list[str], list[list[Value]]]:
    columns = [
        _("Opened on"),
        pgettext("days of a pulse", "Until"),
        _("Sides that answered"),
        *(words.item(item) for item in ITEMS),
    ]
    return columns, [
        [
            result.pulse.opened_on.isoformat(),
            result.pulse.until.isoformat(),
            result.answered,
            *(None if one.mean is None else round(one.mean, 1) for one in result.figures),
        ]
        for result in queries.results(partnership, actor)
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pulse_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer for our side; nobody of another side reads what we answered."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    refuse_over(partnership)
    now = queries.asking(partnership)
    own = own_party(partnership, actor)
    if own is not None and own.pk in now.answered:
        raise AlreadyDone(_("Your side has answered already. It stays as it was said."))
    if now.window is None:
        raise WrongState(
            _("No pulse is open today."), next_step=_("You are told when the next one opens.")
        )
    form = PulseForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.answer(pk, form.scores(), form.cleaned_data["word"], actor=actor),
        _("Your side has answered. When all have, you read what to talk about."),
        template="partnerships/pulse_answer.html",
        title=_("Answer the pulse"),
        about=_("How it is between you at the moment, as your side sees it. It takes two minutes."),
        button=_("Answer the pulse"),
        back=reverse("partnerships:course-detail", args=[pk]),
        tells_means=len(queries.sides_asked(partnership)) >= FEWEST_FOR_MEAN,
        fewest=FEWEST_FOR_MEAN,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def point_talk(request: HttpRequest, pk: int, point: int) -> HttpResponse:
    """Write what was agreed on; then it is to be talked about no more."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    door = queries.points_visible_to(actor.under(partnership)).filter(
        pulse__partnership=partnership
    )
    found = get_object_or_404(door, pk=point)
    require(actor, "pulsepoint.talk", found)
    refuse_over(partnership)
    if not found.is_open:
        raise AlreadyDone(_("A side has written what was agreed on. It stays as it was written."))
    form = AgreedForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.write_agreed(found.pk, form.cleaned_data["agreed"], actor=actor),
        _("It is written down. All sides read it."),
        title=_("Write what you agreed on"),
        about=_("To talk about: %(what)s") % {"what": words.point(found.item)},
        button=_("Keep it"),
        back=reverse("partnerships:course-detail", args=[pk]),
    )
