"""The ten-second contact form, and the two that change a contact."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.directory.queries import find_institutions, institutions_visible_to
from yuinowa.relations.domain.contacts import MAX_ABOUT, MAX_HEADCOUNT, Means, day_fault
from yuinowa.relations.labels import DAY_FAULTS, MEANS
from yuinowa.relations.services import Content

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

#: So many candidates are offered when a name fits several institutions.
MOST_CANDIDATES = 8
DAY_WIDTH = {"class": "yw-input--12"}


class ContactDayField(DayField):
    """The day of a contact: neither ahead nor too long ago."""

    def clean(self, value: Any) -> date | None:  # type: ignore[override]  # a day, not a text
        day = super().clean(value)
        fault = day_fault(day, today=clock.today()) if day else None
        if fault:
            raise ValidationError(DAY_FAULTS[fault])
        return day


class ContentForm(forms.Form):
    """The four things said about a contact."""

    day = ContactDayField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Western years can be written too."),
        widget=forms.TextInput(attrs=DAY_WIDTH),
    )
    means = forms.ChoiceField(
        label=gettext_lazy("How"), choices=[(code.value, label) for code, label in MEANS.items()]
    )
    about = CleanCharField(
        label=gettext_lazy("What about"),
        max_length=MAX_ABOUT,
        help_text=gettext_lazy("One line. Do not write names of persons."),
    )
    headcount = WholeNumberField(
        label=gettext_lazy("How many took part"),
        low=1,
        high=MAX_HEADCOUNT,
        required=False,
        help_text=gettext_lazy("People of both sides and guests, if you counted them."),
        widget=forms.TextInput(attrs={"class": "yw-input--6", "inputmode": "numeric"}),
    )

    def content(self) -> Content:
        """What a valid form says."""
        data = self.cleaned_data
        return Content(data["day"], Means(data["means"]), data["about"], data["headcount"])


class ContactForm(ContentForm):
    """With whom, when, how, what about, how many: five fields, two of them filled in already."""

    day = ContactDayField(
        label=gettext_lazy("When"),
        help_text=gettext_lazy("Today is filled in. Western years can be written too."),
        widget=forms.TextInput(attrs=DAY_WIDTH),
    )
    partner_name = CleanCharField(
        label=gettext_lazy("With whom"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"list": "recent-partners"}),
        help_text=gettext_lazy("Name, reading or ISIL; a part of it is enough."),
    )
    partner = forms.CharField(required=False, widget=forms.HiddenInput)
    once = OnceField()
    #: Pressed on the question "the same?": another contact of this pair and day.
    another = forms.CharField(required=False, widget=forms.HiddenInput)
    late_reason = CleanCharField(
        label=gettext_lazy("Why only now"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "The year is closed. The figure moves and is marked as recorded late."
        ),
    )
    field_order = ("partner_name", "day", "means", "about", "headcount")

    def __init__(
        self, *args: Any, actor: Actor, asks_late_reason: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.asks_late_reason = asks_late_reason
        self.fields["late_reason"].required = asks_late_reason
        self.fields["about"].widget.attrs["list"] = "about-words"
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


class CorrectionForm(ContentForm):
    """What should have been said, and why it is changed."""

    reason = CleanCharField(
        label=gettext_lazy("Why it is corrected"),
        max_length=200,
        help_text=gettext_lazy("Both versions stay visible to both sides."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def on_top_of(self, version: int) -> CorrectionForm:
        """What was typed, to be sent again on top of somebody else's change."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return CorrectionForm(initial=typed | {"version": version})


class WithdrawalForm(forms.Form):
    reason = CleanCharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=200,
        help_text=gettext_lazy("It stays readable to both sides and no longer counts."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
