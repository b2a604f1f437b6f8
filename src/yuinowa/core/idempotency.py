"""Pressing twice makes one thing (R31): a creating form carries a key, and the key remembers what it made."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar, cast

from django import forms
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from yuinowa.core import clock
from yuinowa.core.models import OnceKey
from yuinowa.core.rights import Actor
from yuinowa.kernel.errors import AlreadyDone, InputRefused, YuinowaError

M = TypeVar("M", bound=Model)
KEEP_KEYS = timedelta(days=7)
_KEY = re.compile(r"[0-9a-f]{32}")


def new_key() -> str:
    return uuid.uuid4().hex


class OnceField(forms.CharField):
    """The hidden field ``once``; a form that came without a key is refused, not guessed at."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=True, initial=new_key)

    def clean(self, value: object) -> str:
        text = str(value or "")
        if not _KEY.fullmatch(text):
            raise forms.ValidationError(_("The form has expired. Open it again."), code="once")
        return text


def once(key: str, actor: Actor, deed: Callable[[], M]) -> tuple[M, bool]:
    """What ``deed`` made, and whether it was made just now; a second call gives the first one's thing.

    Two presses at the same moment: the second waits for the first, then finds what it made.

    Raises:
        AlreadyDone: what the first call made has been deleted since.
    """
    if not _KEY.fullmatch(key):
        raise InputRefused(_("The form has expired."), next_step=_("Open the form again."))
    earlier: Model | None = _found(key, actor)
    if earlier is None:
        try:
            with transaction.atomic():
                return _made_now(key, actor, deed), True
        except (IntegrityError, YuinowaError):
            # What stood in the second one's way may be what the first has made in the meantime.
            earlier = _found(key, actor)
            if earlier is None:
                raise
    return cast("M", earlier), False


def _made_now(key: str, actor: Actor, deed: Callable[[], M]) -> M:
    made = deed()
    OnceKey.objects.create(
        key=key,
        person=actor.person or 0,
        object_kind=made._meta.label,
        object_id=made.pk,
        created_at=clock.now(),
    )
    return made


def _found(key: str, actor: Actor) -> Model | None:
    row = OnceKey.objects.filter(key=key, person=actor.person or 0).first()
    if row is None:
        return None
    made: Model | None = (
        apps.get_model(row.object_kind)._base_manager.filter(pk=row.object_id).first()
    )
    if made is None:
        raise AlreadyDone(
            _("This was sent already, and what it made has been taken away since."),
            next_step=_("Open the form again to write it anew."),
        )
    return made


def made_by(key: str, actor: Actor, model: type[M]) -> M | None:
    """What a form with this key has made already, if it made one of ``model``."""
    row = OnceKey.objects.filter(
        key=key, person=actor.person or 0, object_kind=model._meta.label
    ).first()
    return None if row is None else model._base_manager.filter(pk=row.object_id).first()


def sweep() -> int:
    """Erase keys older than ``KEEP_KEYS``; how many."""
    deleted, _ = OnceKey.objects.filter(created_at__lt=clock.now() - KEEP_KEYS).delete()
    return deleted
