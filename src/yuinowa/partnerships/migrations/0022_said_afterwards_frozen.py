"""What a side said afterwards is never changed, and is on words of its own (I13): the database itself refuses it."""

from django.db import migrations

AFTERWARDS = "partnerships_afterwards"
#: What can be commented on, with the column that names it.
BEFOREHAND = {"benefit_id": "partnerships_benefit", "contribution_id": "partnerships_contribution"}
FROZEN = "what was put to the sides, or said by one, is never changed"
OF_ANOTHER = "a side speaks of its own words alone"
#: The side of what is commented on; nothing where nothing is named, which a constraint refuses.
ITS_SIDE = ", ".join(
    f"(SELECT party_id FROM {table} WHERE id = NEW.{column})"
    for column, table in BEFOREHAND.items()
)


def _rules():
    """By trigger: on which deed, when it is refused (always, if nothing is said), and with which words."""
    of_its_side = f"NEW.party_id <> COALESCE({ITS_SIDE})"
    rules = {f"{AFTERWARDS}_of_its_side": (f"INSERT ON {AFTERWARDS}", of_its_side, OF_ANOTHER)}
    for verb in ("UPDATE", "DELETE"):
        rules[f"{AFTERWARDS}_no_{verb.lower()}"] = (f"{verb} ON {AFTERWARDS}", "", FROZEN)
    for table in BEFOREHAND.values():
        moved = "NEW.party_id <> OLD.party_id"
        rules[f"{table}_no_move"] = (f"UPDATE ON {table}", moved, OF_ANOTHER)
    return rules


def forbid(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (deed, when, words) in _rules().items():
        if not is_postgresql:
            condition = f" WHEN ({when})" if when else ""
            refusing = f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {deed} FOR EACH ROW{condition} {refusing}"
            )
            continue
        # A trigger's own condition may not look into another table there, so the function does.
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" IF {when or 'TRUE'} THEN"
            f" RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
            " RETURN NEW; END $$"
        )
        schema_editor.execute(
            f"CREATE TRIGGER {name} BEFORE {deed} FOR EACH ROW EXECUTE FUNCTION {name}()"
        )


def allow(apps, schema_editor):
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, (deed, _when, _words) in _rules().items():
        table = deed.rpartition(" ")[2]
        schema_editor.execute(f"DROP TRIGGER {name}{f' ON {table}' if is_postgresql else ''}")
        if is_postgresql:
            schema_editor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("partnerships", "0021_partnerships_newest_first")]

    operations = [migrations.RunPython(forbid, allow)]
