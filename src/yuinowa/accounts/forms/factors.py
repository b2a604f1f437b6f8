"""What people type about their second factors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts.domain.policy import LONGEST_FACTOR_NAME
from yuinowa.accounts.services.passkeys import LONGEST_ANSWER
from yuinowa.core.text import CleanCharField


class CodeField(CleanCharField):
    """Six figures of an app, or a recovery code: with spaces and hyphens, full-width or not."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "class": "yw-input--12",
            }
        )
        super().__init__(max_length=40, widget=widget, **kwargs)


class SecondStepForm(forms.Form):
    """The code, after the password."""

    code = CodeField(
        label=_("Code"),
        help_text=_("Six figures from your app, or one of your recovery codes."),
    )


class PasskeyAnswerForm(forms.Form):
    """What the device answered, put in by the script of the page."""

    answer = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)


class FactorNameForm(forms.Form):
    """What the owner calls a passkey or an app."""

    name = CleanCharField(
        label=_("Name"),
        max_length=LONGEST_FACTOR_NAME,
        help_text=_("So that you know it again, such as the phone or computer it is in."),
    )


class NewPasskeyForm(FactorNameForm):
    answer = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.HiddenInput)


class AppCodeForm(forms.Form):
    """The first code of a new app."""

    code = CodeField(label=_("Code that the app shows"), help_text=_("Six figures."))
