"""What a plan says about itself, its goals, measures and projects."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Level
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.plans.labels.structure import LEVELS
from yuinowa.plans.services.beginning import PlanEntry
from yuinowa.plans.services.projects import ProjectEntry

#: Years a plan can be about.
_EARLIEST, _LATEST = 1950, 2100
_SHORT = {"class": "yw-input--6", "inputmode": "numeric"}


class VersionForm(forms.Form):
    """The version of the plan that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class PlanForm(forms.Form):
    """A plan as it is begun or changed."""

    name = CleanCharField(
        label=gettext_lazy("Name of the plan"),
        max_length=200,
        help_text=gettext_lazy("As on its cover, for instance 試験市立図書館サービス計画."),
    )
    body = CleanCharField(
        label=gettext_lazy("Who publishes it"),
        max_length=200,
        help_text=gettext_lazy("The city, town or board of education, as printed."),
    )
    first_year = WholeNumberField(
        label=gettext_lazy("First fiscal year"),
        low=_EARLIEST,
        high=_LATEST,
        help_text=gettext_lazy("In western years: 2026 for 令和8年度."),
        widget=forms.TextInput(attrs=_SHORT),
    )
    last_year = WholeNumberField(
        label=gettext_lazy("Last fiscal year"),
        low=_EARLIEST,
        high=_LATEST,
        widget=forms.TextInput(attrs=_SHORT),
    )
    second_half = WholeNumberField(
        label=gettext_lazy("First year of the second half"),
        low=_EARLIEST,
        high=_LATEST,
        required=False,
        help_text=gettext_lazy("Leave it empty if the plan is not divided into halves."),
        widget=forms.TextInput(attrs=_SHORT),
    )
    as_of = DayField(
        label=gettext_lazy("As of"),
        help_text=gettext_lazy(
            "The day of the report. Its fiscal year is the one whose sheets the plan's pages show."
        ),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who sees the plan"),
        choices=[(level.value, word) for level, word in LEVELS.items()],
        initial=Level.PRIVATE.value,
        help_text=gettext_lazy("Sheets are seen by others only once they are published."),
    )

    def entry(self) -> PlanEntry:
        values = self.cleaned_data
        return PlanEntry(
            name=values["name"],
            body=values["body"],
            first_year=values["first_year"],
            last_year=values["last_year"],
            second_half=values["second_half"],
            as_of=values["as_of"],
            level=Level(values["level"]),
        )


class NameForm(forms.Form):
    """A goal or a measure."""

    name = CleanCharField(label=gettext_lazy("Name"), max_length=400)


class ProjectForm(forms.Form):
    """A project; what is planned, one action a line, where it is told in words."""

    name = CleanCharField(label=gettext_lazy("Name of the project"), max_length=400)
    description = CleanCharField(
        label=gettext_lazy("What is done"),
        max_length=2000,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    departments = CleanCharField(
        label=gettext_lazy("Departments in charge"),
        max_length=200,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line."),
    )
    plan_page = WholeNumberField(
        label=gettext_lazy("Page of the plan"),
        low=1,
        high=9999,
        widget=forms.TextInput(attrs=_SHORT),
    )
    is_priority = forms.BooleanField(label=gettext_lazy("Priority project"), required=False)
    is_new = forms.BooleanField(label=gettext_lazy("New project"), required=False)
    has_indicators = forms.ChoiceField(
        label=gettext_lazy("How it is reported"),
        choices=[
            ("yes", gettext_lazy("With indicators and yearly targets")),
            ("no", gettext_lazy("In words, action by action")),
        ],
        widget=forms.RadioSelect,
    )
    actions = CleanCharField(
        label=gettext_lazy("Planned actions"),
        max_length=8000,
        one_line=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Only for a project told in words. One a line; if a department of its own does it, “department: action”."
        ),
    )
    same_as = forms.ChoiceField(
        label=gettext_lazy("The same project in another plan"), required=False
    )

    def __init__(self, others: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if others:
            self.fields["same_as"].choices = [("", _("None")), *others]  # type: ignore[attr-defined]  # of a ChoiceField
        else:
            del self.fields["same_as"]

    def clean_departments(self) -> list[str]:
        return [
            line.strip() for line in self.cleaned_data["departments"].splitlines() if line.strip()
        ]

    def clean_actions(self) -> list[tuple[str, str]]:
        rows = []
        for line in filter(str.strip, self.cleaned_data["actions"].splitlines()):
            before, colon, after = line.strip().replace("：", ":", 1).partition(":")
            department, text = (before.strip(), after.strip()) if colon else ("", line.strip())
            if not text or len(department) > 200:
                raise ValidationError(
                    _("“%(line)s” names no action. Write “department: action”."),
                    params={"line": line[:50]},
                )
            rows.append((department, text))
        return rows

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("has_indicators") == "yes" and values.get("actions"):
            self.add_error(
                "actions",
                _(
                    "A project with indicators has no planned actions. Leave them out, or report it in words."
                ),
            )
        return values

    def entry(self) -> ProjectEntry:
        values = self.cleaned_data
        same_as = values.get("same_as")
        return ProjectEntry(
            name=values["name"],
            departments=values["departments"],
            plan_page=values["plan_page"],
            description=values["description"],
            has_indicators=values["has_indicators"] == "yes",
            is_priority=values["is_priority"],
            is_new=values["is_new"],
            actions=values["actions"],
            same_as=int(same_as) if same_as else None,
        )


class OncePlanForm(PlanForm):
    once = OnceField()


class OnceNameForm(NameForm):
    once = OnceField()


class OnceProjectForm(ProjectForm):
    once = OnceField()


class VersionPlanForm(PlanForm, VersionForm):
    pass


class VersionNameForm(NameForm, VersionForm):
    pass


class VersionProjectForm(ProjectForm, VersionForm):
    """A project that stands already; it may be moved to another measure."""

    measure = forms.ChoiceField(
        label=gettext_lazy("Measure"),
        help_text=gettext_lazy("Moved elsewhere, it is the last one there."),
    )
    field_order = ("name", "measure")

    def __init__(
        self,
        others: list[tuple[int, str]],
        measures: list[tuple[int, str]],
        *args: Any,
        **kwargs: Any,
    ) -> None:
        super().__init__(others, *args, **kwargs)
        self.fields["measure"].choices = measures  # type: ignore[attr-defined]  # of a ChoiceField
