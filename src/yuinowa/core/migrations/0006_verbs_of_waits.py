"""Says of the waits that are there what they are for. Data only, and may run twice; backwards there is nothing to do."""

from django.db import migrations

#: What has been waited for so far: the subject and the step tell the verb. Everything else is "check".
VERBS = {
    ("plans.sheet", "draft"): "fill_in",
    ("plans.sheet", "checked"): "publish",
    ("ledger.choice", "decide"): "decide",
    ("accounts.entryclaim", "letter"): "fill_in",
    ("accounts.entryclaim", "asked"): "answer",
    ("accounts.entryclaim", "proven"): "approve",
    ("accounts.person", "erase"): "erase",
    ("directory.registerapplication", "checked"): "decide",
    ("directory.institution", "without-administrator"): "appoint",
    ("portal.takeout", "ready"): "fetch",
}


def say(apps, schema_editor):
    waits = apps.get_model("core", "Wait").objects
    for (kind, step), verb in VERBS.items():
        waits.filter(subject_kind=kind, step=step).update(verb=verb)


class Migration(migrations.Migration):
    dependencies = [("core", "0005_wait_verb")]

    operations = [migrations.RunPython(say, migrations.RunPython.noop)]
