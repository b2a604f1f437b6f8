"""Partners and evidence are places of an edition too, and may stand in its list of corrections."""

from django.db import migrations, models
from django.db.models import Q

TABLE = "plans_edition_change"
SAID = "a published edition is never changed"
PUBLISHED = "SELECT 1 FROM plans_edition WHERE id = NEW.edition_id AND state = 'published'"
BEFORE = [
    "plan_name", "plan_title", "plan_body", "step", "goal", "measure", "project", "department", "flags",
    "sheet_name", "description", "indicator", "unit", "target", "actual", "certainty", "forecast", "given_by",
    "rating", "rating_reason", "difference", "text", "line", "result", "line_difference", "line_evaluation",
    "line_next_steps", "review",
]  # fmt: skip
NOW = [*BEFORE, "partners", "evidence"]


def forbid_again(apps, schema_editor):
    """SQLite makes the table anew for another constraint, and drops the triggers of 0007 with the old one."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for verb in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE}"
            f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
        )
    schema_editor.execute(
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_no_insert BEFORE INSERT ON {TABLE}"
        f" WHEN EXISTS ({PUBLISHED}) BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    )


def known(parts):
    return models.CheckConstraint(
        condition=Q(part__in=parts), name="edition_change_part_known"
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_partners_and_evidence")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, forbid_again),
        migrations.RemoveConstraint("editionchange", "edition_change_part_known"),
        migrations.AddConstraint("editionchange", known(NOW)),
        migrations.RunPython(forbid_again, migrations.RunPython.noop),
    ]
