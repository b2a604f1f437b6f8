"""Partnerships: lists, the workspace of 78 sides, offers and needs, shared costs, as whole requests; and the night.

    python -m bench.bench_partnerships --requests 60
    YUINOWA_DATABASE_URL=postgresql://… python -m bench.bench_partnerships

A made-up region (partnership_region.py) goes into a test database beside the given one, which is dropped at the end.
Wanted on the clock: p95 under 150 ms for lists, 300 ms for the workspace of 78 sides, 2 s for what 1,700
municipalities pay in a year; and as many queries for 1,000 rows as for 10.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.measuring import Count, line, middle_and_far, table, timed
from bench.partnership_papers import FEW, MANY, SINCE
from bench.partnership_region import CONSORTIUM, MUNICIPALITIES, Made, fill

if TYPE_CHECKING:
    from django.test import Client

    from yuinowa.core.rights import Actor

Ask = Callable[[], object]
YEN = 987_654_321


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--partnerships", type=int, default=10_000)
    parser.add_argument("--postings", type=int, default=10_000)
    parser.add_argument("--requests", type=int, default=60)
    parser.add_argument("--nights", type=int, default=1)
    parser.add_argument("--seed", type=int, default=20261122)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        os.environ["YUINOWA_DATA_DIR"] = directory
        os.environ["YUINOWA_LOG_LEVEL"] = "CRITICAL"
        os.environ["YUINOWA_KEPT_PAGES_MIB"] = "0"  # what is measured is the making of a page
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
        import django

        django.setup()
        run(Path(directory), chosen)


def run(directory: Path, chosen: argparse.Namespace) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    from yuinowa.config.warming import warm_up

    call_command("collectstatic", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(directory / "bench.sqlite3")
    old = setup_databases(verbosity=0, interactive=False)
    try:
        begun = time.perf_counter()
        made = fill(chosen.partnerships, chosen.postings, random.Random(chosen.seed))
        print(
            f"{chosen.partnerships:,} partnerships of {made.parties:,} sides, {chosen.postings:,} "
            f"postings on {connection.vendor}, made in {time.perf_counter() - begun:.0f} s; "
            f"load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        warm_up()
        compare(pages(made), chosen.requests)
        costs(made)
        against_row_by_row(made, chosen.requests)
        nights(chosen.nights)
    finally:
        teardown_databases(old, verbosity=0)


def nights(count: int) -> None:
    """Every turn set, the first night those that are missing too; in the nights after it hardly any changes."""
    from django.db import connection

    from yuinowa.partnerships.services.nightly import set_all_turns

    done: list[int] = []
    table("all turns", "partnerships", "queries", "s", "processor s")
    for number in range(1, count + 1):
        queries = Count()
        with connection.execute_wrapper(queries):
            wall, cpu = timed(lambda: done.append(set_all_turns()))
        times = (f"{wall / 1e3:.1f}", f"{cpu / 1e3:.1f}")
        line(f"night {number}", f"{done[-1]:,}", f"{queries.number:,}", *times)


def pages(made: Made) -> Mapping[str, Ask]:
    from django.test import Client

    visitor = Client(SERVER_NAME="127.0.0.1")
    office, many = signed_in(made.office, "coordinator"), signed_in(made.many, "lead")
    few, lead = signed_in(made.few, "lead"), signed_in(made.lead, "signatory", "lead")
    here, paper = f"/partnerships/{made.consortium}/", f"/partnerships/agreements/{made.paper}/"
    ours = posting_of(made.many)
    rows: dict[str, tuple[Client, str]] = {
        "list, a visitor": (visitor, "/partnerships/"),
        "list, a visitor, a word": (visitor, "/partnerships/?q=試験12"),
        "list, the region office": (office, "/partnerships/"),
        "list, the region office, far on": (office, f"/partnerships/?page={far_page()}"),
        f"list, a side of {FEW}": (few, "/partnerships/"),
        f"list, a side of {MANY:,}": (many, "/partnerships/"),
        f"list, a side of {MANY:,}, a word": (many, "/partnerships/?q=試験12"),
        f"{FEW} of one institution as CSV": (many, csv_of(made.few)),
        f"{MANY:,} of one institution as CSV": (many, csv_of(made.many)),
        "workspace of 6, a side": (many, f"/partnerships/{active_of(made.many)}/"),
        f"workspace of {CONSORTIUM}, a side": (lead, here),
        f"workspace of {CONSORTIUM}, the region office": (office, here),
        f"sides of {CONSORTIUM}": (lead, f"{here}sides/"),
        f"agreement of {CONSORTIUM}": (lead, paper),
        f"agreement of {CONSORTIUM}, Word": (lead, f"{paper}word/"),
        f"workspace of {MUNICIPALITIES:,}": (office, f"/partnerships/{made.sharing}/"),
        "offers and needs, a visitor": (visitor, "/partnerships/offers/"),
        "offers and needs, a member": (many, "/partnerships/offers/"),
        "offers and needs, a word": (many, "/partnerships/offers/?q=新聞"),
        f"our {MANY:,} postings": (many, "/partnerships/offers/?of=ours"),
        "what fits one of 10,000": (many, f"/partnerships/offers/{ours}/"),
    }
    return {label: asking(client, path) for label, (client, path) in rows.items()}


def far_page() -> int:
    """The page in the middle of the office's list, which leaves out what is over."""
    from yuinowa.partnerships.models import Partnership
    from yuinowa.ui.paging import ROWS_A_PAGE

    return Partnership.objects.filter(state__in=("active", "goals")).count() // ROWS_A_PAGE


