"""Pages on which a side agrees to a text, records its decision, signs, releases its budget, gives notice."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yuinowa.core import clock, people
from yuinowa.core.acting import actor_of
from yuinowa.core.rights import Actor, require, require_fresh
from yuinowa.documents.pdf import MEDIA_TYPE
from yuinowa.kernel.errors import InputRefused, WrongState
from yuinowa.partnerships.domain.agreements import SIGNABLE, SigningForm, VersionState
from yuinowa.partnerships.domain.phases import BEGUN
from yuinowa.partnerships.exchange.agreement_schedules import told
from yuinowa.partnerships.forms.concluding import (
    ApproveForm,
    DigestForm,
    EnterSignatureForm,
    NoticeForm,
    ReleaseForm,
    SignForm,
)
from yuinowa.partnerships.labels import agreements as words
from yuinowa.partnerships.models import AgreementVersion
from yuinowa.partnerships.queries import agreements as queries
from yuinowa.partnerships.queries.partnerships import own_party
from yuinowa.partnerships.services import concluding, notices, signing
from yuinowa.partnerships.views.agreements import agreement_frame, named, version_of
from yuinowa.partnerships.views.frame import done, partnership_of


@login_required
@require_POST
def version_agree(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree to the text that was read."""
    version, form = version_of(request, pk), DigestForm(request.POST)
    if not form.is_valid():
        raise InputRefused(
            _("The form has expired."), next_step=_("Open the agreement and read it again.")
        )
    concluding.agree_to_text(
        version.pk, digest=form.cleaned_data["digest"], actor=actor_of(request)
    )
    messages.success(request, _("Your side agrees to this text."))
    return redirect(version)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Record our side's own decision on the version."""
    actor, version = actor_of(request), version_of(request, pk)
    concluding.refuse_state(version, VersionState.AGREED)
    require(actor, "agreementversion.approve", version)
    form = ApproveForm(
        request.POST if request.method == "POST" else None,
        initial={"digest": version.digest, "decided_on": clock.today()},
    )
    return done(
        request,
        version.agreement.partnership,
        form,
        lambda: concluding.record_approval(
            version.pk, form.decision(), digest=form.cleaned_data["digest"], actor=actor
        ),
        _("The decision of your side is recorded."),
        title=_("Record our decision: %(name)s") % {"name": named(version)},
        about=_(
            "What your side decided by its own rules. All sides read it; it is not changed afterwards."
        ),
        button=_("Record the decision"),
        back=version.get_absolute_url(),
        version=lambda: version.version,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Record that the budget our decision depended on is adopted."""
    actor, version = actor_of(request), version_of(request, pk)
    concluding.refuse_state(version, VersionState.AGREED, *SIGNABLE, VersionState.SIGNED)
    require(actor, "agreementversion.release", version)
    form = ReleaseForm(
        request.POST if request.method == "POST" else None,
        initial={"condition_met_on": clock.today()},
    )
    return done(
        request,
        version.agreement.partnership,
        form,
        lambda: concluding.release_budget(
            version.pk, form.cleaned_data["condition_met_on"], actor=actor
        ),
        _("It is recorded that the budget is there."),
        title=_("The budget is adopted"),
        about=_(
            "When every side has signed and nothing else is waited for, the agreement comes into force with this."
        ),
        button=_("Record it"),
        back=version.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def version_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign for our side: by consent here, or by entering what was signed elsewhere."""
    actor, version = actor_of(request), version_of(request, pk)
    return sign_page(
        request,
        version,
        may=lambda: _refuse_early(version, actor),
        deed=lambda form: _sign(version, form, actor),
        after=lambda: _signed(request, version),
    )


def sign_page(
    request: HttpRequest,
    version: AgreementVersion,
    *,
    may: Callable[[], None],
    deed: Callable[[SignForm | EnterSignatureForm], None],
    after: Callable[[], HttpResponse],
) -> HttpResponse:
    """The text, and below it the form by which it is signed as its head says."""
    form_of = version.text.terms.signing_form
    by_platform = form_of is SigningForm.PLATFORM
    status = 200
    form: SignForm | EnterSignatureForm
    if request.method == "POST":
        form = (
            SignForm(request.POST)
            if by_platform
            else EnterSignatureForm(request.POST, request.FILES)
        )
        status = 422
        if form.is_valid():
            try:
                deed(form)
            except InputRefused as refused:
                form.add_error(
                    refused.place if refused.place in form.fields else None, refused.message
                )
            else:
                return after()
    else:
        may()
        initial = {"digest": version.digest, "post": _post(actor_of(request))}
        form = (
            SignForm(initial=initial)
            if by_platform
            else EnterSignatureForm(initial={"digest": version.digest})
        )
    context = {
        **agreement_frame(request, version.agreement.partnership),
        "form": form,
        "version": version,
        "name": named(version),
        "text": version.text,
        "schedules": told(version.text),
        "by_platform": by_platform,
        "concluded": words.FORMS[form_of],
        "meaning": words.FORM_MEANINGS[form_of],
    }
    return render(request, "partnerships/version_sign.html", context, status=status)


def _refuse_early(version: AgreementVersion, actor: Actor) -> None:
    """Nobody fills in a form for nothing: who may not sign now is told before."""
    concluding.refuse_state(version, *SIGNABLE)
    action = (
        "agreementversion.sign"
        if version.text.terms.signing_form is SigningForm.PLATFORM
        else "agreementversion.enter"
    )
    require(actor, action, version)
    require_fresh(actor)


def _post(actor: Actor) -> str:
    if actor.person is None or actor.institution is None:
        return ""
    return next(iter(people.posts_of(actor.person, actor.institution, clock.today())), "")


def _sign(version: AgreementVersion, form: SignForm | EnterSignatureForm, actor: Actor) -> None:
    digest, post = form.cleaned_data["digest"], form.cleaned_data["post"]
    if isinstance(form, SignForm):
        signing.sign(version.pk, digest=digest, post=post, actor=actor)
    else:
        signing.enter_signature(
            version.pk,
            version.text.terms.signing_form,
            form.elsewhere(),
            digest=digest,
            post=post,
            actor=actor,
        )


def _signed(request: HttpRequest, version: AgreementVersion) -> HttpResponse:
    now = version_of(request, version.pk)
    messages.success(
        request,
        _("It is signed by all sides and in force.")
        if now.state == VersionState.IN_FORCE
        else _("The signature of your side is kept."),
    )
    return redirect(version)


@login_required
@require_safe
def signature_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed page or file, as it came."""
    file = get_object_or_404(queries.files_visible_to(actor_of(request)), pk=pk)
    response = HttpResponse(bytes(file.content), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f'attachment; filename="signature-{file.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def party_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Give notice that our side leaves the partnership."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    if partnership.phase not in BEGUN:
        raise WrongState(
            _("Notice is given while the partnership is at work."),
            next_step=_("Look at where it stands."),
        )
    require_fresh(actor)
    form = NoticeForm(request.POST if request.method == "POST" else None)
    days = notices.notice_days(partnership)
    return done(
        request,
        partnership,
        form,
        lambda: notices.give_notice(
            partnership.pk, reason=form.cleaned_data["reason"], actor=actor
        ),
        _("Notice is given. The other sides read it."),
        title=_("Give notice and leave"),
        about=_(
            "Your side leaves %(days)s days from today, as the agreement says. What it wrote and signed stays. With fewer than two sides left the partnership ends."
        )
        % {"days": days},
        button=_("Give notice"),
        is_grave=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def party_notice_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the notice of our side back, before its day."""
    actor, partnership = actor_of(request), partnership_of(request, pk)
    require(actor, "partnership.lead", partnership)
    own = own_party(partnership, actor)
    notice = notices.notice_of(own) if own else None
    if notice is None:
        raise WrongState(
            _("There is no notice of your side that can be taken back."),
            next_step=_("Look at the sides."),
        )
    require_fresh(actor)
    return done(
        request,
        partnership,
        Form(request.POST if request.method == "POST" else None),
        lambda: notices.take_notice_back(partnership.pk, actor=actor),
        _("The notice is taken back. Your side stays."),
        title=_("Take the notice back"),
        about=_("Your side stays. The notice and this remain in the record; the sides read it."),
        button=_("Take the notice back"),
    )
