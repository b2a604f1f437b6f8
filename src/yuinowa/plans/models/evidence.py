"""Whom a project's texts name, and which deeds stand behind it in a year."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.plans.domain.partners import MentionState


class PartnerMention(models.Model):
    """A name in a project's texts that an officer linked to an institution, or said it is none."""

    project = models.ForeignKey("plans.Project", models.PROTECT, related_name="mentions")
    #: Folded, so that each spelling is decided once.
    key = models.CharField(max_length=200)
    word = models.CharField(max_length=200)
    state = models.CharField(max_length=8)
    institution = models.ForeignKey(
        "directory.Institution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "plans_partner_mention"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "key"], name="partner_mention_once"),
            models.CheckConstraint(
                condition=Q(state=MentionState.LINKED.value, institution__isnull=False)
                | Q(state=MentionState.DECLINED.value, institution__isnull=True),
                name="partner_mention_linked_names_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class ProjectEvidence(models.Model):
    """A deed of the ledger that stands behind a project in a year. One deed may stand behind several projects."""

    project = models.ForeignKey("plans.Project", models.PROTECT, related_name="evidence")
    fiscal_year = models.SmallIntegerField()
    #: The deed, as the ledger names it (``relations.contact/12``).
    source = models.CharField(max_length=120)
    #: A person's id without a foreign key.
    linked_by = models.BigIntegerField(null=True, blank=True)
    linked_at = models.DateTimeField()

    class Meta:
        db_table = "plans_project_evidence"
        ordering = ["project", "fiscal_year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "fiscal_year", "source"], name="evidence_once_a_project"
            )
        ]
        indexes = [models.Index(fields=["source"], name="evidence_by_source")]

    def __str__(self) -> str:
        return self.source
