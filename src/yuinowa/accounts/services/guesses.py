"""Counting wrong passwords (R26): exactly, whatever happens at the same moment."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.guessing import seconds_to_wait, within_window
from yuinowa.accounts.domain.names import folded
from yuinowa.accounts.domain.policy import (
    KEEP_FAILURES,
    PER_ACCOUNT,
    PER_ADDRESS,
    GuessLimit,
)
from yuinowa.accounts.models import FailureTally, keyed_digest
from yuinowa.core import clock
from yuinowa.kernel.errors import TooMany


class Guess:
    """One try at one account from one address.

    It is counted as a failure before the password is looked at, and taken back when it fits: of many tries
    at once no more are heard than the limit says.
    """

    def __init__(self, login: str, address: str) -> None:
        self._limits: dict[str, GuessLimit] = {
            keyed_digest("account", folded(login)): PER_ACCOUNT,
            keyed_digest("address", address): PER_ADDRESS,
        }
        self._account = next(iter(self._limits))
        self._moment = 0

    @transaction.atomic(durable=True)
    def count(self) -> None:
        """Count the try.

        Raises:
            TooMany: it is not heard now; it was not counted either.
        """
        now = clock.now()
        FailureTally.objects.bulk_create(
            [FailureTally(key=key, last_at=now) for key in sorted(self._limits)],
            ignore_conflicts=True,
        )
        tallies = self._locked()
        wait = max(
            seconds_to_wait(_moments(tally), now, self._limits[tally.key]) for tally in tallies
        )
        if wait:
            raise TooMany(
                _("There were too many wrong passwords."),
                retry_after=wait,
                next_step=_("Wait a little, then try again."),
            )
        for tally in tallies:
            counted = within_window(_moments(tally), now, self._limits[tally.key])
            tally.moments = [_milliseconds(moment) for moment in (*counted, now)]
            tally.last_at = now
        FailureTally.objects.bulk_update(tallies, ["moments", "last_at"])
        self._moment = _milliseconds(now)

    @transaction.atomic
    def take_back(self) -> None:
        """The password was right: the account starts anew, the address has this failure less."""
        tallies = self._locked()
        for tally in tallies:
            if tally.key == self._account:
                tally.moments = []
            elif self._moment in tally.moments:
                tally.moments.remove(self._moment)
        FailureTally.objects.bulk_update(tallies, ["moments"])

    def _locked(self) -> list[FailureTally]:
        # Always in the order of the key, so that two guesses never wait for each other.
        rows = FailureTally.objects.select_for_update().filter(key__in=self._limits)
        return list(rows.order_by("key"))


def _moments(tally: FailureTally) -> list[datetime]:
    return [datetime.fromtimestamp(moment / 1000, UTC) for moment in tally.moments]


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def erase_old_failures() -> int:
    """Erase the tallies without a recent failure; how many."""
    old = FailureTally.objects.filter(last_at__lt=clock.now() - KEEP_FAILURES)
    deleted, _ = old.delete()
    return deleted
