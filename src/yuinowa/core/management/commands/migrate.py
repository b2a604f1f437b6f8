"""Django's ``migrate``, but that an empty database gets all tables at once (core.fresh)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from yuinowa.core import fresh


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        is_asked_for_part = options["app_label"] or any(
            options[name] for name in ("fake", "fake_initial", "plan", "check_unapplied", "prune")
        )
        if not is_asked_for_part and fresh.is_empty(connection):
            fresh.make(connection)
        super().handle(*args, **options)
