"""No two holdings of one person and one post share a day: the database itself refuses the second.

PostgreSQL by an exclusion constraint: ids as ranges of one, so that no extension is asked for. SQLite by
triggers; its writers follow one another. A later migration that makes the table anew on SQLite has to make
them anew too: the tests of holdings write past the service and notice.
"""

from django.db import migrations

TABLE, NAME = "accounts_postholding", "post_held_once_a_day"

OVERLAP = f"""
    SELECT RAISE(ABORT, '{NAME}') WHERE EXISTS (
        SELECT 1 FROM {TABLE} other
        WHERE other.post_id = NEW.post_id AND other.person_id = NEW.person_id AND other.id <> NEW.id
          AND other.from_day < COALESCE(NEW.to_day, '9999-12-31')
          AND NEW.from_day < COALESCE(other.to_day, '9999-12-31'));
"""


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} EXCLUDE USING gist ("
            " int8range(post_id, post_id, '[]') WITH &&,"
            " int8range(person_id, person_id, '[]') WITH &&,"
            " daterange(from_day, to_day) WITH &&)"
        )
        return
    # After the row is written, for only then it has its number; an aborted statement leaves nothing.
    for verb in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER {NAME}_{verb.lower()} AFTER {verb} ON {TABLE} BEGIN {OVERLAP} END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {TABLE} DROP CONSTRAINT {NAME}")
        return
    for verb in ("insert", "update"):
        schema_editor.execute(f"DROP TRIGGER {NAME}_{verb}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0009_post_holdings")]

    operations = [migrations.RunPython(forbid, allow)]
