"""The items of library statistics that an indicator may say it counts: what makes two of them the same.

Two indicators are laid side by side because both say that they are the same item, never because their names
sound alike. Source: the items of 日本の図書館（日本図書館協会）and 社会教育調査 as far as plans use them; the
families are those of ISO 11620 and ISO 2789 (plan-progress §6).
"""

from __future__ import annotations

from enum import StrEnum


class Statistic(StrEnum):
    """One item."""

    HOLDINGS = "holdings"
    ADDED = "added"
    WITHDRAWN = "withdrawn"
    PERIODICALS = "periodicals"
    LOANS = "loans"
    GROUP_LOANS = "group_loans"
    RESERVATIONS = "reservations"
    ILL_LENT = "ill_lent"
    ILL_BORROWED = "ill_borrowed"
    COPIES = "copies"
    REFERENCE = "reference"
    ELECTRONIC_TITLES = "electronic_titles"
    ELECTRONIC_LOANS = "electronic_loans"
    VISITS = "visits"
    REGISTERED = "registered"
    EVENTS = "events"
    EVENT_PERSONS = "event_persons"
    STAFF = "staff"
    MATERIALS_YEN = "materials_yen"
    EXPENSES_YEN = "expenses_yen"
    SATISFACTION = "satisfaction"
