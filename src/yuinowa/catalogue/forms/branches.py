"""The table of places a source's records write, as its keeper fills it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yuinowa.catalogue.models import Branch
from yuinowa.catalogue.services.branches import Meant
from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField
from yuinowa.directory.queries import find_institutions
from yuinowa.directory.queries.naming import Named, who_is_called
from yuinowa.kernel.errors import InputRefused, Unavailable

#: So many institutions are told apart when a name fits several.
_MOST_TOLD = 8


class BranchesForm(forms.Form):
    """Two fields for each place of one page: what it is called, which institution it is."""

    optional_is_said_once = True
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, branches: Sequence[Branch], actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.branches, self.actor = branches, actor
        self._found: dict[int, int | None] = {}
        for branch in branches:
            said = {"code": branch.written}
            self.fields[f"name_{branch.pk}"] = CleanCharField(
                label=_("Name of %(code)s") % said,
                max_length=100,
                required=False,
                initial=branch.name,
                widget=forms.TextInput(attrs={"class": "yw-input yw-input--12"}),
            )
            self.fields[f"institution_{branch.pk}"] = CleanCharField(
                label=_("Institution of %(code)s") % said,
                max_length=200,
                required=False,
                initial=str(branch.institution or ""),
                widget=forms.TextInput(attrs={"class": "yw-input yw-input--12"}),
            )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        typed = {
            branch: text
            for branch in self.branches
            if (text := values.get(f"institution_{branch.pk}", ""))
        }
        # What was not touched stays, whatever else is called so meanwhile.
        asked = {one: text for one, text in typed.items() if text != str(one.institution or "")}
        called = who_is_called(set(asked.values()), self.actor)
        for branch, text in typed.items():
            if branch not in asked:
                self._found[branch.pk] = branch.institution_id
                continue
            try:
                self._found[branch.pk] = self._one_of(text, called[text])
            except forms.ValidationError as wrong:
                self.add_error(f"institution_{branch.pk}", wrong)
        return values

    def _one_of(self, text: str, called: Sequence[Named]) -> int:
        """The institution that is called ``text``, or the only one that search finds by it.

        Raises:
            ValidationError: none, or several, which are told apart.
        """
        several = [(one.pk, f"{one.handle}（{one.name} {one.place}）") for one in called]
        if not several:
            try:
                found = find_institutions(text, self.actor, most=_MOST_TOLD)
            except (InputRefused, Unavailable) as fault:  # what else was typed is kept
                raise forms.ValidationError(fault.message) from fault
            several = [(one.pk, f"ID {one.pk}（{one.name} {one.place}）") for one in found]
        if len(several) == 1:
            return several[0][0]
        if not several:
            raise forms.ValidationError(
                _("No institution fits “%(name)s”. Try a part of the name, its reading or its ISIL."),
                params={"name": text[:50]},
            )  # fmt: skip
        raise forms.ValidationError(
            _("Several institutions fit “%(name)s”. Write one of: %(which)s"),
            params={"name": text[:50], "which": " / ".join(said for _pk, said in several[:_MOST_TOLD])},
        )  # fmt: skip

    def meant(self) -> dict[int, Meant]:
        """What a valid form says, by place."""
        return {
            one.pk: Meant(self.cleaned_data[f"name_{one.pk}"], self._found.get(one.pk))
            for one in self.branches
        }
