"""Keys for programs (R27): shown once, stored as digests, of one institution, for a time."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.policy import LONGEST_PROGRAM_NAME, MOST_TOKENS, SEEN_STEP, TOKEN_LASTS
from yuinowa.accounts.models import ApiToken, ServiceAccount, keyed_digest
from yuinowa.accounts.queries import tokens as queries
from yuinowa.accounts.services.guesses import AddressTry
from yuinowa.core import audit, clock, rights, sockets
from yuinowa.core.rights import Actor, Via
from yuinowa.core.text import clean_text
from yuinowa.kernel.errors import NotAllowed, NotFound, NotSignedIn, WrongState

#: So that a key that got into a file by mistake is found by a search for it.
PREFIX = "yuinowa_"


@transaction.atomic
def make_service_account(
    institution: int, name: str, scopes: Collection[str], *, actor: Actor
) -> ServiceAccount:
    """A program of ``institution`` that may read what ``scopes`` say.

    Raises:
        NotAllowed, SignInAgain: ``actor`` does not administer it, or signed in too long ago.
        ValidationError: the name is taken, or a scope is none of the declared ones.
    """
    account = ServiceAccount(
        institution_id=institution,
        name=clean_text(name, max_len=LONGEST_PROGRAM_NAME),
        scopes=sorted(set(scopes)),
        created_at=clock.now(),
    )
    rights.require(actor, "serviceaccount.make", account)
    rights.require_fresh(actor)
    if not scopes or not {scope.code for scope in sockets.api_scopes()}.issuperset(scopes):
        raise ValidationError({"scopes": [_("Choose what the program may read.")]})
    account.full_clean()
    account.save()
    audit.record(
        "accounts.make-service-account",
        account,
        actor=actor,
        after={"scopes": account.scopes},
        audience=[institution],
    )
    return account


@transaction.atomic
def make_token(account_id: int, days: int, *, actor: Actor) -> tuple[ApiToken, str]:
    """A key that works for ``days``, and its text: to be shown now and never again.

    Raises:
        NotFound: there is no such program to be seen.
        NotAllowed, SignInAgain: as ``make_service_account``.
        WrongState: the program has as many working keys as can be.
    """
    account = queries.service_accounts_visible_to(actor).filter(pk=account_id).first()
    if account is None:
        raise NotFound("this program does not exist")
    rights.require(actor, "serviceaccount.make", account)
    rights.require_fresh(actor)
    now = clock.now()
    if queries.working_tokens().filter(account=account).count() >= MOST_TOKENS:
        raise WrongState(
            _("This program has as many keys as can be."), next_step=_("Revoke one first.")
        )
    text = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        account=account,
        digest=keyed_digest("token", text),
        ending=text[-4:],
        made_by=actor.person,
        created_at=now,
        expires_at=now + min(timedelta(days=days), TOKEN_LASTS),
    )
    token.full_clean()
    token.save()
    audit.record(
        "accounts.make-token",
        token,
        actor=actor,
        after={"service_account": account.pk, "expires_at": token.expires_at},
        audience=[account.institution_id],
    )
    return token, text


@transaction.atomic
def revoke_token(token_id: int, *, actor: Actor) -> ApiToken:
    """The key, which works no longer; doing it twice is doing it once.

    Raises:
        NotFound: there is no such key to be seen. NotAllowed: it is not ``actor``'s to revoke.
    """
    token = (
        queries.tokens_visible_to(actor).select_for_update(of=("self",)).filter(pk=token_id).first()
    )
    if token is None:
        raise NotFound("this key does not exist")
    rights.require(actor, "apitoken.revoke", token)
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        audit.record(
            "accounts.revoke-token",
            token,
            actor=actor,
            before={"service_account": token.account_id},
            audience=[token.account.institution_id],
        )
    return token


def actor_of_token(text: str, path: str, *, address: str) -> Actor:
    """Who acts with this key: its institution, without any role, in what the key may read.

    Raises:
        NotSignedIn: it never was, was revoked, or is over; the three look the same.
        TooMany: too many wrong keys from this address.
        NotAllowed: it may not read ``path``.
    """
    token = queries.working_tokens().filter(digest=keyed_digest("token", text)).first()
    if token is None:
        AddressTry(address).count()
        raise NotSignedIn(
            _("This key does not work: it is unknown, was revoked, or its time is over."),
            next_step=_("Ask an administrator of your institution for a new one."),
        )
    scope = sockets.api_scope_of(path)
    if scope is not None and scope.code not in token.account.scopes:
        raise NotAllowed(
            _("This key may not read this."),
            next_step=_("Ask an administrator of your institution for a key that may."),
        )
    now = clock.now()
    if token.last_used_at is None or now - token.last_used_at >= SEEN_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    institution = token.account.institution
    return Actor(
        institution=institution.pk, via=Via.TOKEN, member=institution.member, label=institution.name
    )


def erase_old_tokens() -> int:
    """Erase keys that worked no longer for a year, and programs without any; how many."""
    before = clock.now() - TOKEN_LASTS
    deleted, _rows = ApiToken.objects.filter(expires_at__lt=before).delete()
    empty = ServiceAccount.objects.filter(tokens=None, created_at__lt=before)
    gone, _rows = empty.delete()
    return deleted + gone
