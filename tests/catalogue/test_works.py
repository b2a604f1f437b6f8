"""What an actor sees of a work: its records as one, who has it, nearest first."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.catalogue import factories as make
from tests.directory import factories as directory
from yuinowa.catalogue.domain.records import Holding, Use, Written
from yuinowa.catalogue.queries import works
from yuinowa.core.rights import Actor, Level, Role

pytestmark = pytest.mark.django_db
NOBODY = Actor.nobody()
ON_LOAN = (Holding(call_number="718", use=Use.LOAN),)


def keeper(institution: int) -> Actor:
    return Actor(person=1, institution=institution, roles=frozenset({Role.EDITOR}), member=True)


def test_records_of_two_libraries_are_one_edition() -> None:
    one, two = directory.institution("東館"), directory.institution("西館")
    work = make.work()
    edition = make.edition(work)
    make.record("平塚の石仏", of=make.source(one), edition_=edition, year=2006, holdings=ON_LOAN)
    make.record(
        "平塚の石仏",
        of=make.source(two),
        edition_=edition,
        publisher=Written("博物館"),
        holdings=ON_LOAN,
    )

    found = works.work_in_full(work.pk, NOBODY)

    assert found is not None
    assert [(e.record.year, e.record.publisher.text, e.libraries) for e in found.editions] == [
        (2006, "博物館", 2)
    ]


def test_a_record_that_is_not_shown_is_seen_by_its_owner_alone() -> None:
    one, two = directory.institution(), directory.institution()
    work = make.work()
    edition = make.edition(work)
    make.record("平塚の石仏", of=make.source(one), edition_=edition, holdings=ON_LOAN)
    hidden = make.source(two, level=Level.PRIVATE, trust=9)
    make.record("まだ見せない題", of=hidden, edition_=edition, holdings=ON_LOAN)

    for_all = works.work_in_full(work.pk, NOBODY)
    for_owner = works.work_in_full(work.pk, keeper(two.pk))

    assert for_all is not None
    assert for_owner is not None
    assert (for_all.record.title.text, for_all.libraries) == ("平塚の石仏", 1)
    assert (for_owner.record.title.text, for_owner.libraries) == ("まだ見せない題", 2)


def test_a_library_whose_entry_is_hidden_is_not_named() -> None:
    seen, hidden = directory.institution(), directory.institution(level=Level.PRIVATE.value)
    work = make.work()
    edition = make.edition(work)
    make.record(of=make.source(seen), edition_=edition, holdings=ON_LOAN)
    make.record(of=make.source(hidden), edition_=edition, holdings=ON_LOAN)

    found = works.work_in_full(work.pk, NOBODY)

    assert found is not None
    assert [row.institution.pk for row in found.holders] == [seen.pk]


def test_a_work_that_is_not_shown_is_as_one_that_is_not_there() -> None:
    work = make.work(is_shown=False)
    edition = make.edition(work)
    make.record(of=make.source(directory.institution()), edition_=edition)

    assert works.work_in_full(work.pk, NOBODY) is None


def test_the_nearest_comes_first_and_the_own_before_all() -> None:
    own = directory.institution("中央館", latitude=35.68, longitude=139.77)
    far = directory.institution("遠くの館", latitude=43.06, longitude=141.35, prefecture="01")
    near = directory.institution("近くの館", latitude=35.69, longitude=139.70)
    unknown = directory.institution("場所のわからない館", prefecture="", municipality="")
    work = make.work()
    edition = make.edition(work)
    for holder in (far, unknown, near, own):
        make.record(of=make.source(holder), edition_=edition, holdings=ON_LOAN)

    found = works.work_in_full(work.pk, keeper(own.pk))

    assert found is not None
    assert [row.institution.name for row in found.holders] == [
        "中央館",
        "近くの館",
        "遠くの館",
        "場所のわからない館",
    ]
    assert [row.km is not None for row in found.holders] == [False, True, True, False]


def test_volumes_stand_in_their_order() -> None:
    source, work = make.source(directory.institution()), make.work()
    for volume in ("第10巻", "下", "2", "三", "上"):
        make.record(of=source, edition_=make.edition(work), volume=volume)

    found = works.work_in_full(work.pk, NOBODY)

    assert found is not None
    assert [each.record.volume for each in found.editions] == ["上", "2", "下", "三", "第10巻"]


def test_a_work_that_moved_twice_leads_to_where_it_is() -> None:
    work = make.work()
    edition = make.edition(work)
    make.record(of=make.source(directory.institution()), edition_=edition)
    second = make.work(is_shown=False, moved_to=work)
    first = make.work(is_shown=False, moved_to=second)

    assert works.work_that_took_over(first.pk, NOBODY) == work
    work.is_shown = False
    work.save()
    assert works.work_that_took_over(first.pk, NOBODY) is None


def test_a_thousand_records_need_no_more_queries_than_one() -> None:
    def queries_for(records: int) -> int:
        source, work = make.source(directory.institution()), make.work()
        for _ in range(records):
            make.record(of=source, edition_=make.edition(work), holdings=ON_LOAN)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            works.work_in_full(work.pk, NOBODY)
        return len(asked)

    assert queries_for(20) == queries_for(1)


def test_a_paper_of_a_hundred_years_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(works, "MOST_RECORDS", 3)
    source, work = make.source(directory.institution()), make.work()
    for _ in range(4):
        make.record(of=source, edition_=make.edition(work))

    found = works.work_in_full(work.pk, NOBODY)

    assert found is not None
    assert (len(found.editions), found.is_cut) == (3, True)


def test_a_record_without_a_shelf_says_that_its_library_has_it() -> None:
    owner = directory.institution("東館")
    work = make.work()
    edition = make.edition(work)
    make.record(of=make.source(owner), edition_=edition)

    found = works.work_in_full(work.pk, NOBODY)

    assert found is not None
    assert [(h.institution.name, h.held[0].use) for h in found.holders] == [("東館", Use.UNKNOWN)]
