"""Dull makers of what relations need."""

from __future__ import annotations

from datetime import date

from tests.relations.factories import editor_of
from yuinowa.core.idempotency import new_key
from yuinowa.directory.models import Institution, InstitutionKindRow
from yuinowa.relations.domain.kinds import RelationKind
from yuinowa.relations.models import Relation, SideWords
from yuinowa.relations.services.relations import Facts, record_relation

SINCE = date(2024, 4, 10)


def of_kind(name: str, *kinds: str, **changes: object) -> Institution:
    made = Institution.objects.create(**({"name": name, "member": True} | changes))
    InstitutionKindRow.objects.bulk_create(
        InstitutionKindRow(institution=made, kind=kind) for kind in kinds or ("public_library",)
    )
    return made


def relation(
    recorder: Institution,
    partner: Institution,
    kind: RelationKind = RelationKind.COOPERATE,
    *,
    we_support: bool = True,
    **facts: object,
) -> Relation:
    given: dict[str, object] = {"since": SINCE} | facts
    made, _ = record_relation(
        kind,
        partner=partner.pk,
        facts=Facts(**given),  # type: ignore[arg-type]  # a table of keywords
        we_support=we_support,
        once=new_key(),
        actor=editor_of(recorder),
    )
    return made


def words(of: Relation, side: Institution) -> SideWords:
    return SideWords.objects.get(relation=of, institution=side)
