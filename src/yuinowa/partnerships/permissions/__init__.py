"""Who may see and do what in partnerships, by subject."""

from yuinowa.partnerships.permissions.agreements import (
    AGREEMENT,
    AGREEMENT_ALLOW,
    DECIDERS,
    VERSION,
    VERSION_ALLOW,
)
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
    "AGREEMENT",
    "AGREEMENT_ALLOW",
    "DECIDERS",
    "LEADERS",
    "PARTNERSHIP",
    "PARTNERSHIP_ALLOW",
    "VERSION",
    "VERSION_ALLOW",
    "WRITERS",
    "may_begin",
    "movers_of",
    "roles_toward_party",
]
