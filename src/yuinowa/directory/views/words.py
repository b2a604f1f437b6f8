"""An institution's codes in words, as list, page and file say them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from yuinowa.core.rights import Level
from yuinowa.directory import labels
from yuinowa.directory.domain.criteria import TakesPart
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.models import Institution
from yuinowa.ui.parts import Tag


def kinds_of(institution: Institution) -> list[str]:
    """What it is, in words; an institution may be several things."""
    return [str(labels.KINDS[InstitutionKind(row.kind)]) for row in institution.kinds.all()]


def tags_of(institution: Institution, *, in_list: bool = False) -> list[Tag]:
    """Whether it takes part, is made up, is hidden from some, has confirmed its entry.

    A list leaves out what holds for nearly every row.
    """
    found = []
    if institution.member:
        found.append(Tag(str(labels.TAKES_PART[TakesPart.YES]), "good", "check"))
    elif not in_list:
        found.append(Tag(str(labels.TAKES_PART[TakesPart.NO])))
    if institution.region_office:
        found.append(Tag(_("Region office")))
    if institution.demo:
        found.append(Tag(_("Made up (demonstration)"), "care"))
    if institution.level != Level.PUBLIC:
        found.append(Tag(str(labels.LEVELS[Level(institution.level)]), "care"))
    if institution.last_confirmed is None and not in_list:
        found.append(Tag(_("Not yet confirmed by the institution"), "care", "alert"))
    return found
