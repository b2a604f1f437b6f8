"""When phone and paper are gone: the region office, or the operator, clears the way (R26)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.factors import IdentityCheck
from yuinowa.accounts.domain.names import folded
from yuinowa.accounts.models import Person, SignedInSession
from yuinowa.accounts.queries import factors
from yuinowa.accounts.services.factors import forget_factors
from yuinowa.core import audit, clock, mail, rights
from yuinowa.core.rights import Actor
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused, NotAllowed


@transaction.atomic
def clear_second_factors(login: str, check: IdentityCheck, *, actor: Actor) -> Person:
    """The person, without any second factor and signed in nowhere; told by mail.

    ``check`` says how whoever does it made sure that it is this person; it is audited.

    Raises:
        NotAllowed: ``actor`` is not the region office's administrator, or it is the own account.
        SignInAgain: ``actor`` signed in too long ago.
        InputRefused: nobody has this name, or there is nothing to clear.
    """
    rights.require(actor, "person.clear-factors", Person())
    rights.require_fresh(actor)
    found = Person.objects.filter(login=folded(login), is_active=True).first()
    if found is None:
        raise InputRefused(_("Nobody has this sign-in name."), place="login")
    if found.pk == actor.person:
        raise NotAllowed("one's own second factor is cleared by another administrator")
    person = lock(Person, found.pk)
    if not factors.has_second_factor(person.pk):
        raise InputRefused(
            _("There is nothing to clear: this account has only a password."), place="login"
        )
    count = forget_factors(person)
    SignedInSession.objects.filter(person=person).delete()
    audit.record(
        "accounts.clear-factors",
        person,
        actor=actor,
        before={"factors": count},
        after={"check": check.value},
    )
    mail.send(
        person.email,
        "accounts/mail/cleared.txt",
        {"person": person, "at": clock.now()},
        key=f"accounts.cleared/{person.pk}/{clock.now():%Y%m%d%H%M%S%f}",
        language=person.language,
    )
    return person
