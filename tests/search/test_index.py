"""Touching, hiding, catching up, finding: what wings call."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence

import pytest
from django.db import transaction
from pytest_django.fixtures import Settings

from tests.search.conftest import Shelf, library
from yuinowa.core import jobs
from yuinowa.core.models import Job, JobState, Lane
from yuinowa.core.rights import Actor, Level
from yuinowa.kernel.errors import InputRefused, Unavailable, Unreadable
from yuinowa.search import analysis, collections, index
from yuinowa.search.engines import engine_of
from yuinowa.search.models import Hidden, Pending
from yuinowa.search.ports import Document

pytestmark = pytest.mark.django_db

NOBODY = Actor.nobody()


def found(text: str = "", actor: Actor = NOBODY) -> list[int]:
    return sorted(index.find("shelf", text, actor=actor).ids)


def work() -> int:
    return jobs.run_due([Lane.INDEX])


def put(shelf: Shelf, number: int, name: str, level: Level = Level.PUBLIC) -> None:
    shelf.put(library(number, name, level=level, institution=7))
    with transaction.atomic():
        index.touch("shelf", [number])


def test_what_was_touched_is_found_when_the_job_has_run(shelf: Shelf) -> None:
    index.reindex("shelf")
    put(shelf, 1, "三康図書館")

    before, ran, after = found("三康"), work(), found("三康")

    assert (before, ran, after) == ([], 1, [1])


def test_one_job_folds_what_many_deeds_have_touched(shelf: Shelf) -> None:
    index.reindex("shelf")
    for number in range(30):
        put(shelf, number, "図書館")

    work()

    assert [len(ids) for ids in shelf.loads] == [30]
    assert Job.objects.filter(state=JobState.DONE).count() == 30
    assert len(found("図書館")) == 20


def test_touching_belongs_into_a_transaction(shelf: Shelf) -> None:
    with transaction.atomic():
        index.touch("shelf", [])

    assert Job.objects.count() == 0


def test_touching_an_unknown_collection_is_a_mistake(shelf: Shelf) -> None:
    with pytest.raises(KeyError):
        index.touch("attic", [1])


def test_what_is_gone_leaves_the_index(shelf: Shelf) -> None:
    put(shelf, 1, "図書館")
    work()
    del shelf.documents[1]
    with transaction.atomic():
        index.touch("shelf", [1])
    work()

    assert found() == []


def test_what_is_hidden_is_neither_found_nor_counted_before_the_job_runs(shelf: Shelf) -> None:
    put(shelf, 1, "図書館")
    put(shelf, 2, "図書館")
    work()
    with transaction.atomic():
        index.hide("shelf", 1)

    hits = index.find("shelf", "図書館", actor=NOBODY, facets=["kind"])

    assert (hits.ids, hits.total, hits.facets) == ((2,), 1, {"kind": (("public", 1),)})


def test_without_its_row_a_hidden_object_would_still_be_found(shelf: Shelf) -> None:
    """The guard taken off: it is the row, and not the job, that hides at once."""
    put(shelf, 1, "図書館")
    work()
    with transaction.atomic():
        index.hide("shelf", 1)
    Hidden.objects.all().delete()

    assert found() == [1]


def test_the_hidden_row_goes_when_the_index_has_caught_up(shelf: Shelf) -> None:
    put(shelf, 1, "図書館")
    work()
    shelf.put(library(1, "図書館", level=Level.PRIVATE, institution=7))
    with transaction.atomic():
        index.hide("shelf", 1)
    work()

    assert Hidden.objects.count() == 0
    assert Pending.objects.count() == 0
    assert found() == []
    assert found(actor=Actor(person=1, institution=7)) == [1]


def put_made_of(shelf: Shelf, number: int, *parts: str) -> None:
    shelf.put(dataclasses.replace(library(number, "図書館"), parts=parts))
    with transaction.atomic():
        index.touch("shelf", [number])


def test_what_is_made_of_a_hidden_part_goes_at_once_and_by_one_row(shelf: Shelf) -> None:
    for number in range(1, 8):
        put_made_of(shelf, number, "source:1", *["source:2"] * (number == 7))
    put_made_of(shelf, 8, "source:2")
    work()
    with transaction.atomic():
        index.hide_part("shelf", "source:1", range(1, 8))

    hits = index.find("shelf", "図書館", actor=NOBODY, facets=["kind"])

    assert (hits.ids, hits.total, hits.facets) == ((8,), 1, {"kind": (("public", 1),)})
    assert Hidden.objects.count() == 1


def test_the_row_of_a_part_goes_when_all_that_was_pending_with_it_is_done(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "BATCH", 3)
    for number in range(1, 8):
        put_made_of(shelf, number, "source:1")
    work()
    for number in (1, 2, 7):
        shelf.put(library(number, "図書館"))  # others have it too
    for number in (3, 4, 5, 6):
        del shelf.documents[number]
    with transaction.atomic():
        index.hide_part("shelf", "source:1", range(1, 8))
    index.touch("shelf", [8])

    engine, seen = engine_of("shelf"), []
    while Pending.objects.exists():
        index._replace("shelf", engine)
        seen.append((found(), Hidden.objects.count()))

    assert seen == [([1, 2], 1), ([1, 2], 1), ([1, 2, 7], 0)]


def test_what_the_index_does_not_know_of_a_part_yet_is_hidden_with_it(shelf: Shelf) -> None:
    """Its document was made before the part came to it, and says nothing of it."""
    put(shelf, 1, "図書館")
    work()
    put_made_of(shelf, 1, "source:1")
    with transaction.atomic():
        index.hide_part("shelf", "source:1", [1])

    before = found()
    del shelf.documents[1]
    work()

    assert (before, found(), Hidden.objects.count()) == ([], [], 0)


def test_hiding_a_part_of_nothing_leaves_no_row(shelf: Shelf) -> None:
    index.hide_part("shelf", "source:1", [])

    assert (Hidden.objects.count(), Pending.objects.count()) == (0, 0)


def test_a_rebuild_ends_the_hiding_of_parts_that_it_saw(shelf: Shelf) -> None:
    put_made_of(shelf, 1, "source:1")
    work()
    del shelf.documents[1]
    with transaction.atomic():
        index.hide_part("shelf", "source:1", [1])
    index.reindex("shelf")

    assert (found(), Hidden.objects.count()) == ([], 0)


def test_a_hiding_that_comes_while_the_index_is_written_stays(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(shelf, 1, "図書館")
    work()
    with transaction.atomic():
        index.hide("shelf", 1)
    load = shelf.load

    def load_and_be_overtaken(ids: list[int]) -> object:
        documents = load(ids)
        monkeypatch.setitem(collections._COLLECTIONS, "shelf", shelf.collection())
        shelf.put(library(1, "図書館", level=Level.PRIVATE, institution=7))
        with transaction.atomic():
            index.hide("shelf", 1)
        return documents

    shelf.load = load_and_be_overtaken  # type: ignore[method-assign, assignment]
    monkeypatch.setitem(collections._COLLECTIONS, "shelf", shelf.collection())
    shelf.load = load  # type: ignore[method-assign]
    index._replace("shelf", engine_of("shelf"))

    assert Hidden.objects.count() == 1
    assert found() == []
    work()
    assert Hidden.objects.count() == 0
    assert found() == []


def test_a_job_that_died_before_clearing_is_done_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    index.reindex("shelf")
    put(shelf, 1, "図書館")
    with monkeypatch.context() as dying:
        dying.setattr(index, "_clear", lambda *_rows: (_ for _ in ()).throw(OSError("killed")))
        work()
    pending = Pending.objects.count()
    index.catch_up("shelf")

    assert (pending, Pending.objects.count(), found()) == (1, 0, [1])


def test_a_missing_index_is_said_to_be_missing(shelf: Shelf) -> None:
    with pytest.raises(Unavailable) as away:
        found()

    assert away.value.retry_after > 0


def test_the_first_job_builds_a_missing_index_of_everything(shelf: Shelf) -> None:
    shelf.put(library(1, "古くからある館"))
    put(shelf, 2, "新しい館")
    work()

    assert found() == [1, 2]


def test_an_index_of_an_older_analysis_is_built_anew(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collections, "_COLLECTIONS", {"shelf": collections.get("shelf")})
    shelf.put(library(1, "図書館"))
    index.reindex("shelf")
    monkeypatch.setattr(analysis, "VERSION", analysis.VERSION + 1)
    index.ensure_current()

    assert found() == [1]


def test_the_check_does_what_failed_jobs_left(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collections, "_COLLECTIONS", {"shelf": collections.get("shelf")})
    index.ensure_current()
    put(shelf, 1, "図書館")
    Job.objects.update(state=JobState.FAILED)
    index.ensure_current()

    assert found() == [1]


def test_one_collection_that_fails_does_not_hold_up_the_others(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = dataclasses.replace(shelf.collection("broken"), ids=lambda: [1 // 0])
    monkeypatch.setattr(
        collections, "_COLLECTIONS", {"broken": broken, "shelf": collections.get("shelf")}
    )
    shelf.put(library(1, "図書館"))

    with pytest.raises(ExceptionGroup):
        index.ensure_current()

    assert found() == [1]


def test_more_than_one_batch_is_indexed(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "BATCH", 10)
    index.reindex("shelf")
    for number in range(35):
        shelf.put(library(number, "図書館"))
    with transaction.atomic():
        index.touch("shelf", range(35))
    work()

    assert [len(ids) for ids in shelf.loads] == [10, 10, 10, 5]
    assert index.find("shelf", actor=NOBODY).total == 35


def test_marks_alone_find_nothing_and_a_blank_finds_all(shelf: Shelf) -> None:
    put(shelf, 1, "図書館")
    work()

    assert (found("！？"), found("  ")) == ([], [1])


@pytest.mark.parametrize(
    "how",
    [
        {"filters": {"colour": ["red"]}},
        {"facets": ["colour"]},
        {"sort": "id; drop"},
        {"sort": "--kana"},
        {"size": 101},
        {"size": -1},
        {"offset": 10_001},
        {"offset": -1},
    ],
)
def test_what_was_not_declared_is_refused(shelf: Shelf, how: dict[str, object]) -> None:
    with pytest.raises(Unreadable):
        index.find("shelf", actor=NOBODY, **how)  # type: ignore[arg-type]


def test_too_long_a_text_is_refused(shelf: Shelf) -> None:
    with pytest.raises(InputRefused):
        found("図" * 201)


def test_two_collections_of_one_name_are_a_mistake(shelf: Shelf) -> None:
    with pytest.raises(RuntimeError):
        index.register_collection(shelf.collection())


def test_indexes_lie_where_the_settings_say(shelf: Shelf, settings: Settings) -> None:
    index.reindex("shelf")

    assert (settings.SEARCH_DIR / "shelf" / "state.json").is_file()


def test_what_came_late_does_not_wait_for_all_of_a_large_collection(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A library's records come in by the thousand; a contact written down meanwhile is found after one batch."""
    desk = Shelf()
    monkeypatch.setitem(collections._COLLECTIONS, "desk", desk.collection("desk"))
    monkeypatch.setattr(index, "BATCH", 10)
    index.reindex("shelf")
    index.reindex("desk")
    for number in range(30):
        put(shelf, number, "図書館")
    desk.put(library(1, "連絡", level=Level.PUBLIC))
    with transaction.atomic():
        index.touch("desk", [1])
    waiting: list[int] = []
    load = desk.load

    def watched(ids: Sequence[int]) -> Iterable[Document]:
        waiting.append(Pending.objects.filter(collection="shelf").count())
        return load(ids)

    monkeypatch.setattr(desk, "load", watched)
    monkeypatch.setitem(collections._COLLECTIONS, "desk", desk.collection("desk"))

    work()

    assert waiting == [20]
    assert [len(ids) for ids in shelf.loads] == [10, 10, 10]
    assert not Pending.objects.exists()


