"""Pages of acceding: asking, what the sides answer, the newcomer's decision and signature."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, can, require, require_fresh
from yuinowa.kernel.errors import WrongState
from yuinowa.partnerships.domain.accessions import AccessionState
from yuinowa.partnerships.domain.agreements import AgreementKind, SigningForm
from yuinowa.partnerships.forms.accessions import AccedeForm
from yuinowa.partnerships.forms.concluding import (
    ApproveForm,
    EnterSignatureForm,
    ReleaseForm,
    SignForm,
)
from yuinowa.partnerships.forms.partnerships import ReasonForm
from yuinowa.partnerships.labels import accessions as words
from yuinowa.partnerships.labels.agreements import KINDS
from yuinowa.partnerships.models import Accession
from yuinowa.partnerships.queries import accessions as queries
from yuinowa.partnerships.services import acceding
from yuinowa.partnerships.services import accessions as deeds
from yuinowa.partnerships.views.agreements import agreement_frame
from yuinowa.partnerships.views.concluding import sign_page
from yuinowa.partnerships.views.frame import done, partnership_of
from yuinowa.ui.paging import page_of


def accession_of(request: HttpRequest, pk: int) -> Accession:
    """The accession, if it may be read; else 404."""
    return get_object_or_404(queries.accessions_visible_to(actor_of(request)), pk=pk)


def _of_kind(accession: Accession) -> str:
    return str(KINDS[AgreementKind(accession.to_version.agreement.kind)])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accession_begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask to accede to an agreement in force, for the institution acted for."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.accede", partnership)
    versions = queries.open_to(partnership, actor)
    if not versions:
        raise WrongState(
            _("Nobody can accede to this agreement now."),
            next_step=_("Ask the sides: where another text is on its way, it can name you."),
        )
    form = AccedeForm(request.POST if request.method == "POST" else None, versions=versions)
    return done(
        request,
        partnership,
        form,
        lambda: deeds.ask_to_accede(
            form.cleaned_data["agreement"],
            starts_on=form.cleaned_data["starts_on"],
            once=form.cleaned_data["once"],
            actor=actor,
        ),
        _("The sides are asked. When they have consented, you read the text and sign it."),
        title=_("Ask to accede"),
        about=_(
            "Your institution joins an agreement that is in force. The sides consent as it says; then you decide and sign the same text."
        ),
        button=_("Ask the sides"),
        after=lambda asked: asked[0].get_absolute_url(),
    )


@login_required
@require_safe
def accession_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One accession: where it stands, which side has consented, what may be done now."""
    actor, accession = actor_of(request), accession_of(request, pk)
    version = accession.to_version
    partnership = version.agreement.partnership
    answers = queries.answers_to(accession, partnership.parties.all(), actor)
    ours = next((answer for answer in answers if answer.ours), None)
    approval = version.approvals.filter(party=accession.party).first()
    rows = page_of(request, answers)
    context = {
        **agreement_frame(request, partnership),
        "accession": accession,
        "kind": _of_kind(accession),
        "state": words.STATES[AccessionState(accession.state)],
        "joining": words.JOININGS[version.text.terms.joining],
        "approval": approval,
        "rows": rows,
        "missing": sum(answer.consent is None for answer in answers),
        "may_read": can(actor, "agreementversion.view", version),
        "may_consent": can(actor, "accession.consent", accession)
        and ours is not None
        and ours.consent is None,
        "may_take_back": can(actor, "accession.take_back", accession),
        "may_approve": can(actor, "accession.approve", accession) and approval is None,
        "may_sign": can(actor, _signing(accession), accession) and approval is not None,
        "may_release": can(actor, "accession.release", accession)
        and approval is not None
        and approval.subject_to_budget
        and approval.condition_met_on is None,
    }
    return render(request, "partnerships/accession_detail.html", context)


def _signing(accession: Accession) -> str:
    by_platform = accession.to_version.text.terms.signing_form is SigningForm.PLATFORM
    return "accession.sign" if by_platform else "accession.enter"


