"""Whether records of two sources name the same institution, how sure that is, and by what it was judged.

A false join hurts more than a missed one: a name alone is never "sure", an institution in another
prefecture is another one, and where two candidates are equally good none is taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from yuinowa.directory.domain import telephones
from yuinowa.directory.domain.institutions import Certainty
from yuinowa.directory.domain.records import SourceRecord
from yuinowa.kernel.textkeys import search_key

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


class Reason(StrEnum):
    """What two records have in common, or why a likeness was not taken."""

    NAME = "name"
    NAME_BUT_FORM = "name-but-form"
    NAME_REORDERED = "name-reordered"
    NAME_CORE = "name-core"
    READING = "reading"
    NAME_PART = "name-part"
    TELEPHONE = "telephone"
    POSTAL_CODE = "postal-code"
    SEVERAL_ALIKE = "several-alike"


#: How much the best likeness of two names weighs.
_GRADES = {
    Reason.NAME: 4,
    Reason.NAME_BUT_FORM: 3,
    Reason.NAME_REORDERED: 3,
    Reason.NAME_CORE: 2,
    Reason.READING: 2,
    Reason.NAME_PART: 1,
}
#: A common beginning shorter than this says nothing.
_SHORTEST_CORE = 4

# Legal forms and 附属, which one directory writes and the other leaves out.
_FORMS = re.compile(
    "|".join(
        search_key(word)
        for word in (
            "国立大学法人", "公立大学法人", "学校法人", "大学共同利用機関法人", "国立研究開発法人",
            "地方独立行政法人", "独立行政法人", "公益財団法人", "一般財団法人", "財団法人",
            "公益社団法人", "一般社団法人", "社団法人", "特定非営利活動法人", "株式会社", "附属", "付属",
        )
    )
)  # fmt: skip
_LIBRARY = re.compile(
    "(?:"
    + "|".join(
        search_key(word)
        for word in ("図書館サービス室", "情報図書室", "図書資料室", "図書館", "図書室", "資料室")
    )
    + ")$"
)
# Older directories write small kana large: ジョ and ジヨ.
_SMALL_KANA = str.maketrans("ァィゥェォッャュョヮ", "アイウエオツヤユヨワ")


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """All that two records are compared by, folded."""

    name: str
    without_form: str
    core: str
    reading: str = ""
    telephones: frozenset[str] = frozenset()
    postal_code: str = ""
    prefecture: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``certainty`` sole means: not the same, as far as one can tell."""

    certainty: Certainty
    reasons: tuple[Reason, ...] = ()

    @property
    def rank(self) -> tuple[int, int, int]:
        """The greater, the better the likeness."""
        order = {Certainty.SOLE: 0, Certainty.PROBABLE: 1, Certainty.SURE: 2}
        grade = max((_GRADES.get(reason, 0) for reason in self.reasons), default=0)
        return (order[self.certainty], grade, len(self.reasons))


SOLE = Verdict(Certainty.SOLE)


def fingerprint(
    name: str,
    *,
    reading: str = "",
    telephone_digits: frozenset[str] = frozenset(),
    postal_code: str = "",
    prefecture: str = "",
    municipality: str = "",
) -> Fingerprint:
    key = search_key(name)
    without_form = _FORMS.sub("", key) or key
    return Fingerprint(
        name=key,
        without_form=without_form,
        core=_LIBRARY.sub("", without_form) or without_form,
        reading=search_key(reading).translate(_SMALL_KANA),
        telephones=telephone_digits,
        postal_code=postal_code,
        prefecture=prefecture,
        municipality=municipality,
    )


def fingerprint_of(record: SourceRecord) -> Fingerprint:
    return fingerprint(
        record.name,
        reading=record.name_kana,
        telephone_digits=record.telephone.digits,
        postal_code=record.place.postal_code,
        prefecture=record.place.prefecture,
        municipality=record.place.municipality,
    )


def fingerprint_of_columns(
    *,
    name: str,
    reading: str,
    telephone: str,
    postal_code: str,
    prefecture: str,
    municipality: str,
) -> Fingerprint:
    """The fingerprint of an institution by the columns it is kept in."""
    return fingerprint(
        name,
        reading=reading,
        telephone_digits=telephones.read(telephone).digits,
        postal_code=postal_code,
        prefecture=prefecture,
        municipality=municipality,
    )


