"""The ledger itself: entries that are written once, the statements and contexts they refer to.

``ledger_entry`` refuses UPDATE and DELETE by trigger on both databases (migration ``append_only``). Rows are
written by ``services.posting`` alone, in one statement with their roll-up cells.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q


class Context(models.Model):
    """Under what something was done: a partnership, an agreement. Owned here, pointed to from above."""

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=60)
    label = models.CharField(max_length=200)

    class Meta:
        db_table = "ledger_context"
        ordering = ["kind", "label", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="context_named_once"),
        ]

    def __str__(self) -> str:
        return self.label


class Statement(models.Model):
    """A document in which somebody says figures: a yearly report, a survey."""

    stated_by = models.ForeignKey(
        "directory.Institution", models.PROTECT, related_name="+", db_column="stated_by"
    )
    title = models.CharField(max_length=200)
    received_on = models.DateField()
    #: The stored file, as core names it; empty when the figures came without one.
    attachment = models.CharField(max_length=120, blank=True, default="")
    #: SHA-256 of the file, or of the figures: the same document is taken in once.
    digest = models.CharField(max_length=64)
    #: Taken back: its figures are reversed, and the same document may be taken in anew.
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "ledger_statement"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["stated_by", "digest"],
                condition=Q(withdrawn_at__isnull=True),
                name="statement_taken_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Entry(models.Model):
    """One leg of a deed, or its reversal, as it was posted."""

    id: models.BigAutoField[int, int] = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=40)
    unit = models.CharField(max_length=16)
    quantity = models.BigIntegerField()
    giver = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        null=True,
        related_name="+",
        db_column="giver",
        db_index=False,
    )
    receiver = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        null=True,
        related_name="+",
        db_column="receiver",
        db_index=False,
    )
    scope = models.SmallIntegerField()
    principal = models.BooleanField()
    grain = models.SmallIntegerField()
    day_from = models.DateField()
    day_to = models.DateField()
    fiscal_year = models.SmallIntegerField()
    #: yyyymm; yyyy00 when only the year is known.
    month = models.IntegerField()
    voice = models.SmallIntegerField()
    stated_by = models.ForeignKey(
        "directory.Institution",
        models.PROTECT,
        related_name="+",
        db_column="stated_by",
        db_index=False,
    )
    context = models.ForeignKey(
        Context,
        models.PROTECT,
        null=True,
        related_name="entries",
        db_column="context",
        db_index=False,
    )
    statement = models.ForeignKey(
        Statement,
        models.PROTECT,
        null=True,
        related_name="entries",
        db_column="statement",
        db_index=False,
    )
    source = models.CharField(max_length=120)
    leg = models.SmallIntegerField()
    revision = models.SmallIntegerField()
    reversal = models.BooleanField()
    #: Posted after an institution taking part had closed the year.
    late = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)
    #: A person's id without a foreign key: erasing a person leaves the ledger whole.
    posted_by = models.BigIntegerField(null=True)
    posted_at = models.DateTimeField()

    class Meta:
        db_table = "ledger_entry"
        ordering = ["-day_from", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "unit", "leg", "revision", "reversal"], name="deed_posts_once"
            ),
            models.UniqueConstraint(
                fields=["source", "unit", "revision"],
                condition=Q(principal=True, reversal=False),
                name="one_principal_leg",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=False) | Q(receiver__isnull=False),
                name="someone_takes_part",
            ),
            models.CheckConstraint(
                condition=Q(giver__isnull=True)
                | Q(receiver__isnull=True)
                | Q(scope=1)
                | ~Q(giver=F("receiver")),
                name="not_to_oneself",
            ),
            models.CheckConstraint(
                condition=Q(reversal=True, quantity__lte=0) | Q(reversal=False, quantity__gte=0),
                name="quantity_has_a_sense",
            ),
            models.CheckConstraint(
                condition=~Q(quantity=0) | Q(voice__gt=1), name="zero_is_only_stated"
            ),
            models.CheckConstraint(
                condition=Q(voice__gt=1) | Q(grain=1), name="recorded_by_the_day"
            ),
            models.CheckConstraint(
                condition=Q(grain=1, day_from=F("day_to"))
                | (~Q(grain=1) & Q(day_from__lt=F("day_to"))),
                name="day_is_one_day",
            ),
            models.CheckConstraint(condition=Q(day_from__lte=F("day_to")), name="days_in_order"),
            models.CheckConstraint(
                condition=Q(voice=1, statement__isnull=True)
                | (~Q(voice=1) & Q(statement__isnull=False)),
                name="stated_has_statement",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") | Q(late=False, reversal=False),
                name="oddity_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "fiscal_year", "kind"], name="entry_by_giver"),
            models.Index(fields=["receiver", "fiscal_year", "kind"], name="entry_by_receiver"),
            models.Index(fields=["context", "fiscal_year"], name="entry_by_context"),
        ]

    def __str__(self) -> str:
        return f"{self.source}#{self.leg} r{self.revision}"
