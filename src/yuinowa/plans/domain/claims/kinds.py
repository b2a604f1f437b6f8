"""What a statement in a text can claim, and what can be found about it: closed sets and values."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Verdict(StrEnum):
    """What was found. Source: plan-progress §8 and the reference's list of verdicts."""

    TRUE = "true"
    OMITS = "true-with-omission"
    AMBIGUOUS = "true-but-ambiguous"
    CONSISTENT = "consistent"
    ELSEWHERE = "agrees-with-other-place"
    CONTRADICTS = "false-unless-other-places"
    UNCHECKABLE = "unverifiable"
    INPUT = "input"


#: Verdicts after which a person should look: the text, the figure or a word of explanation is wanted.
WANTS_A_LOOK = frozenset({Verdict.OMITS, Verdict.AMBIGUOUS, Verdict.CONTRADICTS})


#: 初めて: of all the years at hand.
EVER = 99


class Kind(StrEnum):
    """The shapes of a claim."""

    #: More, less or the same than a base, with or without a size: 前年度より600冊増加した.
    CHANGE = "change"
    #: A share of a base: 前年度比105%, 目標の95%, 計画の1.3倍.
    RATIO = "ratio"
    #: A target was reached, or was not.
    REACH = "reach"
    #: The highest or lowest of all years.
    RECORD = "record"
    #: The same direction for some years running.
    STREAK = "streak"
    #: Changes beside those of the year before: 増え幅は小さくなった.
    PACE = "pace"
    #: In how many years, or in which one alone: 目標に届いたのは令和7年度のみ.
    OFTEN = "often"
    #: The years added up: 5年間の累計.
    TOTAL = "total"
    #: A figure by itself: 貸出は46,843件であった.
    VALUE = "value"
    #: All the numbers of a sentence, whatever it says of them.
    NUMBERS = "numbers"
    #: Something done and counted: 講座を2回実施した.
    COUNT = "count"
    #: Something done for the first time: 新たに実施した.
    NEW = "new"
    #: Growth in words that no figure can prove: 多くの人が参加した.
    VAGUE = "vague"
    #: A deed that moves a figure without a word on it: 除籍を行った.
    DEED = "deed"


class Base(StrEnum):
    """What is compared with."""

    PREVIOUS = "previous"
    YEAR = "year"
    YEARS_AGO = "years-ago"
    #: The plan's first year.
    FIRST = "first"
    #: Where the figures begin: 基準値, 策定時.
    BASELINE = "baseline"
    BEFORE_PANDEMIC = "before-pandemic"
    LAST_SURVEY = "last-survey"
    #: The mean of some years: 過去5年の平均.
    MEAN = "mean"
    #: The highest of the years before: ピーク時, 過去最高.
    PEAK = "peak"
    TARGET = "target"
    FINAL_TARGET = "final-target"
    TARGET_OF_YEAR = "target-of-year"
    #: A comparison for which no figure stands anywhere: 想定, 例年, 平均.
    UNKNOWN = "unknown"


#: Bases that are targets and no actuals.
TARGETS = frozenset({Base.TARGET, Base.FINAL_TARGET, Base.TARGET_OF_YEAR})


class Sense(StrEnum):
    """Which way a claim says the figure lies from its base."""

    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    BETTER = "better"
    WORSE = "worse"


class Degree(StrEnum):
    """A size in a word: やや, 大きく."""

    SLIGHT = "slight"
    LARGE = "large"


class Measure(StrEnum):
    """In what a quantity is measured."""

    AMOUNT = "amount"
    PERCENT = "percent"
    POINTS = "points"
    TIMES = "times"


