"""Where a partnership stands among the five zones, drawn and in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from yuinowa.directory.queries.facts import kinds_of
from yuinowa.documents.zones import ZoneWords, zones
from yuinowa.partnerships.domain.forms_and_zones import (
    FITS,
    Form,
    Zone,
    fits,
    place_of,
    zones_apply,
)
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.models import Partnership
from yuinowa.partnerships.queries.partnerships import there


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands: ``applies`` is false where no side is public, or all are; ``fits`` whether form and zone go together."""

    applies: bool
    form: str
    zone: str
    fits: bool
    reason: str
    drawing: SafeString


@dataclass(frozen=True, slots=True)
class FormLine:
    """One of the fifteen forms: its meaning, by zone whether it is usual there, whether it is this partnership's."""

    name: str
    meaning: str
    usual: tuple[bool, ...]
    is_ours: bool


def standing_of(partnership: Partnership) -> Standing:
    """Where ``partnership`` stands, as it says itself."""
    form, zone = Form(partnership.form), Zone(partnership.zone)
    kinds = kinds_of([party.institution_id for party in there(partnership)])
    name = str(words.ZONES[zone])
    label = _(
        "The five zones from the civic to the public side; two to four are those of working together. This partnership stands in zone %(number)s: %(zone)s"
    ) % {"number": place_of(zone) + 1, "zone": name}
    drawn = ZoneWords(
        heads=[(str(first), str(second)) for first, second in words.ZONE_HEADS.values()],
        first=_("The civic side bears most"),
        second=_("The public side bears most"),
        together=_("Zones of working together"),
    )
    return Standing(
        applies=zones_apply(kinds.values()),
        form=str(words.FORMS[form]),
        zone=name,
        fits=fits(form, zone),
        reason=partnership.zone_reason,
        drawing=zones([place_of(zone)], drawn, label=label),
    )


def forms_by_zone(partnership: Partnership) -> list[FormLine]:
    """The fifteen forms, and in which zones each is usual."""
    return [
        FormLine(
            str(words.FORMS[form]),
            str(words.FORM_MEANINGS[form]),
            tuple(zone in FITS[form] for zone in Zone),
            form == partnership.form,
        )
        for form in Form
    ]
