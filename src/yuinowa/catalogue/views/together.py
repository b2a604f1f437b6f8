"""Why records are together, and what a person says against it: take apart, join, with what would follow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.catalogue.domain.criteria import Criteria
from yuinowa.catalogue.forms.questions import DeedForm
from yuinowa.catalogue.forms.search import SearchForm
from yuinowa.catalogue.labels.matching import compared, found_alike
from yuinowa.catalogue.queries import together, works
from yuinowa.catalogue.queries.deeds import Deed, foreseen, may_make
from yuinowa.catalogue.queries.search import search_works
from yuinowa.catalogue.queries.shown import Edition, Given, WorkShown
from yuinowa.catalogue.services.decisions import carry_out
from yuinowa.catalogue.views import record_words as words
from yuinowa.catalogue.views.questions import decided
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.core.text import whole_number
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState

#: So many works are offered to be joined: whoever does not find it there searches by its number.
MOST_OFFERED = 10


def _work_of(request: HttpRequest, pk: int) -> WorkShown:
    """The work, for whoever answers for some of its records.

    Raises:
        Http404: there is none, or the actor may not see it.
        NotAllowed: others answer for its records.
    """
    actor = actor_of(request)
    work = works.work_in_full(pk, actor)
    if work is None:
        raise Http404
    if not works.keeps_records_of(work, actor):
        raise NotAllowed(_("This is for those who keep one of the records."))
    return work


@login_required
@require_safe
def work_why(request: HttpRequest, pk: int) -> HttpResponse:
    """Edition by edition the records, the one each is likest to, and what was counted."""
    work, actor = _work_of(request, pk), actor_of(request)
    alike = together.likenesses(work)
    owners = {row.pk: row.owner_name for row in work.given}
    keeps_all = bool(actor.region)
    own = {row.edition for row in work.given if row.owner == actor.institution and row.is_public}
    context = {
        "work": work,
        "title": words.title_of(work.record),
        "editions": [
            {
                "edition": each,
                "name": words.name_of(each),
                "may_part": keeps_all or each.pk in own,
                "rows": [
                    _row(
                        row,
                        alike.get(row.pk),
                        owners,
                        may_part=keeps_all or row.owner == actor.institution,
                    )
                    for row in work.given
                    if row.edition == each.pk
                ],
            }
            for each in work.editions
        ],
        "decided": decided(together.decisions_on(work, actor), actor),
    }  # fmt: skip
    return render(request, "catalogue/together_why.html", context)


def _row(
    row: Given, like: together.Likeness | None, owners: dict[int, str], *, may_part: bool
) -> dict[str, Any]:
    return {
        "row": row,
        "title": words.title_of(row.record),
        "volume": words.volume_of(row.record),
        "published": words.imprint_of(row.record),
        "like": like,
        "other": owners.get(like.other, "") if like else "",
        "reasons": [
            {"what": compared(each.code), "how": found_alike(each.code), "points": each.points}
            for each in (like.reasons if like else ())
        ],
        "may_part": may_part and like is not None and row.is_public,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record_apart(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one record out of its edition."""
    actor = actor_of(request)
    deed = together.record_from_edition(pk, actor)
    if deed is None:
        raise Http404
    _require(deed, actor)
    work = _work_with(deed, actor)
    said = {
        "heading": _("Take this record out"),
        "lead": _("It becomes an edition of its own, and stays one however often the records are sent again."),
        "button": pgettext("a record", "Take out"),
    }  # fmt: skip
    return _confirm(request, deed, [work], said)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edition_apart(request: HttpRequest, pk: int, edition: int) -> HttpResponse:
    """Take an edition out of its work."""
    work, actor = _work_of(request, pk), actor_of(request)
    if edition not in {each.pk for each in work.editions}:
        raise Http404
    deed = together.edition_from_work(work, edition, actor)
    _require(deed, actor)
    said = {
        "heading": _("Take this edition out of the work"),
        "lead": _("It gets a page of its own: it is another work, however alike its title."),
        "button": pgettext("a record", "Take out"),
    }
    return _confirm(request, deed, [work], said)


