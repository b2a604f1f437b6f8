"""Second factors of a person: added, named, proven, removed. The owner is told by mail of each change."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.factors import (
    FactorKind,
    can_be_removed,
    new_recovery_code,
    new_secret,
    recovery_code_of,
    step_of,
)
from yuinowa.accounts.domain.policy import (
    KEEP_UNCONFIRMED,
    LONGEST_FACTOR_NAME,
    MOST_FACTORS,
    RECOVERY_CODES,
)
from yuinowa.accounts.models import (
    CodeApp,
    Passkey,
    Person,
    RecoveryCode,
    SignedInSession,
    keyed_digest,
    sealed,
    session_digest,
    unsealed,
)
from yuinowa.accounts.queries import factors
from yuinowa.accounts.services.guesses import Guess
from yuinowa.core import audit, clock, mail, rights
from yuinowa.core.rights import Actor
from yuinowa.core.text import clean_text
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotFound, WrongState

# ---------------------------------------------------------------- an app that makes codes


@transaction.atomic
def begin_code_app(name: str, *, actor: Actor) -> CodeApp:
    """An app with a new secret, to be shown once as a QR code; it counts once a code of it was typed.

    Raises:
        NotAllowed, SignInAgain: nobody is signed in, or too long ago.
        WrongState: the person has as many factors as can be.
    """
    person = own_account(actor)
    app = CodeApp(
        person=person,
        name=factor_name(name),
        secret=sealed(new_secret()),
        created_at=clock.now(),
    )
    CodeApp.objects.filter(person=person, confirmed_at=None).delete()
    app.full_clean()
    app.save()
    return app


def secret_of(app: CodeApp) -> str:
    """The secret of an app that was not confirmed yet, to be shown; of a confirmed one nothing is shown.

    Raises:
        WrongState: it was begun under another key of the installation.
    """
    secret = unsealed(app.secret)
    if secret is None or app.confirmed_at is not None:
        raise WrongState(_("This was begun some time ago."), next_step=_("Begin anew."))
    return secret


def confirm_code_app(
    app_id: int, code: str, *, session_key: str, address: str, actor: Actor
) -> CodeApp:
    """The app, from now on a second factor: a code of it was typed.

    Raises:
        NotFound: it is not the person's own, or was confirmed before.
        InputRefused: the code does not fit. TooMany: it was tried too often.
    """
    app = factors.apps_waiting_for_a_code(actor).filter(pk=app_id).first()
    if app is None:
        raise NotFound("this app does not exist")
    rights.require_fresh(actor)
    guess = Guess(app.person.login, address)
    guess.count()
    step = step_of(secret_of(app), code, clock.now(), after=app.last_step)
    if step is None:
        raise InputRefused(
            _("This is not the code that the app shows now."),
            next_step=_(
                "Wait for the next code. If it does not fit either, set the phone's clock."
            ),
        )
    guess.was_right(wholly=False)
    with transaction.atomic():
        now = clock.now()
        fitting = CodeApp.objects.filter(pk=app.pk, confirmed_at=None)
        if not fitting.update(confirmed_at=now, last_step=step, last_used_at=now):
            raise NotFound("this app does not exist")
        factor_added(app, session_key, actor)
    return app


# ---------------------------------------------------------------- recovery codes


@transaction.atomic
def new_recovery_codes(*, actor: Actor) -> list[str]:
    """Ten new codes, to be shown once; the earlier ones work no longer.

    Raises:
        NotAllowed, SignInAgain: nobody is signed in, or too long ago.
        WrongState: there is no passkey and no app that they could stand in for.
    """
    person = own_account(actor)
    if not factors.has_second_factor(person.pk):
        raise WrongState(
            _("There is nothing yet that these codes could stand in for."),
            next_step=_("First add a passkey or an app that makes codes."),
        )
    now = clock.now()
    codes = [new_recovery_code() for _number in range(RECOVERY_CODES)]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        [
            RecoveryCode(person=person, digest=_recovery_digest(person.pk, code), created_at=now)
            for code in codes
        ]
    )
    audit.record("accounts.new-recovery-codes", person, actor=actor)
    tell_owner(person, FactorKind.RECOVERY, "added", key=f"{now:%Y%m%d%H%M%S%f}")
    return codes


def _recovery_digest(person_id: int, code: str) -> str:
    return keyed_digest("recovery", f"{person_id}:{recovery_code_of(code)}")


# ---------------------------------------------------------------- proving


def prove_code(person: Person, code: str) -> FactorKind | None:
    """By what ``code`` proves to be of ``person``; it is used up. None, if it does not.

    The guess is counted by the caller.
    """
    kind = _code_of_app(person, code) or _code_on_paper(person, code)
    if kind is None:
        with transaction.atomic():
            audit.record("accounts.second-factor-refused", person, actor=Actor.nobody())
    return kind


def _code_of_app(person: Person, code: str) -> FactorKind | None:
    now = clock.now()
    for app in CodeApp.objects.filter(person=person, confirmed_at__isnull=False):
        secret = unsealed(app.secret)
        if secret is None:  # sealed with a key this installation no longer has
            continue
        step = step_of(secret, code, now, after=app.last_step)
        # Of two who send the same code at once, one finds the step still unused.
        unused = CodeApp.objects.filter(pk=app.pk, last_step=app.last_step)
        if step is not None and unused.update(last_step=step, last_used_at=now):
            return FactorKind.CODE_APP
    return None


def _code_on_paper(person: Person, code: str) -> FactorKind | None:
    if recovery_code_of(code) is None:
        return None
    unused = RecoveryCode.objects.filter(
        person=person, digest=_recovery_digest(person.pk, code), used_at=None
    )
    with transaction.atomic():
        if not unused.update(used_at=(now := clock.now())):
            return None
        left = RecoveryCode.objects.filter(person=person, used_at=None).count()
        audit.record("accounts.use-recovery-code", person, actor=Actor(person=person.pk))
        tell_owner(person, FactorKind.RECOVERY, "used", key=f"{now:%Y%m%d%H%M%S%f}", left=left)
    return FactorKind.RECOVERY


# ---------------------------------------------------------------- naming, removing


@transaction.atomic
def name_factor(kind: FactorKind, factor_id: int, name: str, *, actor: Actor) -> None:
    """Call a passkey or an app otherwise.

    Raises:
        NotFound: it is not the person's own.
    """
    factor = _own(kind, factor_id, actor)
    factor.name = factor_name(name)
    factor.save(update_fields=["name"])
    audit.record("accounts.name-factor", factor, actor=actor)


@transaction.atomic
def remove_factor(kind: FactorKind, factor_id: int, *, actor: Actor) -> None:
    """Take a passkey or an app away; with the last one the recovery codes go too.

    Raises:
        NotFound: it is not the person's own.
        SignInAgain: the person signed in too long ago.
        WrongState: it is the last one, and one is required.
    """
    person = lock(Person, actor.person or 0)
    factor = _own(kind, factor_id, actor)
    rights.require_fresh(actor)
    left = factors.factor_kinds(person.pk)
    left.remove(kind)
    required = settings.REQUIRE_SECOND_FACTOR and factors.works_somewhere(person)
    if not can_be_removed(kind, left, required=required):
        raise WrongState(
            _("This is your last second factor, and your work here asks for one."),
            next_step=_("First add another one, then remove this one."),
        )
    audit.record("accounts.remove-factor", factor, actor=actor, before={"kind": kind.value})
    tell_owner(person, kind, "removed", key=f"{kind.value}/{factor.pk}")
    factor.delete()
    if not factors.has_second_factor(person.pk):
        RecoveryCode.objects.filter(person=person).delete()
        SignedInSession.objects.filter(person=person).update(mfa_at=None)


def forget_factors(person: Person) -> int:
    """Erase every second factor of ``person``; how many passkeys and apps there were."""
    RecoveryCode.objects.filter(person=person).delete()
    passkeys, _rows = Passkey.objects.filter(person=person).delete()
    apps, _rows = CodeApp.objects.filter(person=person).delete()
    return passkeys + apps


def _own(kind: FactorKind, factor_id: int, actor: Actor) -> Passkey | CodeApp:
    found: Passkey | CodeApp | None = None
    if kind is FactorKind.PASSKEY:
        found = factors.passkeys_visible_to(actor).filter(pk=factor_id).first()
    elif kind is FactorKind.CODE_APP:
        found = factors.apps_visible_to(actor).filter(pk=factor_id).first()
    if found is None:
        raise NotFound("this factor does not exist")
    rights.require(actor, f"{found._meta.model_name}.change", found)
    return found


# ---------------------------------------------------------------- shared with passkeys


def own_account(actor: Actor) -> Person:
    """The account of who acts, locked, ready for one more factor.

    Raises:
        NotAllowed, SignInAgain: nobody is signed in, or too long ago.
        WrongState: the person has as many factors as can be.
    """
    person = Person.objects.select_for_update().filter(pk=actor.person or 0).first() or Person()
    rights.require(actor, "person.edit", person)
    rights.require_fresh(actor)
    if len(factors.factor_kinds(person.pk)) >= MOST_FACTORS:
        raise WrongState(
            _("You have as many passkeys and apps as can be."),
            next_step=_("Remove one you do not use any more."),
        )
    return person


def factor_name(name: str) -> str:
    return clean_text(name, max_len=LONGEST_FACTOR_NAME)


def factor_added(factor: Passkey | CodeApp, session_key: str, actor: Actor) -> None:
    """Write down that ``factor`` counts from now on; this session has just proven it."""
    kind = FactorKind.PASSKEY if isinstance(factor, Passkey) else FactorKind.CODE_APP
    row = SignedInSession.objects.filter(key=session_digest(session_key), person=factor.person)
    row.update(mfa_at=clock.now())
    audit.record("accounts.add-factor", factor, actor=actor, after={"kind": kind.value})
    tell_owner(factor.person, kind, "added", key=f"{kind.value}/{factor.pk}")


def tell_owner(person: Person, kind: FactorKind, what: str, *, key: str, left: int = 0) -> None:
    """Send the owner a mail: whoever did not do it learns of it."""
    mail.send(
        person.email,
        "accounts/mail/factor.txt",
        {"person": person, "kind": kind.value, "what": what, "left": left, "at": clock.now()},
        key=f"accounts.factor/{what}/{person.pk}/{key}",
        language=person.language,
    )


def erase_unconfirmed_apps() -> int:
    """Erase apps that never showed a code; how many."""
    old = CodeApp.objects.filter(confirmed_at=None, created_at__lt=clock.now() - KEEP_UNCONFIRMED)
    deleted, _rows = old.delete()
    return deleted
