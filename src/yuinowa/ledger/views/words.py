"""What several pages of the ledger show alike."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from yuinowa.ui.words import in_japanese


def region_name() -> str:
    name: str = settings.REGION_NAME if in_japanese() else settings.REGION_NAME_EN
    return name


def end_name(number: int | None, names: dict[int, str]) -> str:
    """The name of an end of a cell; 0 is unnamed, None is not kept."""
    if number is None:
        return ""
    return names.get(number, "") if number else _("Not named")
