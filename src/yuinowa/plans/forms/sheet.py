"""Forms of a sheet: what an officer enters, and the reason given with a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.attainment import Method
from yuinowa.plans.domain.printed import number_of
from yuinowa.plans.domain.rating import Question
from yuinowa.plans.forms.figures import FigureField, figure_fault, figure_hint, in_its_unit
from yuinowa.plans.models import SheetFigure
from yuinowa.plans.queries import PrintedLine, SheetPage, beside, rule_in_force
from yuinowa.plans.services import LineEntry, SheetEntry

_LONG, _REASON, _FORECAST = 2000, 1000, 300


@dataclass(frozen=True)
class FieldGroup:
    """Fields under one heading, with what the plan says on the same matter and what was done before."""

    heading: str
    fields: tuple[forms.BoundField, ...]
    plan_says: str = ""
    #: What stands there for the years before, by year.
    before: tuple[tuple[int, str], ...] = ()


class SheetForm(forms.Form):
    """All that can be written on one draft; the fields follow what stands on the sheet."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, page: SheetPage, data: object = None) -> None:
        self.page = page
        super().__init__(data=data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.fields["version"].initial = page.sheet.version
        self._add_rating()
        self.figures = list(_open_figures(page))
        for figure, before in self.figures:
            self.fields[f"figure-{figure.pk}"] = FigureField(
                label=_("Actual of %(year)s: %(label)s")
                % {"year": FiscalYear(figure.fiscal_year).label, "label": figure.slot.label},
                initial=figure.actual_text,
                help_text=figure_hint(figure, before),
                widget=forms.TextInput(attrs={"class": "yw-input--12"}),
            )
            self.fields[f"preliminary-{figure.pk}"] = forms.BooleanField(
                label=_("It is provisional and may still change"),
                required=False,
                initial=figure.value is not None and figure.value.is_preliminary,
            )
        self.forecasts = list(_asked_forecasts(page))
        for figure in self.forecasts:
            self._add_forecast(figure)
        for cell in page.printed.cells:
            self._add_text(f"cell-{cell.pk}", cell.label, cell.text or "")
        if self.figures or page.project.has_indicators:
            self._add_text(
                "difference_reason",
                _("Why it differs from the plan"),
                page.sheet.difference_reason,
                longest=_REASON,
            )
            self.fields["difference_reason"].help_text = _(
                "Asked for where an actual lies far from the plan, where nothing is known, and where work was put off, cut or stopped. Where none is needed, say why."
            )
        for row in page.printed.lines:
            self._add_line(
                row.line.pk, row.line.number, row.results.get(page.sheet.fiscal_year) or ""
            )

        self._set_beside(page)

    def _set_beside(self, page: SheetPage) -> None:
        """Last year's words, told with the field in which this year's are written; results stand above theirs."""
        compared = beside(page)
        if compared is None:
            return
        for row in compared.rows:
            field = self.fields.get(row.field)
            if field and row.is_text and row.before and not row.field.startswith("result-"):
                field.help_text = _("%(year)s: %(text)s") % {
                    "year": compared.year,
                    "text": row.before,
                }

    def _add_forecast(self, figure: SheetFigure) -> None:
        """A forecast of the final year by hand, where the plan's rule goes by one; with its reason."""
        names = {"year": FiscalYear(self.page.plan.target_year).label, "label": figure.slot.label}
        self.fields[f"forecast-{figure.pk}"] = FigureField(
            label=_("Forecast for %(year)s: %(label)s") % names,
            initial="" if figure.forecast is None else f"{figure.forecast.normalize():,f}",
            help_text=_("The plan's rule goes by the forecast that you give here."),
            widget=forms.TextInput(attrs={"class": "yw-input--12"}),
        )
        self._add_text(
            f"forecast_reason-{figure.pk}",
            _("Reason of the forecast: %(label)s") % names,
            figure.forecast_reason,
            longest=_FORECAST,
        )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for figure in {row.pk: row for row, _before in self.figures}.values():
            self._refuse_impossible(f"figure-{figure.pk}", figure, values)
        for figure in self.forecasts:
            name, reason = f"forecast-{figure.pk}", f"forecast_reason-{figure.pk}"
            self._refuse_impossible(name, figure, values)
            if number_of(values.get(name)) is not None and not values.get(reason):
                self.add_error(reason, _("Write why the final year will come out like this."))
        return values

    def _refuse_impossible(self, name: str, figure: SheetFigure, values: dict[str, Any]) -> None:
        indicator = figure.slot.indicator
        if indicator is not None and (
            fault := figure_fault(
                values.get(name) or "", unit=indicator.unit, over_hundred=indicator.over_hundred
            )
        ):
            self.add_error(name, fault)

    def _add_rating(self) -> None:
        if not (self.page.project.has_indicators or self.page.rates_words):
            return
        choices = [
            ("", _("Not rated yet")),
            *(
                (step.code, f"{step.code}　{step.text}")
                for step in self.page.scale
                if step.is_of_projects
            ),
        ]
        self.fields["rating"] = forms.ChoiceField(
            label=_("Rating"), choices=choices, required=False, initial=self.page.sheet.rating
        )
        self._add_text(
            "rating_reason",
            _("Reason of the rating"),
            self.page.sheet.rating_reason,
            longest=_REASON,
        )

    def _add_line(self, pk: int, number: int, result: str) -> None:
        line = next(row.line for row in self.page.printed.lines if row.line.pk == pk)
        year = FiscalYear(self.page.sheet.fiscal_year).label
        names = {"year": year, "line": number}
        self._add_text(
            f"result-{pk}", _("What was done in %(year)s (action %(line)s)") % names, result
        )
        self._add_text(
            f"difference-{pk}",
            _("Why it differs from the plan (action %(line)s)") % names,
            line.difference_reason,
        )
        if line.evaluation is not None:
            self._add_text(
                f"evaluation-{pk}",
                _("Evaluation and issues (action %(line)s)") % names,
                line.evaluation,
            )
        if line.next_steps is not None:
            self._add_text(f"next-{pk}", _("Next steps (action %(line)s)") % names, line.next_steps)

    def _add_text(self, name: str, label: str, initial: str, *, longest: int = _LONG) -> None:
        self.fields[name] = CleanCharField(
            max_length=longest,
            one_line=False,
            required=False,
            label=label,
            initial=initial,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def groups(self) -> list[FieldGroup]:
        """The fields as they belong together on the sheet, in its order."""
        figures = tuple(
            self[f"{part}-{figure.pk}"]
            for figure, _before in self.figures
            for part in ("figure", "preliminary")
        )
        forecasts = tuple(
            self[f"{part}-{figure.pk}"]
            for figure in self.forecasts
            for part in ("forecast", "forecast_reason")
        )
        words = tuple(self[f"cell-{cell.pk}"] for cell in self.page.printed.cells)
        rating = tuple(self[name] for name in ("rating", "rating_reason") if name in self.fields)
        reason = tuple(self[name] for name in ("difference_reason",) if name in self.fields)
        groups = [
            FieldGroup(_("Numbers"), figures),
            FieldGroup(_("In words"), words),
            FieldGroup(_("Difference from the plan"), reason),
            FieldGroup(_("Forecast"), forecasts),
            FieldGroup(_("Rating"), rating),
        ]
        groups += [self._group_of(row) for row in self.page.printed.lines]
        return [group for group in groups if group.fields]

    def _group_of(self, row: PrintedLine) -> FieldGroup:
        names = (f"{part}-{row.line.pk}" for part in ("result", "difference", "evaluation", "next"))
        heading = _("Action %(number)s") % {"number": row.line.number}
        this_year = self.page.sheet.fiscal_year
        return FieldGroup(
            heading,
            tuple(self[name] for name in names if name in self.fields),
            plan_says=row.line.description,
            before=tuple((y, text) for y, text in row.results.items() if y < this_year and text),
        )

    def entry(self) -> SheetEntry:
        """What was written, as the service takes it."""
        values = self.cleaned_data
        return SheetEntry(
            rating=values.get("rating", ""),
            rating_reason=values.get("rating_reason", ""),
            difference_reason=values.get("difference_reason", ""),
            cells={cell.pk: values[f"cell-{cell.pk}"] for cell in self.page.printed.cells},
            lines={
                row.line.pk: LineEntry(
                    result=values[f"result-{row.line.pk}"],
                    difference_reason=values[f"difference-{row.line.pk}"],
                    evaluation=values.get(f"evaluation-{row.line.pk}"),
                    next_steps=values.get(f"next-{row.line.pk}"),
                )
                for row in self.page.printed.lines
            },
            actuals={
                figure.pk: in_its_unit(values[f"figure-{figure.pk}"], figure)
                for figure, _before in self.figures
            },
            preliminary=frozenset(
                figure.pk for figure, _before in self.figures if values[f"preliminary-{figure.pk}"]
            ),
            forecasts={
                figure.pk: (
                    number_of(values[f"forecast-{figure.pk}"]),
                    values[f"forecast_reason-{figure.pk}"],
                )
                for figure in self.forecasts
            },
        )


def _open_figures(page: SheetPage) -> Iterable[tuple[SheetFigure, SheetFigure | None]]:
    """The year's figures that are entered by hand, not those the ledger answers; each with the year before."""
    for slot in page.printed.slots:
        figure = slot.figures.get(page.sheet.fiscal_year)
        if slot.slot.indicator_id and figure is not None and figure.actual_text is not None:
            yield figure, slot.figures.get(page.sheet.fiscal_year - 1)


def _asked_forecasts(page: SheetPage) -> Iterable[SheetFigure]:
    """The year's figures for which the plan's rule wants a forecast by hand."""
    rule = rule_in_force(page.plan)
    if rule is None or (rule.question, rule.method) != (Question.FINAL, Method.MANUAL):
        return
    for slot in page.printed.slots:
        figure = slot.figures.get(page.sheet.fiscal_year)
        if slot.slot.indicator_id and figure is not None:
            yield figure


class StepForm(forms.Form):
    """One step of a sheet: the version that was looked at, and a reason where one is asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    note = CleanCharField(
        label=gettext_lazy("Reason"),
        max_length=_REASON,
        one_line=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
