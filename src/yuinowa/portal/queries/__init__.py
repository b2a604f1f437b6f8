"""Doors of the first page and of the operator's pages."""

from __future__ import annotations

from yuinowa.portal.queries.cards import cards_of
from yuinowa.portal.queries.day import Day, Turn, day_of

__all__ = ["Day", "Turn", "cards_of", "day_of"]
