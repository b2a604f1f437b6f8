"""What an auditor asks the trail."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts.forms.days import DayField
from yuinowa.accounts.queries.trail import Asked
from yuinowa.core.text import CleanCharField


class AskedForm(forms.Form):
    """Days and institution, from the address."""

    from_day = DayField(label=_("From"), required=False)
    to_day = DayField(label=_("To"), required=False)
    institution = forms.TypedChoiceField(
        label=_("Institution"), coerce=int, empty_value=None, required=False
    )

    def __init__(self, *args: Any, institutions: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institution"]
        assert isinstance(field, forms.TypedChoiceField)  # noqa: S101  # declared above
        field.choices = [("", gettext("All")), *institutions]

    def asked(self) -> Asked:
        """What a valid form asks."""
        data = self.cleaned_data
        return Asked(data["from_day"], data["to_day"], data["institution"], data.get("action", ""))


class TrailForm(AskedForm):
    """The same, and an action."""

    action = CleanCharField(
        label=_("Action begins with"),
        max_length=80,
        required=False,
        help_text=_("Such as accounts.grant"),
    )
