"""The levels of a plan in words: as the plan itself calls them, or the usual words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.plans.domain.structure import Part
from yuinowa.plans.labels.structure import MANY_PARTS, NEW_PARTS, PARTS
from yuinowa.ui.words import in_japanese


@dataclass(frozen=True)
class Levels:
    """How pages call the parts of one plan. ``names`` are the plan's own; other languages keep the usual words."""

    names: Mapping[Part, str]

    def of(self, part: Part) -> str:
        """One part: 方針."""
        return self._own(part) or str(PARTS[part])

    def many(self, part: Part) -> str:
        """Several, as a figure counts them."""
        return self._own(part) or str(MANY_PARTS[part])

    def add(self, part: Part) -> str:
        """What the button says that adds one."""
        own = self._own(part)
        return _("Add: %(level)s") % {"level": own} if own else str(NEW_PARTS[part])

    def _own(self, part: Part) -> str:
        """The plan's word where it is another than the usual one, which plain Japanese has with its reading."""
        own = self.names.get(part, "") if in_japanese() else ""
        with translation.override("ja"):
            return "" if own == str(PARTS[part]) else own

    @property
    def all(self) -> list[str]:
        return [self.many(part) for part in (Part.GOAL, Part.MEASURE, Part.PROJECT)]

    @property
    def goals(self) -> str:
        return self.many(Part.GOAL)

    @property
    def measure(self) -> str:
        return self.of(Part.MEASURE)

    @property
    def measures(self) -> str:
        return self.many(Part.MEASURE)

    @property
    def project(self) -> str:
        return self.of(Part.PROJECT)

    @property
    def projects(self) -> str:
        return self.many(Part.PROJECT)

    @property
    def add_goal(self) -> str:
        return self.add(Part.GOAL)

    @property
    def add_measure(self) -> str:
        return self.add(Part.MEASURE)

    @property
    def add_project(self) -> str:
        return self.add(Part.PROJECT)
