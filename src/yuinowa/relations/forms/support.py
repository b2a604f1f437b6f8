"""Asking for support and recording a request that came in; answering, declining, withdrawing, taking up again; the matters of a support."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.relations.domain.support import (
    MAX_ABOUT,
    MAX_TEXT,
    MOST_MINUTES,
    Came,
    SupportTopic,
)
from yuinowa.relations.forms.partner import PartnerForm
from yuinowa.relations.forms.relations import PastDayField, VersionForm
from yuinowa.relations.labels import support as words
from yuinowa.relations.services.support import Answer, Wish

_DAY = {"class": "yw-input--12"}
#: Whose request it is.
WE_ASK, THEY_ASKED = "asked", "given"


def _said(topic: SupportTopic) -> str:
    return f"{topic.letter} {words.TOPICS[topic]}"


def _topics() -> list[tuple[str, str]]:
    """Choices in the reader's language, in the order of the standard."""
    return [(topic.value, _said(topic)) for topic in SupportTopic]


class SupportForm(PartnerForm):
    """Who asks whom, in which matter, what, and by when."""

    side = forms.ChoiceField(
        label=pgettext_lazy("request for support", "Who asks"),
        widget=forms.RadioSelect,
        choices=[
            (WE_ASK, gettext_lazy("We ask the other side for support")),
            (THEY_ASKED, gettext_lazy("The other side asked us, and we record it")),
        ],
    )
    topic = forms.ChoiceField(
        label=gettext_lazy("Matter of support"), widget=forms.RadioSelect, choices=_topics
    )
    about = CleanCharField(
        label=gettext_lazy("What about"),
        max_length=MAX_ABOUT,
        help_text=gettext_lazy("One line. Do not write names of persons."),
    )
    details = CleanCharField(
        label=gettext_lazy("More, if it helps"),
        max_length=MAX_TEXT,
        one_line=False,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Only the two sides read it. No names of persons."),
    )
    came = forms.ChoiceField(
        label=gettext_lazy("How it came in, if they asked us"),
        required=False,
        choices=[
            ("", pgettext_lazy("how a request came", "Not said")),
            *((code.value, label) for code, label in words.CAME.items() if code is not Came.HERE),
        ],
    )
    asked_on = PastDayField(
        label=gettext_lazy("Asked on"),
        help_text=gettext_lazy("Today is filled in. Western years can be written too."),
        widget=forms.TextInput(attrs=_DAY),
    )
    due = DayField(
        label=gettext_lazy("Needed by"), required=False, widget=forms.TextInput(attrs=_DAY)
    )
    once = OnceField()
    field_order = ("side", "partner_name", "topic", "about", "details", "came", "asked_on", "due")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("side") == THEY_ASKED and not data.get("came") and "came" not in self.errors:
            self.add_error("came", _("Say how the request came in."))
        asked_on, due = data.get("asked_on"), data.get("due")
        if asked_on and due and due < asked_on:
            self.add_error("due", _("It cannot be needed before it was asked. Check the day."))
        return data

    @property
    def we_ask(self) -> bool:
        return bool(self.cleaned_data["side"] == WE_ASK)

    def wish(self) -> Wish:
        """What a valid form says."""
        data = self.cleaned_data
        return Wish(
            topic=SupportTopic(data["topic"]),
            about=data["about"],
            details=data["details"],
            came=Came.HERE if self.we_ask else Came(data["came"]),
            asked_on=data["asked_on"],
            due=data["due"],
        )


class AnswerForm(VersionForm):
    """What was answered or done."""

    answer = CleanCharField(
        label=gettext_lazy("What was answered or done"),
        max_length=MAX_TEXT,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Only the two sides read it. No names of persons."),
    )
    done_on = PastDayField(label=gettext_lazy("Answered on"), widget=forms.TextInput(attrs=_DAY))
    minutes = WholeNumberField(
        label=gettext_lazy("How many minutes it took"),
        low=1,
        high=MOST_MINUTES,
        required=False,
        help_text=gettext_lazy("If you counted them."),
        widget=forms.TextInput(attrs={"class": "yw-input--6", "inputmode": "numeric"}),
    )
    late_reason = CleanCharField(
        label=gettext_lazy("Why only now"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Only where the year of the answer is closed."),
    )

    def what(self) -> Answer:
        """What a valid form says."""
        data = self.cleaned_data
        return Answer(data["answer"], data["done_on"], data["minutes"], data["late_reason"])


class ReasonForm(VersionForm):
    reason = CleanCharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("Both sides read it."),
    )


class TopicsForm(VersionForm):
    """For each of the six matters the day since when it is covered; fields are made from their table."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic in SupportTopic:
            self.fields[topic.value] = PastDayField(
                label=_said(topic), required=False, widget=forms.TextInput(attrs=_DAY)
            )

    def topics(self) -> dict[SupportTopic, date]:
        """What a valid form says."""
        days = {topic: self.cleaned_data[topic.value] for topic in SupportTopic}
        return {topic: day for topic, day in days.items() if day is not None}
