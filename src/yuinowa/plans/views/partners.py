"""Partners that a project's texts name: as readers see them, with the deeds behind it, and as the officer settles them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can
from yuinowa.kernel.errors import Unreadable
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.forms.partners import NOBODY, MentionForm
from yuinowa.plans.models import Project
from yuinowa.plans.queries import evidence, partners, together
from yuinowa.plans.queries.partners import Offer
from yuinowa.plans.services.partners import decide_mention
from yuinowa.plans.views.evidence import project_to_link, shown
from yuinowa.plans.views.frame import frame
from yuinowa.ui.parts import Link
from yuinowa.ui.words import fiscal_year as year_word


def partners_context(project: Project, year: int, actor: Actor) -> dict[str, Any]:
    """What the page of a project shows: the partners, and the deeds behind it that the actor may see."""
    return {
        "partners": partners.partners_of(project, actor),
        "evidence": [shown(row) for row in evidence.evidence_of(project, year, actor)],
        **together_context(project, actor),
    }


def together_context(project: Project, actor: Actor) -> dict[str, Any]:
    """The partnerships a project is carried out with, and whether the actor may settle them."""
    return {
        "together": together.of_project(project, actor),
        "links_partners": can(actor, "plan.edit", project.plan),
    }


@login_required
@require_safe
def project_partners(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Names in the texts with whom they may mean, and the years in which deeds can be linked."""
    return _partners_page(request, project_to_link(request, pk, key))


def _partners_page(
    request: HttpRequest, project: Project, failed: MentionForm | None = None, status: int = 200
) -> HttpResponse:
    actor = actor_of(request)
    rows: list[dict[str, Any]] = [
        {"offer": offer, "form": _form(offer, number)}
        for number, offer in enumerate(partners.offers(project, actor))
    ]
    for row in rows:
        if failed is not None and row["form"]["word"].value() == failed["word"].value():
            row["form"] = failed
    this_year = FiscalYear.of(clock.today()).start_year
    context = {
        "project": project,
        "open_rows": [row for row in rows if row["offer"].decided is None],
        "settled_rows": [row for row in rows if row["offer"].decided is not None],
        "years": [
            Link(
                year_word(year),
                reverse("plans:project-evidence", args=[project.plan_id, project.key, year.start_year]),
            )
            for year in evidence.years_of_evidence(project.plan, this_year)
        ],
    }  # fmt: skip
    return render(
        request, "plans/project_partners.html", {**frame(project.plan), **context}, status=status
    )


def _form(offer: Offer, number: int, data: Any = None) -> MentionForm:
    """The question about one name; what was decided stands there."""
    decided = offer.decided
    chosen = ""
    if decided is not None:
        chosen = NOBODY if decided.institution_id is None else str(decided.institution_id)
    elif len(offer.candidates) == 1:
        chosen = str(offer.candidates[0].pk)
    word = offer.mention.word
    return MentionForm(
        data,
        initial={"word": word, "institution": chosen},
        word=word,
        candidates=offer.candidates,
        auto_id=f"mention-{number}_%s",
    )


@login_required
@require_POST
def partner_decide(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Link a name to an institution, or say that it is none of the directory's."""
    actor, project = actor_of(request), project_to_link(request, pk, key)
    asked = request.POST.get("word", "")
    offers = enumerate(partners.offers(project, actor))
    found = next(((n, offer) for n, offer in offers if offer.mention.word == asked), None)
    if found is None:
        raise Unreadable(
            _("This name stands in the texts no longer."), next_step=_("Open the page again.")
        )
    form = _form(found[1], found[0], request.POST)
    if not form.is_valid():
        return _partners_page(request, project, form, 422)
    decide_mention(project.pk, found[1].mention.word, form.chosen(), actor=actor)
    messages.success(request, _("It is settled, and remembered for this project."))
    return redirect("plans:project-partners", pk=pk, key=key)
