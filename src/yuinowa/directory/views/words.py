"""An institution's codes in words, as list, page and file say them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yuinowa.core.rights import Level
from yuinowa.directory import labels
from yuinowa.directory.domain.criteria import TakesPart
from yuinowa.directory.domain.institutions import InstitutionKind, NameKind, Status
from yuinowa.directory.models import Institution
from yuinowa.kernel.textkeys import search_key
from yuinowa.ui.parts import Tag


def kinds_of(institution: Institution) -> list[str]:
    """What it is, in words; an institution may be several things."""
    return [str(labels.KINDS[InstitutionKind(row.kind)]) for row in institution.kinds.all()]


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name beside the present one, and what kind of name it is."""

    label: str
    name: str
    until: date | None = None

    def tells_more_than(self, name: str) -> bool:
        """Whether ``name`` does not hold it already: 三康図書館 says nothing new beside 附属三康図書館."""
        return search_key(self.name) not in search_key(name)


def names_of(institution: Institution) -> list[OtherName]:
    """Former, short and other names; the English one stands beside the reading."""
    return [
        OtherName(str(labels.NAME_KINDS[NameKind(row.kind)]), row.name, row.until)
        for row in institution.names.all()
        if row.name != institution.name_en
    ]


def tags_of(institution: Institution, *, in_list: bool = False) -> list[Tag]:
    """Whether it is still there, takes part, is made up, is hidden from some, has confirmed its entry.

    A list leaves out what holds for nearly every row.
    """
    found = []
    status = Status(institution.status)
    if status is not Status.ACTIVE:
        found.append(Tag(str(labels.STATUSES[status]), "care"))
    if institution.member:
        found.append(Tag(str(labels.TAKES_PART[TakesPart.YES]), "good", "check"))
    elif not in_list and not status.is_over:
        found.append(Tag(str(labels.TAKES_PART[TakesPart.NO])))
    if institution.region_office:
        found.append(Tag(_("Region office")))
    if institution.demo:
        found.append(Tag(_("Made up (demonstration)"), "care"))
    if institution.level != Level.PUBLIC:
        found.append(Tag(str(labels.LEVELS[Level(institution.level)]), "care"))
    if institution.last_confirmed is None and not in_list and not status.is_over:
        found.append(Tag(_("Not yet confirmed by the institution"), "care", "alert"))
    return found
