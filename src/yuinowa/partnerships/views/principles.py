"""The principles of a partnership: what is adopted, who agreed, and what each side says of them, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.documents.csv import Value, csv_response
from yuinowa.kernel.errors import AlreadyDone, VersionMovedOn, WrongState
from yuinowa.partnerships.domain.principles import Answer, Moment, PrincipleSet, answers_of
from yuinowa.partnerships.exchange.principle_sets import shipped
from yuinowa.partnerships.forms.principles import CheckForm, ProposeForm
from yuinowa.partnerships.labels import principles as words
from yuinowa.partnerships.models import Partnership, Party, PrincipleCheck
from yuinowa.partnerships.queries import principles as queries
from yuinowa.partnerships.queries.partnerships import joined, own_party
from yuinowa.partnerships.services import principles as deeds
from yuinowa.partnerships.services.frame import refuse_over
from yuinowa.partnerships.views.frame import done, frame, partnership_of
from yuinowa.partnerships.views.proposals import act_on_proposal
from yuinowa.ui.files import csv_links
from yuinowa.ui.paging import page_of

#: So many other sides are read beside our own without scrolling sideways.
OTHERS_BESIDE = 3


def language() -> str:
    return get_language() or "ja"


@login_required
@require_safe
def adoption_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What is proposed or adopted, who agreed, what each side says of it; the checks as CSV with ``?format=csv``."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.read", partnership)
    now = queries.current(partnership)
    sides = joined(partnership)
    wanted = queries.asked(sides)
    if now is not None and request.GET.get("format") == "csv":
        return _as_csv(request, partnership, now, actor)
    is_open = not partnership.is_over
    own = own_party(partnership, actor)
    lacking = now.lacking(wanted) if now else []
    is_adopted = now is not None and not lacking
    mine = own is not None and own.pk in wanted
    leads = is_open and can(actor, "partnership.lead", partnership)
    context = {
        **frame(request, partnership),
        "now": now,
        "chosen": now.chosen.name(language()) if now else "",
        "credit": now.chosen.credit(language()) if now else "",
        "principles": [
            (one.words(language()), one.question(language())) for one in now.chosen.principles
        ]
        if now
        else [],
        "stands": [(p, now.agreed.get(p.pk)) for p in sides if p.pk in wanted] if now else [],
        "is_adopted": is_adopted,
        "may_propose": is_open and can(actor, "partnership.write", partnership),
        "may_agree": leads and own is not None and own.pk in lacking,
        "may_take_back": leads
        and now is not None
        and bool(lacking)
        and own is not None
        and now.adoption.proposed_for_id == own.pk,
        **(
            _checks(request, partnership, now, sides, actor, may_give=is_open and mine)
            if now and is_adopted
            else {}
        ),
    }
    return render(request, "partnerships/adoption_detail.html", context)


def _checks(
    request: HttpRequest,
    partnership: Partnership,
    now: queries.Adopted,
    sides: Sequence[Party],
    actor: Actor,
    *,
    may_give: bool,
) -> dict[str, object]:
    """By moment: who has given its check, and what was said, as far as it may be read."""
    said = _said(now, actor)
    given = queries.given(now.adoption)
    due = queries.due_now(partnership)
    wanted = set(queries.asked(sides))
    own = [side for side in sides if side.institution_id == actor.institution]
    page = page_of(
        request,
        [side for side in sides if side.pk in wanted and side not in own],
        size=OTHERS_BESIDE,
    )
    shown = [*own, *page.object_list]
    moments = []
    for moment in Moment:
        sides_given = {side for side, when in given if when is moment}
        if moment not in due and not sides_given:
            continue
        own_given = any(side.pk in sides_given for side in own)
        moments.append(
            {
                "moment": moment.value,
                "name": words.MOMENTS[moment],
                "given": len(sides_given & wanted),
                "wanted": len(wanted),
                "own_given": own_given,
                "may_give": may_give and not own_given and moment in due,
                "rows": _rows(now.chosen, said, shown, moment) if own_given else [],
            }
        )
    may_write = can(actor, "partnership.write", partnership)
    return {
        "moments": [one | {"may_give": one["may_give"] and may_write} for one in moments],
        "shown": shown,
        "others": page,
        "downloads": csv_links(_("These answers"), f"{request.path}?format=csv"),
        "has_answers": bool(said),
    }


Said = dict[tuple[int, Moment], dict[str, Answer]]


def _said(now: queries.Adopted, actor: Actor) -> Said:
    found = queries.checks_visible_to(actor).filter(adoption=now.adoption)
    return {(row.party_id, Moment(row.moment)): answers_of(row.answers) for row in found}


def _rows(
    chosen: PrincipleSet, said: Said, sides: Iterable[Party], moment: Moment
) -> list[tuple[str, list[tuple[Party, Any, Answer | None]]]]:
    def cell(side: Party, key: str) -> tuple[Party, Any, Answer | None]:
        answer = said.get((side.pk, moment), {}).get(key)
        return side, words.VERDICTS[answer.verdict] if answer else "", answer

    return [
        (one.words(language()), [cell(side, one.key) for side in sides])
        for one in chosen.principles
    ]


def _as_csv(
    request: HttpRequest, partnership: Partnership, now: queries.Adopted, actor: Actor
) -> HttpResponse:
    columns = [
        _("Principle"),
        _("When"),
        _("Institution"),
        _("Answer"),
        _("In their own words"),
        _("Where it can be looked up"),
    ]
    found: Iterable[PrincipleCheck] = queries.checks_visible_to(actor).filter(adoption=now.adoption)
    rows: list[Sequence[Value]] = []
    for row in found:
        answers = answers_of(row.answers)
        rows += [
            [
                one.words(language()),
                str(words.MOMENTS[Moment(row.moment)]),
                row.party.institution.name,
                str(words.VERDICTS[answers[one.key].verdict]),
                answers[one.key].line,
                answers[one.key].evidence,
            ]
            for one in now.chosen.principles
            if one.key in answers
        ]
    return csv_response(request, f"principles-{partnership.pk}.csv", columns, rows)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adoption_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a set: a shipped one, or one of our institution's own."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    refuse_over(partnership)
    own = [row.as_set for row in queries.own_sets_visible_to(actor)]
    sets = [*shipped().values(), *own]
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        initial={"number": queries.newest_number(partnership)},
        sets=sets,
        language=language(),
    )
    return done(
        request,
        partnership,
        form,
        lambda: deeds.propose(
            pk,
            form.chosen_set(),
            expected_number=form.cleaned_data["number"],
            once=form.cleaned_data["once"],
            actor=actor,
        ),
        _("It is proposed. Every side is asked, yours too."),
        template="partnerships/adoption_propose.html",
        sets=[
            (
                one.name(language()),
                [p.words(language()) for p in one.principles],
                one.credit(language()),
            )
            for one in sets
        ],
        title=_("Propose principles"),
        about=_(
            "What the sides want to hold themselves to. Each agrees for itself; nothing waits for it."
        ),
        button=_("Propose it"),
        back=reverse("partnerships:adoption-detail", args=[pk]),
        version=lambda: queries.newest_number(partnership),
    )


@login_required
@require_POST
def adoption_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree, for our side, to the principles that were read."""
    said = _("Your side agrees to these principles.")
    back = "partnerships:adoption-detail"
    return act_on_proposal(request, pk, deeds.consent, said=said, back=back)


