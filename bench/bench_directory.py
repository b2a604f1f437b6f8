"""Directory pages over many institutions: a whole request of a visitor, from the middleware to the last byte.

    python -m bench.bench_directory --institutions 100000
    YUINOWA_DATABASE_URL=postgresql://… python -m bench.bench_directory

The institutions are made up: a place of random kanji before the ending of a real name. They go into a test
database beside the given one, which is dropped at the end. Wanted: p95 under 50 ms for every kind of request.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

from bench.measuring import line, middle_and_far, table, timed

NAMES = Path(__file__).parents[1] / "tests" / "files" / "crd-library-names.tsv"
BATCH = 2_000
A_DAY = date(2026, 4, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--institutions", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261121)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["YUINOWA_DATA_DIR"] = directory
        os.environ["YUINOWA_LOG_LEVEL"] = "CRITICAL"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
        import django

        django.setup()
        run(Path(directory), chosen.institutions, chosen.requests, random.Random(chosen.seed))


def run(directory: Path, count: int, requests: int, chance: random.Random) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(directory / "bench.sqlite3")
    made = setup_databases(verbosity=0, interactive=False)
    try:
        names, readings, seconds = fill(count, chance)
        print(
            f"{count:,} institutions on {connection.vendor}, indexed at {count / seconds:,.0f}/s\n"
        )
        measure(names, readings, requests, chance)
    finally:
        teardown_databases(made, verbosity=0)


# ---------------------------------------------------------------- making them up


def fill(count: int, chance: random.Random) -> tuple[list[str], list[str], float]:
    """Names and readings of all, and how long the index took."""
    from yuinowa.directory.models import Institution
    from yuinowa.directory.queries import INSTITUTIONS
    from yuinowa.search import index

    rest = entries(count, chance)
    names, readings = [], []
    while batch := list(islice(rest, BATCH)):
        made = Institution.objects.bulk_create(batch)
        add_parts(made, chance)
        names += [entry.name for entry in made]
        readings += [entry.name_kana for entry in made]
    begun = time.perf_counter()
    index.reindex(INSTITUTIONS)
    return names, readings, time.perf_counter() - begun


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


def add_parts(made: list[Institution], chance: random.Random) -> None:
    from yuinowa.directory.domain.institutions import InstitutionKind, Service
    from yuinowa.directory.models import (
        InstitutionIdentifier,
        InstitutionKindRow,
        InstitutionName,
        ServiceSwitch,
    )

    kinds = list(InstitutionKind)[:8]
    InstitutionKindRow.objects.bulk_create(
        InstitutionKindRow(institution=entry, kind=chance.choice(kinds)) for entry in made
    )
    InstitutionIdentifier.objects.bulk_create(
        InstitutionIdentifier(
            institution=entry, scheme="isil", value=isil(entry.pk), raw=isil(entry.pk)
        )
        for entry in made
    )
    InstitutionName.objects.bulk_create(
        InstitutionName(institution=entry, kind="short", name=entry.name[-6:])
        for entry in made
        if chance.random() < 0.3
    )
    ServiceSwitch.objects.bulk_create(
        ServiceSwitch(institution=entry, service=service, state="open", as_of=A_DAY, source="bench")
        for entry in made
        for service in (Service.COPY, Service.LOAN)
    )


def isil(number: int) -> str:
    return f"JP-1{number:06}"


# ---------------------------------------------------------------- asking


def part(text: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(text) - length))
    return text[start : start + length]


def measure(names: list[str], readings: list[str], requests: int, chance: random.Random) -> None:
    from django.test import Client

    from yuinowa.core.rights import Actor
    from yuinowa.directory.models import Institution
    from yuinowa.directory.queries import find_institutions
    from yuinowa.kernel.textkeys import romaji_key

    # No test environment is set up: it would copy the context of every template it sees.
    client = Client(SERVER_NAME="127.0.0.1")
    ids = list(Institution.objects.filter(level="public").values_list("pk", flat=True))

    def searched(**query: str | int | Callable[[], str]) -> Callable[[], None]:
        def ask() -> None:
            asked = {name: value() if callable(value) else value for name, value in query.items()}
            assert client.get("/institutions/", asked).status_code == 200

        return ask

    def api(text: Callable[[], str]) -> None:
        assert client.get("/api/v1/institutions", {"q": text()}).status_code == 200

    def opened() -> None:
        assert client.get(f"/institutions/{chance.choice(ids)}/").status_code == 200

    def name(length: int) -> Callable[[], str]:
        return lambda: part(chance.choice(names), length, chance)

    def romaji() -> str:
        return romaji_key(part(chance.choice(readings), 6, chance).lstrip("ャュョッンー")) or "a"

    deep = min(50, len(names) // 40)
    rows: dict[str, Callable[[], object]] = {
        "search: 1 character": searched(q=name(1)),
        "search: 2 characters": searched(q=name(2)),
        "search: 4 characters": searched(q=name(4)),
        "search: whole name": searched(q=lambda: chance.choice(names)),
        "search: kana, 5": searched(q=lambda: part(chance.choice(readings), 5, chance)),
        "search: romaji": searched(q=romaji),
        "search: two words": searched(q=lambda: f"{name(2)()} {name(2)()}"),
        "search: ISIL": searched(q=lambda: isil(chance.choice(ids))),
        "search: 図書館 (most of them)": searched(q="図書館"),
        "search: 図書館, kind and prefecture": searched(
            q="図書館", kind="public_library", prefecture=lambda: f"{chance.randint(1, 47):02}"
        ),
        "search: 図書館, last page": searched(q="図書館", page=deep),
        "browse": searched(),
        "browse: by place, last page": searched(sort="place", page=deep),
        "REST: 2 characters": lambda: api(name(2)),
        "one institution": opened,
        "find_institutions (the form's field), no page": lambda: find_institutions(
            name(3)(), Actor.nobody()
        ),
    }
    table("request", "p50 ms", "p95 ms", "processor p50", "p95")
    for label, ask in rows.items():
        ask()
        walls, cpus = zip(*(timed(ask) for _ in range(requests)), strict=True)
        figures = (*middle_and_far(walls), *middle_and_far(cpus))
        line(label, *(f"{figure:.1f}" for figure in figures))


if __name__ == "__main__":
    main()
