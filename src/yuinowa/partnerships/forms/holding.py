"""What came of an activity, and what one side says of its own part; putting it right."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, WholeNumberField
from yuinowa.ledger.domain.deeds import MAX_REASON
from yuinowa.partnerships.domain.activities import (
    MAX_COST,
    MAX_LEARNT,
    MAX_PEOPLE,
    Participation,
    People,
)
from yuinowa.partnerships.forms.activities import LONG, SHORT, DaysForm, PlanFields
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.services.holding import Held, Told


def _people(label: Any, help_text: Any = "") -> WholeNumberField:
    return WholeNumberField(
        label=label,
        low=0,
        high=MAX_PEOPLE,
        required=False,
        widget=forms.TextInput(attrs=SHORT),
        help_text=help_text,
    )


class HeldFields(VersionForm, DaysForm):
    """What came of it for all."""

    participation = PlanFields.base_fields["participation"]
    participants = _people(
        gettext_lazy("How many took part"),
        gettext_lazy("All together. Leave it empty if nobody counted; 0 means that nobody came."),
    )
    children = _people(gettext_lazy("Of them children"))
    adults = _people(gettext_lazy("Of them adults"))
    helpers = _people(gettext_lazy("Of them residents who helped"))

    def held(self) -> Held:
        """What a valid form says."""
        data = self.cleaned_data
        counts = (data[name] for name in ("participants", "children", "adults", "helpers"))
        return Held(self.days(), Participation(data["participation"]), People(*counts))


class ToldFields(forms.Form):
    """What one side says of its own part."""

    staff = _people(
        gettext_lazy("How many of your people were there"),
        gettext_lazy("Of your side alone. Leave it empty if you do not know."),
    )
    cost_yen = WholeNumberField(
        label=gettext_lazy("What your side paid, in yen"),
        low=0,
        high=MAX_COST,
        required=False,
        widget=forms.TextInput(attrs=LONG),
        help_text=gettext_lazy("Leave it empty if you do not know; 0 means nothing."),
    )
    learnt = CleanCharField(
        label=gettext_lazy("What your side learnt"),
        max_length=MAX_LEARNT,
        required=False,
        help_text=gettext_lazy("One line. The other sides read it."),
    )

    def told(self) -> Told:
        """What a valid form says."""
        data = self.cleaned_data
        return Told(data["staff"], data["cost_yen"], data["learnt"])


class HoldForm(HeldFields, ToldFields):
    """Writing down that it was held."""

    once = OnceField()
    late_reason = CleanCharField(
        label=gettext_lazy("Why only now"),
        max_length=MAX_REASON,
        required=False,
        help_text=gettext_lazy(
            "The year is closed. The figure moves and is marked as recorded late."
        ),
    )
    field_order = (
        "day",
        "last_day",
        "participation",
        "participants",
        "children",
        "adults",
        "helpers",
        "staff",
        "cost_yen",
        "learnt",
        "late_reason",
    )

    def __init__(
        self, *args: Any, hosts: bool, asks_late_reason: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if not hosts:  # a side that only proposed it has nothing of its own to say
            for name in ToldFields.base_fields:
                del self.fields[name]
        if not asks_late_reason:
            del self.fields["late_reason"]

    def told(self) -> Told | None:  # type: ignore[override]  # nothing, where nothing is asked
        return super().told() if "staff" in self.fields else None


class CorrectForm(HeldFields):
    """Putting right what was written down."""

    reason = CleanCharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("Both versions stay, here and in the ledger."),
    )
    field_order = (
        "day",
        "last_day",
        "participation",
        "participants",
        "children",
        "adults",
        "helpers",
        "reason",
    )


class TellForm(VersionForm, ToldFields):
    """What one's own side says, later."""
