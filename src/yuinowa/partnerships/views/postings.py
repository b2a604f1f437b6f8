"""What institutions offer and seek: the list, one of them with what fits, posting, correcting, steps, beginning together."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.move import buttons
from yuinowa.core.rights import Actor, Level, can, require
from yuinowa.core.text import clean_text
from yuinowa.directory.queries.desk_words import described
from yuinowa.directory.queries.desks import desks_visible_to, living
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable, VersionMovedOn
from yuinowa.partnerships.domain.matching import TABLE
from yuinowa.partnerships.domain.policy import MAX_SEARCH, MAX_TITLE, MOST_EXPORTED
from yuinowa.partnerships.domain.postings import (
    Audience,
    PostingState,
    PostingStep,
    Reach,
    Subject,
    Way,
)
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.forms.partnerships import BeginForm, VersionForm
from yuinowa.partnerships.forms.postings import PostForm, RewriteForm
from yuinowa.partnerships.labels import postings as words
from yuinowa.partnerships.models import Posting
from yuinowa.partnerships.permissions import may_begin
from yuinowa.partnerships.permissions.postings import may_post
from yuinowa.partnerships.queries.postings import (
    Fitting,
    Wanted,
    fitting,
    postings_visible_to,
    wanted_of,
)
from yuinowa.partnerships.services import postings as deeds
from yuinowa.partnerships.views.tables import csv_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Link, Tag

E = TypeVar("E", bound=StrEnum)


def _one_of(request: HttpRequest, name: str, codes: type[E]) -> E | None:
    asked = request.GET.get(name, "")
    if not asked:
        return None
    if asked not in {code.value for code in codes}:
        raise Unreadable(_("The list has no such part."), place=name)
    return codes(asked)


def _wanted(request: HttpRequest, actor: Actor) -> Wanted:
    try:
        text = clean_text(request.GET.get("q", ""), max_len=MAX_SEARCH, blank_ok=True)
    except ValidationError as fault:
        raise Unreadable(fault.messages[0], place="q") from fault
    return Wanted(
        text,
        _one_of(request, "way", Way),
        _one_of(request, "kind", Resource),
        _one_of(request, "audience", Audience),
        ours=actor.institution is not None and request.GET.get("of") == "ours",
    )


@require_safe
def posting_list(request: HttpRequest) -> HttpResponse:
    """What is offered and sought now, narrowed by the address; one's own in every state; as CSV with ``?format=csv``."""
    actor = actor_of(request)
    wanted = _wanted(request, actor)
    found = wanted_of(postings_visible_to(actor), wanted, actor)
    if request.GET.get("format") == "csv":
        return csv_response(request, "offers.csv", *_as_table(list(found[:MOST_EXPORTED])))
    page = page_of(request, found)
    context = {
        "rows": page,
        "lines": [
            (
                row,
                words.WAYS[Way(row.way)],
                words.RESOURCES[Resource(row.kind)],
                words.AUDIENCES[Audience(row.audience)],
                _state(row),
            )
            for row in page
        ],
        "wanted": wanted,
        "links": _parts(wanted, actor),
        "kinds": [(c.value, label, c is wanted.kind) for c, label in words.RESOURCES.items()],
        "audiences": [
            (c.value, label, c is wanted.audience) for c, label in words.AUDIENCES.items()
        ],
        "may_post": may_post(actor),
        "downloads": csv_links(_("This list"), csv_of(request)),
    }
    return render(request, "partnerships/posting_list.html", context)


def _parts(wanted: Wanted, actor: Actor) -> list[Link]:
    ways = (("", _("All")), *((way.value, str(label)) for way, label in words.WAYS.items()))
    chosen = wanted.way.value if wanted.way else ""
    links = [
        Link(label, f"?way={code}" if code else "?", current=not wanted.ours and code == chosen)
        for code, label in ways
    ]
    if actor.institution is not None:
        links.append(Link(pgettext("postings", "Our own"), "?of=ours", current=wanted.ours))
    return links


