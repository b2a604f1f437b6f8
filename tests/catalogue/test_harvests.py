"""A library's records fetched by OAI-PMH over a real line: shown, taken, changed, withdrawn, taken back (R9, R17, R18)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import F

from tests.catalogue import factories
from tests.catalogue.oai_target import MARC, Kept, Target, marc, open_target
from tests.catalogue.test_taking_in import keeper_of, standing
from tests.directory.factories import institution
from yuinowa.catalogue.domain.sources import Form, RunState, Way
from yuinowa.catalogue.models import Harvest, Run, Source, SourceRecord
from yuinowa.catalogue.services import harvests
from yuinowa.catalogue.services.runs import steps, storage
from yuinowa.core import clock
from yuinowa.core.jobs import run_due
from yuinowa.core.models import Job, JobState
from yuinowa.kernel.errors import WrongState

pytestmark = pytest.mark.django_db(transaction=True)
LOOPBACK = ["127.0.0.0/8"]


@pytest.fixture
def target() -> Target:
    made = Target()
    for number, title in enumerate(["石仏の里", "村の歴史", "川の地図", "山の暮らし", "海の祭"]):
        made.add(f"oai:{number}", title)
    return made


@pytest.fixture
def address(target: Target, settings: Any) -> Iterator[str]:
    with open_target(target) as address:
        settings.FETCH_ORIGINS, settings.FETCH_NETWORKS = [address.removesuffix("/oai")], LOOPBACK
        yield address


@pytest.fixture
def source(address: str) -> Source:
    return harvested(address)


def harvested(address: str, **values: Any) -> Source:
    given = {"form": Form.OAI_DC.value, "way": Way.OAI.value, "prefix": "oai_dc"} | values
    return factories.source(institution(), address=address, **given)


def fetched(of: Source, *, is_full: bool = False) -> Run:
    """A harvest, as far as it comes without a pause."""
    run = harvests.start(of, is_full=is_full, actor=keeper_of(of))
    run_due()
    run.refresh_from_db()
    return run


def taken(run: Run, *, gone_too: bool = False) -> Run:
    steps.have_taken(run, version=run.version, actor=keeper_of(run.source), gone_too=gone_too)
    run_due()
    run.refresh_from_db()
    assert run.state == RunState.APPLIED, run.trouble
    return run


def asked_again(run: Run) -> Run:
    """What a job does when the pause is over."""
    Job.objects.filter(state=JobState.OPEN).update(run_after=clock.now() - timedelta(seconds=1))
    run_due()
    run.refresh_from_db()
    return run


def test_a_harvest_is_shown_taken_and_taken_back(source: Source, target: Target) -> None:
    run = fetched(source)

    assert (run.state, run.counts["new"], run.is_full) == (RunState.PREVIEW, 5, True)
    assert target.lists == 3
    assert not SourceRecord.objects.exists()
    taken(run)
    assert sorted(standing(source).values()) == sorted(["石仏の里", "村の歴史", "川の地図", "山の暮らし", "海の祭"])  # fmt: skip
    steps.have_undone(run, version=run.version, actor=keeper_of(source))
    run_due()
    assert standing(source) == {}


def test_the_next_harvest_asks_from_the_first_answer_of_the_last(source: Source, target: Target) -> None:  # fmt: skip
    taken(fetched(source))
    target.add("oai:0", "石仏の里 改訂版", stamp="2026-11-20T06:00:00Z")
    target.add("oai:1", None, stamp="2026-11-20T06:00:00Z")
    target.add("oai:9", "新しい本", stamp="2026-11-20T06:00:00Z")

    run = fetched(source)

    assert target.asked[-2]["from"] == "2026-11-19T23:59:59Z"
    counts = {name: run.counts[name] for name in ("read", "new", "changed", "deleted", "gone")}
    assert counts == {"read": 3, "new": 1, "changed": 1, "deleted": 1, "gone": 0}
    assert not run.is_full
    taken(run)
    assert standing(source)["oai:0"] == "石仏の里 改訂版"
    assert "oai:1" not in standing(source)
    assert len(standing(source)) == 5


def test_nothing_new_is_said_so_and_nothing_is_gone(source: Source, target: Target) -> None:
    taken(fetched(source))

    run = fetched(source)

    assert run.state == RunState.UNCHANGED
    assert len(standing(source)) == 5


def test_an_empty_server_is_never_taken_for_an_empty_library(source: Source, target: Target) -> None:  # fmt: skip
    """R9."""
    taken(fetched(source))
    target.records.clear()

    run = fetched(source, is_full=True)

    assert (run.state, len(standing(source))) == (RunState.FAILED, 5)
    assert "ありません" in run.trouble


@pytest.mark.parametrize("deleted", ["no", "transient"])
def test_a_server_that_does_not_tell_what_is_gone_is_asked_for_everything(source: Source, target: Target, deleted: str) -> None:  # fmt: skip
    target.deleted = deleted
    taken(fetched(source))
    if deleted == "transient":
        Run.objects.update(created_at=F("created_at") - timedelta(days=40))
    del target.records[0]

    run = fetched(source)

    assert (run.is_full, run.counts["gone"]) == (True, 1)
    taken(run, gone_too=True)
    assert len(standing(source)) == 4


def test_what_was_dropped_or_taken_back_is_asked_for_again(source: Source, target: Target) -> None:
    taken(fetched(source))
    target.add("oai:9", "新しい本", stamp="2026-11-20T06:00:00Z")
    steps.drop(run := fetched(source), version=run.version, actor=keeper_of(source))

    again = fetched(source)
    assert again.counts["new"] == 1
    taken(again)
    steps.have_undone(again, version=again.version, actor=keeper_of(source))
    run_due()

    assert fetched(source).counts["new"] == 1


def test_another_set_is_asked_for_from_the_beginning(source: Source, target: Target) -> None:
    target.add("oai:9", "郷土の本", sets=("local",))
    taken(fetched(source))
    Source.objects.filter(pk=source.pk).update(selection="local")
    source.refresh_from_db()

    run = fetched(source)

    assert target.asked[-1] == {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": "local"}
    assert (run.counts["read"], run.counts["gone"]) == (1, 5)


def test_marcxml_goes_by_the_number_that_a_deletion_has(target: Target, address: str) -> None:
    target.records = [Kept("oai:lib:1", marc("1", "石仏の里")), Kept("oai:lib:2", marc("2", "村の歴史"))]  # fmt: skip
    source = harvested(address, form=Form.MARCXML.value, prefix="marc21")
    target.formats = (("marc21", MARC),)
    taken(fetched(source))
    assert set(standing(source)) == {"oai:lib:1", "oai:lib:2"}
    target.records[0] = Kept("oai:lib:1", None, stamp="2026-11-21T00:00:00Z")

    run = taken(fetched(source))

    assert set(standing(source)) == {"oai:lib:2"}
    steps.have_undone(run, version=run.version, actor=keeper_of(source))
    run_due()
    assert standing(source)["oai:lib:1"] == "石仏の里"


def test_two_harvests_of_one_source_do_not_meet(source: Source) -> None:
    fetched(source)

    with pytest.raises(WrongState):
        harvests.start(source, is_full=False, actor=keeper_of(source))


# ---------------------------------------------------------------- servers that misbehave


def test_a_busy_server_is_asked_when_it_wishes(source: Source, target: Target) -> None:
    target.faults = {2: (503, {"Retry-After": "90"}, b"")}

    run = fetched(source)

    harvest = Harvest.objects.get()
    assert (run.state, harvest.kept["records"]) == (RunState.FETCHING, 2)
    assert harvest.asks_again_at is not None
    assert timedelta(seconds=80) < harvest.asks_again_at - clock.now() < timedelta(seconds=91)
    assert asked_again(run).counts["new"] == 5
    assert target.lists == 4


def test_a_server_that_stays_away_is_left_and_asked_on_for_the_same_page(source: Source, target: Target) -> None:  # fmt: skip
    target.faults = dict.fromkeys(range(2, 8), (500, {}, b"<html>"))

    run = fetched(source)
    for _turn in range(5):
        run = asked_again(run)

    assert run.state == RunState.FAILED
    assert "500" in run.trouble
    assert not storage.file_of(run).read_bytes().endswith(b"</OAI-PMH>\n")
    harvests.go_on(run, version=run.version, actor=keeper_of(source))
    run_due()
    run.refresh_from_db()
    assert run.counts["new"] == 5
    assert "resumptionToken" in target.asked[-1]


def test_tokens_that_loop_end_and_nothing_is_gone(source: Source, target: Target) -> None:
    taken(fetched(source))
    target.tokens_loop = True

    run = fetched(source, is_full=True)

    assert (run.state, len(standing(source))) == (RunState.FAILED, 5)
    assert "何度も" in run.trouble


def test_a_token_that_is_lost_costs_the_list_once_and_no_record_twice(source: Source, target: Target) -> None:  # fmt: skip
    lost = '<?xml version="1.0"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="badResumptionToken"/></OAI-PMH>'
    target.faults = {2: (200, {}, lost.encode())}

    run = fetched(source)

    assert (run.counts["read"], run.counts["new"], run.counts["refused"]) == (5, 5, 0)


def test_a_page_that_is_a_bomb_is_left(source: Source, target: Target) -> None:
    bomb = gzip.compress(b" " * (64 << 20))
    target.faults = dict.fromkeys(range(1, 9), (200, {"Content-Encoding": "gzip"}, bomb))

    run = fetched(source)
    for _turn in range(5):
        run = asked_again(run)

    assert run.state == RunState.FAILED
    assert storage.file_of(run).exists() is False or storage.file_of(run).stat().st_size < 1000


def test_packed_pages_are_read(source: Source, target: Target) -> None:
    target.is_packed = True

    assert fetched(source).counts["new"] == 5


def test_a_server_that_changed_its_granularity_is_asked_in_days(source: Source, target: Target) -> None:  # fmt: skip
    taken(fetched(source))
    target.granularity = "YYYY-MM-DD"

    fetched(source)

    assert next(one["from"] for one in reversed(target.asked) if "from" in one) == "2026-11-19"


def test_whom_no_operator_approved_is_not_asked(source: Source, target: Target, settings: Any) -> None:  # fmt: skip
    settings.FETCH_ORIGINS = []

    run = fetched(source)

    assert run.state == RunState.FAILED
    assert "YUINOWA_FETCH_ORIGINS" in run.trouble
    assert target.asked == []


def test_a_network_that_is_not_public_is_refused(source: Source, target: Target, settings: Any) -> None:  # fmt: skip
    settings.FETCH_NETWORKS = []

    assert "YUINOWA_FETCH_NETWORKS" in fetched(source).trouble
    assert target.asked == []


def test_a_record_too_large_to_be_read_costs_no_other(source: Source, target: Target) -> None:
    target.add("oai:large", "あ" * (2 << 20))

    run = fetched(source)

    assert (run.counts["new"], run.counts["refused"]) == (5, 1)
    assert run.findings.get(is_refused=True).identity == "oai:large"


def test_a_job_nobody_foresaw_the_end_of_says_so(source: Source) -> None:
    run = harvests.start(source, is_full=False, actor=keeper_of(source))

    harvests.given_up(run.pk)

    run.refresh_from_db()
    assert run.state == RunState.FAILED


def test_the_moments_are_the_servers_own(source: Source, target: Target) -> None:
    target.now = "2020-01-01T00:00:00Z"  # its clock is wrong: only against itself it counts

    run = taken(fetched(source))

    assert Harvest.objects.get(pk=run.pk).next_since == datetime(2019, 12, 31, 23, 59, 59, tzinfo=UTC)  # fmt: skip
