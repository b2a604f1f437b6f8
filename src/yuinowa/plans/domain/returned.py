"""Sheets that went out as Excel forms and come back filled: how far they have come, what can be wrong in a cell."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from yuinowa.kernel.fiscal import ERAS, FiscalYear
from yuinowa.kernel.workflow import NOBODY, Transition, Workflow
from yuinowa.ledger.domain.indicators import is_possible
from yuinowa.plans.domain.printed import blank_of, number_of


class FormState(StrEnum):
    """A file is shown first; what was taken can be taken back."""

    #: A municipality's own form: it has to be said what stands where.
    PLACES = "places"
    PREVIEW = "preview"
    TAKEN = "taken"
    DROPPED = "dropped"
    UNDONE = "undone"


class FormAction(StrEnum):
    PLACE = "place"
    REPLACE = "replace"
    TAKE = "take"
    DROP = "drop"
    UNDO = "undo"


class FormRole(StrEnum):
    OFFICER = "plan_officer"


S, A = FormState, FormAction
_OFFICER = frozenset({FormRole.OFFICER})

# A preview changes nothing: nobody waits for it.
# fmt: off
FORM_WORKFLOW = Workflow(S.PLACES, (
    #          in          on          gives       by
    Transition(S.PLACES,   A.PLACE,    S.PREVIEW,  _OFFICER),
    Transition(S.PLACES,   A.DROP,     S.DROPPED,  _OFFICER),
    Transition(S.PREVIEW,  A.REPLACE,  S.PLACES,   _OFFICER),
    Transition(S.PREVIEW,  A.TAKE,     S.TAKEN,    _OFFICER),
    Transition(S.PREVIEW,  A.DROP,     S.DROPPED,  _OFFICER),
    Transition(S.TAKEN,    A.UNDO,     S.UNDONE,   _OFFICER),
), waits={S.PLACES: NOBODY, S.PREVIEW: NOBODY, S.TAKEN: NOBODY}, final=frozenset({S.DROPPED, S.UNDONE}))
# fmt: on


class CellFault(StrEnum):
    """What keeps a sheet from being taken."""

    NOT_A_FIGURE = "not-a-figure"
    OVER_HUNDRED = "over-hundred"
    #: 0.85 where 85% is meant: what a spreadsheet makes of a percentage.
    SHARE = "share"
    TOO_LONG = "too-long"
    CHARACTER = "character"
    NO_SUCH_STEP = "no-such-step"
    NO_SUCH_MARK = "no-such-mark"
    #: Marked provisional, and no figure stands beside it.
    MARK_ALONE = "mark-alone"
    FORMULA = "formula"
    ROW_GONE = "row-gone"
    ROW_TWICE = "row-twice"
    ROW_UNKNOWN = "row-unknown"
    OTHER_PLAN = "other-plan"
    OTHER_YEAR = "other-year"
    NO_PROJECT = "no-project"
    PROJECT_TWICE = "project-twice"
    NO_SHEET = "no-sheet"
    NOT_DRAFT = "not-draft"
    STALE = "stale"


class CellDoubt(StrEnum):
    """What is worth a second look and is taken all the same."""

    OVER_HUNDRED = "over-hundred"
    NEGATIVE = "negative"
    FAR = "far"
    #: 平成32年度: shown with what was probably meant, and left as it is written (R6).
    ERA = "era"
    YEAR_OUTSIDE = "year-outside"


_HUNDRED = Decimal(100)
#: So many times more or less than the year before is usually a unit mistaken.
_FAR = 100


@dataclass(frozen=True, slots=True)
class Measured:
    """What is known of an indicator when a figure of it is judged."""

    unit: str
    over_hundred: bool = False
    targets: tuple[Decimal, ...] = ()
    before: Decimal | None = None


def normal_figure(text: str) -> str | None:
    """A figure as it is printed, full-width digits folded, or a blank sign; None where it is neither."""
    if blank_of(text) is not None:
        return text
    folded = unicodedata.normalize("NFKC", text).strip()
    number = number_of(folded)
    return None if number is None else f"{number:,}{'%' if folded.endswith('%') else ''}"


def figure_fault(text: str, measured: Measured) -> CellFault | None:
    """Why ``text`` cannot be the figure of this indicator; None where it can."""
    normal = normal_figure(text)
    if normal is None:
        return CellFault.NOT_A_FIGURE
    number = number_of(normal)
    if number is None:
        return None
    if not is_possible(number, unit=measured.unit, over_hundred=measured.over_hundred):
        return CellFault.OVER_HUNDRED
    likely = [*measured.targets, *([measured.before] if measured.before is not None else [])]
    is_share_like = 0 < number <= 1 and number != number.to_integral_value()
    if measured.unit == "%" and is_share_like and likely and min(likely) > 5:
        return CellFault.SHARE
    return None


def figure_doubt(text: str, measured: Measured) -> CellDoubt | None:
    """What is worth a second look in a figure without a fault."""
    number = number_of(normal_figure(text) or "")
    if number is None:
        return None
    if measured.unit == "%" and number > _HUNDRED:
        return CellDoubt.OVER_HUNDRED
    if number < 0 and all(target >= 0 for target in measured.targets):
        return CellDoubt.NEGATIVE
    before = measured.before
    if before and number and not before / _FAR < number < before * _FAR:
        return CellDoubt.FAR
    return None


#: What stands for a figure that is provisional (速報), wherever its mark is kept; a final one has none.
PROVISIONAL = "provisional"
_MARKS = {
    **dict.fromkeys(("速報", "速報値", "provisional"), PROVISIONAL),
    **dict.fromkeys(("", "確定", "確定値", "final"), ""),
}


def mark_in(text: str) -> str | None:
    """``PROVISIONAL``, or nothing for a final figure, from a word in either language; None from any other."""
    word = unicodedata.normalize("NFKC", text).strip().strip("()").lower()
    return _MARKS.get(word)


_ERA_YEAR = re.compile(r"(明治|大正|昭和|平成|令和)([0-9]{1,3})年(度?)")


@dataclass(frozen=True, slots=True)
class WrongEra:
    """A year that its era never had, and the one that was probably meant."""

    written: str
    meant: str


def wrong_eras(text: str) -> list[WrongEra]:
    """The years of eras that were over, or had not begun: 平成32年度, 令和0年."""
    found = []
    for match in _ERA_YEAR.finditer(unicodedata.normalize("NFKC", text)):
        era = next(one for one in ERAS if one.name == match[1])
        year = era.first_year + int(match[2]) - 1
        if int(match[2]) == 0 or year > era.last_day.year:
            label = FiscalYear(min(year, 9000)).label
            found.append(WrongEra(match[0], label if match[3] else label.removesuffix("度")))
    return found


#: What can be said to stand somewhere in a municipality's own form.
class OwnPlace(StrEnum):
    PROJECT = "project"
    FIGURES = "figures"
    PROVISIONAL = "provisional"
    RESULT = "result"
    EVALUATION = "evaluation"
    ISSUES = "issues"
    NEXT_STEPS = "next_steps"
    REASON = "reason"
    RATING = "rating"
    RATING_REASON = "rating_reason"


_ADDRESS = re.compile(r"([A-Z]{1,2})([1-9][0-9]{0,4})?")


@dataclass(frozen=True, slots=True)
class Address:
    """A cell (D8) or a whole column (D) of a worksheet; both counted from 0."""

    column: int
    row: int | None

    def __str__(self) -> str:
        return column_letters(self.column) + ("" if self.row is None else str(self.row + 1))


def column_letters(column: int) -> str:
    """0 as A, 26 as AA."""
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def read_addresses(text: str) -> tuple[Address, ...] | None:
    """The cells or columns written in ``text`` (D8, D9 or G H); None where one cannot be read."""
    words = re.split(r"[\s,、，]+", unicodedata.normalize("NFKC", text).upper().strip())
    found = []
    for word in filter(None, words):
        match = _ADDRESS.fullmatch(word)
        if match is None:
            return None
        column = 0
        for letter in match[1]:
            column = column * 26 + ord(letter) - ord("A") + 1
        found.append(Address(column - 1, int(match[2]) - 1 if match[2] else None))
    return tuple(found)


def is_a_list(addresses: Collection[Address]) -> bool | None:
    """True for columns (a row a project), False for cells (a worksheet a project), None where both are mixed."""
    kinds = {address.row is None for address in addresses}
    return kinds.pop() if len(kinds) == 1 else None
