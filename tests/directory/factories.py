"""Dull makers of institutions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from yuinowa.core.rights import Actor, Role
from yuinowa.directory.domain.institutions import (
    Certainty,
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Service,
    SuccessionKind,
    SwitchState,
)
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionName,
    InstitutionSource,
    ServiceSwitch,
    Succession,
)

_numbers = count(1)
A_DAY = date(2020, 7, 27)


def institution(
    name: str = "",
    kana: str = "",
    *,
    kinds: Sequence[InstitutionKind] = (InstitutionKind.PUBLIC_LIBRARY,),
    isil: str = "",
    **values: object,
) -> Institution:
    """A public entry of a public library in Tokyo, unless told otherwise."""
    given = {"prefecture": "13", "municipality": "131032", "municipality_name": "港区"} | values
    made = Institution.objects.create(
        name=name or f"試験図書館{next(_numbers)}", name_kana=kana, **given
    )
    for kind in kinds:
        InstitutionKindRow.objects.create(institution=made, kind=kind)
    if isil:
        identifier(made, isil)
    return made


def identifier(
    institution: Institution,
    value: str,
    *,
    scheme: IdentifierScheme = IdentifierScheme.ISIL,
    **values: object,
) -> InstitutionIdentifier:
    return InstitutionIdentifier.objects.create(
        institution=institution, scheme=scheme, value=value, **({"raw": value} | values)
    )


def other_name(
    institution: Institution, name: str, kind: NameKind = NameKind.FORMER, kana: str = ""
) -> InstitutionName:
    return InstitutionName.objects.create(institution=institution, kind=kind, name=name, kana=kana)


def source(
    institution: Institution,
    code: str = "nacsis-ill",
    *,
    certainty: Certainty = Certainty.SOLE,
    reasons: Sequence[str] = (),
) -> InstitutionSource:
    return InstitutionSource.objects.create(
        institution=institution,
        source=code,
        external_key=f"{next(_numbers):06}",
        record={"canary": "as received"},
        imported_at=datetime(2026, 10, 1, tzinfo=UTC),
        certainty=certainty,
        reasons=list(reasons),
    )


def switch(
    institution: Institution,
    service: Service = Service.LOAN,
    state: SwitchState = SwitchState.OPEN,
    as_of: date = A_DAY,
) -> ServiceSwitch:
    return ServiceSwitch.objects.create(
        institution=institution, service=service, state=state, as_of=as_of, source="nacsis-ill"
    )


def succession(
    predecessor: Institution,
    successor: Institution,
    kind: SuccessionKind = SuccessionKind.MERGE,
) -> Succession:
    return Succession.objects.create(
        predecessor=predecessor, successor=successor, kind=kind, on_day=date(2024, 4, 1)
    )


def full_institution(name: str = "港区立三康図書館", **values: Any) -> Institution:
    """One with something in every part of its page."""
    made = institution(name, "サンコウトショカン", isil=f"JP-1{next(_numbers):06}", **values)
    other_name(made, f"{name}旧館")
    identifier(made, f"FA{next(_numbers):06}", scheme=IdentifierScheme.FA, raw="FA１", former=True)
    source(made, "crd-isil")
    source(made, certainty=Certainty.PROBABLE, reasons=["name-core", "telephone"])
    switch(made, state=SwitchState.CLOSED, as_of=date(2019, 7, 27))
    switch(made)
    switch(made, Service.COPY, SwitchState.OTHER_DESK)
    return made


def editor_of(institution: Institution, *, member: bool = True) -> Actor:
    return Actor(
        person=1, institution=institution.pk, roles=frozenset({Role.EDITOR}), member=member
    )


def admin_of(institution: Institution, *, person: int = 1) -> Actor:
    return Actor(
        person=person,
        institution=institution.pk,
        roles=frozenset({Role.ADMIN}),
        member=institution.member,
        region=institution.region_office,
    )


def office_of(institution: Institution) -> Actor:
    """Whoever runs the region at ``institution``, its region office."""
    return Actor(
        person=2,
        institution=institution.pk,
        roles=frozenset({Role.REGION_ADMIN}),
        region=True,
        member=True,
    )
