"""The files of many sheets on disk: each printed once, whole or not at all, and given as it was printed.

The name of a file is made of what it prints (``papers``): what was printed of a prepared edition is never given for the
published one, nor what a plan was for what it is.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yuinowa.documents import pdf, xlsx
from yuinowa.documents.pdf import print_pdf
from yuinowa.plans.domain.run import PRINTED, FileForm
from yuinowa.plans.exchange.papers import EditionPaper, Paper
from yuinowa.plans.models import Edition, FileRun
from yuinowa.plans.queries.runs import work_on_files

MEDIA_TYPES: Mapping[FileForm, str] = {
    FileForm.PDF: pdf.MEDIA_TYPE,
    FileForm.WORKBOOK: xlsx.MEDIA_TYPE,
    FileForm.WHOLE_JSON: "application/json",
    FileForm.WHOLE_WORKBOOK: xlsx.MEDIA_TYPE,
    FileForm.FORMS: xlsx.MEDIA_TYPE,
    FileForm.FORMS_APART: "application/zip",
}
#: How the system says that a file is not there, or its folder.
_ABSENT = (FileNotFoundError, NotADirectoryError)


@dataclass(frozen=True)
class KeptFile:
    """One file of many sheets: there with its size in bytes, or what is known of the work on it."""

    form: FileForm
    size: int | None
    run: FileRun | None = None

    @property
    def is_there(self) -> bool:
        return self.size is not None

    @property
    def is_working(self) -> bool:
        return self.size is None and self.run is not None and self.run.is_working

    @property
    def is_failed(self) -> bool:
        return self.size is None and self.run is not None and self.run.is_failed


def files_of(paper: Paper, forms: Iterable[FileForm] = PRINTED) -> list[KeptFile]:
    """The PDF and the workbook of ``paper``, or ``forms`` of it, as far as they are. One query where one is missing."""
    sizes = {form: _size(kept_path(paper, form)) for form in forms}
    work = {} if None not in sizes.values() else work_of(paper)
    return [KeptFile(form, size, work.get(form)) for form, size in sizes.items()]


def work_of(paper: Paper) -> dict[FileForm, FileRun]:
    """The latest work on each file of ``paper``. One query."""
    return work_on_files(paper.plan, paper.edition, stamp=paper.stamp)


def kept_path(paper: Paper, form: FileForm) -> Path:
    """Where the file of ``paper``, as it is now, is or will be."""
    whose = paper.plan.pk if paper.edition is None else paper.edition.pk
    return paper.folder / f"{whose}-{paper.stamp}.{form}"


def read_kept(paper: Paper, form: FileForm) -> bytes | None:
    """The file as it was printed; None: it is not there (yet)."""
    with suppress(*_ABSENT):
        return kept_path(paper, form).read_bytes()
    return None


def print_and_keep(paper: Paper, form: FileForm) -> None:
    """Print a file and keep it. Two who do so at once write the same.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time.
        OSError: it could not be written.
    """
    kept = kept_path(paper, form)
    # Anew, without keeping the PDF a second time among the prints.
    made = paper.printed_as(form, print_with=print_pdf)
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=kept.parent, suffix=".part", delete=False) as part:
        path = Path(part.name)
        try:
            part.write(made)
        except OSError:
            path.unlink(missing_ok=True)
            raise
    path.replace(kept)


def erase_all_but(editions: Iterable[Edition], *, before: datetime) -> int:
    """Erase what was printed of other editions, and of these before they were what they are now; how many files.

    Only files written ``before``: one that is being written, or was just now, is nobody's leaving.
    """
    papers = map(EditionPaper, editions)
    wanted = {kept_path(paper, form) for paper in papers for form in PRINTED}
    return _erase(Path(settings.EDITION_FILES_DIR), before=before, wanted=wanted)


def erase_of_plans(*, before: datetime) -> int:
    """Erase the files of plans that were printed ``before``; how many."""
    return _erase(Path(settings.PLAN_FILES_DIR), before=before)


def _erase(folder: Path, *, before: datetime, wanted: Iterable[Path] = ()) -> int:
    kept = set(wanted)
    over = [path for path in folder.glob("*.*") if path not in kept and _is_older(path, before)]
    for path in over:
        path.unlink(missing_ok=True)
    return len(over)


def _is_older(path: Path, than: datetime) -> bool:
    try:
        return path.stat().st_mtime < than.timestamp()
    except FileNotFoundError:
        return False


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except _ABSENT:
        return None
