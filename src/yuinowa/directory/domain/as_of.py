"""What is asked of a day: codes of programmes or services, and places. It stands whole in the address."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class AsOf:
    """Several values of one kind mean "any of them"."""

    day: date
    #: Programmes, or services.
    codes: tuple[str, ...] = ()
    #: Two-digit codes.
    prefectures: tuple[str, ...] = ()

    def toggled(self, *, code: str = "", prefecture: str = "") -> AsOf:
        """The same question with a value chosen, or taken off where it was chosen."""
        return replace(
            self,
            codes=_toggled(self.codes, code),
            prefectures=_toggled(self.prefectures, prefecture),
        )

    def parameters(self, today: date) -> list[tuple[str, str]]:
        """The query of its permanent address; today is left out, for it is another day tomorrow."""
        day = [] if self.day == today else [("on", self.day.isoformat())]
        return [*day, *self.pairs]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The narrowing alone."""
        codes = [("code", code) for code in self.codes]
        return [*codes, *(("prefecture", code) for code in self.prefectures)]


def _toggled(chosen: tuple[str, ...], value: str) -> tuple[str, ...]:
    if not value:
        return chosen
    return tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
