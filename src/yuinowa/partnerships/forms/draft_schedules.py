"""The schedules of a draft: which of the registered kinds it has, and what is typed into each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from yuinowa.core.text import CleanCharField
from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.domain.schedules import CHOSEN, MAX_SCHEDULE, REGISTER, Schedule
from yuinowa.partnerships.labels import schedules as words

if TYPE_CHECKING:
    from django.forms import BoundField


@dataclass(frozen=True, slots=True)
class ScheduleFields:
    """The fields of one schedule, for the page."""

    name: str
    wanted: BoundField
    text: BoundField

    @property
    def is_open(self) -> bool:
        return bool(self.wanted.value() or self.wanted.errors or self.text.errors)


class SchedulesForm(forms.Form):
    """A box and a field for every kind that the writers of a text choose."""

    def add_schedules(self, text: AgreementText) -> None:
        """Give the form its fields, as ``text`` has them."""
        there = {one.kind: one.text for one in text.schedules}
        for kind in CHOSEN:
            name = {"schedule": words.SCHEDULES[kind]}
            self.fields[f"schedule_{kind.value}"] = forms.BooleanField(
                label=_("Add the schedule “%(schedule)s”") % name,
                required=False,
                initial=kind in there,
                help_text=str(words.ABOUT[kind]),
            )
            self.fields[f"typed_{kind.value}"] = CleanCharField(
                label=_("Words in the schedule “%(schedule)s”") % name,
                max_length=MAX_SCHEDULE,
                one_line=False,
                required=False,
                initial=there.get(kind, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text=_("They stand below the table.") if REGISTER[kind].columns else "",
            )

    @property
    def schedules(self) -> list[ScheduleFields]:
        return [
            ScheduleFields(
                str(words.SCHEDULES[kind]),
                self[f"schedule_{kind.value}"],
                self[f"typed_{kind.value}"],
            )
            for kind in CHOSEN
        ]

    def refuse_forgotten(self) -> None:
        """Words that were typed into a schedule that was not added would be lost: ask which it is."""
        data = self.cleaned_data
        for kind in CHOSEN:
            if data.get(f"typed_{kind.value}") and not data.get(f"schedule_{kind.value}"):
                self.add_error(
                    f"schedule_{kind.value}",
                    _("You wrote words for this schedule. Add it, or delete the words."),
                )

    def chosen_schedules(self) -> tuple[Schedule, ...]:
        """What a valid form says."""
        data = self.cleaned_data
        return tuple(
            Schedule(kind, (), data[f"typed_{kind.value}"])
            for kind in CHOSEN
            if data[f"schedule_{kind.value}"]
        )
