"""What our side says: its need, the rows of what it can, gains and puts in, and its remarks to the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, require
from yuinowa.partnerships.domain.postings import Way
from yuinowa.partnerships.forms import statements as written
from yuinowa.partnerships.labels import statements as words
from yuinowa.partnerships.models import Benefit, CanDo, Contribution
from yuinowa.partnerships.queries import statements as queries
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.queries.postings import first_words
from yuinowa.partnerships.services import statements as deeds
from yuinowa.partnerships.services.frame import refuse_begun, refuse_over
from yuinowa.partnerships.views.frame import done, partnership_of


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rows that a side writes."""

    label: Promise
    model: type[Any]
    door: Callable[[Actor], QuerySet[Any]]
    add: type[forms.Form]
    change: type[forms.Form]
    fields: tuple[str, ...]


KINDS = {
    "can": Kind(
        words.ABLE, CanDo, queries.abilities_visible_to,
        written.AddAbilityForm, written.ChangeAbilityForm, ("kind", "text"),
    ),
    "benefit": Kind(
        words.GAINS, Benefit, queries.benefits_visible_to,
        written.AddBenefitForm, written.ChangeBenefitForm, ("text",),
    ),
    "contribution": Kind(
        words.GIVES, Contribution, queries.contributions_visible_to,
        written.AddContributionForm, written.ChangeContributionForm,
        ("resource", "text", "amount", "unit", "fiscal_year"),
    ),
}  # fmt: skip


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def need_say(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what our side needs; nobody else edits it."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    refuse_begun(partnership)
    need = _own(queries.needs_visible_to(actor), pk, actor).first()
    names = ("need", "evidence", "why_together", "alternatives", "bearer", "version")
    form = written.NeedForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(need, name) for name in names}
        if need
        else {"version": 0, "need": first_words(partnership, actor, Way.NEED)},
    )

    def version() -> int:
        return int(_own(queries.needs_visible_to(actor), pk, actor).get().version)

    return done(
        request,
        partnership,
        form,
        lambda: deeds.say_need(
            pk, form.words(), expected_version=form.cleaned_data["version"], actor=actor
        ),
        _("It is kept. The other sides read it, and cannot change it."),
        title=words.NEEDS,
        about=_("Your side alone writes this; the others read it once they have joined."),
        button=_("Keep it"),
        version=version,
    )


def _own(found: QuerySet[Any], pk: int, actor: Actor) -> QuerySet[Any]:
    return found.filter(party__partnership=pk, party__institution=actor.institution or 0)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words_list(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The rows of one kind that our side wrote, and one more."""
    actor, partnership, of = actor_of(request), partnership_of(request, pk), _kind(kind)
    require(actor, "partnership.write", partnership)
    refuse_begun(partnership)
    form: Any = of.add(request.POST if request.method == "POST" else None)
    if kind == "can":
        form.initial["text"] = first_words(partnership, actor, Way.OFFER)
    rows = [(row, queries.line_of(row)) for row in _own(of.door(actor), pk, actor).order_by("pk")]
    return done(
        request,
        partnership,
        form,
        lambda: deeds.add_words(pk, form.words(), once=form.cleaned_data["once"], actor=actor),
        _("It is kept. The other sides read it, and cannot change it."),
        title=of.label,
        about=_("Your side alone writes this; the others read it once they have joined."),
        button=_("Write it down"),
        back=reverse("partnerships:words-list", args=[pk, kind]),
        template="partnerships/words_list.html",
        rows=rows,
        kind=kind,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words_edit(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Change a row of our side."""
    actor, partnership, of = actor_of(request), partnership_of(request, pk), _kind(kind)
    found = get_object_or_404(of.door(actor).filter(party__partnership=pk), pk=row)
    require(actor, f"{found._meta.model_name}.edit", found)
    refuse_begun(partnership)
    form: Any = of.change(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(found, name) for name in (*of.fields, "version")},
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.change_words(
            of.model,
            row,
            form.words(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        ),
        _("It is kept. The other sides read it, and cannot change it."),
        title=of.label,
        about=_("Your side alone writes this; the others read it once they have joined."),
        button=_("Keep it"),
        back=reverse("partnerships:words-list", args=[pk, kind]),
        version=lambda: get_object_or_404(of.door(actor), pk=row).version,
    )


@login_required
@require_POST
def words_remove(request: HttpRequest, pk: int, kind: str, row: int) -> HttpResponse:
    """Take a row of our side back."""
    actor, partnership, of = actor_of(request), partnership_of(request, pk), _kind(kind)
    found = get_object_or_404(of.door(actor).filter(party__partnership=partnership), pk=row)
    require(actor, f"{found._meta.model_name}.edit", found)
    deeds.take_words_back(of.model, row, expected_version=found.version, actor=actor)
    messages.success(request, _("It is taken back."))
    return redirect("partnerships:words-list", pk, kind)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remark_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something to the other sides, or about what one of them wrote."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    refuse_over(partnership)
    others = [p for p in joined(partnership) if p.institution_id != actor.institution]
    form = written.RemarkForm(request.POST if request.method == "POST" else None, others=others)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.remark(pk, form.cleaned_data["text"], about=form.chosen_side(), actor=actor),
        _("It is said. All sides read it."),
        title=_("Say something to the other sides"),
        about=_("Their words are theirs; what you would put otherwise, you say here."),
        button=_("Say it"),
    )
