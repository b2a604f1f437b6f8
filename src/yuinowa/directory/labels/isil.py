"""What the ISIL register's codes are called, and its faults in sentences with the next step (R8)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.directory.domain import register
from yuinowa.directory.domain.isil_applications import (
    ApplicationAction,
    ApplicationKind,
    ApplicationState,
)
from yuinowa.directory.domain.register import EntryStatus, EventKind, Section

COLUMNS: dict[str, Promise] = {
    "isil": _("ISIL"),
    "name": _("Name"),
    "name_en": _("English name"),
    "name_kana": _("Reading"),
    "postal_code": _("Postal code"),
    "prefecture": _("Prefecture"),
    "municipality": _("Municipality"),
    "street": _("Street and number"),
    "telephone": _("Telephone"),
    "fax": _("Fax"),
    "url": _("Address on the web"),
    "former": _("Former ISIL"),
    "registered": _("Registered on"),
    "changed": _("Changed on"),
    "section": _("Part of the register"),
    "status": _("Status"),
}
SECTIONS: dict[Section, Promise] = {
    Section.PUBLIC: _("Public libraries"),
    Section.OTHER: _("Other libraries"),
    Section.MUSEUM: _("Museums"),
    Section.ARCHIVE: _("Archives"),
}
STATUSES: dict[EntryStatus, Promise] = {
    EntryStatus.ACTIVE: pgettext_lazy("status in the ISIL register", "Active"),
    EntryStatus.NOT_OPERATING: pgettext_lazy("status in the ISIL register", "Not operating"),
    EntryStatus.ABOLISHED: pgettext_lazy("status in the ISIL register", "Abolished"),
    EntryStatus.GONE: pgettext_lazy("status in the ISIL register", "Abolished or not known"),
}
STATUS_TONES: dict[EntryStatus, str] = {
    EntryStatus.ACTIVE: "good",
    EntryStatus.NOT_OPERATING: "care",
    EntryStatus.ABOLISHED: "",
    EntryStatus.GONE: "care",
}
EVENTS: dict[EventKind, Promise] = {
    EventKind.REGISTERED: pgettext_lazy("event in the ISIL register", "Entered"),
    EventKind.CHANGED: pgettext_lazy("event in the ISIL register", "Changed"),
    EventKind.GONE: pgettext_lazy("event in the ISIL register", "No longer in the agency's file"),
    EventKind.ABOLISHED: pgettext_lazy("event in the ISIL register", "Abolished"),
    EventKind.UNDONE: pgettext_lazy("event in the ISIL register", "A file was taken back"),
}
APPLICATION_KINDS: dict[ApplicationKind, Promise] = {
    ApplicationKind.NEW: _("A new ISIL"),
    ApplicationKind.CHANGE: _("A change of the entry"),
    ApplicationKind.ABOLITION: _("Abolition of the number"),
}
APPLICATION_STATES: dict[ApplicationState, Promise] = {
    ApplicationState.APPLIED: pgettext_lazy("state of an application", "Applied for"),
    ApplicationState.CHECKED: pgettext_lazy("state of an application", "Checked"),
    ApplicationState.GRANTED: pgettext_lazy("state of an application", "Granted"),
    ApplicationState.REFUSED: pgettext_lazy("state of an application", "Refused"),
    ApplicationState.WITHDRAWN: pgettext_lazy("state of an application", "Withdrawn"),
}
APPLICATION_ACTIONS: dict[ApplicationAction, Promise] = {
    ApplicationAction.CHECK: pgettext_lazy("what is done with an application", "It is checked"),
    ApplicationAction.GRANT: pgettext_lazy("what is done with an application", "Grant"),
    ApplicationAction.REFUSE: pgettext_lazy("what is done with an application", "Refuse"),
    ApplicationAction.WITHDRAW: pgettext_lazy("what is done with an application", "Withdraw"),
}
#: Fault or warning → what is wrong, what to do.
NOTES: dict[str, tuple[Promise, Promise]] = {
    register.COLUMN_COUNT: (
        _("The line does not have fourteen columns."),
        _("Look for a missing or a surplus comma in this line."),
    ),
    register.BAD_CHARACTER: (
        _("There is a character that cannot be stored."),
        _("Type the text again."),
    ),
    register.TOO_LONG: (_("The text is too long."), _("Shorten it.")),
    register.BLANK: (_("Nothing is written here."), _("Fill it in.")),
    register.ISIL_FORM: (
        _("An ISIL is JP- and seven digits, of which the first names the type."),
        _("Check the number with the agency, and send this line again."),
    ),
    register.ISIL_TWICE: (
        _("The number stands already in a line above."),
        _("Keep the right one of the two lines."),
    ),
    register.DATE_FORM: (
        _("This is no day as the register writes it (2011/10/1 0:00:00)."),
        _("Write the day in this form."),
    ),
    register.FORMER_IS_SELF: (
        _("The number names itself as its former number."),
        _("Take it out of the former numbers."),
    ),
    register.FORMER_FORM: (
        _("Something among the former numbers is no ISIL."),
        _("The rest is read; the cell stays as it is."),
    ),
    register.POSTAL_FORM: (
        _("The postal code does not have seven digits."),
        _("The cell stays as it is."),
    ),
    register.POSTAL_WRITTEN: (
        _("The postal code is written with other signs."),
        _("We read the proposed form; the cell stays as it is."),
    ),
    register.TELEPHONE_NOTE: (
        _("More than a number is written here."),
        _("We read the proposed number; the cell stays as it is."),
    ),
    register.NO_NUMBER: (
        _("No telephone number can be read here."),
        _("The cell stays as it is."),
    ),
    register.HALF_WIDTH: (
        _("There are half-width signs."),
        _("We read the proposed form; the cell stays as it is."),
    ),
    register.UNKNOWN_PREFECTURE: (
        _("There is no prefecture with this name."),
        _("The cell stays as it is."),
    ),
    register.SAME_NAME: (
        _("Another line has the same name."),
        _("Check that the two are not the same institution."),
    ),
    register.DATES_REVERSED: (
        _("It was changed before it was registered."),
        _("Check the two days with the agency."),
    ),
}
#: Said in the reader's language on the page where a wait shows what comes then.
THEN = (
    gettext_noop("Then the application can be granted."),
    gettext_noop("Then the register says so, and the applicant sees it."),
)
#: Where a fault is, as the page names it.
PLACES = (pgettext_lazy("place of a fault", "answer"),)
