"""What the search index knows of institutions. A deed that changes one calls ``search.index.touch``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Q

from yuinowa.core import clock
from yuinowa.core.rights import Actor, Level
from yuinowa.directory.domain.criteria import Confirmed, Facet, TakesPart
from yuinowa.directory.domain.institutions import Status, SwitchState
from yuinowa.directory.domain.places import city_of
from yuinowa.directory.domain.policy import CONFIRM_EVERY_DAYS
from yuinowa.directory.models import Institution, Participation, ServiceSwitch
from yuinowa.directory.queries.institutions import current_switches
from yuinowa.directory.queries.shown import shown
from yuinowa.kernel.textkeys import sort_key
from yuinowa.search.index import Collection, Document

#: The name of the collection, for ``search.index.touch`` and ``hide``.
INSTITUTIONS = "institutions"

# Sources write both widths.
_LATIN = re.compile("[A-Za-zＡ-Ｚａ-ｚ]")

#: A server that stood still for so long still follows the calendar.
_LOOK_BACK = timedelta(days=7)
#: Orders the index keeps; "part" puts those that take part before the others.
BY_NAME, BY_PLACE, BY_PART = "name", "place", "part"


def load(ids: Sequence[int]) -> Iterator[Document]:
    """The documents of ``ids``, as far as the institutions exist."""
    found = Institution.objects.filter(pk__in=ids).prefetch_related(
        "kinds", "names", "identifiers", "part_levels", "switches", "participations"
    )
    # Whoever finds the entry finds it by these words: only what is shown to everybody is among them.
    return (_document(shown(institution, Actor.nobody())) for institution in found)


def all_ids() -> Iterable[int]:
    return Institution.objects.order_by("pk").values_list("pk", flat=True).iterator()


def collection() -> Collection:
    """Institutions as they can be searched."""
    return Collection(
        INSTITUTIONS,
        load=load,
        ids=all_ids,
        texts={"name": 4.0, "other": 2.0, "place": 1.0, "about": 0.5},
        facets=tuple(Facet),
        sorts=(BY_NAME, BY_PLACE, BY_PART),
    )


def _document(institution: Institution) -> Document:
    names = institution.names.all()
    readings = _written(institution.name_kana, *(name.kana for name in names))
    # The id parts equal readings, so that pages neither repeat nor lose a row.
    reading = f"{sort_key(institution.name_kana or institution.name)} {institution.pk:012}"
    part, today = TakesPart.of(institution.member), clock.today()
    return Document(
        id=institution.pk,
        texts={
            "name": [institution.name],
            # A reading may hold Latin words, which are found as words and not by sound.
            "other": [
                *_written(institution.name_en, *(name.name for name in names)),
                *filter(_LATIN.search, readings),
            ],
            "about": _written(
                institution.mission, institution.can, institution.seeks, institution.offers
            ),
            "place": _written(institution.place),
        },
        readings=readings,
        codes=[identifier.value for identifier in institution.identifiers.all()],
        facets={
            Facet.KIND: [row.kind for row in institution.kinds.all()],
            Facet.PREFECTURE: _written(institution.prefecture),
            Facet.MUNICIPALITY: _written(city_of(institution.municipality)),
            Facet.MEMBER: [part],
            Facet.PROGRAMME: sorted(
                {row.programme for row in institution.participations.all() if row.span.holds(today)}
            ),
            Facet.SERVICE: [
                row.service
                for row in current_switches(institution, today)
                if row.state == SwitchState.OPEN
            ],
            Facet.STATUS: [institution.status],
            Facet.CONFIRMED: [_confirmed(institution, today)],
        },
        sorts={
            BY_NAME: reading,
            BY_PLACE: f"{institution.prefecture or '99'} {institution.municipality:6} {reading}",
            BY_PART: f"{0 if institution.member else 1} {reading}",
        },
        level=_level(institution),
        institution=institution.pk,
    )


def _level(institution: Institution) -> Level:
    """As far as it may be found; a candidate by itself alone."""
    if institution.status == Status.CANDIDATE:
        return Level.PRIVATE
    return Level(institution.level)


def _confirmed(institution: Institution, today: date) -> Confirmed:
    last = institution.last_confirmed
    is_fresh = last is not None and (today - last).days < CONFIRM_EVERY_DAYS
    return Confirmed.YES if is_fresh else Confirmed.NO


def changed_by_time(today: date) -> set[int]:
    """Whose document says something else since some day of the last week, though nobody touched the entry."""
    begun, ended = (today - _LOOK_BACK, today), (today - _LOOK_BACK, today - timedelta(days=1))
    year = timedelta(days=CONFIRM_EVERY_DAYS)
    found = (
        Participation.objects.filter(Q(from_day__range=begun) | Q(to_day__range=ended)),
        ServiceSwitch.objects.filter(Q(as_of__range=begun) | Q(until__range=ended)),
    )
    stale = Institution.objects.filter(last_confirmed__range=(begun[0] - year, begun[1] - year))
    ids = {pk for rows in found for pk in rows.values_list("institution", flat=True)}
    return ids | set(stale.values_list("pk", flat=True))


def _written(*texts: str) -> list[str]:
    return [text for text in texts if text]
