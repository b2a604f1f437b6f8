"""What an administrator writes of a program and its key."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts.domain.policy import LONGEST_PROGRAM_NAME
from yuinowa.core import sockets
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField

#: For how many days a key works.
DAYS = ((90, _("90 days")), (180, _("180 days")), (365, _("One year")))


class KeyForm(forms.Form):
    """For how long another key works."""

    days = forms.TypedChoiceField(
        label=_("How long the key works"),
        coerce=int,
        choices=DAYS,
        help_text=_("Make the next one before this one ends; a program may have both for a while."),
    )
    once = OnceField()


class ProgramForm(KeyForm):
    """A program, what it may read, and its first key."""

    name = CleanCharField(
        label=_("Name of the program"),
        max_length=LONGEST_PROGRAM_NAME,
        help_text=_("What it is and where it runs, such as the library's web page."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it may read"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of these, all that members may see. It can change nothing."),
    )
    field_order = ("name", "scopes", "days", "once")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scopes"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # declared above
        field.choices = [(scope.code, scope.label) for scope in sockets.api_scopes()]
