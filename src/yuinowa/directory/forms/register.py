"""What is looked for in the register, sent in for it, and applied for."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.directory.domain.isil_applications import ApplicationKind
from yuinowa.directory.domain.places import PREFECTURE_CODES, PREFECTURES
from yuinowa.directory.domain.register import EntryStatus, Section
from yuinowa.directory.labels.isil import SECTIONS
from yuinowa.directory.models import Institution, RegisterEntry
from yuinowa.directory.queries.register import cells_of, living_entry
from yuinowa.directory.services.register.applications import APPLIED_CELLS, Wish
from yuinowa.kernel import identifiers

_LATIN = re.compile(r"[\x20-\x7e\u00c0-\u024f‘’“”–—]*")


class RegisterSearchForm(forms.Form):
    """Words and narrowing of the public list; unknown values are passed over (R4)."""

    q = CleanCharField(label=gettext_lazy("Name, reading or ISIL"), max_length=100, required=False)

    def narrowing(self) -> dict[str, str]:
        """The known values of the address."""
        known: dict[str, set[str]] = {
            "section": set(Section),
            "status": set(EntryStatus),
            "prefecture": set(PREFECTURES),
        }
        return {
            name: value
            for name, values in known.items()
            if (value := self.data.get(name, "")) in values
        }


class RegisterFileForm(forms.Form):
    once = OnceField()
    file = forms.FileField(
        label=gettext_lazy("File of the register (CSV)"),
        help_text=gettext_lazy(
            "Fourteen columns, as the agency offers it; up to 50 MB. The coding is found by itself."
        ),
    )
    section = forms.ChoiceField(
        label=gettext_lazy("Part of the register"),
        choices=[
            ("", gettext_lazy("As the header says")),
            *((section.value, label) for section, label in SECTIONS.items()),
        ],
        required=False,
        help_text=gettext_lazy("What the file lacks counts as gone only within this part."),
    )

    def chosen_section(self) -> Section | None:
        value = self.cleaned_data["section"]
        return Section(value) if value else None


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)


class TakeForm(VersionForm):
    only_good = forms.BooleanField(
        label=gettext_lazy("Take the good lines, although others have faults"), required=False
    )
    with_institutions = forms.BooleanField(
        label=gettext_lazy("Enter institutions that the directory does not have yet"),
        required=False,
        help_text=gettext_lazy("Entries whose number the directory knows are linked in any case."),
    )


class AnswerForm(VersionForm):
    answer = CleanCharField(
        label=gettext_lazy("Word to the applicant"), max_length=400, required=False
    )


class ApplicationForm(forms.Form):
    """A new entry, or a change of one: what the register shall say."""

    section = forms.ChoiceField(
        label=gettext_lazy("Part of the register"),
        choices=[(section.value, label) for section, label in SECTIONS.items()],
    )
    name = CleanCharField(label=gettext_lazy("Name"), max_length=200)
    name_kana = CleanCharField(
        label=gettext_lazy("Reading"),
        max_length=300,
        help_text=gettext_lazy("In katakana, without blanks between words."),
    )
    name_en = CleanCharField(
        label=gettext_lazy("English name"),
        max_length=300,
        help_text=gettext_lazy("English, or the name in Latin letters."),
    )
    postal_code = CleanCharField(label=gettext_lazy("Postal code"), max_length=40)
    prefecture = CleanCharField(label=gettext_lazy("Prefecture"), max_length=20)
    municipality = CleanCharField(
        label=gettext_lazy("Municipality"),
        max_length=60,
        help_text=gettext_lazy("With the county; with the ward of a designated city."),
    )
    street = CleanCharField(label=gettext_lazy("Street and number"), max_length=300)
    telephone = CleanCharField(label=gettext_lazy("Telephone"), max_length=100)
    fax = CleanCharField(label=gettext_lazy("Fax"), max_length=100, required=False)
    url = forms.URLField(
        label=gettext_lazy("Address on the web"),
        max_length=400,
        required=False,
        assume_scheme="https",
    )
    reason = CleanCharField(
        label=gettext_lazy("Word to the agency"),
        max_length=400,
        required=False,
        help_text=gettext_lazy(
            "Why now, or what the agency should know. Do not write names of persons."
        ),
    )
    once = OnceField()

    def clean_postal_code(self) -> str:
        checked = identifiers.postal_code(self.cleaned_data["postal_code"])
        if not checked.valid:
            raise ValidationError(_("Write seven digits, such as 000-0000."))
        return checked.value

    def clean_prefecture(self) -> str:
        name: str = self.cleaned_data["prefecture"]
        if name not in PREFECTURE_CODES:
            raise ValidationError(_("Write the whole name of the prefecture, such as 長野県."))
        return name

    def clean_name_en(self) -> str:
        name: str = self.cleaned_data["name_en"]
        if not _LATIN.fullmatch(name):
            raise ValidationError(_("Write it in Latin letters."))
        return name

    @staticmethod
    def initial_of(institution: Institution, entry: RegisterEntry | None) -> dict[str, Any]:
        """What the form begins with: the entry as it stands, else what the directory knows."""
        if entry is not None:
            return {"section": entry.section} | {
                name: text for name, text in cells_of(entry).items() if name in APPLIED_CELLS
            }
        place = PREFECTURES.get(institution.prefecture, "")
        street = institution.address.removeprefix(place).removeprefix(institution.municipality_name)
        return {
            "name": institution.name,
            "name_kana": institution.name_kana,
            "name_en": institution.name_en,
            "postal_code": institution.postal_code,
            "prefecture": place,
            "municipality": institution.municipality_name,
            "street": street,
            "telephone": institution.telephone,
            "fax": institution.fax,
            "url": institution.url,
        }

    def wish(self, entry: RegisterEntry | None) -> Wish:
        """What a valid form asks."""
        data = self.cleaned_data
        return Wish(
            kind=ApplicationKind.NEW if entry is None else ApplicationKind.CHANGE,
            section=Section(data["section"]),
            reason=data["reason"],
            entry=entry.pk if entry is not None else None,
            **{name: data[name] for name in APPLIED_CELLS},
        )


class AbolitionForm(forms.Form):
    successor = CleanCharField(
        label=gettext_lazy("The ISIL that follows"),
        max_length=20,
        required=False,
        help_text=gettext_lazy(
            "Of the institution that goes on, if there is one. Its entry will name the old number."
        ),
    )
    reason = CleanCharField(
        label=gettext_lazy("Why it is abolished"),
        max_length=400,
        help_text=gettext_lazy("For example: closed, merged. Do not write names of persons."),
    )
    once = OnceField()

    def clean_successor(self) -> RegisterEntry | None:
        text: str = self.cleaned_data["successor"]
        if not text:
            return None
        found = living_entry(text)
        if found is None:
            raise ValidationError(
                _("The register has no living number “%(isil)s”."), params={"isil": text[:20]}
            )
        return found

    def wish(self, entry: RegisterEntry) -> Wish:
        """What a valid form asks; the entry's cells stay."""
        successor = self.cleaned_data["successor"]
        cells = {name: text for name, text in cells_of(entry).items() if name in APPLIED_CELLS}
        return Wish(
            kind=ApplicationKind.ABOLITION,
            section=Section(entry.section),
            reason=self.cleaned_data["reason"],
            entry=entry.pk,
            successor=successor.pk if successor is not None else None,
            **cells,
        )
