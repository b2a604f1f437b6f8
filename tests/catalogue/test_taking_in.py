"""A file of records from sending to taking back, through the jobs as they run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from tests.catalogue import factories
from tests.catalogue.factories import source
from tests.directory.factories import institution
from yuinowa.catalogue.domain.packing import unpacked
from yuinowa.catalogue.domain.records import Holding
from yuinowa.catalogue.domain.sources import Form, RunState
from yuinowa.catalogue.domain.taken import Taken
from yuinowa.catalogue.models import Branch, Item, Run, SourceRecord, Work
from yuinowa.catalogue.queries.documents import WORKS
from yuinowa.catalogue.services.runs import steps, storage, taking
from yuinowa.catalogue.services.runs.understanding import understood
from yuinowa.catalogue.services.sources import set_level
from yuinowa.catalogue.services.works import works_changed
from yuinowa.core.jobs import run_due
from yuinowa.core.rights import Actor, Level, Role, visible_to
from yuinowa.kernel.errors import InputRefused, NotAllowed, TransitionRefused, Unreadable
from yuinowa.ledger.models import Entry
from yuinowa.search import index
from yuinowa.search.models import Hidden

pytestmark = pytest.mark.django_db(transaction=True)

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>"""
FOOT = "</ListRecords></OAI-PMH>"


def oai(number: str, title: str, *, more: str = "") -> str:
    return (
        f"<record><header><identifier>{number}</identifier></header><metadata>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{title}</dc:title>{more}</oai_dc:dc></metadata></record>"
    )


def gone(number: str) -> str:
    return f'<record><header status="deleted"><identifier>{number}</identifier></header></record>'


def keeper_of(of: Any) -> Actor:
    return Actor(person=None, institution=of.owner_id, roles=frozenset({Role.ADMIN}), member=True)


def sent(of: Any, records: Sequence[str], *, is_full: bool = False) -> Run:
    """A file that was sent and read."""
    data = (HEAD + "".join(records) + FOOT).encode()
    run = steps.receive(of, [data], name="feed.xml", is_full=is_full, actor=keeper_of(of))
    run_due()
    run.refresh_from_db()
    return run


def taken(of: Any, records: Sequence[str], *, is_full: bool = False) -> Run:
    run = sent(of, records, is_full=is_full)
    assert run.state == RunState.PREVIEW, run.trouble
    steps.have_taken(run, version=run.version, actor=keeper_of(of), gone_too=True)
    run_due()
    run.refresh_from_db()
    assert run.state == RunState.APPLIED
    return run


def found(words: str) -> list[str]:
    """Titles of what everybody finds."""
    index.catch_up(WORKS)
    hits = index.find(WORKS, words, actor=Actor.nobody())
    return sorted(unpacked(one.understood).title.text for pk in hits.ids for one in SourceRecord.objects.filter(manifestation__work=pk))  # fmt: skip


def standing(of: Any) -> dict[str, str]:
    """What stands of a source: number and title."""
    rows = SourceRecord.objects.filter(source=of, is_deleted=False)
    return {row.identity: unpacked(row.understood).title.text for row in rows}


@pytest.fixture
def books() -> Any:
    return source(institution("試験市立図書館"), form=Form.OAI_DC.value)


def test_a_file_is_shown_then_taken_then_found(books: Any) -> None:
    run = sent(books, [oai("a", "石仏の里"), oai("b", "村の歴史")])
    assert (run.counts["read"], run.counts["new"]) == (2, 2)
    assert [each["title"] for each in run.samples] == ["石仏の里", "村の歴史"]
    assert not SourceRecord.objects.exists()  # nothing is changed by looking
    steps.have_taken(run, version=run.version, actor=keeper_of(books))
    run_due()
    assert standing(books) == {"a": "石仏の里", "b": "村の歴史"}
    assert found("石仏") == ["石仏の里"]
    run.refresh_from_db()
    assert run.state == RunState.APPLIED
    assert not storage.file_of(run).exists()


def test_what_changed_went_and_stayed_is_told_apart(books: Any) -> None:
    taken(books, [oai("a", "石仏の里"), oai("b", "村の歴史"), oai("c", "町の地図")])
    run = sent(books, [oai("a", "石仏の里"), oai("b", "村の歴史 改訂版"), gone("c"), gone("z")])
    counts = {name: run.counts[name] for name in ("same", "changed", "deleted", "new")}
    assert counts == {"same": 2, "changed": 1, "deleted": 1, "new": 0}
    steps.have_taken(run, version=run.version, actor=keeper_of(books))
    run_due()
    assert standing(books) == {"a": "石仏の里", "b": "村の歴史 改訂版"}
    assert found("地図") == []