@login_required
@require_safe
def work_find(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for the work that is the same as this one."""
    work, actor = _work_of(request, pk), actor_of(request)
    title = work.record.title.text
    form = SearchForm(request.GET if "q" in request.GET else {"q": title})
    rows = []
    if form.is_valid():
        criteria = Criteria(text=form.cleaned_data["q"])
        found = search_works(criteria, actor, size=MOST_OFFERED + 1).works
        rows = [_offered(each) for each in found if each.pk != work.pk][:MOST_OFFERED]
    context = {"work": work, "title": words.title_of(work.record), "form": form, "rows": rows}
    return render(request, "catalogue/together_find.html", context)


def _offered(work: WorkShown) -> dict[str, Any]:
    return {
        "work": work,
        "title": words.title_of(work.record),
        "volume": words.volume_of(work.record),
        "makers": words.makers_of(work.record),
        "published": words.published(work),
        "libraries": work.libraries,
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def work_join(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Join two works, or one edition of each."""
    work, actor = _work_of(request, pk), actor_of(request)
    second = works.work_in_full(other, actor)
    if second is None or second.pk == work.pk:
        raise Http404
    mine, theirs = _chosen(request, "mine", work), _chosen(request, "theirs", second)
    editions = (mine.pk, theirs.pk) if mine and theirs else None
    deed = together.as_one(work, second, editions, actor)
    _require(deed, actor)
    said = {
        "heading": _("Make one edition of the two") if editions else _("Make one work of the two"),
        "lead": _("Both are the same thing: their libraries stand in one list.")
        if editions
        else _("They keep their editions and stand on one page; the other page leads there."),
        "button": _("Join them"),
        "choices": [
            {"name": "mine", "label": words.title_of(work.record), "rows": _named(work, mine)},
            {"name": "theirs", "label": words.title_of(second.record), "rows": _named(second, theirs)},
        ],
    }  # fmt: skip
    return _confirm(request, deed, [work, second], said)


def _chosen(request: HttpRequest, name: str, work: WorkShown) -> Edition | None:
    try:
        number = whole_number(request.GET.get(name, ""), low=1, high=2**63 - 1)
    except ValidationError:
        return None
    return next((each for each in work.editions if each.pk == number), None)


def _named(work: WorkShown, chosen: Edition | None) -> list[dict[str, Any]]:
    return [
        {"pk": each.pk, "name": words.name_of(each), "is_chosen": each is chosen}
        for each in work.editions
    ]


def _require(deed: Deed | None, actor: Actor) -> None:
    if deed is not None and not deed.others:
        raise WrongState(_("It stands alone already."), next_step=_("Look at the page again."))
    if deed is None or not may_make(deed, actor):
        raise NotAllowed(_("This is for those who keep one of the records."))


def _work_with(deed: Deed, actor: Actor) -> WorkShown:
    edition = deed.record.manifestation
    work = works.work_in_full((edition.work_id or 0) if edition else 0, actor)
    if work is None:
        raise Http404
    return work


def _confirm(
    request: HttpRequest, deed: Deed | None, seen: Sequence[WorkShown], said: dict[str, Any]
) -> HttpResponse:
    """What would follow, and the deed itself."""
    if deed is None:
        raise Http404
    form = DeedForm(request.POST or None)
    status = 200
    back = reverse("sources:work-why", args=[seen[0].pk])
    if request.method == "POST":
        status = 422
        if form.is_valid():
            actor = actor_of(request)
            try:
                carry_out(deed, reason=form.cleaned_data["reason"], actor=actor)
            except InputRefused as fault:
                form.add_error(None, fault.message)
            else:
                messages.success(request, _("Done. It can be withdrawn on this page or under “What was decided”."))  # fmt: skip
                where = _work_with(_again(deed), actor)
                return redirect("sources:work-why", pk=where.pk)
    context = {
        **said,
        "work": seen[0],
        "title": words.title_of(seen[0].record),
        "form": form,
        "back": back,
        "before": _standing(seen, deed),
        "after": _outcome(deed, seen),
    }
    return render(request, "catalogue/together_confirm.html", context, status=status)


def _again(deed: Deed) -> Deed:
    deed.record.refresh_from_db(fields=["manifestation"])
    return deed


def _standing(seen: Sequence[WorkShown], deed: Deed) -> list[dict[str, Any]]:
    """The records that are spoken of, as far as they are seen here."""
    others = {each.pk for each in deed.others}
    return [
        {"title": words.title_of(row.record), "volume": words.volume_of(row.record), "published": words.imprint_of(row.record),
         "owner": row.owner_name, "is_spoken_of": row.pk == deed.record.pk}
        for work in seen for row in work.given if row.pk == deed.record.pk or row.pk in others
    ]  # fmt: skip


def _outcome(deed: Deed, seen: Sequence[WorkShown]) -> list[dict[str, Any]]:
    """The editions afterwards, with their libraries and the page they stand on."""
    rows = {row.pk: row for work in seen for row in work.given}
    pages = {work.pk: words.title_of(work.record) for work in seen}
    found = []
    for each in foreseen(deed):
        given = [rows[pk] for pk in each.records if pk in rows]
        if given:
            record = given[0].record
            found.append({
                "title": words.title_of(record), "volume": words.volume_of(record), "published": words.imprint_of(record),
                "owners": list(dict.fromkeys(row.owner_name for row in given)),
                "page": pages.get(each.work or 0, ""), "is_here": each.work == seen[0].pk,
            })  # fmt: skip
    return sorted(found, key=lambda one: not one["is_here"])
