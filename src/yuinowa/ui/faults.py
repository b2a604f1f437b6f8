"""What is wrong with a field, in our own words: an empty field is told what to write, to choose or to tick."""

from __future__ import annotations

from typing import Final

from django.core.exceptions import ValidationError
from django.forms import (
    BoundField,
    CheckboxInput,
    CheckboxSelectMultiple,
    Field,
    FileInput,
    RadioSelect,
    Select,
)
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: By the kind of control; whatever else there is, is written in.
_EMPTY: Final[tuple[tuple[tuple[type, ...], Promise], ...]] = (
    ((FileInput,), gettext_lazy("Choose a file for “%(label)s”.")),
    (
        (RadioSelect, CheckboxSelectMultiple, Select),
        gettext_lazy("Choose something under “%(label)s”."),
    ),
    ((CheckboxInput,), gettext_lazy("Tick “%(label)s” to go on.")),
)
#: Django's own sentence, which names nothing.
_UNNAMED: Final = Field.default_error_messages["required"]


def faults_of(bound: BoundField) -> list[str]:
    """The faults of a field. A sentence of the form's own stays; Django's says what to do instead."""
    told: list[str] = []
    for error in bound.errors.as_data():
        # The very same object: compared as words, it would be translated first.
        told += [_empty(bound)] if error.message is _UNNAMED else ValidationError(error).messages
    return told


def _empty(bound: BoundField) -> str:
    if bound.is_hidden:
        return _("Something that the page sends along is missing. Open the page again.")
    widget = bound.field.widget
    sentence = next((words for kinds, words in _EMPTY if isinstance(widget, kinds)), None)
    return str(sentence or _("Write “%(label)s”.")) % {"label": bound.label}
