"""Entries are written once: the database itself refuses UPDATE and DELETE on ledger_entry."""

from django.db import migrations


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION ledger_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$"
            " BEGIN RAISE EXCEPTION 'ledger_entry is append-only'; END $$"
        )
        schema_editor.execute(
            "CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE ON ledger_entry"
            " FOR EACH ROW EXECUTE FUNCTION ledger_entry_is_append_only()"
        )
    else:
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER ledger_entry_no_{verb.lower()} BEFORE {verb} ON ledger_entry"
                f" BEGIN SELECT RAISE(ABORT, 'ledger_entry is append-only'); END"
            )


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER ledger_entry_append_only ON ledger_entry")
        schema_editor.execute("DROP FUNCTION ledger_entry_is_append_only()")
    else:
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER ledger_entry_no_{verb}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries")]

    operations = [migrations.RunPython(forbid, allow)]
