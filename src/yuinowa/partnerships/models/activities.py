"""What the sides do together, which of them host it, and every version of what was written down of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from yuinowa.partnerships.domain.activities import (
    AHEAD,
    MAX_COST,
    MAX_LEARNT,
    MAX_ONLINE,
    MAX_PART,
    MAX_PEOPLE,
    MAX_PLACE,
    ActivityKind,
    ActivityState,
    Days,
    HostState,
    Participation,
    People,
    ledger_source,
)
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_TITLE
from yuinowa.partnerships.models.partnership import Partnership, Party, one_of

_CODES = {state.name: state.value for state in ActivityState}


def _fit() -> Q:
    """Those told apart are no more than all, and all are told where some are."""
    parts = ("children", "adults", "helpers")
    none_told = Q(**dict.fromkeys(parts))
    return none_told | Q(participants__isnull=False)


class Activity(models.Model):
    """One activity of a partnership: planned, perhaps announced, then held; or put off, or given up."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="activities"
    )
    title = models.CharField(max_length=MAX_TITLE)
    kind = models.CharField(max_length=12)
    #: Whether residents took part in a service or in a decision.
    participation = models.CharField(max_length=8)
    day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    begins = models.TimeField(null=True, blank=True)
    ends = models.TimeField(null=True, blank=True)
    place = models.CharField(max_length=MAX_PLACE, blank=True, default="")
    #: Where one takes part from afar; the sides alone read it.
    online = models.CharField(max_length=MAX_ONLINE, blank=True, default="")
    proposer = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    #: Seen as far as the partnership itself, once it is announced or held; else by the sides alone.
    is_open = models.BooleanField(default=False)
    announced_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, default="planned")
    #: Why it was put off, given up or taken back (I26).
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    #: Who took part; empty is not counted (I30).
    participants = models.PositiveIntegerField(null=True, blank=True)
    children = models.PositiveIntegerField(null=True, blank=True)
    adults = models.PositiveIntegerField(null=True, blank=True)
    helpers = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    proposed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "activities"
        constraints = [
            one_of("kind", ActivityKind, "activity_kind_known"),
            one_of("participation", Participation, "activity_participation_known"),
            one_of("state", ActivityState, "activity_state_known"),
            models.CheckConstraint(condition=~Q(title=""), name="activity_has_a_title"),
            models.CheckConstraint(
                condition=Q(last_day=None) | Q(last_day__gt=F("day")),
                name="activity_days_in_order",
            ),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(begins__isnull=False, ends__gt=F("begins")),
                name="activity_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[_CODES["POSTPONED"], _CODES["CANCELLED"]], reason__gt="")
                | (~Q(state__in=[_CODES["POSTPONED"], _CODES["CANCELLED"]]) & Q(reason="")),
                name="activity_put_off_with_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=_CODES["ANNOUNCED"]) | Q(announced_at__isnull=False),
                name="activity_announced_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in AHEAD])
                | Q(participants=None, children=None, adults=None, helpers=None),
                name="activity_ahead_counts_nobody",
            ),
            models.CheckConstraint(condition=_fit(), name="activity_counts_all_of_its_people"),
            models.CheckConstraint(
                condition=Q(participants=None) | Q(participants__lte=MAX_PEOPLE),
                name="activity_people_in_range",
            ),
        ]
        indexes = [
            models.Index(fields=["partnership", "-day", "-id"], name="activity_of_partnership")
        ]
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partnerships:activity-detail", args=[self.partnership_id, self.pk])

    @property
    def is_ahead(self) -> bool:
        return self.state in AHEAD

    @property
    def is_planned(self) -> bool:
        return self.state == ActivityState.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == ActivityState.HELD

    @property
    def is_postponed(self) -> bool:
        return self.state == ActivityState.POSTPONED

    @property
    def is_cancelled(self) -> bool:
        return self.state == ActivityState.CANCELLED

    @property
    def days(self) -> Days:
        return Days(self.day, self.last_day)

    @property
    def people(self) -> People:
        return People(self.participants, self.children, self.adults, self.helpers)

    @property
    def source(self) -> str:
        return ledger_source(self.pk)


class ActivityHost(models.Model):
    """A side named as host: whether it hosts, what it does, and what it says came of it. It alone writes here (I13)."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="hosts")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="activities_hosted")
    state = models.CharField(max_length=8, default="asked")
    part = models.CharField(max_length=MAX_PART, blank=True, default="")
    #: How many of its people were there, and what it paid; empty is not known.
    staff = models.PositiveIntegerField(null=True, blank=True)
    cost_yen = models.BigIntegerField(null=True, blank=True)
    learnt = models.CharField(max_length=MAX_LEARNT, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        db_table = "partnerships_activity_host"
        constraints = [
            one_of("state", HostState, "activity_host_state_known"),
            models.UniqueConstraint(fields=["activity", "party"], name="activity_hosted_once"),
            models.CheckConstraint(
                condition=(Q(staff=None) | Q(staff__lte=MAX_PEOPLE))
                & (Q(cost_yen=None) | Q(cost_yen__gte=0, cost_yen__lte=MAX_COST)),
                name="activity_host_figures_in_range",
            ),
        ]
        ordering = ["activity", "party"]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.party_id}"

    @property
    def hosts(self) -> bool:
        return self.state == HostState.AGREED

    @property
    def is_asked(self) -> bool:
        return self.state == HostState.ASKED


class ActivityRecord(models.Model):
    """One version of what was written down of a held activity; never changed (I29)."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="records")
    number = models.PositiveIntegerField()
    written_for = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    participants = models.PositiveIntegerField(null=True, blank=True)
    children = models.PositiveIntegerField(null=True, blank=True)
    adults = models.PositiveIntegerField(null=True, blank=True)
    helpers = models.PositiveIntegerField(null=True, blank=True)
    #: Why it was put right or taken back; the first has none unless it came late.
    reason = models.CharField(max_length=MAX_REASON, blank=True, default="")
    is_withdrawal = models.BooleanField(default=False)
    written_at = models.DateTimeField()

    class Meta:
        db_table = "partnerships_activity_record"
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="activity_recorded_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason=""), name="activity_put_right_with_a_reason"
            ),
        ]
        ordering = ["activity", "number"]

    def __str__(self) -> str:
        return f"{self.activity_id} {self.number}"
