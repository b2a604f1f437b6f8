"""``yuinowa demo --with librarieswest``: open data from elsewhere, by the same way in as anybody's figures."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.accounts.factories import a_client, a_person, an_affiliation
from tests.accounts.factories import an_institution as institution
from yuinowa.config import cli
from yuinowa.config.demo import librarieswest
from yuinowa.config.demo.librarieswest import A_WHOLE_YEAR, AUTHORITIES, FILE, load
from yuinowa.core.rights import Actor, Role
from yuinowa.directory.models import Institution
from yuinowa.kernel.fiscal import FiscalYear
from yuinowa.ledger.domain.deeds import Voice
from yuinowa.ledger.domain.figure_runs import Aim, RunState
from yuinowa.ledger.models import Entry, FigureRun, GivenMonth, PairYear
from yuinowa.ledger.services import figure_runs
from yuinowa.ledger.services.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SEARCH_DIR = tmp_path / "index"


def told() -> Counter[tuple[str, str, int]]:
    """What the file itself says: from authority, to authority, fiscal year → reservations."""
    found: Counter[tuple[str, str, int]] = Counter()
    with FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            year, month = map(int, row["month_placed"].split("-"))
            fiscal = year if month >= 4 else year - 1
            found[row["item_authority"], row["pickup_authority"], fiscal] += int(
                row["reservations"]
            )
    return found


def test_the_ledger_says_what_the_file_says_between_authorities() -> None:
    assert load() is not None

    names = {
        pk: name.removesuffix(f" ({librarieswest.CONSORTIUM})")
        for pk, name in Institution.objects.values_list("pk", "name")
    }
    cells = PairYear.objects.values_list("giver", "receiver", "fiscal_year", "quantity", "voice")
    assert {(names[g], names[r], year): q for g, r, year, q, _voice in cells} == {
        key: quantity for key, quantity in told().items() if key[0] != key[1]
    }
    assert {voice for *_rest, voice in cells} == {Voice.OTHER}
    assert verify().is_clean
    run = FigureRun.objects.get()
    assert (run.state, run.counts["new"], run.counts["left"], run.counts["refused"]) == (
        RunState.TAKEN,
        1554,
        259,
        0,
    )


def test_it_is_loaded_once() -> None:
    load()

    assert load() is None
    assert Institution.objects.count() == len(AUTHORITIES) + 1
    assert Entry.objects.count() == 1554


def test_the_next_file_of_the_sender_finds_its_columns_said() -> None:
    pk = load()
    assert pk is not None
    next_month = FILE.read_text().splitlines()[0] + "\n2019-07,2019-08-11,Bristol,Poole,31,9\n"

    run = figure_runs.receive_file(
        [next_month.encode()],
        name="next.csv",
        institution=pk,
        aim=Aim.EXCHANGE,
        sender=librarieswest.CREDIT,
        title="LibrariesWest open data, 2019-07",
        received_on=librarieswest.PUBLISHED_ON,
        actor=Actor.system(),
    )
    run = figure_runs.choose_columns(run, run.read_by, version=run.version, actor=Actor.system())

    assert run.counts["new"] == 1
    assert run.lines.get().label.startswith("Bristol (LibrariesWest) → Poole (LibrariesWest)")


def test_the_region_office_sees_it_in_the_explorer_and_opens_the_row_of_the_document() -> None:
    load()
    office = institution("試験県図書館協力事務局", member=True, region_office=True)
    person = a_person()
    an_affiliation(person, office, Role.COORDINATOR)
    client = a_client(person)
    bristol = Institution.objects.get(name__startswith="Bristol")

    page = client.get(f"/ledger/?year={A_WHOLE_YEAR}&institution={bristol.pk}").content.decode()

    assert "Poole (LibrariesWest)" in page
    given = GivenMonth.objects.filter(giver=bristol.pk, fiscal_year=A_WHOLE_YEAR)
    whole = sum(given.values_list("quantity", flat=True))
    assert f"{whole:,}" in page
    assert FiscalYear(A_WHOLE_YEAR).label in page
    entry = Entry.objects.filter(giver=bristol.pk).earliest("pk")
    deed = client.get(f"/ledger/deeds/{entry.source}/").content.decode()
    assert librarieswest.TITLE in deed
    assert "#line-" in deed


def test_the_command_loads_it_beside_the_region(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("yuinowa.config.demo.region.load", lambda: False)

    assert cli.main(["demo", "--with", "librarieswest"]) == 0
    assert cli.main(["demo", "--with", "librarieswest"]) == 0

    told = capsys.readouterr().out
    assert "LibrariesWest loaded." in told
    assert "LibrariesWest is already there." in told
