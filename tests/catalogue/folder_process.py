"""Looking into the folder in a process (tests/forks.py) that kills itself on the way: see test_folders_killed.

    <source> <watched folder> <folder of files> <n>        dies before its n-th statement, if it comes so far
    <source> <watched folder> <folder of files> never

It prints how many statements it sent, and the files that have a run.
"""

from __future__ import annotations

from pathlib import Path


def main(words: list[str]) -> None:
    source, watched, media, moment = words
    _look(int(source), watched, media, moment)


def _look(source: int, watched: str, media: str, moment: str) -> None:
    from django.conf import settings

    from tests.partnerships.dying import Dying
    from yuinowa.catalogue.models import Run
    from yuinowa.catalogue.services import folders

    settings.MEDIA_ROOT, settings.DROP_FOLDER = media, Path(watched)
    dying = Dying(moment)
    with dying.watched():
        folders.look(source)
    dying.tell(sorted(Run.objects.values_list("file_name", flat=True)))
