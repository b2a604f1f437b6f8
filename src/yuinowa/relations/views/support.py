"""The log of requests for support: ask or record, list with its counts, one request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock, move
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can
from yuinowa.core.waits import open_waits
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, NotAllowed
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.relations import services
from yuinowa.relations.domain.support import (
    Came,
    SupportState,
    SupportTopic,
    ledger_source,
)
from yuinowa.relations.forms.support import THEY_ASKED, WE_ASK, SupportForm
from yuinowa.relations.labels.support import CAME, SHORT_TOPICS, STATES, TOPICS
from yuinowa.relations.models import SupportRequest
from yuinowa.relations.queries.support import (
    UNDER_WAY,
    Asked,
    Line,
    counts,
    narrowed,
    requests_visible_to,
    years_with_requests,
)
from yuinowa.relations.services.support import record_request
from yuinowa.relations.views.frame import initial_partner, partner_context
from yuinowa.ui import words
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet

MOST_EXPORTED = 10_000


def request_of(request: HttpRequest, pk: int) -> SupportRequest:
    """The request for support, if its page may be seen; else 404."""
    return get_object_or_404(requests_visible_to(actor_of(request)), pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def support_new(request: HttpRequest) -> HttpResponse:
    """Ask for support, or record a request that came in."""
    actor = actor_of(request)
    if not services.may_record(actor) or actor.institution is None:
        raise NotAllowed("asking for support is for editors of an institution")
    if request.method != "POST":
        asks: dict[str, object] = {"asked_on": clock.today()}
        if request.GET.get("side") in (WE_ASK, THEY_ASKED):
            asks["side"] = request.GET["side"]
        return _new_form(request, SupportForm(initial=asks | initial_partner(request), actor=actor))
    form = SupportForm(request.POST, actor=actor)
    if not form.is_valid() or form.chosen is None:
        return _new_form(request, form, status=422)
    sides = (actor.institution, form.chosen.pk)
    asking, supporter = sides if form.we_ask else sides[::-1]
    try:
        made, fresh = record_request(
            form.wish(),
            asking=asking,
            supporter=supporter,
            once=form.cleaned_data["once"],
            actor=actor,
        )
    except InputRefused as refused:
        # Of a partner that is fixed there is no field to put the words at.
        is_field = refused.place in form.fields and refused.place != "partner"
        form.add_error(refused.place if is_field else None, f"{refused.message}{refused.next_step}")
        return _new_form(request, form, status=422)
    if fresh:
        messages.success(request, _("The request is recorded. Both sides see it."))
    return redirect(made)


def _new_form(request: HttpRequest, form: SupportForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form} | partner_context(request, form)
    return render(request, "relations/support_form.html", context, status=status)


@login_required
@require_safe
def support_list(request: HttpRequest) -> HttpResponse:
    """What we asked and were asked, or to coordinators the process of all; as CSV with ``?format=csv``."""
    actor, this_year = actor_of(request), FiscalYear.of(clock.today())
    asked = _asked(request, actor)
    every = requests_visible_to(actor)
    found = narrowed(every, asked, actor)
    if request.GET.get("format") == "csv":
        return _csv(request, found[:MOST_EXPORTED], actor)
    chosen = _chosen(asked)
    years = years_with_requests(every, this_year)
    page = page_of(request, found)
    partner = None
    if asked.partner is not None:
        partner = institutions_visible_to(actor).filter(pk=asked.partner).first()
    context = {
        "rows": page,
        "lines": [
            (line, _topic(line.request), STATES[SupportState(line.request.state)])
            for line in (Line.of(row, actor) for row in page)
        ],
        "facets": _facets(chosen, years, has_side=actor.institution is not None),
        "is_narrowed": bool(chosen),
        "partner": partner,
        "years": years,
        "topics": _counted(every, years, chosen),
        "may_record": services.may_record(actor),
        "files": csv_links(_("This list as a file"), f"?{urlencode({**chosen, 'format': 'csv'})}"),
    }
    return render(request, "relations/support_list.html", context)


def _topic(request: SupportRequest) -> str:
    return str(SHORT_TOPICS[SupportTopic(request.topic)])


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    """What the address asks for; what it misspells is not narrowed."""
    given = request.GET
    year, partner = given.get("year", ""), given.get("with", "")
    is_year = year.isascii() and year.isdigit() and len(year) == 4 and 1950 <= int(year) <= 2100
    is_partner = partner.isascii() and partner.isdigit() and len(partner) < 19
    has_side = actor.institution is not None and given.get("side") in (WE_ASK, THEY_ASKED)
    state, topic = given.get("state", ""), given.get("topic", "")
    return Asked(
        side=given["side"] if has_side else "",
        state=state if state in (UNDER_WAY, *SupportState) else "",
        topic=topic if topic in list(SupportTopic) else "",
        year=FiscalYear(int(year)) if is_year else None,
        partner=int(partner) if is_partner else None,
    )


def _chosen(asked: Asked) -> dict[str, str]:
    """The same as an address says it."""
    said = {
        "side": asked.side,
        "state": asked.state,
        "topic": asked.topic,
        "year": str(asked.year.start_year) if asked.year else "",
        "with": str(asked.partner) if asked.partner is not None else "",
    }
    return {name: value for name, value in said.items() if value}


def _facets(
    chosen: Mapping[str, str], years: Iterable[FiscalYear], *, has_side: bool
) -> list[Facet]:
    sides = [(WE_ASK, _("We asked")), (THEY_ASKED, _("We were asked"))]
    states = [
        (UNDER_WAY, pgettext("states of requests", "Under way")),
        *((state.value, str(label)) for state, label in STATES.items()),
    ]
    topics = [(topic.value, str(label)) for topic, label in SHORT_TOPICS.items()]
    fiscal = [(str(year.start_year), words.fiscal_year(year)) for year in years]
    found = [
        _facet(_("Who asked"), "side", sides, chosen),
        _facet(_("State"), "state", states, chosen),
        _facet(_("Matter of support"), "topic", topics, chosen),
        _facet(_("Fiscal year"), "year", fiscal, chosen),
    ]
    return found if has_side else found[1:]


def _facet(
    label: str, name: str, values: Iterable[tuple[str, str]], chosen: Mapping[str, str]
) -> Facet:
    return Facet(
        label,
        tuple(
            Choice(said, _with(chosen, name, "" if is_on else value), chosen=is_on)
            for value, said in values
            for is_on in [chosen.get(name) == value]
        ),
        is_open=name in chosen or name in {"side", "state"},
    )


def _with(chosen: Mapping[str, str], name: str, value: str) -> str:
    others = {key: kept for key, kept in chosen.items() if key != name}
    return f"?{urlencode({**others, name: value} if value else others)}"


def _counted(
    every: QuerySet[SupportRequest], years: list[FiscalYear], chosen: Mapping[str, str]
) -> list[tuple[str, list[tuple[str, int, int]]]]:
    """Per matter the address, what was asked and what was answered of each year."""
    kept = {name: value for name, value in chosen.items() if name in {"side", "with"}}
    return [
        (
            f"{topic.letter} {TOPICS[topic]}",
            [
                (
                    f"?{urlencode({**kept, 'topic': topic.value, 'year': cell.year.start_year})}",
                    cell.asked,
                    cell.done,
                )
                for cell in row
            ],
        )
        for topic, row in counts(every, years).items()
    ]


def _csv(request: HttpRequest, found: Iterable[SupportRequest], actor: Actor) -> HttpResponse:
    head = [
        _("Asked on"), _("Fiscal year"), _("Asking side"), _("Supporter"), _("Matter of support"),
        _("What about"), _("How it came in"), _("State"), _("Needed by"), _("Answered on"), _("Minutes"), _("Recorded by"),
    ]  # fmt: skip
    lines: list[list[str | int | None]] = [
        [
            row.asked_on.isoformat(),
            FiscalYear.of(row.asked_on).start_year,
            row.asking.name,
            row.supporter.name,
            str(TOPICS[SupportTopic(row.topic)]),
            Line.of(row, actor).about,
            str(CAME[Came(row.came)]),
            str(STATES[SupportState(row.state)]),
            row.due.isoformat() if row.due else None,
            row.done_on.isoformat() if row.done_on else None,
            row.minutes,
            row.recorded_by.name,
        ]
        for row in found
    ]
    return csv_response(request, "support-requests.csv", head, lines)


@login_required
@require_safe
def support_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: its words for the two sides, who is waited for, and what can be done now."""
    actor, found = actor_of(request), request_of(request, pk)
    wait = open_waits(found).first()
    context = {
        "found": found,
        "line": Line.of(found, actor),
        "reads": can(actor, "supportrequest.read", found),
        "topic": TOPICS[SupportTopic(found.topic)],
        "letter": SupportTopic(found.topic).letter,
        "state": STATES[SupportState(found.state)],
        "came": CAME[Came(found.came)],
        "wait": wait,
        "then_what": _(wait.then_what) if wait else "",
        "deeds": {action.value for action in move.buttons(found, actor)},
        "ledger_source": ledger_source(found.pk),
        "is_done": found.state == SupportState.DONE,
        "year": FiscalYear.of(found.asked_on),
    }
    return render(request, "relations/support_detail.html", context)
