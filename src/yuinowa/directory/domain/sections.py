"""The sections in which an entry is edited, each on a page of its own."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from yuinowa.directory.domain.disclosure import Part

Snapshot = Mapping[str, Any]


class Section(StrEnum):
    NAMES = "names"
    KINDS = "kinds"
    IDENTIFIERS = "identifiers"
    PLACE = "place"
    CHANNELS = "channels"
    PROFILE = "profile"
    UNITS = "units"
    POSTS = "posts"
    CLOSED_DAYS = "closed_days"
    SERVICES = "services"
    PROGRAMMES = "programmes"
    DISCLOSURE = "disclosure"


#: The part that covers the rows of a section; columns have theirs in ``disclosure``.
PART_OF_ROWS: Mapping[Section, Part] = {
    Section.IDENTIFIERS: Part.IDENTIFIERS,
    Section.UNITS: Part.UNITS,
    Section.POSTS: Part.POSTS,
    Section.CLOSED_DAYS: Part.CLOSED_DAYS,
    Section.SERVICES: Part.SERVICES,
    Section.PROGRAMMES: Part.PROGRAMMES,
}
#: The columns of each section; ``rows`` come from its tables.
COLUMNS: Mapping[Section, tuple[str, ...]] = {
    Section.NAMES: ("name_kana", "name_en"),
    Section.PLACE: (
        "postal_code",
        "prefecture",
        "municipality",
        "municipality_name",
        "address",
        "latitude",
        "longitude",
    ),
    Section.CHANNELS: ("telephone", "telephone_note", "fax", "mail", "url"),
    Section.PROFILE: ("legal_form", "mission", "can", "cannot", "seeks", "offers"),
}


def fingerprint(snapshot: Snapshot) -> str:
    """What a form remembers of a section, so that whoever saves second is told (R31).

    It covers the section alone: two people on two sections of one entry do not meet.
    """
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def differences(before: Snapshot, after: Snapshot) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what changed, before and after."""
    changed = [key for key in after if before.get(key) != after[key]]
    return {key: before.get(key) for key in changed}, {key: after[key] for key in changed}
