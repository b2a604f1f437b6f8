"""What a resident writes, and the one institution that a line names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor
from yuinowa.core.text import CleanCharField
from yuinowa.directory.queries import find_institutions
from yuinowa.kernel.errors import InputRefused
from yuinowa.partnerships.domain.ideas import MAX_FOR_WHOM, MAX_IDEA, MAX_NAME
from yuinowa.partnerships.domain.policy import MAX_TITLE
from yuinowa.partnerships.forms.partnerships import MOST_CANDIDATES
from yuinowa.partnerships.services.ideas import IdeaWords

if TYPE_CHECKING:
    from yuinowa.directory.models import Institution

_MAX_EMAIL = 254


class OneInstitutionForm(forms.Form):
    """Names one institution, or none; ``chosen`` is whom the line means."""

    institution = CleanCharField(
        label=gettext_lazy("Which institution would you ask?"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "A part of its name is enough. Leave it empty if you do not know: then the region office finds one."
        ),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        self.chosen: Institution | None = None

    def clean_institution(self) -> str:
        name: str = self.cleaned_data["institution"]
        try:
            candidates = find_institutions(name, self.actor, most=MOST_CANDIDATES)
        except InputRefused as refused:
            raise forms.ValidationError(refused.message) from refused
        exact = [one for one in candidates if one.name == name]
        fitting = exact if len(exact) == 1 else candidates
        told = {"name": name[:50], "these": "、".join(one.name for one in fitting)}
        if name and not fitting:
            raise forms.ValidationError(
                _("No institution fits “%(name)s”. Try a part of its name, or leave it empty.")
                % told
            )
        if len(fitting) > 1:
            raise forms.ValidationError(
                _("Several institutions fit “%(name)s”: %(these)s. Write one of these names.")
                % told
            )
        self.chosen = fitting[0] if fitting else None
        return name


class IdeaForm(OneInstitutionForm):
    title = CleanCharField(label=gettext_lazy("Your idea in one line"), max_length=MAX_TITLE)
    words = CleanCharField(
        label=gettext_lazy("What would you like to see done?"),
        max_length=MAX_IDEA,
        one_line=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "In your own words; nobody changes them. No names of other persons."
        ),
    )
    for_whom = CleanCharField(
        label=gettext_lazy("For whom would it be?"),
        max_length=MAX_FOR_WHOM,
        help_text=gettext_lazy("Small children and their parents, for instance."),
    )
    name = CleanCharField(
        label=gettext_lazy("Your name"),
        max_length=MAX_NAME,
        help_text=gettext_lazy("A pen name will do. Whoever answers reads it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    email = CleanCharField(
        label=gettext_lazy("Mail address"),
        max_length=_MAX_EMAIL,
        # Not EmailInput: browsers turn full-width letters into others without a word.
        widget=forms.TextInput(
            attrs={"autocomplete": "email", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=gettext_lazy(
            "A link to confirm goes there, and later the answer. Nobody else reads the address."
        ),
    )
    once = OnceField()
    field_order = ("title", "words", "for_whom", "institution", "name", "email")

    def told(self) -> IdeaWords:
        """What a valid form says."""
        data = self.cleaned_data
        return IdeaWords(
            title=data["title"],
            words=data["words"],
            for_whom=data["for_whom"],
            name=data["name"],
            email=data["email"],
            asked=self.chosen.pk if self.chosen else None,
        )
