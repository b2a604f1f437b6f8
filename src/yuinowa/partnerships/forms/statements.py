"""What one side writes: need, what it can and cannot, what it gains and puts in, remarks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, WholeNumberField
from yuinowa.partnerships.domain.policy import MAX_AMOUNT, MAX_REMARK, MAX_WORDS
from yuinowa.partnerships.domain.statements import Ability, Bearer, Resource
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import statements as words
from yuinowa.partnerships.models import Party
from yuinowa.partnerships.services.statements import (
    AbilityWords,
    BenefitWords,
    ContributionWords,
    NeedWords,
)

_TEXT: dict[str, Any] = {
    "max_length": MAX_WORDS,
    "one_line": False,
}


def _area() -> forms.Textarea:
    return forms.Textarea(attrs={"rows": 3})


class NeedForm(forms.Form):
    need = CleanCharField(
        label=gettext_lazy("What we lack"),
        help_text=gettext_lazy("In your own words. Only the sides read it; no names of persons."),
        widget=_area(),
        **_TEXT,
    )
    evidence = CleanCharField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy("A figure, a survey, what people said at the desk."),
        widget=_area(),
        **_TEXT,
    )
    why_together = CleanCharField(
        label=gettext_lazy("Why together, and not alone"), widget=_area(), **_TEXT
    )
    alternatives = CleanCharField(
        label=gettext_lazy("What else was considered"), required=False, widget=_area(), **_TEXT
    )
    bearer = forms.ChoiceField(
        label=gettext_lazy("Who can bear it best"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.BEARERS.items()],
        help_text=gettext_lazy("First oneself, then those around, then the public side."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    on_top_of = VersionForm.on_top_of

    def words(self) -> NeedWords:
        """What a valid form says."""
        data = self.cleaned_data
        return NeedWords(
            need=data["need"],
            evidence=data["evidence"],
            why_together=data["why_together"],
            alternatives=data["alternatives"],
            bearer=Bearer(data["bearer"]),
        )


class AbilityFields(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Which of the two"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.ABILITIES.items()],
    )
    text = CleanCharField(
        label=pgettext_lazy("a side", "What"),
        max_length=MAX_WORDS,
        help_text=gettext_lazy(
            "One thing a line of the table. What you cannot do helps the others as much."
        ),
    )

    def words(self) -> AbilityWords:
        data = self.cleaned_data
        return AbilityWords(Ability(data["kind"]), data["text"])


class BenefitFields(forms.Form):
    text = CleanCharField(
        label=gettext_lazy("What we gain"),
        max_length=MAX_WORDS,
        help_text=gettext_lazy("One thing. It is later laid beside what came of it."),
    )

    def words(self) -> BenefitWords:
        return BenefitWords(self.cleaned_data["text"])


class AmountFields(forms.Form):
    """How much of what, both or neither."""

    amount = WholeNumberField(
        label=gettext_lazy("How much"),
        low=0,
        high=MAX_AMOUNT,
        required=False,
        widget=forms.TextInput(attrs={"class": "yw-input--12"}),
    )
    unit = CleanCharField(
        label=gettext_lazy("Of what (people, times, yen)"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"class": "yw-input--12"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        amount, unit = data.get("amount"), data.get("unit")
        if amount is not None and not unit and "unit" not in self.errors:
            self.add_error("unit", _("Write what the number counts, such as people, times or yen."))
        if amount is None and unit and "amount" not in self.errors:
            self.add_error("amount", _("Write how much, or leave the unit out."))
        return data


class ContributionFields(AmountFields):
    resource = forms.ChoiceField(
        label=gettext_lazy("Of what kind"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.RESOURCES.items()],
    )
    text = CleanCharField(label=gettext_lazy("What we put in"), max_length=MAX_WORDS)
    fiscal_year = WholeNumberField(
        label=gettext_lazy("Fiscal year it begins in (western year)"),
        low=2000,
        high=2100,
        required=False,
        widget=forms.TextInput(attrs={"class": "yw-input--6"}),
    )
    field_order = ("resource", "text", "amount", "unit", "fiscal_year")

    def words(self) -> ContributionWords:
        data = self.cleaned_data
        return ContributionWords(
            resource=Resource(data["resource"]),
            text=data["text"],
            amount=data["amount"],
            unit=data["unit"],
            fiscal_year=data["fiscal_year"],
        )


class OnceForm(forms.Form):
    """A form that makes something."""

    once = OnceField()


class AddAbilityForm(OnceForm, AbilityFields):
    """One thing more that our side can or cannot do."""


class AddBenefitForm(OnceForm, BenefitFields):
    """One thing more that our side gains."""


class AddContributionForm(OnceForm, ContributionFields):
    """One thing more that our side puts in."""


class ChangeAbilityForm(VersionForm, AbilityFields):
    """The same, changed."""


class ChangeBenefitForm(VersionForm, BenefitFields):
    """The same, changed."""


class ChangeContributionForm(VersionForm, ContributionFields):
    """The same, changed."""


class RemarkForm(forms.Form):
    """What our side says to the others."""

    about = forms.ChoiceField(label=gettext_lazy("On whose words"), required=False)
    text = CleanCharField(
        label=gettext_lazy("What we say"),
        max_length=MAX_REMARK,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "All sides read it. It is not changed afterwards. No names of persons."
        ),
    )

    def __init__(self, *args: Any, others: Sequence[Party], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("On the whole")),
            *((str(party.pk), party.institution.name) for party in others),
        ]

    def chosen_side(self) -> int | None:
        """The side on whose words it is, if on one's."""
        chosen = self.cleaned_data["about"]
        return int(chosen) if chosen else None
