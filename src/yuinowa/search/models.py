"""What the indexer has yet to do, and what must not be found until it has."""

from __future__ import annotations

from django.db import models


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
    """An object that no search may find until its document has caught up.

    Each hiding is a row of its own: the indexer clears the ones it saw before it loaded the object,
    and never one that came after.
    """

    collection = models.CharField(max_length=40)
    object_id = models.BigIntegerField()

    class Meta:
        db_table = "search_hidden"
        indexes = [models.Index(fields=["collection", "object_id"], name="search_hidden_objects")]

    def __str__(self) -> str:
        return f"{self.collection} {self.object_id}"
