"""What the codes of a record are called on the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.catalogue.domain.records import (
    Accessible,
    Audience,
    ClassScheme,
    Material,
    Scheme,
    Use,
)

MATERIALS: dict[Material, Promise] = {
    Material.BOOK: pgettext_lazy("kind of material", "Book"),
    Material.SERIAL: _("Magazine or newspaper"),
    Material.ARTICLE: _("Article"),
    Material.MAP: pgettext_lazy("kind of material", "Map"),
    Material.SCORE: _("Sheet music"),
    Material.SOUND: _("Sound recording"),
    Material.MOVING_IMAGE: _("Film or video"),
    Material.STILL_IMAGE: _("Picture or photograph"),
    Material.MICROFORM: _("Microform"),
    Material.ELECTRONIC: _("Electronic material"),
    Material.OTHER: pgettext_lazy("kind of material", "Other"),
}
AUDIENCES: dict[Audience, Promise] = {
    Audience.GENERAL: pgettext_lazy("for whom", "Everybody"),
    Audience.YOUNG: _("Young people"),
    Audience.CHILDREN: pgettext_lazy("for whom", "Children"),
}
ACCESSIBLE: dict[Accessible, Promise] = {
    Accessible.BRAILLE: _("Braille"),
    Accessible.LARGE_PRINT: _("Large print"),
    Accessible.AUDIO: _("Read aloud"),
    Accessible.DAISY: _("DAISY"),
    Accessible.TEXT_DATA: _("Text data"),
    Accessible.EASY: _("Easy to read (LL book)"),
    Accessible.SIGN: _("Sign language"),
    Accessible.TACTILE: _("Pictures to touch"),
}
USES: dict[Use, Promise] = {
    Use.LOAN: _("Can be borrowed"),
    Use.IN_LIBRARY: _("To be read in the library"),
    Use.COPY_ONLY: _("Copies only"),
    Use.ONLINE: _("Readable online"),
    Use.RESTRICTED_ONLINE: _("Readable online at certain places"),
    Use.NONE: _("Cannot be used"),
    Use.UNKNOWN: _("Ask the library"),
}
USE_TONES: dict[Use, str] = {Use.LOAN: "good", Use.ONLINE: "good", Use.NONE: "care"}
SCHEMES: dict[Scheme, Promise | str] = {
    Scheme.ISBN: "ISBN",
    Scheme.ISSN: "ISSN",
    Scheme.JPNO: _("JP number (National Bibliography)"),
    Scheme.NCID: _("NCID (CiNii)"),
    Scheme.NDLBIB: _("Number of the National Diet Library"),
    Scheme.NDLJP: _("Number in the NDL Digital Collections"),
    Scheme.LCCN: "LCCN",
    Scheme.OCLC: _("OCLC number"),
    Scheme.DOI: "DOI",
    Scheme.PUBLISHER: _("Publisher's number"),
    Scheme.OTHER: _("Other number"),
}
CLASS_SCHEMES: dict[ClassScheme, Promise | str] = {
    ClassScheme.NDC: "NDC",
    ClassScheme.NDLC: "NDLC",
    ClassScheme.DDC: "DDC",
    ClassScheme.LCC: "LCC",
    ClassScheme.OTHER: _("Other class"),
}
#: ISO 639-2. Another language shows its code.
LANGUAGES: dict[str, Promise] = {
    "jpn": pgettext_lazy("language", "Japanese"),
    "eng": pgettext_lazy("language", "English"),
    "chi": pgettext_lazy("language", "Chinese"),
    "kor": pgettext_lazy("language", "Korean"),
    "fre": pgettext_lazy("language", "French"),
    "ger": pgettext_lazy("language", "German"),
    "spa": pgettext_lazy("language", "Spanish"),
    "por": pgettext_lazy("language", "Portuguese"),
    "ita": pgettext_lazy("language", "Italian"),
    "rus": pgettext_lazy("language", "Russian"),
    "vie": pgettext_lazy("language", "Vietnamese"),
    "tha": pgettext_lazy("language", "Thai"),
    "tgl": pgettext_lazy("language", "Tagalog"),
    "ind": pgettext_lazy("language", "Indonesian"),
    "nep": pgettext_lazy("language", "Nepali"),
    "lat": pgettext_lazy("language", "Latin"),
    "ain": pgettext_lazy("language", "Ainu"),
    "mul": _("Several languages"),
    "und": _("Language not known"),
}


def language(code: str) -> str:
    """The name of a language, or its code where we have none."""
    return str(LANGUAGES.get(code, code))
