"""What somebody asks, and what is said of a desk."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField, DayField
from yuinowa.directory.domain.desks import REGION, area_name, is_area
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.directory.domain.places import (
    PREFECTURE_CODES,
    municipalities,
    municipality_in,
    prefecture_in,
    prefecture_name,
)
from yuinowa.directory.domain.topics import About, Topic
from yuinowa.directory.labels import KINDS
from yuinowa.directory.labels.desks import ABOUT, TOPICS
from yuinowa.directory.models import Desk, Institution
from yuinowa.directory.queries import find_institutions, institutions_visible_to
from yuinowa.directory.services.desks import DeskContent

_PARTED = re.compile(r"[、，,\n]+")
_MOST_CANDIDATES = 8
_MOST_AREAS = 200


def area_code(text: str) -> str:
    """The code that ``text`` names: 長野県, 東京都港区, 20, 131032.

    Raises:
        ValidationError: no area is called so, or several are.
    """
    text = text.strip()
    if is_area(text):
        return text
    if text in PREFECTURE_CODES:
        return PREFECTURE_CODES[text]
    prefecture = prefecture_in(text)
    if prefecture:
        found = municipality_in(text, prefecture)
        if found is not None:
            return found.code
    same = [m for m in municipalities().values() if m.name == text]
    if len(same) == 1:
        return same[0].code
    if same:
        places = "、".join(f"{prefecture_name(m.prefecture)}{m.name}" for m in same[:5])
        raise ValidationError(
            _("“%(text)s” is in several places: %(places)s. Write the prefecture before it."),
            params={"text": text[:50], "places": places},
        )
    raise ValidationError(
        _("No prefecture or municipality is called “%(text)s”."), params={"text": text[:50]}
    )


class AskForm(forms.Form):
    """Topic in free words or by code, what it is about, and who asks: all from the address, read leniently."""

    q = CleanCharField(
        label=gettext_lazy("What you want to ask"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "For example 図書館間貸出し, 複写 or ISIL; kana, a part and English are understood."
        ),
        widget=forms.TextInput(attrs={"list": "topics"}),
    )
    topic = forms.ChoiceField(
        choices=[("", ""), *((topic.value, label) for topic, label in TOPICS.items())],
        required=False,
        widget=forms.HiddenInput,
    )
    about = forms.ChoiceField(
        label=gettext_lazy("About"),
        choices=[(about.value, label) for about, label in ABOUT.items()],
        required=False,
        widget=forms.Select(attrs={"class": "yw-input--12"}),
    )
    institution = CleanCharField(
        label=gettext_lazy("Who asks"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Name, reading or ISIL of the institution. Leave it empty to choose kind and place."
        ),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind of institution"),
        choices=[("", gettext_lazy("Not said")), *((k.value, label) for k, label in KINDS.items())],
        required=False,
    )
    area = CleanCharField(
        label=gettext_lazy("Place"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example 長野県 or 東京都港区."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        #: The institution that asks, once it is found; several where a name fits several.
        self.asking: Institution | None = None
        self.candidates: list[Institution] = []

    def clean_area(self) -> str:
        text: str = self.cleaned_data["area"]
        return area_code(text) if text else ""

    def clean_institution(self) -> str:
        text: str = self.cleaned_data["institution"]
        if not text:
            return ""
        seen = institutions_visible_to(self.actor).prefetch_related("kinds")
        if text.isascii() and text.isdigit() and len(text) < 19:
            self.asking = seen.filter(pk=int(text)).first()
        else:
            found = find_institutions(text, self.actor, most=_MOST_CANDIDATES)
            exact = [one for one in found if one.name == text]
            self.candidates = found
            if len(found) == 1 or len(exact) == 1:
                self.asking = (exact or found)[0]
        if self.asking is None:
            raise ValidationError(
                _("Several institutions fit. Choose one of them.")
                if self.candidates
                else _(
                    "No institution fits “%(name)s”. Try a part of the name, its reading or its ISIL."
                ),
                params={"name": text[:50]},
            )
        return text


class DeskForm(forms.Form):
    """One desk: what it answers, how it is reached, for whom it is there."""

    topic = forms.ChoiceField(
        label=gettext_lazy("Topic"),
        choices=[(topic.value, label) for topic, label in TOPICS.items()],
    )
    about = forms.ChoiceField(
        label=gettext_lazy("About"),
        choices=[(about.value, label) for about, label in ABOUT.items()],
    )
    unit = CleanCharField(
        label=gettext_lazy("Section"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("The name of the section or counter, not of a person."),
    )
    telephone = CleanCharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    mail = forms.EmailField(label=gettext_lazy("Mail address of the section"), required=False)
    url = forms.URLField(
        label=gettext_lazy("Page on the web"), required=False, assume_scheme="https"
    )
    form_url = forms.URLField(
        label=gettext_lazy("Form for questions"), required=False, assume_scheme="https"
    )
    procedure_url = forms.URLField(
        label=gettext_lazy("Page that explains the procedure"),
        required=False,
        assume_scheme="https",
    )
    hours = CleanCharField(
        label=gettext_lazy("Hours"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("For example: weekdays 9:00–17:00."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Only for these kinds of institution"),
        choices=[(kind.value, label) for kind, label in KINDS.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Without any, the desk is for all kinds."),
    )
    only_members = forms.BooleanField(
        label=gettext_lazy("For institutions that take part here"), required=False
    )
    areas = CleanCharField(
        label=gettext_lazy("Only for these places"),
        max_length=4_000,
        required=False,
        one_line=False,
        help_text=gettext_lazy(
            "Prefectures or municipalities, parted by “、”. Without any, the desk is for the whole country."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    from_day = DayField(label=gettext_lazy("From"), required=False)
    to_day = DayField(
        label=gettext_lazy("Until"),
        required=False,
        help_text=gettext_lazy(
            "The last day. A desk that has ended stays in the records and answers no more."
        ),
    )
    once = OnceField()
    version = forms.IntegerField(
        widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1, required=False
    )

    def clean_areas(self) -> frozenset[str]:
        texts = [part for part in _PARTED.split(self.cleaned_data["areas"]) if part.strip()]
        if len(texts) > _MOST_AREAS:
            raise ValidationError(_("Write at most %(most)d places."), params={"most": _MOST_AREAS})
        return frozenset(area_code(text) for text in texts)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("from_day"), data.get("to_day")
        if first and last and last < first:
            self.add_error("to_day", _("The last day lies before the first one."))
        return data

    def content(self) -> DeskContent:
        """What a valid form says."""
        data = self.cleaned_data
        return DeskContent(
            topic=Topic(data["topic"]),
            about=About(data["about"]),
            unit=data["unit"],
            mail=data["mail"],
            telephone=data["telephone"],
            url=data["url"],
            form_url=data["form_url"],
            procedure_url=data["procedure_url"],
            hours=data["hours"],
            kinds=frozenset(map(InstitutionKind, data["kinds"])),
            areas=data["areas"] | ({REGION} if data["only_members"] else set()),
            from_day=data["from_day"],
            to_day=data["to_day"],
        )

    @staticmethod
    def initial_of(desk: Desk) -> dict[str, Any]:
        """What the form shows of a desk that is there."""
        areas = [row.area for row in desk.areas.all()]
        names = (
            "topic", "about", "unit", "telephone", "mail", "url", "form_url", "procedure_url", "hours",
            "from_day", "to_day", "version",
        )  # fmt: skip
        return {name: getattr(desk, name) for name in names} | {
            "kinds": [row.kind for row in desk.kinds.all()],
            "only_members": REGION in areas,
            "areas": "、".join(area_name(area) for area in areas if area != REGION),
        }
