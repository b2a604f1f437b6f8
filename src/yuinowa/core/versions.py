"""Two people on one object (R31): whoever comes second is told, and loses nothing."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.kernel.errors import NotFound, VersionMovedOn

M = TypeVar("M", bound=Model)


def lock(model: type[M], pk: int, expected_version: int | None = None) -> M:
    """The row, locked until the transaction ends (SQLite: the transaction itself is the lock).

    Raises:
        NotFound: there is no such row.
        VersionMovedOn: it is no longer at ``expected_version``.
    """
    row = model._base_manager.select_for_update().filter(pk=pk).first()
    if row is None:
        raise NotFound("no such row")
    version = getattr(row, "version", None)
    if expected_version is not None and version != expected_version:
        raise _moved_on()
    return row


def _moved_on() -> VersionMovedOn:
    return VersionMovedOn(
        _("Somebody else changed this in the meantime."),
        next_step=_("Open it again, look at the change, then write yours."),
    )


def save_at_version(obj: Model, expected_version: int, values: dict[str, Any]) -> int:
    """Write ``values`` if the row is still at ``expected_version``; the new version.

    Raises:
        VersionMovedOn: somebody changed the row since; nothing was written.
    """
    for name, value in values.items():
        setattr(obj, name, value)
    obj.full_clean()
    touched = (
        type(obj)
        ._base_manager.filter(pk=obj.pk, version=expected_version)
        .update(**values, version=expected_version + 1)
    )
    if not touched:
        raise _moved_on()
    obj.version = expected_version + 1  # type: ignore[attr-defined]  # every editable model has one
    return expected_version + 1
