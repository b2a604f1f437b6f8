from __future__ import annotations

import importlib
from datetime import timedelta
from itertools import product

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from yuinowa.core import clock, waits
from yuinowa.core.models import Job, Lane, Wait
from yuinowa.core.rights import Actor, Role
from yuinowa.kernel.workflow import Verb

pytestmark = pytest.mark.django_db
OURS, THEIRS = 11, 12
EDITOR = Actor(person=1, institution=OURS, roles=frozenset({Role.EDITOR}))
OFFICE = Actor(person=2, institution=99, roles=frozenset({Role.COORDINATOR}), region=True)


def _subject() -> Job:
    return Job.objects.create(
        handler="h",
        key=clock.now().isoformat(),
        lane=Lane.DESK,
        run_after=clock.now(),
        created_at=clock.now(),
    )


def _open(**changes: object) -> Job:
    subject = _subject()
    given = {
        "subject": subject,
        "step": "answer",
        "label": "名前",
        "institution": OURS,
        "verb": Verb.CHECK,
        "then_what": "then",
        "url": "/",
    }
    waits.open_wait(**(given | changes))  # type: ignore[arg-type]  # a table of keywords
    return subject


def test_a_wait_is_open_once_however_often_it_is_opened() -> None:
    subject = _open()
    _open(subject=subject)

    assert waits.open_waits(subject).count() == 1


def test_mine_are_those_a_role_of_mine_can_end() -> None:
    _open(role="editor")
    _open(role="plan_checker")
    _open(institution=THEIRS, asked_by=OURS)
    _open(institution=waits.REGION_OFFICE, role="coordinator")

    assert [w.role for w in waits.waits_for(EDITOR)] == ["editor"]
    assert {(w.institution, w.role) for w in waits.waits_on_others(EDITOR)} == {
        (OURS, "plan_checker"),
        (THEIRS, ""),
    }
    assert [w.role for w in waits.waits_for(OFFICE)] == ["coordinator"]
    assert not waits.waits_for(Actor.nobody()).exists()


def test_what_the_frame_counts_is_what_the_list_shows() -> None:
    actors = [
        EDITOR,
        OFFICE,
        Actor.nobody(),
        Actor(person=None, institution=OURS, roles=frozenset({Role.EDITOR})),  # a program
        Actor(person=2, institution=OURS),
        Actor(person=3, institution=OURS, roles=frozenset({Role.EDITOR, Role.PLAN_CHECKER})),
    ]
    for institution, role, person in product(
        (OURS, THEIRS, OFFICE.institution, waits.REGION_OFFICE),
        ("", "editor", "plan_checker", "coordinator"),
        (None, 1, 2),
    ):
        _open(institution=institution, role=role, person=person)
    waits.close_wait(_open(role="editor"))

    counted = [waits.count_for(actor) for actor in actors]

    assert counted == [len(waits.waits_for(actor)) for actor in actors]
    assert counted == [4, 8, 0, 2, 2, 3]


def test_dated_waits_come_first_by_day_on_both_databases() -> None:
    today = clock.today()
    _open(label="none")
    _open(label="late", due=today - timedelta(days=2))
    _open(label="soon", due=today + timedelta(days=2))

    assert [w.subject_label for w in waits.waits_for(EDITOR)] == ["late", "soon", "none"]


def test_a_closed_wait_is_kept_and_may_open_again() -> None:
    subject = _open()

    assert waits.close_wait(subject, "answer") == 1
    assert waits.close_wait(subject) == 0
    _open(subject=subject)

    assert Wait.objects.count() == 2
    assert waits.institutions_waited_for([subject]) == {OURS}


def test_waits_of_before_are_told_their_verb_and_others_stay() -> None:
    said = importlib.import_module("yuinowa.core.migrations.0006_verbs_of_waits")
    rows = {("plans.sheet", "draft"): "fill_in", ("ledger.choice", "decide"): "decide"}
    others = {("plans.sheet", "submitted"): "check", ("directory.institution", "confirm"): "check"}
    for number, (kind, step) in enumerate(rows | others, start=1):
        Wait.objects.create(
            subject_kind=kind,
            subject_id=number,
            step=step,
            institution=OURS,
            since=clock.now(),
            verb=Verb.CHECK.value,
        )

    said.say(apps, None)
    said.say(apps, None)

    assert {(w.subject_kind, w.step): w.verb for w in Wait.objects.all()} == rows | others


def test_the_database_refuses_a_verb_nobody_knows() -> None:
    _open()

    with pytest.raises(IntegrityError, match="wait_verb_known"), transaction.atomic():
        Wait.objects.update(verb="look")
