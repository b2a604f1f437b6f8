"""Pages of records that may be of one thing: the work list, both records side by side, what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.catalogue.domain.matching.decisions import Kind, Level
from yuinowa.catalogue.forms.questions import AnswerForm
from yuinowa.catalogue.labels.matching import KINDS, LEVELS, compared, found_alike
from yuinowa.catalogue.models import Decision, Question
from yuinowa.catalogue.queries import questions as queries
from yuinowa.catalogue.services import decisions as deeds
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, offers, require
from yuinowa.kernel.errors import NotAllowed
from yuinowa.ui.paging import page_of


@login_required
@require_safe
def question_list(request: HttpRequest) -> HttpResponse:
    """What the matcher is not sure of, the likeliest first."""
    actor = actor_of(request)
    if not offers(actor, "question.view", Question):
        raise NotAllowed(_("Comparing records is for those who keep them."))
    page = page_of(request, queries.questions_visible_to(actor), size=20)
    rows = [
        {
            "question": one,
            "left": queries.shown(one.record),
            "right": queries.shown(one.other),
            "sides": _sides(one),
        }
        for one in page
    ]
    context = {"rows": rows, "page_of_rows": page}
    return render(request, "catalogue/question_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Both records side by side, what speaks for and against, and the two answers."""
    actor = actor_of(request)
    question = get_object_or_404(queries.answered_visible_to(actor), pk=pk)
    form = AnswerForm(request.POST or None)
    status = 200
    if request.method == "POST":
        require(actor, "question.answer", question)
        status = 422
        if form.is_valid():
            kind = Kind(form.cleaned_data["kind"])
            deeds.answer(question, kind, reason=form.cleaned_data["reason"], actor=actor)
            messages.success(
                request,
                _("The two belong together now.")
                if kind is Kind.JOIN
                else _("The two stay apart."),
            )
            return redirect("sources:question-list")
    context = {
        "question": question,
        "sides": _sides(question),
        "lines": _lines(question),
        "reasons": [
            {"label": compared(code), "how": found_alike(code), "points": points}
            for code, points in question.reasons
        ],
        "form": form,
        "may_answer": question.answered_at is None and can(actor, "question.answer", question),
    }
    return render(request, "catalogue/question_detail.html", context, status=status)


def _sides(question: Question) -> list[dict[str, str]]:
    """Whose the two records are; of one library also which records of its they are of, or which two of those."""
    pair = (question.record, question.other)
    first, second = (one.source for one in pair)
    if first.owner_id != second.owner_id:
        which = ["", ""]
    elif first.pk != second.pk:
        which = [first.name, second.name]
    else:
        which = [_("Record number %(number)s") % {"number": one.identity} for one in pair]
    return [
        {"owner": one.source.owner.name, "which": said}
        for one, said in zip(pair, which, strict=True)
    ]


def _lines(question: Question) -> list[dict[str, Any]]:
    """Line by line what each says, and whether it is the same."""
    left, right = queries.shown(question.record), queries.shown(question.other)
    named = (
        ("title", pgettext("of a work", "Title")),
        ("kana", _("Reading")),
        ("volume", _("Volume, edition")),
        ("responsibility", _("Who made it")),
        ("published", _("Publisher, year")),
        ("numbers", pgettext("ISBN and others", "Numbers")),
        ("shelf", _("On the shelf")),
    )
    return [
        {
            "label": label,
            "left": getattr(left, name),
            "right": getattr(right, name),
            "is_same": getattr(left, name) == getattr(right, name),
        }
        for name, label in named
    ]


@login_required
@require_safe
def decision_list(request: HttpRequest) -> HttpResponse:
    """What people decided and holds, the latest first."""
    actor = actor_of(request)
    if not offers(actor, "decision.withdraw", Decision):
        raise NotAllowed(_("Comparing records is for those who keep them."))
    page = page_of(request, queries.deeds_visible_to(actor), size=20)
    context = {"rows": decided(list(page), actor), "page_of_rows": page}
    return render(request, "catalogue/decision_list.html", context)


def decided(rows: Sequence[Decision], actor: Actor) -> list[dict[str, Any]]:
    """Decisions as ``catalogue/decision_row.html`` shows them."""
    titles = queries.titles_of(list(rows))
    return [
        {
            "decision": one,
            "kind": KINDS[Kind(one.kind)],
            "level": LEVELS[Level(one.level)],
            "title": titles.get((one.source_id, one.identity), one.identity),
            "other": titles.get((one.other_source_id, one.other_identity), one.other_identity),
            "along": getattr(one, "pairs", 0),
            "may_withdraw": can(actor, "decision.withdraw", one),
        }
        for one in rows
    ]


@login_required
@require_POST
def decision_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision holds no longer."""
    actor = actor_of(request)
    decision = get_object_or_404(queries.decisions_visible_to(actor), pk=pk)
    deeds.withdraw(decision, actor=actor)
    messages.success(request, _("Withdrawn: the records stand where their likeness puts them."))
    return redirect("sources:decision-list")
