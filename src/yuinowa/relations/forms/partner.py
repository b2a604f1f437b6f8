"""The field "with whom": by name, reading or ISIL, or by the row that was chosen before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField
from yuinowa.directory.queries import find_institutions, institutions_visible_to

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

#: So many candidates are offered when a name fits several institutions.
MOST_CANDIDATES = 8


class PartnerForm(forms.Form):
    """A form with another side; ``chosen`` is who it turned out to be, ``candidates`` who it could be."""

    partner_name = CleanCharField(
        label=gettext_lazy("With whom"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "recent-partners"}),
        help_text=gettext_lazy("Name, reading or ISIL; a part of it is enough."),
    )
    partner = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        # Chosen by its row, a partner needs no name.
        self.fields["partner_name"].required = not (
            self.data.get("partner") or self.initial.get("partner")
        )
        self.candidates: list[Institution] = []
        self.chosen: Institution | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.chosen = self._chosen(data.get("partner") or "", data.get("partner_name") or "")
        if self.chosen is not None and self.chosen.pk == self.actor.institution:
            self.add_error(
                "partner_name", _("This is your own institution. Choose the other side.")
            )
        return data

    def _chosen(self, partner: str, name: str) -> Institution | None:
        if partner.isascii() and partner.isdigit() and len(partner) < 19:
            # R22: an id from a form is looked up inside what the actor may see.
            found = institutions_visible_to(self.actor).filter(pk=int(partner)).first()
            if found is None:
                self.add_error(
                    "partner_name", _("This institution cannot be found. Choose it again.")
                )
            return found
        if not name:
            if "partner_name" not in self.errors:
                self.add_error("partner_name", _("Write the name of the other side."))
            return None
        candidates = find_institutions(name, self.actor, most=MOST_CANDIDATES)
        exact = [found for found in candidates if found.name == name]
        if len(candidates) == 1 or len(exact) == 1:
            return (exact or candidates)[0]
        self.candidates = candidates
        if candidates:
            self.add_error("partner_name", _("Several institutions fit. Choose one of them."))
        else:
            self.add_error(
                "partner_name",
                _(
                    "No institution fits “%(name)s”. Try a part of the name, its reading or its ISIL."
                )
                % {"name": name[:50]},
            )
        return None
