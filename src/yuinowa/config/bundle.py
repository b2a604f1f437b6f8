"""``yuinowa support-bundle``: what somebody who helps needs to know. No person, no institution, no word of content."""

from __future__ import annotations

import json
import os
import platform
import zipfile
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count

import yuinowa
from yuinowa.config import health
from yuinowa.core.backup import databases
from yuinowa.core.logs import masked
from yuinowa.core.models import Job, JobState
from yuinowa.portal.queries import operation

MOST_FAILURES = 200


def write(target: Path) -> None:
    """Write the bundle, readable by its owner alone; an earlier file of this name is replaced."""
    target.unlink(missing_ok=True)
    opened = os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
    with opened, zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in _parts().items():
            file.writestr(f"{name}.json", json.dumps(content, ensure_ascii=False, indent=1))


def _parts() -> dict[str, object]:
    return {
        "versions": _versions(),
        "settings": settings.IN_EFFECT,
        "doctor": [str(finding) for finding in health.examine()],
        "jobs": list(
            Job.objects.order_by("handler", "state")
            .values("handler", "state", "lane")
            .annotate(count=Count("id"))
        ),
        "failures": _failures(),
        "rows": databases.counts(),
        "migrations": sorted(map(list, MigrationRecorder(connection).applied_migrations())),
    }


def _versions() -> dict[str, str]:
    packages = {each.metadata["Name"]: each.version for each in distributions()}
    return {
        "yuinowa": yuinowa.__version__,
        "database": operation.database_version(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        **dict(sorted(packages.items(), key=lambda pair: pair[0].lower())),
    }


def _failures() -> list[dict[str, object]]:
    """Failed jobs by kind and masked words; neither payload nor key."""
    rows = Job.objects.filter(state=JobState.FAILED).order_by("-pk")[:MOST_FAILURES]
    return [
        {"handler": job.handler, "attempts": job.attempts, "error": masked(job.error)}
        for job in rows
    ]
