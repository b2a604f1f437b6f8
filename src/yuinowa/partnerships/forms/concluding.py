"""Deciding on an agreement, signing it, entering what was signed elsewhere, giving notice."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.core.uploads import UploadField
from yuinowa.partnerships.domain.clauses import MAX_REASON
from yuinowa.partnerships.services.concluding import Decision
from yuinowa.partnerships.services.signing import Elsewhere

_DAY = {"class": "yw-input--12"}
#: The scan of a few pages, or a signed PDF.
MOST_BYTES = 5 << 20
MAX_POST, MAX_NAME, MAX_DECISION_NUMBER = 60, 60, 60


class DigestForm(forms.Form):
    """A deed on the text that was read."""

    digest = forms.RegexField(regex=r"\A[0-9a-f]{64}\Z", widget=forms.HiddenInput)


class ApproveForm(DigestForm):
    post = CleanCharField(
        label=gettext_lazy("Who decided (post)"),
        max_length=MAX_POST,
        help_text=gettext_lazy("The post, such as director. No names of persons."),
    )
    number = CleanCharField(
        label=gettext_lazy("Number of the decision"),
        max_length=MAX_DECISION_NUMBER,
        required=False,
        help_text=gettext_lazy("As your own rules number it; empty where they do not."),
    )
    decided_on = DayField(label=gettext_lazy("Decided on"), widget=forms.TextInput(attrs=_DAY))
    subject_to_budget = forms.BooleanField(
        label=gettext_lazy("Subject to the budget being adopted"),
        required=False,
        help_text=gettext_lazy(
            "The agreement may be signed, and comes into force only when you record that the budget is there."
        ),
    )

    def decision(self) -> Decision:
        """What a valid form says."""
        data = self.cleaned_data
        return Decision(
            number=data["number"],
            post=data["post"],
            decided_on=data["decided_on"],
            subject_to_budget=data["subject_to_budget"],
        )


class ReleaseForm(forms.Form):
    condition_met_on = DayField(
        label=gettext_lazy("The budget was adopted on"), widget=forms.TextInput(attrs=_DAY)
    )


class SignForm(DigestForm):
    post = CleanCharField(
        label=gettext_lazy("In which post you sign"),
        max_length=MAX_POST,
        help_text=gettext_lazy("It stands below the agreement with your name."),
    )
    agree = forms.BooleanField(
        label=gettext_lazy("I have read this version and sign it for my side."),
        error_messages={"required": gettext_lazy("Sign only what you have read.")},
    )


class EnterSignatureForm(DigestForm):
    """What was signed on paper, or with another service."""

    name = CleanCharField(label=gettext_lazy("Name on the paper"), max_length=MAX_NAME)
    post = CleanCharField(label=gettext_lazy("Post on the paper"), max_length=MAX_POST)
    signed_on = DayField(label=gettext_lazy("Signed on"), widget=forms.TextInput(attrs=_DAY))
    file = UploadField(
        label=gettext_lazy("The signed page, or the signed file (PDF)"),
        most_bytes=MOST_BYTES,
        too_large=gettext_lazy("The file is larger than 5 MiB. Scan it in black and white."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
    )

    def clean_signed_on(self) -> Any:
        day = self.cleaned_data["signed_on"]
        if day and day > clock.today():
            raise forms.ValidationError(_("This day has not come yet. Write today at the latest."))
        return day

    def elsewhere(self) -> Elsewhere:
        """What a valid form says."""
        data = self.cleaned_data
        given: UploadedFile[Any] = data["file"]
        return Elsewhere(
            name=data["name"],
            signed_on=data["signed_on"],
            file_name=given.name or "",
            content=given.read(),
        )


class NoticeForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("The other sides read it. No names of persons."),
    )
