"""Relations of two institutions, what each side says about them, and their depth with its history."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.core.rights import Level
from yuinowa.relations.domain.bases import BasisCode
from yuinowa.relations.domain.depths import Depth
from yuinowa.relations.domain.kinds import MAX_WORDS, RECORDED, Frequency, RelationKind
from yuinowa.relations.domain.tags import TagCode
from yuinowa.relations.models.constraints import one_of

#: Between two sides nothing is private to one of them.
LEVELS = (Level.PARTIES, Level.MEMBERS, Level.PUBLIC)


class Relation(models.Model):
    """``one`` and ``other`` are related since a day. A supporter is ``one``; else the smaller number is (I4)."""

    kind = models.CharField(max_length=16)
    one = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="relations_as_one"
    )
    other = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="relations_as_other"
    )
    recorded_by = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="relations_recorded"
    )
    since = models.DateField()
    #: The last day that was agreed; the relation goes on until somebody ends it.
    until = models.DateField(null=True, blank=True)
    frequency = models.CharField(max_length=12, blank=True, default="")
    evidence = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    depth = models.CharField(max_length=16, blank=True, default="")
    #: The narrower of what the two sides allow; kept here so that lists are one query.
    level = models.CharField(max_length=8)
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(one=F("other")), name="relation_not_with_oneself"),
            # I4: only support has a direction.
            models.CheckConstraint(
                condition=Q(kind=RelationKind.SUPPORT.value) | Q(one__lt=F("other")),
                name="relation_without_direction_has_one_order",
            ),
            models.UniqueConstraint(
                fields=["kind", "one", "other"],
                condition=Q(ended_on=None),
                name="relation_current_once",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by=F("one")) | Q(recorded_by=F("other")),
                name="relation_recorded_by_a_side",
            ),
            # I5: working together is derived from partnerships; there is no row to type it into.
            one_of("kind", RECORDED, "relation_kind_recorded_here"),
            one_of("frequency", Frequency, "relation_frequency_known", ""),
            one_of("depth", Depth, "relation_depth_known", ""),
            one_of("level", LEVELS, "relation_level_known"),
            models.CheckConstraint(
                condition=Q(ended_on=None, end_reason="")
                | (Q(ended_on__isnull=False) & ~Q(end_reason="")),
                name="relation_end_has_a_reason",
            ),
            models.CheckConstraint(
                condition=(Q(until=None) | Q(since__lte=F("until")))
                & (Q(ended_on=None) | Q(since__lte=F("ended_on"))),
                name="relation_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["one", "ended_on"], name="relation_of_one"),
            models.Index(fields=["other", "ended_on"], name="relation_of_other"),
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.one_id} {self.other_id}"

    def get_absolute_url(self) -> str:
        return reverse("relations:relation-detail", args=[self.pk])

    @property
    def is_current(self) -> bool:
        return self.ended_on is None

    @property
    def sides(self) -> tuple[int, int]:
        return self.one_id, self.other_id


class RelationBasis(models.Model):
    """A law, standard or case book that a relation answers."""

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="bases")
    code = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relation", "code"], name="relation_basis_once"),
            one_of("code", BasisCode, "relation_basis_known"),
        ]
        ordering = ["relation", "pk"]

    def __str__(self) -> str:
        return self.code


class SideWords(models.Model):
    """What one side says: what it is for, how deep it should become, how far it may be seen. Nobody else edits it (I13)."""

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="words")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="words_on_relations"
    )
    purpose = models.CharField(max_length=MAX_WORDS, blank=True, default="")
    desired = models.CharField(max_length=16, blank=True, default="")
    level = models.CharField(max_length=8)
    version = models.PositiveIntegerField(default=1)
    written_by = models.BigIntegerField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["relation", "institution"], name="relation_words_once_a_side"
            ),
            one_of("desired", Depth, "relation_desired_depth_known", ""),
            one_of("level", LEVELS, "relation_words_level_known"),
        ]
        ordering = ["relation", "pk"]

    def __str__(self) -> str:
        return self.purpose


class SideTag(models.Model):
    """A reason, a task, a barrier or an enabler that one side named."""

    words = models.ForeignKey(SideWords, on_delete=models.PROTECT, related_name="tags")
    code = models.CharField(max_length=24)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["words", "code"], name="relation_tag_once"),
            one_of("code", TagCode, "relation_tag_known"),
        ]
        indexes = [models.Index(fields=["code"], name="relation_tag_by_code")]
        ordering = ["words", "pk"]

    def __str__(self) -> str:
        return self.code


class DepthChange(models.Model):
    """From what depth to what, on which day, by what evidence, and which side decided it. Never edited."""

    relation = models.ForeignKey(Relation, on_delete=models.PROTECT, related_name="depth_changes")
    number = models.PositiveIntegerField()
    before = models.CharField(max_length=16, blank=True, default="")
    after = models.CharField(max_length=16)
    on_day = models.DateField()
    evidence = models.CharField(max_length=MAX_WORDS)
    #: What the records spoke for on that day.
    suggested = models.CharField(max_length=16, blank=True, default="")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="depths_decided"
    )
    #: Id only.
    decided_by = models.BigIntegerField(null=True, blank=True)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["relation", "number"], name="depth_change_numbered"),
            models.CheckConstraint(
                condition=~Q(before=F("after")), name="depth_change_changes_something"
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="depth_change_has_evidence"),
            one_of("before", Depth, "depth_before_known", ""),
            one_of("after", Depth, "depth_after_known"),
            one_of("suggested", Depth, "depth_suggested_known", ""),
        ]
        ordering = ["relation", "-number"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
