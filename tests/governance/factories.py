"""Dull makers of bodies and meetings."""

from __future__ import annotations

from datetime import date, time
from typing import Any

from tests.accounts.factories import a_person, an_affiliation
from tests.relations.factories import editor_of
from yuinowa.core.idempotency import new_key
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.governance.domain.bodies import Rule
from yuinowa.governance.models import Body, Decision, Meeting, Promise
from yuinowa.governance.services.bodies import open_body
from yuinowa.governance.services.entries import Decided, Promised, add_decision, add_promise
from yuinowa.governance.services.meetings import (
    Call,
    Minutes,
    agree_minutes,
    plan_meeting,
    record_meeting,
)

A_DAY = date(2026, 10, 5)


def body(*sides: Institution) -> Body:
    return open_body("人形劇のおはなし会", [side.pk for side in sides], actor=Actor.system())


def call(**changes: Any) -> Call:
    given: dict[str, Any] = {
        "day": A_DAY,
        "agenda": ("会場", "当日の役割"),
        "begins": time(10, 0),
        "ends": time(11, 30),
        "place": "試験市立中央図書館 集会室",
    }
    return Call(**(given | changes))


def meeting(of: Body, caller: Institution, **changes: Any) -> Meeting:
    made, _ = plan_meeting(of.pk, call(**changes), once=new_key(), actor=editor_of(caller))
    return made


def held(of: Body, caller: Institution, *present: Institution, **changes: Any) -> Meeting:
    planned = meeting(of, caller, **changes)
    there = frozenset(side.pk for side in (present or (caller,)))
    return record_meeting(
        planned.pk,
        Minutes(there, "会場は集会室。"),
        expected_version=planned.version,
        actor=editor_of(caller),
    )


def decision(of: Meeting, side: Institution, **changes: Any) -> Decision:
    given: dict[str, Any] = {"text": "会場は集会室とする", "rule": Rule.CONSENT}
    made, _ = add_decision(
        of.pk, Decided(**(given | changes)), once=new_key(), actor=editor_of(side)
    )
    return made


def promise(of: Meeting, side: Institution, **changes: Any) -> Promise:
    given: dict[str, Any] = {"owner": side.pk, "text": "ちらしを作る", "due": date(2026, 12, 1)}
    made, _ = add_promise(
        of.pk, Promised(**(given | changes)), once=new_key(), actor=editor_of(side)
    )
    return made


def agreed(of: Meeting, *sides: Institution) -> Meeting:
    for side in sides:
        of.refresh_from_db()
        of = agree_minutes(of.pk, of.record, actor=editor_of(side))
    return of


def somebody_at(where: Institution, role: Role) -> None:
    """A person of that role, so that a turn has somebody to take it."""
    an_affiliation(a_person(), where, role)
