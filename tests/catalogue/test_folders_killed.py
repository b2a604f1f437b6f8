"""kill -9 while a file is taken out of the folder: it is received once, whenever the process died."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.catalogue.factories import source
from tests.catalogue.test_taking_in import FOOT, HEAD, oai
from tests.directory.factories import institution
from tests.forks import Forks
from tests.processes import environment, rows_in
from yuinowa.catalogue.domain.sources import Form

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_death_anywhere_loses_no_file_and_receives_none_twice(
    tmp_path: Path, settings: Any
) -> None:
    books = source(institution("試験市立図書館"), form=Form.OAI_DC.value, folder="machi")
    here = tmp_path / "watched" / "machi"
    here.mkdir(parents=True)
    (here / "books.xml").write_text(HEAD + oai("1", "試験の本") + FOOT, encoding="utf-8")
    own = environment(tmp_path)
    asked = (books.pk, here.parent, settings.MEDIA_ROOT)
    moved = []

    with Forks("tests.catalogue.folder_process", own) as forks:
        forks.lives(*asked, "never")  # the first look only notes what lies there
        for moment in range(1, 40):
            told = list(forks.start(*asked, str(moment)))
            taken = here / "taken"
            assert (here / "books.xml").exists() != any(taken.iterdir())
            moved.append(any(taken.iterdir()))
            if told:
                break
        else:
            pytest.fail("it never came to its end")
        whole = forks.lives(*asked, "never").split(" ", 1)[1]

    assert whole == "['books.xml']\n"
    assert rows_in(own["YUINOWA_DATABASE_URL"])["catalogue_run"] == 1
    assert moved.count(True) > 2, "no death came between the move and the run"
    assert moved[0] is False