@login_required
@require_POST
def adoption_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what our side proposed."""
    said = _("The proposal is taken back.")
    back = "partnerships:adoption-detail"
    return act_on_proposal(request, pk, deeds.take_back, said=said, back=back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def check_give(request: HttpRequest, pk: int, moment: str) -> HttpResponse:
    """Say how our side sees each principle; afterwards we read what the others said."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    if moment not in [code.value for code in Moment]:
        raise Http404
    require(actor, "partnership.write", partnership)
    refuse_over(partnership)
    now = queries.current(partnership)
    if now is None:
        raise WrongState(
            _("No principles are proposed."), next_step=_("Propose a set of principles.")
        )
    own = own_party(partnership, actor)
    if own is not None and (own.pk, Moment(moment)) in queries.given(now.adoption):
        raise AlreadyDone(_("Your side has said this already. It stays as it was said."))
    form = CheckForm(
        request.POST if request.method == "POST" else None,
        initial={"number": now.adoption.number},
        chosen=now.chosen,
        language=language(),
    )
    return done(
        request,
        partnership,
        form,
        lambda: _give(pk, Moment(moment), form, actor),
        _("It is given. You now read what the other sides said."),
        template="partnerships/check_give.html",
        title=_("How we see the principles"),
        about=_(
            "%(moment)s. Your side alone writes this. The others read it once they have given theirs; it is not changed afterwards."
        )
        % {"moment": words.MOMENTS[Moment(moment)]},
        button=_("Give it"),
        is_grave=True,
        back=reverse("partnerships:adoption-detail", args=[pk]),
    )


def _give(pk: int, moment: Moment, form: CheckForm, actor: Actor) -> None:
    number = form.cleaned_data["number"]
    try:
        deeds.give_check(pk, number, moment, form.answers(), actor=actor)
    except VersionMovedOn as moved_on:
        # Other principles have other questions: what was typed fits none of them.
        raise WrongState(moved_on.message, next_step=moved_on.next_step) from moved_on