def test_a_full_file_says_what_is_gone_and_asks_before_it_deletes(books: Any) -> None:
    taken(books, [oai("a", "石仏の里"), oai("b", "村の歴史"), oai("c", "町の地図")])
    run = sent(books, [oai("a", "石仏の里")], is_full=True)
    assert run.counts["gone"] == 2
    with pytest.raises(InputRefused):
        steps.have_taken(run, version=run.version, actor=keeper_of(books))
    steps.have_taken(run, version=run.version, actor=keeper_of(books), gone_too=True)
    run_due()
    assert standing(books) == {"a": "石仏の里"}


def test_taking_back_puts_every_record_back(books: Any) -> None:
    taken(books, [oai("a", "石仏の里"), oai("b", "村の歴史"), oai("c", "町の地図")])
    before = standing(books)
    run = taken(books, [oai("b", "村の歴史 改訂版"), oai("d", "新しい本"), gone("c")])
    assert standing(books) == {"a": "石仏の里", "b": "村の歴史 改訂版", "d": "新しい本"}
    steps.have_undone(run, version=run.version, actor=keeper_of(books))
    run_due()
    run.refresh_from_db()
    assert run.state == RunState.UNDONE
    assert standing(books) == before
    assert found("町の地図") == ["町の地図"]
    assert found("新しい本") == []


def test_only_the_last_file_is_taken_back(books: Any) -> None:
    first = taken(books, [oai("a", "石仏の里")])
    taken(books, [oai("a", "石仏の里 改訂版")])
    with pytest.raises(TransitionRefused):
        steps.have_undone(first, version=first.version, actor=keeper_of(books))


def test_a_record_costs_no_other(books: Any) -> None:
    run = sent(
        books, [oai("a", "石仏の里"), oai("b", "  "), oai("a", "また石仏"), oai("c", "村の歴史")]
    )
    assert (run.counts["new"], run.counts["refused"]) == (2, 2)
    assert [one.code for one in run.findings.filter(is_refused=True)] == ["no-title", "identity-twice"]  # fmt: skip
    steps.have_taken(run, version=run.version, actor=keeper_of(books))
    run_due()
    assert standing(books) == {"a": "石仏の里", "c": "村の歴史"}


def test_a_file_without_a_record_is_refused(books: Any) -> None:  # R9
    with pytest.raises(Unreadable):
        steps.receive(books, [b"not at all"], name="x", is_full=False, actor=keeper_of(books))
    with pytest.raises(InputRefused):
        steps.receive(books, [], name="x", is_full=False, actor=keeper_of(books))
    assert not Run.objects.exists()
    assert not list(storage.file_of(Run(pk=0)).parent.glob("*"))


def test_a_file_cut_off_in_the_middle_says_so(books: Any) -> None:
    data = (HEAD + oai("a", "石仏の里") + "<record><header>").encode()
    run = steps.receive(books, [data], name="cut.xml", is_full=False, actor=keeper_of(books))
    run_due()
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert run.trouble


def test_others_neither_send_nor_see(books: Any) -> None:
    stranger = Actor(institution=institution().pk, roles=frozenset({Role.ADMIN}), member=True)
    with pytest.raises(NotAllowed):
        steps.receive(books, [b"x"], name="x", is_full=False, actor=stranger)
    run = sent(books, [oai("a", "石仏の里")])
    assert not visible_to(stranger, Run.objects.all()).exists()
    with pytest.raises(NotAllowed):
        steps.have_taken(run, version=run.version, actor=stranger)


def test_what_is_not_shown_is_not_found_and_lowering_hides_at_once(books: Any) -> None:  # R20
    books.level = Level.PRIVATE.value
    books.save()
    taken(books, [oai("a", "石仏の里")])
    assert found("石仏") == []
    shown = set_level(books, Level.PUBLIC, version=books.version, actor=keeper_of(books))
    assert found("石仏") == ["石仏の里"]
    set_level(shown, Level.PRIVATE, version=shown.version, actor=keeper_of(books))
    hits = index.find(WORKS, "石仏", actor=Actor.nobody())  # before the index has caught up
    assert hits.total == 0
    assert found("石仏") == []


def test_one_book_of_two_libraries_is_one_work_with_two_holders(books: Any) -> None:
    more = "<dc:creator>佐藤 花子</dc:creator><dc:publisher>試験書房</dc:publisher><dc:date>1998</dc:date><dc:identifier>ISBN:9784040000015</dc:identifier>"
    other = source(institution("試験町立図書館"), form=Form.OAI_DC.value)
    taken(books, [oai("a", "石仏の里", more=more)])
    taken(other, [oai("1", "石佛の里", more=more)])
    assert Work.objects.filter(is_shown=True).count() == 1
    index.catch_up(WORKS)
    hits = index.find(WORKS, "石仏", actor=Actor.nobody(), facets=["library"])
    assert dict(hits.facets["library"]) == {str(books.owner_id): 1, str(other.owner_id): 1}


