"""What people type to sign in and about themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts import labels, queries
from yuinowa.accounts.domain.policy import LONGEST_EMAIL, LONGEST_PASSWORD
from yuinowa.accounts.forms.factors import CodeField
from yuinowa.accounts.models import Affiliation
from yuinowa.core.text import CleanCharField


class PasswordField(CleanCharField):
    """A password: kept exactly as typed, spaces at the ends included; never shown again."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(max_length=LONGEST_PASSWORD, strip=False, widget=widget, **kwargs)


class SignInForm(forms.Form):
    """Name and password; whether they belong together is the service's to say."""

    login = CleanCharField(
        label=_("Sign-in name"),
        # Longer than a name can be: somebody who types the mail address gets the common answer.
        max_length=LONGEST_EMAIL,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = PasswordField(label=_("Password"), autocomplete="current-password")


class AgainForm(forms.Form):
    """The password, and a code of whoever has a second factor: it is known whose they must be."""

    password = PasswordField(label=_("Password"), autocomplete="current-password")
    code = CodeField(
        label=_("Code"),
        help_text=_("Six figures from your app, or one of your recovery codes."),
    )

    def __init__(self, *args: Any, needs_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_code:
            del self.fields["code"]


class ActingForm(forms.Form):
    """For which of the own affiliations one acts from now on."""

    affiliation = forms.TypedChoiceField(
        label=_("Act for"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose for whom you act."),
            "invalid_choice": _("Choose for whom you act."),
        },
    )

    def __init__(self, *args: Any, affiliations: list[Affiliation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["affiliation"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # declared above
        field.choices = [
            (affiliation.pk, queries.acts_for(affiliation)) for affiliation in affiliations
        ]


class LanguageForm(forms.Form):
    """The language of the pages for this person, on every device."""

    language = forms.ChoiceField(
        label=_("Language of the pages"), choices=list(labels.LANGUAGES.items())
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class NewPasswordForm(forms.Form):
    """A new password, twice."""

    new = PasswordField(
        label=_("New password"),
        autocomplete="new-password",
        help_text=_(
            "At least 12 characters, better 15 or more. Several words in a row are easy to remember."
        ),
    )
    again = PasswordField(label=_("New password once more"), autocomplete="new-password")

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if "new" in self.cleaned_data and again != self.cleaned_data["new"]:
            raise ValidationError(_("Write the same new password twice."), code="differs")
        return again


class PasswordForm(NewPasswordForm):
    """A new password, with the present one as proof that it is still the same person."""

    current = PasswordField(label=_("Password now"), autocomplete="current-password")
    field_order = ("current", "new", "again")
