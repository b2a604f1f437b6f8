"""Fetching in a process (tests/forks.py) that kills itself on the way: see test_harvest_killed.

    <run> <folder of files> <address> <n>        dies before its n-th statement, if it comes so far
    <run> <folder of files> <address> never

It prints how many statements it sent, and how far the harvest has come: state of the run, pages, records, how many would be new.
"""

from __future__ import annotations


def main(words: list[str]) -> None:
    run, media, address, moment = words
    _fetch(int(run), media, address, moment)


def _fetch(run: int, media: str, address: str, moment: str) -> None:
    from django.conf import settings

    from tests.partnerships.dying import Dying
    from yuinowa.catalogue.models import Harvest, Run
    from yuinowa.catalogue.services import harvests
    from yuinowa.catalogue.services.runs import reading

    settings.MEDIA_ROOT = media
    settings.FETCH_ORIGINS = [address.removesuffix("/oai")]
    settings.FETCH_NETWORKS = ["127.0.0.0/8"]
    dying = Dying(moment)
    with dying.watched():
        harvests.fetch(run)
        reading.read(run)
    harvest = Harvest.objects.get(pk=run)
    made = Run.objects.get(pk=run)
    dying.tell((made.state, harvest.kept["pages"], harvest.kept["records"], made.counts.get("new")))
