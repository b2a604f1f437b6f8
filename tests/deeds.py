"""Held in every request and job of the suite: what changes what visitors read leaves an audit row (R45, ADR 0015).

Kept pages end with the next audit row; a deed without one would go on showing what was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from yuinowa.core import jobs
from yuinowa.core.models import AuditHead, Job

#: Tables that public pages are made of; tests/access/test_kept_pages.py holds the list against the pages.
#: Not here: persons, whose names stand on the first page of the demo alone.
READ_BY_VISITORS = frozenset(
    {
        "core_audit",
        "directory_closingrule",
        "directory_desk",
        "directory_deskarea",
        "directory_deskkind",
        "directory_institution",
        "catalogue_branch",
        "catalogue_item",
        "catalogue_manifestation",
        "catalogue_run",
        "catalogue_source",
        "catalogue_sourcerecord",
        "catalogue_work",
        "directory_institutionidentifier",
        "directory_institutionkindrow",
        "directory_institutionname",
        "directory_institutionsource",
        "directory_participation",
        "directory_partlevel",
        "directory_post",
        "directory_registerentry",
        "directory_registerevent",
        "directory_registerformer",
        "directory_serviceswitch",
        "directory_succession",
        "directory_unit",
        "ledger_choice",
        "ledger_entry",
        "ledger_figure_line",
        "ledger_figure_run",
        "ledger_indicator",
        "ledger_indicator_value",
        "ledger_metric",
        "ledger_pair_year",
        "ledger_population",
        "ledger_target_value",
        "ledger_target_version",
        "partnerships_activity",
        "partnerships_activity_host",
        "partnerships_activity_record",
        "partnerships_partnership",
        "partnerships_party",
        "partnerships_posting",
        "plans_edition",
        "plans_edition_change",
        "plans_edition_figure",
        "plans_goal",
        "plans_indicator_slot",
        "plans_line_result",
        "plans_measure",
        "plans_plan",
        "plans_outside_review",
        "plans_partner_mention",
        "plans_project",
        "plans_project_partnership",
        "plans_rating_record",
        "plans_rating_rule",
        "plans_scale_step",
        "plans_sheet",
        "plans_sheet_cell",
        "plans_sheet_figure",
        "plans_sheet_line",
        "relations_coveredtopic",
        "relations_relation",
        "relations_relationbasis",
    }
)
_WRITES = re.compile(r'\s*(?:INSERT(?: OR IGNORE)? INTO|UPDATE|DELETE FROM) "?(\w+)"?')
_READS = re.compile(r'(?:FROM|JOIN) "(\w+)"')


class Watch:
    """What was read and written while it stood on the connection."""

    def __init__(self) -> None:
        self._said: list[str] = []
        self.written: set[str] = set()
        #: What was written before each savepoint.
        self._before: dict[str, set[str]] = {}

    def __call__(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        text = str(sql)
        if found := _WRITES.match(text):
            self.written.add(found.group(1))
        elif text.startswith("SAVEPOINT "):
            self._before[text.rpartition(" ")[2]] = set(self.written)
        elif text.startswith("ROLLBACK TO SAVEPOINT "):
            self.written = set(self._before[text.rpartition(" ")[2]])
        else:
            self._said.append(text)
        return execute(sql, *rest)

    @property
    def read(self) -> set[str]:
        return {table for text in self._said for table in _READS.findall(text)}

    @property
    def untold(self) -> set[str]:
        """Tables visitors read that were written, where no deed was recorded."""
        is_recorded = AuditHead._meta.db_table in self.written
        return set() if is_recorded else self.written & READ_BY_VISITORS


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


@pytest.fixture(autouse=True, scope="session")
def _deeds_are_recorded() -> Iterator[None]:
    request, run = Client.request, jobs.run

    def watched_request(self: Client, **given: Any) -> Any:
        with watching() as watch:
            answer = request(self, **given)
        assert answer.status_code >= 400 or not watch.untold, f"not recorded: {watch.untold}"
        return answer

    def watched_run(job: Job) -> bool:
        with watching() as watch:
            is_done = run(job)
        assert not is_done or not watch.untold, f"not recorded: {watch.untold}"
        return is_done

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "request", watched_request)
        patch.setattr(jobs, "run", watched_run)
        yield
