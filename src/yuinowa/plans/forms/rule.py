"""The scale of a plan with its rule on one form, and the form of an outside review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.ledger.domain.attainment import Method
from yuinowa.plans.domain.printed import plain
from yuinowa.plans.domain.rating import Joining, Question, Rule, Threshold
from yuinowa.plans.exchange.rating_rules import Step
from yuinowa.plans.labels.rating import JOININGS, METHODS, QUESTIONS
from yuinowa.plans.models import ScaleStep
from yuinowa.plans.services.rules import ReviewEntry, RuleEntry

#: Steps a scale can have, and empty rows offered beyond those that stand.
_MOST, _SPARE = 12, 2
_AT_LEAST, _OVER, _OTHERWISE, _NO_DATA, _BY_PERSON = (
    "at_least", "over", "otherwise", "no_data", "person",
)  # fmt: skip


@dataclass(frozen=True)
class Row:
    """The fields of one step, side by side."""

    number: int
    code: BoundField
    text: BoundField
    when: BoundField
    percent: BoundField
    of_indicators: BoundField
    score: BoundField


class RuleForm(forms.Form):
    """A scale, step by step, and how figures lead to its steps."""

    #: The number of the rule that was looked at; 0: there was none.
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**15 - 1)
    question = forms.ChoiceField(
        label=gettext_lazy("What the rating answers"), choices=list(QUESTIONS.items())
    )
    method = forms.ChoiceField(
        label=gettext_lazy("How the final year is forecast"),
        choices=list(METHODS.items()),
        help_text=gettext_lazy("Only where the rating looks ahead."),
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("From indicators to the project"), choices=list(JOININGS.items())
    )
    band = forms.DecimalField(
        label=gettext_lazy("Percent that a figure to be kept may be off"),
        min_value=0,
        max_value=99,
        decimal_places=2,
        initial=0,
        widget=forms.TextInput(attrs={"class": "yw-input--6", "inputmode": "decimal"}),
    )
    rates_words = forms.BooleanField(
        label=gettext_lazy("Projects told in words are rated as well"), required=False
    )
    adopted_on = DayField(label=gettext_lazy("In force from"))
    reason = CleanCharField(
        label=gettext_lazy("Reason"),
        max_length=1000,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Who decided it and why. It is printed with the rule."),
    )
    origin = CleanCharField(
        label=gettext_lazy("Where the rule is written"), max_length=300, required=False
    )

    def __init__(
        self,
        scale: list[Step],
        rule: Rule | None,
        data: object = None,
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data=data, initial=initial)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.size = min(_MOST, len(scale) + _SPARE)
        if data is not None:
            self.size = min(_MOST, len([key for key in data if str(key).startswith("code-")]))  # type: ignore[attr-defined]
        for number in range(self.size):
            self._add_row(number, scale[number] if number < len(scale) else None, rule)
        if rule is not None:
            self.fields["question"].initial = rule.question.value
            self.fields["method"].initial = rule.method.value
            self.fields["joining"].initial = rule.joining.value
            self.fields["band"].initial = plain(rule.band * 100)

    def _add_row(self, n: int, step: Step | None, rule: Rule | None) -> None:
        names = {"number": n + 1}
        when, percent = _when(step, rule)
        self.fields[f"code-{n}"] = CleanCharField(
            label=_("Code of step %(number)s") % names,
            max_length=8,
            required=False,
            initial=step.code if step else "",
            widget=forms.TextInput(attrs={"class": "yw-input yw-input--3"}),
        )
        self.fields[f"text-{n}"] = CleanCharField(
            label=_("Meaning of step %(number)s") % names,
            max_length=400,
            required=False,
            initial=step.text if step else "",
            widget=forms.TextInput(attrs={"class": "yw-input"}),
        )
        self.fields[f"when-{n}"] = forms.ChoiceField(
            label=_("When step %(number)s is given") % names,
            required=False,
            choices=[
                (_BY_PERSON, _("a person decides")),
                (_AT_LEAST, _("from this percentage on")),
                (_OVER, _("above this percentage")),
                (_OTHERWISE, _("below all percentages")),
                (_NO_DATA, _("without an actual")),
            ],
            initial=when,
            widget=forms.Select(attrs={"class": "yw-select"}),
        )
        self.fields[f"percent-{n}"] = forms.DecimalField(
            label=_("Percentage of step %(number)s") % names,
            required=False,
            min_value=0,
            max_value=1000,
            initial=percent,
            widget=forms.TextInput(attrs={"class": "yw-input yw-input--6", "inputmode": "decimal"}),
        )
        self.fields[f"single-{n}"] = forms.BooleanField(
            label=_("Step %(number)s is for single indicators") % names,
            required=False,
            initial=step is not None and not step.is_of_projects,
        )
        self.fields[f"score-{n}"] = forms.DecimalField(
            label=_("Points of step %(number)s") % names,
            required=False,
            max_digits=5,
            decimal_places=1,
            initial=step.score if step else None,
            widget=forms.TextInput(attrs={"class": "yw-input yw-input--3", "inputmode": "decimal"}),
        )

    def rows(self) -> Iterator[Row]:
        """The steps as the table of the form shows them."""
        for n in range(self.size):
            yield Row(
                n + 1,
                self[f"code-{n}"],
                self[f"text-{n}"],
                self[f"when-{n}"],
                self[f"percent-{n}"],
                self[f"single-{n}"],
                self[f"score-{n}"],
            )

    def named(self) -> list[BoundField]:
        """The fields outside the table."""
        return [
            self[name]
            for name in (
                "question", "method", "joining", "band", "rates_words", "adopted_on", "reason", "origin",
            )
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for n in range(self.size):
            has_code, has_text = values.get(f"code-{n}"), values.get(f"text-{n}")
            if has_code and not has_text:
                self.add_error(f"text-{n}", ValidationError(_("Write what the step means.")))
            if has_text and not has_code:
                self.add_error(f"code-{n}", ValidationError(_("Write the code of the step.")))
            wants = values.get(f"when-{n}") in {_AT_LEAST, _OVER}
            if has_code and wants and values.get(f"percent-{n}") is None:
                self.add_error(f"percent-{n}", ValidationError(_("Write the percentage.")))
        return values

    def entry(self) -> RuleEntry:
        """The scale and the rule as the service takes them."""
        values = self.cleaned_data
        rows = [n for n in range(self.size) if values[f"code-{n}"]]
        whens = {n: values[f"when-{n}"] for n in rows}
        thresholds = [
            Threshold(
                values[f"code-{n}"],
                values[f"percent-{n}"] / 100,
                is_strict=whens[n] == _OVER,
            )
            for n in rows
            if whens[n] in {_AT_LEAST, _OVER}
        ]
        question = Question(values["question"])
        return RuleEntry(
            scale=[
                Step(
                    values[f"code-{n}"],
                    values[f"text-{n}"],
                    is_of_projects=not values[f"single-{n}"],
                    score=values[f"score-{n}"],
                )
                for n in rows
            ],
            rule=Rule(
                question=question,
                thresholds=() if question is Question.WORDS else tuple(thresholds),
                otherwise=_code_of(values, whens, _OTHERWISE),
                no_data=_code_of(values, whens, _NO_DATA),
                method=Method(values["method"]),
                joining=Joining(values["joining"]),
                band=values["band"] / 100,
            ),
            adopted_on=values["adopted_on"],
            reason=values["reason"],
            origin=values["origin"],
            rates_words=values["rates_words"],
        )


def _code_of(values: dict[str, Any], whens: dict[int, str], when: str) -> str:
    return next((values[f"code-{n}"] for n, said in whens.items() if said == when), "")


def _when(step: Step | None, rule: Rule | None) -> tuple[str, str]:
    """When a step is given, as the form says it, and its percentage."""
    if step is None or rule is None or rule.question is Question.WORDS:
        return _BY_PERSON, ""
    threshold = next((row for row in rule.thresholds if row.code == step.code), None)
    if threshold is not None:
        return _OVER if threshold.is_strict else _AT_LEAST, plain(threshold.at_least * 100)
    if step.code == rule.otherwise:
        return _OTHERWISE, ""
    return (_NO_DATA, "") if step.code == rule.no_data else (_BY_PERSON, "")


class ReviewForm(forms.Form):
    """What a body from outside said about a project."""

    body = CleanCharField(
        label=gettext_lazy("Body"),
        max_length=200,
        help_text=gettext_lazy("The body that reviewed, such as 図書館協議会."),
    )
    reviewed_on = DayField(label=gettext_lazy("Day"))
    rating = forms.ChoiceField(label=gettext_lazy("Its rating"), required=False)
    text = CleanCharField(
        label=gettext_lazy("What it said"),
        max_length=2000,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, scale: list[ScaleStep], data: object = None) -> None:
        super().__init__(data=data)  # type: ignore[arg-type]  # a QueryDict or nothing
        self.fields["rating"].choices = [  # type: ignore[attr-defined]
            ("", _("In words only")),
            *((step.code, f"{step.code}　{step.text}") for step in scale if step.is_of_projects),
        ]
        self.fields["reviewed_on"].initial = clock.today()

    def entry(self) -> ReviewEntry:
        values = self.cleaned_data
        return ReviewEntry(
            body=values["body"],
            text=values["text"],
            reviewed_on=values["reviewed_on"],
            rating=values["rating"],
        )
