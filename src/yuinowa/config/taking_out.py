"""``yuinowa export institution``: what an institution owns or signed, in open formats, as one file."""

from __future__ import annotations

import os
from pathlib import Path

from django.db import transaction

from yuinowa.config.words import _
from yuinowa.core import audit
from yuinowa.core.rights import Actor
from yuinowa.directory.queries import institutions_visible_to
from yuinowa.kernel.errors import NotFound
from yuinowa.portal.exchange.taking_out import write_file


@transaction.atomic
def write(institution: int, target: Path) -> dict[str, int]:
    """Write the file, readable by its owner alone; rows by table. That it was written is audited (R45).

    Raises:
        NotFound: there is no such institution.
        FileExistsError: there is a file of that name.
    """
    system = Actor.system()
    found = institutions_visible_to(system).filter(pk=institution).first()
    if found is None:
        raise NotFound(_("there is no institution %(id)s.") % {"id": institution})
    with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as opened:
        counts = write_file(institution, found.name, opened)
    audit.record(
        "operation.export-institution",
        found,
        actor=system,
        after={"tables": len(counts), "rows": sum(counts.values())},
        audience=[institution],
    )
    return counts
