"""A cost of a year with its formula; what each side's share is reckoned from; why an issued statement is put right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.partnerships.domain.costs import MAX_SOURCE
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_TITLE
from yuinowa.partnerships.domain.shares import MAX_COUNTED, MAX_YEN, WEIGHED, WHOLE, Formula, Part
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels.costs import PARTS
from yuinowa.partnerships.models import CostShare, CostStatement
from yuinowa.partnerships.services.costs import CostOutline, Line

#: Fiscal years that can be chosen, around the present one: a consortium settles the last and plans the next.
YEARS_BACK, YEARS_AHEAD = 5, 3
_SHORT = {"class": "yw-input--6"}
_NUMBER = {"class": "yw-input--12"}
#: In a table no component draws the field, so it names its class itself.
_IN_TABLE = {"class": "yw-input yw-input--12"}


class PercentField(CleanCharField):
    """A part of a hundred with at most one place behind the point, as thousandths: 30 and 33.3 are 300 and 333."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=12, **kwargs)

    def clean(self, value: Any) -> int:  # type: ignore[override]  # thousandths, not a text
        text = super().clean(value) or "0"
        try:
            number = Decimal(unicodedata.normalize("NFKC", text).removesuffix("%").strip()) * 10
        except InvalidOperation:
            number = Decimal(-1)
        if not (number.is_finite() and 0 <= number <= WHOLE and number == int(number)):
            raise ValidationError(_("Write a number from 0 to 100, such as 30 or 33.3."))
        return int(number)

    def prepare_value(self, value: Any) -> Any:
        return f"{Decimal(value) / 10:f}" if isinstance(value, int) else value


class CostOutlineForm(forms.Form):
    fiscal_year = forms.TypedChoiceField(label=gettext_lazy("Fiscal year"), coerce=int)
    title = CleanCharField(
        label=gettext_lazy("Which cost"),
        max_length=MAX_TITLE,
        help_text=gettext_lazy("Contents of the joint e-library, for instance."),
    )
    total_yen = WholeNumberField(
        label=gettext_lazy("Cost of the year, in yen"),
        low=1,
        high=MAX_YEN,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    equal = PercentField(
        label=gettext_lazy("All alike, in %"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
        help_text=gettext_lazy(
            "The three parts share what is left once fixed sums are off. Together they are 100."
        ),
    )
    per_head = PercentField(
        label=gettext_lazy("By residents, in %"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    per_use = PercentField(
        label=gettext_lazy("By use, in %"),
        required=False,
        widget=forms.TextInput(attrs=_SHORT),
    )
    population_on = DayField(
        label=gettext_lazy("Residents as of"), required=False, widget=forms.TextInput(attrs=_NUMBER)
    )
    population_source = CleanCharField(
        label=gettext_lazy("Who counted the residents"), max_length=MAX_SOURCE, required=False
    )
    use_source = CleanCharField(
        label=gettext_lazy("What counts as use"),
        max_length=MAX_SOURCE,
        required=False,
        help_text=gettext_lazy("What is counted, of which year, and who counted it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = FiscalYear.of(clock.today()).start_year
        years = set(range(now - YEARS_BACK, now + YEARS_AHEAD + 1))
        years |= {year for year in [self.initial.get("fiscal_year")] if year}
        self.fields["fiscal_year"].choices = [  # type: ignore[attr-defined]  # a choice field
            (year, FiscalYear(year).label) for year in sorted(years, reverse=True)
        ]
        self.initial.setdefault("fiscal_year", now)

    def outline(self) -> CostOutline:
        """What a valid form says."""
        data = self.cleaned_data
        return CostOutline(
            fiscal_year=data["fiscal_year"],
            title=data["title"],
            total_yen=data["total_yen"],
            formula=Formula({part: data[part.value] for part in WEIGHED}),
            population_on=data["population_on"],
            population_source=data["population_source"],
            use_source=data["use_source"],
        )


class PrepareForm(CostOutlineForm):
    once = OnceField()


class RewriteForm(VersionForm, CostOutlineForm):
    """The same of a draft that is there."""


def values_of(statement: CostStatement) -> dict[str, object]:
    """What the forms show of ``statement``."""
    names = ("fiscal_year", "title", "total_yen", "equal", "per_head", "per_use")
    sources = ("population_on", "population_source", "use_source")
    return {name: getattr(statement, name) for name in (*names, *sources)}


class LinesForm(VersionForm):
    """What the shares of some sides are reckoned from, one row a side; only what the formula weighs is asked."""

    def __init__(
        self, *args: Any, lines: Sequence[CostShare], formula: Formula, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        asked = [("fixed", PARTS[Part.FIXED], MAX_YEN)]
        if formula.weight(Part.PER_HEAD):
            asked.append(("residents", gettext_lazy("Residents"), MAX_COUNTED))
        if formula.weight(Part.PER_USE):
            asked.append(("uses", gettext_lazy("Use"), MAX_COUNTED))
        self.keys = [key for key, _label, _high in asked]
        for line in lines:
            name = line.party.institution.name
            for key, label, high in asked:
                self.fields[f"{key}-{line.pk}"] = WholeNumberField(
                    label=_("%(side)s: %(what)s") % {"side": name, "what": label},
                    low=0,
                    high=high,
                    required=False,
                    widget=forms.TextInput(attrs=_IN_TABLE),
                )
            self.fields[f"rest-{line.pk}"] = forms.BooleanField(
                label=_("%(side)s: shares what is left") % {"side": name}, required=False
            )
            self.initial.update(
                {
                    f"fixed-{line.pk}": line.fixed_yen or "",
                    f"residents-{line.pk}": line.residents,
                    f"uses-{line.pk}": line.uses,
                    f"rest-{line.pk}": line.shares_rest,
                }
            )

    def rows(self) -> Iterable[tuple[CostShare, BoundField, list[BoundField]]]:
        """Each side with its fields: whether it shares the rest; fixed sum, residents, use."""
        for line in self.lines:
            yield (
                line,
                self[f"rest-{line.pk}"],
                [self[f"{key}-{line.pk}"] for key in self.keys],
            )

    def written(self) -> dict[int, Line]:
        """What a valid form says, by the id of each line."""
        data = self.cleaned_data
        return {
            line.pk: Line(
                fixed_yen=data[f"fixed-{line.pk}"] or 0,
                shares_rest=data[f"rest-{line.pk}"],
                residents=data.get(f"residents-{line.pk}", line.residents),
                uses=data.get(f"uses-{line.pk}", line.uses),
            )
            for line in self.lines
        }


class PutRightForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why it is put right"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("All sides read it beside the new figures."),
    )
