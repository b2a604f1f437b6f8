"""Who sees and works on a file that is taken in: the office it was sent for."""

from __future__ import annotations

from yuinowa.core.rights import Actor, Role, Row, Scope, Standing
from yuinowa.directory.domain.runs import RunKind, RunRole
from yuinowa.directory.models import ImportRun
from yuinowa.directory.permissions import may_keep_directory
from yuinowa.directory.permissions.register import may_keep_register

IMPORT_RUN = Scope("directory.ImportRun", owner="for_institution")
KEEPERS = frozenset({Role.COORDINATOR, Role.REGION_ADMIN})

# fmt: off
IMPORT_RUN_ALLOW = (
    #    action             standing       roles
    Row("importrun.view",   Standing.OWN,  KEEPERS),
)
# fmt: on


def roles_toward(actor: Actor, run: ImportRun) -> frozenset[RunRole]:
    """The words of the workflow for what ``actor`` is to ``run``."""
    if actor.is_system:
        return frozenset(RunRole)
    is_own = actor.institution == run.for_institution_id
    may_keep = may_keep_register if run.kind == RunKind.ISIL else may_keep_directory
    return frozenset({RunRole.OFFICE}) if is_own and may_keep(actor) else frozenset()
