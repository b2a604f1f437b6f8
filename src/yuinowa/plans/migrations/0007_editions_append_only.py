"""A published edition is never changed: the database itself refuses it (I29)."""

from django.db import migrations

#: What belongs to an edition is written together with it, and never again.
PARTS = ("plans_edition_figure", "plans_edition_change")
EDITION = "plans_edition"
SAID = "a published edition is never changed"
PUBLISHED = f"SELECT 1 FROM {EDITION} WHERE id = NEW.edition_id AND state = 'published'"


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION plans_edition_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN RAISE EXCEPTION '{SAID}'; END $$"
        )
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION plans_edition_part_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN IF EXISTS ({PUBLISHED}) THEN RAISE EXCEPTION '{SAID}'; END IF; RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {EDITION}_frozen BEFORE UPDATE OR DELETE ON {EDITION} FOR EACH ROW"
            " WHEN (OLD.state = 'published') EXECUTE FUNCTION plans_edition_refuse()"
        )
        for table in PARTS:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
                " EXECUTE FUNCTION plans_edition_refuse()"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_closed BEFORE INSERT ON {table} FOR EACH ROW"
                " EXECUTE FUNCTION plans_edition_part_refuse()"
            )
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {EDITION}_no_{verb.lower()} BEFORE {verb} ON {EDITION}"
            f" WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )
        for table in PARTS:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
            )
    for table in PARTS:
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_insert BEFORE INSERT ON {table}"
            f" WHEN EXISTS ({PUBLISHED}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER {EDITION}_frozen ON {EDITION}")
        for table in PARTS:
            schema_editor.execute(f"DROP TRIGGER {table}_frozen ON {table}")
            schema_editor.execute(f"DROP TRIGGER {table}_closed ON {table}")
        schema_editor.execute("DROP FUNCTION plans_edition_refuse()")
        schema_editor.execute("DROP FUNCTION plans_edition_part_refuse()")
        return
    for verb in ("update", "delete"):
        for table in (EDITION, *PARTS):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
    for table in PARTS:
        schema_editor.execute(f"DROP TRIGGER {table}_no_insert")


class Migration(migrations.Migration):
    dependencies = [("plans", "0006_editions")]

    operations = [migrations.RunPython(forbid, allow)]
