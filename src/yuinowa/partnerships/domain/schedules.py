"""Schedules of an agreement (別表): registered kinds, what each is made of, and how wide its columns are.

Source: collaboration model §8. A schedule is rendered from the partnership's own records where there are such, and
has typed words beside or instead. Both are laid down with the text and frozen with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

#: Characters of the typed words of one schedule.
MAX_SCHEDULE = 2_000


class ScheduleKind(StrEnum):
    """In the order in which they are numbered."""

    #: 役割分担表
    ROLES = "roles"
    #: 採用した原則
    PRINCIPLES = "principles"
    #: 評価の方法
    EVALUATION = "evaluation"
    #: 費用の分担
    COSTS = "costs"
    #: 持ち寄る物・場・情報
    MATERIALS = "materials"
    #: 連絡の窓口
    CONTACTS = "contacts"
    #: 利用者の秘密と個人情報の取扱い
    SECRETS = "secrets"


@dataclass(frozen=True, slots=True)
class Registered:
    """What a kind is made of."""

    #: It belongs to every text for which something is recorded; nobody chooses it.
    comes_by_itself: bool = False
    #: The columns of its table, as parts of the width; none: it is typed alone.
    columns: tuple[int, ...] = ()


K = ScheduleKind
REGISTER: dict[ScheduleKind, Registered] = {
    K.ROLES: Registered(comes_by_itself=True, columns=(30, 20, 20, 18, 26)),
    K.PRINCIPLES: Registered(comes_by_itself=True, columns=(1, 8)),
    K.EVALUATION: Registered(columns=(2, 7)),
    K.COSTS: Registered(columns=(2, 3, 3, 2)),
    K.MATERIALS: Registered(columns=(30, 14, 40, 20)),
    K.CONTACTS: Registered(),
    K.SECRETS: Registered(),
}
#: Those that the writers of a text choose.
CHOSEN = tuple(kind for kind, made in REGISTER.items() if not made.comes_by_itself)

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """One schedule of a text: rows as recorded when it was put to the sides, and words that were typed."""

    kind: ScheduleKind
    rows: Rows = ()
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.text.strip()
