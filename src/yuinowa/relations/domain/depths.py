"""How deep a relation is: 連絡, 連携・協力, 協働. What the evidence speaks for, and foreign scales.

A depth is a person's decision on a day; the suggestion is shown with its grounds and never written by itself.
None of the three is a mark: each can be the right one for an aim. Source: collaboration model §1, §18.1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

#: A contact shows that the line is open for so many months; frequent contacts are counted over the shorter time.
LONG_MONTHS, SHORT_MONTHS = 24, 12
FREQUENT_CONTACTS = 4
STEADY_ACTIVITIES = 2


class Depth(StrEnum):
    CONTACT = "contact"
    COOPERATION = "cooperation"
    COLLABORATION = "collaboration"


_STEPS: tuple[Depth | None, ...] = (None, *Depth)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is recorded about a pair on a day."""

    contacts_long: int = 0
    contacts_short: int = 0
    #: Sides that wrote what it is for.
    purposes: int = 0
    activities: int = 0
    #: Agreements, or written tables of roles, in force.
    agreements: int = 0
    #: Evaluations held or due.
    evaluations: int = 0


class Ground(StrEnum):
    """A condition of the rule, in the order in which the page says them."""

    CONTACT = "contact"
    PURPOSE = "purpose"
    FREQUENT = "frequent"
    AGREEMENT = "agreement"
    ACTIVITIES = "activities"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Checked:
    """A condition, whether it is met, and the number it was met or missed by."""

    ground: Ground
    met: bool
    count: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the evidence speaks for (None: nothing recorded speaks for any), and every condition."""

    depth: Depth | None
    grounds: tuple[Checked, ...]


def suggest(evidence: Evidence, current: Depth | None) -> Suggestion:
    """The depth the evidence speaks for; where it is less than ``current``, one step down and no more."""
    e = evidence
    grounds = (
        Checked(Ground.CONTACT, e.contacts_long >= 1, e.contacts_long),
        Checked(Ground.PURPOSE, e.purposes >= 2, e.purposes),
        Checked(
            Ground.FREQUENT,
            e.contacts_short >= FREQUENT_CONTACTS or e.activities >= 1,
            e.contacts_short,
        ),
        Checked(Ground.AGREEMENT, e.agreements >= 1, e.agreements),
        Checked(Ground.ACTIVITIES, e.activities >= STEADY_ACTIVITIES, e.activities),
        Checked(Ground.EVALUATION, e.evaluations >= 1, e.evaluations),
    )
    met = [ground.met for ground in grounds]
    supported = sum((met[0], all(met[:3]), all(met)))
    place = _STEPS.index(current)
    return Suggestion(_STEPS[supported if supported >= place else place - 1], grounds)


def gap(current: Depth | None, desired: Depth | None) -> int | None:
    """How many steps a side wants to go further (or back); None, where it has not said."""
    return None if desired is None else _STEPS.index(desired) - _STEPS.index(current)


class Scale(StrEnum):
    """Scales that others use, as an aid for entering ours. Source: collaboration model §1."""

    HIMMELMAN = "himmelman"
    FREY = "frey"
    SAFAR = "safar"
    PSC = "psc"


@dataclass(frozen=True, slots=True)
class ScaleStep:
    """One step of a foreign scale, as its authors write it, and what it is here."""

    scale: Scale
    code: str
    words: str
    depth: Depth

    @property
    def key(self) -> str:
        return f"{self.scale.value}.{self.code}"


_D, _S = Depth, Scale
# fmt: off
SCALE_STEPS = (
    ScaleStep(_S.HIMMELMAN, "1", "networking",         _D.CONTACT),
    ScaleStep(_S.HIMMELMAN, "2", "coordinating",       _D.COOPERATION),
    ScaleStep(_S.HIMMELMAN, "3", "cooperating",        _D.COOPERATION),
    ScaleStep(_S.HIMMELMAN, "4", "collaborating",      _D.COLLABORATION),
    ScaleStep(_S.FREY,      "1", "1 networking",       _D.CONTACT),
    ScaleStep(_S.FREY,      "2", "2 cooperation",      _D.COOPERATION),
    ScaleStep(_S.FREY,      "3", "3 coordination",     _D.COOPERATION),
    ScaleStep(_S.FREY,      "4", "4 coalition",        _D.COLLABORATION),
    ScaleStep(_S.FREY,      "5", "5 collaboration",    _D.COLLABORATION),
    ScaleStep(_S.SAFAR,     "1", "1 networking",       _D.CONTACT),
    ScaleStep(_S.SAFAR,     "2", "2 cooperating",      _D.COOPERATION),
    ScaleStep(_S.SAFAR,     "3", "3 partnering",       _D.COOPERATION),
    ScaleStep(_S.SAFAR,     "4", "4 merging",          _D.COLLABORATION),
    ScaleStep(_S.SAFAR,     "5", "5 unifying",         _D.COLLABORATION),
    ScaleStep(_S.PSC,       "1", "チャリティ型",       _D.CONTACT),
    ScaleStep(_S.PSC,       "2", "トランザクション型", _D.COOPERATION),
    ScaleStep(_S.PSC,       "3", "インテグレーション型", _D.COLLABORATION),
)
# fmt: on
BY_KEY = {step.key: step for step in SCALE_STEPS}


def months_before(day: date, months: int) -> date:
    """The same day ``months`` earlier; the 28th where that month is shorter."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, 28))
