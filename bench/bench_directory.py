"""Directory pages over many institutions: a whole request of a visitor, from the middleware to the last byte.

    python -m bench.bench_directory --institutions 100000
    YUINOWA_DATABASE_URL=postgresql://… python -m bench.bench_directory

The institutions are made up (directory_region.py), with units, three posts each, closed days, services and
programmes. They go into a test database beside the given one, which is dropped at the end. Wanted on the clock:
p95 under 150 ms for the list with whatever narrowing, under 120 ms for an institution's page, and as many queries
for many rows as for few.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bench.directory_region import A_DAY, FEW, MANY, Made, fill, isil
from bench.measuring import Count, line, middle_and_far, table, timed

if TYPE_CHECKING:
    from django.test import Client

Ask = Callable[[], object]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--institutions", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261121)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["YUINOWA_DATA_DIR"] = directory
        os.environ["YUINOWA_LOG_LEVEL"] = "CRITICAL"
        os.environ["YUINOWA_KEPT_PAGES_MIB"] = "0"  # what is measured is the making of a page
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
        import django

        django.setup()
        run(Path(directory), chosen.institutions, chosen.requests, random.Random(chosen.seed))


def run(directory: Path, count: int, requests: int, chance: random.Random) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from yuinowa.config.warming import warm_up

    call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(directory / "bench.sqlite3")
    old = setup_databases(verbosity=0, interactive=False)
    try:
        made = built(count, chance)
        warm_up()  # as in service; sets aside the names that were made, too
        measure(made, requests, chance)
    finally:
        teardown_databases(old, verbosity=0)


def built(count: int, chance: random.Random) -> Made:
    """The directory, in the database and in the index, with a word on how long both took."""
    from django.db import connection

    from yuinowa.directory.models import Post
    from yuinowa.directory.queries import INSTITUTIONS
    from yuinowa.search import index

    begun = time.perf_counter()
    made = fill(count, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    filled = time.perf_counter()
    index.reindex(INSTITUTIONS)
    indexing = time.perf_counter() - filled
    print(
        f"{count:,} institutions, {Post.objects.count():,} posts on {connection.vendor}, made in "
        f"{filled - begun:.0f} s, indexed in {indexing:.0f} s ({count / indexing:,.0f}/s)",
        flush=True,
    )
    return made


# ---------------------------------------------------------------- asking


def measure(made: Made, requests: int, chance: random.Random) -> None:
    from django.test import Client

    # No test environment is set up: it would copy the context of every template it sees.
    visitor = Client(SERVER_NAME="127.0.0.1")
    member, at = signed_in(made)
    compare(searches(visitor, made, chance), requests)
    compare(narrowings(visitor, made, chance), requests)
    compare(pages(visitor, member, at, made, chance), requests)
    counts(member, made)


def compare(rows: Mapping[str, Ask], requests: int) -> None:
    from django.db import connection

    table("request", "queries", "p50 ms", "p95 ms", "processor p50", "p95")
    for label, ask in rows.items():
        ask()
        queries = Count()
        with connection.execute_wrapper(queries):
            ask()
        walls, cpus = zip(*(timed(ask) for _ in range(requests)), strict=True)
        figures = (*middle_and_far(walls), *middle_and_far(cpus))
        line(label, queries.number, *(f"{figure:.1f}" for figure in figures))


def searches(client: Client, made: Made, chance: random.Random) -> dict[str, Ask]:
    from yuinowa.core.rights import Actor
    from yuinowa.directory.queries import find_institutions
    from yuinowa.kernel.textkeys import romaji_key

    def name(length: int) -> Callable[[], str]:
        return lambda: part(chance.choice(made.names), length, chance)

    def romaji() -> str:
        text = part(chance.choice(made.readings), 6, chance).lstrip("ャュョッンー")
        return romaji_key(text) or "a"

    def api() -> None:
        assert client.get("/api/v1/institutions", {"q": name(2)()}).status_code == 200

    def kana() -> str:
        return part(chance.choice(made.readings), 5, chance)

    return {
        "search: 1 character": listed(client, q=name(1)),
        "search: 2 characters": listed(client, q=name(2)),
        "search: 4 characters": listed(client, q=name(4)),
        "search: whole name": listed(client, q=lambda: chance.choice(made.names)),
        "search: kana, 5": listed(client, q=kana),
        "search: romaji": listed(client, q=romaji),
        "search: two words": listed(client, q=lambda: f"{name(2)()} {name(2)()}"),
        "search: ISIL": listed(client, q=lambda: isil(chance.choice(made.public))),
        "search: 図書館 (most of them)": listed(client, q="図書館"),
        "search: 図書館, last page": listed(client, q="図書館", page=deepest(made)),
        "browse": listed(client),
        "browse: by place, last page": listed(client, sort="place", page=deepest(made)),
        "REST: 2 characters": api,
        "find_institutions (the form's field), no page": lambda: find_institutions(
            name(3)(), Actor.nobody()
        ),
    }


def narrowings(client: Client, made: Made, chance: random.Random) -> dict[str, Ask]:
    """Every facet there is, alone, two and all together, without words and with them."""
    from yuinowa.core.rights import Actor
    from yuinowa.directory.domain.criteria import Criteria, Facet
    from yuinowa.directory.queries import search_institutions

    counted = search_institutions(Criteria(), Actor.nobody()).facets
    values = {facet: [value for value, _count in found] for facet, found in counted.items()}

    def one_of(facet: Facet) -> Callable[[], str]:
        return lambda: chance.choice(values[facet])

    def word() -> str:
        return part(chance.choice(made.names), 2, chance)

    alone = {facet.value: one_of(facet) for facet in values}
    pair = dict(list(alone.items())[:2])
    rows: dict[str, Ask] = {
        f"{name}": listed(client, **{name: pick}) for name, pick in alone.items()
    }
    rows |= {
        " and ".join(pair): listed(client, **pair),
        "all of them": listed(client, **alone),
        "all of them, 図書館": listed(client, q="図書館", **alone),
        "all of them, 2 characters": listed(client, q=word, **alone),
        f"{next(iter(pair))}, by place, page 10": listed(
            client, sort="place", page=min(10, deepest(made)), **dict([next(iter(pair.items()))])
        ),
    }
    return {f"narrowed: {label}": ask for label, ask in rows.items()}


def pages(
    visitor: Client, member: Client, at: int, made: Made, chance: random.Random
) -> dict[str, Ask]:
    def some(client: Client) -> Ask:
        return lambda: opened(client, chance.choice(made.public))

    return {
        "an institution, a visitor": some(visitor),
        "an institution, a member": some(member),
        "an institution, its own administrator": lambda: opened(member, at),
        # Posts are for members, unless the institution says otherwise.
        f"an institution of {MANY} posts, a member": lambda: opened(member, made.many),
        "the list, a member": listed(member),
        "the map": mapped(visitor),
        "the map, one prefecture": mapped(visitor, prefecture="13"),
        "the map, searched": mapped(visitor, q="図書館"),
        "the map, a member": mapped(member),
    }


def counts(member: Client, made: Made) -> None:
    """The queries for few rows and for many."""
    from django.db import connection

    table("page", "rows", "queries")
    asked: list[tuple[str, int, Ask]] = [
        ("an institution and its posts", FEW, lambda: opened(member, made.few)),
        ("an institution and its posts", MANY, lambda: opened(member, made.many)),
    ]
    asked += [
        ("the list", total(text), listed(member, q=text)) for text in (made.names[-1], "図書館")
    ]
    for label, rows, ask in asked:
        ask()
        queries = Count()
        with connection.execute_wrapper(queries):
            ask()
        line(label, f"{rows:,}", queries.number)


def total(text: str) -> int:
    from yuinowa.core.rights import Actor
    from yuinowa.directory.domain.criteria import Criteria
    from yuinowa.directory.queries import how_many

    return how_many(Criteria(text), Actor.nobody())


def signed_in(made: Made) -> tuple[Client, int]:
    """The administrator of an institution that takes part, in a browser, and that institution."""
    from django.test import Client

    from yuinowa.accounts.models import Affiliation, AffiliationRole, Person
    from yuinowa.accounts.services import start_session
    from yuinowa.directory.models import Institution

    home = Institution.objects.filter(member=True, pk__in=made.public[:1_000]).first()
    assert home is not None
    person = Person.objects.create(login="bench", email="bench@example.org", display_name="測定")
    held = Affiliation.objects.create(person=person, institution=home, from_day=A_DAY)
    AffiliationRole.objects.create(affiliation=held, role="admin")
    client = Client(SERVER_NAME="127.0.0.1")
    start_session(person, client.session.session_key or "")
    return client, home.pk


def listed(client: Client, **query: str | int | Callable[[], str]) -> Ask:
    def ask() -> None:
        asked = {name: value() if callable(value) else value for name, value in query.items()}
        assert client.get("/institutions/", asked).status_code == 200

    return ask


def mapped(client: Client, **query: str) -> Ask:
    def ask() -> None:
        assert client.get("/institutions/map/", query).status_code == 200

    return ask


def opened(client: Client, institution: int) -> None:
    assert client.get(f"/institutions/{institution}/").status_code == 200


def part(text: str, length: int, chance: random.Random) -> str:
    start = chance.randrange(max(1, len(text) - length))
    return text[start : start + length]


def deepest(made: Made) -> int:
    return max(1, min(50, len(made.names) // 40))


if __name__ == "__main__":
    main()
