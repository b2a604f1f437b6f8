"""What a printed file is made of: an edition, or a plan as somebody reads it. Both go out as PDF and as a workbook.

``carried`` has the papers that nobody prints: a whole plan to take along, a year's forms to fill in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.translation import get_language

from yuinowa import __version__
from yuinowa.documents.pdf import Json, kept_pdf
from yuinowa.plans.domain.edition import MANY_SHEETS
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange import edition_files, report_pdf, workbooks
from yuinowa.plans.models import Edition, Plan
from yuinowa.plans.queries import PrintedPlan
from yuinowa.plans.queries.edition_drafts import published_sheets
from yuinowa.plans.queries.edition_pages import EditionView, view_of
from yuinowa.plans.queries.identity import identity_of

#: How the press prints: a template with its data.
PrintWith = Callable[[str, Json], bytes]

_OF_EDITION: Mapping[FileForm, Callable[[EditionView, PrintWith], bytes]] = {
    FileForm.PDF: lambda view, with_: edition_files.edition_report(view, print_with=with_),
    FileForm.WORKBOOK: lambda view, _with: edition_files.edition_workbook(view),
}
_OF_PLAN: Mapping[FileForm, Callable[[PrintedPlan, PrintWith], bytes]] = {
    FileForm.PDF: lambda printed, with_: report_pdf.plan_report(printed, print_with=with_),
    FileForm.WORKBOOK: lambda printed, _with: workbooks.plan_workbook(printed),
}


class Paper(Protocol):
    """An edition or a plan, as its files need it."""

    @property
    def plan(self) -> Plan: ...
    @property
    def edition(self) -> Edition | None: ...
    @property
    def stamp(self) -> str:
        """By its content: what has another stamp is printed another way."""

    @property
    def sheets(self) -> tuple[int, ...]:
        """The ids of the sheets that are shown; empty where the paper has all of its own."""

    @property
    def count(self) -> int:
        """How many sheets its files have."""

    @property
    def fiscal_year(self) -> int | None:
        """Of forms, their year."""

    @property
    def department(self) -> str:
        """Of forms, whose they are; empty: everybody's."""

    @property
    def folder(self) -> Path: ...
    @property
    def is_large(self) -> bool:
        """Whether making its files takes a while."""

    def file_name(self, form: FileForm) -> str:
        """What the file is called where it is kept by whoever takes it."""

    def printed_as(self, form: FileForm, *, print_with: PrintWith = ...) -> bytes:
        """The file.

        Raises:
            InputRefused: characters that no font has.
            Unavailable: it could not be printed in time.
        """


def hashed(told: str) -> str:
    """A name for what is told."""
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class EditionPaper:
    """An edition as it is now: fixed from the moment it is prepared, but for whether and when it was published."""

    edition: Edition
    sheets: tuple[int, ...] = ()
    fiscal_year: None = None
    department: str = ""

    @property
    def plan(self) -> Plan:
        return self.edition.plan

    @property
    def stamp(self) -> str:
        published = self.edition.published_at
        told = f"{self.edition.digest} {self.edition.number} {published and published.isoformat()}"
        return hashed(told)

    @property
    def folder(self) -> Path:
        return Path(settings.EDITION_FILES_DIR)

    @property
    def count(self) -> int:
        return published_sheets(self.edition.plan_id, self.edition.fiscal_year)

    def file_name(self, form: FileForm) -> str:
        year, number = self.edition.fiscal_year, self.edition.number
        return f"plan-{self.edition.plan_id}-{year}-{number}.{form}"

    @cached_property
    def view(self) -> EditionView:
        """Read whole: asked for where nothing is kept."""
        return view_of(self.edition)

    @property
    def is_large(self) -> bool:
        return self.view.is_large

    def printed_as(self, form: FileForm, *, print_with: PrintWith = kept_pdf) -> bytes:
        return _OF_EDITION[form](self.view, print_with)


@dataclass(frozen=True)
class PlanPaper:
    """A plan as somebody reads it: its files have the sheets that this reader is shown, and no others.

    They are kept by what they show. So a file is made anew once the plan has changed, and nobody is given what
    another was shown and they are not.
    """

    printed: PrintedPlan
    edition: None = None
    fiscal_year: None = None
    department: str = ""

    @property
    def plan(self) -> Plan:
        return self.printed.plan

    @cached_property
    def stamp(self) -> str:
        # The words around the figures are those of the reader's language, and of this release.
        return hashed(f"{identity_of(self.printed)} {get_language()} {__version__}")

    @cached_property
    def sheets(self) -> tuple[int, ...]:
        return tuple(sheet.sheet.pk for _project, sheet in self.printed.sheets())

    @property
    def count(self) -> int:
        return len(self.sheets)

    def file_name(self, form: FileForm) -> str:
        return f"plan-{self.plan.pk}.{form}"

    @property
    def folder(self) -> Path:
        return Path(settings.PLAN_FILES_DIR)

    @property
    def is_large(self) -> bool:
        return len(self.sheets) >= MANY_SHEETS

    def printed_as(self, form: FileForm, *, print_with: PrintWith = kept_pdf) -> bytes:
        return _OF_PLAN[form](self.printed, print_with)
