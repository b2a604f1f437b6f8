"""What anybody may send without a name is counted, so that nobody sends it by the thousand."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.guessing import seconds_to_wait, within_window
from yuinowa.accounts.domain.policy import GuessLimit
from yuinowa.accounts.models import FailureTally, keyed_digest
from yuinowa.core import clock
from yuinowa.kernel.errors import TooMany


@transaction.atomic
def count_request(kind: str, address: str, limit: GuessLimit) -> None:
    """Count one request of ``kind`` from ``address``.

    Raises:
        TooMany: there were too many within the window; this one was not counted.
    """
    key, now = keyed_digest(kind, address), clock.now()
    FailureTally.objects.bulk_create([FailureTally(key=key, last_at=now)], ignore_conflicts=True)
    tally = FailureTally.objects.select_for_update().get(key=key)
    moments = [datetime.fromtimestamp(moment / 1000, UTC) for moment in tally.moments]
    wait = seconds_to_wait(moments, now, limit)
    if wait:
        raise TooMany(
            _("Too much was sent from this address of the network."),
            retry_after=wait,
            next_step=_("Wait a little, then try again."),
        )
    counted = [*within_window(moments, now, limit), now]
    tally.moments = [round(moment.timestamp() * 1000) for moment in counted]
    tally.last_at = now
    tally.save(update_fields=["moments", "last_at"])