def test_a_source_taken_out_of_sight_goes_from_search_counts_and_facets_by_one_row(
    books: Any,
) -> None:  # R20
    more = "<dc:creator>佐藤 花子</dc:creator><dc:publisher>試験書房</dc:publisher><dc:date>1998</dc:date><dc:identifier>ISBN:9784040000015</dc:identifier>"
    other = source(institution("試験町立図書館"), form=Form.OAI_DC.value)
    taken(
        books, [oai("a", "石仏の里", more=more), *(oai(f"b{n}", f"石仏その{n}") for n in range(30))]
    )
    taken(other, [oai("1", "石佛の里", more=more), oai("2", "石仏の道")])
    index.catch_up(WORKS)

    def hits() -> tuple[int, dict[str, int]]:
        told = index.find(WORKS, "石仏", actor=Actor.nobody(), facets=["library"])
        return told.total, dict(told.facets["library"])

    before = hits()
    set_level(books, Level.PRIVATE, version=books.version, actor=keeper_of(books))
    at_once, rows = hits(), Hidden.objects.count()
    index.catch_up(WORKS)

    assert before == (32, {str(books.owner_id): 31, str(other.owner_id): 2})
    assert (at_once, rows) == ((1, {str(other.owner_id): 1}), 1)
    # The work that another library has too is found again, as hers alone.
    assert hits() == (2, {str(other.owner_id): 2})
    assert Hidden.objects.count() == 0


def test_a_batch_is_written_whole_or_not_at_all_and_the_next_job_goes_on(
    books: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "BATCH", 2)
    run = sent(books, [oai(str(n), f"試験の本{n}") for n in range(7)])
    steps.have_taken(run, version=run.version, actor=keeper_of(books))
    died: list[int] = []

    def die(works: Any) -> None:
        if len(died) < 2:
            died.append(SourceRecord.objects.count())
            raise KeyboardInterrupt
        works_changed(works)

    monkeypatch.setattr(taking, "works_changed", die)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            taking.take(run.pk)
    assert not SourceRecord.objects.exists()
    taking.take(run.pk)
    run.refresh_from_db()
    assert (run.state, run.done, SourceRecord.objects.count()) == (RunState.APPLIED, 7, 7)
    taking.take(run.pk)  # told twice, done once
    assert SourceRecord.objects.count() == 7


def test_new_records_are_counted_once_in_the_ledger(books: Any) -> None:
    office = institution("試験県図書館協力室", region_office=True, member=True)
    run = taken(books, [oai("a", "石仏の里"), oai("b", "村の歴史")])
    entry = Entry.objects.get(kind="catalogue.contributed")
    assert (entry.giver_id, entry.receiver_id, entry.quantity) == (books.owner_id, office.pk, 2)
    taken(books, [oai("a", "石仏の里 改訂版")])
    assert Entry.objects.filter(kind="catalogue.contributed").count() == 1
    run = books.runs.order_by("-pk").first()
    steps.have_undone(run, version=run.version, actor=keeper_of(books))
    run_due()
    assert sum(e.quantity for e in Entry.objects.filter(kind="catalogue.contributed")) == 2


def test_what_another_library_has_is_not_said_of_who_sent_the_record(books: Any) -> None:
    record = factories.record(of=books)
    held = (Holding(holder="0000", holder_name="国立国会図書館"), Holding(branch="本館"))
    said = replace(unpacked(record.understood), holdings=held)
    shelved = understood(Taken(1, b"", "1", said)).shelved
    taking.write_items(books, [(record.pk, shelved)])
    assert [item.branch for item in Item.objects.filter(record=record)] == ["本館"]
    ndl = institution("国立国会図書館")
    Branch.objects.filter(source=books, written="0000").update(institution=ndl)
    taking.write_items(books, [(record.pk, shelved)])
    assert {item.institution_id for item in Item.objects.all()} == {ndl.pk, books.owner_id}


def test_what_is_no_text_is_stored_nowhere(books: Any) -> None:  # R1
    record = factories.record(of=books)
    said = replace(unpacked(record.understood), holdings=(Holding(call_number="718\x00"),))
    assert understood(Taken(1, b"", "1", said)).refused == "control-character"
    assert understood(Taken(1, b"", "1", replace(said, holdings=()))).refused == ""
    said = replace(said, holdings=(Holding(call_number="a\\718"),), notes=("two\nlines",))
    assert understood(Taken(1, b"", "1", said)).refused == ""
