"""An empty database gets all tables at once, as the migrations leave them, instead of going their whole way.

The way is for databases that have rows: each of its steps asks Django to render every model that hangs together with
the one it changes, some 17,000 in all, which takes longer than everything else of a first start. What is made here is
the last state of the same migrations, with what they say to the database themselves (triggers), and it is recorded as
theirs. tests/config/test_releases.py holds it equal to what a released database becomes. docs/adr/0018.
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import StateApps
from django.db.models import Model


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether there is no table at all yet."""
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def make(connection: BaseDatabaseWrapper) -> None:
    """All tables of all migrations, in one transaction: whole or absent.

    A migration's own code is run on the last state, in the order of the migrations, where no row is yet: it must not
    mind that what it makes is there already.
    """
    executor = MigrationExecutor(connection)
    way = [
        migration
        for migration, _is_backwards in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    last: StateApps = executor.loader.project_state().apps
    recorder = MigrationRecorder(connection)
    tables: list[type[Model]] = [*last.get_models(), recorder.Migration]
    with connection.schema_editor(atomic=True) as editor:
        for model in tables:
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration in way:
            _say_its_own(migration, last, editor)
            recorder.record_applied(migration.app_label, migration.name)


def _say_its_own(migration: Migration, last: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for operation in migration.operations:
        if isinstance(operation, RunPython):
            operation.code(last, editor)
        elif isinstance(operation, RunSQL):
            raise NotImplementedError(
                f"{migration}: say SQL in RunPython, which knows the database it speaks to"
            )
