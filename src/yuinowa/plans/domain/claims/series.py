"""The figures claims are checked against, and which of them a claim speaks of."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum

from yuinowa.plans.domain.claims import deeds
from yuinowa.plans.domain.claims.folding import folded
from yuinowa.plans.domain.claims.kinds import Claim, Measure
from yuinowa.plans.domain.claims.names import canonical, is_english, named_in_english
from yuinowa.plans.domain.claims.subjects import clean, is_generic
from yuinowa.plans.domain.kinds import Direction


@dataclass(frozen=True)
class Series:
    """An indicator with its figures by fiscal year. ``place``: beside which texts stand (成果指標①)."""

    key: str
    name: str
    unit: str = ""
    direction: Direction = Direction.UP
    actuals: Mapping[int, Decimal] = field(default_factory=dict)
    targets: Mapping[int, Decimal] = field(default_factory=dict)
    place: str = ""

    @property
    def is_share(self) -> bool:
        return self.unit in {"%", "パーセント"}


def of_rate(series: Series) -> Series:
    """The attainment of every year's target as figures of their own, in per cent."""
    rates = {
        year: (number / series.targets[year] * 100).quantize(Decimal("0.01"))
        for year, number in series.actuals.items()
        if series.targets.get(year)
    }
    return replace(series, unit="%", actuals=rates, targets={})


def of_steps(series: Series, *, falls: bool) -> Series:
    """The changes from year to year as figures of their own; of falls, how far it fell."""
    steps = {
        year: (before - number if falls else number - before)
        for year, number in series.actuals.items()
        if (before := series.actuals.get(year - 1)) is not None
    }
    return replace(series, actuals=steps, targets={})


class Sure(StrEnum):
    """How a claim was found to speak of an indicator. Only named or placed ones can be contradicted."""

    NAMED = "named"
    #: The text stands beside it, or it is the only one, and the sentence names nothing else.
    PLACED = "placed"
    #: The unit alone says so.
    BY_UNIT = "by-unit"


@dataclass(frozen=True)
class Match:
    series: Series
    sure: Sure


_RUN = re.compile(r"[\u30a0-\u30ff\u4e00-\u9fff々ー]+|[a-zA-Z0-9]+")
_VERBAL = re.compile(
    r"している|された|した|する|される|における|に関する|についての|による|のための|ための|への"
)
_COUNTING = re.compile(
    r"(?:延べ)?(?:開催|実施|受付)?(?:件数|回数|冊数|人数|点数|者数|作品数|タイトル数|日数|館数|校数|団体数|総数|数|率|割合|度|額)$"
)
_OF_SHARE = re.compile(r"(?:率|割合|度)$")
_OF_COUNT = re.compile("数$")
_WHO = re.compile("者$")
#: What is counted: 貸出点数 is not 貸出冊数, and 貸出者数 neither.
_COUNTS = re.compile("(件|回|冊|人|点|者|団体|日|館|校|作品|タイトル)数$")
_ALIKE = {"者": "人", "回": "件"}


def core_of(name: str) -> str:
    """A name without particles: 電子書籍の貸出件数 as 電子書籍貸出件数."""
    return "".join(_RUN.findall(_VERBAL.sub("", canonical(name))))


def _stem(core: str) -> str:
    return _COUNTING.sub("", core) or core


def nearness(subject: str, series: Series) -> Decimal:
    """From 0 (another thing) to 1 (its name): how well ``subject`` names ``series``.

    A word more than the name narrows it (児童書の貸出冊数) and makes it another thing; a word less is near,
    as long as it is most of the name.
    """
    said, name = core_of(subject), core_of(series.name)
    if not said or not name:
        return Decimal(0)
    names = _Names(said, name, _stem(said), _stem(name), series.is_share)
    return next((score for score, test in _NEARNESS if test(names)), Decimal(0))


@dataclass(frozen=True)
class _Names:
    """A subject beside a name, both also without their words for counting."""

    said: str
    name: str
    said_stem: str
    stem: str
    is_share: bool

    @property
    def is_family(self) -> bool:
        """A share is not a count: neither does 登録率 name 登録者数, nor the other way round."""
        if _OF_COUNT.search(self.said) and _OF_SHARE.search(self.name):
            return False
        return not _OF_SHARE.search(self.said) or bool(_OF_SHARE.search(self.name))

    @property
    def is_same(self) -> bool:
        """ボランティア登録者 for ボランティア登録人数; 登録ボランティアの人数: in another order."""
        said, name = _WHO.sub("", self.said_stem), _WHO.sub("", self.stem)
        return said == name or (len(name) >= _WORDS and sorted(said) == sorted(name))

    @property
    def is_within(self) -> bool:
        return len(self.said_stem) >= 2 and self.said_stem in self.stem


