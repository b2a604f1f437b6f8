"""Recording a relation, correcting its facts, saying one side's words, deciding its depth, ending it."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Level
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.relations.domain.bases import BASES, BasisCode
from yuinowa.relations.domain.depths import BY_KEY, SCALE_STEPS, Depth, Scale
from yuinowa.relations.domain.kinds import MAX_WORDS, RECORDED, Frequency, RelationKind
from yuinowa.relations.domain.tags import TagCode, TagSort, of_sort
from yuinowa.relations.forms.partner import PartnerForm
from yuinowa.relations.labels import relations as words
from yuinowa.relations.services.depths import Decision
from yuinowa.relations.services.relations import Facts, Said

_DAY = {"class": "yw-input--12"}
#: Who helps whom, in a relation of support.
WE_SUPPORT, THEY_SUPPORT = "given", "received"


class PastDayField(DayField):
    """A day up to today."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        day = super().clean(value)
        if day is not None and day > clock.today():
            raise ValidationError(_("This day has not come yet. Write today at the latest."))
        return day


class KindField(forms.ChoiceField):
    """The kinds that are recorded; working together as partners is not typed in (I5)."""

    def validate(self, value: Any) -> None:
        if value == RelationKind.COLLABORATE:
            raise ValidationError(
                _("Working together as partners follows from a partnership and is not typed in.")
            )
        super().validate(value)


class VersionForm(forms.Form):
    """A form on something that may have moved on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def on_top_of(self, version: int) -> None:
        """Let what was typed be sent again on top of somebody else's change."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["version"] = str(version)


class FactsForm(forms.Form):
    since = PastDayField(
        label=gettext_lazy("Since when"),
        help_text=gettext_lazy("If the day is not known, the first day of the year in question."),
        widget=forms.TextInput(attrs=_DAY),
    )
    until = DayField(
        label=gettext_lazy("Agreed until"), required=False, widget=forms.TextInput(attrs=_DAY)
    )
    frequency = forms.ChoiceField(
        label=gettext_lazy("How often the two agreed to be in touch"),
        required=False,
        choices=[
            ("", gettext_lazy("Nothing agreed")),
            *((code.value, label) for code, label in words.FREQUENCIES.items()),
        ],
    )
    bases = forms.MultipleChoiceField(
        label=gettext_lazy("What it answers"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(basis.code.value, basis.title) for basis in BASES],
    )
    evidence = CleanCharField(
        label=gettext_lazy("What shows it"),
        max_length=MAX_WORDS,
        required=False,
        help_text=gettext_lazy(
            "A report, a list, an arrangement, with its date. Whoever sees the relation reads it; no names of persons."
        ),
    )

    def facts(self) -> Facts:
        """What a valid form says."""
        data = self.cleaned_data
        return Facts(
            since=data["since"],
            until=data["until"],
            frequency=Frequency(data["frequency"]) if data["frequency"] else None,
            evidence=data["evidence"],
            bases=frozenset(BasisCode(code) for code in data["bases"]),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first."))
        return data


class RelationForm(PartnerForm, FactsForm):
    """With whom, of what kind, and the facts."""

    kind = KindField(
        label=gettext_lazy("Kind of relation"),
        widget=forms.RadioSelect,
        choices=[(kind.value, words.KINDS[kind]) for kind in RECORDED],
    )
    direction = forms.ChoiceField(
        label=gettext_lazy("Who helps, if it is support"),
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (WE_SUPPORT, gettext_lazy("We help the other side")),
            (THEY_SUPPORT, gettext_lazy("The other side helps us")),
        ],
    )
    once = OnceField()
    field_order = ("partner_name", "kind", "direction", "since", "until", "frequency", "bases")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        is_support = data.get("kind") == RelationKind.SUPPORT
        if is_support and not data.get("direction") and "direction" not in self.errors:
            self.add_error("direction", _("Choose who helps whom."))
        return data


class CorrectFactsForm(VersionForm, FactsForm):
    """What should have been recorded."""


def _depths(blank: Any) -> list[tuple[str, Any]]:
    return [("", blank), *((code.value, label) for code, label in words.DEPTHS.items())]


class SayForm(VersionForm):
    """One side's own words. Fields of tags are made from their table."""

    purpose = CleanCharField(
        label=gettext_lazy("What it is for, to us"),
        max_length=MAX_WORDS,
        required=False,
        help_text=gettext_lazy("Only the two sides read it. No names of persons."),
    )
    desired = forms.ChoiceField(
        label=gettext_lazy("How deep we want it to be"),
        required=False,
        choices=_depths(pgettext_lazy("a depth", "Not said")),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who may see that the relation exists"),
        widget=forms.RadioSelect,
        choices=[(level.value, label) for level, label in words.LEVELS.items()],
        help_text=gettext_lazy("The narrower of what the two sides choose holds."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for sort in TagSort:
            self.fields[sort.value] = forms.MultipleChoiceField(
                label=words.TAG_SORTS[sort],
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(code.value, words.TAGS[code]) for code in of_sort(sort)],
            )
        self.order_fields(
            ["purpose", *(sort.value for sort in TagSort), "desired", "level", "version"]
        )

    def said(self) -> Said:
        """What a valid form says."""
        data = self.cleaned_data
        chosen = [code for sort in TagSort for code in data[sort.value]]
        return Said(
            purpose=data["purpose"],
            desired=Depth(data["desired"]) if data["desired"] else None,
            level=Level(data["level"]),
            tags=frozenset(TagCode(code) for code in chosen),
        )


class DepthForm(VersionForm):
    """A depth of ours, or a step of another scale, with what shows it."""

    depth = forms.ChoiceField(
        label=gettext_lazy("How deep it is"),
        required=False,
        choices=_depths(gettext_lazy("As the other scale says")),
    )
    step = forms.ChoiceField(
        label=gettext_lazy("If it was told on another scale"),
        required=False,
        choices=[
            ("", gettext_lazy("On none")),
            *(
                (words.SCALES[scale], [(s.key, s.words) for s in SCALE_STEPS if s.scale is scale])
                for scale in Scale
            ),
        ],
    )
    on_day = PastDayField(label=gettext_lazy("Since which day"), widget=forms.TextInput(attrs=_DAY))
    evidence = CleanCharField(
        label=gettext_lazy("What shows it"),
        max_length=MAX_WORDS,
        help_text=gettext_lazy(
            "The two sides and the coordinators of the region read it. No names of persons."
        ),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        depth, step = data.get("depth"), data.get("step")
        if "depth" in self.errors or "step" in self.errors:
            return data
        if not depth and not step:
            self.add_error("depth", _("Choose a depth, or a step of another scale."))
        elif depth and step and BY_KEY[step].depth != depth:
            self.add_error("step", _("This step stands for another depth. Choose one of the two."))
        elif step:
            data["depth"] = BY_KEY[step].depth.value
        return data

    def decision(self) -> Decision:
        """What a valid form says."""
        data = self.cleaned_data
        return Decision(Depth(data["depth"]), data["on_day"], data["evidence"])


class EndForm(VersionForm):
    on_day = PastDayField(label=gettext_lazy("Ended on"), widget=forms.TextInput(attrs=_DAY))
    reason = CleanCharField(
        label=gettext_lazy("Why it ended"),
        max_length=200,
        help_text=gettext_lazy("It stays in the history of both sides."),
    )
