"""The forms of a source of records: how they come, a file, taking it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.catalogue.domain.folders import is_folder_name
from yuinowa.catalogue.domain.reading.columns import REPEATED, Field
from yuinowa.catalogue.domain.sources import Form, Missing, Way
from yuinowa.catalogue.labels.columns import FIELDS
from yuinowa.catalogue.labels.taking_in import CODINGS, FORMS, MISSINGS
from yuinowa.catalogue.models import Source
from yuinowa.catalogue.services.runs.steps import MOST_BYTES
from yuinowa.catalogue.services.sources import Giving
from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import CleanCharField
from yuinowa.core.uploads import UploadField


class NamedForm(forms.Form):
    """What is said of records however they come."""

    name = CleanCharField(
        label=gettext_lazy("Name of these records"),
        help_text=gettext_lazy("For example: books of all branches, local history."),
        max_length=100,
    )
    licence = CleanCharField(
        label=gettext_lazy("What others may do with the records"),
        help_text=gettext_lazy("For example: CC BY 4.0. Left open: it is not said."),
        max_length=100,
        required=False,
    )


class SourceForm(NamedForm):
    """What a library says of the records it sends as files."""

    form = forms.ChoiceField(
        label=gettext_lazy("Form of the records"),
        help_text=gettext_lazy("What your library system writes. If it can do several: MARC 21 says most."),
        choices=[(each.value, label) for each, label in FORMS.items()],
        widget=forms.RadioSelect,
    )  # fmt: skip
    told = forms.ChoiceField(
        label=gettext_lazy("Character coding (MARC 21)"),
        help_text=gettext_lazy("Usually the bytes show it. Choose one only where records are refused because it is in doubt."),
        choices=[("", gettext_lazy("As the bytes show")), *((each.value, label) for each, label in CODINGS.items())],
        required=False,
    )  # fmt: skip
    missing = forms.ChoiceField(
        label=gettext_lazy("What a file holds"),
        choices=[(each.value, label) for each, label in MISSINGS.items()],
        widget=forms.RadioSelect,
        initial=Missing.KEPT.value,
    )
    folder = CleanCharField(
        label=gettext_lazy("Also from the folder"),
        help_text=gettext_lazy("If your system lays its files in a folder of this server (SFTP): the name of your subfolder, as agreed with the operator. Left open: files are only sent here."),
        max_length=40,
        required=False,
    )  # fmt: skip
    takes_itself = forms.BooleanField(
        label=gettext_lazy("Take what lies in the folder without asking"),
        help_text=gettext_lazy("The first time somebody looks. Where many records would vanish or cannot be read, you are asked all the same."),
        required=False,
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.DROP_FOLDER is None:
            del self.fields["folder"], self.fields["takes_itself"]

    def clean_folder(self) -> str:
        name = str(self.cleaned_data["folder"]).lower()
        if name and not is_folder_name(name):
            raise forms.ValidationError(
                _("A folder is called by letters (a to z), digits, - and _, and begins with a letter or a digit.")
            )  # fmt: skip
        return name

    def giving(self, before: Source | None = None) -> Giving:
        """What a valid form says; of ``before`` is kept what it does not ask, where no folder is watched."""
        said: dict[str, Any] = self.cleaned_data
        return Giving(
            name=said["name"],
            form=Form(said["form"]).value,
            way=Way.UPLOAD.value,
            told=said["told"] if said["form"] == Form.MARC else "",
            missing=said["missing"],
            folder=said.get("folder", before.folder if before else ""),
            takes_itself=said.get("takes_itself", before.takes_itself if before else False),
            licence=said["licence"],
        )


class NewSourceForm(SourceForm):
    """A source that is not there yet."""

    once = OnceField()


class ChangedSourceForm(SourceForm):
    """A source somebody changes."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class FileForm(forms.Form):
    """A file of records."""

    once = OnceField()
    records = UploadField(
        most_bytes=MOST_BYTES,
        too_large=gettext_lazy("The file is larger than 50 MB. Send it in parts, or have the operator take it in."),
        label=gettext_lazy("The file"),
        help_text=gettext_lazy("Up to 50 MB. Nothing is changed before you have seen what it would do."),
    )  # fmt: skip
    is_full = forms.BooleanField(
        label=gettext_lazy("This file holds all our records"),
        help_text=gettext_lazy("After a change of the library system, for example. What is not in it is gone; how many that is, is shown first."),
        required=False,
    )  # fmt: skip


class StepForm(forms.Form):
    """A step that only needs to know what the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class TakeForm(StepForm):
    """Taking what was shown."""

    gone_too = forms.BooleanField(
        label=gettext_lazy("The records that are not in the file are gone: delete them"),
        required=False,
    )


class ColumnsForm(forms.Form):
    """Which column of a table is what of a record."""

    optional_is_said_once = True
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        head: list[str],
        samples: list[list[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = len(head)
        choices = [
            ("", _("Not read; kept with the record")),
            *((field.value, label) for field, label in FIELDS.items()),
        ]
        for place, word in enumerate(head):
            cells = dict.fromkeys(row[place] for row in samples if place < len(row) and row[place])
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=word or _("Column %(number)s without a name") % {"number": place + 1},
                help_text=" / ".join(cell[:30] for cell in list(cells)[:3]) or _("(empty)"),
                choices=choices,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = [
            field for place in range(self.places) if (field := cleaned.get(f"column_{place}"))
        ]
        for place in range(self.places):
            field = cleaned.get(f"column_{place}")
            if field and field not in REPEATED and chosen.count(field) > 1:
                self.add_error(f"column_{place}", _("Two columns are this one. Choose it once."))
        if Field.TITLE.value not in chosen:
            self.add_error(None, _("No column is the title. Choose which one it is."))
        return cleaned

    def columns(self) -> dict[int, Field]:
        """What a valid form says, place by place."""
        return {
            place: Field(value)
            for place in range(self.places)
            if (value := self.cleaned_data.get(f"column_{place}"))
        }
