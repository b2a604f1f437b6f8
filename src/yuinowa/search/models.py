"""What the indexer has yet to do, and what must not be found until it has."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Pending(models.Model):
    """An object whose document is out of date. Written in the transaction that changed it."""

    collection = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        db_table = "search_pending"
        indexes = [models.Index(fields=["collection", "id"], name="search_pending_in_order")]

    def __str__(self) -> str:
        return f"{self.collection} {self.object_id}"


class Hidden(models.Model):
    """An object that no search may find until its document has caught up, or a part of which many are made.

    Each hiding is a row of its own: the indexer clears the ones it saw before it loaded the object,
    and never one that came after. The row of a part goes when all is done that was pending with it.
    """

    collection = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    part = models.CharField(max_length=60, blank=True, default="")
    #: The last row of ``Pending`` that was written with that of a part.
    pending_up_to = models.BigIntegerField(null=True)

    class Meta:
        db_table = "search_hidden"
        indexes = [models.Index(fields=["collection", "object_id"], name="search_hidden_objects")]
        constraints = [
            models.CheckConstraint(
                condition=Q(object_id__isnull=False, part="", pending_up_to=None)
                | Q(object_id=None, pending_up_to__isnull=False) & ~Q(part=""),
                name="search_hidden_object_or_part",
            )
        ]

    def __str__(self) -> str:
        return f"{self.collection} {self.part or self.object_id}"
