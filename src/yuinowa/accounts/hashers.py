"""Argon2id with measured cost (R25): Django's default takes 100 MiB and 0.3 s a try on a small machine."""

from __future__ import annotations

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

from yuinowa.accounts.domain.policy import MAX_HASHES_AT_ONCE

_PLACES = BoundedSemaphore(MAX_HASHES_AT_ONCE)


class MeasuredArgon2(Argon2PasswordHasher):
    """19 MiB, two passes, one lane; a crowd at the door waits instead of taking all memory.

    Source: OWASP Password Storage Cheat Sheet, Argon2id.
    """

    memory_cost = 19456
    time_cost = 2
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _PLACES:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _PLACES:
            return super().verify(password, encoded)
