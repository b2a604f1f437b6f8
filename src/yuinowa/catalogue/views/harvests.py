"""Pages on which a library joins by OAI-PMH: give an address, look what its server offers, choose; then fetch."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yuinowa.catalogue.exchange.harvesting import look_at
from yuinowa.catalogue.forms.harvests import (
    AddressForm,
    ChoiceForm,
    FetchForm,
    kept_offer,
    offer_of,
)
from yuinowa.catalogue.labels.harvests import words_of_fault
from yuinowa.catalogue.models import Source
from yuinowa.catalogue.permissions import may_open_sources
from yuinowa.catalogue.queries import sources as queries
from yuinowa.catalogue.services import harvests
from yuinowa.catalogue.services import sources as deeds
from yuinowa.core.acting import actor_of
from yuinowa.core.fetching import approved_client
from yuinowa.core.idempotency import once
from yuinowa.core.rights import Actor, require
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unavailable, WrongState


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_join(request: HttpRequest) -> HttpResponse:
    """A new source that is fetched from the library's own server."""
    actor = actor_of(request)
    if actor.institution is None or not may_open_sources(actor):
        raise NotAllowed(_("A library's records are given by the library itself."))
    return _chosen(request, None, actor)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def source_address(request: HttpRequest, pk: int) -> HttpResponse:
    """Another address, form or set of a source that is fetched."""
    actor = actor_of(request)
    source = get_object_or_404(queries.sources_visible_to(actor), pk=pk)
    require(actor, "source.edit", source)
    return _chosen(request, source, actor)


def _chosen(request: HttpRequest, source: Source | None, actor: Actor) -> HttpResponse:
    """First the address is looked at, then something is chosen of what its server offers."""
    if request.method != "POST":
        first = AddressForm(initial={"address": source.address if source else ""})
        return _page(request, source, first, None)
    if "looked" not in request.POST:
        return _look(request, source)
    offer = offer_of(request.POST["looked"])
    if offer is None:
        first = AddressForm({"address": source.address if source else ""})
        first.add_error(None, _("It is too long ago that the address was looked at. Look at it again."))  # fmt: skip
        return _page(request, source, first, None, 422)
    form = ChoiceForm(request.POST, offer=offer)
    if form.is_valid():
        try:
            return _saved(request, source, form, actor)
        except InputRefused as fault:
            place = fault.place if fault.place in form.fields else None
            form.add_error(place, " ".join(filter(None, (fault.message, fault.next_step))))
    return _page(request, source, AddressForm(), form, 422)


def _look(request: HttpRequest, source: Source | None) -> HttpResponse:
    first = AddressForm(request.POST)
    if not first.is_valid():
        return _page(request, source, first, None, 422)
    address: str = first.cleaned_data["address"]
    try:
        offer = look_at(approved_client(), address)
    except Unavailable as fault:
        first.add_error("address", " ".join(words_of_fault(fault.message, address)))
        return _page(request, source, first, None, 422)
    kept = kept_offer(address, offer)
    initial = {"looked": kept, "name": offer.identity.name[:100]}
    if source is not None:
        initial |= {
            name: getattr(source, name)
            for name in ("name", "licence", "selection", "rhythm", "takes_itself", "version")
        }
        initial["form"] = source.prefix  # fmt: skip
    said = offer_of(kept) or {}
    form = ChoiceForm(initial=initial, offer=said)
    if not form.forms:
        first.add_error(
            "address",
            _("The server offers no form that can be read here: %(forms)s. Ask whoever keeps it for MARCXML, DC-NDL or oai_dc.")
            % {"forms": ", ".join(form.unread())[:200] or "–"},
        )  # fmt: skip
        return _page(request, source, first, None, 422)
    return _page(request, source, first, form)


def _saved(
    request: HttpRequest, source: Source | None, form: ChoiceForm, actor: Actor
) -> HttpResponse:
    said = form.cleaned_data
    if source is not None:
        deeds.change_source(source, form.giving(), version=said["version"] or 0, actor=actor)
        messages.success(request, _("Written down."))
        return redirect(source)
    owner = actor.institution or 0
    made, _made = once(
        said["once"],
        actor,
        lambda: deeds.open_source(form.giving(), owner=owner, actor=actor),
    )
    return redirect("sources:source-send", pk=made.pk)


def _page(
    request: HttpRequest,
    source: Source | None,
    address: AddressForm,
    form: ChoiceForm | None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "source": source,
        "address": address,
        "form": form,
        "offer": form.offer if form else None,
        "unread": ", ".join(form.unread()) if form else "",
    }
    return render(request, "catalogue/source_harvest.html", context, status=status)


def fetched(request: HttpRequest, source: Source, actor: Actor) -> HttpResponse:
    """The page on which a source is fetched now; ``actor`` keeps it."""
    form = FetchForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            said = form.cleaned_data
            try:
                run, _made = once(
                    said["once"],
                    actor,
                    lambda: harvests.start(source, is_full=said["is_full"], actor=actor),
                )
                return redirect(run)
            except WrongState as fault:
                form.add_error(None, " ".join(filter(None, (fault.message, fault.next_step))))
    context = {"form": form, "source": source, "is_first": source.taken_at is None}
    return render(request, "catalogue/source_fetch.html", context, status=status)
