"""The forms of a file of figures: the document, its columns, what words mean, taking it, taking it back, deciding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core import clock
from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.core.uploads import UploadField
from yuinowa.directory.queries.naming import Named, who_is_called
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import MAX_REASON
from yuinowa.ledger.domain.figure_cells import Fault
from yuinowa.ledger.domain.figure_columns import (
    LEFT_OUT,
    DaysMean,
    FileMapping,
    Purpose,
    Use,
    counted_of,
    lacks_of,
    use_of,
)
from yuinowa.ledger.domain.figure_runs import Aim, Decision
from yuinowa.ledger.exchange.figure_tables import MOST_BYTES
from yuinowa.ledger.labels.figure_files import (
    AIMS,
    DAYS_MEAN,
    DECISIONS,
    LACKS,
    PURPOSES,
    counted_words,
)

#: Cells shown under a column, so that a person recognises it.
SHOWN_CELLS = 3
YEARS_OFFERED = 12
#: Typed where an institution is asked, to leave its rows out.
LEAVE = "-"
_EXCHANGE = (Purpose.INSTITUTION, Purpose.PARTNER, Purpose.PERIOD, Purpose.KIND, Purpose.FIGURE)
_INDICATORS = (Purpose.INDICATOR, Purpose.PERIOD, Purpose.FIGURE, Purpose.REMARK)


def _years() -> list[tuple[str, str]]:
    newest = FiscalYear.of(clock.today()).start_year
    return [(str(year), FiscalYear(year).label) for year in range(newest, newest - YEARS_OFFERED, -1)]  # fmt: skip


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


_OF_INSTITUTIONS = frozenset({Fault.UNKNOWN_INSTITUTION, Fault.SEVERAL_INSTITUTIONS})
#: Faults that somebody can mend by saying what the word means.
ASKED = _OF_INSTITUTIONS | {
    Fault.UNKNOWN_KIND,
    Fault.UNKNOWN_INDICATOR,
    Fault.SEVERAL_INDICATORS,
}


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
