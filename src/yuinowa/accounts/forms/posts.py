"""Who holds a post from when to when, and on which day one asks."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.accounts.forms.days import DayField
from yuinowa.accounts.models import Affiliation
from yuinowa.core.idempotency import OnceField


class VersionField(forms.IntegerField):
    """Which version was looked at, hidden."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


def _choices(people: list[Affiliation]) -> list[tuple[int, str]]:
    return [(a.pk, f"{a.person.display_name} {a.unit}".strip()) for a in people]


class GiveForm(forms.Form):
    """A person of the institution, and the days."""

    affiliation = forms.TypedChoiceField(
        label=_("Who"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a person."),
            "invalid_choice": _("This person does not act for the institution."),
        },
    )
    from_day = DayField(
        label=_("From"),
        help_text=_("Earlier days and days to come may be written, such as 令和9年4月1日."),
    )
    last_day = DayField(
        label=_("Last day"), required=False, help_text=_("Empty, if no end is foreseen.")
    )
    once = OnceField()

    def __init__(self, *args: Any, people: list[Affiliation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["affiliation"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # declared above
        field.choices = _choices(people)

    def to_day(self) -> date | None:
        """The first day on which the post is no longer held."""
        return day_after(self.cleaned_data["last_day"])


class EndForm(forms.Form):
    """The last day on which somebody holds the post."""

    last_day = DayField(
        label=_("Last day"),
        help_text=_("From the next day on the turns of the post are the next holder's."),
    )
    version = VersionField()

    def to_day(self) -> date:
        """The first day on which the post is no longer held."""
        found: date = self.cleaned_data["last_day"]
        return found + timedelta(days=1)


class WithdrawForm(forms.Form):
    """Nothing but which version was looked at."""

    version = VersionField()


class OnDayForm(forms.Form):
    """The day for which one asks, from the address."""

    on = DayField(label=pgettext_lazy("of the posts", "As of"), required=False)


def day_after(last_day: date | None) -> date | None:
    return last_day and last_day + timedelta(days=1)
