"""What words of a file of figures mean: institutions by name, kinds, indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField
from yuinowa.directory.queries.naming import Named, who_is_called
from yuinowa.ledger.domain.figure_cells import Fault
from yuinowa.ledger.domain.figure_columns import (
    LEFT_OUT,
)
from yuinowa.ledger.labels.figure_files import (
    counted_words,
)

#: Typed where an institution is asked, to leave its rows out.
LEAVE = "-"
_OF_INSTITUTIONS = frozenset({Fault.UNKNOWN_INSTITUTION, Fault.SEVERAL_INSTITUTIONS})
#: Faults that somebody can mend by saying what the word means.
ASKED = _OF_INSTITUTIONS | {
    Fault.UNKNOWN_KIND,
    Fault.UNKNOWN_INDICATOR,
    Fault.SEVERAL_INDICATORS,
}


def the_one_called(text: str, actor: Actor) -> Named:
    """The institution that ``text`` names alone.

    Raises:
        ValidationError: none, or several, which are told apart.
    """
    found = who_is_called([text], actor)[text]
    if len(found) == 1:
        return found[0]
    if not found:
        raise forms.ValidationError(
            _("The directory has no institution “%(text)s”. Write its full name or its ISIL."),
            params={"text": text[:50]},
        )
    raise forms.ValidationError(
        _("Several institutions are called so. Write one of: %(which)s"),
        params={"which": handles(found)},
    )


def handles(found: Sequence[Named]) -> str:
    """What tells institutions of one name apart: place, and the word that names each alone."""
    return " / ".join(f"{one.handle}（{one.name} {one.place}）" for one in found[:8])


class WordsForm(forms.Form):
    """What words of the file mean that we do not know; an empty field leaves the word open."""

    optional_is_said_once = True
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        words: Mapping[str, Fault],
        actor: Actor,
        indicators: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.words = list(words.items())
        several = [w for w, fault in self.words if fault is Fault.SEVERAL_INSTITUTIONS]
        known = who_is_called(several, actor)
        for number, (word, fault) in enumerate(self.words):
            self.fields[f"word_{number}"] = self._field(word, fault, known, indicators)

    def _field(
        self,
        word: str,
        fault: Fault,
        known: Mapping[str, Sequence[Named]],
        indicators: Sequence[tuple[int, str]],
    ) -> forms.Field:
        label = _("“%(word)s” means") % {"word": word}
        if fault in _OF_INSTITUTIONS:
            hint = _("Name or ISIL; - leaves its rows out.")
            if known.get(word):
                hint = _("One of: %(which)s; - leaves its rows out.") % {"which": handles(known[word])}  # fmt: skip
            return CleanCharField(label=label, help_text=hint, max_length=200, required=False)
        offered = (
            [(one.code, name) for one, name in counted_words()]
            if fault is Fault.UNKNOWN_KIND
            else [(str(pk), name) for pk, name in indicators]
        )
        choices = [("", _("Left open")), (LEAVE, _("Leave its rows out")), *offered]
        return forms.ChoiceField(label=label, choices=choices, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for number, (_word, fault) in enumerate(self.words):
            text = values.get(f"word_{number}", "")
            if fault not in _OF_INSTITUTIONS or text in {"", LEAVE}:
                continue
            try:
                values[f"word_{number}"] = str(the_one_called(text, self.actor).pk)
            except forms.ValidationError as wrong:
                self.add_error(f"word_{number}", wrong)
        return values

    def said(self) -> dict[str, dict[str, Any]]:
        """What a valid form says, by what the words name."""
        found: dict[str, dict[str, Any]] = {"institutions": {}, "indicators": {}, "kinds": {}}
        for number, (word, fault) in enumerate(self.words):
            text = self.cleaned_data.get(f"word_{number}", "")
            if not text:
                continue
            if fault is Fault.UNKNOWN_KIND:
                found["kinds"][word] = "" if text == LEAVE else text
            else:
                what = "institutions" if fault in _OF_INSTITUTIONS else "indicators"
                found[what][word] = LEFT_OUT if text == LEAVE else int(text)
        return found
