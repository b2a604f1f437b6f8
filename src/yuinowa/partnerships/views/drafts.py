"""Our side's draft of an agreement: writing it, putting it to the sides, putting it aside."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.kernel.errors import InputRefused, VersionMovedOn
from yuinowa.partnerships.forms.agreements import ProposeForm
from yuinowa.partnerships.forms.drafts import DraftForm
from yuinowa.partnerships.queries.definition import shown_to
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services import agreements as deeds
from yuinowa.partnerships.views.agreements import agreement_frame, named, version_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_write(request: HttpRequest, pk: int) -> HttpResponse:
    """Write our side's draft: head, clauses, reasons."""
    actor, version = actor_of(request), version_of(request, pk)
    if version.is_draft:
        require(actor, "agreementversion.write", version)
    else:
        deeds.refuse_put_forward(version)
    text, status, moved_on = version.text, 200, False
    if request.method == "POST":
        form = DraftForm(request.POST, text=text)
        status = 422
        if form.is_valid():
            try:
                deeds.write_draft(
                    version.pk,
                    form.changed,
                    expected_version=form.cleaned_data["version"],
                    actor=actor,
                )
            except VersionMovedOn:
                form.on_top_of(version_of(request, pk).version)
                status, moved_on = 409, True
            else:
                messages.success(request, _("The draft is kept."))
                return redirect(
                    "partnerships:version-write"
                    if form.cleaned_data["add"]
                    else "partnerships:version-detail",
                    version.pk,
                )
    else:
        form = DraftForm(text=text, initial={"version": version.version})
    context = {
        **agreement_frame(request, version.agreement.partnership),
        "form": form,
        "version": version,
        "name": named(version),
        "moved_on": moved_on,
    }
    return render(request, "partnerships/version_write.html", context, status=status)


@login_required
@require_POST
def version_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin our side's next draft from this version, or go on with the one there is."""
    version = version_of(request, pk)
    draft = deeds.begin_version(version.agreement_id, version.pk, actor=actor_of(request))
    return redirect("partnerships:version-write", draft.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Put our draft to the sides; before, what that means is said."""
    actor, version = actor_of(request), version_of(request, pk)
    if version.is_draft:
        require(actor, "agreementversion.propose", version)
    else:
        deeds.refuse_put_forward(version)
    newest = deeds.newest_number(version.agreement)
    status, moved_on = 200, None
    form = ProposeForm(
        request.POST if request.method == "POST" else None,
        initial={"version": version.version, "seen": newest},
    )
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                deeds.propose(
                    version.pk,
                    expected_version=form.cleaned_data["version"],
                    seen=form.cleaned_data["seen"],
                    actor=actor,
                )
            except VersionMovedOn as moved:
                form = ProposeForm(
                    initial={"version": version_of(request, pk).version, "seen": newest}
                )
                status, moved_on = 409, moved
            except InputRefused as refused:
                form.add_error(None, f"{refused.message}{refused.next_step}")
            else:
                messages.success(
                    request, _("It is put to all sides. From now on its text does not change.")
                )
                return redirect(version)
    context = {
        **agreement_frame(request, version.agreement.partnership),
        "form": form,
        "version": version,
        "name": named(version),
        "newest": newest,
        "moved_on": moved_on,
        "definition": shown_to(Reading.of(version.agreement.partnership), actor),
    }
    return render(request, "partnerships/version_propose.html", context, status=status)


@login_required
@require_POST
def version_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put our draft aside."""
    version = version_of(request, pk)
    deeds.discard_draft(version.pk, expected_version=version.version, actor=actor_of(request))
    messages.success(request, _("The draft is put aside."))
    return redirect("partnerships:agreement-list", version.agreement.partnership_id)
