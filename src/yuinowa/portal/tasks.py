"""Jobs of the portal. They may run twice: the row says what is left to do."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from yuinowa.portal import services


def make_takeout(payload: dict[str, Any]) -> None:
    with translation.override(payload["language"]):
        services.make_takeout(payload["takeout"])
