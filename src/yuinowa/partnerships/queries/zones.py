"""Where a partnership stands among the five zones, drawn and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yuinowa.directory.queries.facts import kinds_of
from yuinowa.documents.zones import ZoneWords, zones
from yuinowa.partnerships.domain.forms_and_zones import (
    FITS,
    Axis,
    Form,
    Zone,
    axis_of,
    fits,
    place_of,
)
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership, Party
from yuinowa.partnerships.queries.partnerships import there
from yuinowa.partnerships.queries.reading import Reading


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands: ``drawing`` is empty where nobody stands at an end; ``fits`` whether form and zone go together.

    ``ends`` are the names behind the letters A and B of the drawing, where two sides of one sort stand at the ends.
    """

    form: str
    zone: str
    fits: bool
    reason: str
    drawing: SafeString
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormLine:
    """One of the fifteen forms: its meaning, by zone whether it is usual there, whether it is this partnership's."""

    name: str
    meaning: str
    usual: tuple[bool, ...]
    is_ours: bool


def axis_between(institutions: Sequence[int]) -> Axis | None:
    """Between whom the zones lie, among ``institutions`` in the order they came."""
    kinds = kinds_of(institutions)
    return axis_of([kinds.get(one, ()) for one in institutions])


def axis_of_sides(partnership: Partnership) -> Axis | None:
    """Between whom the zones lie for ``partnership``."""
    return _axis_and_ends(partnership)[0]


def _axis_and_ends(partnership: Partnership) -> tuple[Axis | None, tuple[str, ...]]:
    sides = sorted(there(partnership), key=lambda side: side.pk)
    axis = axis_between([side.institution_id for side in sides])
    return axis, _names(sides) if axis is Axis.SIDES else ()


def _names(sides: Sequence[Party]) -> tuple[str, ...]:
    return tuple(side.institution.name for side in sides)


def zone_names(reading: Reading) -> dict[Zone, str]:
    """What each zone is called among the sides of the partnership."""
    return _zone_names(reading.once(_axis_and_ends)[1])


def _zone_names(ends: tuple[str, ...]) -> dict[Zone, str]:
    if not ends:
        return {zone: str(name) for zone, name in words.ZONES.items()}
    told = {"first": ends[0], "second": ends[1]}
    return {zone: str(name) % told for zone, name in words.ZONES_OF_SIDES.items()}


def standing_of(reading: Reading) -> Standing:
    """Where the partnership stands, as it says itself."""
    partnership = reading.partnership
    form, zone = Form(partnership.form), Zone(partnership.zone)
    axis, ends = reading.once(_axis_and_ends)
    name = _zone_names(ends)[zone]
    return Standing(
        form=str(words.FORMS[form]),
        zone=name,
        fits=fits(form, zone, axis or Axis.SECTORS),
        reason=partnership.zone_reason,
        drawing=_drawn(axis, zone, name) if axis else SafeString(""),
        ends=ends,
    )


def _drawn(axis: Axis, zone: Zone, name: str) -> SafeString:
    told = {"number": place_of(zone) + 1, "zone": name}
    if axis is Axis.SIDES:
        heads = words.ZONE_HEADS_OF_SIDES
        first, second = _("A bears most"), _("B bears most")
        label = _(
            "The five zones from the first side to the second; two to four are those of working together. This partnership stands in zone %(number)s: %(zone)s"
        )
    else:
        heads = words.ZONE_HEADS
        first, second = _("The civic side bears most"), _("The public side bears most")
        label = _(
            "The five zones from the civic to the public side; two to four are those of working together. This partnership stands in zone %(number)s: %(zone)s"
        )
    drawn = ZoneWords(
        heads=[(str(over), str(under)) for over, under in heads.values()],
        first=first,
        second=second,
        together=_("Zones of working together"),
    )
    return zones([place_of(zone)], drawn, label=label % told)


def forms_by_zone(reading: Reading) -> list[FormLine]:
    """The fifteen forms, and in which zones each is usual."""
    axis = reading.once(_axis_and_ends)[0] or Axis.SECTORS
    return [
        FormLine(
            str(words.FORMS[form]),
            str(words.FORM_MEANINGS[form]),
            tuple(fits(form, zone, axis) for zone in Zone),
            form == reading.partnership.form,
        )
        for form in FITS
    ]
