"""Signed-in sessions, and the count of wrong guesses."""

from __future__ import annotations

from django.db import models

from yuinowa.accounts.models.affiliations import Affiliation
from yuinowa.accounts.models.digests import keyed_digest
from yuinowa.accounts.models.people import Person


def session_digest(session_key: str) -> str:
    """Under which key a session's row stands."""
    return keyed_digest("session", session_key)


class FailureTally(models.Model):
    """The recent wrong guesses at one account, or from one address (R26).

    One row a key and not one a failure: it is locked while it is counted, so that guesses made at the same
    moment cannot all be "the tenth", and a flood cannot grow the table.
    """

    key = models.CharField(max_length=64, primary_key=True)
    #: Moments as milliseconds since 1970, oldest first.
    moments = models.JSONField(default=list)
    last_at = models.DateTimeField()
    #: When the owner of the account was last told of it.
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="failure_tally_by_age")]

    def __str__(self) -> str:
        return f"{len(self.moments)} failures"


class SignedInSession(models.Model):
    """A browser in which a person is signed in, and for which affiliation that person acts there.

    The row, not the cookie, decides: a request is signed in as long as its row is here (R27).
    """

    #: Keyed digest of the session key; who reads the table cannot take over a session.
    key = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sessions")
    affiliation = models.ForeignKey(
        Affiliation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    started_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    #: When the person last proved to be the person, at the sign-in or since.
    fresh_at = models.DateTimeField(null=True)
    #: When a second factor was last proven.
    mfa_at = models.DateTimeField(null=True)
    browser = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ("-last_seen_at", "pk")
        indexes = [models.Index(fields=["last_seen_at"], name="signed_in_by_age")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.browser}"