def csv_of(institution: int) -> str:
    return f"/partnerships/?institution={institution}&format=csv"


def active_of(institution: int) -> int:
    from yuinowa.partnerships.models import Partnership

    found = Partnership.objects.filter(state="active", parties__institution=institution)
    return int(found.values_list("pk", flat=True).order_by("pk")[0])


def posting_of(institution: int) -> int:
    from yuinowa.partnerships.models import Posting

    found = Posting.objects.filter(institution=institution, level="public")
    return int(found.values_list("pk", flat=True).order_by("pk")[0])


def asking(client: Client, path: str) -> Ask:
    def ask() -> None:
        answer = client.get(path)
        if answer.status_code != 200:  # what HTTP calls it
            raise RuntimeError(f"{path} answered {answer.status_code}")
        answer.getvalue()

    return ask


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


def costs(made: Made) -> None:
    """What the municipalities pay in a year: prepared, reckoned from residents, issued, read."""
    from django.db import connection

    from yuinowa.core.idempotency import new_key
    from yuinowa.partnerships.domain.shares import Formula, Part
    from yuinowa.partnerships.models import CostStatement, Partnership, Party
    from yuinowa.partnerships.services.costs import CostOutline, Line, issue, prepare, write_lines

    partnership = Partnership.objects.get(pk=made.sharing)
    first = Party.objects.filter(partnership=partnership).order_by("pk")[0].institution_id
    actor = leading(first)
    outline = CostOutline(
        fiscal_year=2026,
        title="協働電子図書館",
        total_yen=YEN,
        formula=Formula({Part.EQUAL: 333, Part.PER_HEAD: 667}),
        population_on=SINCE,
        population_source="県の推計",
    )
    kept: list[CostStatement] = []

    def prepared() -> None:
        kept.append(prepare(partnership, outline, once=new_key(), actor=actor)[0])

    def reckoned() -> None:
        ids = kept[-1].shares.order_by("party").values_list("pk", flat=True)
        lines = {pk: Line(0, True, 1_000 + 7 * n, None) for n, pk in enumerate(ids)}
        kept.append(write_lines(kept[-1].pk, lines, expected_version=kept[-1].version, actor=actor))

    def issued() -> None:
        kept.append(issue(kept[-1].pk, expected_version=kept[-1].version, actor=actor))

    table(f"costs of {MUNICIPALITIES:,} municipalities", "queries", "ms", "processor ms")
    client = signed_in(first, "lead")

    def read(further: str = "") -> None:
        asking(client, f"/partnerships/{made.sharing}/costs/{kept[-1].pk}/{further}")()

    deeds: Mapping[str, Ask] = {
        "prepare": prepared,
        "write residents": reckoned,
        "issue": issued,
        "read the statement": read,
        "the statement as CSV": partial(read, "?format=csv"),
    }
    for label, deed in deeds.items():
        queries = Count()
        with connection.execute_wrapper(queries):
            wall, cpu = timed(deed)
        line(label, queries.number, f"{wall:.0f}", f"{cpu:.0f}")
    borne = kept[-1].shares.values_list("fixed_yen", "equal_yen", "head_yen", "use_yen")
    if sum(part or 0 for parts in borne for part in parts) != YEN:
        raise RuntimeError("the shares do not sum to the yen")


def against_row_by_row(made: Made, requests: int) -> None:
    """The rows of the office's list as the platform reads them, and as the ORM does when each row asks for itself."""
    from django.db import connection

    from yuinowa.core.models import Wait
    from yuinowa.partnerships.models import Partnership
    from yuinowa.partnerships.queries.lists import bare, lines_of
    from yuinowa.partnerships.queries.partnerships import narrowed, partnerships_visible_to

    actor = leading(made.many)

    def ours() -> None:
        lines_of(bare(narrowed(partnerships_visible_to(actor), "", actor))[:50], actor)

    def row_by_row() -> None:
        for row in Partnership.objects.filter(parties__institution=made.many).distinct()[:50]:
            for party in row.parties.all():
                str(party.institution.name)
                Wait.objects.filter(
                    subject_kind="partnerships.party", subject_id=party.pk, ended_at=None
                ).first()

    table("50 rows of the list", "queries", "processor p50 ms", "of ours")
    middles: list[float] = []
    for label, ask in {"as the platform asks": ours, "each row for itself": row_by_row}.items():
        queries = Count()
        with connection.execute_wrapper(queries):
            ask()
        middles.append(middle_and_far([timed(ask)[1] for _ in range(requests)])[0])
        line(label, queries.number, f"{middles[-1]:.1f}", f"{middles[-1] / middles[0]:.1f}×")


def leading(institution: int) -> Actor:
    from yuinowa.core.rights import Actor, Role

    return Actor(person=1, institution=institution, roles=frozenset({Role.LEAD}), member=True)


def signed_in(institution: int, *roles: str) -> Client:
    """Somebody with ``roles`` at the institution, in a browser."""
    from django.test import Client

    from yuinowa.accounts.models import Affiliation, AffiliationRole, Person
    from yuinowa.accounts.services import start_session

    name = f"bench{institution}"
    person = Person.objects.create(login=name, email=f"{name}@example.org", display_name="測定")
    held = Affiliation.objects.create(person=person, institution_id=institution, from_day=SINCE)
    for role in roles:
        AffiliationRole.objects.create(affiliation=held, role=role)
    client = Client(SERVER_NAME="127.0.0.1")
    start_session(person, client.session.session_key or "")
    return client


if __name__ == "__main__":
    main()
