"""Faults and warnings of an import in words, each with what to do next (R8)."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yuinowa.directory.domain import records
from yuinowa.directory.domain.records import Finding

FINDINGS: dict[str, Promise] = {
    records.COLUMNS: _("The line does not have as many columns as the first line. Check the tabs."),
    records.BLANK: _("Nothing is written here. Fill it in."),
    records.TOO_LONG: _("The text is too long. Shorten it."),
    records.BAD_CHARACTER: _("There is a character that cannot be stored. Type the text again."),
    records.BAD_KEY: _("The key does not have the form of this list. Check it against the list."),
    records.KEY_TWICE: _("The key already stands in a line above. Keep one of the two."),
    records.NOT_AN_OBJECT: _("The line is not one record in JSON. Get the file again."),
    records.NOT_TEXT: _("A text is expected here. Get the file again."),
    records.RECORD_TOO_LONG: _("The line is too long for one record. Check the line ends."),
    records.UNKNOWN_CATEGORY: _("The category is not known; the kind is left open."),
    records.UNKNOWN_FLAG: _("The flag is not A, N or C; the service is left open."),
    records.UNKNOWN_PREFECTURE: _("No prefecture is named; the place is left open."),
    records.UNKNOWN_MUNICIPALITY: _("The municipality is not known; it is left open."),
    records.BAD_POSTAL_CODE: _("The postal code does not have seven digits; it is left out."),
    records.NO_TELEPHONE_NUMBER: _(
        "There is no telephone number in it; the words are kept as a note."
    ),
    records.BAD_IDENTIFIER: _("The number does not have its form; it is kept and flagged."),
    records.CLAIMED_TWICE: _("Another institution gives the same number; it is kept and flagged."),
    records.UNKNOWN_KIND: _("No kind of institution is called so; the kinds are left as they are."),
    records.BAD_URL: _("It does not begin with http:// or https://; it is left out."),
    records.BAD_COORDINATE: _("It is no latitude or longitude in degrees; it is left out."),
    records.BAD_PREFECTURE: _("There is no such prefecture; it is left as it is."),
    records.BAD_MUNICIPALITY: _("There is no municipality with this code; it is left as it is."),
    records.MORE_CELLS: _("The row has more cells than the head. Name every column in the head."),
    records.CELL_TOO_LONG: _("The text in a cell is too long. Shorten it."),
    records.FOREIGN_ID: _(
        "This ID was not given by this installation. Empty the cell, or export the table again."
    ),
    records.ID_GONE: _("The institution with this ID is no longer here. Leave the row out."),
    records.ENTRY_TWICE: _("A row above says something of the same institution. Keep one of them."),
    records.NUMBERS_DISAGREE: _(
        "The numbers of this row belong to different institutions. Check them one by one."
    ),
    records.NUMBER_TAKEN: _("Another institution has this number. Check which of them is right."),
    records.PROBABLY_SAME: _("Probably this is an institution that is here already. Compare them."),
    records.SEVERAL_ALIKE: _(
        "Several institutions here are like it, so it would be a new one. Look whether it is not one of them."
    ),
    records.NAME_DIFFERS: _("The number is known under quite another name. Check the number."),
    records.CONFIRMED: _(
        "The institution itself has confirmed its entry. Ask it about the change."
    ),
    records.CHANGED_SINCE: _("It was changed here after the file was made. Look which is newer."),
}


def in_words(finding: Finding) -> str:
    """One finding with its place and the next step."""
    place = gettext("Line %(line)s") % {"line": finding.line}
    return told((place, finding.key, finding.column), finding.value, str(FINDINGS[finding.code]))


def told(where: Iterable[str], value: str, what: str, *, reading: str = "") -> str:
    """A finding as one line: its place, what is written there, as what that might be read, what to do."""
    if reading:
        words = gettext("%(where)s “%(value)s” → %(reading)s: %(what)s")
    elif value:
        words = gettext("%(where)s “%(value)s”: %(what)s")
    else:
        words = gettext("%(where)s: %(what)s")
    place = gettext(", ").join(filter(None, where))
    return words % {"where": place, "value": value, "reading": reading, "what": what}
