"""What an import came to: counts, and every fault with its place (R8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from yuinowa.directory.domain.policy import IMPORT
from yuinowa.directory.domain.records import Finding
from yuinowa.directory.domain.sources import SOURCES, SourceCode
from yuinowa.directory.services.findings import FINDINGS, in_words
from yuinowa.documents.csv import csv_bytes


@dataclass(slots=True)
class ImportReport:
    """``read`` is ``taken`` and ``refused``; of what was taken, ``warned`` rows left something open."""

    source: SourceCode
    file: str
    coding: str
    read: int = 0
    refused: int = 0
    created: int = 0
    joined_sure: int = 0
    joined_probable: int = 0
    updated: int = 0
    unchanged: int = 0
    #: Stood alone because several institutions were equally good.
    undecided: int = 0
    faults: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    @property
    def taken(self) -> int:
        return (
            self.created + self.joined_sure + self.joined_probable + self.updated + self.unchanged
        )

    @property
    def warned(self) -> int:
        return len({finding.key for finding in self.warnings})

    def counts(self) -> dict[str, int]:
        """For the audit trail."""
        names = (
            "read", "refused", "created", "joined_sure", "joined_probable", "updated", "unchanged", "undecided",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names} | {"warned": self.warned}

    def faults_as_csv(self) -> bytes:
        """The full list (R8), a line for each fault in the order of the file."""
        columns = (_("Line"), _("Key"), _("Column"), _("What is written"), _("What to do"))
        return csv_bytes(
            columns,
            (
                (fault.line, fault.key, fault.column, fault.value, str(FINDINGS[fault.code]))
                for fault in self.faults
            ),
        )

    def __str__(self) -> str:
        return "\n".join(self.lines())

    def lines(self) -> Iterator[str]:
        """The report in words, faults first; so many as are shown at once, and how many more there are."""
        yield _(
            "%(source)s: %(read)s records read in %(coding)s. New %(created)s, joined for sure "
            "%(sure)s, joined probably %(probable)s, changed %(updated)s, as before %(unchanged)s, "
            "refused %(refused)s; %(warned)s with warnings."
        ) % {
            "source": SOURCES[self.source].title,
            "read": f"{self.read:,}",
            "coding": self.coding,
            "created": f"{self.created:,}",
            "sure": f"{self.joined_sure:,}",
            "probable": f"{self.joined_probable:,}",
            "updated": f"{self.updated:,}",
            "unchanged": f"{self.unchanged:,}",
            "refused": f"{self.refused:,}",
            "warned": f"{self.warned:,}",
        }
        yield from map(in_words, self.faults[: IMPORT.shown_faults])
        more = len(self.faults) - IMPORT.shown_faults
        if more > 0:
            yield _("And %(more)s faults more.") % {"more": more}
        for code, count in Counter(finding.code for finding in self.warnings).most_common():
            yield _("Warning, %(count)s times: %(what)s") % {
                "count": count,
                "what": FINDINGS[code],
            }
