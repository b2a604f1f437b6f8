from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Hidden',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('collection', models.CharField(max_length=40)),
                ('object_id', models.BigIntegerField()),
            ],
            options={
                'db_table': 'search_hidden',
                'indexes': [models.Index(fields=['collection', 'object_id'], name='search_hidden_objects')],
            },
        ),
        migrations.CreateModel(
            name='Pending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('collection', models.CharField(max_length=40)),
                ('object_id', models.BigIntegerField()),
            ],
            options={
                'db_table': 'search_pending',
                'indexes': [models.Index(fields=['collection', 'id'], name='search_pending_in_order')],
            },
        ),
    ]
