"""What an administrator writes of people: an invitation, and a change of what somebody may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from yuinowa.accounts import labels
from yuinowa.accounts.domain.invitations import LONGEST_NAME, LONGEST_UNIT
from yuinowa.accounts.domain.policy import LONGEST_EMAIL, LONGEST_LOGIN
from yuinowa.accounts.forms import PasswordField
from yuinowa.accounts.forms.days import DayToComeField
from yuinowa.accounts.permissions import REGION_ROLES
from yuinowa.accounts.services import Changed, Guest
from yuinowa.core.idempotency import OnceField
from yuinowa.core.rights import Actor, Role
from yuinowa.core.sockets import Assignable
from yuinowa.core.text import CleanCharField


def role_choices(actor: Actor) -> list[tuple[str, str]]:
    """The roles ``actor`` may give, each with what it lets a person do."""
    given = [role for role in labels.ROLES if actor.region or role not in REGION_ROLES]
    return [
        (
            role.value,
            gettext("%(role)s: %(may)s")
            % {"role": labels.ROLES[role], "may": labels.MEANINGS[role]},
        )
        for role in given
    ]


class RolesField(forms.MultipleChoiceField):
    """Some of the roles the actor may give; without one, the person reads only."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> frozenset[Role]:
        return frozenset(Role(role) for role in super().clean(value))


class GuestForm(forms.Form):
    """Who is invited, and as what."""

    email = CleanCharField(
        label=_("Mail address"),
        max_length=LONGEST_EMAIL,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("The invitation goes there. The link works once, within 14 days."),
    )
    roles = RolesField(
        label=_("Roles"), required=False, help_text=_("Without a role, the person reads only.")
    )
    unit = CleanCharField(
        label=pgettext_lazy("part of an institution", "Unit"),
        max_length=LONGEST_UNIT,
        required=False,
        help_text=_("As it stands beside the name of the institution, such as 連携担当."),
    )
    last_day = DayToComeField(
        label=_("Last day"), required=False, help_text=_("Empty, if no end is foreseen.")
    )
    only_for = forms.ChoiceField(
        label=_("Only for"),
        required=False,
        help_text=_(
            "For an outside reviewer: toward everything else the person is a visitor. Needs a last day."
        ),
    )
    once = OnceField()

    def __init__(
        self, *args: Any, actor: Actor, assignable: Sequence[Assignable] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "roles", role_choices(actor))
        if assignable:
            everything = ("", gettext("Everything the roles allow"))
            _choose(self, "only_for", [everything, *((a.key, a.label) for a in assignable)])
        else:
            del self.fields["only_for"]

    def guest(self) -> Guest:
        """What a valid form says."""
        data = self.cleaned_data
        kind, _colon, pk = (data.get("only_for") or "").partition(":")
        last_day = data["last_day"]
        return Guest(
            email=data["email"],
            roles=data["roles"],
            unit=data["unit"],
            to_day=last_day and last_day + timedelta(days=1),
            only_for=(kind, int(pk)) if kind else None,
        )


class AffiliationForm(forms.Form):
    """What somebody may do from now on."""

    roles = RolesField(
        label=_("Roles"), required=False, help_text=_("Without a role, the person reads only.")
    )
    unit = CleanCharField(
        label=pgettext_lazy("part of an institution", "Unit"),
        max_length=LONGEST_UNIT,
        required=False,
    )
    last_day = DayToComeField(
        label=_("Last day"), required=False, help_text=_("Empty, if no end is foreseen.")
    )
    gatekeeper = forms.BooleanField(
        label=_("The one whom others turn to"),
        required=False,
        help_text=_("A mark for colleagues and partners. It gives no right."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(
        self, *args: Any, actor: Actor, held: frozenset[Role] = frozenset(), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        given = role_choices(actor)
        # A role of the region's that is held stays; its box is not the institution's to untick.
        self.kept = frozenset(held) - {Role(code) for code, _label in given}
        _choose(self, "roles", given)

    def changed(self) -> Changed:
        """What a valid form says."""
        data = self.cleaned_data
        return Changed(
            roles=data["roles"] | self.kept,
            unit=data["unit"],
            to_day=data["last_day"] and data["last_day"] + timedelta(days=1),
            gatekeeper=data["gatekeeper"],
        )


class NewNameForm(forms.Form):
    """The name of somebody who has none here yet."""

    login = CleanCharField(
        label=_("Sign-in name"),
        max_length=LONGEST_LOGIN,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=_(
            "Letters and digits, dot, hyphen and underline. It is yours, wherever you work."
        ),
    )
    display_name = CleanCharField(
        label=_("Your name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("Seen by colleagues. Partners see your institution."),
    )
    password = PasswordField(
        label=_("Password"),
        autocomplete="new-password",
        help_text=_(
            "At least 12 characters, better 15 or more. Several words in a row are easy to remember."
        ),
    )
    again = PasswordField(label=_("Password once more"), autocomplete="new-password")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "password" in data and "again" in data and data["password"] != data["again"]:
            self.add_error("again", gettext("Write the same password twice."))
        return data


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
    field.choices = choices
