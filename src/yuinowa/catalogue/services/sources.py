"""A library says how it gives its records, and when everybody may find them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.catalogue.domain.sources import Missing, Rhythm, Way
from yuinowa.catalogue.models import Source
from yuinowa.catalogue.permissions import may_open_sources
from yuinowa.catalogue.services.works import show_works_of
from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, Level, require
from yuinowa.core.versions import lock, save_at_version
from yuinowa.kernel.errors import InputRefused, NotAllowed, WrongState


@dataclass(frozen=True, slots=True)
class Giving:
    """How the records come, as the owner fills it in."""

    name: str
    form: str
    way: str = Way.UPLOAD.value
    rhythm: str = Rhythm.NONE.value
    takes_itself: bool = False
    address: str = ""
    folder: str = ""
    selection: str = ""
    prefix: str = ""
    told: str = ""
    missing: str = Missing.KEPT.value
    licence: str = ""


@transaction.atomic
def open_source(giving: Giving, *, owner: int, actor: Actor) -> Source:
    """A new source of ``owner``, seen by nobody else yet.

    Raises:
        NotAllowed: ``actor`` does not keep the records of ``owner``.
        InputRefused: ``owner`` has a source of this name, or the folder is another's.
    """
    if not (may_open_sources(actor) and (actor.is_system or actor.institution == owner)):
        raise NotAllowed(_("A library's records are given by the library itself."))
    _refuse_a_second(giving.name, owner)
    _refuse_anothers(giving.folder)
    source = Source(owner_id=owner, created_at=clock.now(), **asdict(giving))
    source.full_clean()
    source.save()
    audit.record("source.open", source, actor=actor, after={"form": source.form, "way": source.way})
    return source


@transaction.atomic
def change_source(source: Source, giving: Giving, *, version: int, actor: Actor) -> Source:
    """The source as its owner gives it from now on.

    Raises:
        InputRefused: the form of the records changes although there are records of another, or the name is taken,
            or the folder is another's.
        VersionMovedOn: somebody changed it meanwhile.
    """
    require(actor, "source.edit", source)
    locked = lock(Source, source.pk, version)
    if giving.form != locked.form and locked.runs.exists():
        raise InputRefused(
            _("There are files in this form already."),
            place="form",
            next_step=_("Open another source for the other form."),
        )
    if giving.name != locked.name:
        _refuse_a_second(giving.name, locked.owner_id)
    if giving.folder != locked.folder:
        _refuse_anothers(giving.folder)
    before = {name: getattr(locked, name) for name in asdict(giving)}
    save_at_version(locked, version, asdict(giving))
    changed = {name: value for name, value in asdict(giving).items() if before[name] != value}
    audit.record("source.edit", locked, actor=actor, before={name: before[name] for name in changed}, after=changed)  # fmt: skip
    return locked


def _refuse_a_second(name: str, owner: int) -> None:
    if Source.objects.filter(owner=owner, name=name).exists():
        raise InputRefused(
            _("You have a source of this name already."),
            place="name",
            next_step=_("Give it another name."),
        )


def _refuse_anothers(folder: str) -> None:
    if folder and Source.objects.filter(folder=folder).exists():
        raise InputRefused(
            _("This folder belongs to other records already."),
            place="folder",
            next_step=_("Write another name, and tell it the operator."),
        )


@transaction.atomic
def set_level(source: Source, level: Level, *, version: int, actor: Actor) -> Source:
    """Show the records to everybody, or take them out of sight: from this commit on no search finds them.

    Raises:
        WrongState: nothing of it was taken yet.
        VersionMovedOn: somebody changed it meanwhile.
    """
    require(actor, "source.show", source)
    locked = lock(Source, source.pk, version)
    if level is Level.PUBLIC and not locked.records.filter(is_deleted=False).exists():
        raise WrongState(
            _("There is no record to be shown yet."), next_step=_("Send a file first.")
        )
    before = locked.level
    save_at_version(locked, version, {"level": level.value})
    show_works_of(locked)
    audit.record("source.show", locked, actor=actor, before={"level": before}, after={"level": level.value})  # fmt: skip
    return locked
