"""The forms of an entry's sections."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.text import CleanCharField, DayField
from yuinowa.directory import labels
from yuinowa.directory.domain import telephones
from yuinowa.directory.domain.disclosure import CHOICES, Part
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import (
    PREFECTURES,
    municipalities,
    municipality_in,
    prefecture_in,
)
from yuinowa.directory.forms.rows import Row, RowsForm
from yuinowa.directory.labels.entry import PART_LEVELS, PARTS, POST_ROLES
from yuinowa.kernel import identifiers

_NOTHING = [("", "----")]
_DEGREES = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,12})?", re.ASCII)
_URL = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)


def _text(label: Any, longest: int, *, help_text: Any = "", many: bool = False) -> CleanCharField:
    """A text that may be left empty."""
    return CleanCharField(
        label=label,
        max_length=longest,
        required=False,
        one_line=not many,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 4}) if many else forms.TextInput(),
    )


class SectionForm(forms.Form):
    """A section that is columns; ``seen`` is what the section said when the form was opened."""

    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, demo: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.demo = demo

    def values(self) -> dict[str, Any]:
        """The columns of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class PlaceForm(SectionForm):
    """Where it is. The municipality is read from the address where it is not written."""

    postal_code = _text(
        gettext_lazy("Postal code"), 12, help_text=gettext_lazy("Seven digits, such as 106-0032.")
    )
    prefecture = forms.ChoiceField(
        label=gettext_lazy("Prefecture"), choices=[*_NOTHING, *PREFECTURES.items()], required=False
    )
    municipality_name = _text(
        gettext_lazy("Municipality"),
        60,
        help_text=gettext_lazy(
            "Name or code of the city, ward, town or village. Read from the address if left empty."
        ),
    )
    address = _text(gettext_lazy("Address"), 300)
    latitude = _text(
        gettext_lazy("Latitude"), 20, help_text=gettext_lazy("In degrees, such as 35.6581.")
    )
    longitude = _text(
        gettext_lazy("Longitude"), 20, help_text=gettext_lazy("In degrees, such as 139.7514.")
    )

    def clean_postal_code(self) -> str:
        text: str = self.cleaned_data["postal_code"]
        checked = identifiers.postal_code(text)
        if text and not checked.valid:
            raise ValidationError(_("Write seven digits, such as 106-0032."))
        return checked.value if text else ""

    def clean_latitude(self) -> float | None:
        return _degrees(self.cleaned_data["latitude"], 90)

    def clean_longitude(self) -> float | None:
        return _degrees(self.cleaned_data["longitude"], 180)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if (data.get("latitude") is None) != (data.get("longitude") is None) and not self.errors:
            self.add_error("longitude", _("Write both, latitude and longitude, or neither."))
        self._find_municipality(data)
        return data

    def _find_municipality(self, data: dict[str, Any]) -> None:
        address, name = data.get("address", ""), data.get("municipality_name", "")
        prefecture = data.get("prefecture") or prefecture_in(address) or prefecture_in(name)
        by_code = municipalities().get(unicodedata.normalize("NFKC", name).strip())
        found = by_code or (
            municipality_in(name or address, prefecture)
            if prefecture and (name or address)
            else None
        )
        data["municipality"] = found.code if found else ""
        data["prefecture"] = found.prefecture if found else prefecture
        if found:
            data["municipality_name"] = found.name
        elif name and not self.demo:
            self.add_error(
                "municipality_name",
                _("No municipality is called “%(name)s” there. Choose its prefecture too.")
                % {"name": name[:50]},
            )


def _degrees(text: str, most: int) -> float | None:
    if not text:
        return None
    folded = unicodedata.normalize("NFKC", text).strip().replace("−", "-")
    if not _DEGREES.fullmatch(folded) or abs(float(folded)) > most:
        raise ValidationError(_("Write degrees as a decimal number, such as 35.6581."))
    return float(folded)


class ChannelsForm(SectionForm):
    """How to reach it."""

    telephone = _text(gettext_lazy("Telephone"), 60)
    telephone_note = _text(
        gettext_lazy("About the telephone"),
        100,
        help_text=gettext_lazy("Extension or desk, in a few words."),
    )
    fax = _text(gettext_lazy("Fax"), 60)
    mail = _text(
        gettext_lazy("Mail"),
        254,
        help_text=gettext_lazy("The institution's address, not a person's."),
    )
    url = _text(
        gettext_lazy("Address on the web"), 400, help_text=gettext_lazy("Begins with https://")
    )

    def clean_telephone(self) -> str:
        return _number(self.cleaned_data["telephone"])

    def clean_fax(self) -> str:
        return _number(self.cleaned_data["fax"])

    def clean_mail(self) -> str:
        text: str = self.cleaned_data["mail"]
        if text:
            validate_email(text)
        return text

    def clean_url(self) -> str:
        text: str = self.cleaned_data["url"]
        if text and not _URL.fullmatch(text):
            raise ValidationError(_("Write an address that begins with https://"))
        return text


