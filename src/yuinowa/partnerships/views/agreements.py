"""Pages of agreements: the list, beginning one, reading a version, comparing two."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yuinowa.core.acting import actor_of
from yuinowa.core.rights import can, require
from yuinowa.kernel.errors import NotFound
from yuinowa.partnerships.domain.agreements import AgreementKind, SigningForm, VersionState
from yuinowa.partnerships.domain.schedules import CHOSEN, Schedule, ScheduleKind
from yuinowa.partnerships.domain.wording import Change, compare, runs
from yuinowa.partnerships.exchange.agreement_schedules import told
from yuinowa.partnerships.forms.agreements import BeginAgreementForm
from yuinowa.partnerships.labels import agreements as words
from yuinowa.partnerships.labels.accessions import JOININGS
from yuinowa.partnerships.labels.schedules import SCHEDULES
from yuinowa.partnerships.models import Agreement, AgreementVersion, Partnership
from yuinowa.partnerships.queries import agreements as queries
from yuinowa.partnerships.queries.definition import shown_to
from yuinowa.partnerships.queries.reading import Reading
from yuinowa.partnerships.services import agreements as deeds
from yuinowa.partnerships.views.frame import frame, partnership_of
from yuinowa.partnerships.views.version_sides import sides_read


def agreement_frame(request: HttpRequest, partnership: Partnership) -> dict[str, Any]:
    """What every page of agreements shows, with its place in the row of pages."""
    context: dict[str, Any] = frame(request, partnership)
    here = reverse("partnerships:agreement-list", args=[partnership.pk])
    context["links"] = [replace(link, current=link.url == here) for link in context["links"]]
    context["list_url"] = here
    return context


def version_of(request: HttpRequest, pk: int) -> AgreementVersion:
    """The version, if it may be read; else 404."""
    return get_object_or_404(queries.versions_visible_to(actor_of(request)), pk=pk)


def _beside(request: HttpRequest, pk: int) -> tuple[AgreementVersion, list[AgreementVersion]]:
    """The version, if it may be read (else 404), and all of its agreement that may be."""
    versions = queries.versions_beside(pk, actor_of(request))
    version = next((one for one in versions if one.pk == pk), None)
    if version is None:
        raise NotFound("there is no such version for this reader")
    return version, versions


def named(version: AgreementVersion) -> str:
    """How a version is called: version 2 of 協定書, or our draft."""
    kind = words.KINDS[AgreementKind(version.agreement.kind)]
    if version.number is None:
        return _("%(kind)s, our draft") % {"kind": kind}
    return _("%(kind)s, version %(number)s") % {"kind": kind, "number": version.number}


@login_required
@require_safe
def agreement_list(request: HttpRequest, pk: int) -> HttpResponse:
    """The agreements of a partnership, each with its versions."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    probe = Agreement(partnership=partnership)
    found = queries.of_partnership(partnership, actor)
    may_write = can(actor, "agreement.write", probe)
    if not found and not may_write and queries.own_side(partnership, actor) is None:
        raise NotFound("agreements are for the sides")
    context = {
        **agreement_frame(request, partnership),
        "definition": shown_to(Reading.of(partnership), actor),
        "agreements": [
            (
                words.KINDS[AgreementKind(agreement.kind)],
                [(v, named(v), words.STATES[VersionState(v.state)]) for v in versions],
            )
            for agreement, versions in found
        ],
        "may_begin": may_write,
    }
    return render(request, "partnerships/agreement_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def agreement_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the kind of paper; our side's first draft is made of its shipped words."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.write", partnership)
    deeds.refuse_phase(partnership)
    form = BeginAgreementForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        draft, _fresh = deeds.begin_agreement(
            partnership.pk,
            AgreementKind(form.cleaned_data["kind"]),
            language=form.cleaned_data["language"],
            once=form.cleaned_data["once"],
            actor=actor,
        )
        messages.success(
            request, _("The draft is there. Only your side reads it until you put it forward.")
        )
        return redirect("partnerships:version-write", draft.pk)
    context = {
        **agreement_frame(request, partnership),
        "form": form,
        "meanings": [(words.KINDS[kind], text) for kind, text in words.KIND_MEANINGS.items()],
    }
    status = 422 if form.is_bound else 200
    return render(request, "partnerships/agreement_begin.html", context, status=status)


@login_required
@require_safe
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: what it says, what each side said to it, what may be done now."""
    actor, (version, versions) = actor_of(request), _beside(request, pk)
    agreement, text = version.agreement, version.text
    sides = queries.sides_of(version, actor)
    ours = next((side for side in sides if side.ours), None)
    may_write = can(actor, "agreement.write", agreement)
    own_draft = next((v for v in versions if v.is_draft), None)
    context = {
        **agreement_frame(request, agreement.partnership),
        "definition": shown_to(Reading.of(agreement.partnership), actor),
        "version": version,
        "name": named(version),
        "state": words.STATES[VersionState(version.state)],
        "text": text,
        "schedules": told(text),
        "concluded": words.FORMS[text.terms.signing_form],
        "concluded_means": words.FORM_MEANINGS[text.terms.signing_form],
        "ordering": words.ORDERINGS[text.terms.ordering],
        "joining": JOININGS[text.terms.joining],
        "left_out": [(words.CLAUSES[kind], why) for kind, why in text.left_out.items()],
        **sides_read(request, version, sides),
        "versions": [(v, named(v), words.STATES[VersionState(v.state)]) for v in versions],
        "before": _before(version, versions),
        "superseded_by": _after(version, versions),
        "may_edit": can(actor, "agreementversion.write", version),
        "may_propose": can(actor, "agreementversion.propose", version),
        "may_agree": can(actor, "agreementversion.agree", version)
        and ours is not None
        and ours.consent is None,
        "may_approve": can(actor, "agreementversion.approve", version)
        and ours is not None
        and ours.approval is None,
        "may_sign": _may_sign(request, version, ours),
        "may_release": can(actor, "agreementversion.release", version)
        and ours is not None
        and ours.approval is not None
        and ours.approval.subject_to_budget
        and ours.approval.condition_met_on is None,
        "may_draft": may_write and not version.is_draft and own_draft is None,
        "own_draft": own_draft if own_draft != version else None,
    }
    return render(request, "partnerships/version_detail.html", context)


def _may_sign(
    request: HttpRequest, version: AgreementVersion, ours: queries.SideState | None
) -> bool:
    by_platform = version.text.terms.signing_form is SigningForm.PLATFORM
    action = "agreementversion.sign" if by_platform else "agreementversion.enter"
    return (
        ours is not None
        and ours.signature is None
        and ours.is_next
        and can(actor_of(request), action, version)
    )


def _before(version: AgreementVersion, versions: list[AgreementVersion]) -> AgreementVersion | None:
    """What ``version`` is compared with: the version before it, or the newest that a draft could build on."""
    earlier = [
        v
        for v in versions
        if v.number is not None and (version.number is None or v.number < version.number)
    ]
    return max(earlier, key=lambda v: v.number or 0, default=None)


def _after(version: AgreementVersion, versions: list[AgreementVersion]) -> AgreementVersion | None:
    if version.state != VersionState.SUPERSEDED:
        return None
    later = [v for v in versions if (v.number or 0) > (version.number or 0)]
    return max(later, key=lambda v: v.number or 0, default=None)


@login_required
@require_safe
def version_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since the version before, clause by clause."""
    version, versions = _beside(request, pk)
    before = _before(version, versions)
    if before is None:
        raise NotFound("there is nothing before the first version")
    old, new = before.text, version.text
    changes = compare(old.clauses, new.clauses)
    context = {
        **agreement_frame(request, version.agreement.partnership),
        "version": version,
        "before": before,
        "name": named(version),
        "before_name": named(before),
        "title_runs": runs(old.title, new.title) if old.title != new.title else (),
        "preamble_runs": runs(old.preamble, new.preamble) if old.preamble != new.preamble else (),
        "terms": _terms_changed(before, version),
        "changes": [change for change in changes if change.change is not Change.SAME],
        "schedules": _schedules_changed(before, version),
        "same": sum(change.change is Change.SAME for change in changes),
    }
    return render(request, "partnerships/version_compare.html", context)


def _schedules_changed(before: AgreementVersion, version: AgreementVersion) -> list[str]:
    """The schedules that are new, gone or different, by name. A draft has no tables yet: only what is chosen and typed."""
    old, new = _schedules(before, version), _schedules(version, version)
    return [str(SCHEDULES[kind]) for kind in SCHEDULES if old.get(kind) != new.get(kind)]


def _schedules(of: AgreementVersion, compared: AgreementVersion) -> dict[ScheduleKind, Schedule]:
    text = of.text
    if compared.is_draft:
        return {one.kind: replace(one, rows=()) for one in text.schedules if one.kind in CHOSEN}
    roles = Schedule(ScheduleKind.ROLES, text.roles)
    return {one.kind: one for one in (roles, *text.schedules)}


def _terms_changed(
    before: AgreementVersion, version: AgreementVersion
) -> list[tuple[str, Any, Any]]:
    """The lines of the head that differ: label, then, now."""
    old, new = before.text.terms, version.text.terms
    rows: list[tuple[str, Any, Any]] = [
        (_("How it is concluded"), words.FORMS[old.signing_form], words.FORMS[new.signing_form]),
        (
            _("In which order the sides sign"),
            words.ORDERINGS[old.ordering],
            words.ORDERINGS[new.ordering],
        ),
        (_("First day"), old.starts_on, new.starts_on),
        (_("Last day"), old.ends_on, new.ends_on),
        (_("Holds from before the last signature"), _yes(old.retroactive), _yes(new.retroactive)),
        (_("Days of notice before a side may leave"), old.notice_days, new.notice_days),
        (_("Who consents to an accession"), JOININGS[old.joining], JOININGS[new.joining]),
    ]
    return [row for row in rows if row[1] != row[2]]


def _yes(value: bool) -> str:  # noqa: FBT001  # a word for a value
    return _("yes") if value else _("no")
