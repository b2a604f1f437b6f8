"""Forms on a project and its partnerships."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.plans.domain.together import LONGEST, LinkAction

if TYPE_CHECKING:
    from yuinowa.partnerships.models import Partnership

_UNKNOWN = gettext_lazy("Choose one of the partnerships.")


class LinkForm(forms.Form):
    """Which partnership, and what the project has to do with it."""

    partnership = forms.ChoiceField(
        label=gettext_lazy("Which partnership"),
        widget=forms.RadioSelect,
        error_messages={"required": _UNKNOWN, "invalid_choice": _UNKNOWN},
    )
    what_for = CleanCharField(
        label=gettext_lazy("What the project has to do with it"),
        help_text=gettext_lazy("One line, read by whoever sees both."),
        max_length=LONGEST,
    )
    once = OnceField()

    def __init__(self, found: Iterable[tuple[Partnership, str]], data: Any = None) -> None:
        super().__init__(data)
        self.fields["partnership"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(row.pk), f"{row.title}（{sides}）" if sides else row.title) for row, sides in found
        ]


class LinkStepForm(forms.Form):
    """A step on a link: the version that was looked at, and for a doubt its reason."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    reason = CleanCharField(
        label=gettext_lazy("Why it is not ours"),
        help_text=gettext_lazy("The plan's people and the other sides read it."),
        max_length=LONGEST,
    )

    def __init__(self, action: LinkAction, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if action is not LinkAction.DOUBT:
            del self.fields["reason"]
