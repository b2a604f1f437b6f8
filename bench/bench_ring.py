"""The ring of an institution, and the map of support: whole requests of a visitor and of a member.

    python -m bench.bench_ring --requests 200
    YUINOWA_DATABASE_URL=postgresql://… python -m bench.bench_ring

One library has 6 relations, another 60, among 600 made-up institutions that are related to each other; each ring
goes two steps. They go into a test database beside the given one, which is dropped at the end. Wanted on the clock:
p95 under 100 ms for the ring of 60, and as many queries for 60 as for 6.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import Count, line, middle_and_far, table, timed

if TYPE_CHECKING:
    from django.test import Client

FEW, MANY = 6, 60
OTHERS = 600
#: Relations among the others, so that two steps lead somewhere.
TIES = 3_000
SINCE = date(2024, 4, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20261122)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["YUINOWA_DATA_DIR"] = directory
        os.environ["YUINOWA_LOG_LEVEL"] = "CRITICAL"
        os.environ["YUINOWA_KEPT_PAGES_MIB"] = "0"  # what is measured is the making of a page
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
        import django

        django.setup()
        run(Path(directory), chosen.requests, random.Random(chosen.seed))


def run(directory: Path, requests: int, chance: random.Random) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from yuinowa.config.warming import warm_up

    call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(directory / "bench.sqlite3")
    old = setup_databases(verbosity=0, interactive=False)
    try:
        few, many = fill(chance)
        warm_up()
        print(f"{OTHERS:,} institutions, {TIES:,} relations among them on {connection.vendor}")
        compare(few, many, requests)
    finally:
        teardown_databases(old, verbosity=0)


def fill(chance: random.Random) -> tuple[int, int]:
    """The library with few relations and the one with many; the rest is related at random."""
    from django.db import connection

    from yuinowa.core import clock
    from yuinowa.directory.models import Institution, InstitutionKindRow
    from yuinowa.relations.domain.bases import BasisCode
    from yuinowa.relations.domain.kinds import RECORDED, RelationKind
    from yuinowa.relations.domain.support import SupportTopic
    from yuinowa.relations.models import CoveredTopic, Relation, RelationBasis

    made = Institution.objects.bulk_create(
        Institution(
            name=f"試験{number}館",
            name_kana=f"シケン{number}カン",
            member=True,
            prefecture="13",
            municipality_name=f"試験{number % 78}町",
        )
        for number in range(OTHERS + 2)
    )
    kinds = ("public_library", "school_library", "museum", "volunteer_group")
    InstitutionKindRow.objects.bulk_create(
        InstitutionKindRow(institution=row, kind=chance.choice(kinds)) for row in made
    )
    few, many, *others = (row.pk for row in made)
    pairs = {(few, other) for other in chance.sample(others, FEW)}
    pairs |= {(many, other) for other in chance.sample(others, MANY)}
    while len(pairs) < FEW + MANY + TIES:
        one, other = sorted(chance.sample(others, 2))
        pairs.add((one, other))
    now = clock.now()
    relations = Relation.objects.bulk_create(
        Relation(
            kind=chance.choice(RECORDED).value,
            one_id=one,
            other_id=other,
            recorded_by_id=one,
            since=SINCE,
            evidence="図書館の年報",
            level="public",
            recorded_at=now,
        )
        for one, other in sorted(pairs)
    )
    RelationBasis.objects.bulk_create(
        RelationBasis(relation=row, code=BasisCode.STD_1_4.value) for row in relations
    )
    CoveredTopic.objects.bulk_create(
        CoveredTopic(relation=row, topic=topic.value, since=SINCE)
        for row in relations
        if row.kind == RelationKind.SUPPORT
        for topic in chance.sample(list(SupportTopic), 2)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return few, many


def compare(few: int, many: int, requests: int) -> None:
    from django.db import connection
    from django.test import Client

    visitor, member = Client(SERVER_NAME="127.0.0.1"), signed_in(many)
    asked: Mapping[str, tuple[Client, str]] = {
        f"ring of {FEW}, a visitor": (visitor, f"/relations/of/{few}/"),
        f"ring of {MANY}, a visitor": (visitor, f"/relations/of/{many}/"),
        f"ring of {MANY}, its own editor": (member, f"/relations/of/{many}/"),
        f"ring of {MANY} as CSV": (visitor, f"/relations/of/{many}/?format=csv"),
        "support by municipality, an editor": (member, "/support/coverage/"),
    }
    table("request", "queries", "p50 ms", "p95 ms", "processor p50", "p95")
    for label, (client, path) in asked.items():
        if (status := client.get(path).status_code) != 200:
            raise RuntimeError(f"{path} answered {status}")
        count = Count()
        with connection.execute_wrapper(count):
            client.get(path)
        walls, cpus = zip(*(timed(partial(client.get, path)) for _ in range(requests)), strict=True)
        figures = (*middle_and_far(walls), *middle_and_far(cpus))
        line(label, count.number, *(f"{figure:.1f}" for figure in figures))


def signed_in(institution: int) -> Client:
    """An editor of the institution with the many relations, in a browser."""
    from django.test import Client

    from yuinowa.accounts.models import Affiliation, AffiliationRole, Person
    from yuinowa.accounts.services import start_session

    person = Person.objects.create(login="bench", email="bench@example.org", display_name="測定")
    held = Affiliation.objects.create(person=person, institution_id=institution, from_day=SINCE)
    AffiliationRole.objects.create(affiliation=held, role="editor")
    client = Client(SERVER_NAME="127.0.0.1")
    start_session(person, client.session.session_key or "")
    return client


if __name__ == "__main__":
    main()
