"""Made-up libraries and their habits: noise belongs to a library, not to a record (RECIPE §2.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

#: (share among records, style), as counted in params: author, date.
AUTHOR_STYLES = (
    (0.347, "{f} {g}/{r}"), (0.22, "{f}{g}/{r}"), (0.104, "{f} {g}"), (0.073, "{f} {g}∥{r}"), (0.066, "{f}{g}/[{r}]"),
    (0.044, "{f}{g}{r}"), (0.029, "{f}{g}"), (0.007, "{f}{g} {r}"), (0.005, "{f}{g}[{r}]"), (0.002, "{f}, {g}"),
)  # fmt: skip
DATE_STYLES = (
    (0.462, "{y}.{m:02d}"), (0.237, "{y}.{m}"), (0.12, "{y}"), (0.097, "{y}/{m:02d}"), (0.036, "{y}{m:02d}"),
    (0.003, "{y}年{m}月"), (0.003, "{y}年"), (0.003, "{y}/{m}"), (0.002, "{y}."),
)  # fmt: skip
ISBN_STYLES = ((0.6, "hyphens"), (0.15, "13"), (0.125, "10"), (0.125, "cut"))
VOLUME_STYLES = (
    (0.3, " {n}"), (0.2, " 第{n}巻"), (0.15, "({n})"), (0.1, " [{n}]"), (0.1, " {n:02d}"), (0.05, " No.{n}"), (0.1, "　{n}"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """How one library describes what it holds. ``supplier``: of four, whose wording 85 % of its records carry."""

    code: str
    size: float
    supplier: int
    author: str
    date: str
    with_place: bool
    isbn: str
    volume: str
    #: wide: ideographic space and full-width brackets; half; nfkc.
    width: str
    #: spaced, plain or none.
    kana: str
    trailing_colon: bool
    volume_in_field: bool


def libraries(count: int, random: Random) -> tuple[Profile, ...]:
    """``count`` libraries of sizes spread log-normally with σ 1.2."""
    return tuple(_library(number, random) for number in range(1, count + 1))


def _library(number: int, random: Random) -> Profile:
    supplier = random.choices(range(4), (4, 3, 2, 1))[0]
    isbn = pick(ISBN_STYLES, random)
    return Profile(
        code=f"L{number:03d}",
        size=math.exp(random.gauss(0, 1.2)),
        supplier=supplier,
        author=pick(AUTHOR_STYLES, random),
        date=pick(DATE_STYLES, random),
        with_place=random.random() < 0.3,
        isbn=isbn,
        volume=pick(VOLUME_STYLES, random),
        width=("wide", "half", "nfkc", "half")[supplier],
        kana=random.choice(("spaced", "plain", "none")),
        trailing_colon=isbn == "hyphens" and random.random() < 0.5,
        volume_in_field=random.random() < 0.3,
    )


def pick(styles: tuple[tuple[float, str], ...], random: Random) -> str:
    return random.choices([style for _share, style in styles], [share for share, _style in styles])[
        0
    ]
