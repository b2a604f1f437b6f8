"""The forms of a source that is fetched: its address, what is chosen of what its server offers, fetching now."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy, pgettext

from yuinowa.catalogue.domain.harvests import BEST_FIRST, base_address, form_of
from yuinowa.catalogue.domain.sources import Missing, Rhythm, Way
from yuinowa.catalogue.exchange.harvesting import Offer
from yuinowa.catalogue.forms.sources import NamedForm
from yuinowa.catalogue.labels.taking_in import FORMS, RHYTHMS
from yuinowa.catalogue.models import Source
from yuinowa.catalogue.services.sources import Giving
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField

_SALT = "catalogue.offer"
#: So many seconds what a server offered may be chosen from.
_HOLDS = 3600


class AddressForm(forms.Form):
    """Where a library's server is."""

    address = CleanCharField(
        label=gettext_lazy("Base address of OAI-PMH"),
        help_text=gettext_lazy("As your system or its maker says it, for example https://lib.example.jp/oai"),
        max_length=500,
    )  # fmt: skip

    def clean_address(self) -> str:
        return base_address(str(self.cleaned_data["address"]))


def kept_offer(address: str, offer: Offer) -> str:
    """What a server offers, signed, so that the next form chooses from it and the server is not asked again."""
    said = {
        "address": address,
        "formats": [[one.prefix, one.namespace] for one in offer.formats if len(one.prefix) <= 100],
        "sets": [[one.spec, one.name[:100]] for one in offer.sets if len(one.spec) <= 200],
        "more": offer.has_more_sets,
        "server": offer.identity.name[:200],
    }
    return signing.dumps(said, salt=_SALT, compress=True)


def offer_of(kept: str) -> dict[str, Any] | None:
    """What ``kept_offer`` kept; None where it is over an hour old, or not ours."""
    try:
        found: dict[str, Any] = signing.loads(kept, salt=_SALT, max_age=_HOLDS)
    except signing.BadSignature:
        return None
    return found


class RhythmForm(NamedForm):
    """When records are fetched, and whether somebody looks before they are taken."""

    rhythm = forms.ChoiceField(
        label=gettext_lazy("When they are fetched"),
        choices=[(each.value, label) for each, label in RHYTHMS.items()],
        widget=forms.RadioSelect,
        initial=Rhythm.NONE.value,
        required=False,
    )
    takes_itself = forms.BooleanField(
        label=gettext_lazy("Take what the clock fetched without asking"),
        help_text=gettext_lazy("The first time somebody looks. Where many records would vanish or cannot be read, you are asked all the same."),
        required=False,
    )  # fmt: skip


class ChoiceForm(RhythmForm):
    """What is fetched of what the server offers; ``offer`` is what it said."""

    once = OnceField()
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    looked = forms.CharField(widget=forms.HiddenInput)
    form = forms.ChoiceField(
        label=gettext_lazy("Form of the records"),
        help_text=gettext_lazy("What the server offers and can be read here. The first says most."),
        widget=forms.RadioSelect,
    )
    selection = forms.ChoiceField(
        label=gettext_lazy("Which of its records"),
        help_text=gettext_lazy("The sets that the server offers."),
        required=False,
    )

    def __init__(self, *args: Any, offer: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer = offer
        self.forms = {
            prefix: form
            for prefix, namespace in offer["formats"]
            if (form := form_of(prefix, namespace)) is not None
        }
        ordered = sorted(self.forms, key=lambda prefix: BEST_FIRST.index(self.forms[prefix]))
        shapes, sets = self.fields["form"], self.fields["selection"]
        assert isinstance(shapes, forms.ChoiceField)  # noqa: S101  # for the types
        assert isinstance(sets, forms.ChoiceField)  # noqa: S101
        shapes.choices = [(one, f"{FORMS[self.forms[one]]} – {one}") for one in ordered]
        shapes.initial = ordered[0] if ordered else None
        sets.choices = [
            ("", pgettext("records of a server", "All of them")),
            *((spec, f"{name} ({spec})" if name else spec) for spec, name in offer["sets"]),
        ]

    def unread(self) -> list[str]:
        """Forms that the server offers and that cannot be read here."""
        return [prefix for prefix, _namespace in self.offer["formats"] if prefix not in self.forms]

    def giving(self) -> Giving:
        """What a valid form says."""
        said = self.cleaned_data
        return Giving(
            name=said["name"],
            form=self.forms[said["form"]].value,
            way=Way.OAI.value,
            rhythm=said["rhythm"],
            takes_itself=said["takes_itself"],
            address=self.offer["address"],
            prefix=said["form"],
            selection=said["selection"],
            missing=Missing.KEPT.value,
            licence=said["licence"],
        )


class ChangedHarvestForm(RhythmForm):
    """What is said of fetched records; address, form and set are chosen by looking at the address."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def giving(self, source: Source) -> Giving:
        """What a valid form says; the rest as it stands."""
        said = self.cleaned_data
        return Giving(
            name=said["name"],
            form=source.form,
            way=source.way,
            rhythm=said["rhythm"],
            takes_itself=said["takes_itself"],
            address=source.address,
            prefix=source.prefix,
            selection=source.selection,
            missing=source.missing,
            licence=said["licence"],
        )


class FetchForm(forms.Form):
    """Fetching now."""

    once = OnceField()
    is_full = forms.BooleanField(
        label=gettext_lazy("Fetch everything again"),
        help_text=gettext_lazy("What the server no longer has is then found, and shown before anything is deleted."),
        required=False,
    )  # fmt: skip
