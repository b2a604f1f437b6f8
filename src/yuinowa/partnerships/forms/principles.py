"""Proposing principles, an institution's own sets, and what a side says of each principle."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, LinesField
from yuinowa.partnerships.domain.principles import (
    MAX_CREDIT,
    MAX_EVIDENCE,
    MAX_LINE,
    MAX_NAME,
    MAX_PRINCIPLE,
    MAX_PRINCIPLES,
    Answer,
    Gap,
    PrincipleSet,
    Verdict,
    gaps_of,
)
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import principles as words
from yuinowa.partnerships.services.own_principles import SetWords

if TYPE_CHECKING:
    from django.http import QueryDict


class NumberForm(forms.Form):
    """Which proposal was read."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


class ProposeForm(NumberForm):
    """A set to propose, and which proposal was the newest when the page was read."""

    chosen = forms.ChoiceField(
        label=gettext_lazy("Which principles"),
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "They are kept as they are now. Every side is asked whether it agrees, yours too."
        ),
    )
    once = OnceField()

    def __init__(
        self, *args: Any, sets: Sequence[PrincipleSet], language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.by_code = {one.code: one for one in sets}
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.code, one.name(language)) for one in sets
        ]

    def on_top_of(self, number: int) -> None:
        """Let what was chosen be sent again on top of another side's proposal."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["number"] = str(number)

    def chosen_set(self) -> PrincipleSet:
        return self.by_code[self.cleaned_data["chosen"]]


class SetFields(forms.Form):
    name = CleanCharField(
        label=pgettext_lazy("a set of principles", "What it is called"), max_length=MAX_NAME
    )
    lines = LinesField(
        label=gettext_lazy("The principles"),
        most=MAX_PRINCIPLES,
        longest=MAX_PRINCIPLE,
        help_text=gettext_lazy("One a line, in their order."),
    )
    credit = CleanCharField(
        label=gettext_lazy("Where they come from"),
        max_length=MAX_CREDIT,
        required=False,
        help_text=gettext_lazy(
            "An ordinance, a guide, a declaration, with its date. All sides read it."
        ),
    )

    def words(self) -> SetWords:
        data = self.cleaned_data
        return SetWords(data["name"], data["credit"], data["lines"])


class WriteSetForm(SetFields):
    """A set more."""

    once = OnceField()


class ChangeSetForm(VersionForm, SetFields):
    """The set, changed."""


class CheckForm(NumberForm):
    """What our side says of each principle: an answer, a line in our own words, where it can be looked up."""

    def __init__(self, *args: Any, chosen: PrincipleSet, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = chosen
        for number, principle in enumerate(chosen.principles, start=1):
            key = principle.key
            label = f"{number} {principle.words(language)}"
            self.fields[key] = forms.ChoiceField(
                label=label,
                error_messages={"required": str(words.GAPS[Gap.UNANSWERED])},
                widget=forms.RadioSelect,
                choices=[(code.value, word) for code, word in words.VERDICTS.items()],
                help_text=principle.question(language),
            )
            self.fields[f"{key}-line"] = CleanCharField(
                label=_("In our own words (%(number)s)") % {"number": number},
                max_length=MAX_LINE,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                one_line=False,
            )
            self.fields[f"{key}-evidence"] = CleanCharField(
                label=_("Where it can be looked up (%(number)s)") % {"number": number},
                max_length=MAX_EVIDENCE,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            for key, gap in gaps_of(self.chosen, self.answers()):
                self.add_error(key, str(words.GAPS[gap]))
        return data

    def answers(self) -> dict[str, Answer]:
        """By principle what was said; those without an answer are not there."""
        data = self.cleaned_data
        return {
            key: Answer(Verdict(data[key]), data[f"{key}-line"], data[f"{key}-evidence"])
            for key in self.chosen.keys
            if data.get(key)
        }

    def groups(self) -> list[tuple[Any, Any, Any]]:
        """By principle its three fields, as the page sets them together."""
        return [
            (self[key], self[f"{key}-line"], self[f"{key}-evidence"]) for key in self.chosen.keys
        ]