class Bound(StrEnum):
    """How exactly a quantity is meant."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at-least"
    MORE_THAN = "more-than"
    AT_MOST = "at-most"
    LESS_THAN = "less-than"
    #: 600冊強, 600冊余り: a little more.
    JUST_OVER = "just-over"
    #: 600冊弱, 600冊近く: a little less.
    JUST_UNDER = "just-under"
    #: 80%台, 4万冊台: from there to the next of its kind.
    WITHIN = "within"


@dataclass(frozen=True)
class Quantity:
    """A number as a text gives it. ``place``: the power of ten of its last digit that is meant."""

    number: Decimal
    place: int
    unit: str = ""
    measure: Measure = Measure.AMOUNT
    bound: Bound = Bound.EXACT
    sign: int = 0  # printed with it: +5%, △3%


@dataclass(frozen=True)
class Against:
    """A base with its year (令和5年度) or its number of years (3年前), where it has one."""

    base: Base
    year: int | None = None
    #: Of a mean: over how many years, up to ``year``.
    span: int | None = None
    #: The base's own figure, where the text names it: 目標の35,000件.
    stated: Quantity | None = None


@dataclass(frozen=True)
class Claim:
    """One statement. ``start`` and ``end`` lie in the text as it was written."""

    kind: Kind
    start: int
    end: int
    quote: str
    subject: str = ""
    year: int | None = None  # the one it speaks of, if it names one
    against: Against | None = None
    sense: Sense | None = None
    size: Quantity | None = None
    degree: Degree | None = None
    #: The figure itself, where the text names it: 46,843件に増加した.
    value: Quantity | None = None
    is_negated: bool = False
    years: int | None = None  # for how many years running
    #: 1.5倍上回る: may mean 1.5 times, or 1.5 times more.
    has_two_readings: bool = False
    #: 増加傾向, 減り続けている: over the years, not against the last one alone.
    is_trend: bool = False
    is_softened: bool = False  # 概ね達成した, ほぼ同じ
    #: Part of the words beside it was not understood: it may be held true, and never false.
    is_unsure: bool = False
    #: Of part of the year or of the thing: 上半期は, 平日は, 1人当たり. No figure stands for it.
    is_of_part: bool = False
    rank: int = 1  # the second or third of all years, of a record
    first_in: int | None = None  # 2年ぶりに増加; 初めて is ``EVER``
    has_turned: bool = False  # it went the other way before: 増加に転じた
    #: The run begins with a year that was named, which may count or not: 令和5年度以降.
    is_since: bool = False
    is_per_year: bool = False  # 年平均で12件増
    is_of_rate: bool = False  # 達成率は前年度を上回った
    #: A record beside all years and not only those before it: 最も多かったのは令和5年度.
    is_overall: bool = False
    is_of_steps: bool = False  # 過去最大の伸び
    #: In how many years it was so, or in which alone.
    often: int | None = None
    only_in: int | None = None
    needs_indicator: bool = False  # 向上した: a claim only of an indicator
    unread: str = ""  # what of its clauses was left unread: beside that it gets no verdict
    unread_behind: str = ""  # as much of that as stands behind it, and so says how it is meant
    #: A year, a base or a number of its clauses is not its own, or its year was named elsewhere: it may be held
    #: true, and never false.
    is_beside_others: bool = False
    is_in_company: bool = False  # with years or bases, of which its number may be instead
    nearby: tuple[Against, ...] = ()  # bases and years named beside it that no claim took
    numbers: tuple[Quantity, ...] = ()
    heads: tuple[Claim, ...] = ()  # what a sentence says of its numbers, each without its base
    is_base_open: bool = False  # what it is compared with was not found
    is_left_open: bool = (
        False  # a doubt reaches it, or a denial of which it is not sure what it denies
    )
    is_half: bool = False  # something else that the sentence claims was not read


class Formula(StrEnum):
    """How the computed value came about; the page writes it out with the figures."""

    DIFFERENCE = "difference"
    RATIO = "ratio"
    GROWTH = "growth"
    COMPARE = "compare"
    RANK = "rank"
    RUN = "run"
    #: In how many years.
    YEARS = "years"
    SUM = "sum"
    EQUAL = "equal"
    TOTAL = "total"


class FigureKind(StrEnum):
    ACTUAL = "actual"
    TARGET = "target"
    #: Computed from the actuals of some years up to this one.
    MEAN = "mean"
    #: The actual as a share of the year's target.
    RATE = "rate"
    #: Read from a text of the report, not from a table.
    TEXT = "text"


@dataclass(frozen=True)
class Used:
    """A figure that was used."""

    kind: FigureKind
    year: int
    number: Decimal
    unit: str = ""
    name: str = ""


class Reason(StrEnum):
    """Why the verdict is what it is; the page has a sentence for each."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    WRONG_WAY = "wrong-way"
    NUMBERS_FOUND = "numbers-found"
    NO_SUCH_NUMBER = "no-such-number"
    SIZE_IS_JUDGED = "size-is-judged"
    ROUNDED_LOOSELY = "rounded-loosely"
    TWO_READINGS = "two-readings"
    ONE_READING = "one-reading"
    POINTS_OR_PERCENT = "points-or-percent"
    EQUALS_RECORD = "equals-record"
    MIXED_TREND = "mixed-trend"
    TARGET_LEFT_OUT = "target-left-out"
    FALL_LEFT_OUT = "fall-left-out"
    DEED_AGREES = "deed-agrees"
    TEXTS_AGREE = "texts-agree"
    NEW_IN_TEXTS = "new-in-texts"
    SAME_ELSEWHERE = "same-elsewhere"
    INCREMENTS_DISAGREE = "increments-disagree"
    USED_BY_ANOTHER = "used-by-another"
    FIGURE_MISSING = "figure-missing"
    NO_INDICATOR = "no-indicator"
    NO_FIGURE_BEHIND = "no-figure-behind"
    OTHER_UNIT = "other-unit"
    BASE_UNKNOWN = "base-unknown"


@dataclass(frozen=True)
class Finding:
    """A claim with what was found about it."""

    claim: Claim
    verdict: Verdict
    reason: Reason
    indicator: str = ""
    formula: Formula | None = None
    computed: Decimal | None = None
    used: tuple[Used, ...] = ()
    #: Figures the claim leaves out, or that would be needed.
    missing: tuple[str, ...] = ()
    beside: tuple[Used, ...] = field(default=())

    @property
    def wants_a_look(self) -> bool:
        return self.verdict in WANTS_A_LOOK
