"""Plain facts about institutions that other wings know by id: names, kinds, areas, switches, successions."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yuinowa.directory.domain.institutions import Service, SuccessionKind, SwitchState
from yuinowa.directory.models import Institution, InstitutionKindRow, ServiceSwitch, Succession


def names_of(institutions: Collection[int]) -> dict[int, str]:
    """What institutions are called, for tables that know them by id."""
    return dict(Institution.objects.filter(pk__in=institutions).values_list("pk", "name"))


def kinds_of(institutions: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The kinds of each institution as of today, the one it was entered with first."""
    found: dict[int, tuple[str, ...]] = {}
    rows = InstitutionKindRow.objects.filter(institution__in=institutions).order_by("pk")
    for institution, kind in rows.values_list("institution", "kind"):
        found[institution] = (*found.get(institution, ()), kind)
    return found


def areas_of(institutions: Collection[int]) -> dict[int, str]:
    """The municipality's code of each institution, or its prefecture's where only that is known."""
    rows = Institution.objects.filter(pk__in=institutions)
    return {
        pk: municipality or prefecture
        for pk, prefecture, municipality in rows.values_list("pk", "prefecture", "municipality")
    }


def successions() -> list[tuple[int, int, SuccessionKind]]:
    """Predecessor, successor and kind of every succession, in the order of their days."""
    rows = Succession.objects.order_by("on_day", "pk")
    return [
        (before, after, SuccessionKind(kind))
        for before, after, kind in rows.values_list("predecessor", "successor", "kind")
    ]


def switches_of(
    institutions: Collection[int], services: Collection[Service]
) -> list[tuple[int, Service, date, SwitchState]]:
    """What the sources said about the services of ``institutions``, in the order of the days."""
    rows = ServiceSwitch.objects.filter(
        institution__in=institutions, service__in=[service.value for service in services]
    )
    return [
        (institution, Service(service), as_of, SwitchState(state))
        for institution, service, as_of, state in rows.order_by("as_of", "pk").values_list(
            "institution", "service", "as_of", "state"
        )
    ]