@login_required
@require_POST
def accession_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Consent to the accession for our side."""
    accession = accession_of(request, pk)
    deeds.consent_to_accession(accession.pk, actor=actor_of(request))
    messages.success(request, _("Your side has consented."))
    return redirect(accession)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accession_refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that our side does not consent, and why."""
    actor, accession = actor_of(request), accession_of(request, pk)
    _refuse_state(accession, AccessionState.ASKED)
    require(actor, "accession.consent", accession)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        accession.to_version.agreement.partnership,
        form,
        lambda: deeds.refuse_accession(
            accession.pk, reason=form.cleaned_data["reason"], actor=actor
        ),
        _("Your side does not consent. Whoever asked reads why."),
        title=_("Do not consent"),
        about=_(
            "With this the accession is over. %(name)s reads the reason, and may be asked to join again."
        )
        % {"name": accession.party.institution.name},
        button=_("Do not consent"),
        back=accession.get_absolute_url(),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accession_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask no more to accede."""
    actor, accession = actor_of(request), accession_of(request, pk)
    _refuse_state(accession, AccessionState.ASKED, AccessionState.CONSENTED)
    require(actor, "accession.take_back", accession)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    return done(
        request,
        accession.to_version.agreement.partnership,
        form,
        lambda: deeds.take_accession_back(
            accession.pk, reason=form.cleaned_data["reason"], actor=actor
        ),
        _("Your institution asks no more. The sides read why."),
        title=_("Ask no more"),
        about=_(
            "With this the accession is over. The sides may ask your institution to join again."
        ),
        button=_("Ask no more"),
        back=accession.get_absolute_url(),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accession_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record our own decision on the text to which we accede."""
    actor, accession = actor_of(request), accession_of(request, pk)
    version = accession.to_version
    _refuse_state(accession, AccessionState.CONSENTED)
    require(actor, "accession.approve", accession)
    form = ApproveForm(
        request.POST if request.method == "POST" else None,
        initial={"digest": version.digest, "decided_on": clock.today()},
    )
    return done(
        request,
        version.agreement.partnership,
        form,
        lambda: acceding.decide_to_accede(
            accession.pk, form.decision(), digest=form.cleaned_data["digest"], actor=actor
        ),
        _("The decision of your side is recorded."),
        title=_("Record our decision: %(name)s") % {"name": _of_kind(accession)},
        about=_(
            "What your side decided by its own rules. All sides read it; it is not changed afterwards."
        ),
        button=_("Record the decision"),
        back=accession.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accession_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the budget is adopted on which our accession depends."""
    actor, accession = actor_of(request), accession_of(request, pk)
    _refuse_state(accession, AccessionState.CONSENTED, AccessionState.SIGNED)
    require(actor, "accession.release", accession)
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        initial={"condition_met_on": clock.today()},
    )
    return done(
        request,
        accession.to_version.agreement.partnership,
        form,
        lambda: acceding.release_accession(
            accession.pk, form.cleaned_data["condition_met_on"], actor=actor
        ),
        _("It is recorded that the budget is there."),
        title=_("The budget is adopted"),
        about=_("Once you have signed, the agreement holds for you with this."),
        button=_("Record it"),
        back=accession.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def accession_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the same text as the sides before us."""
    actor, accession = actor_of(request), accession_of(request, pk)

    if request.method == "POST":
        acceding.refuse_unread(accession, actor)

    def may() -> None:
        _refuse_state(accession, AccessionState.CONSENTED)
        require(actor, _signing(accession), accession)
        require_fresh(actor)

    def after() -> HttpResponse:
        is_in = accession_of(request, pk).state == AccessionState.IN_FORCE
        messages.success(
            request,
            _("Your institution has acceded, and is a side from today.")
            if is_in
            else _("The signature of your side is kept."),
        )
        return redirect(accession)

    return sign_page(
        request,
        accession.to_version,
        may=may,
        deed=lambda form: _sign(accession, form, actor),
        after=after,
    )


def _sign(accession: Accession, form: SignForm | EnterSignatureForm, actor: Actor) -> None:
    digest, post = form.cleaned_data["digest"], form.cleaned_data["post"]
    if isinstance(form, SignForm):
        acceding.sign_accession(accession.pk, digest=digest, post=post, actor=actor)
    else:
        acceding.enter_accession(
            accession.pk,
            accession.to_version.text.terms.signing_form,
            form.elsewhere(),
            digest=digest,
            post=post,
            actor=actor,
        )


def _refuse_state(accession: Accession, *states: AccessionState) -> None:
    if accession.state not in states:
        raise WrongState(
            _("This accession is not at that point."),
            next_step=_("Open the accession and look where it stands."),
        )
