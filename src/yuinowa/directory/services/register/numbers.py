"""The next number of the register: given once, whoever asks at the same moment."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Max

from yuinowa.directory.domain.institutions import IdentifierScheme
from yuinowa.directory.domain.register import (
    DEMO_DIGIT,
    TYPE_DIGITS,
    Section,
    number_after,
    serial_of,
)
from yuinowa.directory.models import (
    InstitutionIdentifier,
    RegisterEntry,
    RegisterFormer,
    RegisterNumber,
)


def next_number(section: Section) -> str:
    """The next number of the register, given once: the row of its digit is locked until the deed is done.

    Counts on from the highest number that was ever written here, be it by hand or by a file.
    """
    digit = DEMO_DIGIT if settings.DEMO else TYPE_DIGITS[section]
    RegisterNumber.objects.bulk_create([RegisterNumber(digit=digit)], ignore_conflicts=True)
    counter = RegisterNumber.objects.select_for_update().get(digit=digit)
    isil = number_after(max(counter.last, _highest(digit)), digit)
    counter.last = serial_of(isil)
    counter.save()
    return isil


def _highest(digit: str) -> int:
    """The highest serial number that an entry, a former number or an institution of the directory has."""
    start = f"JP-{digit}"
    identifiers = InstitutionIdentifier.objects.filter(
        scheme=IdentifierScheme.ISIL.value, value__startswith=start, valid=True
    )
    found = (
        RegisterEntry.objects.filter(isil__startswith=start).aggregate(n=Max("isil"))["n"],
        RegisterFormer.objects.filter(isil__startswith=start).aggregate(n=Max("isil"))["n"],
        identifiers.aggregate(n=Max("value"))["n"],
    )
    return max((serial_of(isil) for isil in found if isil), default=0)
