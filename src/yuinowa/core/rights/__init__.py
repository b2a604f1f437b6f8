"""Who may see and do what (docs/architecture/rights.md): one table per wing, read by lists and deeds alike.

A wing's ``permissions`` declares, per model, a ``Scope`` (where standings come from) and rows of ``Row``
(action × standing × roles × condition). ``visible_to`` is built from the ``view`` rows, ``can`` reads the
same rows; rows are any-of, columns all-of, no row means no.
"""

from yuinowa.core.rights.actors import Actor, Level, Only, Role, Standing, Via
from yuinowa.core.rights.asking import (
    FRESH_FOR,
    can,
    is_fresh,
    offers,
    require,
    require_fresh,
    standings,
)
from yuinowa.core.rights.filters import allowed_q, standing_q, visible_to
from yuinowa.core.rights.tables import (
    _ROWS,
    ANYONE,
    Condition,
    Row,
    Scope,
    declared_models,
    field_is,
    level_members,
    level_parties,
    level_public,
    nothing,
    register,
    rows_of,
    scope_of,
)

__all__ = [
    "ANYONE",
    "FRESH_FOR",
    "_ROWS",
    "Actor",
    "Condition",
    "Level",
    "Only",
    "Role",
    "Row",
    "Scope",
    "Standing",
    "Via",
    "allowed_q",
    "can",
    "declared_models",
    "field_is",
    "is_fresh",
    "level_members",
    "level_parties",
    "level_public",
    "nothing",
    "offers",
    "register",
    "require",
    "require_fresh",
    "rows_of",
    "scope_of",
    "standing_q",
    "standings",
    "visible_to",
]
