"""Programmes of cooperation an institution takes part in. Source: cooperation-services.md §1–10, §14."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Programme(StrEnum):
    NDL_DIGITAL = "ndl_digital"
    REKION = "rekion"
    YUNIKANET = "yunikanet"
    CRD = "crd"
    NDL_LOAN = "ndl_loan"
    NDL_ACCESSIBLE = "ndl_accessible"
    NACSIS_CAT = "nacsis_cat"
    NACSIS_ILL = "nacsis_ill"
    CHILDREN_CATALOGUE = "children_catalogue"


class ProgrammeClass(StrEnum):
    """How an institution takes part, where a programme has more than one way."""

    VIEW = "view"
    VIEW_AND_COPY = "view_and_copy"
    GIVES_DATA = "gives_data"
    USES = "uses"


#: The classes of the programmes that have any.
CLASSES: Mapping[Programme, tuple[ProgrammeClass, ...]] = {
    Programme.NDL_DIGITAL: (ProgrammeClass.VIEW, ProgrammeClass.VIEW_AND_COPY),
    Programme.YUNIKANET: (ProgrammeClass.GIVES_DATA, ProgrammeClass.USES),
    Programme.NDL_ACCESSIBLE: (ProgrammeClass.GIVES_DATA, ProgrammeClass.USES),
    Programme.CHILDREN_CATALOGUE: (ProgrammeClass.GIVES_DATA, ProgrammeClass.USES),
}
