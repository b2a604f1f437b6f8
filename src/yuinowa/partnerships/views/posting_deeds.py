"""Posting what we offer or seek, correcting it, its steps, beginning together from a pair."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, require
from yuinowa.directory.queries.desk_words import described
from yuinowa.directory.queries.desks import desks_visible_to, living
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable, VersionMovedOn
from yuinowa.partnerships.domain.policy import MAX_TITLE
from yuinowa.partnerships.domain.postings import PostingStep, Way
from yuinowa.partnerships.forms.partnerships import BeginForm, VersionForm
from yuinowa.partnerships.forms.postings import PostForm, RewriteForm
from yuinowa.partnerships.labels import postings as words
from yuinowa.partnerships.permissions import may_begin
from yuinowa.partnerships.permissions.postings import may_post
from yuinowa.partnerships.services import postings as deeds
from yuinowa.partnerships.views.postings import posting_of


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
    context = {"form": form, "title": words.POST[Way(way)], "button": _("Post it")}
    return render(
        request, "partnerships/posting_form.html", context, status=422 if form.is_bound else 200
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def posting_edit(request: HttpRequest, posting: int) -> HttpResponse:
    """Correct what our institution posted."""
    actor, found = actor_of(request), posting_of(request, posting)
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
            form.on_top_of(posting_of(request, posting).version)
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
    actor, found = actor_of(request), posting_of(request, posting)
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
        posting_of(request, posting),
        posting_of(request, other),
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
