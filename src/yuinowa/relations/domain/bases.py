"""What laws, standards and case books ask of libraries toward others, as a dated table.

All of them are duties to try: a relation names what it answers, and nobody is told of a breach.
Source: collaboration model §3; the texts are told in plain words in ``labels.bases``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class BasisCode(StrEnum):
    LL_3_4 = "LL3-4"
    LL_3_9 = "LL3-9"
    STD_1_4 = "STD-1-4"
    STD_2_2_1 = "STD-2-2-1"
    SLL_4_1_5 = "SLL4-1-5"
    SLG = "SLG"
    CRA = "CRA"
    CASES_2021 = "CASES-2021"


class BasisSort(StrEnum):
    LAW = "law"
    STANDARD = "standard"
    CASE_BOOK = "case_book"


@dataclass(frozen=True, slots=True)
class Basis:
    """A text that a relation can name. ``title`` is the text's own name; ``since`` the day it is of."""

    code: BasisCode
    sort: BasisSort
    title: str
    since: date
    #: Where the text was found.
    source: str


_LIBRARY_LAW = "昭和25年法律第118号"
_STANDARD = "平成24年文部科学省告示第172号"

# fmt: off
BASES = (
    Basis(BasisCode.LL_3_4,     BasisSort.LAW,       "図書館法 第3条第4号",                     date(1950, 4, 30),  _LIBRARY_LAW),
    Basis(BasisCode.LL_3_9,     BasisSort.LAW,       "図書館法 第3条第9号",                     date(1950, 4, 30),  _LIBRARY_LAW),
    Basis(BasisCode.SLL_4_1_5,  BasisSort.LAW,       "学校図書館法 第4条第1項第5号",            date(1953, 8, 8),   "昭和28年法律第185号"),
    Basis(BasisCode.CRA,        BasisSort.LAW,       "子どもの読書活動の推進に関する法律",      date(2001, 12, 12), "平成13年法律第154号"),
    Basis(BasisCode.STD_1_4,    BasisSort.STANDARD,  "図書館の設置及び運営上の望ましい基準 第一・四",     date(2012, 12, 19), _STANDARD),
    Basis(BasisCode.STD_2_2_1,  BasisSort.STANDARD,  "図書館の設置及び運営上の望ましい基準 第二・二・1",  date(2012, 12, 19), _STANDARD),
    Basis(BasisCode.SLG,        BasisSort.STANDARD,  "学校図書館ガイドライン",                  date(2016, 11, 29), "平成28年文部科学省通知"),
    Basis(BasisCode.CASES_2021, BasisSort.CASE_BOOK, "図書館の事例集（2021年）",                date(2021, 1, 1),   "文部科学省の事例集"),
)
# fmt: on
BY_CODE = {basis.code: basis for basis in BASES}
#: What the ring "by law" is drawn from; the other ring adds the case books.
BY_LAW = tuple(basis.code for basis in BASES if basis.sort is not BasisSort.CASE_BOOK)
