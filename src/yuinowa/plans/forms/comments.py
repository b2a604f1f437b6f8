"""Forms of comments on a sheet, and of what is said to a finding about a claim."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.plans.domain.comments import LONGEST

_WORDS = forms.Textarea(attrs={"rows": 3})


class CommentForm(forms.Form):
    """A new comment: about which part, and what."""

    part = forms.ChoiceField(label=gettext_lazy("About"), required=False)
    text = CleanCharField(
        label=gettext_lazy("Comment"), max_length=LONGEST, one_line=False, widget=_WORDS
    )
    once = OnceField()

    def __init__(self, parts: list[tuple[str, str]], data: Any = None) -> None:
        # A name of its own: other forms stand on the same page.
        super().__init__(data, auto_id="comment_%s")
        self.parts = dict(parts)
        self.fields["part"].choices = parts  # type: ignore[attr-defined]  # of a ChoiceField


class AnswerForm(forms.Form):
    """An answer, or a last word when it is settled; the version that was looked at."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    text = CleanCharField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST,
        one_line=False,
        required=False,
        widget=_WORDS,
    )


class ClaimForm(forms.Form):
    """Seen, and why the text stands."""

    fingerprint = forms.RegexField(r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)
    reason = CleanCharField(
        label=gettext_lazy("Why the text stands"),
        max_length=1000,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
