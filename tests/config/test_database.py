"""A database's address becomes Django's settings."""

from __future__ import annotations

from contextlib import closing

import pytest
from django.db import connection, connections

from yuinowa.config import env
from yuinowa.config import settings as product


def test_postgresql_starts_no_workers_for_a_query() -> None:
    options = env.database("postgresql://yuinowa@127.0.0.1/yuinowa")["OPTIONS"]

    assert options == {"options": "-c max_parallel_workers_per_gather=0"}


@pytest.mark.parametrize("url", ["sqlite:////srv/yuinowa.sqlite3", "postgresql://yuinowa@/yuinowa"])
def test_a_connection_is_kept_from_page_to_page(url: str) -> None:
    assert env.database(url)["CONN_MAX_AGE"] == 60


#: What each database is asked about itself, and what it must say (R29).
ASKED: dict[str, dict[str, object]] = {
    "postgresql": {"SHOW max_parallel_workers_per_gather": "0"},
    "sqlite": {"PRAGMA synchronous": 2, "PRAGMA foreign_keys": 1},
}


@pytest.mark.django_db
def test_a_connection_runs_as_its_settings_say() -> None:
    options = product.DATABASES["default"]["OPTIONS"]
    opened = connections.create_connection("default")
    opened.settings_dict = connection.settings_dict | {"OPTIONS": options}
    said: dict[str, object] = {}
    with closing(opened), opened.cursor() as cursor:
        for question in ASKED[connection.vendor]:
            cursor.execute(question)
            said[question] = cursor.fetchone()[0]

    assert said == ASKED[connection.vendor]
