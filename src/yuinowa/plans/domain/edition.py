"""The life of an edition (版): prepared by one person, published by another, and then never changed.

Source: collaboration-model I28, I29; plan-progress §10.
"""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import Transition, Verb, Waits, Workflow
from yuinowa.plans.domain.sheet import SheetRole


class EditionState(StrEnum):
    PREPARED = "prepared"
    PUBLISHED = "published"
    #: Was prepared and not published: its number is free again.
    WITHDRAWN = "withdrawn"


class EditionAction(StrEnum):
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


class Origin(StrEnum):
    """Where a printed figure comes from."""

    #: Counted by a metric from the ledger's entries.
    METRIC = "metric"
    #: Typed by a person of the plan's institution.
    HAND = "hand"
    #: Read from a file or a document that somebody sent.
    DOCUMENT = "import"
    #: A target, as it was adopted.
    TARGET = "target"
    #: Stands on the sheet alone: nobody kept where it is from.
    SHEET = "sheet"


class FigureKind(StrEnum):
    TARGET = "target"
    ACTUAL = "actual"


OFFICER, CHECKER = frozenset({SheetRole.OFFICER}), frozenset({SheetRole.CHECKER})
S, A = EditionState, EditionAction

# fmt: off
EDITION_WORKFLOW = Workflow(S.PREPARED, (
    #          in           on           gives         by
    Transition(S.PREPARED,  A.PUBLISH,   S.PUBLISHED,  CHECKER),
    Transition(S.PREPARED,  A.WITHDRAW,  S.WITHDRAWN,  OFFICER | CHECKER),
), waits={
    S.PREPARED: Waits(SheetRole.CHECKER, 14, "Then whoever may see the plan can read the edition.", Verb.PUBLISH),
}, final=frozenset({S.PUBLISHED, S.WITHDRAWN}))
# fmt: on

#: From so many sheets on, preparing and printing take more than a second, and the page says so before.
MANY_SHEETS = 150
#: States in which an edition has its number and is seen.
STANDING = (EditionState.PREPARED, EditionState.PUBLISHED)
