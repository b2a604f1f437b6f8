"""The test's database for processes of their own, which a test may kill."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection

ROOT = Path(__file__).parents[1]


def environment(folder: Path) -> dict[str, str]:
    """What a process needs to run on the database of this test, its files in ``folder``."""
    return os.environ | {
        "YUINOWA_DATABASE_URL": _database(folder),
        "YUINOWA_DATA_DIR": str(folder),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "DJANGO_SETTINGS_MODULE": "yuinowa.config.settings",
    }


def _database(folder: Path) -> str:
    """The address of the database; SQLite's lives in memory, so it is copied to a file."""
    settings = connection.settings_dict
    if connection.vendor == "postgresql":
        host = f"{settings['HOST']}:{settings['PORT']}" if settings["PORT"] else settings["HOST"]
        secret = f":{settings['PASSWORD']}" if settings["PASSWORD"] else ""
        return f"postgresql://{settings['USER']}{secret}@{host}/{settings['NAME']}"
    connection.ensure_connection()
    file = folder / "copy.sqlite3"
    copy = sqlite3.connect(file)
    connection.connection.backup(copy)
    copy.close()
    return f"sqlite:///{file}"


def rows_in(url: str) -> dict[str, int]:
    """How many rows each table of the database at ``url`` has, read without the product's settings."""
    file = url.removeprefix("sqlite:///")
    opened: Any = psycopg.connect(url) if file == url else sqlite3.connect(file)
    with closing(opened), closing(opened.cursor()) as cursor:
        return {
            table: cursor.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for table in (m._meta.db_table for m in apps.get_models(include_auto_created=True))
        }
