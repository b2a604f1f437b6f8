"""What can be wrong with a metric's definition, and the refusal that names it all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from yuinowa.kernel.errors import InputRefused


class Fault(StrEnum):
    """What can be wrong with a definition; ``labels`` has the sentence and the next step of each."""

    NOT_AN_OBJECT = "not_an_object"
    UNREADABLE = "unreadable"
    UNKNOWN_KEY = "unknown_key"
    MISSING_KEY = "missing_key"
    NOT_A_WORD = "not_a_word"
    NOT_A_LIST = "not_a_list"
    NOT_A_NUMBER = "not_a_number"
    BAD_CODE = "bad_code"
    BAD_LABEL = "bad_label"
    NAMED_TWICE = "named_twice"
    TOO_MANY = "too_many"
    UNKNOWN_KIND = "unknown_kind"
    UNIT_NOT_OF_KIND = "unit_not_of_kind"
    UNKNOWN_INSTITUTION_KIND = "unknown_institution_kind"
    BAD_AREA = "bad_area"
    BAD_ID = "bad_id"
    BAD_METRIC_REF = "bad_metric_ref"
    UNKNOWN_METRIC = "unknown_metric"
    RATIO_OF_RATIO = "ratio_of_ratio"
    PERIODS_DIFFER = "periods_differ"
    PARTS_HAVE_GROUPS = "parts_have_groups"
    NOT_FOR_RATIO = "not_for_ratio"
    UNDIRECTED_KIND = "undirected_kind"
    # What no roll-up answers (domain.planner, rule 2)
    PARTNERS_OF_TOTAL = "partners_of_total"
    ENTRIES_OF_TOTAL = "entries_of_total"
    PARTNERS_BY_PARTNER = "partners_by_partner"
    MONTHS_OF_PARTNERS = "months_of_partners"
    MONTHS_OF_CONTEXTS = "months_of_contexts"
    MONTHS_TO_DATE = "months_to_date"
    DAYS_OF_CONTEXTS = "days_of_contexts"
    CONTEXTS_OF_NONE = "contexts_of_none"
    PARTNERS_OF_RESIDENTS = "partners_of_residents"
    NEW_TO_DATE = "new_to_date"
    RATIO_OF_DAYS = "ratio_of_days"
    # What a saved version does not let happen (rule 11)
    VERSION_NOT_NEXT = "version_not_next"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, where it is, and what was found there."""

    fault: Fault
    place: str
    found: str = ""
    #: What may stand there.
    known: tuple[str, ...] = ()


class DefinitionRefused(InputRefused):
    """A definition that cannot be saved; ``findings`` hold every fault, ``labels`` has their sentences."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(
            "The definition of the metric has a fault here.",
            place=self.findings[0].place,
            next_step="Correct the definition and save it again.",
        )

    def __str__(self) -> str:
        return "; ".join(f"{f.place}: {f.fault} {f.found}".rstrip() for f in self.findings)
