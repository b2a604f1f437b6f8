"""What the directory says about those who give and receive."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yuinowa.core.rights import Actor
from yuinowa.directory.domain.institutions import Service, SwitchState
from yuinowa.directory.queries import facts as directory
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.ledger.domain.answering import PartnerFacts
from yuinowa.ledger.domain.lineage import Line
from yuinowa.ledger.domain.metrics import Lineage


def line(lineage: Lineage) -> Line:
    """How institutions stand for one another, then or now."""
    return Line.of(directory.successions(), lineage)


def facts_of(institutions: Collection[int]) -> dict[int, PartnerFacts]:
    """Kinds and area of each, as of today (rule 9)."""
    if not institutions:
        return {}
    kinds, areas = directory.kinds_of(institutions), directory.areas_of(institutions)
    return {
        number: PartnerFacts(kinds.get(number, ()), areas.get(number, ""))
        for number in institutions
    }


def names_of(institutions: Collection[int]) -> dict[int, str]:
    """What each is called; one query however many."""
    return directory.names_of(institutions) if institutions else {}


def switches_of(
    institutions: Collection[int], services: Collection[Service]
) -> list[tuple[int, Service, date, SwitchState]]:
    """The switches of ``institutions`` for ``services``, in the order of their days."""
    return directory.switches_of(institutions, services)


def all_visible(institutions: Collection[int], actor: Actor) -> bool:
    """Whether ``actor`` may know of each of these institutions."""
    return institutions_visible_to(actor).filter(pk__in=institutions).count() == len(institutions)
