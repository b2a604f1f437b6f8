"""What was read of a sentence since the last claim, kept for the head that follows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from yuinowa.plans.domain.claims.kinds import Against, Base, Degree, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort

#: What a word leaves in the window for the head that follows.
_KEPT: dict[Sort, tuple[str, Callable[[Lexeme], object]]] = {
    Sort.DEGREE: ("degree", lambda word: word.degree),
    Sort.SOFTENER: ("is_softened", lambda _word: True),
    Sort.STREAK: ("years", lambda word: word.years),
    Sort.NEVER: ("is_never", lambda _word: True),
    Sort.IN_YEARS: ("in_years", lambda word: word.years),
    Sort.OFTEN: ("often", lambda word: (word.years, word.rank)),
    Sort.PER_YEAR: ("is_per_year", lambda _word: True),
    Sort.TOTAL: ("total", lambda word: word.years),
    Sort.FIRST_IN: ("first_in", lambda word: word.years),
    Sort.AS_BEFORE: ("as_before", lambda word: word.end),
    Sort.EVERY_YEAR: ("every_year", lambda word: word.end),
}

TAKEN_AS_WORDS = frozenset(_KEPT)


@dataclass
class Window:
    """What was read since the last head."""

    start: int
    against: Against | None = None
    is_against_here: bool = False
    year: int | None = None
    degree: Degree | None = None
    is_softened: bool = False
    years: int | None = None
    first_in: int | None = None
    #: 5年のうち3年で: the years, and in how many of them.
    often: tuple[int, int] | None = None
    #: 900冊の目標: the target's own figure, before its word.
    ahead: Quantity | None = None
    is_never: bool = False
    #: 令和5年度以降: where the years begin that are spoken of.
    since: int | None = None
    in_years: int | None = None
    is_per_year: bool = False
    #: Over how many years a number is added up; 0: from the year compared with on.
    total: int | None = None
    #: 達成率 was named: what is compared may be the attainment.
    is_of_rate: bool = False
    #: Where 前年度に引き続き ended.
    as_before: int | None = None
    #: Bases beside the one compared with: 前年度比、目標比ともに.
    also: list[Against] = field(default_factory=list)
    #: Where a number stands whose part in the sentence was not understood.
    unread: int | None = None
    sizes: list[tuple[int, Quantity]] = field(default_factory=list)
    #: Bases with sizes of their own, before the last: 前年度を50件、目標を10件上回った.
    paired: list[tuple[Against, Quantity]] = field(default_factory=list)
    #: The indicator named behind its head: 前年度を下回ったものに貸出冊数がある.
    named: str = ""
    begins_at: Quantity | None = None
    ends_at: Quantity | None = None
    #: 目標の95%に達した says a share, and not that the target was reached.
    has_share: bool = False
    #: Where 毎年 ended; it belongs to a head close by.
    every_year: int | None = None
    #: A clause that turns away came behind the year: 令和6年度こそ減ったが.
    is_year_held: bool = False
    #: Until where the year spoken of holds, if it stands in brackets, and the one that holds after that.
    year_until: int | None = None
    year_around: int | None = None

    @property
    def has_number(self) -> bool:
        return bool(self.sizes or self.begins_at or self.ends_at)

    def keep(self, word: Lexeme) -> None:
        """An adverb or a number of years, for the head that follows."""
        name, meaning = _KEPT[word.sort]
        setattr(self, name, meaning(word))

    @property
    def here(self) -> Base | None:
        """The base that was named in this window, and not in one before it."""
        return self.against.base if self.against and self.is_against_here else None

    @property
    def against_here(self) -> Against | None:
        return self.against if self.is_against_here else None
