"""What the columns of a file of figures are: said once by hand, kept as the sender's form, proposed from the head."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from yuinowa.kernel.fiscal import parse_fiscal_year
from yuinowa.ledger.domain import kinds
from yuinowa.ledger.domain.deeds import Side
from yuinowa.ledger.domain.figure_runs import Aim
from yuinowa.ledger.domain.kinds import Unit

#: Stands for an institution, a kind or an indicator whose rows are left out.
LEFT_OUT = 0
_WESTERN = range(1950, 2101)


class Purpose(StrEnum):
    """What a column says."""

    INSTITUTION = "institution"
    PARTNER = "partner"
    KIND = "kind"
    INDICATOR = "indicator"
    PERIOD = "period"
    FIGURE = "figure"
    #: Figures of one kind, unit and side; ``Use.counted`` says which.
    COUNTED = "counted"
    #: Figures of one fiscal year; ``Use.year`` says which.
    YEAR = "year"
    REMARK = "remark"


class DaysMean(StrEnum):
    """For how long a figure beside a whole date stands."""

    DAY = "day"
    MONTH = "month"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True, order=True)
class Counted:
    """What a figure counts: a kind in one of its units, given or received by the row's institution."""

    kind: str
    unit: Unit
    side: Side

    @property
    def code(self) -> str:
        """``ill.loan/item/given``."""
        return f"{self.kind}/{self.unit.value}/{self.side.value}"


def every_counted() -> list[Counted]:
    """All that can be counted. Of an undirected kind the row's institution is the side that approached."""
    return [
        Counted(kind.code, unit, side)
        for kind in kinds.every_kind()
        for unit in kind.units
        for side in (Side if kind.directed else (Side.GIVEN,))
    ]


def counted_of(code: str) -> Counted | None:
    """What ``code`` counts; None where no kind, unit and side go together like that."""
    return next((counted for counted in every_counted() if counted.code == code), None)


@dataclass(frozen=True, slots=True)
class Use:
    """What one column is used for."""

    purpose: Purpose
    counted: Counted | None = None
    year: int | None = None

    @property
    def code(self) -> str:
        """One word, as a form and the kept mapping have it."""
        if self.counted is not None:
            return f"{self.purpose.value}:{self.counted.code}"
        return self.purpose.value if self.year is None else f"{self.purpose.value}:{self.year}"

    @property
    def has_figures(self) -> bool:
        return self.purpose in {Purpose.FIGURE, Purpose.COUNTED, Purpose.YEAR}


