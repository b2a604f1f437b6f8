"""What was put to the sides, and what a side said to it, is never changed: the database itself refuses it (I7, I12)."""

from django.db import migrations

VERSION = "partnerships_agreementversion"
APPROVAL = "partnerships_approval"
#: Written once, and never again.
SAID = (
    "partnerships_textconsent",
    "partnerships_signature",
    "partnerships_signedfile",
    "partnerships_leavingnotice",
)
REFUSED = "what was put to the sides, or said by one, is never changed"
TEXT = ("agreement_id", "number", "written_for_id", "document", "digest", "based_on_id", "proposed_at")
DECISION = (
    "version_id",
    "party_id",
    "decision_number",
    "post",
    "decided_on",
    "subject_to_budget",
    "person",
    "recorded_at",
)


def _differs(columns, differ):
    return " OR ".join(f"NEW.{column} {differ} OLD.{column}" for column in columns)


def _rules(differ):
    """By table and verb: when it is refused; an empty condition: always."""
    rules = {(table, verb): "" for table in SAID for verb in ("UPDATE", "DELETE")}
    rules[VERSION, "DELETE"] = "OLD.number IS NOT NULL"
    rules[VERSION, "UPDATE"] = f"OLD.number IS NOT NULL AND ({_differs(TEXT, differ)})"
    rules[APPROVAL, "DELETE"] = ""
    # That the budget is there is said once, afterwards.
    rules[APPROVAL, "UPDATE"] = f"OLD.condition_met_on IS NOT NULL OR {_differs(DECISION, differ)}"
    return rules


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION partnerships_refuse() RETURNS trigger LANGUAGE plpgsql AS $$"
            f" BEGIN RAISE EXCEPTION '{REFUSED}'; END $$"
        )
        for (table, verb), when in _rules("IS DISTINCT FROM").items():
            condition = f" WHEN ({when})" if when else ""
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} FOR EACH ROW{condition}"
                " EXECUTE FUNCTION partnerships_refuse()"
            )
        return
    for (table, verb), when in _rules("IS NOT").items():
        condition = f" WHEN {when}" if when else ""
        schema_editor.execute(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}{condition}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
        )


def allow(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, verb in _rules("IS NOT"):
        on = f" ON {table}" if is_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {table}_no_{verb.lower()}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION partnerships_refuse()")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0002_agreements")]

    operations = [migrations.RunPython(forbid, allow)]
