"""Run as a process of its own: fills or keeps writing to the installation of the environment."""

from __future__ import annotations

import os
import sys
from datetime import date

import django


def fill() -> None:
    """Two institutions, a person who is signed in, and three contacts with their ledger entries."""
    from tests.accounts.factories import a_person, an_affiliation, an_institution
    from yuinowa.accounts.services import start_session
    from yuinowa.core import audit
    from yuinowa.core.jobs import run_due
    from yuinowa.core.rights import Role

    one, other = an_institution("試験一図書館"), an_institution("試験二図書館")
    person = a_person("seeded")
    an_affiliation(person, one, Role.EDITOR)
    start_session(person, "session-of-the-seed", user_agent="")
    for day in (1, 2, 3):
        _record(one.pk, other.pk, date(2026, 10, day))
    run_due()
    audit.anchor(audit.anchor_file())


def _record(one: int, other: int, day: date) -> None:
    from yuinowa.core.idempotency import new_key
    from yuinowa.core.rights import Actor, Role
    from yuinowa.relations.domain.contacts import Means
    from yuinowa.relations.services import Content, record_contact

    record_contact(
        partner=other,
        content=Content(day, Means.VISITED, "見学", 3),
        once=new_key(),
        actor=Actor(person=1, institution=one, roles=frozenset({Role.EDITOR}), member=True),
    )


def a_contact() -> None:
    """One deed more."""
    from yuinowa.directory.models import Institution

    one, other = (Institution.objects.get(name=f"試験{n}図書館").pk for n in "一二")
    _record(one, other, date(2026, 10, 9))


def write_pairs() -> None:
    """Writes jobs, two in each transaction, until it is ended: a copy must never hold one without the other."""
    from django.db import transaction

    from yuinowa.core import outbox

    number = 0
    sys.stdout.write("writing\n")
    sys.stdout.flush()
    while True:
        number += 1
        with transaction.atomic():
            for half in "ab":
                outbox.enqueue("core.anchor", key=f"{half}{number}", payload={})


def demo_institution() -> None:
    from tests.accounts.factories import an_institution

    made = an_institution("見本の館")
    made.demo = True
    made.save()


def demo_person() -> None:
    from tests.accounts.factories import a_person

    a_person("known", demo=True)


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yuinowa.config.settings")
    django.setup()
    deeds = {
        "fill": fill,
        "contact": a_contact,
        "pairs": write_pairs,
        "demo-institution": demo_institution,
        "demo-person": demo_person,
    }
    deeds[sys.argv[1]]()
