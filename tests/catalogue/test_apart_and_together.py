"""What a person takes apart or joins on the page of a work stands on every reload, and goes back when withdrawn."""

from __future__ import annotations

import pytest

from tests.catalogue.factories import source
from tests.catalogue.test_taking_in import keeper_of, oai, taken
from tests.directory.factories import institution
from yuinowa.catalogue.domain.sources import Form
from yuinowa.catalogue.models import Decision, Source, SourceRecord, Work
from yuinowa.catalogue.queries import deeds
from yuinowa.catalogue.services.decisions import carry_out, withdraw

pytestmark = pytest.mark.django_db(transaction=True)
SAID = "<dc:creator>佐藤 花子</dc:creator><dc:publisher>試験書房</dc:publisher><dc:date>{year}</dc:date><dc:subject>{subject}</dc:subject>"


def a_source(name: str) -> Source:
    return source(institution(name, member=True), form=Form.OAI_DC.value)


def send(to: Source, *records: tuple[str, str], year: str = "1998", subject: str = "石仏", is_full: bool = False) -> None:  # fmt: skip
    more = SAID.format(year=year, subject=subject)
    taken(to, [oai(number, title, more=more) for number, title in records], is_full=is_full)


def record_of(one: Source, number: str) -> SourceRecord:
    return SourceRecord.objects.select_related("source").get(source=one, identity=number)


def work_of(one: Source, number: str) -> int:
    found = record_of(one, number).manifestation
    assert found is not None
    assert found.work_id is not None
    return found.work_id


def test_a_record_that_is_corrected_keeps_the_address_of_its_work() -> None:
    one = a_source("甲図書館")
    send(one, ("1", "鎌倉の石仏をめぐる"))
    work = work_of(one, "1")
    send(one, ("1", "鎌倉の石佛を巡りて"), year="2001")
    assert work_of(one, "1") == work


def test_two_works_that_become_one_keep_both_addresses() -> None:
    """Their records are described anew by what a person says of them; no address may be lost by it."""
    one, other = a_source("甲図書館"), a_source("乙図書館")
    send(one, ("1", "鎌倉の石仏をめぐる"))
    send(other, ("a", "鎌倉石仏めぐり"), year="1999")
    first, second = work_of(one, "1"), work_of(other, "a")
    assert first != second
    edition = record_of(other, "a").manifestation
    assert edition is not None
    deed = deeds.edition_joined(record_of(one, "1"), edition)
    answered = carry_out(deed, reason="", actor=keeper_of(one))
    kept = work_of(one, "1")
    assert work_of(other, "a") == kept == min(first, second)
    assert Work.objects.get(pk=max(first, second)).moved_to_id == kept
    withdraw(answered, actor=keeper_of(one))
    assert work_of(one, "1") != work_of(other, "a")
    assert kept in {work_of(one, "1"), work_of(other, "a")}


def editions() -> set[frozenset[str]]:
    """Which records stand together, by source and number."""
    found: dict[int | None, set[str]] = {}
    for one in SourceRecord.objects.filter(is_deleted=False).select_related("source__owner"):
        found.setdefault(one.manifestation_id, set()).add(one.source.owner.name[0] + one.identity)
    return {frozenset(each) for each in found.values()}


def together(*names: str) -> set[frozenset[str]]:
    return {frozenset(name.split("+")) for name in names}


def test_a_split_survives_a_full_reload_of_the_source() -> None:  # Done-when 3
    sources = [a_source(f"{name}図書館") for name in "甲乙丙"]
    for one in sources:
        send(one, ("1", "鎌倉の石仏をめぐる"))
    assert editions() == together("甲1+乙1+丙1")
    work = work_of(sources[0], "1")

    said = carry_out(deeds.record_apart(record_of(sources[1], "1")), reason="奥付が違う", actor=keeper_of(sources[1]))  # fmt: skip

    assert editions() == together("甲1+丙1", "乙1")
    assert work_of(sources[0], "1") == work
    for one in sources:  # everything is sent again, whole, with another subject
        send(one, ("1", "鎌倉の石仏をめぐる"), subject="鎌倉市", is_full=True)
    assert editions() == together("甲1+丙1", "乙1")
    send(sources[1], ("2", "別の本"), is_full=True)  # a file forgot it, the next one has it again
    send(sources[1], ("1", "鎌倉の石仏をめぐる"), ("2", "別の本"), is_full=True)
    assert editions() == together("甲1+丙1", "乙1", "乙2")
    withdraw(said, actor=keeper_of(sources[0]))
    assert editions() == together("甲1+乙1+丙1", "乙2")
    assert not Decision.objects.filter(withdrawn_at=None).exists()
    assert work_of(sources[1], "1") == work


def test_a_join_survives_a_full_reload_of_the_source() -> None:  # Done-when 3
    one, other = a_source("甲図書館"), a_source("乙図書館")
    send(one, ("1", "鎌倉の石仏をめぐる"))
    send(other, ("a", "古寺と野の仏たち"), year="1955")
    edition = record_of(other, "a").manifestation
    assert edition is not None

    said = carry_out(deeds.edition_joined(record_of(one, "1"), edition), reason="", actor=keeper_of(one))  # fmt: skip

    assert editions() == together("甲1+乙a")
    send(other, ("a", "古寺と野の仏たち 改"), year="1956", is_full=True)
    assert editions() == together("甲1+乙a")
    send(other, ("b", "別の本"), is_full=True)
    send(other, ("a", "古寺と野の仏たち"), ("b", "別の本"), year="1955", is_full=True)
    assert editions() == together("甲1+乙a", "乙b")
    withdraw(said, actor=keeper_of(other))
    assert editions() == together("甲1", "乙a", "乙b")


def test_an_edition_leaves_its_work_and_works_become_one_through_every_reload() -> None:
    one, other = a_source("甲図書館"), a_source("乙図書館")
    send(one, ("1", "鎌倉の石仏をめぐる"))
    send(other, ("a", "鎌倉の石仏をめぐる"), year="2011")
    assert work_of(one, "1") == work_of(other, "a")
    assert editions() == together("甲1", "乙a")

    said = carry_out(deeds.edition_apart(record_of(other, "a")), reason="", actor=keeper_of(other))

    assert work_of(one, "1") != work_of(other, "a")
    send(other, ("a", "鎌倉の石仏をめぐる"), year="2012", is_full=True)
    assert work_of(one, "1") != work_of(other, "a")
    withdraw(said, actor=keeper_of(one))
    assert work_of(one, "1") == work_of(other, "a")

    send(other, ("b", "古寺と野の仏たち"), year="1955")
    work = Work.objects.get(pk=work_of(other, "b"))
    carry_out(deeds.work_joined(record_of(one, "1"), work), reason="", actor=keeper_of(one))
    assert work_of(one, "1") == work_of(other, "a") == work_of(other, "b")
    send(other, ("c", "別の本"), is_full=True)
    send(other, ("b", "古寺と野の仏たち 改"), ("c", "別の本"), year="1956", is_full=True)
    assert work_of(one, "1") == work_of(other, "b") != work_of(other, "c")
    assert Work.objects.get(pk=work.pk).moved_to_id == work_of(one, "1")
