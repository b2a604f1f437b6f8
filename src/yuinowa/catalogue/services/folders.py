"""The folder that the operator has watched: files that libraries' systems lay there are received as if they were sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.folders import dated, given, noted, whole
from yuinowa.catalogue.domain.sources import Missing, RunState, Way
from yuinowa.catalogue.exchange.drop_folder import Subfolder, opened
from yuinowa.catalogue.models import FolderLook, Run, Source
from yuinowa.catalogue.services import harvests, unattended
from yuinowa.catalogue.services.runs import steps
from yuinowa.catalogue.services.runs.storage import KEEP_FILES
from yuinowa.core import clock, outbox
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import YuinowaError

logger = logging.getLogger(__name__)

LOOK_JOB = "catalogue.look-folder"
#: A job is at such a run, whoever sent its file; the next file waits.
_AT_WORK = (RunState.READING, RunState.TAKING, RunState.UNDOING)
#: A person is waited for with what came of the file before: the next one is shown against what then stands.
_BEFORE_SOMEBODY = (RunState.COLUMNS, RunState.PREVIEW)


def _watched() -> list[Source]:
    found = Source.objects.filter(way=Way.UPLOAD.value, is_active=True).exclude(folder="")
    return list(found.order_by("pk"))


def have_looked() -> int:
    """One job for each source that has a subfolder, so that none holds up another; how many."""
    found = _watched()
    with transaction.atomic():
        for source in found:
            outbox.enqueue(
                LOOK_JOB,
                key=f"{source.pk}/{clock.now():%Y%m%d%H%M}",
                payload={"source": source.pk},
                serial=f"catalogue-folder/{source.pk}",
            )
    return len(found)


def look(source_id: int) -> Run | None:
    """Receive the next file of the source, if one lies there whole and the one before is done with; its run.

    A file is moved aside before it is received. One that lies aside without a run (a death in between, a database
    that was put back) comes first.
    """
    folder = settings.DROP_FOLDER
    source = next((one for one in _watched() if one.pk == source_id), None)
    if folder is None or source is None:
        return None
    try:
        with opened(folder, source.folder) as place:
            return _next(place, source)
    except OSError as fault:
        # The place is the operator's matter: a folder that is not made yet, or may not be written.
        logger.warning("folder %s of source %s: %s", source.folder, source.pk, fault.strerror)
        return None


def _next(place: Subfolder, source: Source) -> Run | None:
    lying = place.lying()
    last = FolderLook.objects.filter(pk=source.pk).first() or FolderLook(source=source)
    ready = whole(lying, last.seen)
    if last.seen != (seen := noted(lying)):
        last.seen = seen
        last.save()
    if _is_busy(source):
        return None
    moved = _moved(place, [one.name for one in ready], source)
    for called in chain(_left_aside(place, source), moved):
        run = _received(place, source, called)
        if run is not None:
            return run
    return None


def _is_busy(source: Source) -> bool:
    return source.runs.filter(
        Q(state__in=_AT_WORK) | Q(state__in=_BEFORE_SOMEBODY, by_itself=True)
    ).exists()


def _left_aside(place: Subfolder, source: Source) -> list[str]:
    names = place.taken()
    laid = {called: f"{source.folder}/{called}" for called in names}
    known = set(Run.objects.filter(laid_as__in=laid.values()).values_list("laid_as", flat=True))
    return [called for called in names if laid[called] not in known]


def _moved(place: Subfolder, names: list[str], source: Source) -> Iterator[str]:
    """Move one after the other aside, each when it is its turn."""
    for name in names:
        moment = clock.now().astimezone(clock.TOKYO)
        called = dated(name, moment)
        # Names that differed in what no page can show may be one now.
        while (
            place.has_taken(called)
            or Run.objects.filter(laid_as=f"{source.folder}/{called}").exists()
        ):
            moment += timedelta(seconds=1)
            called = dated(name, moment)
        place.take(name, called)
        yield called


def _received(place: Subfolder, source: Source, called: str) -> Run | None:
    """The run of a file that was moved aside; None where it cannot be received, and lies with the refused ones now."""
    name = given(called) or called
    try:
        with transaction.atomic():
            run = steps.receive(
                source,
                place.chunks(called),
                name=name,
                is_full=source.missing == Missing.GONE,
                actor=Actor.system(),
                most_bytes=harvests.MOST_BYTES,
                laid_as=f"{source.folder}/{called}",
            )
            unattended.settle(run.pk)
    except YuinowaError as fault:
        place.refuse(called, _words(f"{source.folder}/{name}", fault))
        return None
    return run


def _words(place: str, fault: YuinowaError) -> str:
    """Place, fault and next step, for whoever laid the file there."""
    next_step = fault.next_step or _("Lay a file there that your library system wrote anew.")
    lines = (
        _("Place: %(place)s") % {"place": place},
        _("Fault: %(fault)s") % {"fault": fault.message},
        _("Next step: %(step)s") % {"step": next_step},
    )
    return "\n".join((*lines, ""))


def sweep() -> int:
    """Remove from the folder what was received a month ago; how many."""
    if settings.DROP_FOLDER is None:
        return 0
    gone = 0
    for source in _watched():
        try:
            with opened(settings.DROP_FOLDER, source.folder) as place:
                gone += _swept(place, source)
        except OSError as fault:
            logger.warning("folder %s of source %s: %s", source.folder, source.pk, fault.strerror)
    return gone


def _swept(place: Subfolder, source: Source) -> int:
    laid = {f"{source.folder}/{called}": called for called in place.taken()}
    old = Run.objects.filter(laid_as__in=laid, created_at__lt=clock.now() - KEEP_FILES)
    found = list(old.values_list("laid_as", flat=True))
    for one in found:
        place.forget(laid[one])
    return len(found)
