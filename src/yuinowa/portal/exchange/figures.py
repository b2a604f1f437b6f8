"""The figures of ``/metrics``, read when they are asked for from the database, and from the sheets of the web processes."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from prometheus_client import CONTENT_TYPE_LATEST as CONTENT_TYPE
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

import yuinowa
from yuinowa.accounts.queries import sessions_open
from yuinowa.core.backup import making, marker
from yuinowa.portal.queries import operation
from yuinowa.search import index
from yuinowa.ui import tally

__all__ = ["CONTENT_TYPE", "text"]


class _Figures(Collector):
    def collect(self) -> Iterator[Metric]:
        info = GaugeMetricFamily("yuinowa_info", "Version and mode.", labels=["version", "mode"])
        info.add_metric([yuinowa.__version__, settings.MODE], 1)
        yield info
        yield from _jobs()
        mails = operation.mails()
        yield _gauge("yuinowa_mails_unsent", "Mails on their way.", mails.unsent)
        yield _gauge("yuinowa_mails_failed", "Mails whose sending was given up.", mails.failed)
        yield _gauge("yuinowa_index_lag", "Objects changed and not in the index yet.", index.lag())
        yield _gauge("yuinowa_waits_open", "Open turns.", operation.open_waits())
        yield _gauge("yuinowa_sessions_open", "Sessions alive.", sessions_open())
        yield _gauge("yuinowa_database_bytes", "Size of the database.", making.database_bytes())
        yield _gauge("yuinowa_disk_free_bytes", "Room in the data folder.", operation.free_bytes())
        yield _visitor_pages()
        made = marker.last()
        if made is not None:
            age = made.age.total_seconds()
            yield _gauge("yuinowa_backup_age_seconds", "Age of the last backup.", age)


def _jobs() -> Iterator[GaugeMetricFamily]:
    jobs = operation.jobs()
    counts = GaugeMetricFamily("yuinowa_jobs", "Jobs.", labels=["lane", "state"])
    for (lane, state), count in sorted(jobs.by_state.items()):
        counts.add_metric([lane.name.lower(), state.name.lower()], count)
    yield counts
    seconds = jobs.wait.total_seconds()
    yield _gauge("yuinowa_jobs_oldest_due_seconds", "How long the oldest due job waits.", seconds)


def _visitor_pages() -> CounterMetricFamily:
    counts = CounterMetricFamily(
        "yuinowa_visitor_pages", "Pages visitors got since the start.", labels=["source"]
    )
    for source, count in zip(("kept", "made"), tally.counted(), strict=True):
        counts.add_metric([source], count)
    return counts


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def text() -> bytes:
    """All figures as Prometheus reads them."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Figures())
    return generate_latest(registry)
