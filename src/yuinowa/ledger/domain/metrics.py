"""A metric (集計式): a named, versioned question to the ledger, as checked values.

Its definition as people write it is read in ``definitions``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Self

from yuinowa.ledger.domain.indicators import SubjectKind
from yuinowa.ledger.domain.kinds import Kind
from yuinowa.ledger.domain.values import MetricRef


class Count(StrEnum):
    """What is counted."""

    QUANTITY = "quantity"
    ENTRIES = "entries"
    #: Institutions with something left after corrections (rule 4).
    PARTNERS = "partners"
    #: Partners in whose case no earlier year has anything.
    NEW_PARTNERS = "new_partners"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    RATIO = "ratio"


class AskedSide(StrEnum):
    """Which side of the subject is asked for; a leg has only the first two (``deeds.Side``)."""

    GIVEN = "given"
    RECEIVED = "received"
    #: Given plus received of the subject.
    BOTH = "both"
    #: Principal legs of the region, counted from the giving side.
    TOTAL = "total"


class ScopeRule(StrEnum):
    """Whose legs count: the institution's own, or those of the residents of its area."""

    INSTITUTION = "institution"
    RESIDENTS = "residents"


class ContextRule(StrEnum):
    ANY = "any"
    SOME = "some"
    NONE = "none"
    #: The one bound where the metric is used: a partnership's goal.
    THIS = "this"


class Period(StrEnum):
    MONTH = "month"
    FISCAL_YEAR = "fiscal_year"
    #: From the first year of the plan or agreement.
    TO_DATE = "to_date"


class VoiceRule(StrEnum):
    """Which of the voices counts; they are never added together."""

    CHOSEN = "chosen"
    RECORDED = "recorded"
    STATED = "stated"


class Lineage(StrEnum):
    """Whether predecessors count as themselves, or as the institution they became."""

    THEN = "then"
    NOW = "now"


class Group(StrEnum):
    MONTH = "month"
    KIND = "kind"
    PARTNER = "partner"
    PARTNER_KIND = "partner_kind"
    PARTNER_AREA = "partner_area"
    CONTEXT = "context"


#: What a group looks at the partner for.
PARTNER_GROUPS = frozenset({Group.PARTNER, Group.PARTNER_KIND, Group.PARTNER_AREA})
PARTNER_COUNTS = frozenset({Count.PARTNERS, Count.NEW_PARTNERS})
DAY_COUNTS = frozenset({Count.FIRST_DAY, Count.LAST_DAY})

#: The unit of a result that is not the unit of its legs.
UNIT_OF_COUNT = {
    Count.ENTRIES: "entry",
    Count.PARTNERS: "institution",
    Count.NEW_PARTNERS: "institution",
    Count.FIRST_DAY: "day",
    Count.LAST_DAY: "day",
}
UNIT_OF_RATIO = {1: "ratio", 100: "percent", 1000: "per_thousand"}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The registered words of the day on which a definition is read."""

    kinds: Mapping[str, Kind]
    institution_kinds: Collection[str]


@dataclass(frozen=True, slots=True)
class PartnerFilter:
    """Which partners count. Kinds and areas are those of today (rule 9)."""

    kinds: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    only: tuple[int, ...] = ()
    exclude: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.areas or self.only or self.exclude)

    @property
    def looks_up(self) -> bool:
        """Whether the directory has to say what a partner is."""
        return bool(self.kinds or self.areas)


@dataclass(frozen=True, slots=True)
class Ratio:
    numerator: MetricRef
    denominator: MetricRef
    times: int

    @property
    def parts(self) -> tuple[MetricRef, MetricRef]:
        return self.numerator, self.denominator


@dataclass(frozen=True, slots=True)
class Metric:
    """A definition that has been read. ``kinds`` is frozen: the patterns written out when it was saved."""

    code: str
    version: int
    label_ja: str
    label_en: str
    count: Count
    period: Period
    unit: str = ""
    patterns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    side: AskedSide = AskedSide.BOTH
    scopes: tuple[ScopeRule, ...] = ()
    partner: PartnerFilter = field(default_factory=PartnerFilter)
    context: ContextRule = ContextRule.ANY
    voice: VoiceRule = VoiceRule.CHOSEN
    lineage: Lineage = Lineage.THEN
    group: tuple[Group, ...] = ()
    ratio: Ratio | None = None

    @property
    def ref(self) -> MetricRef:
        return MetricRef(self.code, self.version)

    @property
    def asked_scopes(self) -> tuple[ScopeRule, ...]:
        """The scopes that count; neither named means both. Partners are institutions (rule 4)."""
        if self.count in PARTNER_COUNTS:
            return (ScopeRule.INSTITUTION,)
        return self.scopes or tuple(ScopeRule)

    @property
    def result_unit(self) -> str:
        """The unit of the answer: that of the legs, or what the count makes of them."""
        if self.ratio is not None:
            return UNIT_OF_RATIO[self.ratio.times]
        return UNIT_OF_COUNT.get(self.count, self.unit)

    def as_json(self) -> dict[str, Any]:
        """The definition in its canonical form; ``parse`` reads it back to an equal metric."""
        head: dict[str, Any] = {
            "code": self.code,
            "version": self.version,
            "label": {"ja": self.label_ja, "en": self.label_en},
        }
        if self.ratio is not None:
            asked: dict[str, Any] = {
                "count": {
                    "ratio": [str(part) for part in self.ratio.parts],
                    "times": self.ratio.times,
                },
                "period": self.period.value,
            }
        else:
            asked = {
                "unit": self.unit,
                "count": self.count.value,
                "kinds": list(self.patterns),
                "side": self.side.value,
                "period": self.period.value,
            }
            asked |= self._options()
        if self.group:
            asked["group"] = [word.value for word in self.group]
        return head | asked

    def _options(self) -> dict[str, Any]:
        """What differs from the default, so that equal questions have equal definitions."""
        said: dict[str, Any] = {}
        if self.scopes:
            said["scope"] = [word.value for word in self.scopes]
        if self.partner:
            said["partner"] = {
                key: list(values)
                for key, values in (
                    ("kind", self.partner.kinds),
                    ("area", self.partner.areas),
                    ("only", self.partner.only),
                    ("except", self.partner.exclude),
                )
                if values
            }
        if self.context is not ContextRule.ANY:
            said["context"] = self.context.value
        if self.voice is not VoiceRule.CHOSEN:
            said["voice"] = self.voice.value
        if self.lineage is not Lineage.THEN:
            said["lineage"] = self.lineage.value
        return said


@dataclass(frozen=True, slots=True)
class Subject:
    """About whom a metric is asked. Several institutions are one group, never added up (rule 5)."""

    kind: SubjectKind
    institutions: tuple[int, ...] = ()
    context: int | None = None

    @classmethod
    def of(cls, *institutions: int) -> Self:
        return cls(SubjectKind.INSTITUTIONS, tuple(sorted(set(institutions))))

    @classmethod
    def region(cls) -> Self:
        return cls(SubjectKind.REGION)

    @classmethod
    def of_context(cls, context: int, *institutions: int) -> Self:
        """A partnership as a whole, or the part of ``institutions`` in it."""
        return cls(SubjectKind.CONTEXT, tuple(sorted(set(institutions))), context)
