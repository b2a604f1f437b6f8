"""Asking to accede."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yuinowa.core.idempotency import OnceField
from yuinowa.core.text import DayField
from yuinowa.partnerships.domain.agreements import AgreementKind
from yuinowa.partnerships.labels.agreements import KINDS
from yuinowa.partnerships.models import AgreementVersion


class AccedeForm(forms.Form):
    """To which agreement, and from which day."""

    agreement = forms.TypedChoiceField(
        label=gettext_lazy("Agreement"), widget=forms.RadioSelect, coerce=int
    )
    starts_on = DayField(
        label=gettext_lazy("From which day"),
        required=False,
        help_text=gettext_lazy("Empty: from the day of your signature. It is never before that."),
        widget=forms.TextInput(attrs={"class": "yw-input--12"}),
    )
    once = OnceField()

    def __init__(self, *args: Any, versions: Sequence[AgreementVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["agreement"]
        field.choices = [
            (version.pk, KINDS[AgreementKind(version.agreement.kind)]) for version in versions
        ]
        if len(versions) == 1:
            field.initial = versions[0].pk
