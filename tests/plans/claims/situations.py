"""Made-up indicators with figures, and their numbers as a text would give them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.series import Series
from yuinowa.plans.domain.kinds import Direction

NAMES = (
    ("貸出冊数", "冊"), ("来館者数", "人"), ("予約件数", "件"), ("登録者数", "人"), ("レファレンス受付件数", "件"),
    ("おはなし会の開催回数", "回"), ("講座の参加者数", "人"), ("団体貸出の利用団体数", "団体"), ("相互貸借の借受点数", "点"),
    ("ホームページのアクセス件数", "件"), ("郷土資料の所蔵点数", "点"), ("ボランティア登録人数", "人"),
)  # fmt: skip
SHARES = (
    ("利用者満足度", "%"),
    ("不読率", "%"),
    ("予約資料の確保率", "%"),
    ("図書館を利用する市民の割合", "%"),
)
YEAR = 2025
KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE = str.maketrans("0123456789,.%", "０１２３４５６７８９，．％")


@dataclass
class Situation:
    """One indicator, its figures, and how its numbers are written down; ``lie`` bends those of a text."""

    name: str
    unit: str
    actuals: dict[int, Decimal]
    targets: dict[int, Decimal]
    random: random.Random
    direction: Direction = Direction.UP
    lie: bool = False
    used: list[str] = field(default_factory=list)

    @property
    def now(self) -> Decimal:
        return self.actuals[YEAR]

    @property
    def prev(self) -> Decimal:
        return self.actuals[YEAR - 1]

    @property
    def first(self) -> Decimal:
        return self.actuals[2021]

    @property
    def target(self) -> Decimal:
        return self.targets[YEAR]

    @property
    def final(self) -> Decimal:
        return self.targets[2026]

    @property
    def reached(self) -> bool:
        return (
            self.now >= self.target if self.direction is Direction.UP else self.now <= self.target
        )

    def series(self, **more: object) -> Series:
        values = {"key": self.name, "name": self.name, "unit": self.unit, "direction": self.direction,
                  "actuals": self.actuals, "targets": self.targets, **more}  # fmt: skip
        return Series(**values)  # type: ignore[arg-type]  # fields of Series, by name

    def level_out(self) -> None:
        """Make the year before as good as equal."""
        factor = Decimal(str(self.random.choice((0.991, 1, 1.009))))
        self.actuals[YEAR - 1] = (self.now * factor).quantize(self.now)

    # -------------------------------------------------------- numbers as they are written

    def bent(self, number: Decimal) -> Decimal:
        """The number, or in a lie another one, far enough off that nobody would round to it."""
        if not self.lie:
            return number
        if number < 10:
            # Upwards only: 5 × 0.45 + 3 would round to the truth again.
            return number * Decimal(self.random.choice(("1.5", "1.9"))) + 3
        return number * Decimal(self.random.choice(("0.45", "0.6", "1.5", "1.9")))

    def amount(self, number: Decimal) -> str:
        bent = self.bent(abs(number))
        places = Decimal("0.1") if self.unit == "%" else Decimal(1)
        whole = bent.quantize(places, rounding=ROUND_HALF_UP)
        return f"{whole:,}"

    def rounded(self, number: Decimal, digits: int = 2) -> str:
        """To two leading digits, as one writes after 約."""
        bent = abs(self.bent(abs(number)))
        if bent < 10:
            return f"{bent.quantize(Decimal(1), rounding=ROUND_HALF_UP):,}"
        shift = bent.adjusted() - digits + 1
        return f"{bent.quantize(Decimal(1).scaleb(shift), rounding=ROUND_HALF_UP):,f}"

    def tenth(self, number: Decimal) -> str:
        return f"{self.bent(abs(number)).quantize(Decimal('0.1'), rounding=ROUND_HALF_UP):,}"

    @property
    def change(self) -> Decimal:
        return self.now - self.prev

    @property
    def percent(self) -> Decimal:
        return self.change / self.prev * 100

    @property
    def gap(self) -> Decimal:
        return self.now - self.target


def years() -> Years:
    return Years(YEAR, 2021, 2026)


def make(rng: random.Random, *, lie: bool = False) -> Situation:
    """An indicator with six years of figures and targets; every change is larger than what rounds away."""
    is_share = rng.random() < 0.2
    name, unit = rng.choice(SHARES if is_share else NAMES)
    direction = Direction.DOWN if name == "不読率" else Direction.UP
    level = Decimal(
        rng.randint(35, 80) if is_share else rng.choice((120, 900, 4_300, 27_000, 160_000))
    )
    actuals: dict[int, Decimal] = {}
    for year in range(2019, YEAR + 1):
        step = Decimal(str(rng.choice((-0.24, -0.16, -0.09, 0.08, 0.13, 0.19, 0.27))))
        level = min(level * (1 + step), Decimal(96)) if is_share else level * (1 + step)
        places = Decimal("0.1") if is_share else Decimal(1)
        actuals[year] = (level + (0 if is_share else rng.randint(1, 9))).quantize(places)
    targets = {
        year: (
            actuals.get(year, level) * Decimal(str(rng.choice((0.88, 0.93, 1.08, 1.17))))
        ).quantize(Decimal("0.1") if is_share else Decimal(1))
        for year in range(2021, 2027)
    }
    targets[YEAR] = (actuals[YEAR] * Decimal(str(rng.choice((0.87, 0.94, 1.07, 1.2))))).quantize(
        Decimal("0.1") if is_share else Decimal(1)
    )
    return Situation(name, unit, actuals, targets, rng, direction, lie)
