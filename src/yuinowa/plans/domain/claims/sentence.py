"""One sentence being read: its words, and what was gathered since the last claim."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from yuinowa.plans.domain.claims.folding import Folded
from yuinowa.plans.domain.claims.kinds import Against, Base, Claim, Degree, Kind, Quantity
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.lexing import Lexer
from yuinowa.plans.domain.claims.roles import Role, role_of_year, roles
from yuinowa.plans.domain.claims.subjects import noun_before, object_before, subject_before
from yuinowa.plans.domain.claims.tails import Tail, is_a_rule, wishes_from

#: Bases that a year beside them makes exact: コロナ前の令和元年度.
_NAMED_BY_A_YEAR = frozenset({Base.BEFORE_PANDEMIC, Base.FIRST, Base.BASELINE, Base.LAST_SURVEY})
#: Lexemes that say nothing of the subject.
_NAMES_NOTHING = frozenset(
    {
        Sort.QUANTITY, Sort.YEAR, Sort.THIS_YEAR, Sort.BASE, Sort.RATE, Sort.RECORD, Sort.STREAK,
        Sort.DEGREE, Sort.SOFTENER, Sort.NEWLY, Sort.AHEAD, Sort.FIRST_IN, Sort.AS_BEFORE,
    }
)  # fmt: skip
#: Lexemes with which a quote begins.
_BELONGS = frozenset(
    {
        Sort.BASE, Sort.YEAR, Sort.QUANTITY, Sort.DEGREE, Sort.STREAK, Sort.RATE, Sort.FIRST_IN,
    }
)  # fmt: skip
#: Names of indicators stand as signs from here on while a subject is looked for.
_ATOM = 0xE000
_PAST_END = re.compile("(?:た|る|い)。?$")
#: Transitive heads: done by somebody, hence under the tense of the sentence's end.
_TRANSITIVE = re.compile("増や|減ら|伸ば|上げ|拡大$|縮小$|向上$|改善$")


#: Two bases of one head: 前年度比、目標比ともに; 前年度も目標も.
_AND = re.compile(
    r"(?:の?(?:実績値?|数値|値|水準|結果))?比?(?:、|・|と|及び|および|並びに|ならびに|や|も|,|とも)+(?:対)?"
)
_BOTH = re.compile(
    r"(?:の?(?:実績値?|数値|値|水準|結果))?比?(?:とも|の(?:双方|両方|いずれ|どちら)|(?:双方|両方|いずれ|どちら)|も|を|より|と比べ|に比べ)"
)


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
    #: Where 前年度に引き続き ended.
    as_before: int | None = None
    #: Bases beside the one compared with: 前年度比、目標比ともに.
    also: list[Against] = field(default_factory=list)
    #: Where a number stands whose part in the sentence was not understood.
    unread: int | None = None
    sizes: list[tuple[int, Quantity]] = field(default_factory=list)
    begins_at: Quantity | None = None
    ends_at: Quantity | None = None
    #: 目標の95%に達した says a share, and not that the target was reached.
    has_share: bool = False
    #: Where 毎年 ended; it belongs to a head close by.
    every_year: int | None = None
    #: Until where the year spoken of holds, if it stands in brackets, and the one that holds after that.
    year_until: int | None = None
    year_around: int | None = None

    @property
    def has_number(self) -> bool:
        return bool(self.sizes or self.begins_at or self.ends_at)

    @property
    def here(self) -> Base | None:
        """The base that was named in this window, and not in one before it."""
        return self.against.base if self.against and self.is_against_here else None

    @property
    def against_here(self) -> Against | None:
        return self.against if self.is_against_here else None


class Sentence:
    """A sentence with its lexemes, and the window that moves over them."""

    def __init__(self, whole: Folded, start: int, end: int, lexer: Lexer) -> None:
        self.whole, self.plain, self.start, self.end = whole, whole.plain, start, end
        self.year, self.names = lexer.year, lexer.names
        self.lexemes = lexer.read(whole.plain, start, end)
        self.roles = roles(whole.plain, self.lexemes, has_shares="%" in lexer.units)
        self.text = whole.plain[start:end]
        self.is_rule = is_a_rule(self.text)
        self._wishes_from = start + wishes_from(self.text)
        self.blanked = _blanked(whole.plain, self.lexemes, lexer.names)
        self.last_head = start
        #: Heads whose words a number took: 5万冊を超えた.
        self.spent: set[int] = set()
        #: The last figure told of another year: 令和元年度に900冊であった….
        self.told: Against | None = None
        self.window = Window(start)

    def is_wish(self, lexeme: Lexeme) -> bool:
        """Whether what stands at ``lexeme`` is under a wish at the sentence's end."""
        return lexeme.start >= self._wishes_from

    def is_ahead(self, lexeme: Lexeme) -> bool:
        """Whether the future was named before ``lexeme``."""
        return any(row.sort is Sort.AHEAD and row.start < lexeme.start for row in self.lexemes)

    def move_on(self, lexeme: Lexeme, end: int) -> None:
        """A fresh window behind a head; the year spoken of holds on, and so does a base for what has none."""
        self.last_head = lexeme.end
        self.window = Window(end, year=self.window.year, against=self.window.against)

    def close_brackets(self, lexeme: Lexeme) -> None:
        """A year named in brackets holds no longer than they do."""
        window = self.window
        if window.year_until is not None and lexeme.start > window.year_until:
            window.year, window.year_until = window.year_around, None

    def take_year(self, lexeme: Lexeme) -> None:
        """A year or a base: what is compared with from here on, or what is spoken of."""
        window, against = self.window, lexeme.against()
        if lexeme.sort is Sort.THIS_YEAR:
            if re.match("度?末?(?:は|の|も|に|、|:|が)", self.plain[lexeme.end :]):
                window.year = None
            return
        if lexeme.sort is Sort.YEAR:
            role = role_of_year(self.plain, lexeme)
            if role is Role.NONE and re.match("末?に", self.plain[lexeme.end :]):
                window.unread = lexeme.start
            if role is Role.SPOKEN_OF:
                self._speak_of(lexeme)
            if role is not Role.COMPARED:
                return
            if window.here in _NAMED_BY_A_YEAR and lexeme.year is not None:
                against = Against(Base.YEAR, lexeme.year)
        if against is None or (against.base in _NAMED_BY_A_YEAR and window.here is Base.YEAR):
            return
        if before := self._coordinated(lexeme):
            window.also.append(before)
            window.year = None
        window.against, window.is_against_here = against, True

    def take_word(self, lexeme: Lexeme) -> None:
        """An adverb or a number of years, kept for the head that follows."""
        match lexeme.sort:
            case Sort.DEGREE:
                self.window.degree = lexeme.degree
            case Sort.SOFTENER:
                self.window.is_softened = True
            case Sort.STREAK if lexeme.start not in self.spent:
                self.window.years = lexeme.years
            case Sort.FIRST_IN:
                self.window.first_in = lexeme.years
                if re.search("以来、?$", self.plain[self.window.start : lexeme.start]):
                    # 令和4年度以来3年ぶり: the year tells when it was so last.
                    self.window.against, self.window.is_against_here = None, False
            case Sort.AS_BEFORE:
                self.window.as_before = lexeme.end
            case Sort.EVERY_YEAR:
                self.window.every_year = lexeme.end

    def _coordinated(self, lexeme: Lexeme) -> Against | None:
        """The base before ``lexeme`` that is compared with together with it."""
        rows = [row for row in self.lexemes if self.last_head <= row.start < lexeme.start]
        if not rows or rows[-1].sort not in (Sort.YEAR, Sort.BASE):
            return None
        between = self.plain[rows[-1].end : lexeme.start]
        is_both = _BOTH.match(self.plain, lexeme.end)
        return rows[-1].against() if is_both and _AND.fullmatch(between) else None

    def _speak_of(self, lexeme: Lexeme) -> None:
        """The year spoken of from here on, or in brackets up to where they close."""
        year = lexeme.year if lexeme.year is not None else -lexeme.back
        opened = self.plain.rfind("(", self.start, lexeme.start)
        closed = self.plain.find(")", lexeme.end, self.end)
        if opened >= 0 and closed >= 0 and ")" not in self.plain[opened : lexeme.start]:
            self.window.year_until, self.window.year_around = closed, self.window.year
        self.window.year = year

    def is_dropped(self, lexeme: Lexeme, tail: Tail) -> bool:
        """Whether nothing is stated: a wish, a plan, the future."""
        if not tail.is_said:
            return True
        if lexeme.sort is Sort.RECORD or _TRANSITIVE.search(lexeme.text):
            return self.is_wish(lexeme)
        return self.is_ahead(lexeme) and (self.is_wish(lexeme) or not _PAST_END.search(self.text))

    def make(self, kind: Kind, start: int, end: int, **more: object) -> Claim:
        """A claim of ``plain[start:end]``, with what the window knows of it."""
        first, last = self.whole.span(start, max(end, start + 1))
        claim = Claim(
            kind=kind,
            start=first,
            end=last,
            quote=self.whole.original[first:last],
            year=self.window.year,
            degree=self.window.degree,
            first_in=self.window.first_in,
            is_unsure=self.window.unread is not None
            and "、" not in self.plain[self.window.unread : end],
            is_softened=self.window.is_softened,
        )
        return replace(claim, **more)  # type: ignore[arg-type]  # fields of Claim, by name

    def quote_start(self, lexeme: Lexeme) -> int:
        """The quote begins with the clause, or with the first word that belongs to the head."""
        start = self.window.start
        marks = [
            row.start
            for row in self.lexemes
            if start <= row.start <= lexeme.start and row.sort in _BELONGS
        ]
        clause = max(self.plain.rfind(sign, start, lexeme.start) + 1 for sign in "、。\n(・")
        return min([*marks, max(clause, start), lexeme.start])

    def subject(self, lexeme: Lexeme) -> str:
        """Of what is spoken at ``lexeme``; empty where the sentence does not say."""
        found = subject_before(self.blanked, self.start, lexeme.start, self.last_head)
        if _TRANSITIVE.search(lexeme.text) or not found:
            found = object_before(self.blanked, self.last_head, lexeme.start) or found
        if not found:
            found = noun_before(self.blanked, self.last_head, lexeme.start)
        return self.spelled(found)

    def spelled(self, subject: str) -> str:
        """A subject with the names in it written out again."""
        for n, name in enumerate(self.names):
            subject = re.sub(f"{chr(_ATOM + n)}+", name, subject)
        return subject


def _blanked(plain: str, lexemes: list[Lexeme], names: tuple[str, ...]) -> str:
    """``plain`` without its years, bases and numbers, so that what is left names the subject.

    A name of an indicator becomes one sign repeated, so that no は or を inside it is taken for a particle.
    """
    for n, name in _by_length(names):
        plain = plain.replace(name, chr(_ATOM + n) * len(name))
    for row in lexemes:
        if row.sort not in _NAMES_NOTHING:
            continue
        plain = plain[: row.start] + "□" * (row.end - row.start) + plain[row.end :]
    return plain


def _by_length(names: tuple[str, ...]) -> list[tuple[int, str]]:
    return sorted(((n, name) for n, name in enumerate(names) if name), key=lambda row: -len(row[1]))
