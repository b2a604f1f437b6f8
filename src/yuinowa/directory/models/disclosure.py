"""How far a part of an entry may be seen, where the institution chose otherwise than usual."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from yuinowa.directory.domain.disclosure import CHOICES, Part
from yuinowa.directory.models.constraints import one_of
from yuinowa.directory.models.institutions import Institution


class PartLevel(models.Model):
    institution = models.ForeignKey(
        Institution, on_delete=models.PROTECT, related_name="part_levels"
    )
    part = models.CharField(max_length=12)
    level = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["institution", "part"], name="part_level_once"),
            one_of("part", Part, "part_level_part_known"),
            models.CheckConstraint(
                condition=Q(level__in=list(CHOICES)), name="part_level_level_known"
            ),
        ]
        ordering = ["institution_id", "part"]

    def __str__(self) -> str:
        return f"{self.part} {self.level}"
