"""How alike two records are: points with named reasons, and the zone they put the pair into.

Every reason is a code of ``levels``; its points are data (``weights``). A page shows the same codes that
were added up here, nothing is worked out a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from yuinowa.catalogue.domain.matching.guards import Guard, Side, apart, share_number, side_of
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.volumes import Fit, editions_fit, volumes_fit
from yuinowa.catalogue.domain.matching.weights import Weights

_alike = Indel.normalized_similarity


class Zone(StrEnum):
    JOIN = "join"
    ASK = "ask"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Reason:
    """``code``: one of ``levels``; ``points``: what it counted, for (above 0) or against."""

    code: str
    points: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is thought of two records. ``guards`` are those that lowered the zone."""

    zone: Zone
    score: int
    reasons: tuple[Reason, ...]
    guards: tuple[Guard, ...] = ()


def judge(
    one: Traits, other: Traits, weights: Weights, sets: frozenset[str] = frozenset()
) -> Verdict:
    """Everything about one pair, for the page and for a list of what to ask.

    ``sets``: ISBNs that stand on several volumes and so are no reason to join.
    """
    left, right = one.without(sets), other.without(sets)
    codes = levels(left, right)
    zone, score, guards = _zone(left, right, codes, weights)
    reasons = (Reason(code, weights.points[code]) for code in codes)
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.points), reason.code))
    return Verdict(zone, score, tuple(ordered), guards)


def quick(one: Traits, left: Side, other: Traits, right: Side, weights: Weights) -> int:
    """The score where the pair is to be joined, else 0: what is asked of millions of pairs.

    ``one`` and ``other`` have no ISBN of a set any more; the sides belong to them.
    """
    if apart(left, right) is not None:
        return 0
    codes = levels(one, other)
    points = weights.points
    score = 0
    for code in codes:
        score += points[code]
    if score < weights.join or _doubts(one, other, codes):
        return 0
    return score


def _zone(
    one: Traits, other: Traits, codes: list[str], weights: Weights
) -> tuple[Zone, int, tuple[Guard, ...]]:
    score = sum(weights.points[code] for code in codes)
    guard = apart(side_of(one), side_of(other))
    if guard is not None:
        # A shared number against a guard is somebody's mistake: a person should see it.
        doubtful = score >= weights.join and (guard in _MAY_BE_ASKED or share_number(one, other))
        return (Zone.ASK if doubtful else Zone.APART), score, (guard,)
    if score < weights.ask:
        return Zone.APART, score, ()
    doubts = _doubts(one, other, codes)
    if score < weights.join or doubts:
        return Zone.ASK, score, doubts
    return Zone.JOIN, score, ()


#: Guards over which a person may say that the record is wrong.
_MAY_BE_ASKED = frozenset({Guard.YEAR, Guard.NUMBER})


def _doubts(one: Traits, other: Traits, codes: list[str]) -> tuple[Guard, ...]:
    """The guards that leave a pair with points enough to a person."""
    said = set(codes)
    doubts: list[Guard] = []
    if not said.isdisjoint(_EDITION_UNSURE) and said.isdisjoint(_YEARS_NEAR):
        doubts.append(Guard.EDITION)
    if "isbn.same" not in said and "jpno.same" not in said:
        doubts += _doubts_without_number(one, other, said)
    return tuple(dict.fromkeys(doubts))


def _doubts_without_number(one: Traits, other: Traits, said: set[str]) -> Iterator[Guard]:
    if "volume.silent" in said or "volume.open" in said:
        yield Guard.VOLUME
    # A part's own title often stands as the subtitle elsewhere.
    part = one.part or other.part
    parts_differ = one.part != other.part and part not in {one.subtitle, other.subtitle}
    if parts_differ and "volume.same" not in said:
        yield Guard.PART
    if "year.same" not in said:
        yield Guard.YEAR
    if said.isdisjoint(_SURE_TITLES):
        yield Guard.TITLE
    if "agent.other" in said:
        yield Guard.PEOPLE
    if "publisher.other" in said and "pages.same" not in said:
        yield Guard.PUBLISHER


_EDITION_UNSURE = frozenset({"edition.open", "edition.silent"})
_YEARS_NEAR = frozenset({"year.same", "year.next"})
#: Without a number a title must be the same, or read the same.
_SURE_TITLES = frozenset({"title.same", "title.same-full", "title.same-short", "kana.same"})


# ---------------------------------------------------------------- levels


def levels(one: Traits, other: Traits) -> list[str]:
    """The codes of what agrees and what does not, one for each thing both records speak of."""
    codes: list[str] = []
    _by_number(one, other, codes)
    same_title = _by_title(one, other, codes)
    _by_kana(one, other, codes, same_title=same_title)
    _by_people(one, other, codes)
    if one.year and other.year:
        codes.append(_year_level(abs(one.year - other.year)))
    if one.publisher and other.publisher:
        codes.append(_publisher_level(one, other))
    if one.volume or other.volume:
        codes.append(_said("volume", one.volume, other.volume, volumes_fit))
    if one.edition or other.edition:
        codes.append(_said("edition", one.edition, other.edition, editions_fit))
    if one.part and one.part == other.part:
        codes.append("part.same")
    if one.pages and other.pages:
        codes.append(_pages_level(one.pages, other.pages))
    return codes


def _by_number(one: Traits, other: Traits, codes: list[str]) -> None:
    if one.isbns and other.isbns:
        if one.isbns == other.isbns or not set(one.isbns).isdisjoint(other.isbns):
            codes.append("isbn.same")
        else:
            codes.append("isbn.other")
    elif one.set_isbns or other.set_isbns:
        _by_set(one, other, codes)
    if "isbn.other" in codes:
        _by_set(one, other, codes)
    for name, mine, theirs in (
        ("jpno", one.jpno, other.jpno),
        ("ncid", one.ncid, other.ncid),
        ("issn", one.issn, other.issn),
    ):
        if mine and theirs:
            codes.append(f"{name}.same" if mine == theirs else f"{name}.other")


