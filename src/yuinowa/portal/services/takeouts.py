"""All that is an institution's as a file: asked for, made by a job, fetched while it lasts, deleted."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock, outbox, rights, takeout, waits
from yuinowa.core.idempotency import once as only_once
from yuinowa.core.move import begin, move
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import WrongState, YuinowaError
from yuinowa.portal.domain.takeouts import (
    AT_ONCE_ROWS,
    KEEP_TAKEOUTS,
    TakeoutAction,
    TakeoutState,
)
from yuinowa.portal.exchange.taking_out import write_file
from yuinowa.portal.models import Takeout

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

MAKE_JOB = "portal.make-takeout"


def file_of(found: Takeout) -> Path:
    """Where the file lies while it lasts; beside the data, so that no backup holds it."""
    return _folder() / f"{found.pk}.zip"


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "takeouts"


def begin_takeout(institution: Institution, *, once: str, actor: Actor) -> Takeout:
    """Have the file of ``institution`` made; a small one is there when this comes back.

    Raises:
        NotAllowed: ``actor`` is no administrator of it.
        SignInAgain: ``actor`` signed in too long ago (R27).
        WrongState: one is being made already.
    """
    wanted = Takeout(institution=institution, person=actor.person, created_at=clock.now())
    rights.require(actor, "takeout.make", wanted)
    rights.require_fresh(actor)
    try:
        made, is_new = only_once(once, actor, lambda: _begun(wanted, actor))
    except IntegrityError as error:
        raise WrongState(
            _("A file is being made already."), next_step=_("Wait until it is there.")
        ) from error
    if is_new and sum(takeout.counts(institution.pk).values()) <= AT_ONCE_ROWS:
        make_takeout(made.pk)
        made.refresh_from_db()
    return made


@transaction.atomic
def _begun(wanted: Takeout, actor: Actor) -> Takeout:
    wanted.full_clean(validate_constraints=False)  # that one is being made is told by the database
    wanted.save()
    begin(wanted)
    outbox.enqueue(
        MAKE_JOB,
        key=str(wanted.pk),
        payload={"takeout": wanted.pk, "language": translation.get_language() or "ja"},
    )
    audit.record("takeout.begin", wanted, actor=actor, after={"institution": wanted.institution_id})
    return wanted


def make_takeout(pk: int) -> None:
    """Write the file that is waited for; nothing, if it was written or given up. A disk that is full is told."""
    found = Takeout.objects.filter(pk=pk, state=TakeoutState.MAKING.value).first()
    if found is None:
        return
    part = _folder() / f"{pk}.{os.getpid()}.part"
    try:
        counts, digest = _written(found, part)
    except OSError as error:
        part.unlink(missing_ok=True)
        _finish(found, TakeoutAction.FAIL, trouble=_("It could not be written: %(fault)s.") % {"fault": error.strerror or ""})  # fmt: skip
        return
    size = part.stat().st_size
    part.replace(file_of(found))
    _finish(
        found,
        TakeoutAction.FINISH,
        rows=sum(counts.values()),
        size=size,
        digest=digest,
        made_at=clock.now(),
    )


def _written(found: Takeout, part: Path) -> tuple[dict[str, int], str]:
    """Rows by table and the digest of the file, readable by its owner alone; a killed job's part is replaced."""

    def tell(done: int, total: int) -> None:
        Takeout.objects.filter(pk=found.pk).update(done=done, total=total)

    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_RDWR, 0o600), "w+b") as file:
        counts = write_file(found.institution_id, found.institution.name, file, tell=tell)
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        return counts, hashlib.file_digest(file, "sha256").hexdigest()


def _finish(found: Takeout, action: TakeoutAction, **values: object) -> None:
    def keep(row: Takeout) -> None:
        for name, value in values.items():
            setattr(row, name, value)

    try:
        move(found, action, actor=Actor.system(), expected_version=found.version, change=keep)
    except YuinowaError:
        # Another process made it at the same moment, from the same tables.
        if Takeout.objects.filter(pk=found.pk, version=found.version).exists():
            raise


def fetch_takeout(found: Takeout, *, actor: Actor) -> Path:
    """The file, to be sent to ``actor``; each time leaves a row in the trail.

    Raises:
        SignInAgain: ``actor`` signed in too long ago (R27).
        TransitionRefused: it is not ready, or no more.
    """
    rights.require(actor, "takeout.fetch", found)
    rights.require_fresh(actor)
    path = file_of(found)
    if not path.exists() and found.state != TakeoutState.MAKING:
        raise WrongState(
            _("The file was deleted when its time was over."), next_step=_("Have it made again.")
        )
    move(found, TakeoutAction.FETCH, actor=actor)
    return path


def drop_takeout(found: Takeout, *, version: int, actor: Actor) -> None:
    """Delete the file before its time.

    Raises:
        TransitionRefused, VersionMovedOn: it has moved on.
    """
    rights.require(actor, "takeout.drop", found)
    move(found, TakeoutAction.DROP, actor=actor, expected_version=version)
    file_of(found).unlink(missing_ok=True)


def erase_old_takeouts() -> int:
    """Delete files whose time is over, with their rows; and what no row knows. How many rows."""
    over = clock.now() - KEEP_TAKEOUTS
    with transaction.atomic():
        old = list(Takeout.objects.filter(created_at__lt=over))
        for found in old:
            waits.close_wait(found)
        Takeout.objects.filter(pk__in=[found.pk for found in old]).delete()
    lasting = Takeout.objects.filter(
        state__in=[TakeoutState.READY.value, TakeoutState.FETCHED.value]
    )
    kept = {str(pk) for pk in lasting.values_list("pk", flat=True)}
    for path in _folder().glob("*"):
        is_fresh = path.stat().st_mtime > (clock.now().timestamp() - KEEP_TAKEOUTS.total_seconds())
        if not (path.stem in kept or (path.suffix == ".part" and is_fresh)):
            path.unlink(missing_ok=True)
    return len(old)
