"""The tables of the directory."""

from yuinowa.directory.models.days import ClosingRule, Participation
from yuinowa.directory.models.desks import Desk, DeskArea, DeskKind
from yuinowa.directory.models.disclosure import PartLevel
from yuinowa.directory.models.institutions import (
    Institution,
    InstitutionIdentifier,
    InstitutionKindRow,
    InstitutionName,
    InstitutionSource,
    ServiceSwitch,
    Succession,
)
from yuinowa.directory.models.register import (
    RegisterApplication,
    RegisterEntry,
    RegisterEvent,
    RegisterFormer,
    RegisterNumber,
)
from yuinowa.directory.models.runs import ImportLine, ImportRun
from yuinowa.directory.models.units import Post, Unit

__all__ = [
    "ClosingRule",
    "Desk",
    "DeskArea",
    "DeskKind",
    "ImportLine",
    "ImportRun",
    "Institution",
    "InstitutionIdentifier",
    "InstitutionKindRow",
    "InstitutionName",
    "InstitutionSource",
    "PartLevel",
    "Participation",
    "Post",
    "RegisterApplication",
    "RegisterEntry",
    "RegisterEvent",
    "RegisterFormer",
    "RegisterNumber",
    "ServiceSwitch",
    "Succession",
    "Unit",
]
