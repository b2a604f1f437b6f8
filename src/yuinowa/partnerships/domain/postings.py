"""What an institution offers and what it seeks (できること・求めていること), before there is any partnership.

Source: collaboration model §14.1 (``seeks``, ``offers``: 人・物・金・場・情報) and §15.
"""

from __future__ import annotations

from enum import StrEnum

from yuinowa.kernel.workflow import NOBODY, Transition, Workflow

#: Characters of how much or how often is offered or sought.
MAX_QUANTITY = 60
#: Postings of one institution that are open or rest at the same time.
MAX_POSTINGS = 100


class Way(StrEnum):
    OFFER = "offer"
    NEED = "need"

    @property
    def other(self) -> Way:
        return Way.NEED if self is Way.OFFER else Way.OFFER


class Reach(StrEnum):
    """How far from the institution it is meant."""

    TOWN = "town"
    PREFECTURE = "prefecture"
    ANYWHERE = "anywhere"


class Audience(StrEnum):
    """For whom it is in the end."""

    EVERYBODY = "everybody"
    INFANTS = "infants"
    PUPILS = "pupils"
    YOUTH = "youth"
    WORKERS = "workers"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    FOREIGNERS = "foreigners"
    STAFF = "staff"


class Subject(StrEnum):
    """What it is about: the ten classes of 日本十進分類法, or nothing in particular."""

    ANY = ""
    GENERAL = "0"
    THOUGHT = "1"
    HISTORY = "2"
    SOCIETY = "3"
    NATURE = "4"
    TECHNOLOGY = "5"
    INDUSTRY = "6"
    ARTS = "7"
    LANGUAGE = "8"
    LITERATURE = "9"


class PostingState(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    #: Somebody was found.
    MATCHED = "matched"
    WITHDRAWN = "withdrawn"
    #: Its last day is over.
    EXPIRED = "expired"


class PostingStep(StrEnum):
    PAUSE = "pause"
    MATCH = "match"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    EXPIRE = "expire"


class PostingRole(StrEnum):
    #: Writes for the institution that posted it.
    POSTER = "poster"
    CLOCK = "clock"


S, A = PostingState, PostingStep
POSTER, CLOCK = frozenset({PostingRole.POSTER}), frozenset({PostingRole.CLOCK})

# fmt: off
POSTING_WORKFLOW = Workflow(S.OPEN, (
    #          in           on          gives        by
    Transition(S.OPEN,      A.PAUSE,    S.PAUSED,    POSTER),
    Transition(S.OPEN,      A.MATCH,    S.MATCHED,   POSTER),
    Transition(S.OPEN,      A.WITHDRAW, S.WITHDRAWN, POSTER),
    Transition(S.OPEN,      A.EXPIRE,   S.EXPIRED,   CLOCK),
    Transition(S.PAUSED,    A.REOPEN,   S.OPEN,      POSTER),
    Transition(S.PAUSED,    A.MATCH,    S.MATCHED,   POSTER),
    Transition(S.PAUSED,    A.WITHDRAW, S.WITHDRAWN, POSTER),
    Transition(S.PAUSED,    A.EXPIRE,   S.EXPIRED,   CLOCK),
    Transition(S.MATCHED,   A.REOPEN,   S.OPEN,      POSTER),
    Transition(S.WITHDRAWN, A.REOPEN,   S.OPEN,      POSTER),
    Transition(S.EXPIRED,   A.REOPEN,   S.OPEN,      POSTER),
), waits=dict.fromkeys(S, NOBODY))
# fmt: on

#: In which somebody may still be found for it.
LIVING = (S.OPEN, S.PAUSED)
