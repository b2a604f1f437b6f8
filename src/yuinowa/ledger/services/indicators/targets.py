"""Adopt targets: every version a new row, with who decided it, when and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.core import audit, clock
from yuinowa.core.rights import Actor, require
from yuinowa.core.versions import lock
from yuinowa.kernel.errors import InputRefused
from yuinowa.ledger.domain.indicators import Figure
from yuinowa.ledger.models import Indicator, TargetValue, TargetVersion
from yuinowa.ledger.services.indicators.cells import cell_of, require_possible


@transaction.atomic
def set_targets(
    indicator_id: int,
    targets: Mapping[int, Figure],
    *,
    adopted_on: date,
    reason: str,
    actor: Actor,
    origin: str = "",
) -> TargetVersion:
    """A new version of the targets, one figure a fiscal year; earlier versions stay readable.

    The same targets adopted on the same day again give back the version that stands (R31).

    Raises:
        InputRefused: no year is named, a target is no possible figure, or the version would be adopted
            before the one in force.
        NotAllowed: ``actor`` may not set this indicator's targets.
    """
    if not targets:
        raise InputRefused(
            _("No year has a target."),
            place="targets",
            next_step=_("Write the target of at least one year."),
        )
    indicator = lock(Indicator, indicator_id)
    require(actor, "indicator.edit", indicator)
    for year, figure in targets.items():
        require_possible(indicator, figure, place=f"target-{year}")
    last = indicator.target_versions.order_by("-number").first()
    if last is not None and _same_targets(last, targets, adopted_on):
        return last
    if last is not None and adopted_on < last.adopted_on:
        raise InputRefused(
            _("Newer targets are in force already."),
            place="adopted_on",
            next_step=_(
                "Give the day on which these were adopted; it cannot lie before the newest version."
            ),
        )
    version = TargetVersion(
        indicator=indicator,
        number=last.number + 1 if last else 1,
        adopted_on=adopted_on,
        reason=reason,
        origin=origin,
        decided_by=actor.person,
        created_at=clock.now(),
    )
    version.full_clean()
    version.save()
    rows = [
        TargetValue(target_version=version, fiscal_year=year, **cell_of(figure))
        for year, figure in sorted(targets.items())
    ]
    for row in rows:
        row.full_clean()
    TargetValue.objects.bulk_create(rows)
    audit.record(
        "indicator.set_targets",
        indicator,
        actor=actor,
        after={"version": version.number, "years": sorted(targets)},
    )
    return version


def _same_targets(last: TargetVersion, targets: Mapping[int, Figure], adopted_on: date) -> bool:
    stands = {
        row.fiscal_year: {"number": row.number, "blank": row.blank, "as_printed": row.as_printed}
        for row in last.values.all()
    }
    wanted = {year: cell_of(figure) for year, figure in targets.items()}
    return last.adopted_on == adopted_on and stands == wanted
