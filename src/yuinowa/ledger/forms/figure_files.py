"""The forms of a file of figures that is sent: the document, and its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.core.uploads import UploadField
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.figure_columns import (
    DaysMean,
    FileMapping,
    Purpose,
    Use,
    counted_of,
    lacks_of,
    use_of,
)
from yuinowa.ledger.domain.figure_runs import Aim
from yuinowa.ledger.exchange.figure_tables import MOST_BYTES
from yuinowa.ledger.forms.figure_words import the_one_called
from yuinowa.ledger.labels.figure_files import (
    AIMS,
    DAYS_MEAN,
    LACKS,
    PURPOSES,
    counted_words,
)

#: Cells shown under a column, so that a person recognises it.
SHOWN_CELLS = 3
YEARS_OFFERED = 12
_EXCHANGE = (Purpose.INSTITUTION, Purpose.PARTNER, Purpose.PERIOD, Purpose.KIND, Purpose.FIGURE)
_INDICATORS = (Purpose.INDICATOR, Purpose.PERIOD, Purpose.FIGURE, Purpose.REMARK)


def _years() -> list[tuple[str, str]]:
    newest = FiscalYear.of(clock.today()).start_year
    return [(str(year), FiscalYear(year).label) for year in range(newest, newest - YEARS_OFFERED, -1)]  # fmt: skip


class SendForm(forms.Form):
    """The document."""

    once = OnceField()
    file = UploadField(
        most_bytes=MOST_BYTES,
        too_large=gettext_lazy("The file is larger than 1 MB. Divide it into several files."),
        label=gettext_lazy("The file with the figures"),
        help_text=gettext_lazy("CSV, TSV or Excel (XLSX), up to 1 MB and 5,000 figures. The columns are asked next; nothing is counted yet."),
    )  # fmt: skip
    aim = forms.ChoiceField(
        label=gettext_lazy("What the file says"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what the file says.")},
    )
    institution = CleanCharField(
        label=gettext_lazy("Whose statement it is"),
        max_length=200,
        help_text=gettext_lazy("Name or ISIL of the institution on whose word the figures stand."),
    )
    title = CleanCharField(
        label=gettext_lazy("What the document is called"),
        max_length=200,
        help_text=gettext_lazy("As it is cited beside each figure, such as 令和7年度 図書館要覧."),
    )
    sender = CleanCharField(
        label=gettext_lazy("Who sends such files"),
        max_length=100,
        help_text=gettext_lazy("The section, company or office. What the columns mean is remembered for it. No names of persons."),
        widget=forms.TextInput(attrs={"list": "senders"}),
    )  # fmt: skip
    received_on = DayField(label=gettext_lazy("Received on"))

    def __init__(
        self, *args: Any, actor: Actor, own_name: str, aims: Sequence[Aim], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.fields["aim"].choices = [(aim.value, AIMS[aim]) for aim in aims]  # type: ignore[attr-defined]  # a choice field
        self.fields["received_on"].initial = clock.today()
        self.fields["institution"].initial = own_name
        if not actor.region:
            del self.fields["institution"]

    def clean_institution(self) -> int:
        return the_one_called(self.cleaned_data["institution"], self.actor).pk

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        stated_by = values.get("institution", self.actor.institution)
        if values.get("aim") == Aim.INDICATORS and stated_by != self.actor.institution:
            self.add_error(
                "institution", _("Figures of indicators are recorded by the institution itself.")
            )
        return values


class ColumnsForm(forms.Form):
    """What each column is, and what all rows have in common."""

    #: Every column may be left open, and the page says so above them.
    optional_is_said_once = True
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        head: Sequence[str],
        samples: Sequence[Sequence[str]],
        aim: Aim,
        actor: Actor,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.aim, self.actor, self.places = aim, actor, len(head)
        choices = self._choices()
        for place, word in enumerate(head):
            cells = [row[place] for row in samples if place < len(row) and row[place].strip()]
            shown = list(dict.fromkeys(cells))[:SHOWN_CELLS]
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=word,
                help_text=" / ".join(cell[:30] for cell in shown) or _("(empty)"),
                choices=choices,
                required=False,
            )
        if aim is Aim.EXCHANGE:
            self._ask_about_exchange()
        self.fields["fiscal_year"] = forms.ChoiceField(
            label=_("The year of all figures"),
            help_text=_("If no column says it."),
            choices=[("", _("A column says it")), *_years()],
            required=False,
        )
        self.fields["days_mean"] = forms.ChoiceField(
            label=_("For how long a figure beside a whole date stands"),
            choices=[(code.value, word) for code, word in DAYS_MEAN.items()],
            required=False,
        )

    def _choices(self) -> list[Any]:
        purposes = _EXCHANGE if self.aim is Aim.EXCHANGE else _INDICATORS
        plain = [("", _("Not read")), *((p.value, PURPOSES[p]) for p in purposes)]
        if self.aim is Aim.EXCHANGE:
            counted = [
                (Use(Purpose.COUNTED, counted=one).code, word) for one, word in counted_words()
            ]
            return [*plain, (_("Figures that count"), counted)]
        years = [(f"{Purpose.YEAR.value}:{year}", word) for year, word in _years()]
        return [*plain, (_("Figures of the year"), years)]

    def _ask_about_exchange(self) -> None:
        self.fields["about"] = CleanCharField(
            label=_("The institution of all rows"),
            help_text=_("Name or ISIL. If no column says it."),
            max_length=200,
            required=False,
        )
        self.fields["counted"] = forms.ChoiceField(
            label=_("What all figures count"),
            help_text=_("If no column says it."),
            choices=[
                ("", _("A column says it")),
                *((one.code, word) for one, word in counted_words()),
            ],
            required=False,
        )

    def clean_about(self) -> int | None:
        text = self.cleaned_data["about"]
        return the_one_called(text, self.actor).pk if text else None

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not self.errors:
            for lack in lacks_of(self.mapping(), self.aim):
                self.add_error(None, str(LACKS[lack]))
        return values

    def mapping(self) -> FileMapping:
        """What a form says whose fields are clean."""
        values = self.cleaned_data
        uses = {
            place: use
            for place in range(self.places)
            if (use := use_of(values.get(f"column_{place}", ""))) is not None
        }
        purposes = {use.purpose for use in uses.values()}
        year = values.get("fiscal_year")
        return FileMapping(
            columns=uses,
            about=None if Purpose.INSTITUTION in purposes else values.get("about"),
            counted=None if Purpose.KIND in purposes else counted_of(values.get("counted", "")),
            fiscal_year=None if Purpose.PERIOD in purposes or not year else int(year),
            days_mean=DaysMean(values.get("days_mean") or DaysMean.DAY.value),
        )
