"""An activity as it is planned, who hosts it, and reasons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField, TimeOfDayField
from yuinowa.ledger.domain.deeds import MAX_REASON
from yuinowa.partnerships.domain.activities import (
    MAX_ONLINE,
    MAX_PART,
    MAX_PLACE,
    ActivityKind,
    Days,
    Participation,
)
from yuinowa.partnerships.domain.policy import MAX_TITLE
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import activities as words
from yuinowa.partnerships.models import Activity, ActivityHost, Party
from yuinowa.partnerships.services.activity_plans import ActivityPlan, When

#: How wide a number and a day are.
SHORT, LONG = {"class": "yw-input--6"}, {"class": "yw-input--12"}


class DaysForm(forms.Form):
    """From which day to which."""

    day = DayField(label=gettext_lazy("Day"), widget=forms.TextInput(attrs=LONG))
    last_day = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=forms.TextInput(attrs=LONG),
        help_text=gettext_lazy("Only if it goes on for several days."),
    )

    def days(self) -> Days:
        """What a valid form says."""
        return Days(self.cleaned_data["day"], self.cleaned_data["last_day"])


class WhenForm(DaysForm):
    """When and where: what the hosts agree to."""

    begins = TimeOfDayField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TextInput(attrs=SHORT)
    )
    ends = TimeOfDayField(
        label=gettext_lazy("Ends at"), required=False, widget=forms.TextInput(attrs=SHORT)
    )
    place = CleanCharField(label=gettext_lazy("Where it is"), max_length=MAX_PLACE, required=False)

    def when(self) -> When:
        """What a valid form says."""
        data = self.cleaned_data
        return When(self.days(), data["begins"], data["ends"], data["place"])


class PlanFields(WhenForm):
    title = CleanCharField(
        label=pgettext_lazy("an activity", "What it is called"),
        max_length=MAX_TITLE,
        help_text=gettext_lazy("As you would announce it. No names of persons."),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of activity"),
        choices=[(code.value, label) for code, label in words.KINDS.items()],
    )
    participation = forms.ChoiceField(
        label=gettext_lazy("In what residents take part"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.PARTICIPATIONS.items()],
        initial=Participation.SERVICE.value,
        help_text=gettext_lazy("Deciding together counts as much as being served."),
    )
    online = CleanCharField(
        label=gettext_lazy("How to take part online"),
        max_length=MAX_ONLINE,
        required=False,
        help_text=gettext_lazy("The address, as text. Only the sides read it."),
    )
    hosts = forms.MultipleChoiceField(
        label=gettext_lazy("Sides that host it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Another side is asked, and answers for itself."),
        error_messages={"required": gettext_lazy("Choose at least one side that hosts it.")},
    )
    part = CleanCharField(
        label=gettext_lazy("What your side does"),
        max_length=MAX_PART,
        required=False,
        help_text=gettext_lazy("If it hosts: the room, the books, one librarian."),
    )
    is_open = forms.BooleanField(
        label=gettext_lazy("Show it as far as the partnership is seen, once it is announced"),
        required=False,
        help_text=gettext_lazy("Without this only the sides read it."),
    )
    field_order = (
        "title",
        "kind",
        "participation",
        "day",
        "last_day",
        "begins",
        "ends",
        "place",
        "online",
        "hosts",
        "part",
        "is_open",
    )

    def __init__(self, *args: Any, sides: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hosts"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(party.pk), party.institution.name) for party in sides
        ]

    def plan(self) -> ActivityPlan:
        """What a valid form says."""
        data = self.cleaned_data
        return ActivityPlan(
            title=data["title"],
            kind=ActivityKind(data["kind"]),
            participation=Participation(data["participation"]),
            when=self.when(),
            hosts=frozenset(map(int, data["hosts"])),
            part=data["part"],
            online=data["online"],
            is_open=data["is_open"],
        )


class ProposeForm(PlanFields):
    once = OnceField()


class ChangeForm(VersionForm, PlanFields):
    """The same of one that is ahead."""


class SetDayForm(VersionForm, WhenForm):
    """Another day for what was put off."""

    field_order = ("day", "last_day", "begins", "ends", "place")


class HostForm(forms.Form):
    """What a side says that was named as host."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Do you host it?"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", gettext_lazy("We host it")),
            ("no", gettext_lazy("We do not host it")),
        ],
    )
    part = CleanCharField(
        label=gettext_lazy("What your side does"),
        max_length=MAX_PART,
        required=False,
        help_text=gettext_lazy("If it hosts: the room, the books, one librarian."),
    )


class ReasonForm(VersionForm):
    """Why it is put off, given up or taken back."""

    reason = CleanCharField(
        label=gettext_lazy("Reason"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("It stands beside the activity. No names of persons."),
    )


def values_of(activity: Activity, own: ActivityHost | None = None) -> dict[str, Any]:
    """What the forms show of ``activity``, and of the reader's own side."""
    names = ("title", "kind", "participation", "day", "last_day", "begins", "ends", "place")
    more = ("online", "is_open", "participants", "children", "adults", "helpers", "version")
    found = {name: getattr(activity, name) for name in (*names, *more)}
    found["hosts"] = [
        str(row.party_id) for row in activity.hosts.all() if row.hosts or row.is_asked
    ]
    if own is not None:
        found["part"] = own.part
    return found
