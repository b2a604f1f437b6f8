"""The ten rules of one partnership: what is recorded to each, and the question that no record answers."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.documents.csv import csv_response
from yuinowa.partnerships.domain.ten_rules import Rule, evidence
from yuinowa.partnerships.exchange.principle_sets import TEN_RULES, shipped
from yuinowa.partnerships.labels import ten_rules as words
from yuinowa.partnerships.queries.ten_rules import facts_of, places_of
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.partnerships.views.principles import language
from yuinowa.ui.files import csv_links


@login_required
@require_safe
def ten_rules(request: HttpRequest, pk: int) -> HttpResponse:
    """By rule what is recorded, with its record; as CSV with ``?format=csv``. Nothing here is a verdict."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    chosen, places = shipped()[TEN_RULES], places_of(partnership)
    found = evidence(facts_of(partnership, actor))
    rows = [
        (
            number,
            principle.words(language()),
            principle.question(language()),
            [(words.line_of(one), places[one.place]) for one in found[Rule(principle.key)]],
        )
        for number, principle in enumerate(chosen.principles, start=1)
    ]
    if request.GET.get("format") == "csv":
        columns = [_("Number"), _("Rule"), _("What is recorded"), _("Question")]
        lines = [
            (number, rule, "\n".join(text for text, _url in lines) or str(words.NOTHING), question)
            for number, rule, question, lines in rows
        ]
        return csv_response(request, f"ten-rules-{pk}.csv", columns, lines)
    context = {
        **frame(request, partnership),
        "rows": rows,
        "nothing": words.NOTHING,
        "credit": chosen.credit(language()),
        "downloads": csv_links(_("This table"), f"{request.path}?format=csv"),
    }
    return render(request, "partnerships/ten_rules.html", context)
