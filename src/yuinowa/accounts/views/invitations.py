"""Pages of invitations: made by an administrator, taken up by whoever holds the link."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.accounts import labels, services
from yuinowa.accounts.forms.people import GuestForm, NewNameForm
from yuinowa.accounts.models import Invitation
from yuinowa.accounts.queries import people as queries
from yuinowa.accounts.views.frame import posted, renew_key
from yuinowa.accounts.views.people import institution_to_keep
from yuinowa.core import idempotency, rights, sockets
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Role
from yuinowa.kernel.errors import AlreadyDone, WrongState


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest, institution: int) -> HttpResponse:
    """Ask somebody to act for the institution."""
    actor = actor_of(request)
    found = institution_to_keep(institution, actor)
    rights.require_fresh(actor)
    form = GuestForm(posted(request), actor=actor, assignable=sockets.assignable(found.pk, actor))
    if request.method == "POST" and form.is_valid():
        try:
            invitation, fresh = idempotency.once(
                form.cleaned_data["once"],
                actor,
                lambda: services.invite(found.pk, form.guest(), actor=actor)[0],
            )
        except ValidationError as error:
            _add(form, error)
        except (AlreadyDone, WrongState) as error:
            form.add_error("email", f"{error.message} {error.next_step}".strip())
        else:
            words = (
                _("The invitation to %(email)s is on its way.")
                if fresh
                else _("The invitation to %(email)s was sent already.")
            )
            messages.success(request, words % {"email": invitation.email})
            return redirect("accounts:people", institution=found.pk)
    context = {"form": form, "institution": found}
    return render(
        request, "accounts/invitation_new.html", context, status=422 if form.errors else 200
    )


def _add(form: GuestForm | NewNameForm, error: ValidationError) -> None:
    """The service's faults at the fields people know; ``to_day`` is the day after the last."""
    fields = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
    for name, found in fields.items():
        field = {"to_day": "last_day"}.get(name, name)
        for message in found:
            form.add_error(field if field in form.fields else None, message)


@login_required
@require_POST
def invitation_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a new link; the earlier one works no longer."""
    actor = actor_of(request)
    found = get_object_or_404(queries.invitations_visible_to(actor), pk=pk)
    services.send_again(found.pk, actor=actor)
    messages.success(
        request, _("A new invitation to %(email)s is on its way.") % {"email": found.email}
    )
    return redirect("accounts:people", institution=found.institution_id)


@login_required
@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = get_object_or_404(queries.invitations_visible_to(actor), pk=pk)
    services.withdraw_invitation(found.pk, actor=actor)
    messages.success(
        request, _("The invitation to %(email)s is withdrawn.") % {"email": found.email}
    )
    return redirect("accounts:people", institution=found.institution_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_take(request: HttpRequest, token: str) -> HttpResponse:
    """What the link offers: to a person signed in one button, to anybody else a name of their own."""
    invitation = services.invitation_of(token)
    actor = actor_of(request)
    if actor.person is not None:
        return _take_up(request, invitation, token, actor.person)
    form = NewNameForm(posted(request), initial={"display_name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            person = services.take_up_as_new(
                token,
                login=form.cleaned_data["login"],
                display_name=form.cleaned_data["display_name"],
                password=form.cleaned_data["password"],
            )
        except ValidationError as error:
            _add(form, error)
        else:
            return redirect(reverse("accounts:sign-in", query={"login": person.login}))
    return _offer(request, invitation, token, form)


def _take_up(request: HttpRequest, invitation: Invitation, token: str, person: int) -> HttpResponse:
    if request.method != "POST":
        return _offer(request, invitation, token, None)
    affiliation = services.take_up(token, person_id=person)
    renew_key(request)
    messages.success(
        request,
        _("You can now act for %(name)s. Choose it here.") % {"name": affiliation.institution.name},
    )
    return redirect("accounts:acting")


def _offer(
    request: HttpRequest, invitation: Invitation, token: str, form: NewNameForm | None
) -> HttpResponse:
    roles = [role for role in labels.ROLES if role.value in invitation.roles]
    here = reverse("accounts:invitation-take", args=[token])
    context = {
        "invitation": invitation,
        "roles": [(labels.ROLES[Role(role)], labels.MEANINGS[Role(role)]) for role in roles],
        "form": form,
        "sign_in_url": reverse("accounts:sign-in", query={"next": here}),
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "accounts/invitation_take.html", context, status=status)
