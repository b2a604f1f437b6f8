"""A plan that is put there again is the plan that is taken in, to the last column."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.db.models import ForeignKey, Model

from tests.plans import kept
from tests.plans.factories import (
    FILES,
    a_plan,
    an_owner,
    as_bytes,
    file_bytes,
    own_plan,
    own_plan_data,
)
from yuinowa.core import audit, clock
from yuinowa.core.models import AuditRow
from yuinowa.core.rights import Actor
from yuinowa.directory.models import Institution
from yuinowa.plans.models import Plan, Sheet
from yuinowa.plans.services import import_plan

pytestmark = pytest.mark.django_db

Told = dict[str, list[dict[str, Any]]]


def _told(owner: Institution, since: datetime) -> Told:
    """All rows; an id is told as its place in its table, a moment since ``since`` as such."""
    rows = kept.rows_of()
    places: dict[tuple[Any, Any], Any] = {(Institution, owner.pk): "owner"}
    for model, of in rows.items():
        places |= {(model, row["id"]): place for place, row in enumerate(of)}

    def told(model: type[Model], row: kept.Row) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for field in model._meta.concrete_fields:
            value = row[field.attname]
            if field.primary_key:
                value = places[model, value]
            elif isinstance(field, ForeignKey) and value is not None:
                value = places[field.related_model, value]
            elif isinstance(value, datetime) and since <= value <= clock.now():
                value = "now"
            plain[field.attname] = value
        if (
            model is AuditRow
        ):  # they name an object by its id, and follow from the moment and its request
            plain |= {"hash": "", "prev_hash": "", "request_id": ""}
            plain["object_id"] = _place(row, places)
        return plain

    return {model._meta.label: [told(model, row) for row in of] for model, of in rows.items()}


def _place(row: kept.Row, places: dict[tuple[Any, Any], Any]) -> Any:
    by_label = {(model._meta.label, pk): place for (model, pk), place in places.items()}
    return by_label[row["object_kind"], int(row["object_id"])]


@pytest.mark.parametrize("name", [*FILES, "own"])
def test_put_there_it_is_what_was_taken_in(name: str) -> None:
    def begun() -> Plan:
        return own_plan(an_owner()) if name == "own" else a_plan(name)

    with transaction.atomic():
        begun()  # kept from now on, if it was not before
        transaction.set_rollback(True)
    since = clock.now()
    with transaction.atomic():
        an_owner("先の町")  # so that ids differ
        owner = an_owner()
        data = as_bytes(own_plan_data()) if name == "own" else file_bytes(name)
        import_plan(data, owner_institution=owner.pk, actor=Actor.system(), editable=name == "own")
        taken_in = _told(owner, since)
        transaction.set_rollback(True)

    since = clock.now()
    plan = begun()
    put = _told(plan.owner, since)

    assert put == taken_in
    assert put["core.AuditRow"]
    assert audit.verify()[1] == []


def test_what_a_test_did_to_it_is_not_kept() -> None:
    with transaction.atomic():
        plan = own_plan(an_owner())
        Sheet.objects.filter(project__plan=plan).update(name="changed")
        plan.blocks.append("changed")
        transaction.set_rollback(True)

    again = own_plan(an_owner())

    assert not Sheet.objects.filter(project__plan=again, name="changed").exists()
    assert "changed" not in again.blocks


def test_beside_another_plan_it_is_taken_in() -> None:
    first, second = own_plan(an_owner()), own_plan(an_owner("となり町"))

    assert first.pk != second.pk
    assert second.projects.count() == first.projects.count()
