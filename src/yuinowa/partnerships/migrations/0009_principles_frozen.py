"""Principles as they were proposed, consents to them and checks are never changed: the database itself refuses it."""

from django.db import migrations

ADOPTION = "partnerships_adoption"
#: Written once, and never again.
SAID = ("partnerships_adoptionconsent", "partnerships_principlecheck")
REFUSED = "what a side proposed, agreed to or said is never changed"
PROPOSED = ("partnership_id", "number", "document", "digest", "proposed_for_id", "proposed_at")


def _rules(differ):
    """By table and verb: when it is refused; an empty condition: always."""
    rules = {(table, verb): "" for table in SAID for verb in ("UPDATE", "DELETE")}
    rules[ADOPTION, "DELETE"] = ""
    # That it was taken back is said once, afterwards.
    changed = " OR ".join(f"NEW.{column} {differ} OLD.{column}" for column in PROPOSED)
    rules[ADOPTION, "UPDATE"] = f"OLD.ended_at IS NOT NULL OR {changed}"
    return rules


def forbid(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    if is_postgresql:
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION partnerships_principles_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
    for (table, verb), when in _rules("IS DISTINCT FROM" if is_postgresql else "IS NOT").items():
        condition = f" WHEN ({when})" if when else ""
        deed = (
            "FOR EACH ROW{} EXECUTE FUNCTION partnerships_principles_refuse()".format(condition)
            if is_postgresql
            else f"{condition} BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )
        schema_editor.execute(f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} {deed}")


def allow(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, verb in _rules("IS NOT"):
        on = f" ON {table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION partnerships_principles_refuse()")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0008_principles")]

    operations = [migrations.RunPython(forbid, allow)]
