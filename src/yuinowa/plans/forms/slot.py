"""An indicator in a place of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, WholeNumberField
from yuinowa.ledger.domain.indicators import (
    USUAL_RESIDENTS,
    Direction,
    IndicatorKind,
    IndicatorSpec,
    Nature,
    Source,
)
from yuinowa.ledger.labels.comparing import PER_RESIDENTS_WORDS, STATISTICS
from yuinowa.ledger.labels.metrics import DIRECTIONS, INDICATOR_KINDS, NATURES, SOURCES
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.forms.figures import FigureField
from yuinowa.plans.forms.groups import FormGroup, group_of
from yuinowa.plans.forms.structure import VersionForm
from yuinowa.plans.forms.targets import TargetsForm, refuse_impossible
from yuinowa.plans.services.slots import SlotEntry

if TYPE_CHECKING:
    from yuinowa.ledger.models import MetricVersion

_NARROW = {"class": "yw-input--6", "inputmode": "decimal"}


class SlotForm(forms.Form):
    """What is measured, how, from where (plan-progress §5)."""

    name = CleanCharField(label=gettext_lazy("Name of the indicator"), max_length=200)
    definition = CleanCharField(
        label=gettext_lazy("What is counted"),
        max_length=1000,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("So that a successor counts the same."),
    )
    excluded = CleanCharField(
        label=gettext_lazy("What is not counted"), max_length=500, required=False
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What it measures"),
        choices=[(code.value, word) for code, word in INDICATOR_KINDS.items()],
        initial=IndicatorKind.OUTPUT.value,
    )
    nature = forms.ChoiceField(
        label=gettext_lazy("What a year's figure is"),
        choices=[(code.value, word) for code, word in NATURES.items()],
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Which way is good"),
        choices=[(code.value, word) for code, word in DIRECTIONS.items()],
    )
    unit = CleanCharField(
        label=gettext_lazy("Unit"),
        max_length=20,
        widget=forms.TextInput(attrs={"class": "yw-input--6"}),
    )
    decimals = WholeNumberField(
        label=gettext_lazy("Decimals"),
        low=0,
        high=6,
        initial="0",
        widget=forms.TextInput(attrs=_NARROW),
    )
    over_hundred = forms.BooleanField(
        label=gettext_lazy("It may be over 100 percent"),
        required=False,
        help_text=gettext_lazy(
            "For a percentage that is no share of a whole, such as a ratio to the year before. Otherwise figures beyond 0 to 100 percent are refused."
        ),
    )
    numerator = CleanCharField(
        label=gettext_lazy("Numerator of a rate"), max_length=200, required=False
    )
    denominator = CleanCharField(
        label=gettext_lazy("Denominator of a rate"), max_length=200, required=False
    )
    baseline_year = WholeNumberField(
        label=gettext_lazy("Baseline year"),
        low=1950,
        high=2100,
        required=False,
        widget=forms.TextInput(attrs=_NARROW),
    )
    baseline = FigureField(label=gettext_lazy("Baseline"))
    counted_on = CleanCharField(
        label=gettext_lazy("Counted on"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For instance 4月1日 or 年度末."),
    )
    statistic = forms.ChoiceField(
        label=gettext_lazy("Item of library statistics"),
        choices=[
            ("", gettext_lazy("None of these items")),
            *((code.value, word) for code, word in STATISTICS.items()),
        ],
        required=False,
        help_text=gettext_lazy(
            "Choose one only if it is counted just so. It is then laid beside the same item of other municipalities."
        ),
    )
    per_residents = forms.TypedChoiceField(
        label=gettext_lazy("Shown per head"),
        choices=list(PER_RESIDENTS_WORDS.items()),
        coerce=int,
        required=False,
        empty_value=str(USUAL_RESIDENTS),
        initial=USUAL_RESIDENTS,
        help_text=gettext_lazy("For counts. It takes a population with its day and source."),
    )
    department = CleanCharField(
        label=gettext_lazy("Department that gives the figure"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Leave it empty if it is the department of the project."),
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Where its figures come from"),
        choices=[(code.value, word) for code, word in SOURCES.items()],
        widget=forms.RadioSelect,
    )
    metric = forms.ChoiceField(
        label=gettext_lazy("Metric of the ledger"),
        required=False,
        help_text=gettext_lazy("What each one counts is said below the form."),
    )

    def __init__(self, *args: Any, metrics: list[tuple[MetricVersion, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.metrics = {str(row.pk): row for row, _name in metrics}
        self.fields["metric"].choices = [  # type: ignore[attr-defined]  # of a ChoiceField
            ("", _("None")),
            *((row.pk, name) for row, name in metrics),
        ]

    def groups(self) -> list[FormGroup]:
        """The form in parts: what an indicator cannot do without first."""
        return [
            group_of(
                self,
                _("What is measured"),
                ["name"],
                ["definition"],
                ["unit", "decimals"],
                ["kind", "nature", "direction"],
            ),
            group_of(self, "", ["source"], ["metric"], ["department"]),
            group_of(
                self,
                _("More, where it is needed"),
                ["excluded"],
                ["numerator"],
                ["denominator"],
                ["over_hundred"],
                ["baseline_year", "baseline"],
                ["counted_on"],
                ["statistic", "per_residents"],
                can_fold=True,
            ),
        ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        is_rate = values.get("nature") == Nature.RATE
        if is_rate and not (values.get("numerator") and values.get("denominator")):
            place = "denominator" if values.get("numerator") else "numerator"
            self.add_error(place, _("A rate names its numerator and its denominator."))
        refuse_impossible(
            self, "baseline", values, values.get("unit", ""), over_hundred=values["over_hundred"]
        )
        if number_of(values.get("baseline")) is not None and values.get("baseline_year") is None:
            self.add_error("baseline_year", _("Write the year of the baseline."))
        if values.get("source") == Source.METRIC and not values.get("metric"):
            self.add_error("metric", _("Choose the metric that is asked."))
        return values

    def entry(self) -> SlotEntry:
        values = self.cleaned_data
        source = Source(values["source"])
        baseline = number_of(values["baseline"])
        return SlotEntry(
            spec=IndicatorSpec(
                code="",
                name=values["name"],
                definition=values["definition"],
                excluded=values["excluded"],
                kind=IndicatorKind(values["kind"]),
                nature=Nature(values["nature"]),
                direction=Direction(values["direction"]),
                unit=values["unit"],
                decimals=values["decimals"],
                over_hundred=values["over_hundred"],
                numerator=values["numerator"],
                denominator=values["denominator"],
                baseline_year=None if baseline is None else values["baseline_year"],
                baseline=baseline,
                counted_on=values["counted_on"],
                statistic=values["statistic"],
                per_residents=int(values["per_residents"]),
            ),
            source=source,
            department=values["department"],
            metric=self.metrics[values["metric"]] if source is Source.METRIC else None,
        )


class NewSlotForm(TargetsForm, SlotForm):
    """A new indicator with its first targets."""

    once = OnceField()

    def groups(self) -> list[FormGroup]:
        what, source, more = SlotForm.groups(self)
        return [what, source, *TargetsForm.groups(self), more]


class VersionSlotForm(SlotForm, VersionForm):
    pass


class ShareForm(forms.Form):
    """An indicator that stands already."""

    share = forms.ChoiceField(label=gettext_lazy("Take an indicator that stands already"))
    once = OnceField()

    def __init__(self, indicators: list[tuple[int, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["share"].choices = indicators  # type: ignore[attr-defined]  # of a ChoiceField
