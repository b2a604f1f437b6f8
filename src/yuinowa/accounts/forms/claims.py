"""What somebody writes who asks for an institution, and what the region office writes on it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.accounts import labels
from yuinowa.accounts.domain.claims import CHANNELS, LONGEST_POST, LONGEST_WORD, Channel, ClaimKind
from yuinowa.accounts.domain.invitations import LONGEST_NAME
from yuinowa.accounts.domain.policy import LONGEST_EMAIL
from yuinowa.accounts.services import Claimant, Entry
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.labels import KINDS


class ClaimForm(forms.Form):
    """Who asks, and as what."""

    name = CleanCharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    email = CleanCharField(
        label=_("Mail address"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link to confirm it goes there. Best the address you have at work."),
    )
    post = CleanCharField(
        label=_("Your post there"),
        max_length=LONGEST_POST,
        help_text=_("The region office asks for this post when it calls back."),
    )
    word = CleanCharField(
        label=_("A word to the region office"),
        max_length=LONGEST_WORD,
        required=False,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    once = OnceField()

    def claimant(self) -> Claimant:
        """What a valid form says."""
        data = self.cleaned_data
        return Claimant(data["name"], data["email"], data["post"], data["word"])


class RegistrationForm(ClaimForm):
    """An institution that is not listed, and who registers it."""

    institution_name = CleanCharField(label=_("Name of the institution"), max_length=200)
    kana = CleanCharField(
        label=_("Its reading"), max_length=300, required=False, help_text=_("In katakana.")
    )
    kinds = forms.MultipleChoiceField(
        label=pgettext_lazy("of an institution", "Kind"),
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[InstitutionKind.NPO.value],
        error_messages={"required": _("Choose at least one kind.")},
    )
    municipality_name = CleanCharField(
        label=_("Municipality"), max_length=60, help_text=_("Such as 試験市.")
    )
    address = CleanCharField(
        label=_("Address of the institution"),
        max_length=300,
        required=False,
        help_text=_("Where a letter reaches it."),
    )
    telephone = CleanCharField(
        label=_("Telephone of the institution"), max_length=60, required=False
    )
    url = CleanCharField(label=_("Address on the web"), max_length=400, required=False)
    #: Pressed on the question "is it one of these?": it is another one.
    another = forms.BooleanField(
        label=_("It is none of these"), required=False, widget=forms.CheckboxInput
    )
    field_order = (
        "institution_name", "kana", "kinds", "municipality_name", "address", "telephone", "url",
        "name", "email", "post", "word",
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not (data.get("address") or data.get("telephone")) and not self.errors:
            self.add_error("telephone", _("Write a telephone number or an address."))
        url = data.get("url") or ""
        if url and not url.startswith(("https://", "http://")):
            self.add_error("url", _("Write the whole address, beginning with https://."))
        return data

    def entry(self) -> Entry:
        """What a valid form says of the institution."""
        data = self.cleaned_data
        return Entry(
            name=data["institution_name"],
            kana=data["kana"],
            kinds=[InstitutionKind(kind) for kind in data["kinds"]],
            municipality_name=data["municipality_name"],
            address=data["address"],
            telephone=data["telephone"],
            url=data["url"],
        )


class CodeForm(forms.Form):
    code = CleanCharField(
        label=_("Code of the letter"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "yw-input--12"}
        ),
        help_text=_("Eight letters and digits, as in the letter. Dashes do not matter."),
    )


class AnswerForm(forms.Form):
    answer = CleanCharField(
        label=_("Your answer"),
        max_length=LONGEST_WORD,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class VersionForm(forms.Form):
    """A button of the region office on a claim."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class CheckForm(VersionForm):
    """By what it was checked that the institution itself is behind it."""

    channel = forms.ChoiceField(label=_("How it was checked"), widget=forms.RadioSelect)
    place = CleanCharField(
        label=_("Where"),
        max_length=400,
        required=False,
        help_text=_("The register and the number in it, or whom you visited."),
    )

    def __init__(self, *args: Any, kind: ClaimKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["channel"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
        field.choices = [(c.value, labels.CHANNELS[c]) for c in CHANNELS[kind]]
        if CHANNELS[kind] == (Channel.CALL,):
            field.initial = Channel.CALL.value
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = data.get("place") or data.get("channel") in {None, Channel.CALL}
        if not named:
            self.add_error("place", _("Write where it was checked."))
        return data


class QuestionForm(VersionForm):
    text = CleanCharField(
        label=_("What you ask"),
        max_length=LONGEST_WORD,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(VersionForm):
    text = CleanCharField(
        label=_("Why it is refused"),
        max_length=LONGEST_WORD,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The person reads this by mail. Say what would help."),
    )
