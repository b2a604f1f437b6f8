"""The libraries of the demo region give real records while the site is used: the same way as a person does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.directory.factories import institution
from yuinowa.catalogue.domain.criteria import Criteria
from yuinowa.catalogue.domain.sources import RunState
from yuinowa.catalogue.models import Run, Source, SourceRecord
from yuinowa.catalogue.queries.documents import WORKS as WORKS_FOUND
from yuinowa.catalogue.queries.search import search_works
from yuinowa.catalogue.services.runs import steps, taking
from yuinowa.catalogue.services.sources import set_level
from yuinowa.config.demo import giving
from yuinowa.config.demo.shelves import as_marc, shelves
from yuinowa.core import clock, jobs
from yuinowa.core.models import Job, JobState, Lane
from yuinowa.core.rights import Actor, Level, Role
from yuinowa.directory.domain.institutions import InstitutionKind
from yuinowa.search import index

pytestmark = pytest.mark.django_db(transaction=True)

WORKS, LIBRARIES = 150, 3
NOBODY = Actor.nobody()


@pytest.fixture(autouse=True)
def own_folders(settings: Any, tmp_path: Path) -> None:
    settings.SEARCH_DIR = tmp_path / "index"
    settings.MEDIA_ROOT = tmp_path / "media"
    index.reindex(WORKS_FOUND)


@pytest.fixture
def libraries() -> list[Any]:
    """A few made-up libraries; beside them what gives nothing: a school of the region, and a library that is real."""
    kinds = InstitutionKind
    institution("試験市立第一小学校", kinds=[kinds.SCHOOL], member=True, demo=True)
    institution("実在の図書館", kinds=[kinds.PUBLIC_LIBRARY], member=True)
    return [
        institution(f"試験{n}市立図書館", kinds=[kinds.PUBLIC_LIBRARY], member=True, demo=True)
        for n in range(LIBRARIES)
    ]


class Killed(BaseException):
    """What no handler catches: the process is gone, and its job stays claimed."""


def work() -> None:
    """As the loop does: until no lane has anything left."""
    while jobs.run_due():
        pass


def the_lease_is_over() -> None:
    """As after a restart, a minute later."""
    over = clock.now() - timedelta(seconds=1)
    assert Job.objects.filter(handler=giving.JOB, state=JobState.OPEN).update(claimed_until=over)


def held() -> dict[str, set[str]]:
    """What each library gives, by the numbers of its records."""
    rows = SourceRecord.objects.filter(is_deleted=False).values_list(
        "source__owner__name", "identity"
    )
    found: dict[str, set[str]] = {}
    for owner, identity in rows:
        found.setdefault(owner, set()).add(identity)
    return found


def on_the_shelves(libraries: Sequence[Any]) -> dict[str, set[str]]:
    return {
        library.name: {work.id for work in held}
        for library, held in zip(libraries, shelves(LIBRARIES, works=WORKS), strict=True)
    }


def test_every_library_gives_what_is_on_its_shelves_and_everybody_finds_it(
    libraries: list[Any],
) -> None:
    assert giving.begin(WORKS)
    work()

    assert held() == on_the_shelves(libraries)
    assert {source.level for source in Source.objects.all()} == {Level.PUBLIC.value}
    # A small file first, then the whole one: nothing came by another door.
    files = [(giving.FIRST_FILE, giving.FIRST), (giving.WHOLE_FILE, None)]
    for source in Source.objects.all():
        runs = source.runs.order_by("pk")
        assert [run.file_name for run in runs] == [name for name, _count in files]
        assert {run.state for run in runs} == {RunState.APPLIED.value}
        assert runs[0].counts["new"] == giving.FIRST
        assert {run.counts["refused"] for run in runs} == {0}
    assert search_works(Criteria(""), NOBODY).total == WORKS
    one = shelves(LIBRARIES, works=WORKS)[0][0]
    found = search_works(Criteria(one.title), NOBODY).works
    assert one.title in {work.record.title.text for work in found}
    assert not Job.objects.filter(state=JobState.FAILED).exists()


def test_it_begins_once(libraries: list[Any]) -> None:
    assert giving.begin(WORKS)
    assert not giving.begin(WORKS)
    work()
    runs = Run.objects.count()

    assert not giving.begin(WORKS)
    work()
    assert Run.objects.count() == runs == 2 * len(libraries)


def test_without_the_region_nothing_is_given() -> None:
    assert not giving.begin(WORKS)
    assert not Job.objects.exists()


@pytest.mark.parametrize("batch", [1, 4])
def test_it_goes_on_where_it_was_killed(
    libraries: list[Any], monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    write, written = taking.write_batch, []

    def killing(*asked: Any) -> bool:
        written.append(asked)
        if len(written) == batch:
            raise Killed
        return write(*asked)

    monkeypatch.setattr(taking, "BATCH", 40)
    monkeypatch.setattr(taking, "write_batch", killing)
    giving.begin(WORKS)
    with pytest.raises(Killed):
        work()
    the_lease_is_over()
    work()

    assert held() == on_the_shelves(libraries)
    assert Run.objects.count() == 2 * len(libraries)
    assert not Job.objects.exclude(state=JobState.DONE).exists()


def test_what_its_owner_hid_meanwhile_stays_hidden(
    libraries: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    giving.begin(WORKS)

    def killing(_run: int) -> None:
        raise Killed

    take = taking.take
    monkeypatch.setattr(taking, "take", lambda run: take(run) if not Source.objects.filter(level=Level.PUBLIC.value) else killing(run))  # fmt: skip
    with pytest.raises(Killed):
        work()
    monkeypatch.setattr(taking, "take", take)
    first = Source.objects.get()
    set_level(first, Level.PRIVATE, version=first.version, actor=Actor.system())
    the_lease_is_over()
    work()

    first.refresh_from_db()
    assert (first.level, Source.objects.filter(level=Level.PUBLIC.value).count()) == (
        Level.PRIVATE.value,
        LIBRARIES - 1,
    )


def test_a_preview_somebody_waits_for_does_not_stand_behind_it(libraries: list[Any]) -> None:
    """While the long job is at work, the lane of previews is free, and its own files wait for it."""
    giving.begin(WORKS)
    assert jobs.claim(Lane.BULK, worker="busy") is not None
    source = Source.objects.create(
        owner=libraries[1], name="別の図書", form="marc", created_at=clock.now()
    )
    file = as_marc(shelves(LIBRARIES, works=WORKS)[1][:3], agency="", entered=clock.today())
    run = steps.receive(source, file, name="a.mrc", is_full=False, actor=Actor.system())

    jobs.run_due([Lane.LOOK])

    run.refresh_from_db()
    assert run.state == RunState.PREVIEW


def test_a_few_hundred_are_of_every_set() -> None:
    kinds = {work.of for held in shelves(LIBRARIES, works=WORKS) for work in held}

    assert kinds == {"manga_serial_work", "manga_magazine", "manga_other", "anime_video_package", "local"}  # fmt: skip


def test_the_pages_say_that_records_are_coming_in(
    libraries: list[Any], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody is told that a library's records come in; how far the file is, is its owner's matter."""
    person = a_person(language="en")
    an_affiliation(person, libraries[0], Role.EDITOR)
    keeper = a_client(person)
    seen: list[str] = []
    seen_by_keeper: list[str] = []
    write = taking.write_batch

    def page(of: Client) -> str:
        return of.get("/works/", headers={"accept-language": "en"}).content.decode()

    def looking(*asked: Any) -> bool:
        seen.append(page(client))
        seen_by_keeper.append(page(keeper))
        return write(*asked)

    monkeypatch.setattr(taking, "write_batch", looking)
    giving.begin(WORKS)
    work()

    told = [f"{library.name}" in text and "are coming in just now" in text for library in libraries for text in seen]  # fmt: skip
    # Not while the first small file of a library is taken: nobody finds its records yet.
    assert sum(told) == LIBRARIES
    assert not any(" so far." in text for text in seen)
    # The keeper sees both own files, the small one too, and of the others' what everybody sees.
    assert sum(" so far." in text for text in seen_by_keeper) == 2
    assert sum("just now" in text for text in seen_by_keeper) == LIBRARIES - 1
    assert "are coming in" not in page(client)
