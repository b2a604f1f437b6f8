"""A project and the partnerships it is carried out with."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0011_isil_register'),
        ('partnerships', '0006_what_sides_say'),
        ('plans', '0011_edition_runs'),
    ]

    operations = [
        migrations.CreateModel(
            name='ProjectPartnership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.CharField(max_length=300)),
                ('state', models.CharField(default='standing', max_length=8)),
                ('linked_by', models.BigIntegerField(blank=True, null=True)),
                ('linked_at', models.DateTimeField()),
                ('doubted_at', models.DateTimeField(blank=True, null=True)),
                ('doubt', models.CharField(blank=True, default='', max_length=300)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('version', models.PositiveIntegerField(default=1)),
            ],
            options={
                'db_table': 'plans_project_partnership',
                'ordering': ['project', '-linked_at', '-pk'],
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('state__in', ['standing', 'doubted', 'ended'])), name='project_partnership_state_known'),
                    models.CheckConstraint(condition=models.Q(('about', ''), _negated=True), name='project_partnership_says_what_for'),
                    models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('state', 'ended')), models.Q(models.Q(('state', 'ended'), _negated=True), ('ended_at__isnull', True)), _connector='OR'), name='project_partnership_ended_has_a_time'),
                ],
            },
        ),
        migrations.AddField(
            model_name='projectpartnership',
            name='doubted_side',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='directory.institution'),
        ),
        migrations.AddField(
            model_name='projectpartnership',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plan_projects', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='projectpartnership',
            name='project',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnerships', to='plans.project'),
        ),
        migrations.AddConstraint(
            model_name='projectpartnership',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'ended'), _negated=True), fields=('project', 'partnership'), name='project_partnership_open_once'),
        ),
        migrations.AddConstraint(
            model_name='projectpartnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'doubted'), _negated=True), models.Q(('doubted_side__isnull', False), ('doubted_at__isnull', False), models.Q(('doubt', ''), _negated=True)), _connector='OR'), name='project_partnership_doubt_has_a_side_and_a_reason'),
        ),
    ]
