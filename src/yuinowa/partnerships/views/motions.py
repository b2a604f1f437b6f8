"""What is proposed once the work has begun: the list, proposing, answering."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.motions import (
    ChangeOf,
    MotionKind,
    MotionRole,
    MotionState,
    MotionStep,
    may_be_proposed,
)
from yuinowa.partnerships.forms.motions import (
    CONSENT,
    REFUSE,
    TAKE_BACK,
    AnswerMotionForm,
    ChangeForm,
    ProposeForm,
)
from yuinowa.partnerships.labels import motions as words
from yuinowa.partnerships.models import Motion, Party
from yuinowa.partnerships.permissions.motions import roles_toward_motion
from yuinowa.partnerships.queries import motions as queries
from yuinowa.partnerships.queries.partnerships import joined
from yuinowa.partnerships.services import motions as deeds
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.partnerships.views.tables import csv_of
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Tag


@login_required
@require_safe
def motion_list(request: HttpRequest, pk: int) -> HttpResponse:
    """What was proposed and what came of it, the newest first; as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    rows = queries.motions_visible_to(actor.under(partnership)).filter(partnership=partnership)
    if request.GET.get("format") == "csv":
        return csv_response(request, f"changes-{pk}.csv", *_as_table(list(rows)))
    page = page_of(request, rows)
    able = may_be_proposed(partnership.phase, queries.open_kinds(partnership))
    leads = can(actor, "partnership.lead", partnership)
    context = {
        **frame(request, partnership),
        "rows": page,
        "lines": [
            (row, words.KINDS[MotionKind(row.kind)], _about(row), _state(row)) for row in page
        ],
        "waiting": _waiting(rows.filter(state=MotionState.OPEN.value), joined(partnership), actor),
        "may_propose": [(kind.value, words.PROPOSE[kind]) for kind in able] if leads else [],
        "downloads": csv_links(_("This table"), csv_of(request)),
    }
    return render(request, "partnerships/motion_list.html", context)


def _waiting(motions: QuerySet[Motion], sides: Sequence[Party], actor: Actor) -> Motion | None:
    """The oldest of ``motions``, which are open, that the side of ``actor`` is to answer and has not."""
    own = _own(queries.asked(sides), actor)
    if own is None:
        return None
    left = (
        one
        for one in motions.reverse()
        if own.pk not in {given.party_id for given in one.consents.all()}
    )
    return next((one for one in left if roles_toward_motion(actor, one)), None)


def _own(sides: Sequence[Party], actor: Actor) -> Party | None:
    return next((party for party in sides if party.institution_id == actor.institution), None)


def _about(motion: Motion) -> str:
    return str(words.ABOUT[ChangeOf(motion.about)]) if motion.about else ""


def _state(motion: Motion) -> list[Tag]:
    state = MotionState(motion.state)
    return [Tag(str(words.STATES[state]), words.TONES[state])]


def _as_table(rows: Sequence[Motion]) -> tuple[list[str], list[list[str]]]:
    columns = [
        _("What is proposed"),
        _("What is changed"),
        _("What is done otherwise"),
        _("Why"),
        _("Proposed by"),
        _("Proposed on"),
        _("How it stands"),
        _("Consented"),
        _("Why not"),
    ]
    return columns, [
        [
            str(words.KINDS[MotionKind(row.kind)]),
            _about(row),
            row.what,
            row.reason,
            row.party.institution.name,
            row.proposed_at.date().isoformat(),
            str(words.STATES[MotionState(row.state)]),
            "、".join(one.party.institution.name for one in row.consents.all()),
            row.said,
        ]
        for row in rows
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def motion_propose(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Propose a change, a pause, going on or closing; every other side answers for itself."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    if kind not in [code.value for code in MotionKind]:
        raise Http404
    require(actor, "partnership.lead", partnership)
    proposed = MotionKind(kind)
    sent = request.POST if request.method == "POST" else None
    if sent is None and proposed not in may_be_proposed(
        partnership.phase, queries.open_kinds(partnership)
    ):
        raise WrongState(
            _(
                "This cannot be proposed now: the partnership is elsewhere, or it is proposed already."
            ),
            next_step=_("Look at what is proposed, and answer it."),
        )
    form = ChangeForm(sent) if proposed is MotionKind.CHANGE else ProposeForm(sent)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.propose(
            pk, proposed, form.told(), once=form.cleaned_data["once"], actor=actor
        ),
        _("It is proposed. Your side consents; the other sides are waited for."),
        title=words.PROPOSE[proposed],
        about=words.MEANS[proposed],
        button=_("Propose it"),
        back=reverse("partnerships:motion-list", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def motion_answer(request: HttpRequest, pk: int, motion: int) -> HttpResponse:
    """One motion: what is proposed and why, who consented; our side's answer."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    door = queries.motions_visible_to(actor).filter(partnership=pk)
    found = get_object_or_404(door, pk=motion)
    given = {consent.party_id: consent for consent in found.consents.all()}
    sides = queries.asked(joined(partnership))
    own = _own(sides, actor)
    able = _able(found, own, set(given), roles_toward_motion(actor, found))
    waited = [p.institution.name for p in sides if found.is_open and p.pk not in given]
    sent = request.POST if request.method == "POST" else None
    if sent is not None:
        require(actor, "motion.answer", found)
    form = AnswerMotionForm(sent, initial={"version": found.version}, able=able)

    def answer() -> object:
        version, said = form.cleaned_data["version"], form.cleaned_data["said"]
        chosen = form.cleaned_data["answer"]
        if chosen == CONSENT:
            return deeds.consent(found.pk, expected_version=version, actor=actor)
        step = MotionStep.REFUSE if chosen == REFUSE else MotionStep.TAKE_BACK
        return deeds.end(found.pk, step, said, expected_version=version, actor=actor)

    if sent is not None and not found.is_open:
        raise WrongState(
            _("This has its answer already."),
            next_step=_("Propose it anew, if it is still wanted."),
        )
    kind = MotionKind(found.kind)
    return done(
        request,
        partnership,
        form,
        answer,
        _("Your side has answered."),
        template="partnerships/motion_answer.html",
        motion=found,
        kind=words.KINDS[kind],
        means=words.MEANS[kind],
        change_of=_about(found),
        state=_state(found),
        sides=[(party, given.get(party.pk)) for party in sides],
        may_answer=bool(able),
        ends=able == [TAKE_BACK],
        is_ours=CONSENT in able,
        waited=waited,
        back=reverse("partnerships:motion-list", args=[pk]),
        version=lambda: door.get(pk=motion).version,
    )


def _able(
    motion: Motion, own: Party | None, given: set[int], roles: frozenset[MotionRole]
) -> list[str]:
    if not motion.is_open or own is None:
        return []
    found = [CONSENT] if roles and own.pk not in given else []
    found += [REFUSE] if MotionRole.OTHER in roles else []
    return found + ([TAKE_BACK] if MotionRole.PROPOSER in roles else [])
