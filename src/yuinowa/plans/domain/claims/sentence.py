"""One sentence being read: its words, and what was gathered since the last claim."""

from __future__ import annotations

import re
from dataclasses import replace

from yuinowa.plans.domain.claims import clauses, doubts
from yuinowa.plans.domain.claims.blanking import ATOM, blanked, by_length
from yuinowa.plans.domain.claims.folding import Folded
from yuinowa.plans.domain.claims.kinds import (
    TARGETS,
    Against,
    Base,
    Claim,
    Kind,
)
from yuinowa.plans.domain.claims.lexemes import Lexeme, Sort
from yuinowa.plans.domain.claims.lexing import Lexer
from yuinowa.plans.domain.claims.roles import roles
from yuinowa.plans.domain.claims.spoken import spoken_of
from yuinowa.plans.domain.claims.tails import Tail, ends_in_a_wish, is_a_rule, wishes_from
from yuinowa.plans.domain.claims.window import TAKEN_AS_WORDS, Window
from yuinowa.plans.domain.claims.years import (
    Role,
    base_beside,
    mean_ends,
    mean_over,
    role_of_year,
    years_in_a_row,
)

#: Bases that a year beside them makes exact: コロナ前の令和元年度.
_NAMED_BY_A_YEAR = frozenset(
    {Base.BEFORE_PANDEMIC, Base.FIRST, Base.BASELINE, Base.LAST_SURVEY, Base.PEAK}
)
#: Lexemes with which a quote begins.
_BELONGS = frozenset(
    {
        Sort.BASE, Sort.YEAR, Sort.QUANTITY, Sort.DEGREE, Sort.STREAK, Sort.RATE, Sort.FIRST_IN,
        Sort.OFTEN, Sort.PER_YEAR, Sort.TOTAL,
    }
)  # fmt: skip
_LAST_IN = re.compile("(?:度?末?)以来の(?=増|減|上昇|低下|伸び|プラス|マイナス|達成|目標)")
_SINCE = re.compile("(?:度?末?)(?:以降|以来)")
_AVERAGED = re.compile("まで(?:の)?[^、。]{0,6}?(?:平均|累計|合計)")
_PAST_END = re.compile("(?:た|る|い|て(?:い|おり)ます)。?$")
#: Transitive heads: done by somebody, hence under the tense of the sentence's end.
_TRANSITIVE = re.compile("増や|減ら|伸ば|上げ|拡大$|縮小$|向上$|改善$")


#: Between a target and the share of it that was reached.
_OF_A_TARGET = re.compile("(?:に対する|への|に向けた|からみた|から見た)(?:[\ue000-\ue0ff]+の)?$")
#: 目標の9割にとどまった貸出冊数は: what describes an indicator is said to be so, whatever the sentence goes on to wish.
_DESCRIBES = re.compile(
    "(?:た|ない|だった|であった|て(?:い|お)る|回る|[超越]える|満たす|届く)(?:□+の)?(?=[\ue000-\ue0ff])"
)


