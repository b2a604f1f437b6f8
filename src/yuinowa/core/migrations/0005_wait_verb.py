"""What a wait is for. Rows that are there say "check" until the next migration has looked at them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_retention_runs'),
    ]

    operations = [
        migrations.AddField(
            model_name='wait',
            name='verb',
            field=models.CharField(max_length=20, default='check'),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='wait',
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ('verb__in', ['fill_in', 'check', 'answer', 'approve', 'decide', 'publish', 'fetch', 'appoint', 'erase'])
                ),
                name='wait_verb_known',
            ),
        ),
    ]
