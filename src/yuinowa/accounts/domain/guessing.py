"""How long a guesser waits: failures within a window are free up to a limit, then each doubles the delay.

Never a permanent lock (R26): old failures fall out of the window by themselves.
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Sequence
from datetime import datetime

from yuinowa.accounts.domain.policy import GuessLimit


def within_window(failures: Sequence[datetime], now: datetime, limit: GuessLimit) -> list[datetime]:
    """The failures that still count, oldest first."""
    return sorted(moment for moment in failures if now - moment < limit.window)


def seconds_to_wait(failures: Sequence[datetime], now: datetime, limit: GuessLimit) -> int:
    """Whole seconds until the next try is heard; 0, if it is heard now."""
    counted = within_window(failures, now, limit)
    beyond = len(counted) - limit.failures
    if beyond < 0:
        return 0
    # The exponent is capped before the power: the delay never exceeds the window.
    doubled: int = 2 ** min(beyond, 16)
    delay = min(limit.first_delay * doubled, limit.window)
    return max(0, math.ceil((counted[-1] + delay - now).total_seconds()))


def network_of(address: str) -> str:
    """What counts as one address: with IPv6 the network, for a line has as many addresses as it likes."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ipaddress.ip_network((found.packed, 64), strict=False))
