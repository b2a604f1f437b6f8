"""Beginning a partnership, correcting its outline, asking sides, giving reasons, choosing who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor, Level
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.directory.queries import find_institutions
from yuinowa.partnerships.domain.forms_and_zones import Form, Zone
from yuinowa.partnerships.domain.parties import PartyRole
from yuinowa.partnerships.domain.policy import (
    MAX_ASKED_AT_ONCE,
    MAX_PURPOSE,
    MAX_REASON,
    MAX_TITLE,
)
from yuinowa.partnerships.labels import partnerships as words
from yuinowa.partnerships.services.beginning import Outline

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

_DAY = {"class": "yw-input--12"}
#: So many institutions are named when a line fits several.
MOST_CANDIDATES = 5


class VersionForm(forms.Form):
    """A form on something that may have moved on."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def on_top_of(self, version: int) -> None:
        """Let what was typed be sent again on top of somebody else's change."""
        self.data = cast("QueryDict", self.data).copy()
        self.data["version"] = str(version)


class OutlineForm(forms.Form):
    title = CleanCharField(
        label=gettext_lazy("What it is called"),
        max_length=MAX_TITLE,
        help_text=gettext_lazy("As you would announce it. No names of persons."),
    )
    purpose = CleanCharField(
        label=pgettext_lazy("a partnership", "What for"),
        max_length=MAX_PURPOSE,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What will be better, and for whom. The other sides read it first."),
    )
    form = forms.ChoiceField(
        label=gettext_lazy("Form"),
        choices=[(code.value, label) for code, label in words.FORMS.items()],
        initial=Form.PROJECT_COOPERATION.value,
    )
    zone = forms.ChoiceField(
        label=gettext_lazy("Who leads"),
        widget=forms.RadioSelect,
        choices=[(code.value, label) for code, label in words.ZONES.items()],
        initial=Zone.BOTH.value,
        help_text=gettext_lazy(
            "Two sides of one sort, such as two associations: you stand at the civic end, the other side across."
        ),
    )
    zone_reason = CleanCharField(
        label=gettext_lazy("Why this form, where it is not usual"),
        max_length=MAX_REASON,
        required=False,
        help_text=gettext_lazy("Only where the form does not go with who leads."),
    )
    start_on = DayField(
        label=pgettext_lazy("a period", "From"), required=False, widget=forms.TextInput(attrs=_DAY)
    )
    end_on = DayField(
        label=pgettext_lazy("a period", "Until"), required=False, widget=forms.TextInput(attrs=_DAY)
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("start_on"), data.get("end_on")
        if start and end and end < start:
            self.add_error("end_on", _("The last day is before the first."))
        return data

    def outline(self) -> Outline:
        """What a valid form says."""
        data = self.cleaned_data
        return Outline(
            title=data["title"],
            purpose=data["purpose"],
            form=Form(data["form"]),
            zone=Zone(data["zone"]),
            zone_reason=data["zone_reason"],
            start_on=data["start_on"],
            end_on=data["end_on"],
            public_summary=data.get("public_summary", ""),
        )


class NamesForm(forms.Form):
    """Institutions by name, one a line; ``chosen`` is whom the lines mean."""

    names = CleanCharField(
        label=gettext_lazy("With whom"),
        max_length=MAX_ASKED_AT_ONCE * 100,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "One institution a line: name, reading or ISIL; a part of it is enough. Each is asked and answers for itself."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.chosen: list[Institution] = []

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [line.strip() for line in (data.get("names") or "").splitlines() if line.strip()]
        if len(lines) > MAX_ASKED_AT_ONCE:
            self.add_error(
                "names",
                _("At most %(most)s at once. Ask the others afterwards.")
                % {"most": MAX_ASKED_AT_ONCE},
            )
            return data
        found = {one.pk: one for line in lines if (one := self._meant(line)) is not None}
        self.chosen = list(found.values())
        return data

    def _meant(self, line: str) -> Institution | None:
        """The one institution that ``line`` means; otherwise its fault is told."""
        told = {"name": line[:50]}
        if len(line) > 100:
            self.add_error("names", _("“%(name)s…” is too long for a name.") % told)
            return None
        candidates = find_institutions(line, self.actor, most=MOST_CANDIDATES)
        exact = [one for one in candidates if one.name == line]
        fitting = exact if len(exact) == 1 else candidates
        if not fitting:
            self.add_error(
                "names",
                _(
                    "No institution fits “%(name)s”. Try a part of the name, its reading or its ISIL."
                )
                % told,
            )
        elif len(fitting) > 1:
            these = "、".join(one.name for one in fitting)
            self.add_error(
                "names",
                _("Several institutions fit “%(name)s”: %(these)s. Write one of these names.")
                % (told | {"these": these}),
            )
        elif fitting[0].pk == self.actor.institution:
            self.add_error("names", _("This is your own institution. Choose the other side."))
        else:
            return fitting[0]
        return None


class BeginForm(NamesForm, OutlineForm):
    """The outline, and whom to ask; nobody yet makes it an idea of one's own."""

    once = OnceField()
    field_order = ("title", "purpose", "names", "form", "zone", "zone_reason", "start_on", "end_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].required = False


class DescribeForm(VersionForm, OutlineForm):
    """The outline as it stands, and what everybody may read of it; ``zones`` are their names among these sides."""

    public_summary = CleanCharField(
        label=gettext_lazy("For whoever may see it"),
        max_length=MAX_PURPOSE,
        required=False,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Read beside title, sides, purpose, form and time by whomever the sides let see it. No names of persons."
        ),
    )

    def __init__(self, *args: Any, zones: Mapping[Zone, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["zone"])
        field.choices = [(code.value, name) for code, name in zones.items()]


class AskForm(NamesForm):
    """Further sides, and what they would be."""

    role = forms.ChoiceField(
        label=gettext_lazy("As what"),
        widget=forms.RadioSelect,
        choices=[(role.value, label) for role, label in words.ROLES.items()],
        initial=PartyRole.EQUAL.value,
    )


class ReasonForm(forms.Form):
    """Why a side declines or leaves."""

    reason = CleanCharField(
        label=gettext_lazy("Why"),
        max_length=MAX_REASON,
        help_text=gettext_lazy("The other sides read it. No names of persons."),
    )


class ShowForm(forms.Form):
    """How far our side lets the partnership be seen."""

    level = forms.ChoiceField(
        label=gettext_lazy("Who may see it"),
        widget=forms.RadioSelect,
        choices=[(level.value, label) for level, label in words.LEVELS.items()],
        help_text=gettext_lazy(
            "Title, sides, purpose, form, time and the words for everybody; nothing else. The narrowest side decides."
        ),
    )

    def chosen(self) -> Level:
        return Level(self.cleaned_data["level"])
