"""The files of large editions on disk: each printed once, whole or not at all, and given as it was printed.

An edition is fixed from the moment it is prepared; its files say besides whether and when it was published. The name
of a file is made of both, so that what was printed of a prepared edition is never given for the published one.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings

from yuinowa.documents import pdf, xlsx
from yuinowa.documents.pdf import print_pdf
from yuinowa.plans.domain.edition_run import FILE_DEEDS, EditionDeed
from yuinowa.plans.exchange import edition_files
from yuinowa.plans.models import Edition, EditionRun
from yuinowa.plans.queries.edition_pages import EditionView
from yuinowa.plans.queries.edition_runs import work_on_files

MEDIA_TYPES: Mapping[EditionDeed, str] = {
    EditionDeed.PDF: pdf.MEDIA_TYPE,
    EditionDeed.WORKBOOK: xlsx.MEDIA_TYPE,
}
#: How the system says that a file is not there, or its folder.
_ABSENT = (FileNotFoundError, NotADirectoryError)
#: How each file is printed anew, without keeping the PDF a second time among the prints.
_PRINTED: Mapping[EditionDeed, Callable[[EditionView], bytes]] = {
    EditionDeed.PDF: lambda view: edition_files.edition_report(view, print_with=print_pdf),
    EditionDeed.WORKBOOK: edition_files.edition_workbook,
}


@dataclass(frozen=True)
class EditionFile:
    """One file of an edition: there with its size in bytes, or what is known of the work on it."""

    deed: EditionDeed
    size: int | None
    run: EditionRun | None = None

    @property
    def is_there(self) -> bool:
        return self.size is not None

    @property
    def is_working(self) -> bool:
        return self.size is None and self.run is not None and self.run.is_working

    @property
    def is_failed(self) -> bool:
        return self.size is None and self.run is not None and self.run.is_failed


def files_of(edition: Edition) -> list[EditionFile]:
    """The PDF and the workbook of ``edition``, as far as they are. One query where one of them is missing."""
    sizes = {deed: _size(kept_path(edition, deed)) for deed in FILE_DEEDS}
    work = {} if None not in sizes.values() else work_on_files(edition)
    return [EditionFile(deed, size, work.get(deed)) for deed, size in sizes.items()]


def kept_path(edition: Edition, deed: EditionDeed) -> Path:
    """Where the file of ``edition``, as it is now, is or will be."""
    told = f"{edition.digest} {edition.number} {edition.published_at and edition.published_at.isoformat()}"
    stamp = hashlib.sha256(told.encode()).hexdigest()[:32]
    return Path(settings.EDITION_FILES_DIR) / f"{edition.pk}-{stamp}.{deed}"


def read_kept(edition: Edition, deed: EditionDeed) -> bytes | None:
    """The file as it was printed; None: it is not there (yet)."""
    with suppress(*_ABSENT):
        return kept_path(edition, deed).read_bytes()
    return None


def print_and_keep(view: EditionView, deed: EditionDeed) -> None:
    """Print a file of an edition and keep it. Two who do so at once write the same.

    Raises:
        InputRefused: characters that no font has.
        Unavailable: it could not be printed in time.
        OSError: it could not be written.
    """
    kept = kept_path(view.edition, deed)
    made = _PRINTED[deed](view)
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
    folder = Path(settings.EDITION_FILES_DIR)
    wanted = {kept_path(edition, deed) for edition in editions for deed in FILE_DEEDS}
    stray = [path for path in folder.glob("*.*") if path not in wanted and _is_older(path, before)]
    for path in stray:
        path.unlink(missing_ok=True)
    return len(stray)


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
