"""How far each part of an entry may be seen: the institution decides, within its own level."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

# The words of ``core.rights.Level``, which this wing's rules must not import with Django behind it.
PRIVATE, MEMBERS, PUBLIC = "private", "members", "public"


class Part(StrEnum):
    """A part of the entry with a level of its own. Names, kinds and the place are the entry itself."""

    ADDRESS = "address"
    COORDINATES = "coordinates"
    TELEPHONE = "telephone"
    FAX = "fax"
    MAIL = "mail"
    URL = "url"
    IDENTIFIERS = "identifiers"
    PROFILE = "profile"
    EXCHANGE = "exchange"
    UNITS = "units"
    POSTS = "posts"
    STAFF = "staff"
    CLOSED_DAYS = "closed_days"
    SERVICES = "services"
    PROGRAMMES = "programmes"


#: What is not public unless the institution says so.
_NARROWER = {Part.MAIL: MEMBERS, Part.POSTS: MEMBERS, Part.STAFF: MEMBERS}
DEFAULTS: Mapping[Part, str] = {part: _NARROWER.get(part, PUBLIC) for part in Part}
#: What an institution may choose from, the widest first.
CHOICES = (PUBLIC, MEMBERS, PRIVATE)

#: The columns that belong to a part.
COLUMNS: Mapping[Part, tuple[str, ...]] = {
    Part.ADDRESS: ("postal_code", "address"),
    Part.COORDINATES: ("latitude", "longitude"),
    Part.TELEPHONE: ("telephone", "telephone_note"),
    Part.FAX: ("fax",),
    Part.MAIL: ("mail",),
    Part.URL: ("url",),
    Part.PROFILE: ("legal_form", "mission", "can", "cannot"),
    Part.EXCHANGE: ("seeks", "offers"),
}
PART_OF_COLUMN = {column: part for part, columns in COLUMNS.items() for column in columns}
#: The rows that belong to a part, by the name under which the institution has them.
ROWS: Mapping[Part, str] = {
    Part.IDENTIFIERS: "identifiers",
    Part.UNITS: "units",
    Part.POSTS: "posts",
    Part.SERVICES: "switches",
    Part.CLOSED_DAYS: "closing_rules",
    Part.PROGRAMMES: "participations",
}


def hidden(chosen: Mapping[str, str], *, member: bool) -> frozenset[Part]:
    """The parts that a reader from outside may not see; ``chosen`` holds what differs from ``DEFAULTS``."""
    seen = {PUBLIC, MEMBERS} if member else {PUBLIC}
    return frozenset(part for part in Part if chosen.get(part, DEFAULTS[part]) not in seen)
