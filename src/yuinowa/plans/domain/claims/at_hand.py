"""The numbers that an indicator's figures give: by themselves, beside each other, and by chance."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from yuinowa.plans.domain.claims import figures
from yuinowa.plans.domain.claims.figures import Years
from yuinowa.plans.domain.claims.fitting import Fit, fit
from yuinowa.plans.domain.claims.kinds import Against, Base, Bound, Claim, Measure, Quantity
from yuinowa.plans.domain.claims.series import Series


def is_fine(quantity: Quantity, series: Series) -> bool:
    """Whether a number is exact enough that it is no other one by chance."""
    if quantity.bound is not Bound.EXACT:
        return False
    if quantity.measure is Measure.AMOUNT:
        return quantity.number >= 10 and quantity.place <= 1
    if quantity.measure is Measure.TIMES:
        return quantity.place <= -2
    return quantity.place <= -1 or (series.is_share and quantity.place <= 0)


#: Below this, some two figures of an indicator lie so far apart by chance.
_BY_CHANCE = 100


class AtHand:
    """The numbers that an indicator's figures give, by themselves and beside each other."""

    def __init__(self, series: Series, years: Years, claim: Claim) -> None:
        self.series, self.years, self.claim = series, years, claim
        self.actuals = dict(sorted(series.actuals.items()))
        self.of_years = {years.of_text, figures.year_of(claim, years)}
        self.of_years |= {one.year for one in claim.nearby if one.year and one.base is Base.YEAR}
        self.of_years |= {years.of_text - 1}

    def accounts_for(self, said: Quantity) -> bool:
        """Whether ``said`` is one of the numbers at hand; a coarse one only of those that the text names."""
        is_exact = is_fine(said, self.series)
        if said.bound not in (Bound.EXACT, Bound.ABOUT) and said.measure is not Measure.AMOUNT:
            # 1割を超える増加: any share at hand would be beyond it.
            return False
        if said.measure is Measure.AMOUNT or (
            said.measure is Measure.PERCENT and self.series.is_share
        ):
            if said.measure is Measure.PERCENT and any(
                fit(said, one * 100) is not Fit.NO for one in self._own_shares()
            ):
                return True
            numbers = self._amounts() if is_exact else [*self._near(), *self._own()]
            return any(fit(said, one) is not Fit.NO for one in numbers)
        if said.measure is Measure.POINTS:
            return any(fit(said, one) is not Fit.NO for one in self._differences())
        if said.measure is Measure.PERCENT:
            shares = self._shares() if is_exact else self._own_shares()
            return any(fit(said, one * 100) is not Fit.NO for one in shares)
        return any(fit(said, one) is not Fit.NO for one in self._shares())

    def is_by_chance(self, said: Quantity, *, below: int = _BY_CHANCE) -> bool:
        """Whether a small number, ``below`` so much, is one that the figures give, and none of those that the sentence speaks of."""
        if said.measure is not Measure.AMOUNT or said.number >= below:
            return False
        return not any(fit(said, one) is not Fit.NO for one in self._own())

    def is_sum_alone(self, said: Quantity) -> bool:
        """Whether an amount is a sum or a mean of years, and no figure, nor how far two lie apart."""
        if said.measure is not Measure.AMOUNT:
            return False
        plain = [*self._figures(), *self._differences(), *self._by_the_year()]
        return not any(fit(said, one) is not Fit.NO for one in plain)

    def _own(self) -> list[Decimal]:
        """The year's figure, those that the sentence compares it with, last year's and the target; and how far apart they are."""
        year = self.years.of_text
        against = [
            *self.claim.nearby,
            *filter(None, [self.claim.against]),
            Against(Base.PREVIOUS),
            Against(Base.TARGET),
        ]
        bases = [figures.compared_with(self.series, one, year, self.years) for one in against]
        known = [one.number for one in bases if one is not None]
        now = self.series.actuals.get(year)
        return known if now is None else [now, *known, *(abs(now - one) for one in known)]

    def _figures(self) -> list[Decimal]:
        return [*self.actuals.values(), *self.series.targets.values()]

    def _near(self) -> list[Decimal]:
        return [self.actuals[year] for year in self.of_years if year in self.actuals]

    def _differences(self) -> Iterator[Decimal]:
        for year in self.of_years:
            if year in self.actuals:
                now = self.actuals[year]
                yield from (abs(now - one) for one in self._figures())

    def _by_the_year(self) -> Iterator[Decimal]:
        """From a year that the sentence names up to the text's own, how much by the year."""
        now, year = self.actuals.get(self.years.of_text), self.years.of_text
        for one in self.claim.nearby:
            base = self.actuals.get(one.year or 0)
            if one.base is Base.YEAR and now is not None and base is not None and one.year != year:
                yield abs(now - base) / abs(year - (one.year or 0))

    def _amounts(self) -> Iterator[Decimal]:
        """Figures, differences, and sums and means of years in a row."""
        yield from self._figures()
        yield from self._differences()
        yield from self._by_the_year()
        known = list(self.actuals)
        for first, last in combinations(known, 2):
            row = [self.actuals[year] for year in known if first <= year <= last]
            yield sum(row, Decimal(0))
            yield sum(row, Decimal(0)) / len(row)

    def _own_shares(self) -> Iterator[Decimal]:
        """The share of its base, how far it lies from it, and what is left of it."""
        year = figures.year_of(self.claim, self.years)
        for against in [self.claim.against or Against(Base.PREVIOUS), *self.claim.nearby]:
            base = figures.compared_with(self.series, against, year, self.years)
            if year in self.actuals and base is not None and base.number:
                ratio = self.actuals[year] / base.number
                yield from (ratio, abs(ratio - 1))

    def _shares(self) -> Iterator[Decimal]:
        for year in self.of_years:
            for one in self._figures():
                if year in self.actuals and one:
                    ratio = self.actuals[year] / one
                    yield from (ratio, abs(ratio - 1))
