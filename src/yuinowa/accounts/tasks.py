"""What this wing does after the answer is out. Payloads hold digests and ids, never what somebody typed."""

from __future__ import annotations

from yuinowa.accounts import services
from yuinowa.core.handlers import Payload


def tell_owner_of_guesses(payload: Payload) -> None:
    """Tell whoever owns the account that it is guessed at; nothing, if nobody does."""
    services.tell_owner_of_guesses(payload["account"], key=payload["key"])


def send_reset(payload: Payload) -> None:
    """Send the link for a new password; nothing, if the address is nobody's."""
    services.send_reset(payload["email"], key=payload["key"])
