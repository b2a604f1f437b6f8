"""The forms of a table that comes in: the file, its columns, taking it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.uploads import UploadField
from yuinowa.directory import labels
from yuinowa.directory.domain.columns import Column
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.exchange.own import LABELS
from yuinowa.directory.services.tables import MOST_BYTES

#: Cells shown under a column, so that a person recognises it.
SHOWN_CELLS = 3


class TableForm(forms.Form):
    """The file."""

    once = OnceField()
    table = UploadField(
        most_bytes=MOST_BYTES,
        too_large=gettext_lazy("The file is larger than 10 MB. Divide it, or have the operator take it in."),
        label=gettext_lazy("The table"),
        help_text=gettext_lazy("CSV, TSV or Excel (XLSX), up to 10 MB. The columns are asked next; nothing is changed yet."),
    )  # fmt: skip


class ColumnsForm(forms.Form):
    """Which column of the file is which of ours; the kind of rows that say nothing of it."""

    #: Every column may be left open, and the page says so above them.
    optional_is_said_once = True
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        head: Sequence[str],
        samples: Sequence[Sequence[str]],
        is_ours: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = len(head)
        columns = [c for c in Column if is_ours or c is not Column.ID]
        choices = [("", _("Not read; kept with the source")), *((c.value, LABELS[c]) for c in columns)]  # fmt: skip
        for place, word in enumerate(head):
            cells = list(dict.fromkeys(row[place] for row in samples if place < len(row) and row[place]))  # fmt: skip
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=word or _("Column %(number)s without a name") % {"number": place + 1},
                help_text=" / ".join(cell[:30] for cell in cells[:SHOWN_CELLS]) or _("(empty)"),
                choices=choices,
                required=False,
            )
        self.fields["kind"] = forms.ChoiceField(
            label=_("Kind of new institutions whose row does not say it"),
            help_text=_("For example: all rows are public libraries."),
            choices=[
                ("", _("By the words of the name, else left open")),
                *((kind.value, label) for kind, label in labels.KINDS.items()),
            ],
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [
            value for place in range(self.places) if (value := cleaned.get(f"column_{place}"))
        ]
        for place in range(self.places):
            value = cleaned.get(f"column_{place}")
            if value and chosen.count(value) > 1:
                self.add_error(f"column_{place}", _("Two columns are this one. Choose it once."))
        if not {Column.NAME.value, Column.ID.value} & set(chosen):
            self.add_error(None, _("No column is the name. Choose which one it is."))
        return cleaned

    def columns(self) -> dict[int, Column]:
        """What a valid form says, place by place."""
        return {
            place: Column(value)
            for place in range(self.places)
            if (value := self.cleaned_data.get(f"column_{place}"))
        }

    def kind(self) -> InstitutionKind | None:
        value = self.cleaned_data.get("kind")
        return InstitutionKind(value) if value else None


class StepForm(forms.Form):
    """A step that only needs to know what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeForm(StepForm):
    """Taking the shown lines."""

    only_good = forms.BooleanField(
        label=gettext_lazy("Take the good lines only"),
        help_text=gettext_lazy("Lines with faults are left out. Without this mark nothing is taken while a line has a fault."),
        required=False,
    )  # fmt: skip
    with_doubtful = forms.BooleanField(
        label=gettext_lazy("Take the doubtful lines too"),
        help_text=gettext_lazy(
            "It is not sure which institution they mean. I have compared them one by one."
        ),
        required=False,
    )
