"""Pages of an institution's posts: who holds them on a day, one post over the years, giving and ending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.accounts import services
from yuinowa.accounts.domain.reading import Reading
from yuinowa.accounts.forms.posts import EndForm, GiveForm, OnDayForm, WithdrawForm
from yuinowa.accounts.models import PostHolding
from yuinowa.accounts.permissions import may_keep_people, may_see_holders
from yuinowa.accounts.queries import holdings as queries
from yuinowa.accounts.queries.people import affiliations_to_keep
from yuinowa.accounts.views.frame import posted, refuse
from yuinowa.core import clock, idempotency, rights
from yuinowa.core.acting import actor_of
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.directory.queries.units import posts_visible_to, unit_lines
from yuinowa.kernel.errors import InputRefused, NotAllowed, Unreadable

if TYPE_CHECKING:
    from yuinowa.directory.models import Post


@never_cache
@login_required
@require_safe
def post_list(request: HttpRequest, institution: int) -> HttpResponse:
    """The posts of an institution in the order of its units, and who holds them on a day."""
    actor = actor_of(request)
    found = get_object_or_404(institutions_visible_to(actor), pk=institution)
    if not may_see_holders(actor, found.pk):
        raise NotAllowed("the posts of an institution are its own people's to read")
    form = OnDayForm(request.GET or None, initial={"on": clock.today()})
    asked = form.cleaned_data["on"] if form.is_bound and form.is_valid() else None
    day = asked or clock.today()
    is_today = day == clock.today()
    held = queries.holders_on(found.pk, day, actor)
    to_come = queries.holders_to_come(found.pk, day, actor) if is_today else {}
    lines = [
        {
            "line": line,
            "posts": [
                {
                    "post": row.post,
                    "role": queries.role_label(row.post.takes_waits_of),
                    "holders": held.get(row.post.pk, []),
                    "to_come": to_come.get(row.post.pk, []),
                }
                for row in line.posts
            ],
        }
        for line in unit_lines(found, as_of=day)
    ]
    context = {
        "institution": found,
        "form": form,
        "day": day,
        "is_today": is_today,
        "lines": [line for line in lines if line["posts"]],
        "may_keep": may_keep_people(actor, found.pk),
        "entry_url": reverse("directory:institution-section", args=[found.pk, "posts"]),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/post_list.html", context, status=status)


@never_cache
@login_required
@require_safe
def post(request: HttpRequest, pk: int) -> HttpResponse:
    """One post and everybody who held, holds or will hold it. Reading it leaves an audit row (R43)."""
    actor = actor_of(request)
    found = get_object_or_404(posts_visible_to(actor), pk=pk)
    holders = queries.holders_of_post(found.pk, actor)
    services.note_reading(
        Reading.HOLDINGS,
        found.institution_id,
        persons={holder.person for holder in holders},
        obj=found,
        actor=actor,
    )
    context = {
        "post": found,
        "role": queries.role_label(found.takes_waits_of),
        "holders": holders,
        "without_role": [holder for holder in holders if holder.lacks_role],
        "is_held": any(holder.is_now for holder in holders),
        "may_give": rights.can(actor, "postholding.give", PostHolding(post=found)),
    }
    return render(request, "accounts/post.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def post_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody of the institution hold the post."""
    actor = actor_of(request)
    found = get_object_or_404(posts_visible_to(actor), pk=pk)
    rights.require(actor, "postholding.give", PostHolding(post=found))
    people = affiliations_to_keep(actor).filter(institution=found.institution_id, only_for_id=None)
    form = GiveForm(
        posted(request),
        initial={"from_day": clock.today()},
        people=list(people.order_by("person__display_name", "pk")),
    )
    if request.method == "POST" and form.is_valid():
        try:
            holding, _fresh = idempotency.once(
                form.cleaned_data["once"],
                actor,
                lambda: services.give_post(
                    found.pk,
                    form.cleaned_data["affiliation"],
                    from_day=form.cleaned_data["from_day"],
                    to_day=form.to_day(),
                    actor=actor,
                ),
            )
        except InputRefused as error:
            refuse(form, error, error.place if error.place in form.fields else None)
        else:
            messages.success(request, _said(found, holding))
            return redirect("accounts:post", pk=found.pk)
    context = {"form": form, "post": found, "role": queries.role_label(found.takes_waits_of)}
    return render(request, "accounts/post_give.html", context, status=422 if form.errors else 200)


def _said(found: Post, holding: PostHolding) -> str:
    words = (
        _("%(name)s holds the post %(post)s.")
        if holding.holds_on(clock.today())
        else _("It is recorded that %(name)s holds the post %(post)s on those days.")
    )
    return words % {"name": holding.person.display_name, "post": found.title}


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holding_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day on which somebody holds the post."""
    actor = actor_of(request)
    found = get_object_or_404(queries.holdings_visible_to(actor), pk=pk)
    rights.require(actor, "postholding.end", found)
    form = EndForm(
        posted(request),
        initial={"last_day": found.last_day or clock.today(), "version": found.version},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.end_holding(
                found.pk,
                form.to_day(),
                expected_version=form.cleaned_data["version"],
                actor=actor,
            )
        except InputRefused as error:
            refuse(form, error, "last_day")
        else:
            messages.success(
                request, _("The last day of %(name)s is recorded.") % {"name": found.person}
            )
            return redirect("accounts:post", pk=found.post_id)
    context = {"form": form, "holding": found}
    return render(request, "accounts/holding_end.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def holding_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away what was entered by mistake."""
    actor = actor_of(request)
    found = get_object_or_404(queries.holdings_visible_to(actor), pk=pk)
    rights.require(actor, "postholding.withdraw", found)
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        raise Unreadable(_("The form has expired. Open it again."), place="version")
    services.withdraw_holding(found.pk, expected_version=form.cleaned_data["version"], actor=actor)
    messages.success(request, _("It is taken away. The audit trail keeps that it was there."))
    return redirect("accounts:post", pk=found.post_id)
