"""What agrees between two records and what does not, as codes: the words in which every score is told."""

from __future__ import annotations

from collections.abc import Callable

from rapidfuzz.distance import Indel

from yuinowa.catalogue.domain.matching.guards import digits_of
from yuinowa.catalogue.domain.matching.traits import Traits
from yuinowa.catalogue.domain.matching.volumes import Fit, editions_fit, volumes_fit

_alike = Indel.normalized_similarity

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
            like = _alike(short, long) >= 0.8 or (len(short) > 3 and long.startswith(short))
            same = like and digits_of(short) == digits_of(long)
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
