"""A partnership, and the institutions that are its sides."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.core.rights import Level
from yuinowa.partnerships.domain.dormancy import AFTER_DAYS, USUAL_DAYS
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.parties import OPEN, PartyRole, PartyState
from yuinowa.partnerships.domain.phases import OVER, Phase
from yuinowa.partnerships.domain.policy import MAX_PURPOSE, MAX_REASON, MAX_TITLE

#: Between the sides nothing of a partnership as such is private to one of them.
LEVELS = (Level.PARTIES, Level.MEMBERS, Level.PUBLIC)


def one_of(
    field: str, codes: type[StrEnum] | Sequence[StrEnum], name: str
) -> models.CheckConstraint:
    """``field`` holds one of ``codes``."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__in": [code.value for code in codes]}), name=name
    )


class Partnership(models.Model):
    """What two or more institutions plan and do together (協働の取組)."""

    title = models.CharField(max_length=MAX_TITLE)
    purpose = models.CharField(max_length=MAX_PURPOSE)
    form = models.CharField(max_length=24)
    zone = models.CharField(max_length=4)
    #: Why this form in this zone, where the two do not belong together.
    zone_reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    initiator = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="partnerships_begun"
    )
    state = models.CharField(max_length=20, default="idea")
    #: When the present phase began.
    state_since = models.DateTimeField()
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    #: What whoever may see it reads beside title, sides, purpose and form.
    public_summary = models.CharField(max_length=MAX_PURPOSE, blank=True, default="")
    #: The narrowest of what the sides allow; kept here so that lists are one query.
    level = models.CharField(max_length=8, default="parties")
    #: Why it was given up.
    end_reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    #: How it is evaluated, once somebody has proposed it.
    evaluation = models.OneToOneField(
        "evaluation.EvaluationPlan",
        on_delete=models.PROTECT,
        related_name="partnership",
        null=True,
        blank=True,
    )
    #: Where the sides meet, once somebody has called them together.
    body = models.OneToOneField(
        "governance.Body",
        on_delete=models.PROTECT,
        related_name="partnership",
        null=True,
        blank=True,
    )
    #: The partnership that this one takes up again.
    predecessor = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="successor", null=True, blank=True
    )
    #: Days without an activity after which it is shown as dormant.
    dormant_after_days = models.PositiveSmallIntegerField(default=USUAL_DAYS)
    version = models.PositiveIntegerField(default=1)
    begun_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("form", Form, "partnership_form_known"),
            one_of("zone", Zone, "partnership_zone_known"),
            one_of("state", Phase, "partnership_state_known"),
            one_of("level", LEVELS, "partnership_level_known"),
            models.CheckConstraint(condition=~Q(title=""), name="partnership_has_a_title"),
            models.CheckConstraint(
                condition=Q(dormant_after_days__in=AFTER_DAYS),
                name="partnership_dormant_after_known",
            ),
            models.CheckConstraint(
                condition=Q(start_on=None) | Q(end_on=None) | Q(start_on__lte=F("end_on")),
                name="partnership_days_in_order",
            ),
            models.CheckConstraint(
                # In the order of the phases: a set has none, and the constraint would change from run to run.
                condition=~Q(state__in=[code.value for code in Phase if code in OVER])
                | ~Q(end_reason=""),
                name="partnership_end_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-id"], name="partnership_by_state"),
            # The order of the lists: a page is read without sorting all there is.
            models.Index(fields=["-begun_at", "-id"], name="partnership_newest_first"),
        ]
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:partnership-detail", args=[self.pk])

    @property
    def phase(self) -> Phase:
        return Phase(self.state)

    @property
    def is_over(self) -> bool:
        return self.phase.is_over


class Party(models.Model):
    """One side: an institution that was asked, has joined, or has gone again. Its record stays (I18)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="parties")
    institution = models.ForeignKey(
        "directory.Institution", on_delete=models.PROTECT, related_name="partnership_sides"
    )
    role = models.CharField(max_length=12, default="equal")
    state = models.CharField(max_length=12, default="invited")
    #: Which side asked it; empty for the one that began.
    asked_by = models.ForeignKey(
        "directory.Institution",
        on_delete=models.PROTECT,
        related_name="partnership_sides_asked",
        null=True,
        blank=True,
    )
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True, blank=True)
    #: When it declined, left, or the invitation was taken back.
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    #: How far this side lets the partnership be seen; the narrowest side decides.
    level = models.CharField(max_length=8, default="parties")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            one_of("role", PartyRole, "party_role_known"),
            one_of("state", PartyState, "party_state_known"),
            one_of("level", LEVELS, "party_level_known"),
            # I1: the sides are different institutions.
            models.UniqueConstraint(
                fields=["partnership", "institution"],
                condition=Q(state__in=[state.value for state in OPEN]),
                name="party_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in OPEN], ended_at=None)
                | (
                    ~Q(state__in=[state.value for state in OPEN])
                    & Q(ended_at__isnull=False)
                    & (Q(state=PartyState.TAKEN_BACK.value) | ~Q(end_reason=""))
                ),
                name="party_end_has_a_time_and_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=PartyState.JOINED.value) | Q(joined_at__isnull=False),
                name="party_joined_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["institution", "state"], name="party_of_institution"),
            # Whether an institution is a side of this one: asked for each row of a list.
            models.Index(fields=["partnership", "institution"], name="party_of_partnership"),
        ]
        ordering = ["partnership", "pk"]

    def __str__(self) -> str:
        return f"{self.partnership_id} {self.institution_id}"

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def has_joined(self) -> bool:
        return self.state == PartyState.JOINED
