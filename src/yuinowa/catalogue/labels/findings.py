"""What a record's owner is told of what was doubtful or refused, and what to do about it."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_IN_SYSTEM = _("Correct it in your system and send the record again.")

WORDS: dict[str, Promise] = {
    # Refused by us, whatever the form.
    "no-identity": _("The record has no number of its own, so that it could never be changed or withdrawn. Let your system write it."),
    "identity-twice": _("Another record of the file has this number already; the first one counts."),
    "identity-too-long": _("The number of the record is longer than 200 characters."),
    "control-character": _("The record holds characters that are no text. Let your system write it again."),
    "no-title": _("There is nothing to call it by. Correct it in your system and send the record again."),
    "not-bibliographic": _("This record describes no thing (an authority or a classification). Leave such records out."),
    # Doubtful, and taken all the same.
    "number-wrong": _("The check digit of an ISBN or ISSN is wrong. It is kept as it stands and joins this record to no other."),
    "isbn-cut": _("978 was cut off the ISBN; it was completed. Your system may write the whole number."),
    "year-unknown": _("No year of publication can be read."),
    "class-wrong": _("A class number is not of the classification it is said to be."),
    "reading-loose": _("A reading answers no field, or one that is announced is missing."),
    "material-unknown": _("What kind of thing it is cannot be told."),
    # MARC 21.
    "marc-length": _("The length in the leader is wrong; the record was read to its end mark."),
    "marc-base": _("The leader names another beginning of the fields than theirs."),
    "marc-directory": _("The directory is wrong; the fields were taken in their order."),
    "marc-unlisted": _("A field that the directory does not name was left out."),
    "marc-no-end": _("An end mark is missing."),
    "marc-junk": _("Something else stood before the record."),
    "marc-indicators": _("A field has too few or too many indicators, or a subfield code that is none."),
    "marc-coding": _("The text is in another coding than the leader says; it was read in that one."),
    "marc-character": _("A character of MARC-8 has no counterpart; 〓 stands in its place."),
    "marc-leader": _("The leader is missing or too short; it was filled with blanks."),
    "marc-line-break": _("A field holds a tab or a line break."),
    "marc-empty": _("The record is empty."),
    "marc-not-a-record": _("This is no MARC 21 record."),
    "marc-old-japan-marc": _("This is JAPAN/MARC as it was until 2011. Get the record anew from the National Diet Library as MARC 21."),
    "marc-truncated": _("The record breaks off: the file was cut. Send it again whole."),
    "marc-too-long": _("The record is longer than MARC 21 allows."),
    "marc-too-many-fields": _("The record has more fields than can be meant."),
    "marc-directory-unreadable": _("The fields cannot be told apart."),
    "marc-coding-in-doubt": _("The coding of the text cannot be told for sure. Let your system write UTF-8, or say the coding on the page of your records."),
    "marc-text-damaged": _("The text is UTF-8 with broken characters in it. Let your system write it again."),
    "marc-text-lost": _("Characters were lost before the record came here. Let your system write it again."),
    "marc-coded-twice": _("The text was turned to UTF-8 twice. Let your system write it once."),
    "marc-control-character": _("A field holds characters that are no text."),
    "marc-structure": _("Text or an element stands where none may be."),
}  # fmt: skip


def words_of(code: str) -> Promise:
    """The sentence for ``code``; one for all whose code has none of its own."""
    return WORDS.get(code, _IN_SYSTEM)
