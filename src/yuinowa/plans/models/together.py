"""Partnerships with which a project is carried out."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from yuinowa.plans.domain.together import LONGEST, LinkState


class ProjectPartnership(models.Model):
    """A project and a partnership that show each other. Ended, never deleted; linked anew it is another row."""

    project = models.ForeignKey("plans.Project", models.PROTECT, related_name="partnerships")
    partnership = models.ForeignKey(
        "partnerships.Partnership", models.PROTECT, related_name="plan_projects"
    )
    #: What the project has to do with it, in the words of the plan's people.
    about = models.CharField(max_length=LONGEST)
    state = models.CharField(max_length=8, default="standing")
    #: A person's id without a foreign key: erasing a person leaves the history whole.
    linked_by = models.BigIntegerField(null=True, blank=True)
    linked_at = models.DateTimeField()
    #: The side that says it is not theirs, since when, and why; nobody, while it stands.
    doubted_side = models.ForeignKey(
        "directory.Institution", models.PROTECT, null=True, blank=True, related_name="+"
    )
    doubted_at = models.DateTimeField(null=True, blank=True)
    doubt = models.CharField(max_length=LONGEST, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "plans_project_partnership"
        ordering = ["project", "-linked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[code.value for code in LinkState]),
                name="project_partnership_state_known",
            ),
            models.UniqueConstraint(
                fields=["project", "partnership"],
                condition=~Q(state=LinkState.ENDED.value),
                name="project_partnership_open_once",
            ),
            models.CheckConstraint(
                condition=~Q(about=""), name="project_partnership_says_what_for"
            ),
            models.CheckConstraint(
                condition=~Q(state=LinkState.DOUBTED.value)
                | (Q(doubted_side__isnull=False) & Q(doubted_at__isnull=False) & ~Q(doubt="")),
                name="project_partnership_doubt_has_a_side_and_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=LinkState.ENDED.value, ended_at__isnull=False)
                | (~Q(state=LinkState.ENDED.value) & Q(ended_at__isnull=True)),
                name="project_partnership_ended_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.partnership_id}"

    def get_absolute_url(self) -> str:
        """The page on which the plan's people settle it."""
        return reverse("plans:project-partnerships", args=[self.project.plan_id, self.project.key])

    @property
    def is_over(self) -> bool:
        return self.state == LinkState.ENDED