def _number(text: str) -> str:
    """The number as it is written in directories; words belong into the note."""
    found = telephones.read(text)
    if text and (not found.number or found.note):
        raise ValidationError(_("Write one number only, such as 03-0000-0000."))
    return found.number


class ProfileForm(SectionForm):
    """What it is and what it can do, in a few words each."""

    legal_form = _text(
        gettext_lazy("Legal form"),
        100,
        help_text=gettext_lazy("As it is called: municipal, foundation, voluntary group …"),
    )
    mission = _text(gettext_lazy("What it is for"), 1000, many=True)
    can = _text(gettext_lazy("What it can do for others"), 1000, many=True)
    cannot = _text(gettext_lazy("What it cannot do"), 1000, many=True)
    seeks = _text(
        gettext_lazy("What it seeks"),
        1000,
        many=True,
        help_text=gettext_lazy("People, things, money, places, information."),
    )
    offers = _text(
        gettext_lazy("What it offers"),
        1000,
        many=True,
        help_text=gettext_lazy("People, things, money, places, information."),
    )


class KindsForm(SectionForm):
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds"),
        choices=[(kind.value, label) for kind, label in labels.KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("An institution may be several things."),
        error_messages={"required": gettext_lazy("Choose at least one kind.")},
    )

    def chosen(self) -> list[InstitutionKind]:
        return [InstitutionKind(kind) for kind in self.cleaned_data["kinds"]]


class DisclosureForm(SectionForm):
    """A level for each part."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.ChoiceField(
                label=str(PARTS[part]),
                choices=[(level, PART_LEVELS[level]) for level in CHOICES],
            )

    def levels(self) -> dict[Part, str]:
        return {part: self.cleaned_data[part.value] for part in Part}


def _days_in_order(values: dict[str, Any]) -> None:
    first, last = values["from_day"], values["to_day"]
    if first and last and last < first:
        raise ValidationError({"to_day": _("It ends before it begins.")})


class NameRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("name", "kind")
    kind = forms.ChoiceField(
        label=gettext_lazy("Of what kind"),
        choices=[*_NOTHING, *((kind.value, label) for kind, label in labels.NAME_KINDS.items())],
    )
    name = _text(gettext_lazy("Name"), 300)
    kana = _text(gettext_lazy("Reading"), 300)
    until = DayField(
        label=gettext_lazy("Used until"),
        required=False,
        help_text=gettext_lazy("For a former name: its last day."),
    )


class NamesForm(RowsForm):
    """Reading and English name of the entry, and all other names."""

    row = NameRow
    name_kana = _text(
        gettext_lazy("Reading"), 300, help_text=gettext_lazy("In katakana, with blanks as spoken.")
    )
    name_en = _text(gettext_lazy("English name"), 300)

    def columns(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name_kana", "name_en")}


class IdentifierRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("raw", "scheme")
    preset: ClassVar[tuple[str, ...]] = ("former",)
    scheme = forms.ChoiceField(
        label=gettext_lazy("Of what kind"),
        choices=[*_NOTHING, *((scheme.value, label) for scheme, label in labels.SCHEMES.items())],
    )
    raw = _text(gettext_lazy("Number"), 60)
    former = forms.BooleanField(label=gettext_lazy("Former: no longer in use"))


class IdentifiersForm(RowsForm):
    row = IdentifierRow


class UnitRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("name",)
    name = _text(gettext_lazy("Name"), 200)
    name_kana = _text(gettext_lazy("Reading"), 300)
    parent_id = forms.TypedChoiceField(
        label=gettext_lazy("Belongs to"), coerce=int, empty_value=None
    )
    from_day = DayField(label=gettext_lazy("From"), required=False)
    to_day = DayField(label=gettext_lazy("Until"), required=False)

    @classmethod
    def check_row(cls, values: dict[str, Any]) -> None:
        _days_in_order(values)


class UnitsForm(RowsForm):
    row = UnitRow


class PostRow(Row):
    needed: ClassVar[tuple[str, ...]] = ("title",)
    title = _text(
        gettext_lazy("Title"), 200, help_text=gettext_lazy("The post, not the person who holds it.")
    )
    unit_id = forms.TypedChoiceField(
        label=pgettext_lazy("of an institution", "Unit"), coerce=int, empty_value=None
    )
    takes_waits_of = forms.ChoiceField(
        label=gettext_lazy("Takes the turns of"),
        choices=[
            ("", gettext_lazy("nobody in particular")),
            *((role.value, label) for role, label in POST_ROLES.items()),
        ],
    )
    from_day = DayField(label=gettext_lazy("From"), required=False)
    to_day = DayField(label=gettext_lazy("Until"), required=False)

    @classmethod
    def check_row(cls, values: dict[str, Any]) -> None:
        _days_in_order(values)


class PostsForm(RowsForm):
    row = PostRow
