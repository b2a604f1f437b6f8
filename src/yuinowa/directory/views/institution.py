"""One institution: who it is, by what it is known, what it opens, where we know it from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from yuinowa.core import clock, people, sockets
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can
from yuinowa.directory import labels, queries
from yuinowa.directory.domain.institutions import (
    OWN,
    Certainty,
    IdentifierScheme,
    Service,
    Status,
    SwitchState,
)
from yuinowa.directory.labels.days import OWN_WORD, WEEKDAYS
from yuinowa.directory.labels.entry import COLUMN_NAMES
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionSource,
    ServiceSwitch,
)
from yuinowa.directory.queries import Successor
from yuinowa.directory.queries.confirmation import last_confirmation
from yuinowa.directory.queries.units import unit_lines
from yuinowa.directory.services.entry.succession import undoable
from yuinowa.directory.views.day_words import open_days, participation
from yuinowa.directory.views.frame import links_of
from yuinowa.directory.views.words import kinds_of, names_of, tags_of


@require_safe
def institution_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of an institution, with what other wings plug in."""
    actor = actor_of(request)
    entry = get_object_or_404(queries.institutions_in_full(actor), pk=pk)
    institution = queries.shown(entry, actor)
    hidden = queries.hidden_parts(entry, actor)
    sources = institution.sources.all()
    today = clock.today()
    context = {
        "institution": institution,
        "hidden": {part.value for part in hidden},
        "links": links_of(institution, actor, "institution-detail"),
        "kinds": kinds_of(institution),
        "tags": tags_of(institution),
        "names": names_of(institution),
        "profile": _profile(institution),
        "units": unit_lines(institution, as_of=today, holders=_holders(entry, institution, actor)),
        "weekdays": [str(day) for day in (WEEKDAYS[6], *WEEKDAYS[:6])],
        "open_days": open_days(institution, today),
        "participations": [participation(row) for row in institution.participations.all()],
        "switches": [_switch(row) for row in queries.current_switches(institution, today)],
        "identifiers": [_identifier(row) for row in institution.identifiers.all()],
        "sources": [_source(row, len(sources)) for row in sources],
        "successions": [_succession(row) for row in queries.successions_of(institution, actor)],
        "confirmation": last_confirmation(entry, actor),
        "may_confirm": can(actor, "institution.confirm", entry),
        "may_undo": _may_undo(entry, actor),
        "panels": [
            render_to_string(panel.template, panel.context, request=request)
            for panel in sockets.panels(institution, actor)
        ],
        "deeds": sockets.deeds(institution, actor),
    }
    return render(request, "directory/institution_detail.html", context)


def _holders(
    entry: Institution, institution: Institution, actor: Actor
) -> dict[int, tuple[str, ...]]:
    """Who holds the posts today, as far as names of staff are shown to this reader."""
    if queries.hides_staff(entry, actor):
        return {}
    return people.names_in_posts([post.pk for post in institution.posts.all()], clock.today())


def _may_undo(institution: Institution, actor: Actor) -> bool:
    """Whether what became of it can be taken back by this reader: nothing followed on either side."""
    if not Status(institution.status).is_over or not can(actor, "institution.succeed", institution):
        return False
    latest = institution.successions.select_related("predecessor", "successor").last()
    return latest is not None and undoable(latest) is not None


def _profile(institution: Institution) -> list[tuple[str, str]]:
    """What it says of itself, in the order of the form; what is empty is left out."""
    columns = ("mission", "can", "cannot", "seeks", "offers")
    return [
        (str(COLUMN_NAMES[column]), text)
        for column in columns
        if (text := getattr(institution, column))
    ]


def _switch(row: ServiceSwitch) -> dict[str, object]:
    state = SwitchState(row.state)
    return {
        "service": labels.SERVICES[Service(row.service)],
        "state": labels.SWITCH_STATES[state],
        "tone": labels.SWITCH_TONES[state],
        "as_of": row.as_of,
        "until": row.until,
        "note": row.note,
        "source": OWN_WORD if row.source == OWN else labels.source_title(row.source),
    }


def _identifier(row: InstitutionIdentifier) -> dict[str, object]:
    return {
        "scheme": labels.SCHEMES[IdentifierScheme(row.scheme)],
        "value": row.value,
        "raw": row.raw if row.raw != row.value else "",
        "valid": row.valid,
        "former": row.former,
        "warnings": [labels.identifier_warning(code) for code in row.warnings],
    }


def _source(row: InstitutionSource, count: int) -> dict[str, object]:
    known = labels.source(row.source)
    certainty = Certainty(row.certainty)
    is_first_of_several = certainty is Certainty.SOLE and count > 1
    return {
        "title": labels.source_title(row.source),
        "url": known.url if known else "",
        "credit": known.credit if known else "",
        "licence": known.licence if known else "",
        "key": row.external_key,
        "imported_at": row.imported_at,
        "certainty": labels.BEGAN_WITH if is_first_of_several else labels.CERTAINTIES[certainty],
        "is_doubtful": certainty is Certainty.PROBABLE,
        "reasons": [labels.reason(code) for code in row.reasons],
    }


def _succession(row: Successor) -> dict[str, object]:
    before, after = labels.SUCCESSIONS[row.kind]
    return {
        "institution": row.institution,
        "words": after if row.is_later else before,
        "on_day": row.on_day,
    }
