"""Desks: the list with its file, one desk, entering, changing and checking it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    conditional_page,
    require_http_methods,
    require_POST,
    require_safe,
)

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.core.text import whole_number
from yuinowa.directory import queries
from yuinowa.directory.domain.topics import Topic
from yuinowa.directory.exchange import desks as rows
from yuinowa.directory.forms.desks import DeskForm
from yuinowa.directory.labels.desks import TOPICS
from yuinowa.directory.models import Desk, Institution
from yuinowa.directory.permissions.desks import may_open_desks
from yuinowa.directory.queries.desk_words import described
from yuinowa.directory.queries.desks import desks_visible_to, open_on, to_be_checked
from yuinowa.directory.services.desks import change_desk, check_desk, open_desk
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, Unreadable, VersionMovedOn
from yuinowa.ui.files import of_dataset
from yuinowa.ui.paging import page_of
from yuinowa.ui.parts import Choice, Facet, Link

MOST_EXPORTED = 10_000


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """What the list is narrowed to; unknown values are passed over (R4)."""

    topic: Topic | None = None
    institution: int | None = None
    due: bool = False

    @classmethod
    def of(cls, request: HttpRequest) -> _Narrowing:
        topic, institution = request.GET.get("topic", ""), request.GET.get("institution", "")
        is_id = institution.isascii() and institution.isdigit() and len(institution) < 19
        return cls(
            Topic(topic) if topic in set(Topic) else None,
            int(institution) if is_id else None,
            request.GET.get("check") == "due",
        )

    def applied(self, desks: QuerySet[Desk]) -> QuerySet[Desk]:
        if self.topic is not None:
            desks = desks.filter(topic=self.topic.value)
        if self.institution is not None:
            desks = desks.filter(institution=self.institution)
        if self.due:
            return to_be_checked(desks, clock.today())
        return open_on(desks, clock.today())

    def address(self, name: str = "desks:desk-list", **changes: str) -> str:
        query = {
            "topic": self.topic.value if self.topic else "",
            "institution": str(self.institution or ""),
            "check": "due" if self.due else "",
        } | changes
        return f"{reverse(name)}?{urlencode({k: v for k, v in query.items() if v})}"


@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """Desks that are there today, by topic; narrowed by topic, institution, or to those to be checked."""
    actor = actor_of(request)
    narrowing = _Narrowing.of(request)
    page = page_of(request, narrowing.applied(desks_visible_to(actor)))
    institution = None
    if narrowing.institution is not None:
        seen = queries.institutions_visible_to(actor)
        institution = get_object_or_404(seen, pk=narrowing.institution)
    context = {
        "page_of_rows": page,
        "rows": [described(desk) for desk in page],
        "institution": institution,
        "facets": [_topics(narrowing), _checks(narrowing)],
        "files": [
            Link(_("All rows as a file"), narrowing.address("desks:desk-export"), note="CSV")
        ],
        "new_url": _new_url(institution, actor),
        "everything_url": reverse("desks:desk-list"),
    }
    return render(request, "directory/desk_list.html", context)


def _topics(narrowing: _Narrowing) -> Facet:
    return Facet(
        _("Topic"),
        tuple(
            Choice(
                str(label),
                narrowing.address(topic="" if topic is narrowing.topic else topic.value),
                chosen=topic is narrowing.topic,
            )
            for topic, label in TOPICS.items()
        ),
    )


def _checks(narrowing: _Narrowing) -> Facet:
    url = narrowing.address(check="" if narrowing.due else "due")
    return Facet(_("Check"), (Choice(_("To be checked"), url, chosen=narrowing.due),))


def _new_url(institution: Institution | None, actor: Actor) -> str:
    where = institution.pk if institution is not None else actor.institution
    if where is None or not may_open_desks(actor, where):
        return ""
    return f"{reverse('desks:desk-new')}?institution={where}"


@require_safe
@conditional_page
@of_dataset("desks")
def desk_export(request: HttpRequest) -> HttpResponse:
    """The list of the same address as a file."""
    desks = _Narrowing.of(request).applied(desks_visible_to(actor_of(request)))[:MOST_EXPORTED]
    return csv_response(request, "desks.csv", rows.heads(), map(rows.row, map(described, desks)))


@require_safe
def desk_detail(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    desk = get_object_or_404(desks_visible_to(actor), pk=pk)
    context = {"desk": described(desk), "may_edit": can(actor, "desk.edit", desk)}
    return render(request, "directory/desk_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_new(request: HttpRequest) -> HttpResponse:
    """A new desk of the institution in the address, else of the one acted for."""
    actor = actor_of(request)
    where = _where(request, actor)
    if not may_open_desks(actor, where.pk):
        raise NotAllowed("desks are entered by the institution's own administrators")
    if request.method != "POST":
        return _form(request, DeskForm(), where)
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _form(request, form, where)
    try:
        desk, fresh = open_desk(
            where.pk, form.content(), once=form.cleaned_data["once"], actor=actor
        )
    except AlreadyDone as rival:
        form.add_error(None, f"{rival.message} {rival.next_step}")
        return _form(request, form, where)
    if fresh:
        messages.success(
            request, _("The desk is entered. Whoever asks about its topic is led to it.")
        )
    return redirect(desk)


def _where(request: HttpRequest, actor: Actor) -> Institution:
    given = request.GET.get("institution", "")
    seen = queries.institutions_visible_to(actor)
    pk = actor.institution
    if given:
        pk = (
            whole_number(given, low=1, high=2**63 - 1)
            if given.isascii() and given.isdigit() and len(given) < 19
            else None
        )
    if pk is None and not given:
        raise NotAllowed("choose an institution to act for")
    return get_object_or_404(seen, pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def desk_edit(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    desk = get_object_or_404(desks_visible_to(actor), pk=pk)
    require(actor, "desk.edit", desk)
    if request.method != "POST":
        return _form(request, DeskForm(initial=DeskForm.initial_of(desk)), desk.institution, desk)
    form = DeskForm(request.POST)
    if not form.is_valid():
        return _form(request, form, desk.institution, desk)
    try:
        change_desk(
            desk.pk,
            form.content(),
            expected_version=form.cleaned_data["version"] or 0,
            actor=actor,
        )
    except AlreadyDone as rival:
        form.add_error(None, f"{rival.message} {rival.next_step}")
        return _form(request, form, desk.institution, desk)
    except VersionMovedOn as fault:
        # What was typed stays; sent again, it goes on top of the other's change (R31).
        typed = request.POST.copy()
        typed["version"] = str(desk.version)
        form = DeskForm(typed)
        form.add_error(None, f"{fault.message} {_('Compare, then send yours again.')}")
        return _form(request, form, desk.institution, desk, moved_on=True)
    messages.success(request, _("The desk is changed, and counts as checked today."))
    return redirect(desk)


def _form(
    request: HttpRequest,
    form: DeskForm,
    institution: Institution,
    desk: Desk | None = None,
    *,
    moved_on: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "institution": institution,
        "desk": desk,
        "now": described(desk) if desk is not None and moved_on else None,
    }
    status = 409 if moved_on else 422 if form.errors else 200
    return render(request, "directory/desk_form.html", context, status=status)


@login_required
@require_POST
def desk_check(request: HttpRequest, pk: int) -> HttpResponse:
    """One press: the version that was looked at is right as of today."""
    actor = actor_of(request)
    desk = get_object_or_404(desks_visible_to(actor), pk=pk)
    require(actor, "desk.edit", desk)
    try:
        seen = whole_number(request.POST.get("version", ""), low=1, high=2**31 - 1)
    except ValidationError as fault:
        raise Unreadable(_("The version of the desk cannot be read."), place="version") from fault
    check_desk(desk.pk, expected_version=seen, actor=actor)
    messages.success(request, _("Thank you. The desk counts as checked today."))
    return redirect(desk)
