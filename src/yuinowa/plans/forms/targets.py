"""The targets of an indicator by year, with the day and the reason of their adoption."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.plans.domain.printed import Blank, number_of, printed_figure
from yuinowa.plans.forms.figures import FigureField, figure_fault
from yuinowa.plans.forms.groups import FormGroup, group_of
from yuinowa.plans.forms.structure import VersionForm
from yuinowa.plans.models import Plan
from yuinowa.plans.services.slots import TargetEntry

_NARROW = {"class": "yw-input--6", "inputmode": "decimal"}


class TargetsForm(forms.Form):
    """A target for each year of a plan, with the day and the reason of their adoption."""

    adopted_on = DayField(label=gettext_lazy("Targets adopted on"))
    reason = CleanCharField(
        label=gettext_lazy("Reason for the targets"),
        max_length=300,
        help_text=gettext_lazy("Who decided them and why, for instance 計画策定 or 中間見直し."),
    )
    origin = CleanCharField(
        label=gettext_lazy("Where the targets are written"), max_length=200, required=False
    )

    def __init__(
        self,
        *args: Any,
        plan: Plan,
        unit: str = "",
        decimals: int = 6,
        over_hundred: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.known_unit, self.known_decimals = unit, decimals
        self.known_over_hundred = over_hundred
        self.years = range(plan.first_year, plan.last_year + 1)
        self.fields["adopted_on"].initial = clock.today()
        for year in self.years:
            self.fields[f"target-{year}"] = FigureField(
                label=_("Target of %(year)s") % {"year": FiscalYear(year).label},
                widget=forms.TextInput(attrs=_NARROW),
            )

    def groups(self) -> list[FormGroup]:
        """The targets of all years side by side, then when and why they were adopted."""
        return [
            group_of(
                self,
                _("Targets"),
                [f"target-{year}" for year in self.years],
                ["adopted_on"],
                ["reason"],
                ["origin"],
            )
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        decimals = values.get("decimals", self.known_decimals)
        unit = values.get("unit", self.known_unit)
        over_hundred = values.get("over_hundred", self.known_over_hundred)
        for year in self.years:
            refuse_impossible(self, f"target-{year}", values, unit, over_hundred=over_hundred)
            number = number_of(values.get(f"target-{year}"))
            exponent = 0 if number is None else number.as_tuple().exponent
            if isinstance(exponent, int) and -exponent > (decimals or 0):
                self.add_error(
                    f"target-{year}",
                    _("The indicator has %(count)s decimals.") % {"count": decimals or 0},
                )
        if not self.errors and not any(values.get(f"target-{year}") for year in self.years):
            self.add_error(f"target-{self.years[0]}", _("Write the target of at least one year."))
        return values

    def targets(self) -> TargetEntry:
        values = self.cleaned_data
        unit = values.get("unit", self.known_unit)
        decimals = values.get("decimals", self.known_decimals)
        return TargetEntry(
            adopted_on=values["adopted_on"],
            reason=values["reason"],
            origin=values["origin"],
            targets={
                year: _printed(values[f"target-{year}"], decimals, unit) for year in self.years
            },
        )


def refuse_impossible(
    form: forms.Form, name: str, values: dict[str, Any], unit: str, *, over_hundred: bool
) -> None:
    """Add to ``name`` what no figure of this unit can be."""
    if fault := figure_fault(values.get(name) or "", unit=unit, over_hundred=over_hundred):
        form.add_error(name, fault)


def _printed(text: str, decimals: int, unit: str) -> str:
    """A target as sheets print it: 1,200, or 85% where that is the unit; without one, it does not apply."""
    number = number_of(text)
    if number is None:
        return text or Blank.NOT_APPLICABLE.value
    return printed_figure(number, decimals, like="0%" if unit == "%" else "")


class VersionTargetsForm(TargetsForm, VersionForm):
    pass
