"""Pages of one relation: record it, look at it, say our words, decide its depth, correct and end it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.kernel.errors import AlreadyDone, NotAllowed
from yuinowa.relations import services
from yuinowa.relations.domain.kinds import Frequency, RelationKind
from yuinowa.relations.domain.rhythm import Touch, touch
from yuinowa.relations.domain.support import SupportTopic
from yuinowa.relations.domain.tags import TagCode, TagSort
from yuinowa.relations.forms.relations import (
    WE_SUPPORT,
    CorrectFactsForm,
    DepthForm,
    EndForm,
    RelationForm,
    SayForm,
    VersionForm,
)
from yuinowa.relations.labels import relations as labels
from yuinowa.relations.labels.support import TOPICS
from yuinowa.relations.models import Relation
from yuinowa.relations.queries.contacts import last_among
from yuinowa.relations.queries.depths import suggestion_for
from yuinowa.relations.queries.relations import changes_of, words_visible_to
from yuinowa.relations.queries.sides import (
    bases_of,
    depth_words,
    grounds_of,
    kind_seen_from,
    sides_of,
)
from yuinowa.relations.queries.support import topics_of
from yuinowa.relations.services import relations as deeds
from yuinowa.relations.services.depths import confirm_depth
from yuinowa.relations.views.changing import done
from yuinowa.relations.views.frame import initial_partner, partner_context, relation_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relation_new(request: HttpRequest) -> HttpResponse:
    """Record a relation of the institution acted for."""
    actor = actor_of(request)
    if not services.may_record(actor):
        raise NotAllowed("recording a relation is for editors of an institution")
    if request.method != "POST":
        return _new_form(request, RelationForm(initial=initial_partner(request), actor=actor))
    form = RelationForm(request.POST, actor=actor)
    if not form.is_valid() or form.chosen is None:
        return _new_form(request, form, status=422)
    try:
        relation, fresh = deeds.record_relation(
            RelationKind(form.cleaned_data["kind"]),
            partner=form.chosen.pk,
            facts=form.facts(),
            we_support=form.cleaned_data["direction"] == WE_SUPPORT,
            once=form.cleaned_data["once"],
            actor=actor,
        )
    except AlreadyDone as there:
        form.add_error("kind", f"{there.message}{there.next_step}")
        return _new_form(request, form, status=409)
    if fresh:
        messages.success(
            request,
            _("The relation with %(name)s is recorded. Write what it is for, to you.")
            % {"name": form.chosen.name},
        )
    return redirect(relation)


def _new_form(request: HttpRequest, form: RelationForm, *, status: int = 200) -> HttpResponse:
    meanings = [(labels.KINDS[kind], meaning) for kind, meaning in labels.KIND_MEANINGS.items()]
    context = {"form": form, "meanings": meanings} | partner_context(request, form)
    return render(request, "relations/relation_form.html", context, status=status)


@require_safe
def relation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One relation: facts for whoever may see it, both sides' words for the two, the depth for who follows it."""
    actor = actor_of(request)
    relation = relation_of(request, pk)
    follows = can(actor, "relation.follow", relation)
    suggestion = suggestion_for(relation, clock.today()) if follows else None
    sides = sides_of(relation, actor)
    is_side = actor.institution in relation.sides
    context = {
        "relation": relation,
        "kind": kind_seen_from(relation, actor.institution),
        "is_directed": RelationKind(relation.kind).is_directed,
        "frequency": next(
            (label for code, label in labels.FREQUENCIES.items() if code == relation.frequency), ""
        ),
        "touch": _touch(relation) if is_side else None,
        "bases": [
            (b, labels.BASIS_SORTS[b.sort], labels.BASIS_TEXTS[b.code]) for b in bases_of(relation)
        ],
        "topics": [(row, TOPICS[SupportTopic(row.topic)]) for row in topics_of(relation)],
        "seen_by": next(label for level, label in labels.LEVELS.items() if level == relation.level),
        "is_overdue": relation.is_current and relation.until and relation.until < clock.today(),
        "follows": follows,
        "depth": depth_words(relation.depth),
        "suggested": depth_words(suggestion.depth or "") if suggestion else "",
        "differs": suggestion is not None and (suggestion.depth or "") != relation.depth,
        "grounds": grounds_of(suggestion) if suggestion else [],
        "changes": [
            (change, depth_words(change.before), depth_words(change.after))
            for change in (changes_of(relation) if follows else ())
        ],
        "sides": sides,
        "tag_sorts": list(labels.TAG_SORTS.values()),
        "partner": (relation.other if relation.one_id == actor.institution else relation.one)
        if is_side
        else None,
        "may_correct": can(actor, "relation.correct", relation),
        "may_deepen": can(actor, "relation.deepen", relation),
        "may_cover": can(actor, "relation.cover", relation),
        "may_end": can(actor, "relation.end", relation),
        "may_say": any(side.ours and can(actor, "sidewords.edit", side.words) for side in sides),
    }
    return render(request, "relations/relation_detail.html", context)


