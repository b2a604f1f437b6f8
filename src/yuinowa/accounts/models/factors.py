"""What proves, beside the password, who somebody is: passkeys, apps that make codes, recovery codes."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.models import Q

from yuinowa.accounts.domain.policy import LONGEST_FACTOR_NAME
from yuinowa.accounts.models.people import Person


class Passkey(models.Model):
    """A key pair whose secret half never leaves the person's device (WebAuthn)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="passkeys")
    name = models.CharField(max_length=LONGEST_FACTOR_NAME)
    #: The credential's id in base64url, 1023 bytes at most.
    credential_id = models.CharField(max_length=1400, unique=True)
    #: Public key and id as the device attested them.
    credential = models.BinaryField()
    #: What the device calls the account: random, the same for all passkeys of a person.
    handle = models.CharField(max_length=64)
    uses = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(credential_id="") & ~Q(handle=""),
                name="passkey_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"passkey {self.pk} of {self.person_id}"


class CodeApp(models.Model):
    """An app that makes a code every half minute (TOTP). It counts once a code of it was typed."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="code_apps")
    name = models.CharField(max_length=LONGEST_FACTOR_NAME)
    #: ``sealed`` secret.
    secret = models.CharField(max_length=200)
    #: The step of the last code taken: a code works once.
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(secret=""), name="code_app_is_whole")
        ]

    def __str__(self) -> str:
        return f"app {self.pk} of {self.person_id}"


class RecoveryCode(models.Model):
    """A code on paper that works once, for the day the phone is lost."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="recovery_codes")
    #: ``keyed_digest("recovery", "<person>:<code>")``. Fifty random bits under our key need no slow hash.
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"recovery code of {self.person_id}"


def sealed(text: str) -> str:
    """``text`` encrypted with a key derived from the installation's; for secrets that must be read again."""
    return _box().encrypt(text.encode()).decode("ascii")


def unsealed(text: str) -> str | None:
    """What was ``sealed``, or None if it was sealed with another key."""
    try:
        return _box().decrypt(text.encode("ascii")).decode()
    except InvalidToken:
        return None


def _box() -> Fernet:
    derive = HKDF(SHA256(), 32, salt=None, info=b"yuinowa.accounts.sealed")
    return Fernet(base64.urlsafe_b64encode(derive.derive(settings.SECRET_KEY.encode())))
