"""A made-up directory for the bench: institutions with all that their pages say, three posts each on average.

A place of random kanji stands before the ending of a real name. Everything is made in batches, then indexed once.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model

    from yuinowa.directory.models import Institution

NAMES = Path(__file__).parents[1] / "tests" / "files" / "crd-library-names.tsv"
BATCH = 2_000
A_DAY = date(2026, 4, 1)
POSTS_EACH = 3
#: The institutions whose pages hold few and many rows, and how many posts those are.
FEW, MANY = 10, 1_000


@dataclass(slots=True)
class Made:
    """What is asked for later."""

    names: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    public: list[int] = field(default_factory=list)
    #: The institutions with ``FEW`` and with ``MANY`` posts.
    few: int = 0
    many: int = 0


def fill(count: int, chance: random.Random) -> Made:
    """``count`` institutions with their parts; the index is not told."""
    from yuinowa.directory.models import Institution

    rest = entries(count, chance)
    found = Made()
    while batch := list(islice(rest, BATCH)):
        made = Institution.objects.bulk_create(batch)
        add_parts(made, chance)
        found.names += [entry.name for entry in made]
        found.readings += [entry.name_kana for entry in made]
        found.public += [entry.pk for entry in made if entry.level == "public"]
    found.few, found.many = found.public[-2:]
    for institution, posts in ((found.few, FEW), (found.many, MANY)):
        fill_with_posts(institution, posts)
    return found


def entries(count: int, chance: random.Random) -> Iterator[Institution]:
    from yuinowa.directory.models import Institution

    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    kanji = sorted({c for row in rows for c in row["name_and_short"] if "\u4e00" <= c <= "\u9fff"})
    kana = sorted({c for row in rows for c in row["name_kana"] if "ア" <= c <= "ン"})
    for number in range(count):
        row = chance.choice(rows)
        place, place_kana = ("".join(chance.choices(signs, k=3)) for signs in (kanji, kana))
        prefecture = f"{chance.randint(1, 47):02}"
        yield Institution(
            name=f"{place}{row['name_and_short'].split(' / ')[0]}"[:200],
            name_kana=f"{place_kana}{row['name_kana']}"[:300],
            prefecture=prefecture,
            municipality=f"{prefecture}{number % 997:04}",
            municipality_name=f"{place}市",
            member=chance.random() < 0.05,
            level="public" if chance.random() < 0.95 else "members",
            demo=True,
        )


def add_parts(made: Sequence[Institution], chance: random.Random) -> None:
    """Kinds, identifiers, names, units, posts, closed days, services, programmes."""
    add_words(made, chance)
    add_tree(made)
    add_services(made, chance)


def add_words(made: Sequence[Institution], chance: random.Random) -> None:
    from yuinowa.directory.domain.institutions import InstitutionKind
    from yuinowa.directory.models import InstitutionIdentifier, InstitutionKindRow, InstitutionName

    kinds = list(InstitutionKind)[:8]
    _create(InstitutionKindRow(institution=entry, kind=chance.choice(kinds)) for entry in made)
    _create(
        InstitutionIdentifier(
            institution=entry, scheme="isil", value=isil(entry.pk), raw=isil(entry.pk)
        )
        for entry in made
    )
    _create(
        InstitutionName(institution=entry, kind="short", name=entry.name[-6:])
        for entry in made
        if chance.random() < 0.3
    )


def add_tree(made: Sequence[Institution]) -> None:
    """One unit each, and ``POSTS_EACH`` posts: the head of the house, and people in the unit."""
    from yuinowa.directory.models import Post, Unit

    units = Unit.objects.bulk_create(Unit(institution=entry, name="奉仕係") for entry in made)
    titles = ("館長", "係長", "司書")
    _create(
        Post(institution_id=unit.institution_id, unit=unit if number else None, title=title)
        for unit in units
        for number, title in enumerate(titles[:POSTS_EACH])
    )


def add_services(made: Sequence[Institution], chance: random.Random) -> None:
    from yuinowa.directory.domain.institutions import Service
    from yuinowa.directory.domain.programmes import Programme
    from yuinowa.directory.models import ClosingRule, Participation, ServiceSwitch

    programmes = list(Programme)
    _create(
        ServiceSwitch(institution=entry, service=service, state="open", as_of=A_DAY, source="bench")
        for entry in made
        for service in (Service.COPY, Service.LOAN)
    )
    _create(
        Participation(institution=entry, programme=programme, source="bench")
        for entry in made
        for programme in chance.sample(programmes, k=chance.randint(0, 2))
    )
    _create(
        rule
        for entry in made
        for rule in (
            ClosingRule(institution=entry, kind="weekly", weekday=0, on_holiday="next"),
            ClosingRule(institution=entry, kind="month_end"),
        )
    )


def fill_with_posts(institution: int, posts: int) -> None:
    """Posts up to ``posts`` in all, ten in a unit."""
    from yuinowa.directory.models import Post, Unit

    wanted = posts - POSTS_EACH
    units = Unit.objects.bulk_create(
        Unit(institution_id=institution, name=f"第{number + 1}係")
        for number in range(-(-wanted // 10))
    )
    _create(
        Post(institution_id=institution, unit=units[number // 10], title=f"司書{number + 1}")
        for number in range(wanted)
    )


def _create(rows: Iterable[Model]) -> None:
    found = list(rows)
    if found:
        type(found[0])._base_manager.bulk_create(found)


def isil(number: int) -> str:
    return f"JP-1{number:06}"
