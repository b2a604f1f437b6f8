"""A consent to an accession is never changed; of a notice of leaving only that it was taken back is said, once."""

from django.db import migrations

CONSENT, NOTICE = "partnerships_accessionconsent", "partnerships_leavingnotice"
REFUSED = "what was put to the sides, or said by one, is never changed"
GIVEN = ("party_id", "given_on", "effective_on", "reason", "person")


def _rules(differ):
    changed = " OR ".join(f"NEW.{column} {differ} OLD.{column}" for column in GIVEN)
    return {
        (CONSENT, "UPDATE"): "",
        (CONSENT, "DELETE"): "",
        (NOTICE, "UPDATE"): f"OLD.taken_back_on IS NOT NULL OR {changed}",
        # SQLite made the table anew for its new column, and its trigger was gone with the old one.
        (NOTICE, "DELETE"): "",
    }


def _drop(schema_editor, table, verb):
    on = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
    schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb.lower()}{on}")


def _forbid(schema_editor, rules):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for (table, verb), when in rules.items():
        _drop(schema_editor, table, verb)
        condition = f" WHEN ({when})" if when else ""
        deed = (
            "EXECUTE FUNCTION partnerships_refuse()"
            if is_postgresql
            else f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW{condition} {deed}"
        )


def forbid(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    _forbid(schema_editor, _rules("IS DISTINCT FROM" if is_postgresql else "IS NOT"))


def allow(apps, schema_editor):
    for verb in ("UPDATE", "DELETE"):
        _drop(schema_editor, CONSENT, verb)
    _forbid(schema_editor, {(NOTICE, "UPDATE"): "", (NOTICE, "DELETE"): ""})


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0010_accessions")]

    operations = [migrations.RunPython(forbid, allow)]
