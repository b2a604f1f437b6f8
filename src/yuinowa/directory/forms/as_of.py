"""The day a list is asked for; codes and places come by links, from declared lists."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from yuinowa.core.text import DayField
from yuinowa.directory.domain.as_of import AsOf
from yuinowa.directory.domain.places import PREFECTURES


class AsOfForm(forms.Form):
    on = DayField(
        label=_("As of the day"),
        help_text=_("Such as 令和8年4月1日. Left empty, it is today."),
        required=False,
    )

    def asked(self, codes: Collection[str], today: date) -> AsOf:
        """What a valid form asks; unknown values are passed over, and each counts once (R4)."""
        given: QueryDict = self.data  # type: ignore[assignment]  # always made from request.GET
        return AsOf(
            self.cleaned_data["on"] or today,
            tuple(dict.fromkeys(c for c in given.getlist("code") if c in codes)),
            tuple(dict.fromkeys(p for p in given.getlist("prefecture") if p in PREFECTURES)),
        )
