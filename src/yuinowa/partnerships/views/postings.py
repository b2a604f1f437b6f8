"""What institutions offer and seek: the list, and one of them with what fits."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.move import buttons
from yuinowa.core.rights import Actor, Level, can
from yuinowa.core.text import clean_text
from yuinowa.directory.queries.desks import desks_visible_to
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import Unreadable
from yuinowa.partnerships.domain.matching import TABLE
from yuinowa.partnerships.domain.policy import MAX_SEARCH, MOST_EXPORTED
from yuinowa.partnerships.domain.postings import (
    Audience,
    PostingState,
    Reach,
    Subject,
    Way,
)
from yuinowa.partnerships.domain.statements import Resource
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


def posting_of(request: HttpRequest, posting: int) -> Posting:
    """The posting, if it may be seen; else 404."""
    return get_object_or_404(postings_visible_to(actor_of(request)), pk=posting)


@require_safe
def posting_detail(request: HttpRequest, posting: int) -> HttpResponse:
    """One posting; for its own people also what fits, with the reasons, and its steps."""
    actor, found = actor_of(request), posting_of(request, posting)
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
    elif may_post(actor):
        context |= _for_others(found, actor)
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


def _for_others(posting: Posting, actor: Actor) -> dict[str, object]:
    """For whoever could answer it: what its own institution posted that fits, and where to post it."""
    fit, near = fitting(posting, actor, of=actor.institution)
    other = Way(posting.way).other
    return {
        "own_fits": [_told(one) for one in fit],
        "near": [_told(one) for one in near],
        "may_begin": may_begin(actor),
        "may_answer": posting.status is PostingState.OPEN,
        "answer_url": reverse("partnerships:posting-new", args=[other.value]),
        "answer_label": words.POST[other],
    }
