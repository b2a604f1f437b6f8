"""Beginning an agreement, and putting a draft of it to the sides."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import agreements as words


class BeginAgreementForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("What kind of paper"),
        widget=forms.RadioSelect,
        choices=[(kind.value, label) for kind, label in words.KINDS.items()],
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language"),
        widget=forms.RadioSelect,
        choices=words.LANGUAGES,
        initial="ja",
    )
    once = OnceField()


class ProposeForm(VersionForm):
    """Put the draft to the sides; ``seen`` is the newest version that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**15 - 1)
