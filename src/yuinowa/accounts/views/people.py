"""Pages of an institution's people: who acts for it, what each may do, the end of an affiliation."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.accounts import services
from yuinowa.accounts.domain.reading import Reading
from yuinowa.accounts.forms.people import AffiliationForm
from yuinowa.accounts.models import Affiliation
from yuinowa.accounts.permissions import may_keep_people
from yuinowa.accounts.queries import people as queries
from yuinowa.accounts.queries import roles_of
from yuinowa.accounts.queries.holdings import titles_held
from yuinowa.accounts.views.frame import posted
from yuinowa.core import rights
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import NotAllowed

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution


def institution_to_keep(institution: int, actor: Actor) -> Institution:
    """The institution whose people ``actor`` keeps.

    Raises:
        Http404: it is not to be seen.
        NotAllowed: its people are somebody else's to keep.
    """
    found = get_object_or_404(institutions_visible_to(actor), pk=institution)
    if not may_keep_people(actor, found.pk):
        raise NotAllowed("the people of an institution are its administrators' to keep")
    return found


@never_cache
@login_required
@require_safe
def people(request: HttpRequest, institution: int) -> HttpResponse:
    """Who acts for the institution, who is invited. Reading it leaves an audit row (R43)."""
    actor = actor_of(request)
    found = institution_to_keep(institution, actor)
    listed = queries.people_of(found.pk, actor)
    services.note_reading(Reading.PEOPLE, found.pk, persons=listed.persons, actor=actor)
    context = {"institution": found, "people": listed}
    return render(request, "accounts/people.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def affiliation(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody may do from now on."""
    actor = actor_of(request)
    found = get_object_or_404(queries.affiliations_to_keep(actor), pk=pk)
    rights.require(actor, "affiliation.change", found)
    rights.require_fresh(actor)
    held = roles_of(found)
    form = AffiliationForm(posted(request), initial=_initial(found), actor=actor, held=held)
    if request.method == "POST" and form.is_valid():
        services.change_affiliation(
            found.pk,
            form.changed(),
            expected_version=form.cleaned_data["version"],
            actor=actor,
        )
        messages.success(
            request,
            _("What %(name)s may do is changed, from the next page on.")
            % {"name": found.person.display_name},
        )
        return redirect("accounts:people", institution=found.institution_id)
    context = {"form": form, "affiliation": found}
    return render(request, "accounts/affiliation.html", context, status=422 if form.errors else 200)


def _initial(found: Affiliation) -> dict[str, object]:
    return {
        "roles": [role.value for role in roles_of(found)],
        "unit": found.unit,
        "last_day": found.to_day and found.to_day - timedelta(days=1),
        "gatekeeper": found.gatekeeper,
        "version": found.version,
    }


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def affiliation_end(request: HttpRequest, pk: int) -> HttpResponse:
    """A page that says what the end means, then the end."""
    actor = actor_of(request)
    found = get_object_or_404(queries.affiliations_to_keep(actor), pk=pk)
    rights.require(actor, "affiliation.end", found)
    rights.require_fresh(actor)
    if request.method == "POST":
        services.end_affiliation(found.pk, actor=actor)
        messages.success(
            request,
            _("%(name)s no longer acts for %(institution)s.")
            % {"name": found.person.display_name, "institution": found.institution.name},
        )
        if found.person_id == actor.person:
            return redirect("portal:home")
        return redirect("accounts:people", institution=found.institution_id)
    posts = titles_held(found.institution_id).get(found.pk, [])
    context = {"affiliation": found, "posts": posts}
    return render(request, "accounts/affiliation_end.html", context)
