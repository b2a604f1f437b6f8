"""Identifiers of institutions, checked by their scheme."""

from __future__ import annotations

from collections.abc import Callable

from yuinowa.directory.domain.crd import crd_id
from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.nacsis import fa_number
from yuinowa.kernel import identifiers
from yuinowa.kernel.identifiers import Checked

#: Schemes whose numbers can be checked; others are taken as they are written.
_CHECKS: dict[IdentifierScheme, Callable[[str], Checked]] = {
    IdentifierScheme.FA: fa_number,
    IdentifierScheme.CRD: crd_id,
    IdentifierScheme.CORPORATE_NUMBER: identifiers.corporate_number,
    IdentifierScheme.LOCAL_GOVERNMENT: identifiers.local_government_code,
    IdentifierScheme.SCHOOL: identifiers.school_code,
    IdentifierScheme.ISNI: identifiers.isni,
}


def checked_identifier(scheme: IdentifierScheme, text: str, *, demo: bool = False) -> Checked:
    """``text`` as an identifier of ``scheme``; made-up institutions may have made-up ISILs."""
    if scheme is IdentifierScheme.ISIL:
        return identifiers.isil(text, demo=demo)
    check = _CHECKS.get(scheme)
    return check(text) if check else Checked(text, text, valid=bool(text))