def _name_reason(one: Fingerprint, other: Fingerprint) -> Reason | None:
    """The strongest likeness of the two names."""
    cores_say_something = min(len(one.core), len(other.core)) >= _SHORTEST_CORE
    begins = one.core.startswith(other.core) or other.core.startswith(one.core)
    likenesses = (
        (Reason.NAME, one.name == other.name),
        (Reason.NAME_BUT_FORM, one.without_form == other.without_form),
        (Reason.NAME_REORDERED, Counter(one.without_form) == Counter(other.without_form)),
        (Reason.NAME_CORE, cores_say_something and one.core == other.core),
        (Reason.READING, bool(one.reading) and one.reading == other.reading),
        (Reason.NAME_PART, cores_say_something and begins),
    )
    return next((reason for reason, holds in likenesses if holds), None)


def compare(one: Fingerprint, other: Fingerprint) -> Verdict:
    """Whether the two are one institution."""
    if one.prefecture and other.prefecture and one.prefecture != other.prefecture:
        return SOLE
    name = _name_reason(one, other)
    if name is None:
        return SOLE
    contacts = []
    if one.telephones & other.telephones:
        contacts.append(Reason.TELEPHONE)
    if one.postal_code and one.postal_code == other.postal_code:
        contacts.append(Reason.POSTAL_CODE)
    certainty = _certainty(_GRADES[name], contacts, is_near=_is_near(one, other))
    return SOLE if certainty is Certainty.SOLE else Verdict(certainty, (name, *contacts))


def _is_near(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether no municipality speaks against the two, and at least the prefecture speaks for them."""
    if one.municipality and other.municipality:
        return one.municipality == other.municipality
    return bool(one.prefecture) and one.prefecture == other.prefecture


def _certainty(grade: int, contacts: list[Reason], *, is_near: bool) -> Certainty:
    """The decision table: grade of the names down, what else is the same across."""
    same_name, same_core = grade >= _GRADES[Reason.NAME_REORDERED], grade == 2
    if (same_name and contacts) or (same_core and len(contacts) == 2):
        return Certainty.SURE
    if (
        (same_name and is_near)
        or (same_core and contacts)
        or (grade == _GRADES[Reason.NAME_PART] and Reason.TELEPHONE in contacts)
    ):
        return Certainty.PROBABLE
    return Certainty.SOLE


# ---------------------------------------------------------------- many against many


@dataclass(frozen=True, slots=True)
class Pairing(Generic[R, C]):
    """Which candidate each record is the same as; a record in neither map stands alone."""

    joined: Mapping[R, tuple[C, Verdict]]
    #: Records left alone because several candidates were equally good.
    undecided: frozenset[R]


def _blocks(print_: Fingerprint) -> set[tuple[str, str]]:
    """Keys under which two records meet at all: everything ``compare`` can join shares one."""
    keys = {("form", print_.without_form), ("sorted", "".join(sorted(print_.without_form)))}
    keys |= {("telephone", number) for number in print_.telephones}
    if print_.reading:
        keys.add(("reading", print_.reading))
    if len(print_.core) >= _SHORTEST_CORE:
        keys.add(("core", print_.core))
    return keys


def pair(
    records: Iterable[tuple[R, Fingerprint]], candidates: Iterable[tuple[C, Fingerprint]]
) -> Pairing[R, C]:
    """The best candidate of each record, each candidate at most once.

    The order of neither side matters.
    """
    blocks: dict[tuple[str, str], dict[C, Fingerprint]] = defaultdict(dict)
    for candidate, print_ in candidates:
        for key in _blocks(print_):
            blocks[key][candidate] = print_
    undecided: set[R] = set()
    claims: dict[C, list[tuple[R, Verdict]]] = defaultdict(list)
    for record, print_ in records:
        near = {c: p for key in _blocks(print_) for c, p in blocks.get(key, {}).items()}
        verdicts = [(candidate, compare(print_, other)) for candidate, other in near.items()]
        likely = [(c, verdict) for c, verdict in verdicts if verdict.certainty != Certainty.SOLE]
        best = _only_best([(verdict.rank, (c, verdict)) for c, verdict in likely])
        if best is not None:
            claims[best[0]].append((record, best[1]))
        elif likely:
            undecided.add(record)
    joined: dict[R, tuple[C, Verdict]] = {}
    for candidate, claimants in claims.items():
        winner = _only_best([(verdict.rank, (r, verdict)) for r, verdict in claimants])
        if winner is not None:
            joined[winner[0]] = (candidate, winner[1])
        undecided |= {r for r, _verdict in claimants if winner is None or r != winner[0]}
    return Pairing(joined, frozenset(undecided))


T = TypeVar("T")


def _only_best(ranked: list[tuple[tuple[int, int, int], T]]) -> T | None:
    """The one with the highest rank, None if several share it."""
    top = max((rank for rank, _value in ranked), default=None)
    best = [value for rank, value in ranked if rank == top]
    return best[0] if len(best) == 1 else None