#: Signs of two words at least.
_WORDS = 4
#: From the surest: the name itself, its stem, its beginning, its end, most of it, a share by its stem.
_NEARNESS: tuple[tuple[Decimal, Callable[[_Names], bool]], ...] = (
    (Decimal(1), lambda n: n.said == n.name),
    (Decimal("0.95"), lambda n: n.is_family and n.said_stem == n.stem),
    (Decimal("0.92"), lambda n: n.is_family and n.is_same),
    (Decimal("0.9"), lambda n: n.name.startswith(n.said) and 2 * len(n.said) >= len(n.stem)),
    (
        Decimal("0.8"),
        lambda n: n.name.endswith(n.said) and 3 * len(n.said) >= max(9, 2 * len(n.name) - 2),
    ),
    (
        Decimal("0.7"),
        lambda n: n.is_family and n.is_within and 2 * len(n.said_stem) >= len(n.stem),
    ),
    (
        Decimal("0.6"),
        lambda n: (
            n.is_family
            and _in_order(n.said_stem, n.stem)
            and 3 * len(n.said_stem) >= 2 * len(n.stem)
        ),
    ),
    (
        Decimal("0.5"),
        lambda n: n.is_share and bool(_OF_SHARE.search(n.said)) and n.is_within,
    ),
)


def _in_order(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(sign in rest for sign in part)


def names_another_thing(subject: str) -> bool:
    return bool(core_of(subject)) and not is_generic(subject)


def match_of(
    claim: Claim, series: Sequence[Series], *, beside: str, held: Series | None
) -> Match | None:
    """Which of ``series`` the claim speaks of: by name, by what was spoken of before, by place, by unit."""
    if is_english(claim.subject):
        found = named_in_english(claim.subject, [one.name for one in series])
        return Match(series[found], Sure.NAMED) if found is not None else None
    subject = clean(claim.subject)
    named = _named(claim.subject, series) or (_named(subject, series) if subject else None)
    if named:
        return Match(named, Sure.NAMED if _counts_alike(subject, named) else Sure.BY_UNIT)
    if names_another_thing(subject):
        shortened = [one for one in series if _is_short_for(subject, one)]
        return Match(shortened[0], Sure.PLACED) if len(shortened) == 1 else None
    if held is not None:
        return Match(held, Sure.PLACED)
    placed = [one for one in series if beside and one.place == beside]
    only = placed[0] if len(placed) == 1 else series[0] if len(series) == 1 else None
    unit = _unit_of(claim)
    if only is not None:
        return Match(only, Sure.PLACED)
    fitting = [one for one in series if unit and one.unit == unit]
    return Match(fitting[0], Sure.BY_UNIT) if len(fitting) == 1 else None


#: A subject and what was done name an indicator no worse than this.
_NAMED_FULLY = Decimal("0.9")


def named_by_deed(claim: Claim, series: Sequence[Series]) -> Match | None:
    """講座に1,234人が参加した, 15,000人が来館した: what was done, or came, together with what it was done to."""
    deed = re.search(deeds.DONE, claim.quote)
    value = claim.value
    if deed is None or value is None:
        return None
    subject = clean(claim.subject)
    said = {subject, f"{subject}{deed.group()}"} - {""}
    found = [
        one
        for one in series
        if one.unit == value.unit and max(nearness(text, one) for text in said) >= _NAMED_FULLY
    ]
    return Match(found[0], Sure.NAMED) if len(found) == 1 else None


def _counts_alike(subject: str, series: Series) -> bool:
    said, name = (_COUNTS.search(core_of(text)) for text in (subject, series.name))
    kinds = {_ALIKE.get(one[1], one[1]) for one in (said, name) if one}
    return len(kinds) < 2


def _is_short_for(subject: str, series: Series) -> bool:
    """受入 for 地域資料の受入点数: the last word of the name; another one would have been said in full."""
    said, name = core_of(subject), core_of(series.name)
    is_end = _stem(name).endswith(said) or name.endswith(said)
    return len(said) >= 2 and not series.is_share and is_end


def _named(subject: str, series: Sequence[Series]) -> Series | None:
    ranked = sorted(((nearness(subject, one), n) for n, one in enumerate(series)), reverse=True)
    if not ranked or ranked[0][0] == 0:
        return None
    if len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    return series[ranked[0][1]]


def _unit_of(claim: Claim) -> str:
    for quantity in (claim.value, claim.size):
        if quantity is not None and quantity.measure is Measure.AMOUNT:
            return quantity.unit
    return ""


def mentioned(plain: str, series: Sequence[Series]) -> Series | None:
    """The indicator whose whole name stands in ``plain``, if it is one alone."""
    found = [one for one in series if folded(one.name) and folded(one.name) in plain]
    longest = [
        one
        for one in found
        if not any(other is not one and folded(one.name) in folded(other.name) for other in found)
    ]
    return longest[0] if len(longest) == 1 else None
