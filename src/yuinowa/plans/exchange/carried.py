"""What leaves the site to come back: a whole plan to take along, and a year's forms to fill in. Papers, like those that are printed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language

from yuinowa import __version__
from yuinowa.documents.pdf import kept_pdf
from yuinowa.plans.domain.edition import MANY_SHEETS
from yuinowa.plans.domain.run import FileForm
from yuinowa.plans.exchange import whole
from yuinowa.plans.exchange.papers import PrintWith, hashed
from yuinowa.plans.exchange.sheet_forms import forms_workbook
from yuinowa.plans.models import Plan, Sheet
from yuinowa.plans.queries.drafts import Draft, drafts_on
from yuinowa.plans.queries.identity import identity_of_drafts
from yuinowa.plans.queries.returned import departments_among, departments_on

#: From so many sheets of all years on, taking a plan along is the work of a job: below, either file takes less than a
#: second of processor (measured.md).
MANY_TO_TAKE = 400
#: What no file system takes in a name.
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
#: ZIP knows no moment before; the same forms give the same bytes.
_NO_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class WholePaper:
    """Everything a plan holds. Who may have it, the page asks (``plan.take_along``)."""

    plan: Plan
    edition: None = None
    sheets: tuple[int, ...] = ()
    fiscal_year: None = None
    department: str = ""

    @cached_property
    def count(self) -> int:
        return Sheet.objects.filter(project__plan=self.plan).count()

    @cached_property
    def rows(self) -> whole.Rows:
        return whole.rows_of(self.plan)

    @cached_property
    def stamp(self) -> str:
        # The rows are all there is in the file, but for a few words in the reader's language.
        return hashed(f"{self.rows.tables!r} {get_language()} {__version__}")

    @property
    def folder(self) -> Path:
        return Path(settings.PLAN_FILES_DIR)

    @property
    def is_large(self) -> bool:
        return self.count >= MANY_TO_TAKE

    def file_name(self, form: FileForm) -> str:
        return f"plan-{self.plan.pk}-{form}"

    def printed_as(self, form: FileForm, *, print_with: PrintWith = kept_pdf) -> bytes:  # noqa: ARG002  # nothing is printed
        if form is FileForm.WHOLE_JSON:
            return whole.as_json(self.rows)
        return whole.as_workbook(self.rows, title=self.plan.name)


@dataclass(frozen=True)
class FormsPaper:
    """The drafts of a year to fill in, or those of one department. Who may have them, the page asks (``round.edit``)."""

    plan: Plan
    fiscal_year: int
    found: tuple[Sheet, ...]
    department: str = ""
    edition: None = None

    @property
    def count(self) -> int:
        return len(self.found)

    @property
    def sheets(self) -> tuple[int, ...]:
        return tuple(sheet.pk for sheet in self.found)

    @cached_property
    def drafts(self) -> list[Draft]:
        return drafts_on(self.plan, self.found)

    @cached_property
    def stamp(self) -> str:
        told = identity_of_drafts(self.plan, self.drafts)
        return hashed(f"{told} {self.department} {get_language()} {__version__}")

    @property
    def folder(self) -> Path:
        return Path(settings.PLAN_FILES_DIR)

    @property
    def is_large(self) -> bool:
        return self.count >= MANY_SHEETS

    def file_name(self, form: FileForm) -> str:
        name, _dot, ending = form.partition(".")
        return self._named(name, self.department, ending)

    def _named(self, name: str, department: str, ending: str) -> str:
        # Several departments' files lie in one folder until they are sent: each bears its department's name.
        whose = f"-{_NOT_IN_NAMES.sub('・', department)}" if department else ""
        return f"plan-{self.plan.pk}-{self.fiscal_year}-{name}{whose}.{ending}"

    def printed_as(self, form: FileForm, *, print_with: PrintWith = kept_pdf) -> bytes:  # noqa: ARG002  # nothing is printed
        if form is FileForm.FORMS:
            return forms_workbook(self.plan, self.drafts)
        return self._apart(departments_among(self.found))

    def _apart(self, departments: Collection[str]) -> bytes:
        """A workbook for each department. A sheet of several departments stands with each of them."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            for department in departments:
                theirs = [
                    draft for draft in self.drafts if department in departments_on(draft.sheet)
                ]
                member = zipfile.ZipInfo(self._named("forms", department, "xlsx"), _NO_MOMENT)
                archive.writestr(member, forms_workbook(self.plan, theirs))
        return packed.getvalue()
