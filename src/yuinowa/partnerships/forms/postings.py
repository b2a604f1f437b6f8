"""What is offered or sought, and how the list is narrowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Level
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.partnerships.domain.policy import MAX_TITLE, MAX_WORDS
from yuinowa.partnerships.domain.postings import (
    MAX_QUANTITY,
    Audience,
    Reach,
    Subject,
    Way,
)
from yuinowa.partnerships.domain.statements import Resource
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import postings as labels
from yuinowa.partnerships.services.postings import PostingWords

_DAY = {"class": "yw-input--12"}


def _choices(labels: dict[Any, Any]) -> list[tuple[str, Any]]:
    return [(code.value, label) for code, label in labels.items()]


class PostingForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of thing"),
        widget=forms.RadioSelect,
        choices=_choices(labels.RESOURCES),
    )
    title = CleanCharField(
        label=gettext_lazy("In one line"),
        max_length=MAX_TITLE,
        help_text=gettext_lazy("A room on weekday mornings, for instance."),
    )
    words = CleanCharField(
        label=gettext_lazy("What it is"),
        max_length=MAX_WORDS,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("What it is good for, and on what terms. No names of persons."),
    )
    quantity = CleanCharField(
        label=gettext_lazy("How much or how often"), max_length=MAX_QUANTITY, required=False
    )
    audience = forms.ChoiceField(
        label=pgettext_lazy("audience", "For whom"),
        choices=_choices(labels.AUDIENCES),
        required=True,
    )
    subject = forms.ChoiceField(
        label=gettext_lazy("About what"), choices=_choices(labels.SUBJECTS), required=False
    )
    reach = forms.ChoiceField(
        label=gettext_lazy("How far"),
        widget=forms.RadioSelect,
        choices=_choices(labels.REACHES),
        initial=Reach.PREFECTURE.value,
    )
    start_on = DayField(label=pgettext_lazy("a period", "From"), widget=forms.TextInput(attrs=_DAY))
    end_on = DayField(
        label=pgettext_lazy("a period", "Until"),
        required=False,
        widget=forms.TextInput(attrs=_DAY),
        help_text=gettext_lazy("After this day it ends by itself. Empty: until you withdraw it."),
    )
    desk = forms.ChoiceField(
        label=gettext_lazy("Whom one writes to"),
        required=False,
        help_text=gettext_lazy("A desk of your institution, never a person."),
    )
    level = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        choices=_choices(labels.LEVELS),
        initial=Level.PUBLIC.value,
    )

    def __init__(
        self, *args: Any, way: Way, desks: Iterable[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.way = way
        self.initial.setdefault("start_on", clock.today())
        self.fields["desk"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", _("The institution itself")),
            *((str(pk), label) for pk, label in desks),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start_on"), data.get("end_on")
        if start and end and end < start:
            self.add_error("end_on", _("The last day is before the first."))
        elif end and end < clock.today():
            self.add_error("end_on", _("Its last day is over."))
        return data

    def told(self) -> PostingWords:
        """What a valid form says."""
        data = self.cleaned_data
        return PostingWords(
            way=self.way,
            kind=Resource(data["kind"]),
            title=data["title"],
            words=data["words"],
            start_on=data["start_on"],
            end_on=data["end_on"],
            quantity=data["quantity"],
            subject=Subject(data["subject"]),
            audience=Audience(data["audience"]),
            reach=Reach(data["reach"]),
            desk=int(data["desk"]) if data["desk"] else None,
            level=Level(data["level"]),
        )


class PostForm(PostingForm):
    once = OnceField()


class RewriteForm(VersionForm, PostingForm):
    """The same of a posting that is there."""
