"""The tables of the directory."""

from yuinowa.directory.models.institutions import (
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionName,
    InstitutionSource,
    ServiceSwitch,
    Succession,
)
from yuinowa.directory.models.runs import ImportLine, ImportRun

__all__ = [
    "ImportLine",
    "ImportRun",
    "Institution",
    "InstitutionIdentifier",
    "InstitutionKindRow",
    "InstitutionName",
    "InstitutionSource",
    "ServiceSwitch",
    "Succession",
]