def _state(posting: Posting) -> list[Tag]:
    if posting.status is PostingState.OPEN:
        return []
    return [Tag(str(words.STATES[posting.status]))]


def _as_table(rows: list[Posting]) -> tuple[list[str], list[list[str]]]:
    columns = [
        _("Institution"),
        _("Offered or sought"),
        _("Kind of thing"),
        _("In one line"),
        _("What it is"),
        _("How much or how often"),
        pgettext("audience", "For whom"),
        _("About what"),
        _("First day"),
        _("Last day"),
        _("How it stands"),
    ]
    return columns, [
        [
            row.institution.name,
            str(words.WAYS[Way(row.way)]),
            str(words.RESOURCES[Resource(row.kind)]),
            row.title,
            row.words,
            row.quantity,
            str(words.AUDIENCES[Audience(row.audience)]),
            str(words.SUBJECTS[Subject(row.subject)]),
            row.start_on.isoformat(),
            row.end_on.isoformat() if row.end_on else "",
            str(words.STATES[row.status]),
        ]
        for row in rows
    ]


def _posting_of(request: HttpRequest, posting: int) -> Posting:
    return get_object_or_404(postings_visible_to(actor_of(request)), pk=posting)


@require_safe
def posting_detail(request: HttpRequest, posting: int) -> HttpResponse:
    """One posting; for its own people also what fits, with the reasons, and its steps."""
    actor, found = actor_of(request), _posting_of(request, posting)
    context: dict[str, object] = {
        "posting": found,
        "way": words.WAYS[Way(found.way)],
        "kind": words.RESOURCES[Resource(found.kind)],
        "audience": words.AUDIENCES[Audience(found.audience)],
        "subject": words.SUBJECTS[Subject(found.subject)] if found.subject else "",
        "reach": words.REACHES[Reach(found.reach)],
        "state": _state(found),
        "contact_url": _contact_url(found, actor),
    }
    if actor.institution == found.institution_id:
        context |= _for_us(found, actor)
    return render(request, "partnerships/posting_detail.html", context)


def _contact_url(posting: Posting, actor: Actor) -> str:
    """The desk, if the reader may see it, else the institution."""
    desk = posting.desk
    if desk is not None and desks_visible_to(actor).filter(pk=desk.pk).exists():
        return desk.get_absolute_url()
    return posting.institution.get_absolute_url()


def _for_us(posting: Posting, actor: Actor) -> dict[str, object]:
    fit, near = fitting(posting, actor) if posting.status is PostingState.OPEN else ([], [])
    return {
        "is_ours": True,
        "fits": [_told(one) for one in fit],
        "near": [_told(one) for one in near],
        "weights": [(words.REASONS[reason], n) for reason, n in TABLE.weights.items()],
        "table": TABLE.version,
        "steps": [
            (step.value, words.STEPS[step])
            for step in buttons(posting, actor)
            if step in words.STEPS
        ],
        "may_edit": can(actor, "posting.edit", posting),
        "may_begin": may_begin(actor),
        "level": words.LEVELS[Level(posting.level)],
    }


def _told(one: Fitting) -> dict[str, object]:
    """A pair in words: the reasons, the heaviest first, the words that both say, and what stands against it."""
    heavy = sorted(one.match.reasons, key=lambda reason: (-TABLE.weights[reason], reason))
    return {
        "posting": one.posting,
        "score": one.match.score(),
        "reasons": [words.REASONS[reason] for reason in heavy],
        "words": one.match.words[:5],
        "against": [words.HINDRANCES[hindrance] for hindrance in sorted(one.match.hindrances)],
    }


