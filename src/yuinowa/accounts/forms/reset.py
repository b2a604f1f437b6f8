"""What people type to get a new password, or another mail address."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts import labels
from yuinowa.accounts.domain.policy import LONGEST_EMAIL, LONGEST_LOGIN
from yuinowa.core.text import CleanCharField


class EmailForm(forms.Form):
    """A mail address; whether somebody has it, the answer does not say."""

    email = CleanCharField(
        label=_("Mail address"),
        max_length=LONGEST_EMAIL,
        # Not EmailInput: browsers turn full-width letters into others without a word.
        widget=forms.TextInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class ClearForm(forms.Form):
    """Whose second factor is cleared, and how it was made sure that it is this person."""

    login = CleanCharField(
        label=_("Sign-in name"),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    check = forms.ChoiceField(
        label=_("How did you make sure that it is this person?"),
        choices=[(check.value, label) for check, label in labels.IDENTITY_CHECKS.items()],
        widget=forms.RadioSelect,
        help_text=_("A mail or a call from the person is not enough."),
    )
