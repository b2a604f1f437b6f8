"""People, the institutions they act for, their signed-in sessions, and the count of wrong guesses."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac

from yuinowa.accounts import labels
from yuinowa.accounts.domain.policy import LONGEST_EMAIL, LONGEST_LOGIN
from yuinowa.core import clock
from yuinowa.core.rights import Role


def keyed_digest(kind: str, text: str) -> str:
    """A digest that only this installation can make: the table gives away neither name nor key."""
    return salted_hmac(f"yuinowa.accounts.{kind}", text, algorithm="sha256").hexdigest()


def session_digest(session_key: str) -> str:
    """Under which key a session's row stands."""
    return keyed_digest("session", session_key)


class Person(AbstractBaseUser):
    """Somebody who signs in. All rights come from affiliations; there is no superuser."""

    login = models.CharField(max_length=LONGEST_LOGIN, unique=True)
    email = models.CharField(max_length=LONGEST_EMAIL, unique=True)
    display_name = models.CharField(max_length=100)
    language = models.CharField(
        max_length=2,
        choices=list(labels.LANGUAGES.items()),
        default="ja",
    )
    is_active = models.BooleanField(default=True)
    #: Came with the demo region; its password is printed on the sign-in page.
    demo = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    #: Not kept: the sessions and the audit trail say it, for as long as it is of use.
    last_login = None

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "display_name"]

    class Meta:
        ordering = ("display_name", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(login=Lower("login")) & ~Q(login=""), name="person_login_is_folded"
            ),
            models.CheckConstraint(
                condition=Q(email=Lower("email")) & ~Q(email=""), name="person_email_is_folded"
            ),
            models.CheckConstraint(condition=~Q(display_name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(language__in=["ja", "en"]), name="person_language_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name


class FailureTally(models.Model):
    """The recent wrong guesses at one account, or from one address (R26).

    One row a key and not one a failure: it is locked while it is counted, so that guesses made at the same
    moment cannot all be "the tenth", and a flood cannot grow the table.
    """

    key = models.CharField(max_length=64, primary_key=True)
    #: Moments as milliseconds since 1970, oldest first.
    moments = models.JSONField(default=list)
    last_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="failure_tally_by_age")]

    def __str__(self) -> str:
        return f"{len(self.moments)} failures"


class Affiliation(models.Model):
    """所属: a person in an institution, with roles there, for a time. Every right comes from one."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="affiliations"
    )
    unit = models.CharField(max_length=80, blank=True, default="")
    from_day = models.DateField()
    #: The first day on which it no longer holds, so that one ended today holds no longer.
    to_day = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(to_day=None) | Q(from_day__lte=F("to_day")),
                name="affiliation_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["person", "institution", "unit"],
                condition=Q(to_day=None),
                name="affiliation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.institution_id}"

    def is_current(self, day: date) -> bool:
        """Whether it gives rights on ``day``."""
        return self.from_day <= day and (self.to_day is None or day < self.to_day)


def current_affiliation_q(prefix: str = "") -> Q:
    """``Affiliation.is_current`` today, as a filter; ``prefix`` leads to the affiliation."""
    today = clock.today()
    ended = Q(**{f"{prefix}to_day__lte": today})
    return Q(**{f"{prefix}from_day__lte": today}) & (Q(**{f"{prefix}to_day": None}) | ~ended)


class AffiliationRole(models.Model):
    """One role of an affiliation."""

    affiliation = models.ForeignKey(Affiliation, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(
        max_length=20, choices=[(role.value, label) for role, label in labels.ROLES.items()]
    )

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=["affiliation", "role"], name="affiliation_role_held_once"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in Role]), name="affiliation_role_known"
            ),
        ]

    def __str__(self) -> str:
        return self.role


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
    browser = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        ordering = ("-last_seen_at", "pk")
        indexes = [models.Index(fields=["last_seen_at"], name="signed_in_by_age")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.browser}"
