"""What a file is made of: an edition, or a plan as somebody reads it. Both go out as PDF and as a workbook."""

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
        """Of a plan, the ids of the sheets that are shown."""

    @property
    def folder(self) -> Path: ...
    @property
    def is_large(self) -> bool:
        """Whether making its files takes a while."""

    def printed_as(self, form: FileForm, *, print_with: PrintWith = ...) -> bytes:
        """The file.

        Raises:
            InputRefused: characters that no font has.
            Unavailable: it could not be printed in time.
        """


def _hashed(told: str) -> str:
    return hashlib.sha256(told.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class EditionPaper:
    """An edition as it is now: fixed from the moment it is prepared, but for whether and when it was published."""

    edition: Edition
    sheets: tuple[int, ...] = ()

    @property
    def plan(self) -> Plan:
        return self.edition.plan

    @property
    def stamp(self) -> str:
        published = self.edition.published_at
        told = f"{self.edition.digest} {self.edition.number} {published and published.isoformat()}"
        return _hashed(told)

    @property
    def folder(self) -> Path:
        return Path(settings.EDITION_FILES_DIR)

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

    @property
    def plan(self) -> Plan:
        return self.printed.plan

    @cached_property
    def stamp(self) -> str:
        # The words around the figures are those of the reader's language, and of this release.
        return _hashed(f"{identity_of(self.printed)} {get_language()} {__version__}")

    @cached_property
    def sheets(self) -> tuple[int, ...]:
        return tuple(sheet.sheet.pk for _project, sheet in self.printed.sheets())

    @property
    def folder(self) -> Path:
        return Path(settings.PLAN_FILES_DIR)

    @property
    def is_large(self) -> bool:
        return len(self.sheets) >= MANY_SHEETS

    def printed_as(self, form: FileForm, *, print_with: PrintWith = kept_pdf) -> bytes:
        return _OF_PLAN[form](self.printed, print_with)