def test_a_fault_of_another_collection_stops_no_job(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Shelf()
    monkeypatch.setitem(collections._COLLECTIONS, "desk", desk.collection("desk"))
    index.reindex("shelf")
    index.reindex("desk")
    put(shelf, 1, "図書館")
    with transaction.atomic():
        index.touch("desk", [1])

    def broken(_ids: object) -> list[Document]:
        raise RuntimeError

    monkeypatch.setattr(desk, "load", broken)
    monkeypatch.setitem(collections._COLLECTIONS, "desk", desk.collection("desk"))

    work()

    assert found("図書館") == [1]
    assert Job.objects.filter(state=JobState.OPEN, attempts=1).count() == 1


def test_a_commit_that_was_killed_half_way_does_not_stop_the_next(
    shelf: Shelf, settings: Settings
) -> None:
    """What it had written of deleted documents stands there under the name the next commit comes to."""
    index.reindex("shelf")
    for number in (1, 2):
        put(shelf, number, "図書館")
    work()
    (meta,) = (settings.SEARCH_DIR / "shelf").glob("*/meta.json")
    whole = meta.read_bytes()
    put(shelf, 1, "図書館")
    work()
    assert list(meta.parent.glob("*.del"))
    meta.write_bytes(whole)  # killed before this was put in place

    put(shelf, 1, "新しい図書館")
    work()

    assert (found("新しい"), found("図書館")) == ([1], [1, 2])
