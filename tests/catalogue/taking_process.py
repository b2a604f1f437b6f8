"""Taking a file of records in a process (tests/forks.py) that kills itself on the way: see test_taking_killed.

    <run> <folder of files> <n>        dies before its n-th statement, if it comes so far
    <run> <folder of files> never

It prints how many statements it sent, and how far the run has come: its state, what is written, whether all is whole.
"""

from __future__ import annotations


def main(words: list[str]) -> None:
    run, media, moment = words
    _take(int(run), media, moment)


def _take(run: int, media: str, moment: str) -> None:
    from django.conf import settings

    from tests.catalogue.whole import what_hangs_in_the_air
    from tests.partnerships.dying import Dying
    from yuinowa.catalogue.models import Run, SourceRecord
    from yuinowa.catalogue.services.runs import taking

    settings.MEDIA_ROOT = media
    vars(taking)["BATCH"] = 20
    dying = Dying(moment)
    with dying.watched():
        taking.take(run)
    made = Run.objects.get(pk=run)
    stands = (
        made.state,
        made.done,
        SourceRecord.objects.count(),
        what_hangs_in_the_air(),
    )
    dying.tell(stands)
