"""An issue, a risk, and what is said about a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.partnerships.domain.issues import MAX_ISSUE, IssueLevel
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_WORDS
from yuinowa.partnerships.domain.risks import Degree
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import issues as words
from yuinowa.partnerships.models import Party
from yuinowa.partnerships.services.issues import IssueWords
from yuinowa.partnerships.services.risks import RiskWords

_DAY = {"class": "yw-input--12"}


class _OwnedForm(forms.Form):
    """A form that names the side that looks after something."""

    def __init__(self, *args: Any, sides: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(party.pk), party.institution.name) for party in sides
        ]


class IssueFields(_OwnedForm):
    what = CleanCharField(
        label=gettext_lazy("What stands in the way"),
        max_length=MAX_ISSUE,
        help_text=gettext_lazy(
            "In one line, as all sides read it in the list. No names of persons."
        ),
    )
    more = CleanCharField(
        label=gettext_lazy("What lies behind it"),
        max_length=MAX_WORDS,
        required=False,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Where it sits"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.LEVELS.items()],
        initial=IssueLevel.BETWEEN.value,
    )
    owner = forms.ChoiceField(
        label=gettext_lazy("Which side looks after it"),
        help_text=gettext_lazy("Who of that side does so, the side says itself."),
    )
    due = DayField(label=gettext_lazy("By when"), widget=forms.TextInput(attrs=_DAY))

    def told(self) -> IssueWords:
        """What a valid form says."""
        data = self.cleaned_data
        return IssueWords(
            what=data["what"],
            more=data["more"],
            level=IssueLevel(data["level"]),
            owner=int(data["owner"]),
            due=data["due"],
        )


class RaiseForm(IssueFields):
    """An issue more."""

    once = OnceField()


class RewordForm(VersionForm, IssueFields):
    """The issue, in other words."""


class SaidForm(VersionForm):
    """What was done, or why."""

    said = CleanCharField(
        label=gettext_lazy("What was done, or why"),
        max_length=MAX_REASON,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("All sides read it."),
    )

    def __init__(self, *args: Any, asked: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asked:
            self.fields["said"].label = asked


class RiskFields(_OwnedForm):
    what = CleanCharField(label=gettext_lazy("What might go wrong"), max_length=MAX_REASON)
    likely = forms.TypedChoiceField(
        label=gettext_lazy("How likely it is"),
        widget=forms.RadioSelect,
        coerce=int,
        choices=[(code.value, label) for code, label in words.LIKELY.items()],
        initial=Degree.MIDDLE.value,
    )
    bad = forms.TypedChoiceField(
        label=gettext_lazy("How bad it would be"),
        widget=forms.RadioSelect,
        coerce=int,
        choices=[(code.value, label) for code, label in words.BAD.items()],
        initial=Degree.MIDDLE.value,
    )
    measure = CleanCharField(
        label=gettext_lazy("What is done about it"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("Before it happens, or when it does."),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Which side looks after it"))
    review_on = DayField(
        label=pgettext_lazy("a risk", "Looked at again on"), widget=forms.TextInput(attrs=_DAY)
    )

    def told(self) -> RiskWords:
        """What a valid form says."""
        data = self.cleaned_data
        return RiskWords(
            what=data["what"],
            likely=Degree(data["likely"]),
            bad=Degree(data["bad"]),
            measure=data["measure"],
            owner=int(data["owner"]),
            review_on=data["review_on"],
        )


class WriteRiskForm(RiskFields):
    """A risk more."""

    once = OnceField()


class ReviewRiskForm(VersionForm, RiskFields):
    """The risk, as it is seen now."""
