"""Pages of contacts: record, list, the pair's list seen by both sides, one contact with its versions."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.documents.csv import csv_response
from yuinowa.kernel.errors import NotAllowed, VersionMovedOn
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.queries.closings import is_closed_for
from yuinowa.relations import queries, services
from yuinowa.relations.domain.contacts import ContactState, Means, ledger_source
from yuinowa.relations.forms.contacts import ContactForm, CorrectionForm, WithdrawalForm
from yuinowa.relations.labels.contacts import ABOUT_SUGGESTIONS, MEANS, STATES
from yuinowa.relations.models import Contact
from yuinowa.relations.queries import Line
from yuinowa.relations.views.frame import initial_partner, partner_context
from yuinowa.ui.files import csv_links

PAGE_SIZE = 50
MOST_EXPORTED = 10_000


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: HttpRequest) -> HttpResponse:
    """The form. A contact of the same pair and day is shown first: is it the same?"""
    actor = actor_of(request)
    if not services.may_record(actor):
        raise NotAllowed("recording a contact is for editors of an institution")
    if request.method != "POST":
        return _contact_form(request, ContactForm(initial=_initial(request), actor=actor))
    form = ContactForm(request.POST, actor=actor)
    if not form.is_valid() or form.chosen is None or actor.institution is None:
        return _contact_form(request, form, status=422)
    content = form.content()
    same = queries.same_pair_and_day(
        actor, one=actor.institution, other=form.chosen.pk, day=content.day
    )
    if same and not form.cleaned_data["another"] and not _was_pressed_before(same, form, actor):
        return _contact_form(request, form, same=[Line.of(contact, actor) for contact in same])
    if (
        is_closed_for([actor.institution, form.chosen.pk], FiscalYear.of(content.day))
        and not (form.cleaned_data["late_reason"])
    ):
        form.asks_late_reason = True
        form.add_error(
            "late_reason", _("This year is closed. Write why the contact is recorded only now.")
        )
        return _contact_form(request, form, status=422)
    contact, fresh = services.record_contact(
        partner=form.chosen.pk,
        content=content,
        once=form.cleaned_data["once"],
        late_reason=form.cleaned_data["late_reason"],
        actor=actor,
    )
    if fresh:
        messages.success(
            request,
            _("The contact with %(name)s is recorded. Both sides see it.")
            % {"name": form.chosen.name},
        )
    else:
        messages.info(request, _("This contact was already recorded. It counts once."))
    return redirect(contact)


def _was_pressed_before(same: list[Contact], form: ContactForm, actor: Actor) -> bool:
    """Whether the "same" contact is the one this very form made: then pressing twice is no question."""
    made = services.made_by(form.cleaned_data["once"], actor)
    return made is not None and made.pk in {contact.pk for contact in same}


def _initial(request: HttpRequest) -> dict[str, object]:
    filled_in = {"day": clock.today(), "means": Means.VISITED.value}
    return filled_in | initial_partner(request)


def _contact_form(
    request: HttpRequest, form: ContactForm, *, same: list[Line] | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "same": same,
        "suggestions": ABOUT_SUGGESTIONS,
    } | partner_context(request, form)
    return render(request, "relations/contact_form.html", context, status=status)


@login_required
@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    """All contacts of the institution acted for, by year; as CSV with ``?format=csv``."""
    actor = actor_of(request)
    return _listed(request, queries.contacts_visible_to(actor), partner=None)


@login_required
@require_safe
def contact_pair(request: HttpRequest, institution: int) -> HttpResponse:
    """The contacts between the institution acted for and another, the same list for both sides."""
    actor = actor_of(request)
    if actor.institution is None:
        raise NotAllowed("choose an institution to act for")
    partner = get_object_or_404(institutions_visible_to(actor), pk=institution)
    found = queries.of_pair(queries.contacts_visible_to(actor), actor.institution, partner.pk)
    return _listed(request, found, partner=partner)


def _listed(request: HttpRequest, found: QuerySet[Contact], *, partner: object) -> HttpResponse:
    actor = actor_of(request)
    this_year = FiscalYear.of(clock.today())
    years = queries.years_with_contacts(found, this_year)
    year = _year(request, this_year)
    if year is not None:
        found = queries.in_year(found, year)
    if request.GET.get("format") == "csv":
        return _csv(request, found[:MOST_EXPORTED], actor)
    page: Page[Contact] = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page", "1")[:6])
    context = {
        "partner": partner,
        "year": year,
        "years": years,
        "page_obj": page,
        "lines": [Line.of(contact, actor) for contact in page],
        "totals": queries.totals(found),
        "may_record": services.may_record(actor),
        "files": csv_links(_("This list as a file"), f"?{_as_csv(request)}"),
    }
    return render(request, "relations/contact_list.html", context)


def _as_csv(request: HttpRequest) -> str:
    query = request.GET.copy()
    query["format"] = "csv"
    return query.urlencode()


def _year(request: HttpRequest, default: FiscalYear) -> FiscalYear | None:
    """The year asked for: a start year, ``all``, or by default this one (R4)."""
    given = request.GET.get("year", "")
    if given == "all":
        return None
    if given.isascii() and given.isdigit() and len(given) == 4 and 1950 <= int(given) <= 2100:
        return FiscalYear(int(given))
    return default


def _csv(request: HttpRequest, found: QuerySet[Contact], actor: Actor) -> HttpResponse:
    head = [
        _("Date"), _("Fiscal year"), _("Other side"), _("How"), _("What about"), _("People"), _("State"), _("Recorded by"),
    ]  # fmt: skip
    rows: list[list[str | int | None]] = []
    for contact in found:
        line = Line.of(contact, actor)
        rows.append(
            [
                contact.day.isoformat(),
                FiscalYear.of(contact.day).start_year,
                line.other,
                line.means,
                contact.about,
                contact.headcount,
                str(STATES[ContactState(contact.state)]),
                contact.recorded_by.name,
            ]
        )
    return csv_response(request, "contacts.csv", head, rows)


@login_required
@require_safe
def contact_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One contact, every version of it, and where it counts."""
    actor = actor_of(request)
    contact = get_object_or_404(queries.contacts_visible_to(actor), pk=pk)
    context = {
        "contact": contact,
        "line": Line.of(contact, actor),
        "versions": [(v, MEANS[Means(v.means)]) for v in queries.versions_of(contact)],
        "means": MEANS[Means(contact.means)],
        "may_correct": can(actor, "contact.correct", contact),
        "ledger_source": ledger_source(contact.pk),
        "year": FiscalYear.of(contact.day),
    }
    return render(request, "relations/contact_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_correct(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    contact = get_object_or_404(queries.contacts_visible_to(actor), pk=pk)
    require(actor, "contact.correct", contact)
    if request.method != "POST":
        form = CorrectionForm(
            initial={
                "day": contact.day,
                "means": contact.means,
                "about": contact.about,
                "headcount": contact.headcount,
                "version": contact.version,
            }
        )
    else:
        form = CorrectionForm(request.POST)
        if form.is_valid():
            try:
                services.correct_contact(
                    contact.pk,
                    form.content(),
                    reason=form.cleaned_data["reason"],
                    expected_version=form.cleaned_data["version"],
                    actor=actor,
                )
            except VersionMovedOn:
                return _correct_form(
                    request, form.on_top_of(contact.version), contact, moved_on=True
                )
            messages.success(request, _("The contact is corrected. Both versions stay visible."))
            return redirect(contact)
    return _correct_form(request, form, contact)


def _correct_form(
    request: HttpRequest, form: CorrectionForm, contact: Contact, *, moved_on: bool = False
) -> HttpResponse:
    """The form; after somebody else's change beside that change, with what was typed kept (R31)."""
    context = {
        "form": form,
        "contact": contact,
        "line": Line.of(contact, actor_of(request)),
        "moved_on": queries.versions_of(contact).first() if moved_on else None,
    }
    status = 409 if moved_on else 422 if form.errors else 200
    return render(request, "relations/contact_correct.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def contact_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    contact = get_object_or_404(queries.contacts_visible_to(actor), pk=pk)
    require(actor, "contact.withdraw", contact)
    form = WithdrawalForm(
        request.POST if request.method == "POST" else None, initial={"version": contact.version}
    )
    if request.method == "POST" and form.is_valid():
        services.withdraw_contact(
            contact.pk,
            reason=form.cleaned_data["reason"],
            expected_version=form.cleaned_data["version"],
            actor=actor,
        )
        messages.success(
            request, _("The contact is withdrawn. It stays readable and no longer counts.")
        )
        return redirect(contact)
    context = {"form": form, "contact": contact, "line": Line.of(contact, actor)}
    return render(
        request, "relations/contact_withdraw.html", context, status=422 if form.errors else 200
    )
