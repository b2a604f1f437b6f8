"""What is proposed, what is answered, and what a side says at the end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.partnerships.domain.motions import ChangeOf
from yuinowa.partnerships.domain.policy import MAX_REASON, MAX_WORDS
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import motions as words
from yuinowa.partnerships.models import Goal
from yuinowa.partnerships.services.motions import MotionWords

CONSENT, REFUSE, TAKE_BACK = "consent", "refuse", "take_back"
_ANSWERS = {
    CONSENT: gettext_lazy("Our side consents"),
    REFUSE: gettext_lazy("Our side refuses"),
    TAKE_BACK: gettext_lazy("Our side takes it back"),
}
_LINES = {"rows": 3}


class ProposeForm(forms.Form):
    """A pause, going on or closing: why."""

    reason = CleanCharField(
        label=gettext_lazy("Why"),
        max_length=MAX_WORDS,
        one_line=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Every side reads it before it answers."),
    )
    once = OnceField()

    def told(self) -> MotionWords:
        """What a valid form says."""
        return MotionWords(self.cleaned_data["reason"])


class ChangeForm(ProposeForm):
    """A change: what it is about, what is done otherwise, why."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is changed"),
        choices=[(code.value, label) for code, label in words.ABOUT.items()],
    )
    what = CleanCharField(
        label=gettext_lazy("What is done otherwise"),
        max_length=MAX_WORDS,
        one_line=False,
        widget=forms.Textarea(attrs=_LINES),
    )
    field_order = ("about", "what", "reason", "once")

    def told(self) -> MotionWords:
        """What a valid form says."""
        data = self.cleaned_data
        return MotionWords(data["reason"], ChangeOf(data["about"]), data["what"])


class AnswerMotionForm(VersionForm):
    """Our side's answer; refusing and taking back say why."""

    answer = forms.ChoiceField(
        label=pgettext_lazy("a motion", "Our answer"), widget=forms.RadioSelect
    )
    said = CleanCharField(
        label=gettext_lazy("Why, if not"),
        max_length=MAX_REASON,
        required=False,
        one_line=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("Needed to refuse or to take back. All sides read it."),
    )

    def __init__(self, *args: Any, able: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = [  # type: ignore[attr-defined]  # a choice field
            (code, label) for code, label in _ANSWERS.items() if code in able
        ]
        if list(able) == [TAKE_BACK]:
            # Nothing is to be chosen: whoever proposed it has consented, and may only take it back.
            self.fields["answer"].widget = forms.HiddenInput()
            self.initial["answer"] = TAKE_BACK
            self.fields["said"].required = True
            self.fields["said"].label = _("Why it is taken back")
            self.fields["said"].help_text = _("All sides read it.")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("answer") in (REFUSE, TAKE_BACK) and not data.get("said"):
            self.add_error("said", ValidationError(_("Write why.")))
        return data


class ClosingForm(forms.Form):
    """What came of each goal, and what is left; or that our side says nothing."""

    waives = forms.BooleanField(
        label=gettext_lazy("Our side says nothing at the end"),
        required=False,
        help_text=gettext_lazy("Then the fields below need not be filled in."),
    )
    remains = CleanCharField(
        label=gettext_lazy("What is left to be done"),
        max_length=MAX_WORDS,
        required=False,
        one_line=False,
        widget=forms.Textarea(attrs=_LINES),
        help_text=gettext_lazy("By whom, until when; things to give back, money to settle."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, goals: Sequence[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = goals
        for goal in goals:
            self.fields[f"goal-{goal.pk}"] = CleanCharField(
                label=words.result_of(goal.what), max_length=MAX_REASON, required=False
            )
        names = [f"goal-{goal.pk}" for goal in goals]
        self.order_fields(["waives", *names, "remains", "version"])

    def on_top_of(self, version: int) -> None:
        """Let what was typed be sent again on top of a colleague's."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["version"] = str(version)

    def results(self) -> dict[int, str]:
        """By goal: what came of it."""
        return {goal.pk: self.cleaned_data[f"goal-{goal.pk}"] for goal in self.goals}


class AgainForm(forms.Form):
    """Nothing but the button: taking a partnership up again."""

    once = OnceField()
