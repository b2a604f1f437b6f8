"""Makes a release's small database: a row in every table, all made up, as SQL.

Run on the release's own tree, once, when it is released (docs/operate/upgrade.md):

    git archive v0.2.0 src tests | tar -x -C /tmp/release
    PYTHONPATH=/tmp/release/src:/tmp/release YUINOWA_DATA_DIR=/tmp/release/data python make.py > 0.2.0.sqlite.sql

The same with ``YUINOWA_DATABASE_URL`` of an empty PostgreSQL database, and ``pg_dump --inserts`` of it.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
DAY = date(2026, 10, 5)


def fill() -> None:
    """A little of everything, by the services people use; then a row for each table that is still empty."""
    from django.db import transaction

    from tests.accounts.factories import a_person, an_affiliation
    from tests.plans.factories import file_bytes
    from yuinowa.accounts.services import start_session
    from yuinowa.core import audit
    from yuinowa.core.idempotency import new_key
    from yuinowa.core.jobs import run_due, tick
    from yuinowa.core.rights import Actor, Role
    from yuinowa.directory.domain.institutions import IdentifierScheme, InstitutionKind, NameKind
    from yuinowa.directory.services import add_institution
    from yuinowa.ledger.domain.deeds import Deed, Leg
    from yuinowa.ledger.domain.kinds import Unit
    from yuinowa.ledger.services import Figure, load_shipped_metrics, state
    from yuinowa.ledger.services.closing import close_year
    from yuinowa.ledger.services.context import context_of
    from yuinowa.ledger.services.posting import post
    from yuinowa.plans.services import import_plan, open_year
    from yuinowa.relations.domain.contacts import Means
    from yuinowa.relations.services import Content, record_contact

    system = Actor.system()
    load_shipped_metrics()
    one, two = (
        add_institution(
            name=f"試験{n}図書館",
            kana="シケントショカン",
            kinds=[InstitutionKind.PUBLIC_LIBRARY],
            municipality_name="試験市",
            names=[(NameKind.SHORT, f"試験{n}")],
            identifiers=[(IdentifierScheme.ISIL, f"JP-990000{i}")],
            member=True,
            actor=system,
        )
        for i, n in enumerate("一二", 1)
    )
    person = a_person("seeded")
    an_affiliation(person, one, Role.EDITOR, Role.ADMIN)
    start_session(person, "session-of-the-release", user_agent="")
    actor = Actor(person=person.pk, institution=one.pk, roles=frozenset({Role.EDITOR}), member=True)
    for number in range(3):
        content = Content(DAY + timedelta(number), Means.VISITED, "見学", 3)
        record_contact(partner=two.pk, content=content, once=new_key(), actor=actor)
    figure = Figure("ill.loan", Unit.ITEM, 7, one.pk, None, DAY)
    state([figure], stated_by=one.pk, title="年報", received_on=DAY, digest="0" * 64, actor=system)
    close_year(two.pk, 2024, actor=system)
    context = context_of("partnership", "1", "連携").pk
    leg = Leg("ill.loan", Unit.ITEM, 4, one.pk, two.pk, DAY)
    with transaction.atomic():
        post(Deed("release/1", (leg,), context=context, stated_by=one.pk), system)
    plan = import_plan(
        file_bytes("twin"), owner_institution=one.pk, actor=system, editable=True
    ).plan
    open_year(plan.pk, plan.first_year, actor=system)
    tick()
    run_due()
    by_hand(one.pk, two.pk)
    audit.anchor(audit.anchor_file())


def by_hand(one: int, two: int) -> None:
    """Tables that only time, a guesser or a merger fills."""
    from django.apps import apps
    from django.contrib.auth.models import Group
    from django.contrib.sessions.models import Session
    from django.utils import timezone

    now = timezone.now()
    Group.objects.create(name="of-nobody")
    Session.objects.create(session_key="release", session_data="", expire_date=now)
    rows: dict[str, dict[str, Any]] = {
        "search.Pending": {"collection": "institutions", "object_id": 1},
        "search.Hidden": {"collection": "institutions", "object_id": 1},
        "accounts.FailureTally": {"key": "0" * 64, "last_at": now},
        "directory.InstitutionSource": {
            "institution_id": one,
            "source": "crd",
            "external_key": "4200008",
            "record": {},
            "imported_at": now,
        },
        "directory.ServiceSwitch": {
            "institution_id": one,
            "service": "ill",
            "state": "open",
            "as_of": DAY,
            "source": "crd",
        },
        "directory.Succession": {
            "predecessor_id": two,
            "successor_id": one,
            "on_day": DAY,
            "kind": "merge",
        },
    }
    for label, values in rows.items():
        apps.get_model(label)._default_manager.create(**values)


def main() -> None:
    django.setup()
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False)
    fill()
    bare = [m._meta.label for m in apps.get_models() if not m._default_manager.exists()]
    if bare:
        sys.exit(f"no row in {', '.join(bare)}")
    if connection.vendor == "sqlite":
        with sqlite3.connect(Path(str(connection.settings_dict["NAME"]))) as made:
            for line in made.iterdump():
                sys.stdout.write(line + "\n")


main()