def _by_set(one: Traits, other: Traits, codes: list[str]) -> None:
    if {*one.set_isbns, *one.isbns} & {*other.set_isbns, *other.isbns}:
        codes.append("isbn.of-set")


def _by_title(one: Traits, other: Traits, codes: list[str]) -> bool:
    """Adds one level of the title; whether it is the same."""
    if one.title == other.title:
        if one.subtitle and other.subtitle:
            if one.subtitle == other.subtitle:
                codes.append("title.same-full")
                return True
            short, long = sorted((one.subtitle, other.subtitle), key=len)
            same = _alike(short, long) >= 0.8 or (len(short) > 3 and long.startswith(short))
            codes.append("title.same" if same else "title.other-subtitle")
            return same
        codes.append("title.same" if len(one.title) > 2 else "title.same-short")
        return True
    mine, theirs = one.title + one.subtitle, other.title + other.subtitle
    if mine == theirs:
        codes.append("title.same-full")
        return True
    if theirs == one.title or mine == other.title:
        codes.append("title.same")
        return True
    codes.append(_unlike_titles(one.title, other.title))
    return False


def _unlike_titles(mine: str, theirs: str) -> str:
    short, long = (mine, theirs) if len(mine) <= len(theirs) else (theirs, mine)
    if len(short) > 2 and long.startswith(short):
        return "title.begins"
    alike = _alike(mine, theirs)
    if alike >= 0.88:
        return "title.close"
    if len(short) > 3 and short in long:
        return "title.within"
    return "title.near" if alike >= 0.7 else "title.other"


def _by_kana(one: Traits, other: Traits, codes: list[str], *, same_title: bool) -> None:
    """A reading speaks where the title does not agree; where it does, it says little."""
    mine, theirs = one.kana, other.kana
    if not (mine and theirs):
        return
    if same_title:
        if mine == theirs:
            codes.append("kana.same-too")
        elif (
            not (mine.startswith(theirs) or theirs.startswith(mine)) and _alike(mine, theirs) < 0.8
        ):
            codes.append("kana.other-too")
        return
    if mine == theirs and len(mine) > 3:
        # Written with other characters: what the title lacks, the reading has.
        codes[:] = [code for code in codes if not code.startswith("title.")]
        codes += ["title.other-script", "kana.same"]
    elif min(len(mine), len(theirs)) > 4 and (mine.startswith(theirs) or theirs.startswith(mine)):
        codes.append("kana.begins")
    else:
        codes.append("kana.close" if _alike(mine, theirs) >= 0.9 else "kana.other")


def _by_people(one: Traits, other: Traits, codes: list[str]) -> None:
    mine, theirs = one.agents, other.agents
    if one.agent_kana and one.agent_kana == other.agent_kana:
        codes.append("agent.same" if not set(mine).isdisjoint(theirs) else "agent.kana")
    elif mine and theirs:
        if mine[0] == theirs[0] or not set(mine).isdisjoint(theirs):
            codes.append("agent.same")
        else:
            codes.append(_people_level(mine, theirs))


def _people_level(mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Close: one begins with the other (教育委員会 and its section), or one sign differs."""
    for name in mine:
        for other in theirs:
            short, long = sorted((name, other), key=len)
            if len(short) > 2 and (long.startswith(short) or _alike(name, other) >= 0.74):
                return "agent.close"
    return "agent.other"


def _year_level(distance: int) -> str:
    if distance == 0:
        return "year.same"
    return "year.next" if distance == 1 else "year.near" if distance <= 5 else "year.far"


def _publisher_level(one: Traits, other: Traits) -> str:
    mine, theirs = one.publisher, other.publisher
    if mine == theirs:
        return "publisher.same"
    # A private print: the author here, 著者 or the same name with a kind of body there.
    short, long = sorted((mine, theirs), key=len)
    close = (len(short) > 1 and short in long) or mine in other.agents or theirs in one.agents
    return "publisher.close" if close or _alike(mine, theirs) >= 0.8 else "publisher.other"


def _said(name: str, mine: str, theirs: str, fit: Callable[[str, str], str]) -> str:
    return f"{name}.{fit(mine, theirs)}" if mine and theirs else f"{name}.silent"


def _pages_level(mine: int, theirs: int) -> str:
    if mine == theirs:
        return "pages.same"
    return "pages.close" if abs(mine - theirs) <= 4 + max(mine, theirs) // 50 else "pages.other"


#: Every code ``levels`` can give, so that weights can be checked to be whole.
CODES = (
    "isbn.same", "isbn.other", "isbn.of-set", "jpno.same", "jpno.other", "ncid.same", "ncid.other",
    "issn.same", "issn.other", "title.same-full", "title.same", "title.same-short", "title.other-subtitle",
    "title.begins", "title.within", "title.close", "title.near", "title.other", "title.other-script",
    "kana.same", "kana.same-too", "kana.other-too", "kana.begins", "kana.close", "kana.other",
    "agent.same", "agent.kana", "agent.close", "agent.other", "year.same", "year.next", "year.near", "year.far",
    "publisher.same", "publisher.close", "publisher.other", "part.same", "pages.same", "pages.close", "pages.other",
    *(f"{name}.{fit}" for name in ("volume", "edition") for fit in (Fit.SAME, Fit.OPEN, Fit.DIFFERENT, "silent")),
)  # fmt: skip
