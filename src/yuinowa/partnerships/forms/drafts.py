"""Writing a draft of an agreement: its head, its clauses, what is left out and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.text import CleanCharField, DayField, WholeNumberField
from yuinowa.partnerships.domain.accessions import Joining
from yuinowa.partnerships.domain.agreements import (
    FORMS_OF,
    Ordering,
    SigningForm,
)
from yuinowa.partnerships.domain.clauses import (
    FEWEST_NOTICE,
    MANDATORY_OPTIONS,
    MAX_CLAUSE,
    MAX_CLAUSES,
    MAX_HEADING,
    MAX_REASON,
    MOST_NOTICE,
    AgreementText,
    Clause,
    ClauseKind,
    Terms,
)
from yuinowa.partnerships.domain.policy import MAX_TITLE
from yuinowa.partnerships.exchange import agreement_texts
from yuinowa.partnerships.forms.draft_schedules import SchedulesForm
from yuinowa.partnerships.forms.partnerships import VersionForm
from yuinowa.partnerships.labels import agreements as words
from yuinowa.partnerships.labels.accessions import JOININGS

if TYPE_CHECKING:
    from django.forms import BoundField

_DAY = {"class": "yw-input--12"}
_NUMBER = {"class": "yw-input--3"}
#: So many characters of a clause stand in its folded line.
GIST = 24


@dataclass(frozen=True, slots=True)
class ClauseFields:
    """The fields of one clause, for the page."""

    number: int
    name: str
    heading: BoundField
    text: BoundField
    place: BoundField
    remove: BoundField
    #: What it begins with, for the folded line.
    gist: str

    @property
    def is_open(self) -> bool:
        """Whether it is unfolded when the page opens: something is wrong in it, or nothing is written yet."""
        fields = (self.heading, self.text, self.place, self.remove)
        return not self.heading.value() or any(field.errors for field in fields)


class DraftForm(SchedulesForm, VersionForm):
    """The whole draft on one page: head, clauses, schedules, what is left out and why, a clause to add."""

    title = CleanCharField(label=pgettext_lazy("of an agreement", "Title"), max_length=MAX_TITLE)
    preamble = CleanCharField(
        label=gettext_lazy("Before the clauses"),
        max_length=MAX_CLAUSE,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    signing_form = forms.ChoiceField(
        label=gettext_lazy("How it is concluded"), widget=forms.RadioSelect
    )
    ordering = forms.ChoiceField(
        label=gettext_lazy("In which order the sides sign"),
        choices=[(code.value, label) for code, label in words.ORDERINGS.items()],
    )
    starts_on = DayField(
        label=gettext_lazy("First day"),
        required=False,
        help_text=gettext_lazy("Empty: from the day of the last signature."),
        widget=forms.TextInput(attrs=_DAY),
    )
    ends_on = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Empty: until it is ended."),
        widget=forms.TextInput(attrs=_DAY),
    )
    retroactive = forms.BooleanField(
        label=gettext_lazy(
            "It holds from its first day, even if that is before the last signature."
        ),
        required=False,
    )
    notice_days = WholeNumberField(
        label=gettext_lazy("Days of notice before a side may leave"),
        low=FEWEST_NOTICE,
        high=MOST_NOTICE,
        widget=forms.TextInput(attrs=_NUMBER),
    )
    joining = forms.ChoiceField(
        label=gettext_lazy("Who consents when another institution asks to accede"),
        choices=[(code.value, label) for code, label in JOININGS.items()],
    )
    add = forms.ChoiceField(label=gettext_lazy("Add a clause"), required=False)

    def __init__(self, *args: Any, text: AgreementText, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.before = text
        shown = [(form.value, words.FORMS[form]) for form in FORMS_OF[text.kind]]
        self.fields["signing_form"].choices = shown  # type: ignore[attr-defined]  # a choice field
        there = {clause.kind for clause in text.clauses} - {ClauseKind.OTHER}
        more = [(kind.value, words.CLAUSES[kind]) for kind in ClauseKind if kind not in there]
        self.fields["add"].choices = [("", gettext_lazy("None")), *more]  # type: ignore[attr-defined]  # as above
        for n, clause in enumerate(text.clauses):
            self._add_clause(n, clause)
        for kind in MANDATORY_OPTIONS:
            self.fields[f"without_{kind.value}"] = CleanCharField(
                label=_("Why “%(clause)s” is left out") % {"clause": words.CLAUSES[kind]},
                max_length=MAX_REASON,
                required=False,
                initial=text.left_out.get(kind, ""),
                help_text=gettext_lazy("Only where the clause does not stand in the text."),
            )
        self.add_schedules(text)
        for name, value in _initial(text).items():
            self.fields[name].initial = value

    def _add_clause(self, n: int, clause: Clause) -> None:
        name = {"n": n + 1}
        self.fields[f"heading_{n}"] = CleanCharField(
            label=_("Heading of clause %(n)s") % name,
            max_length=MAX_HEADING,
            initial=clause.heading,
        )
        self.fields[f"text_{n}"] = CleanCharField(
            label=_("Text of clause %(n)s") % name,
            max_length=MAX_CLAUSE,
            one_line=False,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=clause.text,
        )
        self.fields[f"place_{n}"] = WholeNumberField(
            label=_("Place of clause %(n)s") % name,
            low=1,
            high=MAX_CLAUSES,
            initial=n + 1,
            widget=forms.TextInput(attrs=_NUMBER),
        )
        self.fields[f"remove_{n}"] = forms.BooleanField(
            label=_("Take clause %(n)s out") % name, required=False
        )

    @property
    def clauses(self) -> list[ClauseFields]:
        return [
            ClauseFields(
                n + 1,
                str(words.CLAUSES[clause.kind]),
                self[f"heading_{n}"],
                self[f"text_{n}"],
                self[f"place_{n}"],
                self[f"remove_{n}"],
                Truncator(self[f"text_{n}"].value() or "").chars(GIST),
            )
            for n, clause in enumerate(self.before.clauses)
        ]

    @property
    def reasons(self) -> list[BoundField]:
        return [self[f"without_{kind.value}"] for kind in MANDATORY_OPTIONS]

    @property
    def asks_for_a_reason(self) -> bool:
        """Whether what is left out, or to be added, is unfolded: a clause that must be decided on is not in the text."""
        there = {clause.kind for clause in self.before.clauses}
        named = ("add", *(f"without_{kind.value}" for kind in MANDATORY_OPTIONS))
        return any(kind not in there for kind in MANDATORY_OPTIONS) or any(
            self[name].errors for name in named
        )

    @property
    def head(self) -> list[BoundField]:
        return [
            self[name]
            for name in (
                "title",
                "signing_form",
                "ordering",
                "starts_on",
                "ends_on",
                "retroactive",
                "notice_days",
                "joining",
                "preamble",
            )
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is before the first."))
        self.refuse_forgotten()
        if data.get("add") and len(self.before.clauses) >= MAX_CLAUSES:
            self.add_error(
                "add", _("An agreement has at most %(most)s clauses.") % {"most": MAX_CLAUSES}
            )
        return data

    def changed(self, text: AgreementText) -> AgreementText:
        """``text`` as a valid form says it."""
        data = self.cleaned_data
        kept = [
            (data[f"place_{n}"], n, Clause(clause.kind, data[f"heading_{n}"], data[f"text_{n}"]))
            for n, clause in enumerate(self.before.clauses)
            if not data[f"remove_{n}"]
        ]
        clauses = [clause for _place, _n, clause in sorted(kept, key=lambda row: row[:2])]
        if data["add"]:
            clauses.append(
                agreement_texts.clause_of(ClauseKind(data["add"]), text.kind, text.language)
            )
        there = {clause.kind for clause in clauses}
        reasons = {kind: data[f"without_{kind.value}"] for kind in MANDATORY_OPTIONS}
        return replace(
            text,
            title=data["title"],
            preamble=data["preamble"],
            clauses=tuple(clauses),
            terms=Terms(
                signing_form=SigningForm(data["signing_form"]),
                ordering=Ordering(data["ordering"]),
                starts_on=data["starts_on"],
                ends_on=data["ends_on"],
                retroactive=data["retroactive"],
                notice_days=data["notice_days"],
                joining=Joining(data["joining"]),
            ),
            schedules=self.chosen_schedules(),
            left_out={kind: why for kind, why in reasons.items() if why and kind not in there},
        )


def _initial(text: AgreementText) -> dict[str, Any]:
    terms = text.terms
    return {
        "title": text.title,
        "preamble": text.preamble,
        "signing_form": terms.signing_form.value,
        "ordering": terms.ordering.value,
        "starts_on": terms.starts_on,
        "ends_on": terms.ends_on,
        "retroactive": terms.retroactive,
        "notice_days": terms.notice_days,
        "joining": terms.joining.value,
    }
