"""Passwords in tests: the product's own hasher at the least cost; what it costs in service has its own test."""

from __future__ import annotations

from yuinowa.accounts.hashers import MeasuredArgon2


class CheapArgon2(MeasuredArgon2):
    memory_cost = 8
    time_cost = 1
