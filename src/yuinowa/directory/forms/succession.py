"""Renaming an institution, and saying what has become of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.labels.entry import SUCCESSION_KINDS
from yuinowa.directory.queries import find_institutions, institutions_visible_to

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

_MOST_CANDIDATES = 8


class _VersionField(forms.IntegerField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, **kwargs)


class RenameForm(forms.Form):
    name = CleanCharField(label=gettext_lazy("New name"), max_length=200)
    kana = CleanCharField(label=gettext_lazy("Reading"), max_length=300, required=False)
    on_day = DayField(label=gettext_lazy("Called so since"))
    was_a_slip = forms.BooleanField(
        label=gettext_lazy("The old name was a slip of the pen: do not keep it as a former name"),
        required=False,
    )
    version = _VersionField()


class SuccessionForm(forms.Form):
    """Who follows, how, since when. Sent a second time with the versions of the preview, it is done."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What happened"),
        choices=[(kind.value, label) for kind, label in SUCCESSION_KINDS.items()],
        widget=forms.RadioSelect,
    )
    successor_name = CleanCharField(
        label=gettext_lazy("The other institution"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Name, reading or ISIL; a part of it is enough."),
    )
    successor = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )
    on_day = DayField(label=gettext_lazy("Since when"))
    version = _VersionField(required=False)
    successor_version = _VersionField(required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.chosen: Institution | None = None
        self.candidates: list[Institution] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("successor"):
            # R22: an id from a form is looked up inside what the actor may see.
            door = institutions_visible_to(self.actor)
            self.chosen = door.filter(pk=data["successor"]).first()
        elif data.get("successor_name"):
            name = data["successor_name"]
            found = find_institutions(name, self.actor, most=_MOST_CANDIDATES)
            exact = [institution for institution in found if institution.name == name]
            if len(found) == 1 or len(exact) == 1:
                self.chosen = (exact or found)[0]
            else:
                self.candidates = found
        if self.chosen is None and "successor_name" not in self.errors:
            self.add_error(
                "successor_name",
                _("Several institutions fit. Write the name or the ISIL in full.")
                if self.candidates
                else _("Write the name of the other institution as it stands in the directory."),
            )
        return data

    @property
    def is_confirmed(self) -> bool:
        """Whether the preview was seen: it gives the versions of both."""
        return bool(self.cleaned_data["version"] and self.cleaned_data["successor_version"])

    def kind_chosen(self) -> SuccessionKind:
        return SuccessionKind(self.cleaned_data["kind"])
