"""What people write on the pages of bodies and meetings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import (
    CleanCharField,
    DayField,
    LinesField,
    TimeOfDayField,
    WholeNumberField,
)
from yuinowa.governance import labels as words
from yuinowa.governance.domain.bodies import BodyKind, Rule
from yuinowa.governance.domain.policy import (
    DAYS_AHEAD,
    DAYS_BACK,
    MAX_ITEM,
    MAX_ITEMS,
    MAX_MINUTES,
    MAX_PLACE,
    MAX_REASON,
    MAX_TEXT,
    MAX_TITLE,
)
from yuinowa.governance.domain.promises import PromiseState
from yuinowa.governance.services.bodies import Ways
from yuinowa.governance.services.entries import Decided, Promised
from yuinowa.governance.services.meetings import Call, Minutes

_SHORT, _DAY = {"class": "yw-input--6"}, {"class": "yw-input--12"}


class NearDayField(DayField):
    """A day that a meeting of ours can be on: not decades away by a slip of the hand."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        day = super().clean(value)
        today = clock.today()
        if day is not None and not (
            today - timedelta(days=DAYS_BACK) <= day <= today + timedelta(days=DAYS_AHEAD)
        ):
            raise ValidationError(_("This day is too far away. Check the year."))
        return day


class VersionForm(forms.Form):
    """A form on something that may have moved on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def on_top_of(self, version: int) -> None:
        """Let what was typed be sent again on top of somebody else's change."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["version"] = str(version)


class BodyForm(VersionForm):
    title = CleanCharField(label=gettext_lazy("What the body is called"), max_length=MAX_TITLE)
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of body it is"),
        choices=[(kind.value, label) for kind, label in words.KINDS.items()],
    )
    quorum = WholeNumberField(
        label=gettext_lazy("How many sides must be there to decide"),
        low=1,
        high=10_000,
        widget=forms.TextInput(attrs=_SHORT),
    )
    rule = forms.ChoiceField(
        label=gettext_lazy("How it decides"),
        choices=[(rule.value, label) for rule, label in words.RULES.items()],
        help_text=gettext_lazy("A single decision can be made otherwise, and then says so."),
    )
    next_meeting_due = NearDayField(
        label=gettext_lazy("By when it meets again"),
        required=False,
        widget=forms.TextInput(attrs=_DAY),
    )
    term_until = NearDayField(
        label=gettext_lazy("Until when it is there"),
        required=False,
        widget=forms.TextInput(attrs=_DAY),
    )

    def ways(self) -> Ways:
        """What a valid form says."""
        data = self.cleaned_data
        return Ways(
            title=data["title"],
            kind=BodyKind(data["kind"]),
            quorum=data["quorum"],
            rule=Rule(data["rule"]),
            term_until=data["term_until"],
            next_meeting_due=data["next_meeting_due"],
        )


class CallForm(forms.Form):
    day = NearDayField(label=gettext_lazy("Day"), widget=forms.TextInput(attrs=_DAY))
    begins = TimeOfDayField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    ends = TimeOfDayField(
        label=gettext_lazy("Ends at"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    place = CleanCharField(label=gettext_lazy("Where it is"), max_length=MAX_PLACE, required=False)
    online = CleanCharField(
        label=gettext_lazy("How to take part online"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("The address, as text. Only the sides read it."),
    )
    agenda = LinesField(
        label=gettext_lazy("What you talk about"),
        required=False,
        most=MAX_ITEMS,
        longest=MAX_ITEM,
        help_text=gettext_lazy("One point a line."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begins, ends = data.get("begins"), data.get("ends")
        if ends and (not begins or ends <= begins) and "begins" not in self.errors:
            self.add_error("ends", _("The end is after the beginning."))
        return data

    def call(self) -> Call:
        """What a valid form says."""
        data = self.cleaned_data
        return Call(
            day=data["day"],
            agenda=data["agenda"],
            begins=data["begins"],
            ends=data["ends"],
            place=data["place"],
            online=data["online"],
        )


class PlanForm(CallForm):
    once = OnceField()


class ChangeCallForm(VersionForm, CallForm):
    """When and where, as long as the meeting is to come."""


class CancelForm(VersionForm):
    reason = CleanCharField(label=gettext_lazy("Why it is cancelled"), max_length=MAX_REASON)


class RecordForm(VersionForm):
    """Who was there and what was said. The sides are those of the body."""

    present = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there"), widget=forms.CheckboxSelectMultiple
    )
    minutes = CleanCharField(
        label=gettext_lazy("Minutes of the meeting"),
        max_length=MAX_MINUTES,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=gettext_lazy(
            "What was talked about. Decisions and promises are written below, one by one. No names of persons."
        ),
    )
    next_due = NearDayField(
        label=gettext_lazy("By when you meet again"),
        required=False,
        widget=forms.TextInput(attrs=_DAY),
    )

    def __init__(self, *args: Any, sides: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.MultipleChoiceField", self.fields["present"])
        field.choices = [(str(pk), name) for pk, name in sides]

    def written(self) -> Minutes:
        """What a valid form says."""
        data = self.cleaned_data
        present = frozenset(int(pk) for pk in data["present"])
        return Minutes(present=present, text=data["minutes"], next_due=data["next_due"])


class DecisionForm(forms.Form):
    text = CleanCharField(label=gettext_lazy("What was decided"), max_length=MAX_TEXT)
    rule = forms.ChoiceField(
        label=gettext_lazy("How it was decided"),
        widget=forms.RadioSelect,
        choices=[(rule.value, label) for rule, label in words.RULES.items()],
    )
    dissent = CleanCharField(
        label=gettext_lazy("What others thought"),
        max_length=MAX_TEXT,
        required=False,
        help_text=gettext_lazy("Which side thought otherwise, and why; without names of persons."),
    )
    once = OnceField()

    def decided(self) -> Decided:
        """What a valid form says."""
        data = self.cleaned_data
        return Decided(data["text"], Rule(data["rule"]), data["dissent"])


class PromiseForm(forms.Form):
    """Who promised what by when. The sides are those that were there."""

    owner = forms.ChoiceField(label=gettext_lazy("Who promised"))
    text = CleanCharField(label=gettext_lazy("What was promised"), max_length=MAX_TEXT)
    due = NearDayField(label=gettext_lazy("By when"), widget=forms.TextInput(attrs=_DAY))
    once = OnceField()

    def __init__(self, *args: Any, sides: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["owner"])
        field.choices = [(str(pk), name) for pk, name in sides]

    def promised(self) -> Promised:
        """What a valid form says."""
        data = self.cleaned_data
        return Promised(int(data["owner"]), data["text"], data["due"])


class SettleForm(forms.Form):
    state = forms.ChoiceField(
        label=gettext_lazy("Was it kept?"),
        widget=forms.RadioSelect,
        choices=[
            (state.value, label)
            for state, label in words.PROMISE_STATES.items()
            if state is not PromiseState.OPEN
        ],
    )
    outcome = CleanCharField(
        label=gettext_lazy("What came of it"),
        max_length=MAX_TEXT,
        required=False,
        help_text=gettext_lazy("If it was not kept: why, and what comes now."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        is_unsaid = not data.get("outcome") and "outcome" not in self.errors
        if data.get("state") == PromiseState.NOT_KEPT and is_unsaid:
            self.add_error("outcome", _("Write why it was not kept."))
        return data
