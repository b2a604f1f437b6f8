"""The schedules of a text in words, numbered as its paper numbers them: one source for page, PDF and Word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from yuinowa.partnerships.domain.clauses import AgreementText
from yuinowa.partnerships.domain.schedules import REGISTER, Rows, Schedule, ScheduleKind
from yuinowa.partnerships.labels.schedules import HEADS, SCHEDULES


@dataclass(frozen=True, slots=True)
class Told:
    """One schedule as it is shown: 別表1 役割分担表."""

    number: int
    title: str
    heads: tuple[str, ...]
    rows: Rows
    text: str
    #: Columns as parts of the width.
    widths: tuple[int, ...]


def told(text: AgreementText) -> list[Told]:
    """The schedules of ``text`` from 1, in the language that is active."""
    roles = (Schedule(ScheduleKind.ROLES, text.roles),) if text.roles else ()
    return [
        Told(
            n,
            _("Schedule %(n)s: %(name)s") % {"n": n, "name": SCHEDULES[one.kind]},
            tuple(str(head) for head in HEADS[one.kind]),
            one.rows,
            one.text,
            REGISTER[one.kind].columns,
        )
        for n, one in enumerate((*roles, *text.schedules), 1)
    ]