class Sentence:
    """A sentence with its lexemes, and the window that moves over them."""

    def __init__(self, whole: Folded, start: int, end: int, lexer: Lexer) -> None:
        self.whole, self.plain, self.start, self.end = whole, whole.plain, start, end
        self.year, self.names = lexer.year, lexer.names
        self.lexemes = lexer.read(whole.plain, start, end)
        self.roles = roles(whole.plain, self.lexemes, has_shares="%" in lexer.units)
        self.text = whole.plain[start:end]
        self.is_rule = is_a_rule(self.text)
        self.ends_in_a_wish = ends_in_a_wish(self.text)
        self._wishes_from = start + wishes_from(self.text)
        self.blanked = blanked(whole, start, end, self.lexemes, lexer.names)
        described = [one.end() for one in _DESCRIBES.finditer(self.blanked, start, end)]
        if self.ends_in_a_wish and described:
            self._wishes_from = max(self._wishes_from, described[-1])
        self.last_head = start
        #: Heads whose words a number took: 5万冊を超えた.
        self.spent: set[int] = set()
        #: Runs that are themselves denied: 3年連続ではなく.
        self.denied: set[int] = set()
        #: The last figure told of another year: 令和元年度に900冊であった….
        self.told: Against | None = None
        #: The last change with its size: 増加率は12%であり、1割を….
        self.sized: Claim | None = None
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
        self.window = Window(
            end,
            year=self.window.year,
            against=self.window.against,
            is_year_held=self.window.is_year_held or doubts.turns_away(self.plain, lexeme.end),
        )

    def close_brackets(self, lexeme: Lexeme) -> None:
        """A year named in brackets holds no longer than they do."""
        window = self.window
        if window.year_until is not None and lexeme.start > window.year_until:
            window.year, window.year_until = window.year_around, None

    def take_year(self, lexeme: Lexeme) -> None:
        """A year or a base: what is compared with from here on, or what is spoken of."""
        window, against = self.window, lexeme.against()
        if lexeme.sort is Sort.RATE:
            window.is_of_rate = True
            led = self.blanked[window.start : lexeme.start]
            is_of_it = _OF_A_TARGET.search(led) or lexeme.text.startswith("に対する")
            if window.here in TARGETS and is_of_it:
                # 令和8年度の目標に対する到達割合: of that target.
                return
        if lexeme.sort is Sort.YEAR:
            if lexeme.year and _LAST_IN.match(self.plain, lexeme.end) and lexeme.year < self.year:
                # 令和4年度以来の増加: it was so last in that year.
                window.first_in = self.year - lexeme.year
                return
            against = self._compared(lexeme)
        if against is None or (against.base in _NAMED_BY_A_YEAR and window.here is Base.YEAR):
            return
        if against.base is Base.MEAN and against.year is None:
            against = replace(against, year=mean_ends(self.plain, self.lexemes, lexeme))
        if lexeme.text.startswith("平均") and (span := mean_over(self.plain, self.lexemes, lexeme)):
            against = Against(Base.MEAN, span[1], span[1] - span[0] + 1)
        if window.ahead is not None and against.base in TARGETS:
            against, window.ahead = replace(against, stated=window.ahead), None
        if before := base_beside(
            self.plain, self.lexemes, lexeme, since=self.last_head, year=self.year
        ):
            window.also.append(before)
            window.year = None
        window.against, window.is_against_here = against, True

    def take_this_year(self, lexeme: Lexeme) -> None:
        is_later = lexeme.text in ("その後", "それ以降", "以後")
        is_spoken_of = re.match("度?末?(?:は|の|も|に|、|:|が)|$", self.plain[lexeme.end :])
        if not is_spoken_of and not (is_later and self.plain[lexeme.end].isdigit()):
            return
        year = self.window.year
        if is_later and is_spoken_of and year and year != self.year:
            # 令和2年度に落ち込んだが、その後は回復し: compared with that year.
            base = Against(Base.YEAR, year) if year > 0 else Against(Base.YEARS_AGO, -year)
            self.window.against, self.window.is_against_here = base, True
        self.window.year = None

    def _compared(self, lexeme: Lexeme) -> Against | None:
        """The year as a base; None where it is spoken of. The text's own year is no base."""
        if lexeme.year == self.year:
            self.window.year = None
            self.window.years = (
                years_in_a_row(self.plain, self.lexemes, lexeme) or self.window.years
            )
            return None
        role = role_of_year(self.plain, lexeme)
        is_bare = any(row.start == lexeme.end and row.sort is Sort.HEAD for row in self.lexemes)
        if role is Role.NONE and (is_bare or re.match("末?に", self.plain[lexeme.end :])):
            self.window.unread = lexeme.start
        if role is Role.SPOKEN_OF or self._ends_a_span(lexeme):
            self._speak_of(lexeme)
            return None
        if role is not Role.COMPARED:
            return None
        if _SINCE.match(self.plain, lexeme.end):
            self.window.since = lexeme.year
        if self.window.here in _NAMED_BY_A_YEAR and lexeme.year is not None:
            return Against(Base.YEAR, lexeme.year)
        return lexeme.against()

    def take_word(self, lexeme: Lexeme) -> None:
        """An adverb or a number of years, kept for the head that follows."""
        if lexeme.sort not in TAKEN_AS_WORDS or lexeme.start in self.spent:
            return
        if lexeme.sort is Sort.STREAK and self._is_denied(lexeme):
            self.denied.add(lexeme.start)
            return
        self.window.keep(lexeme)
        if lexeme.sort is Sort.IN_YEARS and not self.window.is_against_here:
            self.window.against = Against(Base.YEARS_AGO, lexeme.years, lexeme.years)
            self.window.is_against_here = True
        is_since = re.search("以来、?$", self.plain[self.window.start : lexeme.start])
        if lexeme.sort is Sort.FIRST_IN and is_since:
            # 令和4年度以来3年ぶり: the year tells when it was so last.
            self.window.against, self.window.is_against_here = None, False

    def _is_denied(self, lexeme: Lexeme) -> bool:
        """3年連続ではなく、: the run itself, and not what follows."""
        stop = clauses.ends_at(self.plain, lexeme.end, self.end)
        found = clauses.denials(self.plain, lexeme.end, stop)
        return bool(found) and clauses.is_carried(self.plain, lexeme.end, found[0][0])

    def _ends_a_span(self, lexeme: Lexeme) -> bool:
        """令和2年度から令和5年度まで: the second of the two is spoken of."""
        before = [row for row in self.lexemes if row.end < lexeme.start and row.sort is Sort.YEAR]
        return (
            bool(before)
            and self.plain[before[-1].end : lexeme.start] == "から"
            and self.plain.startswith("まで", lexeme.end)
            and not _AVERAGED.match(self.plain, lexeme.end)
        )

    def _speak_of(self, lexeme: Lexeme) -> None:
        """The year spoken of from here on, or in brackets up to where they close."""
        year = lexeme.year if lexeme.year is not None else -lexeme.back
        opened = self.plain.rfind("(", self.start, lexeme.start)
        closed = self.plain.find(")", lexeme.end, self.end)
        if opened >= 0 and closed >= 0 and ")" not in self.plain[opened : lexeme.start]:
            self.window.year_until, self.window.year_around = closed, self.window.year
        self.window.year, self.window.is_year_held = year, False

    def is_dropped(self, lexeme: Lexeme, tail: Tail) -> bool:
        """Whether nothing is stated: a wish, a plan, the future."""
        if not tail.is_said:
            return True
        if lexeme.sort is Sort.RECORD or _TRANSITIVE.search(lexeme.text):
            return self.is_wish(lexeme)
        return self.is_ahead(lexeme) and (self.is_wish(lexeme) or not _PAST_END.search(self.text))

    def _year_told(self, start: int) -> int | None:
        """The year spoken of at ``start``; one still ahead holds no further than its own clause: 最終年度は令和8年度だが、…."""
        year = self.window.year
        if year is None or year <= self.year:
            return year
        named = [row.end for row in self.lexemes if row.year == year and row.end <= start]
        return None if named and "、" in self.plain[named[-1] : start] else year

    def make(self, kind: Kind, start: int, end: int, **more: object) -> Claim:
        """A claim of ``plain[start:end]``, with what the window knows of it."""
        first, last = self.whole.span(start, max(end, start + 1))
        claim = Claim(
            kind=kind,
            start=first,
            end=last,
            quote=self.whole.original[first:last],
            year=self._year_told(end),
            degree=self.window.degree,
            first_in=self.window.first_in,
            is_unsure=self._is_unsure(more.get("against"), end),
            is_of_part=doubts.is_of_part(self.blanked, self.start, start, end),
            is_softened=self.window.is_softened,
        )
        return replace(claim, **more)  # type: ignore[arg-type]  # fields of Claim, by name

    def _is_unsure(self, against: object, end: int) -> bool:
        """Whether something beside the words of a claim may make them mean another thing."""
        unread = self.window.unread
        return (
            (unread is not None and "、" not in self.plain[unread:end])
            or (self.window.is_year_held and self.window.year not in (None, self.year))
            or doubts.is_doubted(self.plain, end, self.end)
            or doubts.names_two_targets(self.plain, end, self.lexemes, against)
        )

    def tells_years(self, end: int) -> bool:
        """目標に届かなかった年度は、令和3年度と令和6年度: of the years that are named behind ``end``."""
        return doubts.tells_years(self.plain, end, self.lexemes)

    def quote_start(self, lexeme: Lexeme) -> int:
        """The quote begins with the clause, or with the first word that belongs to the head."""
        start, unread = self.window.start, self.window.unread
        marks = [
            row.start
            for row in self.lexemes
            if start <= row.start <= lexeme.start and row.sort in _BELONGS and row.start != unread
        ]
        clause = max(self.plain.rfind(sign, start, lexeme.start) + 1 for sign in "、。\n(・")
        return min([*marks, max(clause, start), lexeme.start])

    def subject(self, lexeme: Lexeme) -> str:
        """Of what is spoken at ``lexeme``; empty where the sentence does not say."""
        if self.window.named:
            return self.window.named
        is_done = bool(_TRANSITIVE.search(lexeme.text))
        found = spoken_of(self.blanked, self.start, lexeme, self.last_head, is_done=is_done)
        return self.spelled(found) or self.named_alone

    @property
    def named_alone(self) -> str:
        """The indicator that the sentence names, if it is one alone."""
        found = {one for one in self.blanked[self.start : self.end] if "\ue000" <= one <= "\ue0ff"}
        return self.spelled(found.pop()) if len(found) == 1 else ""

    def as_signs(self, subject: str) -> str:
        """A subject as it stands in ``blanked``, with a sign repeated for each name."""
        for n, name in by_length(self.names):
            subject = subject.replace(name, chr(ATOM + n) * len(name))
        return subject

    def spelled(self, subject: str) -> str:
        """A subject with the names in it written out again."""
        for n, name in enumerate(self.names):
            subject = re.sub(f"{chr(ATOM + n)}+", name, subject)
        return subject
