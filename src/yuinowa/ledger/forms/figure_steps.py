"""The steps of a file of figures that has been read: taking it, taking it back, deciding on a figure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField
from yuinowa.ledger.domain.deeds import MAX_REASON
from yuinowa.ledger.domain.figure_runs import Decision
from yuinowa.ledger.labels.figure_files import (
    DECISIONS,
)


class StepForm(forms.Form):
    """A step that only needs to know what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class _Reason(CleanCharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Why"),
            max_length=MAX_REASON,
            help_text=gettext_lazy(
                "The reason is kept beside the figure. Do not write names of persons."
            ),
            **kwargs,
        )


class TakeForm(StepForm):
    """Taking the shown figures."""

    only_good = forms.BooleanField(
        label=gettext_lazy("Take the good figures only"),
        help_text=gettext_lazy("Figures with faults are left out. Without this mark nothing is taken while one has a fault."),
        required=False,
    )  # fmt: skip
    reason = CleanCharField(
        label=gettext_lazy("Why they come after the year was closed"),
        max_length=MAX_REASON,
        required=False,
    )

    def __init__(self, *args: Any, is_late: bool, has_faults: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_late
        if not is_late:
            del self.fields["reason"]
        if not has_faults:
            del self.fields["only_good"]


class UndoForm(StepForm):
    """Taking a file back."""

    reason = _Reason()


class DecideForm(forms.Form):
    """Which of two figures of an indicator counts, and why."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Which figure counts"),
        widget=forms.RadioSelect,
        choices=[(code.value, word) for code, word in DECISIONS.items()],
        error_messages={"required": gettext_lazy("Choose one of the figures.")},
    )
    reason = _Reason()

    def chosen(self) -> Decision:
        return Decision(self.cleaned_data["decision"])
