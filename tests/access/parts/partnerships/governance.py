"""The body in which the sides of a partnership meet."""

from __future__ import annotations

from tests.access.parts.partnerships.beginning import OWN

SAMPLES = {"partnerships:body-open": OWN}
