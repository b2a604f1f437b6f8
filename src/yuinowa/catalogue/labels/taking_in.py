"""What sources, runs and what they found are called."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from yuinowa.catalogue.domain.sources import Form, Missing, Rhythm, RunState, Way
from yuinowa.standards.marc.codes import Coding

FORMS: dict[Form, Promise] = {
    Form.MARC: pgettext_lazy("form of records", "MARC 21 (ISO 2709)"),
    Form.MARCXML: pgettext_lazy("form of records", "MARCXML"),
    Form.DCNDL: pgettext_lazy("form of records", "DC-NDL (RDF)"),
    Form.OAI_DC: pgettext_lazy("form of records", "Dublin Core (oai_dc)"),
    Form.TABLE: pgettext_lazy("form of records", "Table (CSV, Excel)"),
}
CODINGS: dict[Coding, str] = {
    Coding.UTF_8: "UTF-8",
    Coding.MARC_8: "MARC-8",
    Coding.CP932: "Shift_JIS (CP932)",
    Coding.EUC_JP: "EUC-JP",
    Coding.ISO_2022_JP: "ISO-2022-JP (JIS)",
    Coding.LATIN_1: "ISO 8859-1 (Latin-1)",
}
MISSINGS: dict[Missing, Promise] = {
    Missing.KEPT: _("What is new and changed; what is gone is marked in it"),
    Missing.GONE: _("Everything each time; what is not in it is gone"),
}
WAYS: dict[Way, Promise] = {
    Way.UPLOAD: pgettext_lazy("how records come", "Files that the library sends"),
    Way.FOLDER: pgettext_lazy("how records come", "Files in a folder of the server"),
    Way.OAI: pgettext_lazy("how records come", "Fetched from the library's server (OAI-PMH)"),
}
RHYTHMS: dict[Rhythm, Promise] = {
    Rhythm.NONE: pgettext_lazy("when records are fetched", "Only when somebody has them fetched"),
    Rhythm.DAILY: pgettext_lazy("when records are fetched", "Every night"),
    Rhythm.WEEKLY: pgettext_lazy("when records are fetched", "Every week, at night"),
}
#: What comes when the keeper of a source has looked at what the clock fetched: a msgid, said on the page of turns.
THEN_TAKEN = gettext_noop("Then its records are taken, or it is left.")
THEN_FETCHED = gettext_noop("Then its records are fetched again.")
THEN_LAID = gettext_noop("Then another file is laid in the folder.")
STATES: dict[RunState, Promise] = {
    RunState.COLUMNS: pgettext_lazy("state of a file of records", "Columns to be confirmed"),
    RunState.FETCHING: pgettext_lazy("state of a file of records", "Being fetched"),
    RunState.READING: pgettext_lazy("state of a file of records", "Being read"),
    RunState.PREVIEW: pgettext_lazy("state of a file of records", "Shown, not yet taken"),
    RunState.TAKING: pgettext_lazy("state of a file of records", "Being taken"),
    RunState.APPLIED: pgettext_lazy("state of a file of records", "Taken"),
    RunState.UNDOING: pgettext_lazy("state of a file of records", "Being taken back"),
    RunState.UNDONE: pgettext_lazy("state of a file of records", "Taken back"),
    RunState.DROPPED: pgettext_lazy("state of a file of records", "Dropped"),
    RunState.UNCHANGED: pgettext_lazy("state of a file of records", "Nothing new"),
    RunState.FAILED: pgettext_lazy("state of a file of records", "Could not be read"),
}
TONES: dict[RunState, str] = {
    RunState.COLUMNS: "here",
    RunState.PREVIEW: "here",
    RunState.APPLIED: "good",
    RunState.FAILED: "late",
}
#: Where a fault is, for whoever does not see the form.
PLACES = (pgettext_lazy("place of a fault", "folder"),)
