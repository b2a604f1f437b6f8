"""Entering institutions one by one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit
from yuinowa.core.rights import Actor, Level
from yuinowa.directory import permissions
from yuinowa.directory.domain.checking import checked_identifier
from yuinowa.directory.domain.institutions import (
    IdentifierScheme,
    InstitutionKind,
    NameKind,
    Status,
)
from yuinowa.directory.domain.places import Place, municipalities
from yuinowa.directory.models import (
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionName,
)
from yuinowa.directory.queries import INSTITUTIONS
from yuinowa.directory.queries.institutions import holder_of
from yuinowa.kernel.errors import AlreadyDone, NotAllowed, NotFound
from yuinowa.search import index


@transaction.atomic
def add_institution(
    *,
    name: str,
    kinds: Collection[InstitutionKind],
    actor: Actor,
    kana: str = "",
    name_en: str = "",
    place: Place | None = None,
    municipality_name: str = "",
    names: Sequence[tuple[NameKind, str]] = (),
    identifiers: Sequence[tuple[IdentifierScheme, str]] = (),
    url: str = "",
    telephone: str = "",
    status: Status = Status.ACTIVE,
    level: Level = Level.PUBLIC,
    member: bool = False,
    region_office: bool = False,
    demo: bool = False,
) -> Institution:
    """Enter an institution; a made-up municipality has a name and no code.

    Raises:
        NotAllowed: ``actor`` may not enter institutions.
        AlreadyDone: another institution has one of the identifiers.
        ValidationError: a text is too long or blank.
    """
    if not permissions.may_keep_directory(actor):
        raise NotAllowed(_("Entering institutions is for the region office."))
    where = place or Place(municipality_name=municipality_name)
    institution = Institution(
        name=name,
        name_kana=kana,
        name_en=name_en,
        prefecture=where.prefecture,
        municipality=where.municipality,
        municipality_name=where.municipality_name,
        postal_code=where.postal_code,
        address=where.address,
        url=url,
        telephone=telephone,
        status=status.value,
        level=level.value,
        member=member,
        region_office=region_office,
        demo=demo,
    )
    institution.full_clean()
    institution.save()
    for kind in kinds:
        _save(InstitutionKindRow(institution=institution, kind=kind.value))
    for name_kind, other in names:
        _save(InstitutionName(institution=institution, kind=name_kind.value, name=other))
    for scheme, text in identifiers:
        _save(_identifier(institution, scheme, text))
    audit.record(
        "institution.add", institution, actor=actor, after={"name": name, "member": member}
    )
    index.touch(INSTITUTIONS, [institution.pk])
    return institution


def _save(part: InstitutionKindRow | InstitutionName | InstitutionIdentifier) -> None:
    part.full_clean()
    part.save()


def _identifier(
    institution: Institution, scheme: IdentifierScheme, text: str
) -> InstitutionIdentifier:
    """The identifier as checked; made-up institutions may have made-up ISILs."""
    checked = checked_identifier(scheme, text, demo=institution.demo)
    if checked.valid and holder_of(scheme, checked.value) is not None:
        raise AlreadyDone(
            _("Another institution has the number %(value)s.") % {"value": checked.value[:50]},
            next_step=_("Look it up in the directory first."),
        )
    return InstitutionIdentifier(
        institution=institution,
        scheme=scheme.value,
        value=checked.value,
        raw=checked.raw,
        valid=checked.valid,
        warnings=list(checked.warnings),
    )


def enter_municipality(code: str, *, actor: Actor) -> Institution:
    """The local government with this 全国地方公共団体コード, entered from the shipped table if it is not here yet.

    Raises:
        NotFound: the table has no such code.
    """
    here = holder_of(IdentifierScheme.LOCAL_GOVERNMENT, code)
    if here is not None:
        return here
    municipality = municipalities().get(code)
    if municipality is None:
        raise NotFound(_("There is no municipality with the code %(code)s.") % {"code": code[:50]})
    return add_institution(
        name=municipality.name,
        kana=municipality.katakana,
        kinds=[InstitutionKind.ADMINISTRATION],
        place=Place(
            prefecture=municipality.prefecture,
            municipality=municipality.code,
            municipality_name=municipality.name,
        ),
        identifiers=[(IdentifierScheme.LOCAL_GOVERNMENT, code)],
        actor=actor,
    )