def _desks(actor: Actor) -> list[tuple[int, str]]:
    own = living(desks_visible_to(actor)).filter(institution=actor.institution or 0)
    return [(desk.pk, " ".join(filter(None, (described(desk).topic, desk.unit)))) for desk in own]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def posting_new(request: HttpRequest, way: str) -> HttpResponse:
    """Post what our institution offers, or seeks."""
    actor = actor_of(request)
    if way not in set(Way):
        raise Http404
    if not may_post(actor):
        raise NotAllowed("posting is for those who write for an institution")
    form = PostForm(
        request.POST if request.method == "POST" else None, way=Way(way), desks=_desks(actor)
    )
    if form.is_bound and form.is_valid():
        try:
            made, fresh = deeds.post(form.told(), once=form.cleaned_data["once"], actor=actor)
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            if fresh:
                messages.success(request, _("It is posted. Below you see what fits it."))
            return redirect(made)
    title = _("Post what we offer") if way == Way.OFFER else _("Post what we seek")
    context = {"form": form, "title": title, "button": _("Post it")}
    return render(
        request, "partnerships/posting_form.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def posting_edit(request: HttpRequest, posting: int) -> HttpResponse:
    """Correct what our institution posted."""
    actor, found = actor_of(request), _posting_of(request, posting)
    require(actor, "posting.edit", found)
    names = (
        "kind",
        "title",
        "words",
        "quantity",
        "audience",
        "subject",
        "reach",
        "start_on",
        "end_on",
        "level",
        "version",
    )
    form = RewriteForm(
        request.POST if request.method == "POST" else None,
        way=Way(found.way),
        desks=_desks(actor),
        initial={name: getattr(found, name) for name in names} | {"desk": str(found.desk_id or "")},
    )
    status, moved_on = (422 if form.is_bound else 200), False
    if form.is_bound and form.is_valid():
        try:
            deeds.rewrite(
                found.pk, form.told(), expected_version=form.cleaned_data["version"], actor=actor
            )
        except VersionMovedOn:
            form.on_top_of(_posting_of(request, posting).version)
            status, moved_on = 409, True
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            messages.success(request, _("It is kept."))
            return redirect(found)
    context = {
        "form": form,
        "posting": found,
        "moved_on": moved_on,
        "title": _("Correct it"),
        "button": _("Keep it"),
    }
    return render(request, "partnerships/posting_form.html", context, status=status)


@login_required
@require_POST
def posting_step(request: HttpRequest, posting: int, step: str) -> HttpResponse:
    """Let a posting rest, end it, open it again; each can be taken back."""
    actor, found = actor_of(request), _posting_of(request, posting)
    if step not in {one.value for one in words.STEPS}:
        raise Http404
    require(actor, "posting.edit", found)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("The form has expired. Open it again."), place="version")
    deeds.take_step(
        found.pk,
        PostingStep(step),
        expected_version=form.cleaned_data["version"],
        actor=actor,
    )
    messages.success(request, _("It is kept."))
    return redirect(found)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def posting_begin(request: HttpRequest, posting: int, other: int) -> HttpResponse:
    """Begin a partnership from what we offer and another institution seeks, or the other way round."""
    actor, ours, theirs = (
        actor_of(request),
        _posting_of(request, posting),
        _posting_of(request, other),
    )
    require(actor, "posting.edit", ours)
    if not may_begin(actor):
        raise NotAllowed("beginning a partnership is for those who lead for an institution")
    if ours.way == theirs.way or ours.institution_id == theirs.institution_id:
        raise Http404
    initial = {
        "title": ours.title[:MAX_TITLE],
        "purpose": ours.words,
    }
    form = BeginForm(
        request.POST if request.method == "POST" else None, initial=initial, actor=actor
    )
    # The other institution is asked in any case.
    form.fields["names"].label = _("Whom else")
    if form.is_bound and form.is_valid():
        try:
            made, fresh = deeds.begin_from(
                ours,
                theirs,
                form.outline(),
                more=[one.pk for one in form.chosen],
                once=form.cleaned_data["once"],
                actor=actor,
            )
        except InputRefused as refused:
            form.add_error(refused.place if refused.place in form.fields else None, refused.message)
        else:
            if fresh:
                messages.success(
                    request,
                    _(
                        "It is begun, and those you named are asked. They see title, purpose and sides."
                    ),
                )
            return redirect(made)
    context = {"form": form, "posting": ours, "other": theirs}
    return render(
        request, "partnerships/posting_begin.html", context, status=422 if form.is_bound else 200
    )
