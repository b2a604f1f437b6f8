"""The words of a sentence that matter to claims: of which sort each is, and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from yuinowa.plans.domain.claims import words
from yuinowa.plans.domain.claims.kinds import Against, Base, Degree, Quantity, Sense


class Sort(StrEnum):
    QUANTITY = "quantity"
    YEAR = "year"
    THIS_YEAR = "this-year"
    AHEAD = "ahead"
    BASE = "base"
    RATE = "rate"
    RECORD = "record"
    STREAK = "streak"
    AS_BEFORE = "as-before"
    FIRST_IN = "first-in"
    NEVER = "never"
    OFTEN = "often"
    IN_YEARS = "in-years"
    PER_YEAR = "per-year"
    TOTAL = "total"
    EVERY_YEAR = "every-year"
    HEAD = "head"
    DEGREE = "degree"
    SOFTENER = "softener"
    NEWLY = "newly"
    MANY = "many"
    DEED = "deed"
    DONE = "done"


@dataclass(frozen=True)
class Lexeme:
    """One word that matters. What it means stands in the one field its sort needs."""

    sort: Sort
    start: int
    end: int
    text: str
    quantity: Quantity | None = None
    year: int | None = None
    back: int = 0
    base: Base | None = None
    head: words.Head | None = None
    sense: Sense | None = None
    degree: Degree | None = None
    years: int = 0
    #: 2 of 過去2番目に多い; 3 of 5年のうち3年.
    rank: int = 1

    def against(self) -> Against | None:
        """The base it names, or the year it names taken as one."""
        if self.base is not None:
            span = self.years if self.base is Base.MEAN else None
            return Against(self.base, self.year, span)
        if self.sort is Sort.YEAR:
            return (
                Against(Base.PREVIOUS)
                if self.back == 1
                else Against(Base.YEARS_AGO, self.back)
                if self.back
                else Against(Base.YEAR, self.year)
            )
        return None
