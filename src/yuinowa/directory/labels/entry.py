"""What the sections and parts of an entry, and the changes of it, are called on the page."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from yuinowa.core.rights import Role
from yuinowa.directory.domain.disclosure import MEMBERS, PRIVATE, PUBLIC, Part
from yuinowa.directory.domain.institutions import SuccessionKind
from yuinowa.directory.domain.sections import Section
from yuinowa.directory.domain.statuses import StatusDeed

SECTIONS: dict[Section, Promise] = {
    Section.NAMES: _("Names"),
    Section.KINDS: _("Kinds"),
    Section.IDENTIFIERS: _("Identifiers"),
    Section.PLACE: _("Address and place"),
    Section.CHANNELS: _("How to reach it"),
    Section.PROFILE: _("What it is and does"),
    Section.UNITS: _("Units"),
    Section.POSTS: _("Posts"),
    Section.CLOSED_DAYS: _("Closed days"),
    Section.SERVICES: _("Services for other institutions"),
    Section.PROGRAMMES: _("Programmes it takes part in"),
    Section.DISCLOSURE: _("What is shown to whom"),
}
#: What each section is for, under its heading.
SECTION_HINTS: dict[Section, Promise] = {
    Section.NAMES: _("All names by which it is found. Its name itself is changed by renaming it."),
    Section.KINDS: _("What it is. Desks and filters go by this."),
    Section.IDENTIFIERS: _("A number that does not fit is kept and marked, and joins nothing."),
    Section.PLACE: _("The municipality decides which desks and rules apply."),
    Section.CHANNELS: _("Ways that stay when people change."),
    Section.PROFILE: _("A few sentences, so that others know when to ask."),
    Section.UNITS: _("Departments, branches, sections. What has ended keeps its row, with its last day."),
    Section.POSTS: _("Posts stay when their holders change; turns come to the post."),
    Section.CLOSED_DAYS: _("As on the notice at the door: one row a rule. The page shows what they come to."),
    Section.SERVICES: _("What others may ask for now. It stands before what a list said of you."),
    Section.PROGRAMMES: _("Since when, in what class, and until when."),
    Section.DISCLOSURE: _("Lowering hides at once, on pages, in files and in the search."),
}  # fmt: skip
PARTS: dict[Part, Promise] = {
    Part.ADDRESS: _("Address"),
    Part.COORDINATES: _("Place on the map"),
    Part.TELEPHONE: _("Telephone"),
    Part.FAX: _("Fax"),
    Part.MAIL: _("Mail"),
    Part.URL: _("Address on the web"),
    Part.IDENTIFIERS: _("Identifiers"),
    Part.PROFILE: _("What it is and does"),
    Part.EXCHANGE: _("What it seeks and offers"),
    Part.UNITS: _("Units"),
    Part.POSTS: _("Posts"),
    Part.STAFF: _("Names of staff"),
    Part.CLOSED_DAYS: _("Closed days"),
    Part.SERVICES: _("Services for other institutions"),
    Part.PROGRAMMES: _("Programmes it takes part in"),
}
PART_LEVELS: dict[str, Promise] = {
    PUBLIC: pgettext_lazy("level", "Everybody"),
    MEMBERS: pgettext_lazy("level", "Institutions that take part"),
    PRIVATE: pgettext_lazy("level", "Only ourselves and the region office"),
}
#: Roles of an institution whose turns a post can take.
POST_ROLES: dict[Role, Promise] = {
    Role.ADMIN: _("Administrator"),
    Role.EDITOR: _("Editor"),
    Role.SIGNATORY: _("Signatory"),
    Role.LEAD: _("Partnership lead"),
    Role.REVIEWER: _("Reviewer"),
    Role.SECRETARY: _("Secretary"),
    Role.PLAN_OFFICER: _("Plan officer"),
    Role.PLAN_CHECKER: _("Plan checker"),
    Role.COORDINATOR: _("Coordinator"),
    Role.REGION_ADMIN: _("Region administrator"),
}
#: Keys of a change, as the history names them.
COLUMN_NAMES: dict[str, Promise] = {
    "name": _("Name"),
    "name_kana": _("Reading"),
    "name_en": _("English name"),
    "kinds": _("Kinds"),
    "postal_code": _("Postal code"),
    "prefecture": _("Prefecture"),
    "municipality": _("Local government code"),
    "municipality_name": _("Municipality"),
    "address": _("Address"),
    "latitude": _("Latitude"),
    "longitude": _("Longitude"),
    "telephone": _("Telephone"),
    "telephone_note": _("About the telephone"),
    "fax": _("Fax"),
    "mail": _("Mail"),
    "url": _("Address on the web"),
    "legal_form": _("Legal form"),
    "mission": _("What it is for"),
    "can": _("What it can do for others"),
    "cannot": _("What it cannot do"),
    "seeks": _("What it seeks"),
    "offers": _("What it offers"),
    "rows": _("Rows"),
    "on_day": _("Since when"),
    "reason": _("Why"),
    "last_confirmed": _("Last confirmed on"),
    "status": pgettext_lazy("institution", "Status"),
}
#: Deeds on an entry that are no section.
DEEDS: dict[str, Promise] = {
    "add": _("Entered into the directory"),
    "confirm": _("Confirmed by the institution"),
    "rename": _("Renamed"),
    "merge": _("Became part of another institution"),
    "split": _("Another institution was split off"),
    "duplicate": _("Found to be entered twice"),
    "undo": _("Taken back: what had become of it"),
    "rest": _("At rest since"),
    "close": _("Closed for good"),
    "wake": _("Active again"),
}
SUCCESSION_KINDS: dict[SuccessionKind, Promise] = {
    SuccessionKind.MERGE: _("It became part of the other one"),
    SuccessionKind.SPLIT: _("The other one was split off from it"),
    SuccessionKind.DUPLICATE: _("It was entered twice: the other entry is the right one"),
}

#: Field → what the reader is told where a refusal names it.
PLACES = (
    pgettext_lazy("place of a fault", "kind"),
    pgettext_lazy("place of a fault", "kinds"),
    pgettext_lazy("place of a fault", "name"),
    pgettext_lazy("place of a fault", "on_day"),
    pgettext_lazy("place of a fault", "successor"),
)
STATUS_DEEDS: dict[StatusDeed, Promise] = {
    StatusDeed.REST: _("It is at rest: a closed building, a group between two committees"),
    StatusDeed.CLOSE: _("It is no more"),
    StatusDeed.WAKE: _("It is active again"),
}
