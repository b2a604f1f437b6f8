"""What an institution takes along of the partnerships it takes part in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from yuinowa.partnerships.domain.agreements import PUT_FORWARD
from yuinowa.partnerships.domain.parties import PartyState
from yuinowa.partnerships.models import AgreementVersion, Party


def sides(owned: QuerySet[Any]) -> Q:
    """All sides of partnerships of which an owned institution is or was a side."""
    mine = Party.objects.filter(institution__in=owned)
    return Q(partnership__in=mine.values("partnership"))


def said_to_versions(owned: QuerySet[Any]) -> Q:
    """What the sides said to versions that an owned institution may read: of its partnerships, put to the sides."""
    mine = Party.objects.filter(institution__in=owned, joined_at__isnull=False)
    versions = AgreementVersion.objects.filter(
        agreement__partnership__in=mine.values("partnership"),
        state__in=[state.value for state in PUT_FORWARD],
    )
    return Q(version__in=versions)


def notices(owned: QuerySet[Any]) -> Q:
    """Notices given in partnerships of which an owned institution is or was a side."""
    mine = Party.objects.filter(institution__in=owned, joined_at__isnull=False)
    return Q(party__partnership__in=mine.values("partnership"))


def consents(owned: QuerySet[Any]) -> Q:
    """The consents of the owned institution's own sides."""
    return Q(party__institution__in=owned)


def helpers(owned: QuerySet[Any]) -> Q:
    """Who helps with the tasks of partnerships that an owned institution has joined."""
    mine = Party.objects.filter(institution__in=owned, state=PartyState.JOINED.value)
    return Q(task__partnership__in=mine.values("partnership"))


def hosts(owned: QuerySet[Any]) -> Q:
    """Who hosts the activities of partnerships that an owned institution has joined."""
    mine = Party.objects.filter(institution__in=owned, state=PartyState.JOINED.value)
    return Q(activity__partnership__in=mine.values("partnership"))


def records(owned: QuerySet[Any]) -> Q:
    """Every version of what was written down of these activities."""
    return hosts(owned)