def use_of(code: str) -> Use | None:
    """The use that ``code`` names; None for anything else."""
    name, _, rest = code.partition(":")
    if name not in set(Purpose):
        return None
    purpose = Purpose(name)
    if purpose is Purpose.COUNTED:
        counted = counted_of(rest)
        return None if counted is None else Use(purpose, counted=counted)
    if purpose is Purpose.YEAR:
        is_year = rest.isascii() and rest.isdigit() and len(rest) == 4 and int(rest) in _WESTERN
        return Use(purpose, year=int(rest)) if is_year else None
    return None if rest else Use(purpose)


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How a file is read: its columns, what all rows have in common, what single words mean."""

    columns: Mapping[int, Use] = field(default_factory=dict)
    #: The institution all rows are about, where no column says it.
    about: int | None = None
    #: What a plain figure counts, where no column says it.
    counted: Counted | None = None
    fiscal_year: int | None = None
    days_mean: DaysMean = DaysMean.DAY
    #: Words of the file → id; ``LEFT_OUT`` leaves their rows out.
    institutions: Mapping[str, int] = field(default_factory=dict)
    indicators: Mapping[str, int] = field(default_factory=dict)
    #: Words of the file → ``Counted.code``; the empty word leaves their rows out.
    kinds: Mapping[str, str] = field(default_factory=dict)

    def places(self, purpose: Purpose) -> list[int]:
        return [place for place, use in sorted(self.columns.items()) if use.purpose is purpose]

    def place(self, purpose: Purpose) -> int | None:
        return next(iter(self.places(purpose)), None)

    def as_json(self) -> dict[str, Any]:
        return {
            "columns": {str(place): use.code for place, use in sorted(self.columns.items())},
            "about": self.about,
            "counted": self.counted.code if self.counted else "",
            "fiscal_year": self.fiscal_year,
            "days_mean": self.days_mean.value,
            "institutions": dict(self.institutions),
            "indicators": dict(self.indicators),
            "kinds": dict(self.kinds),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> FileMapping:
        """What was kept; a kind that is registered no longer is forgotten."""
        uses = {int(place): use_of(code) for place, code in kept.get("columns", {}).items()}
        return cls(
            columns={place: use for place, use in uses.items() if use is not None},
            about=kept.get("about"),
            counted=counted_of(kept.get("counted", "")),
            fiscal_year=kept.get("fiscal_year"),
            days_mean=DaysMean(kept.get("days_mean", DaysMean.DAY.value)),
            institutions=kept.get("institutions", {}),
            indicators=kept.get("indicators", {}),
            kinds=kept.get("kinds", {}),
        )


class Lack(StrEnum):
    """Why a mapping cannot be read by."""

    NO_FIGURES = "no-figures"
    TWICE = "twice"
    TWO_SHAPES = "two-shapes"
    NO_INSTITUTION = "no-institution"
    NO_KIND = "no-kind"
    NO_INDICATOR = "no-indicator"
    NO_PERIOD = "no-period"


def lacks_of(mapping: FileMapping, aim: Aim) -> list[Lack]:
    """All that keeps a file from being read by ``mapping``."""
    found: list[Lack] = []
    counts = Counter(use.code for use in mapping.columns.values())
    purposes = {use.purpose for use in mapping.columns.values()}
    figures = {use.purpose for use in mapping.columns.values() if use.has_figures}
    if any(count > 1 for count in counts.values()):
        found.append(Lack.TWICE)
    if not figures:
        found.append(Lack.NO_FIGURES)
    elif len(figures) > 1:
        found.append(Lack.TWO_SHAPES)
    if Purpose.YEAR not in purposes and Purpose.PERIOD not in purposes and not mapping.fiscal_year:
        found.append(Lack.NO_PERIOD)
    if aim is Aim.INDICATORS:
        return [*found, Lack.NO_INDICATOR] if Purpose.INDICATOR not in purposes else found
    if Purpose.INSTITUTION not in purposes and mapping.about is None:
        found.append(Lack.NO_INSTITUTION)
    if Purpose.FIGURE in purposes and Purpose.KIND not in purposes and mapping.counted is None:
        found.append(Lack.NO_KIND)
    return found


# ---------------------------------------------------------------- proposing

#: Words of a head → purpose, the first that fits; what stands earlier is more telling.
_TELLING: tuple[tuple[Purpose, str], ...] = (
    (Purpose.INDICATOR, "指標|indicator"),
    (Purpose.REMARK, "備考|注記|メモ|note|remark"),
    (Purpose.PERIOD, "年月|年度|期間|月$|^年|日付|month|year|date|period"),
    (Purpose.PARTNER, "相手|受付館|受取|pickup|partner|^to_|receiver"),
    (Purpose.INSTITUTION, "機関|館名|図書館|施設|学校|園名|団体|authority|library|institution|^from_|giver"),
    (Purpose.KIND, "種類|種別|区分|項目|kind|type|category"),
    (Purpose.FIGURE, "数|値|件|冊|点|実績|quantity|count|total|number|reservations|issues"),
)  # fmt: skip
#: What a file with another aim has no use for.
_FOREIGN = {
    Aim.EXCHANGE: frozenset({Purpose.INDICATOR}),
    Aim.INDICATORS: frozenset({Purpose.INSTITUTION, Purpose.PARTNER, Purpose.KIND}),
}
_NOT_OF_THE_YEAR = re.compile("実績|年間|の値|値|計|[()]")


def year_of_head(word: str) -> int | None:
    """The fiscal year a head names (令和6年度, R6, 2024年度実績), None for any other head."""
    folded = _NOT_OF_THE_YEAR.sub("", unicodedata.normalize("NFKC", word)).strip()
    reading = parse_fiscal_year(folded)
    if reading.value is None or (folded.isdigit() and len(folded) != 4):
        return None
    return reading.value.start_year if reading.value.start_year in _WESTERN else None


def proposed(head: Sequence[str], aim: Aim) -> FileMapping:
    """The columns as their heads look; each purpose once, figures by year where heads name years."""
    columns: dict[int, Use] = {}
    if aim is Aim.INDICATORS:
        years = {place: year for place, word in enumerate(head) if (year := year_of_head(word))}
        if len(set(years.values())) == len(years):
            columns |= {place: Use(Purpose.YEAR, year=year) for place, year in years.items()}
    for place, word in enumerate(head):
        purpose = _purpose_of(word)
        if purpose is None or place in columns or purpose in _FOREIGN[aim]:
            continue
        taken = {use.purpose for use in columns.values()}
        if purpose is Purpose.INSTITUTION and purpose in taken:
            purpose = Purpose.PARTNER
        if purpose in taken or {purpose, *taken} >= {Purpose.YEAR, Purpose.FIGURE}:
            continue
        columns[place] = Use(purpose)
    return FileMapping(columns=dict(sorted(columns.items())))


def _purpose_of(word: str) -> Purpose | None:
    folded = unicodedata.normalize("NFKC", word).strip().lower()
    return next((purpose for purpose, words in _TELLING if re.search(words, folded)), None)
