"""Single-use links: made for one purpose, taken up once (R26)."""

from __future__ import annotations

import secrets

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.policy import LINK_LASTS
from yuinowa.accounts.models import MailedLink, keyed_digest
from yuinowa.core import clock
from yuinowa.kernel.errors import NotFound


def make_link(purpose: str, subject: int) -> str:
    """A new token for ``subject``; earlier ones for the same purpose and subject work no longer."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    open_links(purpose, subject).update(expires_at=now)
    MailedLink.objects.create(
        digest=keyed_digest("link", token),
        purpose=purpose,
        subject=subject,
        created_at=now,
        expires_at=now + LINK_LASTS[purpose],
    )
    return token


def open_links(purpose: str, subject: int) -> QuerySet[MailedLink]:
    """The links of ``subject`` that still work."""
    return MailedLink.objects.filter(
        purpose=purpose, subject=subject, used_at=None, expires_at__gt=clock.now()
    )


def subject_of(purpose: str, token: str) -> int:
    """What ``token`` is about, without using it up: to show the page that asks.

    Raises:
        NotFound: it never was, was used, or is over; the three look the same.
    """
    row = _working(purpose, token).first()
    if row is None:
        raise _gone()
    return row.subject


def take_link(purpose: str, token: str) -> int:
    """Use up ``token``; of two who press at once, one gets it.

    Raises:
        NotFound: it never was, was used, or is over.
    """
    now = clock.now()
    subject = subject_of(purpose, token)
    if not _working(purpose, token).update(used_at=now):
        raise _gone()
    return subject


def _working(purpose: str, token: str) -> QuerySet[MailedLink]:
    return MailedLink.objects.filter(
        digest=keyed_digest("link", token[:100]),
        purpose=purpose,
        used_at=None,
        expires_at__gt=clock.now(),
    )


def _gone() -> NotFound:
    return NotFound(
        _("This link works no longer."),
        next_step=_("It was used, or its time is over. Ask for a new one."),
    )


def erase_old_links() -> int:
    """Erase links whose time is over; how many."""
    deleted, _rows = MailedLink.objects.filter(expires_at__lt=clock.now()).delete()
    return deleted