def _touch(relation: Relation) -> Touch | None:
    """When the two were in touch against what they agreed; None where nothing was agreed, or it has ended."""
    if not relation.frequency or not relation.is_current:
        return None
    today = clock.today()
    return touch(
        Frequency(relation.frequency),
        agreed_on=relation.since,
        last=last_among(relation.sides, until=today),
        today=today,
    )


def _done(
    request: HttpRequest,
    relation: Relation,
    form: VersionForm,
    title: str,
    deed: Callable[[], Any],
    said: str,
    version: Callable[[], int],
    *,
    button: str,
    about: str,
    is_grave: bool = False,
) -> HttpResponse:
    context = {
        "relation": relation,
        "kind": kind_seen_from(relation, actor_of(request).institution),
        "title": title,
        "about": about,
        "button": button,
        "is_grave": is_grave,
    }
    return done(
        request, relation, form, deed, said, version,
        template="relations/relation_change.html", context=context,
    )  # fmt: skip


def _version_now(request: HttpRequest, relation: Relation) -> Callable[[], int]:
    return lambda: relation_of(request, relation.pk).version


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relation_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the facts; for the side that recorded them."""
    actor, relation = actor_of(request), relation_of(request, pk)
    require(actor, "relation.correct", relation)
    form = CorrectFactsForm(
        request.POST if request.method == "POST" else None,
        initial={
            "since": relation.since,
            "until": relation.until,
            "frequency": relation.frequency,
            "bases": [row.code for row in relation.bases.all()],
            "evidence": relation.evidence,
            "version": relation.version,
        },
    )
    return _done(
        request,
        relation,
        form,
        _("Correct the relation"),
        lambda: deeds.correct_relation(
            relation.pk, form.facts(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("The relation is corrected."),
        _version_now(request, relation),
        button=_("Correct it"),
        about=_(
            "With whom it is and of what kind stays. For another kind, record another relation."
        ),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relation_say(request: HttpRequest, pk: int) -> HttpResponse:
    """Write our side's words; the other side reads them and writes its own."""
    actor, relation = actor_of(request), relation_of(request, pk)
    words = words_visible_to(actor).filter(relation=relation, institution=actor.institution).first()
    if words is None:
        raise NotAllowed("the words on a relation are those of its two sides")
    require(actor, "sidewords.edit", words)
    chosen = [TagCode(tag.code) for tag in words.tags.all()]
    form = SayForm(
        request.POST if request.method == "POST" else None,
        initial={
            "purpose": words.purpose,
            "desired": words.desired,
            "level": words.level,
            "version": words.version,
        }
        | {sort.value: [code.value for code in chosen if code.sort is sort] for sort in TagSort},
    )
    return _done(
        request,
        relation,
        form,
        _("Write our words"),
        lambda: deeds.say(
            relation.pk, form.said(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("Your words are kept. The other side reads them and writes its own."),
        lambda: get_object_or_404(words_visible_to(actor), pk=words.pk).version,
        button=_("Keep these words"),
        about=_("Nobody but you edits this. The other side writes its own."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relation_deepen(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide how deep the relation is; what the records speak for stands above the form."""
    actor, relation = actor_of(request), relation_of(request, pk)
    require(actor, "relation.deepen", relation)
    suggestion = suggestion_for(relation, clock.today())
    form = DepthForm(
        request.POST if request.method == "POST" else None,
        initial={"on_day": clock.today(), "version": relation.version}
        | ({"depth": suggestion.depth.value} if suggestion.depth else {}),
    )
    return _done(
        request,
        relation,
        form,
        _("Decide how deep it is"),
        lambda: confirm_depth(
            relation.pk,
            form.decision(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("The depth is decided, and what was before stays in its history."),
        _version_now(request, relation),
        button=_("Decide it so"),
        about=_(
            "What the records speak for: %(depth)s. No depth is better than another; it is what fits the aim."
        )
        % {"depth": depth_words(suggestion.depth or "")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def relation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End the relation, with day and reason."""
    actor, relation = actor_of(request), relation_of(request, pk)
    require(actor, "relation.end", relation)
    form = EndForm(
        request.POST if request.method == "POST" else None,
        initial={"on_day": clock.today(), "version": relation.version},
    )
    return _done(
        request,
        relation,
        form,
        _("End the relation"),
        lambda: deeds.end_relation(
            relation.pk,
            on_day=form.cleaned_data["on_day"],
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("The relation has ended. It stays in the history of both sides."),
        _version_now(request, relation),
        button=_("End it"),
        about=_("This cannot be undone; record it anew if it begins again."),
        is_grave=True,
    )
