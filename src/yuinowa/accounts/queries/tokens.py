"""What is read of programs and their keys."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise

from yuinowa.accounts.models import ApiToken, ServiceAccount
from yuinowa.core import clock, rights, sockets
from yuinowa.core.rights import Actor


@dataclass(frozen=True, slots=True)
class Key:
    """A key as the administrator reads it."""

    pk: int
    ending: str
    created_at: datetime
    expires_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None
    is_over: bool

    @property
    def works(self) -> bool:
        return self.revoked_at is None and not self.is_over


@dataclass(frozen=True, slots=True)
class Program:
    """A service account with its keys, the newest first."""

    pk: int
    name: str
    reads: tuple[str | Promise, ...]
    keys: tuple[Key, ...]


def service_accounts_visible_to(actor: Actor) -> QuerySet[ServiceAccount]:
    return rights.visible_to(actor, ServiceAccount.objects.all())


def tokens_visible_to(actor: Actor) -> QuerySet[ApiToken]:
    return rights.visible_to(actor, ApiToken.objects.all()).select_related("account")


def working_tokens() -> QuerySet[ApiToken]:
    """The keys that open something now, with the institution they act for."""
    found = ApiToken.objects.filter(revoked_at=None, expires_at__gt=clock.now())
    return found.select_related("account__institution")


def programs(actor: Actor) -> list[Program]:
    """The programs of the institution acted for."""
    now = clock.now()
    tokens = Prefetch("tokens", queryset=ApiToken.objects.order_by("-created_at", "-pk"))
    labels = {scope.code: scope.label for scope in sockets.api_scopes()}
    found = service_accounts_visible_to(actor).filter(institution=actor.institution)
    return [
        Program(
            pk=account.pk,
            name=account.name,
            reads=tuple(labels[code] for code in account.scopes if code in labels),
            keys=tuple(_key(token, now) for token in account.tokens.all()),
        )
        for account in found.prefetch_related(tokens)
    ]


def _key(token: ApiToken, now: datetime) -> Key:
    return Key(
        pk=token.pk,
        ending=token.ending,
        created_at=token.created_at,
        expires_at=token.expires_at,
        last_used_at=token.last_used_at,
        revoked_at=token.revoked_at,
        is_over=token.expires_at <= now,
    )
