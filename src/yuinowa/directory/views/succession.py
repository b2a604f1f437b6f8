"""Renaming, merging, splitting, marking as entered twice; and the address by ISIL that stays."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import require
from yuinowa.directory import queries
from yuinowa.directory.domain.disclosure import Part
from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.forms.succession import RenameForm, SuccessionForm
from yuinowa.directory.models import Institution
from yuinowa.directory.queries.succession import holders_of_isil, latest_succession
from yuinowa.directory.services.entry import succession as services
from yuinowa.directory.views.frame import entry_of
from yuinowa.kernel import identifiers
from yuinowa.kernel.errors import InputRefused, NotFound, VersionMovedOn, WrongState


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def institution_rename(request: HttpRequest, pk: int) -> HttpResponse:
    """The form; after somebody else's change it stays filled in, over the entry as it is now."""
    actor, institution = actor_of(request), entry_of(request, pk)
    require(actor, "institution.rename", institution)
    initial = {"version": institution.version, "on_day": clock.today()}
    form = RenameForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                saved = services.rename(
                    institution.pk,
                    name=data["name"],
                    kana=data["kana"],
                    on_day=data["on_day"],
                    was_a_slip=data["was_a_slip"],
                    expected_version=data["version"],
                    actor=actor,
                )
            except VersionMovedOn:
                status = 409
                again = request.POST.copy()
                again["version"] = str(institution.version)
                form = RenameForm(again)
            except InputRefused as fault:
                form.add_error("name", fault.message)
            else:
                messages.success(request, _("It is called %(name)s now.") % {"name": saved.name})
                return redirect(saved)
    context = {"institution": institution, "form": form, "moved_on": status == 409}
    return render(request, "directory/institution_rename.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def institution_succession(request: HttpRequest, pk: int) -> HttpResponse:
    """First what would happen, then the deed; whatever was changed in between shows the preview again."""
    actor, institution = actor_of(request), entry_of(request, pk)
    require(actor, "institution.succeed", institution)
    if request.method != "POST":
        form = SuccessionForm(initial={"on_day": clock.today()}, actor=actor)
        return _page(request, institution, form)
    form = SuccessionForm(request.POST, actor=actor)
    if not form.is_valid() or form.chosen is None:
        return _page(request, institution, form, status=422)
    if not form.is_confirmed:
        return _page(request, institution, form, preview=form.chosen)
    return _confirmed(request, institution, form, form.chosen)


def _confirmed(
    request: HttpRequest, institution: Institution, form: SuccessionForm, other: Institution
) -> HttpResponse:
    try:
        services.succeed(
            institution.pk,
            other.pk,
            form.kind_chosen(),
            on_day=form.cleaned_data["on_day"],
            expected=(form.cleaned_data["version"], form.cleaned_data["successor_version"]),
            actor=actor_of(request),
        )
    except VersionMovedOn:
        return _page(request, institution, form, preview=other, moved_on=True, status=409)
    except (InputRefused, WrongState) as fault:
        form.add_error(None, f"{fault.message} {fault.next_step}".strip())
        return _page(request, institution, form, status=fault.status)
    messages.success(request, _("It is recorded. Both entries keep their histories and names."))
    return redirect(institution)


def _page(
    request: HttpRequest,
    institution: Institution,
    form: SuccessionForm,
    *,
    preview: Institution | None = None,
    status: int = 200,
    moved_on: bool = False,
) -> HttpResponse:
    context = {
        "institution": institution,
        "form": form,
        "preview": preview,
        "moved_on": moved_on,
        "effects": _effects(institution, preview, form.kind_chosen()) if preview else [],
    }
    return render(request, "directory/institution_succession.html", context, status=status)


def _effects(before: Institution, after: Institution, kind: SuccessionKind) -> list[str]:
    """What would happen, a sentence each."""
    names = {"before": before.name, "after": after.name}
    if kind is SuccessionKind.SPLIT:
        return [
            _("Both entries stay as they are; each says where the other came from.") % names,
            _("What was counted so far stays with %(before)s.") % names,
        ]
    numbers = [row.value for row in before.identifiers.all() if row.valid and not row.former]
    found = [
        _("%(before)s is marked as no more. Its page stays and leads to %(after)s.") % names,
        _("%(before)s takes no part any more; its people act for it no longer.") % names,
        _("Figures stay where they were recorded; asked as of today, they count for %(after)s.")
        % names,
        _("Both names are found in the search, and both histories stay."),
    ]
    if numbers:
        words = names | {"numbers": "、".join(numbers)}
        found.insert(
            2, _("These numbers become former ones and lead to %(after)s: %(numbers)s.") % words
        )
    return found


@login_required
@require_POST
def institution_succession_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the latest succession of an entry back, where nothing followed."""
    actor, institution = actor_of(request), entry_of(request, pk)
    require(actor, "institution.succeed", institution)
    latest = latest_succession(institution)
    if latest is None:
        raise WrongState(_("There is nothing to take back."), next_step=_("Look at the entry."))
    services.undo_succession(latest.pk, actor=actor)
    messages.success(request, _("It is taken back. The entry is as it was."))
    return redirect(institution)


@require_safe
def by_isil(request: HttpRequest, isil: str) -> HttpResponse:
    """The page of whoever has this ISIL now: its holder, else who came after the one that had it."""
    checked = identifiers.isil(isil, demo=True)
    holders = holders_of_isil(checked.value)
    door = queries.institutions_visible_to(actor_of(request))
    found = {
        institution.pk: institution
        for institution in door.filter(pk__in=holders)
        if Part.IDENTIFIERS not in queries.hidden_parts(institution, actor_of(request))
    }
    held = [found[pk] for pk in holders if pk in found]
    if not checked.valid or not held:
        raise NotFound("no such ISIL")
    current = queries.resolve([held[0].pk], as_of=clock.today())[held[0].pk]
    return redirect(door.filter(pk=current).first() or held[0])
