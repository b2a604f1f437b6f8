"""What an auditor asks the trail."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts.queries.trail import Asked
from yuinowa.core.text import CleanCharField
from yuinowa.kernel.fiscal import era_date, parse_date


class AnyDayField(CleanCharField):
    """A day, past or not, as people write it; empty is no bound."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, required=False, **kwargs)

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        text = super().clean(value)
        day = parse_date(text).value if text else None
        if text and day is None:
            raise ValidationError(
                gettext(
                    "“%(text)s” cannot be read as a date. Write it as %(example)s or 2027-03-31."
                ),
                params={"text": text[:50], "example": "令和9年3月31日"},
            )
        return day

    def prepare_value(self, value: Any) -> Any:
        return era_date(value) if isinstance(value, date) else value


class AskedForm(forms.Form):
    """Days and institution, from the address."""

    from_day = AnyDayField(label=_("From"))
    to_day = AnyDayField(label=_("To"))
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
