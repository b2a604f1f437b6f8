"""Who may see and do what in partnerships, by subject."""

from yuinowa.partnerships.permissions.partnerships import (
    LEADERS,
    PARTNERSHIP,
    PARTNERSHIP_ALLOW,
    WRITERS,
    may_begin,
    movers_of,
    roles_toward_party,
)

__all__ = [
    "LEADERS",
    "PARTNERSHIP",
    "PARTNERSHIP_ALLOW",
    "WRITERS",
    "may_begin",
    "movers_of",
    "roles_toward_party",
]
