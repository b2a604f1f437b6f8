"""Work on files leaves the table of work on editions: who asks for a file next has it begun in a table of its own.

Nothing is lost by it: the rows say how far a file is, and the files themselves are in their folder.
"""

from django.db import migrations


def erase_file_rows(apps, schema_editor):
    apps.get_model("plans", "EditionRun").objects.filter(deed__in=("pdf", "xlsx")).delete()


class Migration(migrations.Migration):

    dependencies = [
        ("plans", "0014_edition_file_runs"),
    ]

    operations = [
        migrations.RunPython(erase_file_rows, migrations.RunPython.noop, elidable=True),
    ]
