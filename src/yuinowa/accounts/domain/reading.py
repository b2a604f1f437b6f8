"""What counts as reading or exporting data of persons (R43)."""

from __future__ import annotations

from enum import StrEnum


class Reading(StrEnum):
    """What was read; the audit row's action."""

    PEOPLE = "accounts.read-people"
    HOLDINGS = "accounts.read-holdings"
    CLAIM = "accounts.read-claim"
    TRAIL = "accounts.read-trail"
    TRAIL_EXPORT = "accounts.export-trail"
    DISCLOSURES = "accounts.read-disclosures"
    DISCLOSURES_EXPORT = "accounts.export-disclosures"
    OWN_DATA = "accounts.export-own-data"
