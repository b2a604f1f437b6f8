"""Bodies and their sides; meetings, who was there, decisions, promises, and who agreed to the minutes."""

from yuinowa.governance.models.body import Body, BodySide
from yuinowa.governance.models.meeting import (
    Attendance,
    Decision,
    Meeting,
    MinutesAgreement,
    Promise,
)

__all__ = [
    "Attendance",
    "Body",
    "BodySide",
    "Decision",
    "Meeting",
    "MinutesAgreement",
    "Promise",
]
