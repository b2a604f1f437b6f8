"""A database's address becomes Django's settings."""

from __future__ import annotations

import pytest
from django.db import connection

from yuinowa.config import env


def test_postgresql_starts_no_workers_for_a_query() -> None:
    options = env.database("postgresql://yuinowa@127.0.0.1/yuinowa")["OPTIONS"]

    assert options == {"options": "-c max_parallel_workers_per_gather=0"}


@pytest.mark.django_db
def test_a_connection_runs_as_its_settings_say() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("a setting of PostgreSQL")
    with connection.cursor() as cursor:
        cursor.execute("SHOW max_parallel_workers_per_gather")

        assert cursor.fetchone() == ("0",)
