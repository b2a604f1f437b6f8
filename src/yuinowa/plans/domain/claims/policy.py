"""The numbers of the claim check: how near is near enough. A plan's page prints them as rules."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class ClaimPolicy:
    """Shares are fractions of the base unless said otherwise. Source: plan-progress §8."""

    #: 横ばい: this near to the base.
    flat_share: Decimal = Decimal("0.02")
    #: 横ばい of a percentage: this many points.
    flat_points: Decimal = Decimal(1)
    #: Beyond "flat" and up to here it is a matter of judgement.
    nearly_flat_share: Decimal = Decimal("0.05")
    #: やや, わずかに: up to here; 大きく, 大幅に: from here.
    slight_share: Decimal = Decimal("0.10")
    #: … and beyond these nobody says so.
    never_slight: Decimal = Decimal("0.15")
    never_large: Decimal = Decimal("0.05")
    #: 約 never means more than this, be the number ever so round.
    about_share: Decimal = Decimal("0.10")
    #: Beyond the last digit, this much is taken for cut off rather than wrong.
    careless_share: Decimal = Decimal("0.01")
    #: 強, 余り, 弱, 近く: up to this far on that side.
    just_share: Decimal = Decimal("0.10")
    #: 概ね達成: from this attainment.
    nearly_reached: Decimal = Decimal("0.95")
    #: … and from this one it is a matter of judgement.
    hardly_reached: Decimal = Decimal("0.90")
    #: An unmentioned figure this far on the wrong side changes the meaning of what was said.
    omission_share: Decimal = Decimal("0.05")
    #: The last fiscal year before the pandemic counts as 令和元年度, where no year is named.
    before_pandemic: int = 2019


POLICY = ClaimPolicy()
