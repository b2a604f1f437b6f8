"""Counting wrong passwords and codes (R26): exactly, whatever happens at the same moment."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from yuinowa.accounts.domain.guessing import network_of, seconds_to_wait, within_window
from yuinowa.accounts.domain.names import folded
from yuinowa.accounts.domain.policy import (
    KEEP_FAILURES,
    PER_ACCOUNT,
    PER_ADDRESS,
    TELL_OWNER_EVERY,
    GuessLimit,
)
from yuinowa.accounts.models import FailureTally, Person, keyed_digest
from yuinowa.core import clock, mail, outbox
from yuinowa.kernel.errors import TooMany

TELL_OWNER = "accounts.too-many-guesses"


class Tries:
    """One try that is counted under some keys, each with its limit.

    It is counted as a failure before it is looked at, and taken back when it fits: of many tries at once no
    more are heard than the limits say.
    """

    def __init__(self, limits: dict[str, GuessLimit]) -> None:
        self._limits = limits
        self._moment = 0

    def count(self) -> None:
        """Count the try.

        Raises:
            TooMany: it is not heard now; it was not counted either.
        """
        wait = self._count()
        if wait:
            raise TooMany(
                _("There were too many wrong tries."),
                retry_after=wait,
                next_step=_("Wait a little, then try again."),
            )

    @transaction.atomic(durable=True)
    def _count(self) -> int:
        now = clock.now()
        FailureTally.objects.bulk_create(
            [FailureTally(key=key, last_at=now) for key in sorted(self._limits)],
            ignore_conflicts=True,
        )
        tallies = self._locked()
        waits = {t.key: seconds_to_wait(_moments(t), now, self._limits[t.key]) for t in tallies}
        if any(waits.values()):
            for tally in tallies:
                if waits[tally.key]:
                    self._refused(tally, now)
            return max(waits.values())
        for tally in tallies:
            counted = within_window(_moments(tally), now, self._limits[tally.key])
            tally.moments = [_milliseconds(moment) for moment in (*counted, now)]
            tally.last_at = now
        FailureTally.objects.bulk_update(tallies, ["moments", "last_at"])
        self._moment = _milliseconds(now)
        return 0

    def _refused(self, tally: FailureTally, now: datetime) -> None:
        """What happens under the lock of a tally that is full."""

    @transaction.atomic
    def take_back(self) -> None:
        """It was none: each key has this failure less."""
        tallies = self._locked()
        for tally in tallies:
            self._forgive(tally)
        FailureTally.objects.bulk_update(tallies, ["moments"])

    def _forgive(self, tally: FailureTally) -> None:
        if self._moment in tally.moments:
            tally.moments.remove(self._moment)

    def _locked(self) -> list[FailureTally]:
        # Always in the order of the key, so that two guesses never wait for each other.
        rows = FailureTally.objects.select_for_update().filter(key__in=self._limits)
        return list(rows.order_by("key"))


class Guess(Tries):
    """One try at one account from one address."""

    def __init__(self, login: str, address: str) -> None:
        self._account = keyed_digest("account", folded(login))
        self._starts_anew = False
        super().__init__(
            {self._account: PER_ACCOUNT, keyed_digest("address", network_of(address)): PER_ADDRESS}
        )

    def was_right(self, *, wholly: bool = True) -> None:
        """It fitted, and the address has this failure less.

        ``wholly``: nothing is left to guess, so the account starts anew. A right password alone forgives no
        wrong codes: else whoever has the password could try them without end.
        """
        self._starts_anew = wholly
        self.take_back()

    def _forgive(self, tally: FailureTally) -> None:
        if tally.key == self._account and self._starts_anew:
            tally.moments = []
        else:
            super()._forgive(tally)

    def _refused(self, tally: FailureTally, now: datetime) -> None:
        """Have the owner told, if there is one; the same work for a name nobody has."""
        lately = tally.told_at is not None and now - tally.told_at < TELL_OWNER_EVERY
        if tally.key != self._account or lately:
            return
        FailureTally.objects.filter(key=tally.key).update(told_at=now)
        outbox.enqueue(
            TELL_OWNER,
            key=(key := f"guesses/{self._account}/{_milliseconds(now)}"),
            payload={"account": self._account, "key": key},
        )


class AddressTry(Tries):
    """One try from one address at what is no account's: a key of a program, a passkey nobody has."""

    def __init__(self, address: str) -> None:
        super().__init__({keyed_digest("address", network_of(address)): PER_ADDRESS})


@transaction.atomic
def tell_owner_of_guesses(account: str, *, key: str) -> None:
    """Send a mail to the person whose account has this digest; nothing, if nobody has such a name."""
    people = Person.objects.filter(is_active=True)
    person = next((p for p in people if keyed_digest("account", p.login) == account), None)
    if person is None:
        return
    mail.send(
        person.email,
        "accounts/mail/guesses.txt",
        {"person": person, "at": clock.now(), "link": mail.absolute(reverse("accounts:security"))},
        key=key,
        language=person.language,
    )


def _moments(tally: FailureTally) -> list[datetime]:
    return [datetime.fromtimestamp(moment / 1000, UTC) for moment in tally.moments]


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def erase_old_failures() -> int:
    """Erase the tallies without a recent failure; how many."""
    old = FailureTally.objects.filter(last_at__lt=clock.now() - KEEP_FAILURES)
    deleted, _rows = old.delete()
    return deleted
