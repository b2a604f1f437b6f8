"""The list of partnerships, the workspace of one, and the step to its next phase."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.core.sockets import Panel
from yuinowa.kernel.errors import Unreadable, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.phases import Phase, follows
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.permissions import may_begin
from yuinowa.partnerships.permissions.ideas import reads_ideas
from yuinowa.partnerships.permissions.partnerships import counts_persons
from yuinowa.partnerships.queries import parts, workspace
from yuinowa.partnerships.queries.dormancy import dormant_ones
from yuinowa.partnerships.queries.lists import bare, lines_of
from yuinowa.partnerships.queries.partnerships import joined, narrowed, partnerships_visible_to
from yuinowa.partnerships.queries.public import wanted_of
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.queries.zones import zone_names
from yuinowa.partnerships.services import steps
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.partnerships.views.public import (
    as_file,
    narrowed_by,
    public_list,
    public_page,
    wanted_by,
)
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Link

#: What the list can be narrowed to.
OF: Final = ("", "asked", "dormant", "over")


@require_safe
def partnership_list(request: HttpRequest) -> HttpResponse:
    """The partnerships one may see: those under way, those one is asked to join, those that are over.

    As CSV with ``?format=csv``. Visitors read a list of their own at the same address.
    """
    actor, of = actor_of(request), request.GET.get("of", "")
    if of not in OF:
        raise Unreadable(_("The list has no such part."), place="of")
    found = narrowed(partnerships_visible_to(actor), of, actor)
    if of == "dormant":
        found = dormant_ones(found, actor)
    if request.GET.get("format") == "csv":
        return as_file(request, wanted_of(found, wanted_by(request)))
    if not actor.is_signed_in:
        return public_list(request, found)
    chosen = narrowed_by(request, found)
    page = page_of(request, bare(chosen.rows), count=chosen.count)
    narrowings = (
        ("", _("Under way")),
        ("asked", _("We are asked")),
        ("dormant", pgettext("a partnership", "Dormant")),
        ("over", _("Over")),
    )
    context = {
        **chosen.shown,
        "rows": page,
        "lines": lines_of(page.object_list, actor),
        "of": of,
        "links": [
            Link(label, f"?of={code}" if code else "?", current=code == of)
            for code, label in narrowings
        ],
        "may_begin": may_begin(actor),
        "may_look": counts_persons(actor),
        "reads_ideas": reads_ideas(actor),
    }
    return render(request, "partnerships/partnership_list.html", context)


#: So many other sides are read beside our own without scrolling sideways.
OTHERS_BESIDE = 4


@require_safe
def partnership_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The workspace of a partnership; for whoever does not follow it, what everybody may read."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    if not can(actor, "partnership.follow", partnership):
        return public_page(request, partnership)
    reading = Reading.of(partnership)
    context = {
        **frame(request, partnership, "overview"),
        **_outline(reading),
        **_standing(request, reading, actor),
    }
    return render(request, "partnerships/partnership_detail.html", context)


def _outline(reading: Reading) -> dict[str, object]:
    partnership = reading.partnership
    return {
        "form_name": words.FORMS[Form(partnership.form)],
        "zone_name": zone_names(reading)[Zone(partnership.zone)],
        "sides_in_words": workspace.sides_in_words(partnership),
        "phase_name": workspace.phase_words(partnership.phase),
    }


def _standing(request: HttpRequest, reading: Reading, actor: Actor) -> dict[str, object]:
    partnership, standing = reading.partnership, workspace.standing_of(reading, actor)
    # Our own column stands first on every page of the table: it is what the others are read beside.
    here = joined(partnership)
    own = [side for side in here if side.institution_id == actor.institution]
    page = page_of(request, [side for side in here if side not in own], size=OTHERS_BESIDE)
    sides = [*own, *page.object_list]
    return {
        "others": page,
        "standing": standing,
        "steps": workspace.steps_of(partnership),
        "checks": workspace.checks_of(standing, actor)[: 2 * workspace.MOST_LINES],
        "turns": standing.turns[: workspace.MOST_LINES],
        "sides": sides,
        "side_rows": [
            (row.label, [(party, row.cells.get(party.pk, parts.NOTHING_ASKED)) for party in sides])
            for row in parts.side_rows(reading, sides, actor)
        ],
        "blocks": _rendered(request, parts.blocks(reading, actor)),
        "asides": _rendered(request, parts.asides(reading, actor)),
        "may_write": can(actor, "partnership.write", partnership) and not partnership.is_over,
        "may_lead": can(actor, "partnership.lead", partnership) and not partnership.is_over,
    }


def _rendered(request: HttpRequest, panels: list[Panel]) -> list[SafeString]:
    return [render_to_string(panel.template, panel.context, request) for panel in panels]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on to the next phase, for all sides; before, what comes is said, and what is missing."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    form = VersionForm(
        request.POST if request.method == "POST" else None,
        initial={"version": partnership.version},
    )
    if form.is_bound:
        if not form.is_valid():
            return _go_on_page(request, partnership, form, actor, status=422)
        try:
            moved = steps.go_on(
                partnership.pk, expected_version=form.cleaned_data["version"], actor=actor
            )
        except VersionMovedOn as moved_on:
            form.on_top_of(partnership_of(request, pk).version)
            return _go_on_page(request, partnership, form, actor, status=409, refused=moved_on)
        except WrongState as refused:
            return _go_on_page(request, partnership, form, actor, status=409, refused=refused)
        messages.success(
            request,
            _("You are now at “%(phase)s”, with all sides.")
            % {"phase": workspace.phase_words(moved.phase)},
        )
        return redirect(moved)
    return _go_on_page(request, partnership, form, actor)


def _go_on_page(
    request: HttpRequest,
    partnership: Partnership,
    form: VersionForm,
    actor: Actor,
    *,
    status: int = 200,
    refused: WrongState | VersionMovedOn | None = None,
) -> HttpResponse:
    standing = workspace.standing_of(Reading.of(partnership), actor)
    after = follows(partnership.phase)
    context = {
        **frame(request, partnership),
        "form": form,
        "refused": refused,
        "checks": workspace.checks_of(standing, actor),
        "gaps": standing.gaps,
        "may_go_on": workspace.may_go_on(partnership, standing, actor),
        "phase_name": workspace.phase_words(partnership.phase),
        "next_name": workspace.phase_words(after) if after else "",
        "is_last": after is not None and after.is_over,
        "then_what": words.NEXT.get(after or Phase.DECLINED, ""),
        "button": words.GO_ON.get(partnership.phase, ""),
    }
    return render(request, "partnerships/partnership_go_on.html", context, status=status)
