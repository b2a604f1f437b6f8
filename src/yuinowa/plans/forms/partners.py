"""What an officer says about a name in a project's texts, and about the deeds behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.text import CleanCharField
from yuinowa.directory.queries.naming import Named

#: What is sent where the name is none of the directory's.
NOBODY = "-"


class MentionForm(forms.Form):
    """Whom a name means: one of the institutions called so, or none."""

    word = CleanCharField(max_length=200, widget=forms.HiddenInput)
    institution = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose one of the institutions."),
            "invalid_choice": gettext_lazy("Choose one of the institutions."),
        },
    )

    def __init__(self, *args: Any, word: str, candidates: Sequence[Named], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institution"]
        field.label = _("Whom “%(word)s” means") % {"word": word}
        told = len(candidates) > 1
        field.choices = [  # type: ignore[attr-defined]  # a choice field
            *(
                (str(one.pk), f"{one.name}（{one.place} {one.handle}）" if told else one.name)
                for one in candidates
            ),
            (NOBODY, _("No institution of the directory")),
        ]

    def chosen(self) -> int | None:
        value = self.cleaned_data["institution"]
        return None if value == NOBODY else int(value)
