"""Forms of the portal."""

from __future__ import annotations

from django import forms

from yuinowa.core.idempotency import OnceField


class MakeForm(forms.Form):
    """Nothing to choose: the key alone, so that pressing twice makes one file (R31)."""

    once = OnceField()


class DropForm(forms.Form):
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
