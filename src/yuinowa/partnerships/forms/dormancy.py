"""After how long without an activity a partnership is shown as dormant."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.partnerships.labels import dormancy as words


class DormantAfterForm(forms.Form):
    """One of the lengths of time that are offered."""

    days = forms.ChoiceField(
        label=gettext_lazy("Shown as dormant after so long without an activity"),
        widget=forms.RadioSelect,
        choices=[(str(days), label) for days, label in words.AFTER.items()],
        help_text=gettext_lazy("It holds for all sides."),
    )
