"""Programs that act for an institution, and the keys they show."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yuinowa.accounts.domain.policy import LONGEST_PROGRAM_NAME


class ServiceAccount(models.Model):
    """A program that reads for one institution: the library's system, a harvester, a figure on a web page."""

    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="service_accounts"
    )
    name = models.CharField(max_length=LONGEST_PROGRAM_NAME)
    #: Codes of ``core.sockets.ApiScope``: what it may read, and nothing else.
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="service_account_has_a_name"),
            models.UniqueConstraint(
                fields=["institution", "name"], name="service_account_named_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A key of a service account. The table holds no usable key."""

    account = models.ForeignKey(ServiceAccount, on_delete=models.PROTECT, related_name="tokens")
    #: ``keyed_digest("token", key)``; the key itself is shown once.
    digest = models.CharField(max_length=64, unique=True)
    #: Its last letters, so that people tell their keys apart.
    ending = models.CharField(max_length=4)
    #: Who made it: the id of a person, kept for the day somebody asks.
    made_by = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="api_token_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return f"…{self.ending}"
