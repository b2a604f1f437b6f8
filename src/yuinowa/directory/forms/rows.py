"""A form of rows: what is there, two empty rows more, and a mark to take a row away. It needs no script."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

EMPTY_ROWS = 2
#: R10: no institution has more of anything that is typed by hand.
MOST_ROWS = 200
_ID, _GONE, _COUNT = "id", "gone", "rows"


class Row(forms.Form):
    """The fields of one row, as ``RowsForm`` repeats them."""

    #: The columns of a row that must be there once anything of it is.
    needed: ClassVar[tuple[str, ...]] = ()
    #: Fields that are filled in beforehand: alone they do not make a row.
    preset: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def check_row(cls, values: dict[str, Any]) -> None:
        """What the fields of one row must say together.

        Raises:
            ValidationError: with the field's name as key.
        """


class RowsForm(forms.Form):
    """``row`` repeated; ``fields_of`` gives the fields of each row to the template."""

    row: ClassVar[type[Row]]
    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
    rows = forms.IntegerField(min_value=0, max_value=MOST_ROWS, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        initial_rows: Sequence[Mapping[str, Any]] = (),
        initial: Mapping[str, Any] | None = None,
        choices: Mapping[str, Sequence[tuple[Any, Any]]] | None = None,
    ) -> None:
        count = len(initial_rows) + EMPTY_ROWS
        super().__init__(data, initial={**(initial or {}), _COUNT: count})
        self.count = _count(data.get(_COUNT, "")) if data is not None else count
        self.found: list[dict[str, Any]] = []
        for number in range(self.count):
            given = initial_rows[number] if number < len(initial_rows) else {}
            for name, field in self._row_fields(choices or {}).items():
                field.required = False
                self.fields[f"{name}-{number}"] = field
                if name in given:
                    self.initial[f"{name}-{number}"] = given[name]

    def _row_fields(
        self, choices: Mapping[str, Sequence[tuple[Any, Any]]]
    ) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {
            _ID: forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
        }
        for name, field in self.row.base_fields.items():
            fields[name] = deepcopy(field)
            if name in choices:
                fields[name].choices = choices[name]  # type: ignore[attr-defined]  # a choice field
        fields[_GONE] = forms.BooleanField(label=gettext_lazy("Take this row away"))
        return fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in range(self.count):
            self._clean_row(number, data)
        return data

    def _clean_row(self, number: int, data: dict[str, Any]) -> None:
        names = (_ID, *self.row.base_fields)
        values = {name: data.get(f"{name}-{number}") for name in names}
        said = [values[name] for name in names if name not in (_ID, *self.row.preset)]
        if data.get(f"{_GONE}-{number}") or not any(said):
            if values[_ID] and not data.get(f"{_GONE}-{number}"):
                self._ask_to_say(number)
            return
        for name in self.row.needed:
            if values[name] in (None, "") and f"{name}-{number}" not in self.errors:
                self.add_error(f"{name}-{number}", _("Write something here."))
        if not any(f"{name}-{number}" in self.errors for name in names):
            try:
                self.row.check_row(values)
            except ValidationError as fault:
                for name, faults in fault.error_dict.items():
                    for one in faults:
                        self.add_error(f"{name}-{number}", one)
            self.found.append(values)

    def _ask_to_say(self, number: int) -> None:
        """A row that was there is empty now: taking it away is said, not guessed."""
        name = f"{self.row.needed[0]}-{number}"
        if name not in self.errors:
            self.add_error(name, _("Write something here, or mark the row to take it away."))

    @staticmethod
    def as_typed(row: dict[str, Any]) -> dict[str, Any]:
        """A row of the table as the fields show it."""
        return row

    @property
    def groups(self) -> Iterator[dict[str, Any]]:
        """For the template: the number of each row, its fields, whether it is there already."""
        for number in range(self.count):
            yield {
                "number": number + 1,
                "id": self[f"{_ID}-{number}"],
                "fields": [self[f"{name}-{number}"] for name in self.row.base_fields],
                "gone": self[f"{_GONE}-{number}"],
                "is_there": bool(self[f"{_ID}-{number}"].value()),
            }

    @property
    def other_fields(self) -> list[Any]:
        """The fields above the rows."""
        return [self[name] for name in self.base_fields if name not in {"seen", _COUNT}]


def _count(text: object) -> int:
    """How many rows were sent; a count that is none reads as none, and the field says so."""
    written = str(text)
    if written.isascii() and written.isdigit() and len(written) <= 4:
        return min(int(written), MOST_ROWS)
    return 0
