"""Goals and tasks, which all sides share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.partnerships.domain.policy import MAX_AMOUNT, MAX_REASON, MAX_WORDS
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.models import Party
from yuinowa.partnerships.services.shared import GoalWords, TaskWords

if TYPE_CHECKING:
    from yuinowa.ledger.models import Indicator

_SHORT = {"class": "yw-input--12"}


class SidesForm(forms.Form):
    """A form that names sides."""

    def __init__(
        self,
        *args: Any,
        sides: Sequence[Party],
        indicators: Iterable[Indicator] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(party.pk), party.institution.name) for party in sides]
        for name in ("owner", "accountable", "helpers"):
            if name in self.fields:
                self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
        if "indicator" in self.fields:
            self.fields["indicator"].choices = [  # type: ignore[attr-defined]  # a choice field
                ("", _("Counted otherwise")),
                *((str(one.pk), f"{one.name}（{one.institution.name}）") for one in indicators),
            ]


class GoalFields(SidesForm):
    what = CleanCharField(
        label=gettext_lazy("What is to be reached"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("A change for people, not only an event held."),
    )
    measure = CleanCharField(
        label=gettext_lazy("How it is measured"),
        max_length=MAX_REASON,
        help_text=gettext_lazy(
            "A count of the ledger, a short questionnaire, a list of names at the door."
        ),
    )
    amount = WholeNumberField(
        label=gettext_lazy("How much"),
        low=1,
        high=MAX_AMOUNT,
        widget=forms.TextInput(attrs=_SHORT),
    )
    unit = CleanCharField(
        label=gettext_lazy("Of what (times, families, percent)"),
        max_length=20,
        widget=forms.TextInput(attrs=_SHORT),
    )
    by_when = DayField(label=gettext_lazy("By when"), widget=forms.TextInput(attrs=_SHORT))
    owner = forms.ChoiceField(label=gettext_lazy("Which side looks after it"))
    indicator = forms.ChoiceField(
        label=gettext_lazy("Indicator that counts it"),
        required=False,
        help_text=gettext_lazy(
            "If one of the sides counts it already, the figure comes from there."
        ),
    )

    def words(self) -> GoalWords:
        data = self.cleaned_data
        return GoalWords(
            what=data["what"],
            measure=data["measure"],
            amount=data["amount"],
            unit=data["unit"],
            by_when=data["by_when"],
            owner=int(data["owner"]),
            indicator=int(data["indicator"]) if data["indicator"] else None,
        )


class TaskFields(SidesForm):
    text = CleanCharField(label=gettext_lazy("What is to be done"), max_length=MAX_WORDS)
    accountable = forms.ChoiceField(
        label=gettext_lazy("Which side is accountable"),
        help_text=gettext_lazy("Exactly one. The others help."),
    )
    helpers = forms.MultipleChoiceField(
        label=gettext_lazy("Which sides help"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    due = DayField(
        label=gettext_lazy("By when"), required=False, widget=forms.TextInput(attrs=_SHORT)
    )
    done_when = CleanCharField(
        label=gettext_lazy("Done when"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("So that all sides see the same thing as done."),
    )

    def words(self) -> TaskWords:
        data = self.cleaned_data
        return TaskWords(
            text=data["text"],
            accountable=int(data["accountable"]),
            helpers=frozenset(int(party) for party in data["helpers"]),
            due=data["due"],
            done_when=data["done_when"],
        )


class AddGoalForm(GoalFields):
    """A goal more."""

    once = OnceField()


class AddTaskForm(TaskFields):
    """A task more."""

    once = OnceField()


class ChangeGoalForm(VersionForm, GoalFields):
    """The goal, changed."""


class ChangeTaskForm(VersionForm, TaskFields):
    """The task, changed."""
